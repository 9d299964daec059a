"""The case that started it: what the archive's own figures carry, and what they do not."""

import pytest


@pytest.fixture(scope="session")
def projects(evaluated):
    return {p["name"]: p for p in evaluated.results()["projects"]}


@pytest.fixture
def preservation(projects):
    return projects["档案保护费"]


@pytest.fixture
def compilation(projects):
    return projects["史料编研费"]


def codes(project):
    return {f["code"] for f in project["findings"]}


def indicator(project, words):
    return next(i for i in project["indicators"] if words in i["name"] + i["target"]["text"])


def test_the_execution_rates_are_recomputed(preservation, compilation):
    assert preservation["budget"]["execution_rate"] == 0.7156
    assert compilation["budget"]["execution_rate"] == 0.76
    assert preservation["budget"]["score"] == 7.16
    assert compilation["budget"]["score"] == 7.6


def test_both_projects_together_spent_72_67_per_cent(evaluated, tmp_path):
    both = evaluated.path / "both"
    both.mkdir()
    for file in (evaluated.path / "input_templates/submissions").glob("*.xlsx"):
        if "示例" not in file.name:
            (both / file.name).write_bytes(file.read_bytes())
    done = evaluated.perfcheck("evaluate", str(both), "-o", str(tmp_path))
    assert done.returncode == 0, done.stderr
    summary = evaluated.results(str(tmp_path))["summary"]
    assert summary["execution_rate"] == 0.7267
    assert "72.67%" in done.stdout


def test_thirteen_works_in_review_are_not_four_published_ones(compilation):
    chronicles = indicator(compilation, "街道志")
    assert chronicles["outcome"] == "unmet"
    assert chronicles["score"] == 0
    yearbook = indicator(compilation, "年鉴")
    assert yearbook["outcome"] in ("unmet", "partly")


def test_the_promised_manuscript_is_unreported(compilation):
    assert indicator(compilation, "武昌历史")["outcome"] == "unreported"


@pytest.mark.parametrize("name", ["档案保护费", "史料编研费"])
def test_the_excellent_grade_is_not_carried(projects, name):
    project = projects[name]
    assert project["score"]["stated_grade"] == "优"
    assert project["score"]["stated"] is None
    assert project["score"]["grade"] != "优"
    messages = [f["message"] for f in project["findings"] if "优" in f["message"]]
    assert messages


@pytest.mark.parametrize("name", ["档案保护费", "史料编研费"])
def test_little_of_it_can_be_verified_and_the_range_says_so(projects, name):
    score = projects[name]["score"]
    assert score["verified"] < 40
    assert score["low"] <= score["recomputed"] <= score["high"]


def test_growing_every_year_is_flagged_with_a_proposal(preservation):
    growth = indicator(preservation, "逐年增长")
    assert growth["target"]["quantified"] is False
    finding = next(f for f in preservation["findings"] if f["cell"] == growth["target"]["cell"])
    assert "逐年增长" in finding["message"]
    assert "____" in finding["suggestion"]


def test_assumed_points_are_marked_as_assumed(preservation):
    assert all(i["points"] is None for i in preservation["indicators"])
    assert any(i["points_assumed"] for i in preservation["indicators"])


def test_the_complete_example_has_a_clean_result(projects):
    name = next(n for n in projects if "示例" in n)
    example = projects[name]
    assert [f for f in example["findings"] if f["severity"] != "note"] == []
    assert all(i["target"]["quantified"] and i["verified"] for i in example["indicators"])
    assert example["score"]["stated"] == example["score"]["recomputed"]

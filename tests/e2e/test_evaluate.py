"""The real command on real folders: what it writes, what it answers, what it leaves alone."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.office.sound import sound

BOOK = "绩效评价结果.xlsx"


def digest(folder: Path) -> dict[str, str]:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def submissions(checkout) -> Path:
    return checkout.path / "input_templates/submissions"


def test_make_evaluate_writes_the_workbook_and_the_data(evaluated):
    results = evaluated.results()
    assert results["schema"] == "perfcheck.results/1"
    assert [f["status"] for f in results["files"]] == ["processed"] * 3
    assert (evaluated.path / "output" / BOOK).stat().st_size > 10_000
    for book in (evaluated.path / "output").rglob("*.xlsx"):
        sound(book.read_bytes())


def test_twice_in_a_row_gives_the_same_bytes(evaluated, tmp_path):
    first = digest(evaluated.path / "output")
    again = evaluated.perfcheck("evaluate", "-o", str(tmp_path), "--jobs", "2")
    assert again.returncode == 0, again.stderr
    assert digest(tmp_path) == first


def test_no_submission_is_touched(checkout, tmp_path):
    before = digest(submissions(checkout))
    checkout.perfcheck("evaluate", "-o", str(tmp_path))
    assert digest(submissions(checkout)) == before


def test_an_empty_folder_is_nothing_to_evaluate(checkout, tmp_path):
    empty = tmp_path / "空文件夹"
    empty.mkdir()
    done = checkout.run("make", "evaluate", f"IN={empty}", f"OUT={tmp_path / 'out'}")
    assert done.returncode != 0
    direct = checkout.perfcheck("evaluate", str(empty), "-o", str(tmp_path / "out"))
    assert direct.returncode == 2
    assert "没有" in direct.stderr
    assert "Traceback" not in done.stderr + direct.stderr


def test_bad_files_get_their_line_and_the_rest_goes_on(checkout, tmp_path):
    box = tmp_path / "收到的表格"
    box.mkdir()
    for file in submissions(checkout).glob("*.xlsx"):
        (box / file.name).write_bytes(file.read_bytes())
    (box / "其实是文本.xlsx").write_text("项目名称：档案保护费", "utf-8")
    (box / "空文件.xlsx").touch()
    good = next(submissions(checkout).glob("*.xlsx")).read_bytes()
    (box / "传坏了.xlsx").write_bytes(good[: len(good) // 2])
    done = checkout.perfcheck("evaluate", str(box), "-o", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    files = {f["path"]: f for f in checkout.results(str(tmp_path / "out"))["files"]}
    assert len(files) == 6
    for name in ("其实是文本.xlsx", "空文件.xlsx", "传坏了.xlsx"):
        assert files[name]["status"] == "rejected"
        assert files[name]["reason"]["message"]
        assert files[name]["reason"]["advice"]
        assert files[name]["projects"] == []
    strict = checkout.perfcheck("evaluate", str(box), "-o", str(tmp_path / "out"), "--strict")
    assert strict.returncode == 1


def test_the_same_file_twice_counts_once(checkout, tmp_path):
    box = tmp_path / "box"
    box.mkdir()
    good = next(submissions(checkout).glob("*.xlsx")).read_bytes()
    (box / "a.xlsx").write_bytes(good)
    (box / "b.xlsx").write_bytes(good)
    checkout.perfcheck("evaluate", str(box), "-o", str(tmp_path / "out"))
    results = checkout.results(str(tmp_path / "out"))
    assert [f["status"] for f in results["files"]] == ["processed", "duplicate"]
    assert len(results["projects"]) == 1


def test_a_folder_that_cannot_be_written_leaves_the_old_results(checkout, tmp_path):
    blocked = tmp_path / "out"
    blocked.write_text("in the way", "utf-8")
    done = checkout.perfcheck("evaluate", "-o", str(blocked))
    assert done.returncode == 3
    assert blocked.read_text("utf-8") == "in the way"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("evaluate", "--rubric", "unknown"),
        ("evaluate", "missing-folder"),
        ("explain", "XXX999"),
        ("nonsense",),
    ],
)
def test_wrong_usage_is_answered_with_two_and_a_sentence(checkout, arguments):
    done = checkout.perfcheck(*arguments)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_the_wish_for_a_rubric_is_followed(checkout, tmp_path):
    checkout.perfcheck("evaluate", "-o", str(tmp_path), "--rubric", "hubei-2020")
    results = checkout.results(str(tmp_path))
    assert {p["rubric"] for p in results["projects"]} == {"hubei-2020"}
    scores = {p["name"]: p["budget"]["score"] for p in results["projects"]}
    assert (scores["档案保护费"], scores["史料编研费"]) == (14.31, 15.2)


def test_judge_answers_a_line_for_a_line(checkout):
    questions = [
        {"name": "验收合格率", "target": "≥95%", "actual": "93%", "points": 10},
        {"target": "逐年增长"},
        {"target": 12},
    ]
    lines = "\n".join(json.dumps(q, ensure_ascii=False) for q in questions) + "\nnot json\n"
    done = checkout.perfcheck("judge", "--jsonl", stdin=lines)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == 4
    assert (answers[0]["outcome"], answers[0]["score"]) == ("unmet", 9.79)
    assert answers[1]["target"]["quantified"] is False
    assert answers[2]["target"]["value"] == 12
    assert "error" in answers[3]


def test_judge_explains_itself_to_people(checkout):
    done = checkout.perfcheck("judge", "≥95%", "93%", "--points", "10")
    assert done.returncode == 0
    assert "97.89%" in done.stdout
    assert "9.79" in done.stdout


def test_the_template_command_writes_the_committed_form(checkout, tmp_path):
    done = checkout.perfcheck("template", "-o", str(tmp_path / "form.xlsx"))
    assert done.returncode == 0, done.stderr
    committed = checkout.path / "input_templates/项目申报表.xlsx"
    assert (tmp_path / "form.xlsx").read_bytes() == committed.read_bytes()


def test_rules_are_listed_and_explained(checkout):
    listed = checkout.perfcheck("rules").stdout
    assert "BUD" in listed
    code = next(word for word in listed.split() if word.startswith("BUD0"))
    assert code in checkout.perfcheck("explain", code).stdout

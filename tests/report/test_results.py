"""results.json: the contract with other programs, word by word."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcheck.model.form import FundLine
from perfcheck.model.values import Actual, Judgement, Kind, Operator, Outcome, Target
from perfcheck.report import jsonable
from perfcheck.report.indicator_object import indicator_object
from perfcheck.report.replies.planning import replies
from perfcheck.report.results import render
from tests.report import batches
from tests.report.founding import COMPILATION, EXAMPLE, PRESERVATION
from tests.report.lines import number
from tests.report.projects import batch
from tests.report.replies.letters import SEED as LETTERS
from tests.report.replies.letters import TERMS

FIELDS = {
    "top": "schema rubrics files projects replies reporting summary",
    "file": "path sha256 kind kind_name status reason projects returned rounds mail reply",
    "project": "id file sheet name department unit year stage form rubric budget indicators score "
    "findings",
    "budget": "original adjusted executed execution_rate stated_rate points score stated_score "
    "unit_of_amounts cell",
    "indicator": "cell category subcategory name points points_assumed stated_score score "
    "score_low score_high outcome verified target actual achievement deviation_reason basis",
    "target": "text cell quantified kind operator value low high unit approximate",
    "actual": "text cell value unit",
    "score": "stated recomputed verified claimed low high grade stated_grade",
    "finding": "code severity cell message found expected suggestion",
}


def read(value):
    return json.loads(render(value))


@pytest.fixture(scope="module")
def seed():
    return read(batches.SEED)


@pytest.fixture(scope="module")
def preserved(seed):
    return seed["projects"][0]


def test_every_object_has_exactly_the_fields_of_the_contract(seed, preserved):
    objects = {
        "top": seed,
        "file": seed["files"][0],
        "project": preserved,
        "budget": preserved["budget"],
        "indicator": preserved["indicators"][0],
        "target": preserved["indicators"][0]["target"],
        "actual": preserved["indicators"][0]["actual"],
        "score": preserved["score"],
        "finding": preserved["findings"][0],
    }
    found = {name: set(value) for name, value in objects.items()}
    assert found == {name: set(fields.split()) for name, fields in FIELDS.items()}
    assert seed["schema"] == "perfcheck.results/1"


def test_amounts_are_numbers_and_rates_fractions(preserved, seed):
    assert preserved["budget"] == {
        "original": 300,
        "adjusted": 300,
        "executed": 214.68,
        "execution_rate": 0.7156,
        "stated_rate": None,
        "points": 10,
        "score": 7.16,
        "stated_score": None,
        "unit_of_amounts": "万元",
        "cell": "项目申报表!F8",
    }
    assert seed["projects"][1]["budget"]["execution_rate"] == 0.76


def test_the_overall_rate_of_both_founding_projects():
    summary = read(batch(PRESERVATION, COMPILATION))["summary"]
    assert (summary["budget"], summary["executed"]) == (400, 290.68)
    assert summary["execution_rate"] == 0.7267
    assert summary["verified_share"] == pytest.approx((16.95 + 17.6) / (71.95 + 37.6), abs=1e-6)


def test_points_that_the_form_lacks_are_null_beside_the_assumed_ones(preserved, seed):
    assert (preserved["indicators"][0]["points"], preserved["indicators"][0]["points_assumed"]) == (
        None,
        5,
    )
    given_ = seed["projects"][2]["indicators"][0]
    assert (given_["points"], given_["points_assumed"]) == (30, None)


def test_an_open_line_has_null_scores_and_its_bounds(preserved):
    line = preserved["indicators"][0]
    assert (line["score"], line["score_low"], line["score_high"]) == (None, 0, 5)
    assert line["outcome"] == "undecided"
    assert line["verified"] is False


def test_values_are_numbers_dates_are_texts(seed):
    targets = [i["target"] for p in seed["projects"] for i in p["indicators"]]
    values = {t["text"]: (t["kind"], t["operator"], t["value"]) for t in targets}
    assert values["≥95%"] == ("percent", ">=", 0.95)
    assert values["12月底前"] == ("deadline", ">=", "2020-12")
    assert values["≤4万元"] == ("money", "<=", 40000)
    assert values["逐年增长"] == ("qualitative", "none", None)


def test_what_became_of_every_file(seed):
    assert [file["status"] for file in seed["files"]] == [
        *["processed"] * 3,
        *["rejected"] * 2,
        "duplicate",
    ]
    assert seed["files"][0]["projects"] == ["P001"]
    assert seed["files"][0]["reason"] is None
    assert set(seed["files"][3]["reason"]) == {"code", "message", "advice"}
    assert seed["summary"]["files"] == {
        "processed": 3,
        "rejected": 2,
        "duplicate": 1,
        "superseded": 0,
        "skipped": 0,
    }


def test_a_declaration_has_null_scores():
    declared = read(batches.ODD)["projects"][0]
    assert declared["stage"] == "declaration"
    assert set(declared["score"].values()) == {None}
    assert declared["year"] is None


def test_nothing_known_is_null_and_not_nought():
    empty = read(batches.ODD)["projects"][1]
    assert (empty["name"], empty["department"]) == (None, None)
    budget = empty["budget"]
    assert {budget[key] for key in ("original", "adjusted", "executed", "execution_rate")} == {None}
    assert read(batches.NOTHING)["summary"]["execution_rate"] is None


def test_an_empty_total_row_gives_way_to_its_sources():
    sources = (
        FundLine(adjusted_budget=number("60"), executed=number("50.5")),
        FundLine(adjusted_budget=number("40"), executed=number(None)),
    )
    value = batch(EXAMPLE)
    project = value.projects[0]
    funds = replace(project.form.budget, total=FundLine(executed=number("0")), sources=sources)
    form = replace(project.form, budget=funds)
    project = replace(project, assessment=replace(project.assessment, form=form))
    budget = read(replace(value, projects=(project,)))["projects"][0]["budget"]
    assert (budget["original"], budget["adjusted"], budget["executed"]) == (None, 100, 50.5)


def test_the_file_is_utf8_readable_and_ends_in_a_line_feed():
    text = render(batches.SEED)
    assert text.endswith(b"}\n")
    assert "逐年增长".encode() in text
    assert text == render(batches.SEED)


def test_half_a_character_does_not_break_the_file():
    broken = replace(EXAMPLE, name="坏\ud800字")
    assert read(batch(broken))["projects"][0]["name"] == "坏?字"


def test_one_judged_indicator_is_the_same_object():
    target = Target("≥95%", None, Kind.PERCENT, Operator.AT_LEAST, Decimal("0.95"), unit="%")
    judged = Judgement(Outcome.UNMET, True, Decimal(93) / 95, Decimal("9.79"), basis="93 ÷ 95")
    answer = indicator_object(
        target=target,
        actual=Actual("93%", value=Decimal("0.93"), unit="%"),
        judgement=judged,
        name="合格率",
        points=Decimal(10),
    )
    assert set(answer) == set(FIELDS["indicator"].split())
    assert (answer["name"], answer["points"], answer["score"]) == ("合格率", 10, 9.79)
    assert (answer["achievement"], answer["cell"], answer["category"]) == (0.978947, None, "")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**9))
def test_a_number_reads_back_as_what_it_was(value):
    assert Decimal(json.dumps(jsonable.number(value))) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("300.00", "300"),
        ("214.68", "214.68"),
        ("-0.5", "-0.5"),
        ("0", "0"),
        ("1E+400", "null"),
        ("NaN", "null"),
        ("Infinity", "null"),
    ],
)
def test_numbers_carry_no_noise(value, written):
    assert json.dumps(jsonable.number(Decimal(value))) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [("0.7156", 0.7156), ("0.72672672", 0.726727), ("0.0000005", 0.000001), ("2E+30", 2 * 10**30)],
)
def test_rates_are_rounded_half_up_to_six_digits(value, written):
    assert jsonable.rate(Decimal(value)) == written


def test_what_came_by_mail_says_so_and_names_its_answer():
    document = read(replace(LETTERS, replies=replies(LETTERS, TERMS)))
    box, first, *_ = document["files"]
    assert first["mail"] == {
        "from": "zhang@example.cn",
        "name": "张三",
        "date": "2021-03-01T09:30:00+08:00",
        "received": None,
        "message_id": "<m1@example.cn>",
        "subject": "报送2020年自评表",
        "sha256": box["sha256"],
    }
    (reply,) = document["replies"]
    assert {f["reply"] for f in document["files"]} == {reply["file"]}
    assert reply["answered"] == [f["path"] for f in document["files"]]
    assert (reply["kind"], reply["to"]) == ("reply", "zhang@example.cn")

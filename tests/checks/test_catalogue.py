"""The catalogue itself: codes, examples, sources, the generated page, and a rule that fails."""

import logging
import re
from dataclasses import replace
from pathlib import Path

import pytest

from perfcheck import tables
from perfcheck.checks import across, catalogue
from perfcheck.checks.declare import NOTE, Check, Violation, check
from perfcheck.model.cells import CellRef
from perfcheck.model.form import Stage
from perfcheck.model.results import Severity
from tests import model_forms

ALL = catalogue.all_checks()
RULES = Path(__file__).resolve().parents[2] / "docs" / "rules.md"


def make(code="XXX001", *cells, severity=NOTE):
    def found_in_these_cells(_):
        """找到这些单元格。

        错误示例：甲
        正确示例：乙
        """
        for cell in cells:
            yield Violation(cell, "说明", "填报", "应为", "建议")

    return check(code, "标题", severity=severity, source="依据")(found_in_these_cells)


@pytest.mark.parametrize("each", ALL, ids=lambda c: c.code)
def test_a_check_explains_itself(each: Check):
    assert re.fullmatch(r"[A-Z]{3}\d{3}", each.code)
    assert each.family in catalogue.FAMILIES
    assert each.title and each.source and each.stages
    assert re.search(r"(?m)^错误示例：.+$", each.explanation)
    assert re.search(r"(?m)^正确示例：.+$", each.explanation)
    first = each.explanation.splitlines()[0]
    assert first.endswith(("。", "：")) or "。" in first or "，" in first


def test_codes_and_slugs_are_unique():
    assert len({c.code for c in ALL}) == len(ALL)
    assert len({c.slug for c in ALL}) == len(ALL)
    assert [c.code for c in ALL] == sorted(c.code for c in ALL)


def test_a_check_cannot_be_declared_and_not_be_found():
    declared = re.compile(r'^@check\(\s*"([A-Z]{3}\d{3})"', re.M)
    folder = Path(catalogue.__file__).parent
    written = [code for file in folder.glob("*.py") for code in declared.findall(file.read_text())]
    assert sorted(written) == [c.code for c in ALL]


@pytest.mark.parametrize("code", ["BUD1", "bud001", "ZZZ001", "BUD001"])
def test_a_malformed_or_repeated_code_is_refused(code, monkeypatch):
    monkeypatch.setattr(catalogue, "_walk", lambda: iter([*ALL, make(code)]))
    with pytest.raises(ValueError, match=code):
        catalogue.all_checks.__wrapped__()


def test_a_retired_code_is_refused(monkeypatch):
    monkeypatch.setattr(catalogue, "RETIRED", frozenset({"BUD001"}))
    with pytest.raises(ValueError, match="BUD001"):
        catalogue.all_checks.__wrapped__()


def test_the_page_of_rules_is_current():
    assert RULES.read_text("utf-8") == catalogue.markdown(), "make docs"


def test_a_check_is_found_by_its_code_in_any_case():
    assert catalogue.find(" bud001 ").code == "BUD001"
    assert catalogue.find("BUD999") is None


def test_an_explanation_names_source_level_and_examples():
    text = catalogue.explain(catalogue.find("BUD001"))
    assert text.startswith(
        "BUD001 执行率与金额不符\n级别：必须改　适用：申报、自评\n依据：财预〔2020〕10号"
    )
    assert "错误示例：" in text


def test_the_listing_has_every_check_once():
    listed = re.findall(r"[A-Z]{3}\d{3}", catalogue.listing())
    assert sorted(listed) == [c.code for c in ALL]


def test_findings_are_stamped_and_in_the_order_of_their_cells():
    far, near = CellRef("表", 9, 2), CellRef("表", 2, 9)
    rules = [make("XXX002", far, near, severity=Severity.ERROR), make("XXX001", near, None)]
    found = catalogue.run(model_forms.assessment(), rules)
    assert [str(f) for f in found] == [
        "整表 XXX001 说明",
        "表!I2 XXX001 说明",
        "表!I2 XXX002 说明",
        "表!B9 XXX002 说明",
    ]
    assert [f.severity for f in found[2:]] == [Severity.ERROR] * 2


def test_a_check_keeps_to_its_stages():
    only_later = replace(make("XXX001", None), stages=(Stage.SELF_EVALUATION,))
    early = model_forms.assessment(model_forms.declared(), stage=Stage.DECLARATION)
    assert catalogue.run(early, [only_later]) == ()
    assert len(catalogue.run(model_forms.assessment(), [only_later])) == 1


def broken(_):
    """出错。"""
    yield Violation(None, "先说一句", "甲", "乙", "丙")
    raise ZeroDivisionError("inside the rule")


def broken_over_the_batch(_):
    """出错。"""
    yield "P001", Violation(None, "先说一句", "甲", "乙", "丙")
    raise ZeroDivisionError("inside the rule")


def test_a_rule_that_fails_becomes_a_finding_and_the_others_go_on(caplog):
    bad = Check("XXX009", "坏规则", NOTE, "无", tuple(Stage), broken)
    with caplog.at_level(logging.ERROR):
        found = catalogue.run(model_forms.assessment(), [bad, make("XXX001", None)])
    assert [(f.code, f.cell) for f in found] == [("INT001", None), ("XXX001", None)]
    assert "XXX009（坏规则）" in found[0].message
    assert "inside the rule" in caplog.text
    assert "inside the rule" not in found[0].message


def test_a_rule_over_the_batch_that_fails_is_told_at_the_first_project(caplog, monkeypatch):
    bad = Check("XXX009", "坏规则", NOTE, "无", tuple(Stage), broken_over_the_batch)
    monkeypatch.setattr(catalogue, "batch_checks", lambda: (bad,))
    batch = tables.build([model_forms.project("P001"), model_forms.project("P002")])
    with caplog.at_level(logging.ERROR):
        found = across.run(batch)
    assert [(project, f.code) for project, f in found] == [("P001", "INT001")]
    assert "inside the rule" in caplog.text

"""Every case of `cases/`: what a check finds, where, in which words, and what stays silent."""

import re

import pytest

from perfcheck.checks import catalogue
from perfcheck.model.form import Stage
from tests import model_forms
from tests.checks.casefiles import Case, cases, findings

CASES = list(cases())
RAW = re.compile(r"\{\w*\}|\bNone\b|\bnan\b|Decimal|Entry\(|<NA>|E[+-]\d")
TESTED_ELSEWHERE = {"INT001"}  # needs a rule that fails: test_catalogue


def place(finding) -> str:
    return str(finding.cell or "整表")


@pytest.mark.parametrize("stage", Stage)
def test_the_good_form_is_silent(stage):
    values = model_forms.declared() if stage is Stage.DECLARATION else model_forms.GOOD
    found = catalogue.run(model_forms.assessment(values, stage=stage))
    assert [str(finding) for finding in found] == []


@pytest.mark.parametrize("code", [c.code for c in catalogue.all_checks()])
def test_every_check_has_silent_and_failing_cases(code):
    kinds = {case.kind for case in CASES if case.code == code}
    assert kinds == {"silent", "failing"} or code in TESTED_ELSEWHERE


def test_every_case_file_belongs_to_a_check():
    assert {case.code for case in CASES} <= {c.code for c in catalogue.all_checks()}


@pytest.mark.parametrize("case", [c for c in CASES if c.kind == "silent"], ids=str)
def test_a_silent_case_is_silent(case: Case):
    found = [finding for _, finding in findings(case)]
    assert [str(f) for f in found if f.code == case.code] == []
    if "also" in case.data:
        assert sorted(f.code for f in found) == sorted(case.data["also"])


@pytest.mark.parametrize("case", [c for c in CASES if c.kind == "failing"], ids=str)
def test_a_failing_case_is_found_where_it_stands_and_nothing_else(case: Case):
    found = findings(case)
    own = [(project, finding) for project, finding in found if finding.code == case.code]
    batch = "projects" in case.data
    places = [f"{project} {place(f)}" if batch else place(f) for project, f in own]
    assert places == case.data["expect"], [str(f) for _, f in found]
    others = sorted(finding.code for _, finding in found if finding.code != case.code)
    assert others == sorted(case.data.get("also", [])), [str(f) for _, f in found]


@pytest.mark.parametrize("case", [c for c in CASES if c.kind == "failing"], ids=str)
def test_a_finding_says_what_was_found_what_was_expected_and_what_to_write(case: Case):
    own = [finding for _, finding in findings(case) if finding.code == case.code]
    text = "\n".join(f"{f.message}\n{f.found}\n{f.expected}\n{f.suggestion}" for f in own)
    for words in case.data["words"]:
        assert words in text
    severity = case.data.get("severity", catalogue.find(case.code).severity)
    for finding in own:
        assert finding.severity == severity
        parts = (finding.message, finding.found, finding.expected, finding.suggestion)
        assert all(part.strip() for part in parts), finding
        assert not RAW.search("\n".join(parts)), finding
        assert not any(part.startswith(("=", "+", "-", "@")) for part in parts)
        assert finding.cell not in finding.related
        assert len(set(finding.related)) == len(finding.related)

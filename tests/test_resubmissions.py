"""A project that was sent in again: the newest counts, and the older is named, not lost."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from perfcheck import batch
from perfcheck.model.results import BatchResult, Status
from tests.forms import Table, national, own, workbook
from tests.intake.mails import mail, named
from tests.intake.sending import archive

NEW, OLD = "215.00", "214.68"


def form(executed: str) -> bytes:
    return workbook(national().put(OLD, executed))


def run(folder: Path) -> BatchResult:
    return batch.evaluate([folder], jobs=1)


def put(folder: Path, name: str, content: bytes, moment: float) -> None:
    (folder / name).write_bytes(content)
    os.utime(folder / name, (moment, moment))


def outcome(result: BatchResult) -> dict[str, Status]:
    return {file.path: file.status for file in result.files}


def executed(result: BatchResult) -> list[str]:
    return [str(p.form.budget.executed) for p in result.projects]


@pytest.mark.parametrize("newer", ["a.xlsx", "b.xlsx"])
def test_the_file_that_was_written_last_counts(tmp_path: Path, newer: str):
    older = "b.xlsx" if newer == "a.xlsx" else "a.xlsx"
    put(tmp_path, newer, form(NEW), 2_000_000)
    put(tmp_path, older, form(OLD), 1_000_000)
    result = run(tmp_path)
    assert outcome(result) == {newer: Status.PROCESSED, older: Status.SUPERSEDED}
    assert executed(result) == ["215"]
    reason = next(f for f in result.files if f.path == older).reason
    assert newer in reason.message
    assert "城区道路养护" in reason.message
    assert next(f for f in result.files if f.path == older).projects == ()


def test_of_files_written_together_the_last_in_order_counts(tmp_path: Path):
    put(tmp_path, "自评表.xlsx", form(OLD), 1_000_000.4)
    put(tmp_path, "自评表（改）.xlsx", form(NEW), 1_000_000.0)
    assert executed(run(tmp_path)) == ["215"]


def test_the_mail_that_was_sent_last_counts_whenever_it_was_saved(tmp_path: Path):
    first, last = b"Mon, 1 Mar 2021 09:00:00 +0800", b"Tue, 2 Mar 2021 09:00:00 +0800"
    put(tmp_path, "a.eml", mail(named("表.xlsx".encode(), form(NEW)), date=last), 1_000_000)
    put(tmp_path, "b.eml", mail(named("表.xlsx".encode(), form(OLD)), date=first), 2_000_000)
    result = run(tmp_path)
    assert outcome(result)["b.eml!表.xlsx"] is Status.SUPERSEDED
    assert "邮件时间" in next(f for f in result.files if f.path == "b.eml!表.xlsx").reason.message
    assert executed(result) == ["215"]


def test_members_of_archives_have_their_own_time(tmp_path: Path):
    put(tmp_path, "a.zip", archive({"表.xlsx": form(NEW)}, year=2022), 1_000_000)
    put(tmp_path, "b.zip", archive({"表.xlsx": form(OLD)}, year=2021), 2_000_000)
    assert executed(run(tmp_path)) == ["215"]


@pytest.mark.parametrize(
    "other",
    [
        national().put("城区道路养护", "农村道路养护"),
        national().put("某某区公路养护中心", "某某市公路养护中心"),
        national().put("（2020年度）", "（2021年度）"),
    ],
    ids=["another project", "another unit", "another year"],
)
def test_other_projects_take_nobodys_place(tmp_path: Path, other: Table):
    put(tmp_path, "a.xlsx", form(OLD), 1_000_000)
    put(tmp_path, "b.xlsx", workbook(other), 2_000_000)
    assert set(outcome(run(tmp_path)).values()) == {Status.PROCESSED}


def test_forms_without_a_name_take_nobodys_place(tmp_path: Path):
    nameless = national().put("城区道路养护", "")
    put(tmp_path, "a.xlsx", workbook(nameless), 1_000_000)
    put(tmp_path, "b.xlsx", workbook(nameless.put(OLD, NEW)), 2_000_000)
    assert set(outcome(run(tmp_path)).values()) == {Status.PROCESSED}


def test_a_declaration_and_a_self_evaluation_are_two_forms(tmp_path: Path):
    form = own()
    reported = {(row, 6) for row in range(6, 10)} | {(r, c) for r in range(6, 20) for c in (7, 9)}
    declared = {p: t for p, t in form.cells.items() if p not in reported and t != "优"}
    put(tmp_path, "申报.xlsx", workbook(replace(form, cells=declared)), 1_000_000)
    put(tmp_path, "自评.xlsx", workbook(form), 2_000_000)
    result = run(tmp_path)
    assert {p.form.stage.value for p in result.projects} == {"declaration", "self_evaluation"}
    assert set(outcome(result).values()) == {Status.PROCESSED}
    codes = {finding.code for project in result.projects for finding in project.findings}
    assert "DUP001" not in codes


def test_only_the_outdated_form_of_a_workbook_is_left_out(tmp_path: Path):
    other = national().put("城区道路养护", "桥梁检测")
    put(tmp_path, "a.xlsx", workbook(national(), Table(other.cells, other.merged, "桥")), 1_000_000)
    put(tmp_path, "b.xlsx", form(NEW), 2_000_000)
    result = run(tmp_path)
    first = result.files[0]
    assert first.status is Status.PROCESSED
    assert len(first.projects) == 1
    assert "b.xlsx" in first.reason.message
    assert sorted(executed(result)) == ["214.68", "215"]


def test_twice_in_one_workbook_is_a_finding(tmp_path: Path):
    again = national().put(OLD, NEW)
    put(tmp_path, "a.xlsx", workbook(national(), Table(again.cells, again.merged, "二")), 1_000_000)
    result = run(tmp_path)
    assert len(result.projects) == 2
    assert all("DUP001" in {f.code for f in p.findings} for p in result.projects)

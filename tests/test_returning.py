"""What cannot be marked gets a workbook with the same opinions; no file is without an answer."""

import io
import json

import openpyxl
import pytest

from perfcheck import batch
from perfcheck.publishing import RESULTS, publish
from perfcheck.report.returned.letter import letter
from perfcheck.returning import Originals, Task, mark
from tests.report.returned.marking import members, plain, rebuilt


def run(box, out):
    submissions = []
    result = batch.evaluate([box], jobs=1, gathered=submissions.extend)
    publish(result, out, originals=Originals(tuple(submissions), jobs=1))
    return {f["path"]: f for f in json.loads((out / RESULTS).read_text("utf-8"))["files"]}


@pytest.fixture
def box(tmp_path):
    (tmp_path / "box").mkdir()
    return tmp_path / "box"


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_files_in_other_formats_get_an_opinion_workbook(box, tmp_path, kind, libreoffice):
    source = tmp_path / "表.xlsx"
    source.write_bytes(plain())
    (box / f"表.{kind}").write_bytes(libreoffice({"表": source}, tmp_path, kind)["表"].read_bytes())
    record = run(box, tmp_path / "out")[f"表.{kind}"]
    assert record["returned"] == "退回/表.xlsx"
    book = openpyxl.load_workbook(tmp_path / "out" / record["returned"])
    assert book.sheetnames == ["修改意见"]
    sheet = book["修改意见"]
    assert sheet["J5"].value == "perfcheck.returned/1"
    assert sheet["C6"].value == "自评表!G4"
    assert sheet["C6"].hyperlink is None
    assert not sheet["G6"].protection.locked
    assert sheet.column_dimensions["J"].hidden
    assert sheet.data_validations.dataValidation[0].formula1 == '"已改,说明,不同意"'


def test_a_signed_file_gets_an_opinion_workbook(box, tmp_path):
    signed = rebuilt(members(plain()) | {"_xmlsignatures/sig1.xml": b"<Signature/>"})
    (box / "签章.xlsx").write_bytes(signed)
    record = run(box, tmp_path / "out")["签章.xlsx"]
    assert openpyxl.load_workbook(tmp_path / "out" / record["returned"]).sheetnames == ["修改意见"]


def test_a_file_that_is_mostly_ballast_gets_an_opinion_workbook(box, tmp_path):
    ballast = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(1000, 600_000))
    parts = members(plain())
    part = "xl/worksheets/sheet1.xml"
    heavy = parts[part].replace(b"</mergeCells>", ballast + b"</mergeCells>")
    (box / "重.xlsx").write_bytes(rebuilt(parts | {part: heavy}))
    record = run(box, tmp_path / "out")["重.xlsx"]
    assert record["status"] == "processed"
    assert openpyxl.load_workbook(tmp_path / "out" / record["returned"]).sheetnames == ["修改意见"]


def test_a_file_with_macros_keeps_them_and_its_extension(box, tmp_path):
    parts = members(plain()) | {"xl/vbaProject.bin": b"\xd0\xcf macros"}
    (box / "带宏.xlsm").write_bytes(rebuilt(parts))
    record = run(box, tmp_path / "out")["带宏.xlsm"]
    assert record["returned"] == "退回/带宏.xlsm"
    copy = (tmp_path / "out" / record["returned"]).read_bytes()
    assert members(copy)["xl/vbaProject.bin"] == b"\xd0\xcf macros"


def test_a_file_in_an_archive_is_returned_as_itself(box, tmp_path):
    import zipfile

    with zipfile.ZipFile(box / "收件.zip", "w") as archive:
        archive.writestr("甲/表.xlsx", plain())
    record = run(box, tmp_path / "out")["收件.zip!甲/表.xlsx"]
    copy = openpyxl.load_workbook(tmp_path / "out" / record["returned"])
    assert copy.sheetnames == ["修改意见", "自评表"]


def test_a_fault_of_ours_still_gives_the_unit_its_opinions(box, monkeypatch):
    from perfcheck.report.returned import marked

    def fails(*_):
        raise ZeroDivisionError

    (box / "表.xlsx").write_bytes(plain())
    submissions = []
    result = batch.evaluate([box], jobs=1, gathered=submissions.extend)
    monkeypatch.setattr(marked, "marked_copy", fails)  # in this process: workers may be fresh ones
    copy = mark(Task(submissions[0], letter(result.projects)))
    assert openpyxl.load_workbook(io.BytesIO(copy.content)).sheetnames == ["修改意见"]

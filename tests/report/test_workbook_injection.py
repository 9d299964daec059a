"""Whatever stands in a form, the workbook shows it as text and nothing else."""

import re
import zipfile
from io import BytesIO

import pytest

from perfcheck.model.results import FileRecord, Finding, Reason, Severity, Status
from perfcheck.report.names import CUT
from perfcheck.report.workbook import write_workbook
from tests.dump import load
from tests.office.sound import sound
from tests.report import batches
from tests.report.lines import Line, ref, vague
from tests.report.projects import Facts, batch

PAYLOADS = (
    "=1+1",
    '=HYPERLINK("http://example.com","x")',
    "@SUM(A1:A9)",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "http://example.com/a",
    "mailto:a@example.com",
    "internal:'处理记录'!A1",
    "external:\\\\server\\share",
    "file:///etc/passwd",
    "{=1}",
    "<r><t>x</t></r>",
    "_x0041_",
    "a\x00b\x07c\x1b[31m\x0b",
    "\ud800半个字符",
    'x"),"优"',
    "*",
    ">0",
    "长" * 40_000,
    "#REF!",
    "行一\r\n行二",
)
FUNCTIONS = {
    *(
        "AND",
        "AVERAGE",
        "COUNTIF",
        "COUNTIFS",
        "IF",
        "IFERROR",
        "ISNUMBER",
        "MAX",
        "MIN",
        "N",
        "NOT",
    ),
    *("RANK", "ROUND"),
    *("SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "TEXT"),
}


def hostile(payload: str):
    line = Line(payload, payload, payload, payload, payload, basis=payload, words=(payload,))
    open_line = vague(payload, payload, payload, payload, payload, stated="1", score="1")
    problem = Finding(
        "QUA001",
        Severity.ERROR,
        ref(14, 5, sheet=payload),
        payload,
        payload,
        payload,
        payload,
        indicator=0,
    )
    facts = Facts(
        "P001",
        payload,
        (line, open_line),
        department=payload,
        unit=payload,
        stated_grade=payload,
        findings=(problem,),
        notes=(payload,),
    )
    record = FileRecord(payload, "a" * 64, Status.REJECTED, Reason("X001", payload, payload))
    return batch(facts, more=(record,))


def written(value) -> bytes:
    stream = BytesIO()
    write_workbook(stream, value)
    return sound(stream.getvalue())


def formulas(workbook: bytes) -> dict[str, str]:
    """Every formula, by its cell; the sheet of a project goes by its id."""
    book = load(workbook)
    for name in book.sheetnames:
        assert re.fullmatch(r"[\w（）]+|P\d+ [\w（）]*", name)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    return {
        f"{c.parent.title.split()[0]}!{c.coordinate}": c.value for c in cells if c.data_type == "f"
    }


def parts(workbook: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(workbook)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


@pytest.fixture(scope="module")
def harmless() -> dict[str, str]:
    return formulas(written(hostile("平常的文字")))


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda p: repr(p[:20]))
def test_a_payload_never_becomes_a_formula_or_a_link(payload, harmless):
    workbook = written(hostile(payload))
    assert formulas(workbook) == harmless
    package = parts(workbook)
    assert not [name for name, text in package.items() if 'TargetMode="External"' in text]
    links = [link for text in package.values() for link in re.findall(r"location=\"([^\"]*)", text)]
    assert links
    assert all(
        re.fullmatch(r"'(评分明细|汇总表|P001 ?[\w（）]*)'!\$?[A-Z]\$?\d+", link) for link in links
    )


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda p: repr(p[:20]))
def test_a_payload_is_shown_as_it_was_typed(payload):
    book = load(written(hostile(payload)))
    name = next(r for r in book["评分明细"].iter_rows(min_row=5, max_row=5))[4]
    assert name.data_type == "s"
    if len(payload) > 32_767:
        assert name.value.endswith(CUT)
    elif "\x00" in payload or "\ud800" in payload:
        assert name.value in ("abc[31m", "半个字符")
    else:
        assert name.value.strip() == payload.replace("\r\n", "\n")


def test_only_functions_of_excel_2007_are_used(harmless):
    seed = formulas(written(batches.SEED))
    outside = (re.sub(r'"[^"]*"', "", text) for text in (*harmless.values(), *seed.values()))
    used = {name for text in outside for name in re.findall(r"([A-Z]+)\(", text)}
    assert used == FUNCTIONS


def test_a_figure_that_no_cell_can_hold_is_named_instead():
    facts = Facts("P001", "巨大", (Line("产出指标", "", "数量", "≥1", "1"),), budget="1E+400")
    book = load(written(batch(facts)))
    assert book["汇总表"]["F8"].value == "（数值过大）"


def test_the_same_batch_gives_the_same_bytes(tmp_path):
    write_workbook(tmp_path / "结果.xlsx", batches.SEED)
    assert (tmp_path / "结果.xlsx").read_bytes() == written(batches.SEED)

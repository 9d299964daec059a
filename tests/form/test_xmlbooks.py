"""XML workbooks (2003): read like any other, within limits, and never further than the file."""

from decimal import Decimal

import pytest

from perfcheck.errors import WorkbookError
from perfcheck.form import xmlwalk
from perfcheck.form.build import read_forms
from perfcheck.form.grid import read_grids
from perfcheck.intake.kinds import Kind, admit, sniff
from perfcheck.model.cells import State, Unseen
from tests.form.reading import read_one, without_cells
from tests.form.xmlbooks import xml2003
from tests.forms import hubei, national, own, table


def book(*rows: str, head: str = "", sheet: str = "") -> bytes:
    """A workbook of one sheet, its rows as they are."""
    blank = xml2003(table("x")).decode()
    before, _, after = blank.partition("<Table>")
    return f"{before}<Table>{head}{''.join(rows)}{sheet}{after.partition('</Row>')[2]}".encode()


def cell(text: str, kind: str = "String", own: str = "") -> str:
    return f'<Cell{own}><Data ss:Type="{kind}">{text}</Data></Cell>'


def code(content: bytes) -> str:
    with pytest.raises(WorkbookError) as caught:
        read_grids(content)
    return caught.value.code


@pytest.mark.parametrize("form", [national(), hubei(), own()])
@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "gb2312", "utf-8-sig"])
def test_an_xml_workbook_is_read_like_the_other(form, charset):
    content = xml2003(form, charset="gb18030" if charset == "gb2312" else charset)
    label = b"gb2312" if charset == "gb2312" else b"UTF-8"
    content = content.replace(b"GB18030", label).replace(b"UTF-8-SIG", b"UTF-8")
    assert sniff(content, "表.xls") is Kind.XML2003
    admit(content, Kind.XML2003)
    (found,) = read_forms(content, "表.xls")
    assert without_cells(found) == without_cells(read_one(form))


def test_elements_may_have_prefixes_and_blank_lines_may_come_first():
    content = b"\r\n\r\n" + xml2003(national(), prefix=True)
    assert sniff(content, "表.xml") is Kind.XML2003
    (found,) = read_forms(content, "表.xml")
    assert without_cells(found) == without_cells(read_one(national()))


def test_cells_of_every_kind():
    form = table("空 | !#N/A | =A1 | =A1 -> 3 | %71.56 | 5 | @2021-03-10 | '0300")
    (grid,) = read_grids(xml2003(form))
    assert [(c.text, c.state) for c in grid.row(1)] == [
        ("空", State.VALUE),
        ("#N/A", State.ERROR),
        ("", State.UNCALCULATED),
        ("3", State.VALUE),
        ("71.56%", State.VALUE),
        ("5", State.VALUE),
        ("2021-03-10", State.VALUE),
        ("0300", State.VALUE),
    ]
    assert grid.at(1, 5).raw == Decimal("0.7156")
    assert grid.at(1, 4).formula


def test_places_are_counted_as_excel_counts_them():
    rows = (
        '<Row ss:Index="3">' + cell("甲", own=' ss:MergeAcross="2"') + cell("乙") + "</Row>",
        '<Row ss:Span="2"/>',
        "<Row>" + cell("丙", own=' ss:Index="5"') + cell("丁") + "</Row>",
    )
    (grid,) = read_grids(book(*rows))
    assert {at: c.text for at, c in grid.cells.items()} == {
        (3, 1): "甲",
        (3, 4): "乙",
        (7, 5): "丙",
        (7, 6): "丁",
    }
    assert grid.area(3, 3) == (3, 1, 3, 3)


def test_styles_of_rows_and_columns_and_those_without_a_format():
    head = '<Column ss:Index="2" ss:Span="1" ss:StyleID="s2"/>'
    rows = (
        "<Row>" + cell("0.5", "Number") * 3 + cell("0.5", "Number", ' ss:StyleID="s3"') + "</Row>",
        '<Row ss:StyleID="s1">' + cell("0.5", "Number") + "</Row>",
    )
    (grid,) = read_grids(book(*rows, head=head))
    assert [c.text for c in grid.row(1)] == ["0.5", "50%", "50%", "0.5"]
    assert grid.at(2, 1).text == "50%"


def test_comments_and_marked_up_text_are_told_from_values():
    comment = (
        '<Comment><ss:Data xmlns="http://www.w3.org/TR/REC-html40"><B>批注</B></ss:Data></Comment>'
    )
    rich = (
        '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">'
        f"<B>项目</B><Font>名称</Font></ss:Data>{comment}</Cell><Cell>{comment}</Cell>"
    )
    (grid,) = read_grids(book(f"<Row>{rich}</Row>"))
    assert [c.text for c in grid.row(1)] == ["项目名称"]


def test_what_is_hidden_is_known():
    shown, hidden = national(), table("去年")
    hidden = type(hidden)(hidden.cells, hidden.merged, "去年", hidden=True)
    first, second = read_grids(xml2003(shown, hidden, rows=[12], columns=[9]))
    assert (first.hidden, second.hidden) == (False, True)
    assert first.unseen == (Unseen("自评表", (12,), (9,)),)


def test_odd_values_are_what_is_written():
    cells = [("abc", "Number"), ("1e999", "Number"), ("1", "Boolean"), ("昨天", "DateTime")]
    cells += [("1899-12-31T08:30:00.000", "DateTime"), ("1_0", "Number"), ("x", "Other")]
    (grid,) = read_grids(book("<Row>", *(cell(*each) for each in cells), "</Row>"))
    texts = [c.text for c in grid.row(1)]
    assert texts == ["abc", "inf", "TRUE", "昨天", "08:30:00", "1_0", "x"]
    assert grid.at(1, 2).state is State.ERROR


@pytest.mark.parametrize(
    "content",
    [
        xml2003(national())[:-1],
        xml2003(national())[:5000],
        book('<Row ss:Index="0"></Row>'),
        book('<Row ss:Index="x"></Row>'),
        book('<Row ss:Index="99999999"></Row>'),
        book("<Row>" + cell("x", own=' ss:Index="16385"') + "</Row>"),
        book("<Row>" + cell("x", own=' ss:MergeAcross="-1"') + "</Row>"),
        book(head='<Column ss:Span="20000"/>'),
        book(head='<Column ss:Index="1"/><Column ss:Index="1"/>'),
        b'<a xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        b'<?xml version="1.0" encoding="gbk"?><Workbook>\xff\xff</Workbook>',
        b'<?xml version="1.0" encoding="x-none"?><Workbook/>',
    ],
)
def test_what_is_cut_or_no_workbook_is_told(content):
    assert code(content) == "FIL009"


def test_entities_are_refused():
    declared = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Workbook'
    content = xml2003(national()).replace(b"<Workbook", declared).replace(b"2020", b"&b;")
    assert code(content) == "SEC001"


def test_what_contradicts_itself_is_refused():
    twice = "<Row>" + cell("1") + cell("2", own=' ss:Index="1"') + "</Row>"
    assert code(book(twice)) == "SEC002"
    two = '<Cell><Data ss:Type="Number">1</Data><Data ss:Type="Number">2</Data></Cell>'
    assert code(book(f"<Row>{two}</Row>")) == "SEC002"
    assert code(book(sheet="</Table><Table>")) == "SEC002"
    assert code(xml2003(table("甲"), table("乙"))) == "SEC002"


def test_limits_are_held(monkeypatch):
    named = [type(t)(t.cells, t.merged, f"表{n}") for n, t in enumerate([table("甲")] * 201)]
    assert code(xml2003(*named)) == "LIM005"
    assert len(read_grids(xml2003(*named[:200]))) == 200
    assert code(book("<Row>" + cell("x" * 1_000_001) + "</Row>")) == "LIM014"
    assert code(book("<Row>" + "<a>" * 70 + "</a>" * 70 + "</Row>")) == "LIM013"
    monkeypatch.setattr(xmlwalk, "CELLS", 3)
    assert code(book("<Row>" + cell("x") * 4 + "</Row>")) == "LIM004"


def test_a_cell_in_the_last_corner_costs_nothing():
    far = '<Row ss:Index="1048576">' + cell("远", own=' ss:Index="16384"') + "</Row>"
    (grid,) = read_grids(book(far))
    assert grid.at(1_048_576, 16_384).text == "远"

"""Rows drawn apart from their place come to it, and nothing that a form says is changed by that."""

from perfcheck.report.fragment import Fragment
from perfcheck.report.settled import FAR, settled

FORGED = f"internal:'汇总表'!C{FAR} <f>'汇总表'!$H${FAR}</f>"
XML = (
    '<row r="4"><c r="A4" s="3"><v>1</v></c><c r="B4" t="s"><v>0</v></c>'
    f'<c r="I4" s="38"><f>\'汇总表\'!$H${FAR}</f><v>1000001</v></c></row>'
    f'<row r="5"><c r="A5"><v>2</v></c><c r="I5"><f>\'汇总表\'!$H${FAR + 1}</f><v>0.5</v></c>'
    '<c r="J5"><v>1000002</v></c><c r="AA5" t="str"><f>IF(B5="A4",1,2)</f><v>A4</v></c></row>'
)
DRAWN = Fragment(
    3,
    4,
    26,
    1,
    (FORGED,),
    (
        (3, 2, f"internal:'汇总表'!C{FAR}", FORGED),
        (4, 2, f"internal:'汇总表'!C{FAR + 1}", "整表"),
        (4, 3, "internal:'评分明细'!E1000001", "自评表!G6"),
    ),
    XML,
)


def test_what_leads_to_the_summary_leads_to_where_projects_stand():
    now = settled(DRAWN, (8, 30), 0)
    assert [target for _, _, target, _ in now.links] == [
        "internal:'汇总表'!C8",
        "internal:'汇总表'!C30",
        "internal:'评分明细'!E1000001",
    ]
    assert "$H$8</f><v>1000001</v>" in now.xml
    assert "$H$30</f>" in now.xml
    assert "<v>1000002</v>" in now.xml  # a figure, though it looks like a row


def test_texts_stay_as_they_are():
    now = settled(DRAWN, (8, 30), 5)
    assert now.strings == (FORGED,)
    assert now.links[0][3] == FORGED


def test_rows_and_their_numbers_move_down():
    now = settled(DRAWN, (8, 30), 7)
    assert (now.first, now.last, now.columns, now.texts) == (10, 11, 26, 1)
    assert [row for row, *_ in now.links] == [10, 11, 11]
    assert '<row r="11"><c r="A11" s="3"><v>8</v></c><c r="B11" t="s"><v>0</v></c>' in now.xml
    assert '<row r="12"><c r="A12"><v>9</v></c>' in now.xml
    assert '<c r="AA12" t="str"><f>IF(B5="A4",1,2)</f><v>A4</v></c>' in now.xml
    assert settled(DRAWN, (8, 30), 0).xml.count("r=") == now.xml.count("r=")

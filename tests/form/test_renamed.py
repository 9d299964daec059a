"""What the parts of a package are called is free: the form is read under any names."""

import pytest

from perfcheck.form.build import read_forms
from perfcheck.form.peek import peek
from perfcheck.intake.kinds import Kind, sniff
from perfcheck.model.cells import State
from tests.form.otherwise import WAYS, in_one_folder, moved, packed, parts
from tests.form.packages import in_utf16
from tests.form.reading import brief, read_one
from tests.forms import national, workbook
from tests.intake.hostile.containers import strict

WHOLE = read_one(national())


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("dialect", [strict, lambda content: content])
def test_parts_under_other_names_are_found(way: str, dialect):
    content = moved(WAYS[way], dialect(workbook(national())))
    assert sniff(content, "表.xlsx") is Kind.XLSX
    (found,) = read_forms(content, "表.xlsx")
    assert brief(found) == brief(WHOLE)
    assert found.budget.total.rate.value == WHOLE.budget.total.rate.value  # a percent format
    assert str(found.total_score.cell) == str(WHOLE.total_score.cell)


def test_errors_and_formulas_are_seen_under_other_names():
    form = national().put("%71.56", "!#DIV/0!").put("93.49", "=SUM(I6:I17)")
    (found,) = read_forms(moved(in_one_folder, workbook(form)), "表.xlsx")
    assert found.budget.total.rate.state is State.ERROR
    assert found.total_score.state is State.UNCALCULATED


@pytest.mark.parametrize(
    ("old", "new"),
    [("xl/sharedStrings.xml", "xl/texte.xml"), ("xl/styles.xml", "xl/formate.xml")],
)
def test_strings_and_styles_may_have_names_of_their_own(old: str, new: str):
    content = moved(lambda name: new if name == old else name)
    (found,) = read_forms(content, "表.xlsx")
    assert (brief(found), found.budget.total.rate.value) == (
        brief(WHOLE),
        WHOLE.budget.total.rate.value,
    )


def test_what_the_relationships_lead_to_counts_not_what_is_named_so():
    """A workbook that lies there under the usual name, and that nothing leads to, is not read."""
    other = parts(workbook(national().put("城区道路养护", "另一个项目")))
    content = parts(moved(in_one_folder)) | {
        name: part for name, part in other.items() if name.startswith("xl/")
    }
    (found,) = read_forms(packed(content), "表.xlsx")
    assert found.project_name.value == "城区道路养护"


def test_sheets_in_another_encoding_are_read_under_other_names():
    content = moved(in_one_folder, in_utf16("xl/worksheets/sheet1.xml"))
    assert brief(read_forms(content, "表.xlsx")[0]) == brief(WHOLE)


def test_a_package_with_the_usual_names_is_left_as_it_is():
    content = workbook(national())
    assert peek(content).content is content

"""Every stored value of every form is the one that a spreadsheet program computes."""

import io
import zipfile

import pytest
from tools.examples import outputs

from perfcheck.model.filenames import ROSTER_FILE
from perfcheck.report.template import write_template
from perfcheck.scoring.rubric import available, load
from tests.report.forms import filled, oddities
from tests.report.recalculate import differences, recalculated

pytestmark = [pytest.mark.libreoffice, pytest.mark.xdist_group("recalculated templates")]


def planted() -> bytes:
    """A form whose stored execution rate is a lie."""
    honest, liar = io.BytesIO(), io.BytesIO()
    write_template(honest, load("national-2020"), filled())
    with zipfile.ZipFile(honest) as source, zipfile.ZipFile(liar, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"<v>0.7156</v>", b"<v>0.9999</v>"))
    return liar.getvalue()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("forms")
    shipped = [content for path, content in outputs() if path.name != ROSTER_FILE]
    for number, content in enumerate(shipped):  # the roster holds no formula
        (folder / f"shipped-{number}.xlsx").write_bytes(content)
    for name, filling in oddities().items():
        write_template(folder / f"{name}.xlsx", load("national-2020"), filling)
    for rubric in available():
        write_template(folder / f"blank-{rubric}.xlsx", load(rubric))
        write_template(folder / f"hints-{rubric}.xlsx", load(rubric), oddities()["every-hint"])
    (folder / "planted.xlsx").write_bytes(planted())
    return sorted(folder.glob("*.xlsx"))


@pytest.fixture(scope="module")
def again(files, tmp_path_factory):
    return recalculated(files, tmp_path_factory.mktemp("libreoffice"))


def test_stored_values_are_the_recalculated_ones(files, again):
    wrong = []
    for file in files:
        count, found = differences(file, again[file.name])
        assert count > 30
        if file.name != "planted.xlsx":
            wrong += [f"{file.name} {cell}" for cell in found]
    assert wrong == []


def test_a_stored_value_that_is_wrong_is_noticed(files, again):
    liar = next(f for f in files if f.name == "planted.xlsx")
    _, found = differences(liar, again["planted.xlsx"])
    assert found == ["项目申报表!G6: 0.9999, 0.7156"]

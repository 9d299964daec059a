"""The three tables of a batch: their columns, their sums, their addresses."""

from decimal import Decimal

import pytest

from perfcheck import tables
from perfcheck.checks import catalogue
from perfcheck.model.cells import CellRef
from tests import model_forms


def project(project_id: str, **changes: str):
    values = {**model_forms.GOOD, **changes}
    found = catalogue.run(model_forms.assessment(values))
    return model_forms.project(project_id, values, found)


@pytest.fixture
def batch():
    return tables.build(
        [
            project("P001"),
            project("P002", **{"rows.1.target": "逐年增长", "rows.1.operator": "定性"}),
        ]
    )


def columns(frame):
    return {name: str(dtype) for name, dtype in frame.dtypes.items()}


@pytest.mark.parametrize("projects", [[], ["P001"]])
def test_every_table_always_has_its_declared_columns(projects):
    built = tables.build([project(each) for each in projects])
    assert columns(built.projects) == dict(tables.PROJECTS)
    assert columns(built.indicators) == dict(tables.INDICATORS)
    assert columns(built.findings) == dict(tables.FINDINGS)


def test_sums_by_unit_are_exact(batch):
    sums = batch.projects.groupby("unit")[["budget", "executed"]].sum()
    assert sums.loc["某区档案馆"].tolist() == [Decimal(600), Decimal(582)]


def test_the_tables_join_by_project(batch):
    assert batch.projects["project"].tolist() == ["P001", "P002"]
    assert batch.indicators.groupby("project").size().tolist() == [8, 8]
    assert batch.projects["quantified"].tolist() == [8, 7]
    errors = batch.findings.query("severity == 'error'").groupby("project").size()
    for row in batch.projects.itertuples():
        assert row.errors == errors.get(row.project, 0)


def test_addresses_come_from_the_form_not_from_the_index(batch):
    row = batch.indicators.query("project == 'P002'").iloc[1]
    assert row["cell"] == CellRef(model_forms.SHEET, 14, 3)
    assert str(row["actual_cell"]) == "项目申报表!G14"


def test_what_is_unknown_is_none_or_missing_never_a_number():
    built = tables.build([project("P001", year="", **{"budget.total.executed": "不详"})])
    row = built.projects.iloc[0]
    assert row["executed"] is None
    assert row["execution_rate"] is None
    assert built.projects["year"].isna().all()


def test_sources_stand_in_for_an_empty_total():
    noughts = {f"budget.total.{c}": "0" for c in ("original_budget", "adjusted_budget", "executed")}
    built = tables.build([project("P001", **noughts)])
    assert built.projects["budget"].tolist() == [Decimal(300)]
    assert built.projects["executed"].tolist() == [Decimal(291)]

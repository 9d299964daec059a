"""Reading test workbooks, and comparing what was read apart from the addresses."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from perfcheck.form.build import read_forms
from perfcheck.model.cells import CellRef
from perfcheck.model.form import Form
from tests.forms import Table, workbook


def read(*tables: Table) -> tuple[Form, ...]:
    return read_forms(workbook(*tables), "表.xlsx")


def read_one(*tables: Table) -> Form:
    forms = read(*tables)
    assert len(forms) == 1
    return forms[0]


def without_cells(value: Any) -> Any:
    """The same without addresses, as plain data that compares."""
    if isinstance(value, CellRef):
        return "cell"
    if is_dataclass(value):
        return {f.name: without_cells(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [without_cells(item) for item in value]
    return value


def entries(value: Any) -> Iterator[Any]:
    """Every Entry inside a form, at any depth."""
    if is_dataclass(value) and hasattr(value, "state"):
        yield value
    elif is_dataclass(value):
        for f in fields(value):
            yield from entries(getattr(value, f.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from entries(item)


def addresses(form: Form) -> set[str]:
    """The addresses of all filled entries of a form."""
    return {e.cell.address for e in entries(form) if e.cell and e.text}


def brief(form: Form) -> list[tuple[str | None, ...]]:
    """Each indicator in one line: levels, name, sign, target, unit, actual, points, score."""
    return [
        (
            i.category.value,
            i.subcategory.value,
            i.name.value,
            i.operator_entry.value,
            i.target_entry.value,
            i.unit_entry.value,
            i.actual_entry.value,
            None if i.points.value is None else str(i.points.value),
            None if i.stated_score.value is None else str(i.stated_score.value),
        )
        for i in form.indicators
    ]

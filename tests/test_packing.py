"""Values of the model as bytes: they come back as they were, and foreign bytes do no harm."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from perfcheck.answers import WHOLE, Answer
from perfcheck.examining import Task, answer
from perfcheck.intake.kinds import Kind
from perfcheck.intake.submission import Submission
from perfcheck.model.cells import CellRef, Entry, State
from perfcheck.model.results import Reason, Status
from perfcheck.packing import Packer
from tests.form.families import SICHUAN, YUNNAN, family
from tests.forms import Table, hubei, national, own, table, workbook

FORMS = {
    "national": national(),
    "hubei": hubei(),
    "own": own(),
    "yunnan": family(YUNNAN),
    "sichuan": family(SICHUAN),
    "no form": table("甲 | 乙"),
    "errors": national().put("20", "!#REF!").put("30盏", "=A1+B1"),
}


@dataclass(frozen=True, slots=True)
class Odd:
    """Every kind of field that a packer knows."""

    number: Entry[Decimal] = Entry()
    mixed: Decimal | str | None = None
    pair: tuple[str, Decimal] | None = None
    cells: tuple[CellRef, ...] = ()
    moment: datetime | None = None
    state: State = State.BLANK
    flag: bool = False


def examined(form: Table, folder: Path) -> Answer:
    file = folder / "表.xlsx"
    file.write_bytes(workbook(form))
    return answer(Task(Submission("表.xlsx", "", file), None))


@pytest.mark.parametrize("name", FORMS)
def test_an_answer_comes_back_as_it_was(name: str, tmp_path: Path):
    found = examined(FORMS[name], tmp_path)
    packed = WHOLE.pack(found)
    again = WHOLE.unpack(packed)
    assert again == found
    assert repr(again) == repr(found)  # Decimal("1.0") equals Decimal("1"), and is not the same
    assert WHOLE.pack(again) == packed
    assert (found.status is Status.REJECTED) == (name == "no form")


@pytest.mark.parametrize(
    "odd",
    [
        Odd(),
        Odd(number=Entry(Decimal("-0.00"), "", CellRef("甲", 1_048_576, 16_384), State.VALUE)),
        Odd(mixed=Decimal("1E+3"), pair=("a", Decimal("NaN"))),
        Odd(mixed="2021-12", cells=(CellRef("甲", 1, 1), CellRef("乙 '", 2, 3))),
        Odd(number=Entry(text='半个字\ud800 \x00"\\')),
        Odd(moment=datetime(2021, 3, 1, 8, 30, tzinfo=UTC), state=State.ERROR, flag=True),
    ],
)
def test_every_kind_of_field_comes_back(odd: Odd):
    packer = Packer(Odd)
    assert repr(packer.unpack(packer.pack(odd))) == repr(odd)


def test_cells_of_one_place_are_one_object():
    packer = Packer(Odd)
    cell = CellRef("甲", 1, 1)
    first, second = packer.unpack(packer.pack(Odd(cells=(cell, replace(cell))))).cells
    assert first is second


GOOD = WHOLE.pack(Answer(Status.REJECTED, Reason("A", "b", "c"), Kind.XLSX))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        GOOD[:-3],
        GOOD.replace(b"rejected", b"accepted"),
        GOOD.replace(b'"b",', b""),
        b"cos\nsystem\n(S'true'\ntR.",  # a pickle
        b"[" * 100_000,
        json.dumps([[], ["processed", None, None, [[["x"], []]]]]).encode(),
    ],
)
def test_foreign_bytes_are_refused(data: bytes):
    with pytest.raises(ValueError, match=r"."):
        WHOLE.unpack(data)


def test_what_cannot_be_packed_is_told_at_once():
    with pytest.raises(TypeError, match="cannot be packed"):
        Packer(type("Bad", (), {}))

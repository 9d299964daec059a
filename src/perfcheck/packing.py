"""Values of the model as bytes and back: what workers send home, and what the cache keeps.

The bytes are JSON, so nothing in them can act: a cache that a stranger planted is at worst wrong
values or a ValueError, never code. A dataclass is the list of its fields in their order, [] where
all have their defaults; a rubric is its id; a cell is one number, its sheet stands once in front.
How each class is packed is worked out once, from its annotations.
"""

import dataclasses
import json
import types
import typing
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from typing import Any, Generic, TypeVar, cast

from perfcheck.model.cells import CellRef
from perfcheck.model.rubric import Rubric
from perfcheck.scoring.rubric import load

T = TypeVar("T")
Json = Any  # what json.loads gives
Convert = Callable[[Json], Json]

ROWS, COLUMNS = 21, 15  # bits of a packed cell
PLAIN = (str, int, bool)


@dataclasses.dataclass(slots=True)
class Plan:
    """How values of one type are packed and unpacked; None where they are JSON already."""

    pack: Convert | None
    unpack: Convert | None


class Packer(Generic[T]):
    """Packs values of one type, a dataclass of the model. Not for several threads at once."""

    def __init__(self, kind: type[T]) -> None:
        self._sheets: dict[str, int] = {}
        self._names: list[str] = []
        self._cells: dict[int, CellRef] = {}
        self._plans: dict[object, Plan] = {
            CellRef: Plan(self._pack_cell, self._unpack_cell),
            Rubric: Plan(lambda rubric: rubric.id, load),
            Decimal: Plan(str, Decimal),
            datetime: Plan(datetime.isoformat, datetime.fromisoformat),
            **{plain: Plan(None, None) for plain in PLAIN},
        }
        self._plan = self._of(kind)

    def pack(self, value: T) -> bytes:
        """The bytes of a value; the same value gives the same bytes."""
        self._sheets = {}
        body = cast("Convert", self._plan.pack)(value)
        text = json.dumps([[*self._sheets], body], ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "surrogatepass")

    def unpack(self, data: bytes) -> T:
        """The value again. Raises ValueError where the bytes are no such value."""
        try:
            self._names, body = json.loads(data.decode("utf-8", "surrogatepass"))
            self._cells = {}
            return cast("T", cast("Convert", self._plan.unpack)(body))
        except (ArithmeticError, LookupError, TypeError, AttributeError, RecursionError) as fault:
            raise ValueError("not a packed value") from fault

    def _pack_cell(self, cell: CellRef) -> int:
        sheet = self._sheets.setdefault(cell.sheet, len(self._sheets))
        return (sheet << ROWS | cell.row) << COLUMNS | cell.column

    def _unpack_cell(self, packed: int) -> CellRef:
        known = self._cells.get(packed)
        if known is None:
            above, column = packed >> COLUMNS, packed & ((1 << COLUMNS) - 1)
            sheet, row = above >> ROWS, above & ((1 << ROWS) - 1)
            known = self._cells[packed] = CellRef(self._names[sheet], row, column)
        return known

    def _of(self, kind: object) -> Plan:
        """The plan of a type: a model class, a tuple, an enumeration, or one of these or None."""
        if kind not in self._plans:
            self._plans[kind] = self._make(kind)
        return self._plans[kind]

    def _make(self, kind: object) -> Plan:
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if origin in (typing.Union, types.UnionType):
            return self._either([part for part in arguments if part is not types.NoneType])
        if origin is tuple:
            return self._tuple(arguments)
        base = origin or kind
        if isinstance(base, type) and issubclass(base, Enum):
            return Plan(attrgetter("value"), {member.value: member for member in base}.__getitem__)
        if isinstance(base, type) and dataclasses.is_dataclass(base):
            return self._dataclass(base, arguments)
        raise TypeError(f"{kind} cannot be packed")

    def _either(self, kinds: list[object]) -> Plan:
        if len(kinds) == 1:
            return self._of(kinds[0])
        if set(kinds) == {Decimal, str}:  # a number is told from a text by its brackets
            return Plan(
                lambda value: [str(value)] if isinstance(value, Decimal) else value,
                lambda value: Decimal(value[0]) if isinstance(value, list) else value,
            )
        raise TypeError(f"{kinds} cannot be told apart")

    def _tuple(self, kinds: tuple[object, ...]) -> Plan:
        if len(kinds) == 2 and kinds[1] is Ellipsis:
            plan = self._of(kinds[0])
            pack, unpack = plan.pack, plan.unpack
            return Plan(
                list if pack is None else lambda values: [pack(value) for value in values],
                tuple if unpack is None else lambda values: tuple([unpack(v) for v in values]),
            )
        plans = [self._of(kind) for kind in kinds]
        packs = [(i, p.pack) for i, p in enumerate(plans) if p.pack]
        unpacks = [(i, p.unpack) for i, p in enumerate(plans) if p.unpack]
        return Plan(
            lambda values: _converted(list(values), packs),
            lambda values: tuple(_converted(values, unpacks)),
        )

    def _dataclass(self, base: type, arguments: tuple[object, ...]) -> Plan:
        names = tuple(field.name for field in dataclasses.fields(base))
        hints = typing.get_type_hints(base)
        given = dict(zip(getattr(base, "__parameters__", ()), arguments, strict=False))
        plans = [self._of(_filled_in(hints[name], given)) for name in names]
        packs = [(i, p.pack) for i, p in enumerate(plans) if p.pack]
        unpacks = [(i, p.unpack) for i, p in enumerate(plans) if p.unpack]
        fields = attrgetter(*names, "__class__")  # with the class, so that one field is a tuple too
        default = _default(base)
        defaults = None if default is None else fields(default)

        def pack(value: Json) -> Json:
            own = fields(value)
            return [] if own == defaults else _converted([*own[:-1]], packs)

        def unpack(values: Json) -> Json:
            return base(*_converted(values, unpacks)) if values else default

        return Plan(pack, unpack)


def _converted(values: list[Json], converts: list[tuple[int, Convert]]) -> list[Json]:
    """The values with some of them converted in place; None is None everywhere."""
    for index, convert in converts:
        if values[index] is not None:
            values[index] = convert(values[index])
    return values


def _filled_in(hint: object, given: dict[object, object]) -> object:
    """A type with its parameters filled in: T | None under T = str is str | None."""
    parameters = getattr(hint, "__parameters__", ())
    if isinstance(hint, TypeVar):
        return given[hint]
    if not parameters:
        return hint
    return cast("Any", hint)[tuple(given[parameter] for parameter in parameters)]


def _default(base: type) -> object:
    """The value whose fields all have their defaults; None where some have none."""
    needed = (dataclasses.MISSING, dataclasses.MISSING)
    if any((f.default, f.default_factory) == needed for f in dataclasses.fields(base)):
        return None
    return base()

"""Values of the model as bytes and back: what workers send home, and what the cache keeps.

The bytes are JSON, so nothing in them can act: a cache that a stranger planted is at worst wrong
values or a ValueError, never code. A dataclass is the list of its fields in their order, [] for
the one with all defaults; a rubric is its id; a cell is one number, its sheet stands once in front.

A form has hundreds of values. So that none costs more than it must, the two functions of a class
are made once, as expressions of Python that its annotations give: the pieces are in `CODES`.
"""

import dataclasses
import json
import sys
import types
import typing
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar, cast

from perfcheck.model.cells import CellRef
from perfcheck.model.rubric import Rubric
from perfcheck.scoring.rubric import load

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")
Json = Any  # what json.loads gives

ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
ROWS, COLUMNS = 21, 15  # bits of a packed cell


@dataclasses.dataclass(frozen=True, slots=True)
class Code:
    """How a value, {0} in both, is packed and unpacked: expressions of Python."""

    pack: str
    unpack: str

    def optional(self) -> "Code":
        """The code of such a value or None."""
        return Code(_or_none(self.pack), _or_none(self.unpack))


@dataclasses.dataclass(frozen=True, slots=True)
class Own:
    """How values of one type are packed where that is not by their fields."""

    pack: Callable[[Any], Json]
    unpack: Callable[[Json], Any]


def _or_none(code: str) -> str:
    return code if code == "{0}" else f"(None if {{0}} is None else {code})"


AS_IT_IS = Code("{0}", "{0}")
CODES: Mapping[object, Code] = {
    str: Code("{0}", "intern({0})"),  # labels and groups are the same words in every form
    int: AS_IT_IS,
    bool: AS_IT_IS,
    Decimal: Code("str({0})", "decimals[{0}]"),
    datetime: Code("{0}.isoformat()", "moment({0})"),
    Rubric: Code("{0}.id", "load({0})"),
    CellRef: Code(
        f"((sheets[{{0}}.sheet] << {ROWS} | {{0}}.row) << {COLUMNS} | {{0}}.column)", "cells[{0}]"
    ),
    frozenset({Decimal, str}): Code(  # a number is told from a text by its brackets
        "({0} if isinstance({0}, str) else [str({0})])",
        "({0} if isinstance({0}, str) else decimals[{0}[0]])",
    ),
}


NONE_OWN: Mapping[object, Own] = {}


def _twin(base: type) -> type:
    """A class with the same fields that is not frozen.

    A frozen class fills its fields by way of `object.__setattr__`, which takes six times as long.
    """
    names = [field.name for field in dataclasses.fields(base)]
    bases = getattr(base, "__orig_bases__", ())
    space = {"__slots__": names, "__doc__": base.__doc__}
    return dataclasses.make_dataclass(
        base.__name__, names, bases=bases, namespace=space, repr=False, eq=False
    )


def _froze(filled: Json, base: type) -> Json:
    """An instance of the twin of a class, made one of the class itself."""
    filled.__class__ = base
    return filled


CELL = _twin(CellRef)


class _Known(dict[K, V]):
    """What was made already, by what it is made from."""

    def __init__(self, make: Callable[[K], V]) -> None:
        self.make = make

    def __missing__(self, key: K) -> V:
        made = self[key] = self.make(key)
        return made


class Packer(Generic[T]):
    """Packs values of one type, a dataclass of the model. Not for several threads at once."""

    def __init__(self, kind: type[T], own: Mapping[object, Own] = NONE_OWN) -> None:
        self._sheets: _Known[str, int] = _Known(lambda _: len(self._sheets))
        self._names: list[str] = []
        self._cells: _Known[int, CellRef] = _Known(self._cell)
        self._decimals: _Known[str, Decimal] = _Known(Decimal)
        self._codes = dict(CODES)
        self._space: dict[str, object] = {  # what the expressions speak of
            "sheets": self._sheets,
            "cells": self._cells,
            "decimals": self._decimals,
            "moment": datetime.fromisoformat,
            "intern": sys.intern,
            "load": load,
            "froze": _froze,
        }
        for type_, each in own.items():
            pack, unpack = self._name(each.pack), self._name(each.unpack)
            self._codes[type_] = Code(f"{pack}({{0}})", f"{unpack}({{0}})")
        code = self._of(kind)
        self._pack: Callable[[T], Json] = self._function("value", code.pack.format("value"))
        self._unpack: Callable[[Json], T] = self._function("value", code.unpack.format("value"))

    def pack(self, value: T) -> bytes:
        """The bytes of a value; the same value gives the same bytes."""
        self._sheets.clear()
        body = self._pack(value)
        return ENCODER.encode([[*self._sheets], body]).encode("utf-8", "surrogatepass")

    def unpack(self, data: bytes) -> T:
        """The value again. Raises ValueError where the bytes are no such value."""
        try:
            self._names, body = json.loads(data.decode("utf-8", "surrogatepass"))
            return self._unpack(body)
        except (ArithmeticError, LookupError, TypeError, AttributeError, RecursionError) as fault:
            raise ValueError("not a packed value") from fault
        finally:
            self._cells.clear()
            self._decimals.clear()

    def _cell(self, packed: int) -> CellRef:
        above, column = packed >> COLUMNS, packed & ((1 << COLUMNS) - 1)
        sheet, row = above >> ROWS, above & ((1 << ROWS) - 1)
        return cast("CellRef", _froze(CELL(self._names[sheet], row, column), CellRef))

    def _of(self, kind: object) -> Code:
        """The code of a type: a model class, a tuple, an enumeration, or one of these or None."""
        if kind not in self._codes:
            self._codes[kind] = self._make(kind)
        return self._codes[kind]

    def _make(self, kind: object) -> Code:
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if origin in (typing.Union, types.UnionType):
            parts = frozenset(part for part in arguments if part is not types.NoneType)
            code = self._of(next(iter(parts)) if len(parts) == 1 else parts)
            return code.optional() if types.NoneType in arguments else code
        if origin is tuple:
            return self._tuple(arguments)
        base = origin or kind
        if isinstance(base, type) and issubclass(base, StrEnum):
            return Code("{0}", self._name({m.value: m for m in base}) + "[{0}]")
        if isinstance(base, type) and dataclasses.is_dataclass(base):
            return self._dataclass(base, arguments)
        raise TypeError(f"{kind} cannot be packed")

    def _tuple(self, kinds: tuple[object, ...]) -> Code:
        if len(kinds) == 2 and kinds[1] is Ellipsis:
            code, each = self._of(kinds[0]), self._name(None)
            pack, unpack = code.pack.format(each), code.unpack.format(each)
            return Code(
                f"[{pack} for {each} in {{0}}]" if pack != each else "{0}",
                f"tuple([{unpack} for {each} in {{0}}])" if unpack != each else "tuple({0})",
            )
        codes = [(self._of(kind), f"{{0}}[{place}]") for place, kind in enumerate(kinds)]
        packs = ", ".join(code.pack.format(part) for code, part in codes)
        unpacks = ", ".join(code.unpack.format(part) for code, part in codes)
        return Code(f"[{packs}]", f"({unpacks},)")

    def _dataclass(self, base: type, arguments: tuple[object, ...]) -> Code:
        names = [field.name for field in dataclasses.fields(base)]
        hints = typing.get_type_hints(base)
        given = dict(zip(getattr(base, "__parameters__", ()), arguments, strict=False))
        codes = [(self._of(_filled_in(hints[name], given)), name) for name in names]
        packs = ", ".join(code.pack.format(f"value.{name}") for code, name in codes)
        pack = self._function("value", f"[{packs}]")
        unpacks = ", ".join(code.unpack.format(f"{name}_") for code, name in codes)
        made = f"froze({self._name(_twin(base))}({unpacks}), {self._name(base)})"
        unpack = self._function(", ".join(f"{name}_" for name in names), made)
        default = _default(base)
        usual = None if default is None else pack(default)
        return Code(
            f"([] if (own := {self._name(pack)}({{0}})) == {self._name(usual)} else own)",
            f"({self._name(unpack)}(*{{0}}) if {{0}} else {self._name(default)})",
        )

    def _name(self, thing: object) -> str:
        """A name by which the expressions can speak of a thing."""
        name = f"known{len(self._space)}"
        self._space[name] = thing
        return name

    def _function(self, parameters: str, expression: str) -> Callable[..., Any]:
        """The function of an expression; it is made of nothing but `CODES` and names of fields."""
        function = eval(f"lambda {parameters}: {expression}", self._space)
        return cast("Callable[..., Any]", function)


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

"""Drawings and charts: ids, and the cells that charts are drawn from."""

from collections.abc import Iterator

from tests.office import formulas
from tests.office.package import Package
from tests.office.worksheet import Frame

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def problems(of: Frame) -> Iterator[str]:
    for part in of.package.parts:
        if part.startswith("xl/drawings/drawing"):
            yield from _shapes(of.package, part)
        if part.startswith("xl/charts/chart"):
            yield from _chart(of, part)


def _shapes(package: Package, part: str) -> Iterator[str]:
    ids = [e.get("id", "") for e in package.tree(part).iter() if e.tag.endswith("}cNvPr")]
    if len(set(ids)) < len(ids):
        yield f"{part}: two shapes of one id"


def _chart(of: Frame, part: str) -> Iterator[str]:
    root = of.package.tree(part)
    for formula in root.iter(f"{CHART}f"):
        found = formulas.problems(formula.text or "", of.package.sheets, of.names)
        yield from (f"{part}: {problem}" for problem in found)
    axes = [e.get("val") for e in root.iter(f"{CHART}axId")]
    if any(axes.count(axis) < 2 for axis in axes):
        yield f"{part}: an axis that is not there"

"""Whether Excel would open a workbook without offering to repair it, as far as can be told."""

from collections.abc import Iterator

from tests.office import drawings, package, rules, workbook, worksheet


def problems(content: bytes) -> list[str]:
    """Everything that Excel would complain of; none for a sound workbook."""
    found = list(package.problems(content))
    return found or list(_inside(package.opened(content)))


def _inside(own: package.Package) -> Iterator[str]:
    yield from workbook.problems(own)
    frame = worksheet.frame(own)
    for name, part in own.sheets.items():
        if "/chartsheets/" not in part:
            yield from worksheet.problems(frame, name, part)
            yield from rules.problems(frame, name, part)
    yield from drawings.problems(frame)


def sound(content: bytes, before: bytes | None = None) -> bytes:
    """The workbook; fails where it is not sound, beyond what its original was like `before`."""
    known = set(problems(before)) if before is not None else set()
    found = [problem for problem in problems(content) if problem not in known]
    assert not found, "\n".join(found[:20])
    return content

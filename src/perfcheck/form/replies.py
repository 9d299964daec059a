"""The sheet 修改意见 that comes back with a form: no form itself, but it holds the answers."""

from collections.abc import Iterable, Iterator

from perfcheck.form.grid import Cell, Grid
from perfcheck.model import returned
from perfcheck.model.returned import History, Opinion

MOST_HEADING = 30  # rows in which the headings must stand
MOST_ROUNDS = 99
HEADINGS = frozenset((returned.LEVEL, returned.PROBLEM, returned.ANSWER))


def is_opinions(grid: Grid) -> bool:
    """Whether a sheet is one that perfcheck put into a file that it sent back."""
    return _mark(grid) is not None or (
        grid.sheet.startswith(returned.SHEET) and _headings(grid) is not None
    )


def find_history(grids: Iterable[Grid]) -> History | None:
    """What the sheet 修改意见 of a workbook says; None where it has none."""
    for grid in grids:
        mark = _mark(grid)
        if mark is not None:
            rounds = tuple(_counts(grid.at(mark.row, mark.column + 1).text))
            only_ours = grid.at(mark.row, mark.column + 2).text == returned.ONLY_OURS
            opinions = tuple(_opinions(grid, mark))
            return History(rounds or (len(opinions),), opinions, only_ours)
    return None


def find_answers(grids: Iterable[Grid]) -> History | None:
    """The same without a form; the sheet is known by its headings where what was hidden is gone."""
    own = [grid for grid in grids if is_opinions(grid)]
    history = find_history(own)
    if history:
        return history
    found = tuple(opinion for grid in own for opinion in _plain(grid))
    return History((len(found),), found) if found else None


def _plain(grid: Grid) -> Iterator[Opinion]:
    """Opinions as people see them: without rule, and nothing says of which project."""
    heading = _headings(grid) or 0
    columns = {cell.text.strip(): cell.column for cell in grid.row(heading)}
    for row in sorted(grid.shown):
        level, problem, place, chosen, words = (
            grid.at(row, columns[label]).text.strip() if label in columns else ""
            for label in (
                *(returned.LEVEL, returned.PROBLEM, returned.PLACE),
                *(returned.ANSWER, returned.WORDS),
            )
        )
        if row > heading and level and problem:
            answer, more = _answer(chosen, words)
            message = problem.partition("\n")[0]
            yield Opinion("", level, place, "", message, answer, more)


def _mark(grid: Grid) -> Cell | None:
    for row in range(1, MOST_HEADING):
        for cell in grid.row(row):
            if cell.text == returned.MARK:
                return cell
    return None


def _headings(grid: Grid) -> int | None:
    for row in range(1, MOST_HEADING):
        if {cell.text.strip() for cell in grid.row(row)} >= HEADINGS:
            return row
    return None


def _counts(text: str) -> Iterator[int]:
    for part in text.split(",")[:MOST_ROUNDS]:
        if part.isascii() and part.isdecimal() and len(part) <= 6:
            yield int(part)


def _opinions(grid: Grid, mark: Cell) -> Iterator[Opinion]:
    """The lines below the headings; columns are found by their headings, wherever they are now."""
    columns = {cell.text.strip(): cell.column for cell in grid.row(mark.row)}
    for row in grid.shown:
        code = grid.at(row, mark.column).text
        if row <= mark.row or not code:
            continue

        def hidden(offset: int, row: int = row) -> str:
            return grid.at(row, mark.column + offset).text

        def seen(label: str, row: int = row) -> str:
            return grid.at(row, columns[label]).text.strip() if label in columns else ""

        answer, words = _answer(seen(returned.ANSWER), seen(returned.WORDS))
        yield Opinion(
            code=code,
            level=seen(returned.LEVEL),
            place=hidden(1),
            subject=hidden(2),
            message=seen(returned.PROBLEM).partition("\n")[0],
            answer=answer,
            words=words,
            fill=hidden(3),
            project=hidden(4),
        )


def _answer(chosen: str, words: str) -> tuple[str, str]:
    """The choice, and what was written; whatever else was typed as the choice is an explanation."""
    for answer in returned.ANSWERS:
        if chosen.startswith(answer):
            rest = chosen.removeprefix(answer).lstrip("：:，,；; ")
            return answer, "；".join(part for part in (rest, words) if part)
    typed = "；".join(part for part in (chosen, words) if part)
    return (returned.EXPLAINED, typed) if typed else ("", "")

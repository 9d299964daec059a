"""What the columns of an indicator table must be where their labels do not say it.

Forms that nobody has seen name their columns in their own words. What is left over is settled by
place and by telling words; a column settled so is kept apart, that the reading may be told.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from perfcheck.form.grid import Cell
from perfcheck.form.labels import Dictionary, narrow

LEVELS = ("category", "subcategory")


@dataclass(frozen=True, slots=True)
class Label:
    """A column as its label says: its first column, the label's cell, its role if it has one.

    `guessed`: the role was worked out, the label itself is not known.
    """

    first: int
    cell: Cell
    role: str | None
    guessed: bool = False


Labels = tuple[Label, ...]


def infer(labels: Sequence[Label], words: Dictionary) -> Labels:
    """The same labels, those without a role given one where there can be no other."""
    found = tuple(labels)
    for step in (_beside, _alike, _deepest, _unnamed, _levels, _lowest, _target, _score, _remark):
        found = step(found, words)
    return found


def _roles(labels: Labels) -> set[str]:
    return {label.role for label in labels if label.role}


def _set(labels: Labels, index: int, role: str, *, guessed: bool = True) -> Labels:
    changed = replace(labels[index], role=role, guessed=guessed)
    return (*labels[:index], changed, *labels[index + 1 :])


def _at(labels: Labels, wanted: Callable[[Label], bool]) -> int | None:
    return next((i for i, label in enumerate(labels) if wanted(label)), None)


def _beside(labels: Labels, words: Dictionary) -> Labels:
    """绩效指标 left of the levels stands beside the table: it names no indicator."""
    level = _at(labels, lambda label: label.role in LEVELS) or 0
    for index, label in enumerate(labels[:level]):
        if label.role == "name" and words.role("indicators", label.cell.text, "block"):
            labels = _set(labels, index, "block", guessed=False)
    return labels


def _alike(labels: Labels, words: Dictionary) -> Labels:
    """A label that holds the telling word of a role which no other column plays."""
    for index, label in enumerate(labels):
        role = None if label.role else words.alike("indicators", label.cell.text)
        if role and role not in _roles(labels):
            labels = _set(labels, index, role)
    return labels


def _deepest(labels: Labels, _: Dictionary) -> Labels:
    """Where a fourth level stands, it is the indicator, and the third is one level above it."""
    if "deepest" not in _roles(labels):
        return labels
    roles = {"name": "ignored", "deepest": "name"}
    return tuple(replace(label, role=roles.get(label.role or "", label.role)) for label in labels)


def _unnamed(labels: Labels, _: Dictionary) -> Labels:
    """Without any name column, what stands between 二级指标 and 指标值 is the name."""
    level = _at(labels, lambda label: label.role == "subcategory")
    target = _at(labels, lambda label: label.role == "target")
    if "name" in _roles(labels) or level is None or target is None:
        return labels
    between = [i for i in range(level + 1, target) if labels[i].role is None]
    return _set(labels, between[0], "name") if between else labels


def _levels(labels: Labels, words: Dictionary) -> Labels:
    """评价指标 | 评价内容 | 指标名称: what stands left of the name are the levels above it."""
    names = [i for i, label in enumerate(labels) if label.role == "name"]
    if not names:
        return labels
    target = _at(labels, lambda label: label.role == "target")
    before = [i for i in names if target is None or i < target] or names
    name = min(before, key=lambda i: words.rank("indicators", "name", labels[i].cell.text))
    missing = [r for r in ("subcategory", "category") if r not in _roles(labels[:name])]
    for index in range(name - 1, -1, -1):
        level = words.role("indicators", labels[index].cell.text, "level")
        if labels[index].role == "category":
            break
        if level and missing and labels[index].role not in LEVELS:
            labels = _set(labels, index, missing.pop(0), guessed=False)
    return labels


def _lowest(labels: Labels, _: Dictionary) -> Labels:
    """Where the table has two levels only, the lower one names the indicators."""
    roles = _roles(labels)
    if "name" in roles or not roles.issuperset((*LEVELS, "target")):
        return labels
    index = next(i for i, label in enumerate(labels) if label.role == "subcategory")
    return _set(labels, index, "name", guessed=False)


def _target(labels: Labels, _: Dictionary) -> Labels:
    """Without any 指标值, the first unknown column right of a name below its levels is the target.

    Forms for many places have one such column for each place. Right of the results is no target.
    """
    roles = _roles(labels)
    if "target" in roles or not {"category", "subcategory", "name"} <= roles:
        return labels
    name = max(i for i, label in enumerate(labels) if label.role == "name")
    results = (i for i, label in enumerate(labels) if label.role in ("actual", "score"))
    right = labels[name : next(results, len(labels))]
    index = _at(right, lambda label: label.role is None)
    return labels if index is None else _set(labels, name + index, "target")


def _score(labels: Labels, _: Dictionary) -> Labels:
    """Without any 得分, a bare number in the header right of the actual heads the scores."""
    actual = _at(labels, lambda label: label.role == "actual")
    if "score" in _roles(labels) or actual is None:
        return labels
    index = _at(
        labels[actual:], lambda label: label.role is None and narrow(label.cell.text).isdecimal()
    )
    return labels if index is None else _set(labels, actual + index, "score", guessed=False)


def _remark(labels: Labels, words: Dictionary) -> Labels:
    """Where actuals stand and no column for reasons, 说明 or 备注 holds them."""
    roles = _roles(labels)
    if "deviation_reason" in roles or "actual" not in roles:
        return labels
    ranked = [
        (words.rank("indicators", "remark", label.cell.text), index)
        for index, label in enumerate(labels)
        if words.role("indicators", label.cell.text, "remark")
    ]
    return _set(labels, min(ranked)[1], "deviation_reason", guessed=False) if ranked else labels

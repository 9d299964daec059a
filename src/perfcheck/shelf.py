"""The projects of a batch, packed: one is whole only while somebody works on it.

A batch of thousands would not fit into memory as values. Their figures do, as outlines.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self, overload

from perfcheck.answers import Answer, bare_finding, unpack
from perfcheck.model.results import Finding, Outlined, Project
from perfcheck.model.returned import History

NOTHING: Mapping[str, Sequence[Finding]] = {}
NO_HISTORIES: Mapping[str, History] = {}
AT_HAND = 24  # answers that stay unpacked: lists are written project by project


@dataclass(frozen=True, slots=True)
class Leaf:
    """Where a whole project is: the packed answer of its file, and which form of it."""

    packed: bytes
    form: int


class Shelf(Outlined):
    """Whole projects on demand.

    `more` are findings that the batch added, `histories` answers that came apart from their form;
    both by project.
    """

    def __init__(
        self,
        outlines: Sequence[Project],
        leaves: Sequence[Leaf],
        more: Mapping[str, Sequence[Finding]] = NOTHING,
        histories: Mapping[str, History] = NO_HISTORIES,
    ) -> None:
        self.outlines = tuple(
            _completed(own, [_bare(finding) for finding in more.get(own.id, ())], histories)
            for own in outlines
        )
        self._leaves = tuple(leaves)
        self._more, self._histories = more, histories
        self._at_hand: OrderedDict[int, Answer] = OrderedDict()
        self._last: tuple[int, Project] | None = None

    def __len__(self) -> int:
        return len(self._leaves)

    @overload
    def __getitem__(self, index: int) -> Project: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Project]: ...
    def __getitem__(self, index: int | slice) -> Project | Sequence[Project]:
        if isinstance(index, slice):
            return tuple(self[each] for each in range(*index.indices(len(self))))
        if self._last is None or self._last[0] != index:
            self._last = index, self._whole(index)
        return self._last[1]

    def _whole(self, index: int) -> Project:
        outline, leaf = self.outlines[index], self._leaves[index]
        assessment, findings = self._answer(leaf.packed).checked[leaf.form]
        own = Project(outline.id, outline.file, assessment, findings)
        return _completed(own, self._more.get(outline.id, ()), self._histories)

    def some(self, indexes: Sequence[int]) -> Self:
        """A shelf of the projects at these places."""
        own = type(self)([self.outlines[n] for n in indexes], [self._leaves[n] for n in indexes])
        own._more, own._histories = self._more, self._histories
        return own

    def signature(self, index: int) -> bytes:
        """The packed answer, and all that the batch knows besides."""
        own, leaf = self.outlines[index], self._leaves[index]
        more = (self._more.get(own.id, ()), self._histories.get(own.id))
        return repr((own.id, own.file, leaf.form, more)).encode("utf-8", "replace") + leaf.packed

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def _answer(self, packed: bytes) -> Answer:
        known = self._at_hand.get(id(packed))
        if known is None:
            known = self._at_hand[id(packed)] = unpack(packed)
            if len(self._at_hand) > AT_HAND:
                self._at_hand.popitem(last=False)
        return known


def _completed(
    project: Project, more: Sequence[Finding], histories: Mapping[str, History]
) -> Project:
    """A project with what the batch knows of it besides its file."""
    history = histories.get(project.id)
    if history:
        form = replace(project.form, history=history)
        project = replace(project, assessment=replace(project.assessment, form=form))
    return replace(project, findings=(*project.findings, *more)) if more else project


def _bare(finding: Finding) -> Finding:
    return bare_finding(finding.code, finding.severity)

"""The running text of a report (正文): built once, and asked by every check of texts.

printed   as it is printed: for punctuation, spaces, residues
folded    folded, so that spacing changes nothing: for what the words say
amounts   the amounts in the folded text
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from nianbao.checks.folding import Folding
from nianbao.checks.lines import Lines
from nianbao.checks.origin import Origin, Paragraph
from nianbao.checks.quantities import Amount, read_amounts
from nianbao.reading.yamltree import Scalar
from nianbao.report import Item, Report
from nianbao.report.narrative import Filled, Narrative

CONTACT = "联系方式"


class Prose:
    """The texts of a report's sections in their order, headings of points among them."""

    def __init__(self, report: Report, narrative: Narrative) -> None:
        self._report = report
        self._narrative = narrative
        filled = narrative.filled
        self.paragraphs = tuple(
            paragraph
            for section in report.sections
            for paragraph in _paragraphs(section.items, section.section.key, filled)
        )

    @cached_property
    def _origin(self) -> Origin:
        return Origin(self.paragraphs)

    @cached_property
    def printed(self) -> Lines:
        """The text as it is printed."""
        return Lines(self.paragraphs, self._origin)

    @cached_property
    def folded(self) -> Lines:
        """The text folded for matching."""
        folding = Folding(self._origin.text)
        return (
            self.printed
            if folding.text == self._origin.text
            else Lines(self.paragraphs, self._origin, folding)
        )

    @cached_property
    def published(self) -> Lines:
        """The text as it is printed, and the contact line after it."""
        contact = self._report.contact
        filled = contact and self._narrative.filled.get(contact)
        if filled is None:
            return self.printed
        paragraphs = (*self.paragraphs, Paragraph(CONTACT, filled))
        return Lines(paragraphs, Origin(paragraphs))

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """The amounts in the folded text."""
        return read_amounts(self.folded)

    def amounts_in(self, begin: int, end: int, most: int = 0) -> tuple[Amount, ...]:
        """Return the amounts that begin within a part of the folded text.

        No more than `most` of them, where it is given: the first ones, or for -`most` the last.
        """
        first = bisect_left(self._amount_starts, begin)
        last = bisect_left(self._amount_starts, end)
        if most > 0:
            last = min(last, first + most)
        elif most < 0:
            first = max(first, last + most)
        return self.amounts[first:last]

    @cached_property
    def _amount_starts(self) -> list[int]:
        return [amount.start for amount in self.amounts]


def _paragraphs(
    items: tuple[Item, ...], section: str, filled: dict[Scalar, Filled], depth: int = 0
) -> Iterator[Paragraph]:
    for item in items:
        if isinstance(item, Scalar):
            if item in filled:
                yield Paragraph(section, filled[item])
            continue
        for number, point in enumerate(item.points, 1):
            if point.text in filled:
                yield Paragraph(section, filled[point.text], item.style, number, depth + 1)
            yield from _paragraphs(point.items, section, filled, depth + 1)

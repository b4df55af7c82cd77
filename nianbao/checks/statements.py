"""What the texts state (说到的数): amounts, bound to the cells that the words beside them speak of.

    通过政务微博公开75条  →  75 条, 政务微博公开政府信息数

An amount is bound only where the words leave no doubt: nothing but fillers between words and
number, a unit that the cell counts with, and no word that tells of another time or another body.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from nianbao.checks.binding import Binder
from nianbao.checks.elsewhere import Elsewhere
from nianbao.checks.prose import Prose
from nianbao.checks.quantities import Amount
from nianbao.checks.spoken import Bound
from nianbao.form import Cell
from nianbao.form.vocabulary import Found
from nianbao.report import Report
from nianbao.tuples import NamedTuple

YUAN = 50  # by which an amount in 元 may differ from one in 万元 with two decimals
TOGETHER = 5  # cells of which an amount may be any sum


class Statement(NamedTuple):
    """An amount that the words beside it bind to a cell, or to several where they leave it open."""

    amount: Amount
    cells: tuple[Cell, ...]
    start: int  # where words and amount begin
    end: int


class Statements:
    """All that a report's text states of its table, by the places in the folded text."""

    def __init__(self, report: Report, prose: Prose) -> None:
        self._report = report
        self._prose = prose
        self._lines = prose.folded

    def __iter__(self) -> Iterator[Statement]:
        return iter(self._all)

    @cached_property
    def _all(self) -> tuple[Statement, ...]:
        binder = Binder(self._report, self._lines, self.mentions)
        found = []
        counted = self._report.form.counted_with
        for amount in self._prose.amounts:
            if amount.unit not in counted:
                continue
            bound = None if amount.rounded else binder.bound(amount)
            other = self.of_other(amount, bound)
            binder.note(amount, bound, other=other)
            if bound and not other:
                found.append(Statement(amount, bound.cells, bound.start, bound.end))
        return tuple(found)

    @cached_property
    def wrong(self) -> tuple[Statement, ...]:
        """The statements that are not what the table has."""
        return tuple(each for each in self._all if _disagrees(each, self._report))

    @cached_property
    def by_start(self) -> Mapping[int, Statement]:
        """The statements by where their amounts start."""
        return {statement.amount.start: statement for statement in self._all}

    @cached_property
    def cells(self) -> Mapping[int, tuple[Cell, ...]]:
        """The cells of an amount by its start: those that it refers to, or is bound to."""
        bound = {start: statement.cells for start, statement in self.by_start.items()}
        return bound | {a.start: (a.cell,) for a in self._prose.amounts if a.cell}

    # ── 说法 ────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def mentions(self) -> list[Found]:
        """Where the 说法 of the form stand in the text."""
        return self._report.form.mentions(self._lines.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    def mentioned(self, begin: int, end: int) -> list[Found]:
        """Return the 说法 that lie wholly within a part of the text."""
        first = bisect_left(self._starts, begin)
        last = bisect_left(self._starts, end)
        return [each for each in self.mentions[first:last] if each.end <= end]

    # ── another time, another body ──────────────────────────────────────────────────────────

    @cached_property
    def elsewhere(self) -> Elsewhere:
        """The words that tell of another time or another body."""
        report = self._report
        kinds = report.form.wording.kinds
        return Elsewhere(self._lines, report.agency.text, report.year, kinds)

    def of_other(self, amount: Amount, bound: Bound | None) -> bool:
        """Tell whether an amount is of another time or body.

        Its clause says so, or the first words of its sentence; words of a 说法 (上年结转) do not.
        """
        start = bound.start if bound else amount.start
        standing = bound is not None and any(cell.standing for cell in bound.cells)
        elsewhere = self.elsewhere
        if elsewhere.tells(amount.since, start, standing=standing):
            return True
        begin, end = self._lines.opening(amount.since)
        return elsewhere.tells(begin, min(end, start), standing=standing)


def _sums(report: Report, cells: tuple[Cell, ...]) -> Iterator[Decimal]:
    """Yield what an amount of several cells may be: any of them, or any of them together.

    Not a total together with a part of it.
    """
    virtual = report.form.virtual
    lengths = range(1, len(cells) + 1) if len(cells) <= TOGETHER else (1, len(cells))
    for chosen in (some for length in lengths for some in combinations(cells, length)):
        parts = {part for cell in chosen for part in virtual.get(cell, ())}
        if parts.isdisjoint(chosen):
            yield sum(
                (Decimal(figure.number) for cell in chosen if (figure := report.figures.get(cell))),
                Decimal(0),
            )


def is_stated(report: Report, amount: Amount, cells: tuple[Cell, ...]) -> bool | None:
    """Tell whether the table has the amount: in a cell or in several together; None unknown."""
    if any(cell not in report.figures for cell in cells):
        return None
    if amount.unit == "元" and cells[0].unit.name == "万元":
        return any(abs(n * 10000 - amount.value) <= YUAN for n in _sums(report, cells))
    return any(number == amount.value for number in _sums(report, cells))


def _disagrees(statement: Statement, report: Report) -> bool:
    """Tell whether an amount is not what the table has; a reference to the very cell never is."""
    amount = statement.amount
    if amount.cell is not None and (amount.cell in statement.cells or len(statement.cells) > 1):
        return False
    if not amount.typed and amount.cell is None:
        return False  # a year, or last year's figure
    return is_stated(report, amount, statement.cells) is False

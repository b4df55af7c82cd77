"""What is spoken of at a place in the text (话题): the rows and tables that the words before it name.

Words of a column and those under 承上 need it: 行政复议5件，维持3件. What is counted in between and is nothing
of the table takes it away: 承办提案3件，办结3件.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TypeVar

from nianbao.checks.lines import Lines
from nianbao.checks.quantities import Amount
from nianbao.form import Cell, Column, Indicator
from nianbao.form.vocabulary import Found
from nianbao.regex import regex
from nianbao.report import Report
from nianbao.tuples import NamedTuple

_OTHER_WORK = regex("办理|受理|审理|代理|参加|出庭|应诉")  # 办理行政复议案件90件
MANY = 40  # words or amounts before a place that it may depend on
HEADING = 24  # characters of a heading that tells what the paragraph below it speaks of

Each = TypeVar("Each")


class Bound(NamedTuple):
    """The cells that the words beside an amount speak of, and where words and amount stand."""

    cells: tuple[Cell, ...]
    start: int
    end: int
    column: bool = False  # bound by a column's words
    open: bool = False  # a row that has no total: any of its cells, whatever they count with


class Spoken:
    """What a text has spoken of so far, amount by amount."""

    def __init__(self, report: Report, lines: Lines, mentions: Sequence[Found]) -> None:
        self._form = report.form
        self._senses = report.form.senses
        self._lines = lines
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self.told: list[tuple[Amount, Bound | None]] = []  # of the line that is read
        self._broken = -1  # where an amount of something else ended

    def mentioned(self, begin: int, end: int) -> list[Found]:
        """Return the 说法 that lie wholly within a part of the text, of many the last."""
        last = bisect_left(self._starts, end)
        first = max(bisect_left(self._starts, begin), last - MANY)
        return [each for each in self._mentions[first:last] if each.end <= end]

    def note(self, amount: Amount, bound: Bound | None, *, other: bool) -> None:
        """Remember an amount for those that come after it; `other` tells that it is of another time."""
        if self.told and self.told[-1][0].start < self._lines.line(amount.start).start:
            self.told.clear()
        if bound is None and amount.cell:
            bound = Bound((amount.cell,), amount.start, amount.end)
        if other and not bound:
            return
        self.told.append((amount, bound))
        del self.told[:-MANY]
        if (
            not bound
            and amount.unit in self._form.counted_with
            and not self._names_its_table(amount)
        ):
            self._broken = amount.end

    def _names_its_table(self, amount: Amount) -> bool:
        """收到行政复议答复通知5件: unclear, but of what its section is about."""
        own = self._own(amount.start)
        return any(
            own & self._senses[each.words].groups
            and any(row.default for row in self._senses[each.words].rows)
            for each in self.mentioned(amount.since, amount.start)
            if not _OTHER_WORK.search(self._lines.text, amount.since, each.start)
        )

    # ── tables ──────────────────────────────────────────────────────────────────────────────

    def is_of(self, at: int, group: str) -> bool:
        """Tell whether a table is what the text speaks of before a place."""
        found = self._groups(at)
        if found is not None:
            return group in found
        return group in self._own(at) and self._broken < self._lines.sentence(at)[0]

    def _groups(self, at: int) -> frozenset[str] | None:
        """Return the tables that were spoken of last; None where something else was, or nothing."""
        mention = self._last_mention(at)
        last = next(((a.start, b) for a, b in reversed(self.told) if b and a.start < at), None)
        if last and last[0] > self._broken and (not mention or last[0] > mention.start):
            return frozenset(cell.indicator.group for cell in last[1].cells)
        if mention is None or mention.start < self._broken:
            return None
        begin = max(self._lines.part(mention.start)[0], self._broken)
        named = (self._senses[each.words].groups for each in self.mentioned(begin, at))
        return self._senses[mention.words].groups.union(*named)

    def _own(self, at: int) -> frozenset[str]:
        """Return the tables that a place's section is about."""
        return self._form.groups_of_sections.get(self._lines.section(at), frozenset())

    def _last_mention(self, at: int) -> Found | None:
        """Return the last words before a place in its paragraph, or its heading, that name a row."""
        begin = self._lines.line(at).start
        if begin:
            above = self._lines.line(begin - 1)
            if len(above.text) <= HEADING and "。" not in above.text:
                begin = above.start
        number = bisect_left(self._naming_starts, at) - 1
        if number >= 0 and self._naming[number].end > at:
            number -= 1
        found = self._naming[number] if number >= 0 else None
        return found if found and found.start >= begin else None

    @cached_property
    def _naming(self) -> list[Found]:
        """The words that name a row, or a cell of it."""
        return [each for each in self._mentions if self._senses[each.words].groups]

    @cached_property
    def _naming_starts(self) -> list[int]:
        return [each.start for each in self._naming]

    # ── rows ────────────────────────────────────────────────────────────────────────────────

    def rows(self, at: int, columns: Sequence[Column]) -> tuple[Indicator, ...]:
        """Return the rows that words of a column speak of: those named last, and by default others."""
        sentence = self._lines.sentence(at)[0]
        mention = self._last_mention(at)
        rows: tuple[Indicator, ...] = ()
        if mention and (mention.start > self._broken or self._broken < sentence):
            rows = self._named_since(self._scope(mention, at), at)
            if mention.start < self._lines.part(at)[0]:
                rows += tuple(part for row in rows for part in self._parts.get(row, ()))
        having = [
            row
            for row in dict.fromkeys(rows)
            if any(column in row.columns or column in row.sums for column in columns)
        ]
        groups = {row.group for row in having}
        if not groups and self._broken < sentence:
            groups = set(self._own(at))
        if not any(row.naming for row in having):
            having += [row for row in self._form.named_rows if row.group in groups]
        return tuple(having)

    def _scope(self, mention: Found, at: int) -> int:
        """Return from where on rows count: the clause, else the part, else the sentence that names one."""
        clause, part = self._lines.clause(at)[0], self._lines.part(at)[0]
        if mention.start < part:
            return self._lines.sentence(mention.start)[0]
        if mention.start < clause:
            return part
        before = self.told[-1][0].end if self.told else 0
        return max(clause, before) if mention.start >= before and before <= at else clause

    def _named_since(self, begin: int, at: int) -> tuple[Indicator, ...]:
        senses = (self._senses[each.words] for each in self.mentioned(begin, at))
        told = (bound for amount, bound in self.told if bound and begin <= amount.start < at)
        return together(
            (
                *((*sense.rows, *(cell.indicator for cell in sense.cells)) for sense in senses),
                *((cell.indicator for cell in bound.cells) for bound in told),
            )
        )

    @cached_property
    def _parts(self) -> dict[Indicator, tuple[Indicator, ...]]:
        """The rows that make up one that is not printed: both ways to court."""
        return {
            cell.indicator: tuple(part.indicator for part in parts)
            for cell, parts in self._form.virtual.items()
            if cell.column is cell.indicator.default
        }

    # ── amounts before ──────────────────────────────────────────────────────────────────────

    def of_part(self, amount: Amount) -> list[Bound | None]:
        """Return what the amounts before one in its part of the sentence are about."""
        begin = self._lines.part(amount.start)[0]
        return [b for a, b in self.told if a.start >= begin and a.unit == amount.unit]

    def of_sentence(self, amount: Amount) -> list[Bound]:
        """Return what the amounts before one in its sentence are about."""
        begin = self._lines.sentence(amount.start)[0]
        return [bound for each, bound in self.told if bound and each.start >= begin]

    def column_before(self, amount: Amount, words: str) -> bool:
        """Tell whether words are all between an amount and one that a column's words have bound."""
        if not self.told:
            return False
        before, bound = self.told[-1]
        between = self._lines.text[before.end : amount.start]
        return bool(bound and bound.column and between.strip("、，；和及以") == words)


def together(parts: Iterable[Iterable[Each]]) -> tuple[Each, ...]:
    """Return the values of several, each once."""
    return tuple(dict.fromkeys(each for part in parts for each in part))

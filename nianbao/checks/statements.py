"""What the texts state (说到的数): amounts, bound to the cells whose 说法 stand beside them.

    通过政务微博公开75条  →  75 条, 政务微博公开政府信息数

An amount is bound only where the words leave no doubt: nothing but fillers between words and
number, a unit that the cell counts with, and no word that tells of another time or another body.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from nianbao.checks.places import Places
from nianbao.checks.prose import Prose
from nianbao.checks.quantities import Amount
from nianbao.form import Cell
from nianbao.form.vocabulary import Found, longest
from nianbao.report import Report

_FILLER = re.compile(
    r"(?:增至|降至|数量|总数|总量|数|共计|总计|合计|共|分别|依次|为|是|达到|达|了|有|的|计|公开|发布|政府信息|信息|各类|申请|案件|案|：|“|”|、|和|以及|及|与|或)*+"
)
_BEFORE = re.compile(r"(?:的|为|是|系|属|属于|属于的)?")
_AFTER = "，。；、）和"
_YEAR = re.compile(r"\d{4}年")
YUAN = 50  # by which an amount in 元 may differ from one in 万元 with two decimals
REACH = 25  # characters after an amount in which 说法 that follow it are looked for
BACK = 120  # characters before an amount in which 说法 that it goes with are looked for
LONGEST = 60  # characters that a 说法 with … can stand over
# Amounts of another time, or of the part of a year; of another body.
OTHER = re.compile(
    r"去年|上年|上一年|前年|往年|历年|累计|同比|相比|以来|截至|上半年|下半年|季度|每|\d月|月底|月末|增加|减少|增长|下降"
    r"|提升|比|将|拟|计划|目标|下年|明年|至少|不少于|不超过|超过|全市|全县|全区|全省|各县|各区|下属|系统"
)


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
        found = []
        for amount in self._prose.amounts:
            if not amount.rounded:
                cells, start, end = self._bound(amount)
                if cells and not self._of_other(amount.since, start):
                    found.append(Statement(amount, cells, start, end))
        return tuple(found)

    @cached_property
    def wrong(self) -> tuple[Statement, ...]:
        """The statements that are not what the table has."""
        return tuple(each for each in self._all if _disagrees(each, self._report))

    @cached_property
    def cells(self) -> Mapping[int, tuple[Cell, ...]]:
        """The cells of an amount by its start: those that it refers to, or is bound to."""
        bound = {statement.amount.start: statement.cells for statement in self._all}
        return bound | {a.start: (a.cell,) for a in self._prose.amounts if a.cell}

    # ── 说法 ────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def mentions(self) -> tuple[Found, ...]:
        """Where the 说法 of the form stand in the text."""
        return tuple(self._report.form.vocabulary.find(self._lines.text))

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    def mentioned(self, begin: int, end: int) -> Iterator[Found]:
        """Yield the 说法 that lie wholly within a part of the text."""
        first = bisect_left(self._mention_starts, begin)
        last = bisect_left(self._mention_starts, end)
        return (each for each in self.mentions[first:last] if each.end <= end)

    # ── binding ─────────────────────────────────────────────────────────────────────────────

    def _bound(self, amount: Amount) -> tuple[tuple[Cell, ...], int, int]:
        speech = self._report.form.speech_by_unit.get(amount.unit)
        if not speech:
            return (), amount.start, amount.end
        text = self._lines.text
        begin = max(amount.since, amount.start - BACK)
        before = self._fitting(speech, begin, amount.start)
        near: list[Found] = []
        edge = amount.start
        for each in sorted(before, key=lambda found: -found.end):
            if each.end <= edge and _FILLER.fullmatch(text, each.end, edge):
                near.append(each)
                edge = each.start
        if near:
            return _cells(near, speech), near[-1].start, amount.end
        end = min(amount.until, amount.end + REACH)
        after = next(iter(self._fitting(speech, amount.end, end)), None)
        if after is not None and _BEFORE.fullmatch(text, amount.end, after.start):
            following = text[after.end : after.end + 1]
            if following in {"", "\n"} or following in _AFTER:
                return speech[after.words], amount.start, after.end
        return (), amount.start, amount.end

    def _fitting(self, speech: Mapping[str, object], begin: int, end: int) -> list[Found]:
        return longest(each for each in self.mentioned(begin, end) if each.words in speech)

    # ── another time, another body ──────────────────────────────────────────────────────────

    def _of_other(self, begin: int, start: int) -> bool:
        """Tell whether an amount is of another time or body.

        Its clause says so, or the first words of its sentence; words of a 说法 (上年结转) do not.
        """
        return self.other.within(begin, start) or self._elsewhere.within(
            *self._lines.opening(begin)
        )

    @cached_property
    def other(self) -> Places:
        """The words that tell of another time or another body."""
        return Places.of(OTHER, self._lines.text)

    @cached_property
    def _elsewhere(self) -> Places:
        """The same without those that belong to a 说法, and other years."""
        year = f"{self._report.year}年"
        years = (m.span() for m in _YEAR.finditer(self._lines.text) if m[0] != year)
        words = zip(self.other.starts, self.other.ends, strict=True)
        apart = (place for place in words if not self._in_mention(*place))
        return Places(sorted((*years, *apart)))

    def _in_mention(self, start: int, end: int) -> bool:
        around = self.mentioned(start - LONGEST, end + LONGEST)
        return any(each.start <= start and end <= each.end for each in around)


def _cells(found: Iterable[Found], speech: Mapping[str, tuple[Cell, ...]]) -> tuple[Cell, ...]:
    return tuple(dict.fromkeys(cell for each in found for cell in speech[each.words]))


def _is_stated(report: Report, amount: Amount, cells: tuple[Cell, ...]) -> bool | None:
    """Tell whether the table has the amount: in one of the cells or in all together; None unknown."""
    numbers = [report.figures[cell].number for cell in cells if cell in report.figures]
    if len(numbers) < len(cells):
        return None
    numbers.append(sum(map(Decimal, numbers)))
    if amount.unit == "元" and cells[0].unit.name == "万元":
        return any(abs(Decimal(number) * 10000 - amount.value) <= YUAN for number in numbers)
    return amount.value in numbers


def _disagrees(statement: Statement, report: Report) -> bool:
    """Tell whether an amount is not what the table has; a reference to the very cell never is."""
    amount = statement.amount
    if amount.cell is not None and (amount.cell in statement.cells or len(statement.cells) > 1):
        return False
    if not amount.typed and amount.cell is None:
        return False  # a year, or last year's figure
    return _is_stated(report, amount, statement.cells) is False

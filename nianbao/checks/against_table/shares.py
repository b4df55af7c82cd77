"""Checks of shares in the texts: 收到25件，其中网络申请8件，占32% (catalogue 33).

The part is the amount before the share. The whole is the total that the part is counted from: the one
before 其中, 在…中 or 包括, in the sentence or in the one before it (按渠道共25件。其中，…); a list of
parts shares one whole, and a part is never the whole of another.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from nianbao.checks.places import Places
from nianbao.checks.quantities import Amount
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import WRONG_PERCENTAGE
from nianbao.findings.finding import Finding
from nianbao.form.formula import Number
from nianbao.regex import regex
from nianbao.tuples import NamedTuple

MANY = 30  # amounts before a share that it may be one of
LIST = (
    112  # per cent that a list of parts may wrongly make; more is a question with several answers
)
_BELOW = Decimal("-0.51")  # of the last digit: rounded
_ABOVE = Decimal(1)  # of the last digit: cut off
_SHARE = regex(
    r"(?:占|比例|比重)(?P<of>[^，。；：%0-9\n]{0,14}?)(?:(?P<whole>\d{1,9}+)[条件次篇个份宗起项人](?P<rest>[^，。；：%0-9\n]{0,8}?的))?"
    r"(?P<share>\d{1,4}+(?:\.\d{1,6})?)%(?![以左多点])"
)
_ABOUT = regex("约|近|超|逾|不足|达不到|上年|去年|同比|提高|下降|上升|增")
_ALL = regex("(?:比|例|为|是|达|到|了|全部|全年|总体|总数|总量|总|申请|数|量|的|：)*")
_MARK = regex(
    r"其中|包括|分别是|分别为|(?<=[件条次篇个份宗起项人])[^，。；：0-9\n]{0,10}中[，：、]|[按从][^，。；：0-9\n]{1,8}[分看][，：]|统计[，：]"
)
_CUMULATED = regex("累计|历年|以来")
_SUMMED = regex(r"(?P<many>[两二三四五六])[项类者种](?:合计|共|之和|总共|加起来)")
_MANY = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_TOTAL = regex(r"[，；、]?(?:合计|共计|总计|共)")
_IN_LIST = regex(
    r"(?:[^，；。：占0-9\n]{1,10}?(?:的|各)?占(?:比)?(\d{1,3}(?:\.\d{1,2})?)%[，；、]?){3,12}(?=。|\n|$)"
)
_ITEM = regex(r"占(?:比)?(\d{1,3}(?:\.\d{1,2})?)%")
_ANSWERS = regex("关注|认为|选择|希望|使用|经常|多选|可选")


class _Part(NamedTuple):
    """An amount that a share is computed from, and the amounts that may be its whole."""

    value: Number
    certain: tuple[Number, ...]  # the totals that it is counted from
    possible: tuple[Number, ...]  # what else it may be a share of


def share(submission: Submission) -> Iterator[Finding]:
    """A share that does not follow from the counts beside it (catalogue 33).

    收到25件，其中网络申请8件，占30%: 8 of 25 is 32 %. Silent where the whole is not certain, and where any other
    amount near, or total of the table, makes the share right.
    """
    text = submission.prose.folded
    if "%" not in text.text:
        return
    shares = _Shares(submission)
    for match in shares.matches:
        if wrong := shares.wrong(match):
            yield _finding(submission, *match.span(), f"按前面的数算，{wrong}")
    for match in _IN_LIST.finditer(text.text):
        items = [Decimal(item) for item in _ITEM.findall(match[0])]
        if 100 + len(items) / 2 < sum(items) <= LIST and not _ANSWERS.search(
            text.text, *text.sentence(match.start())
        ):
            sums = " ＋ ".join(map(str, items))
            yield _finding(
                submission, *match.span(), f"合起来是 {sum(items)}%（{sums}），超过 100%"
            )


class _Shares:
    """The shares of a text, and what each is computed from."""

    def __init__(self, submission: Submission) -> None:
        self._submission = submission
        self._prose = submission.prose
        self._text = submission.prose.folded
        self.matches = list(_SHARE.finditer(self._text.text))
        self._starts = [match.start() for match in self.matches]
        self._tables: dict[tuple[str, frozenset[str]], tuple[Number, ...]] = {}

    @cached_property
    def _marks(self) -> Places:
        return Places.of(_MARK, self._text.text)

    @cached_property
    def _cumulated(self) -> Places:
        return Places.of(_CUMULATED, self._text.text)

    @cached_property
    def _parts(self) -> frozenset[int]:
        """Where the amounts start that have a share: parts, and no wholes."""
        parts = set()
        for match in self.matches:
            before = self._prose.amounts_in(
                self._text.sentence(match.start())[0], match.start(), -1
            )
            if before:
                parts.add(before[-1].start)
        return frozenset(parts)

    def wrong(self, match: re.Match[str]) -> str:
        """Say what a share should be; "" where it fits, or its whole is not certain."""
        if _ABOUT.search(match["of"]) or (match["rest"] and _ABOUT.search(match["rest"])):
            return ""
        part = self._part(match)
        if part is None or not part.value:
            return ""
        wanted = Decimal(match["share"])
        certain = [whole for whole in part.certain if whole >= part.value]
        possible = (whole for whole in (*certain, *part.possible) if whole >= part.value)
        if not certain or any(is_percent(part.value, whole, wanted) for whole in possible):
            return ""
        whole = certain[-1]
        return f"{part.value} 占 {whole} 的 {percent(part.value, whole, wanted)}%"

    def _part(self, match: re.Match[str]) -> _Part | None:
        at = match.start()
        begin, end = self._text.sentence(at)
        before = self._prose.amounts_in(begin, at, -MANY)
        summed = _SUMMED.match(self._text.text, before[-1].start, at) if before else None
        if summed:
            before = before[:-1]  # 三项 of 三项合计
        if not before or self._shared_since(before[-1].end, at):
            return None
        parts = before[-_MANY[summed["many"]] :] if summed else before[-1:]
        if any(part.rounded for part in parts):
            return None
        value = sum((part.value for part in parts), start=0)
        if match["whole"]:
            return _Part(value, (int(match["whole"]),), ())
        earlier = [a for a in before if a.start < parts[0].start]
        if not _ALL.fullmatch(match["of"]):
            return _Part(value, self._named(match), ())
        certain = self._certain(parts, earlier, begin)
        after = self._prose.amounts_in(match.end(), end, -1)
        certain += [
            total.value
            for total in after
            if total.unit == parts[-1].unit and _TOTAL.match(self._text.text, *self._between(total))
        ]
        last = self._prose.amounts_in(self._text.sentence(max(begin - 1, 0))[0], begin, -MANY)
        near = [
            amount.value
            for amount in (*last, *earlier)
            if amount.unit == parts[-1].unit
            and not self._cumulated.within(amount.since, amount.start)
        ]
        mark = self._marks.start_before(parts[0].start, begin)
        table = () if mark >= self._text.part(at)[0] else self._table(parts[-1])
        return _Part(value, tuple(certain), (*near, *table))

    def _named(self, match: re.Match[str]) -> tuple[Number, ...]:
        """Return the whole that the words of a share name: 占办结总数的70%."""
        form, figures = self._submission.report.form, self._submission.report.figures
        senses = [
            form.senses[each.words]
            for each in self._submission.statements.mentioned(*match.span("of"))
        ]
        cells = (cell for sense in senses for cell in (*sense.named, *sense.following))
        return tuple(figures[cell].number for cell in cells if cell in figures)

    def _between(self, total: Amount) -> tuple[int, int]:
        since = total.since
        return (since - 1 if since else 0), total.start

    def _shared_since(self, begin: int, at: int) -> bool:
        """Tell whether another share or sentence stands between the part and its share."""
        return bool(re.search("[%；。]", self._text.text[begin:at]))

    def _certain(
        self, parts: tuple[Amount, ...], earlier: list[Amount], begin: int
    ) -> list[Number]:
        """Return the totals that parts are counted from, the likeliest last."""
        part = parts[-1]
        totals = [
            amount
            for amount in earlier
            if amount.unit == part.unit and amount.start not in self._parts
        ]
        mark = self._marks.start_before(parts[0].start, begin)
        if mark >= 0:
            totals = [amount for amount in totals if amount.start < mark]
            if not totals and not any(a.end <= mark for a in earlier) and begin:
                line = self._text.line(begin).start
                start = max(self._text.sentence(begin - 1)[0], line)
                totals = [
                    a for a in self._prose.amounts_in(start, begin, -MANY) if a.unit == part.unit
                ]
                totals = [a for a in totals if a.start not in self._parts]
            if any(total.rounded for total in totals[-1:]):
                return []
        else:
            totals = [total for total in totals if self._is_total_of(total, part)]
        return [
            total.value
            for total in totals
            if not total.rounded and not self._cumulated.within(total.since, total.start)
        ] or (self._of_table(parts) if self._has_siblings(part) else [])

    def _has_siblings(self, part: Amount) -> bool:
        """Tell whether a sentence has several shares: then they are of a total that needs no word."""
        begin, end = self._text.sentence(part.start)
        first = bisect_left(self._starts, begin)
        return len(self._starts[first : first + 2]) == 2 and self._starts[first + 1] < end

    def _is_total_of(self, total: Amount, part: Amount) -> bool:
        """Tell whether the form says that an amount is the total of another."""
        cells = self._submission.statements.cells
        of_total, of_part = cells.get(total.start, ()), cells.get(part.start, ())
        rows = {cell.indicator for cell in of_total if cell.column is cell.indicator.default}
        return any(
            cell.indicator in rows and cell.column is not cell.indicator.default for cell in of_part
        )

    def _of_table(self, parts: tuple[Amount, ...]) -> list[Number]:
        """Return the totals that the form's rules give the parts, where they stand in their section."""
        statements, report = self._submission.statements, self._submission.report
        own = report.form.groups_of_sections.get(self._text.section(parts[0].start), frozenset())
        found: list[Number] = []
        for part in parts:
            statement = statements.by_start.get(part.start)
            if statement is None or statement in statements.wrong:
                return []
            if not any(cell.indicator.group in own for cell in statement.cells):
                return []
            for cell in statement.cells:
                totals = report.form.totals_of(cell)
                found += [report.figures[t].number for t in totals if t in report.figures]
        return [number for number in found if number]

    def _table(self, part: Amount) -> tuple[Number, ...]:
        """Return the totals of the table that a part may be a share of."""
        section = self._text.section(part.start)
        cells = self._submission.statements.cells.get(part.start, ())
        groups = self._submission.report.form.groups_of_sections.get(section, frozenset())
        key = (part.unit, groups.union(cell.indicator.group for cell in cells))
        if key not in self._tables:
            self._tables[key] = tuple(
                figure.number
                for cell, figure in self._submission.report.figures.items()
                if cell.indicator.group in key[1]
                if cell.column is cell.indicator.default and part.unit in cell.measures
            )
        return self._tables[key]


def is_percent(part: Number, whole: Number, share_: Decimal) -> bool:
    """Tell whether a share is right but for the rounding or cutting off of its last digit."""
    if not whole:
        return False
    places = len(str(share_).partition(".")[2])
    apart = (Decimal(part) * 100 / Decimal(whole) - share_).scaleb(places)
    return _BELOW <= apart < _ABOVE


def percent(part: Number, whole: Number, like: Decimal) -> Decimal:
    """Return a share with as many digits as another has."""
    return (Decimal(part) * 100 / Decimal(whole)).quantize(like)


def _finding(submission: Submission, start: int, end: int, should: str) -> Finding:
    text = submission.prose.folded
    return WRONG_PERCENTAGE.at(
        text.span(start, end),
        f"正文说“{text.said(start, end)}”，{should}",
        "核对百分数和它前面的数",
        subject=text.section(start),
    )

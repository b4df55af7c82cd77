"""Which cells the words beside an amount speak of (对应).

收到政府信息公开申请5件    words before the number
收到5件政府信息公开申请    the number within them
5件结转下年度              words after it
以自然人为主，共5件        words of the clause before
甲、乙分别公开5条、3条     one of several, in their order
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.checks.lines import Lines
from nianbao.checks.quantities import Amount
from nianbao.checks.spoken import Bound, Spoken, together
from nianbao.form import Cell, Indicator
from nianbao.form.vocabulary import Found, longest
from nianbao.regex import compiled, regex
from nianbao.report import Report

REACH = 25  # characters after an amount in which words that follow it are looked for
BACK = 120  # characters before an amount in which words that it goes with are looked for
WITHIN = 16  # characters on each side of a number within words
WEAK = "其他"  # a column only in a row of columns: 自然人3件、其他1件

_FILLER = regex(
    r"(?:增至|降至|数量|总数|总量|数|共计|总计|合计|共|分别|依次|仍|为|是|达到|达|了|有|的|计|公开|发布|政府信息|信息|各类|申请|案件|案|决定|结果|均|全部|就|提出|提交"
    r"|：|“|”|、|和|以及|及|与|或)*+"
)
_CLOSE = regex(
    r"(?:数量|总数|数|共计|总计|合计|共|分别|依次|均|都|为|是|达到|达|了|有|的|计|案件|案|：|、|和|以及|及|与)*+"
)
_BEFORE = regex(
    r"(?:(?:的|为|是|系|属|均|已|全部|都|被|未|获|案件|申请|继续|正在|将|待|按规定|依法)*+|属于|属于的)"
)
_AFTER = "，。；、）和"
_LEAD = regex(
    r"(?:[、和及与“：]|以及|并|另|其中|\d{4}年度?|本年度?|全年|今年|年内|当年|新收|上年|遗留|[本我][局机关委办镇乡县区市省街道处厅院会政府单位]+|各级|各行政机关|行政机关"
    r"|全[省市县区镇乡州旗街道局委办]+|依法|共计|共|有关|关于|相关|有|发生|因|由于|涉及|引发|引起|产生|被|政府信息公开|信息公开|工作|的|申请|提起|已|分别|含|包括|截至|年底|年末)*+"
)
_TOLD = regex(r"(?:为主|(?:的)?(?:占)?(?:最多|较多|多数|居多|首位))?")
_BARE = regex(r"(?:共有|共计|共|为|有|达|计|分别为|总数为|全年|合计)++")
_LEFT = regex(r"(?:、|，)?(?:另有|尚有|还有|年末尚有|年底尚有|余下|其余)(?:的)?")
_JOINING = "、和及与"
_GOES_ON = regex("[\u4e00-\u9fff]")
_RESPECTIVELY = "分别"
_LISTED = regex(r"(?:\d+(?:\.\d+)?[\u4e00-\u9fff]{1,2}[、和及，]?)+")
_COUNTED = regex(r"\d+(?:\.\d+)?")
_SUM = regex(r"(?:两项|二者|两者)?(?:合计|共计|总计|共)(?:为|是|有)?(?:应办理?|应当办理)?")


class Binder:
    """Binds the amounts of a text in their order; what was spoken of last is remembered."""

    def __init__(self, report: Report, lines: Lines, mentions: Sequence[Found]) -> None:
        self._form = report.form
        self._senses = report.form.senses
        self._lines = lines
        self._lead = _lead(report.agency.text)
        self._spoken = Spoken(report, lines, mentions)
        self._in_order: list[Found] = []  # words that the next amounts go with, one each
        self.note = self._spoken.note
        self._readers = (
            self._by_order, self._by_words_around, self._by_words_before, self._by_words_after,
            self._by_clause_before, self._by_clause_after, self._as_sum,
        )  # fmt: skip

    def bound(self, amount: Amount) -> Bound | None:
        """Return the cells that an amount is about, if its words leave no doubt."""
        fit = self._form.counted_with[amount.unit]
        for read in self._readers:
            if found := read(amount):
                if found.cells and fit.issuperset(found.cells):
                    return found
                cells = tuple(cell for cell in found.cells if cell in fit)
                if cells:
                    return found if found.open else found._replace(cells=cells)
        return None

    # ── where the words stand ───────────────────────────────────────────────────────────────

    def _by_words_before(self, amount: Amount) -> Bound | None:
        text = self._lines.text
        if text[amount.start - 1] in _JOINING:
            return None  # 2名专职人员和4名
        near = self._near(max(amount.since, amount.start - BACK), amount.start)
        if not near:
            return None
        if len(near) > 1 and _RESPECTIVELY in text[near[0].end : amount.start]:
            return self._in_their_order(amount, near)
        return self._meaning(amount, near, near[-1].start, amount.end)

    def _near(self, begin: int, end: int, filler: re.Pattern[str] = _FILLER) -> list[Found]:
        """Return the words that go with what stands at a place, the nearest first."""
        near: list[Found] = []
        edge = end
        for each in reversed(self._spoken.mentioned(begin, end)):
            if each.end <= edge:
                if not filler.fullmatch(self._lines.text, each.end, edge):
                    break
                near.append(each)
                edge = each.start
        return near

    def _in_their_order(self, amount: Amount, near: list[Found]) -> Bound | None:
        """甲、乙分别公开5条、3条: as many amounts as words, or none is bound."""
        listed = _LISTED.match(self._lines.text, amount.start)
        if listed is None or len(_COUNTED.findall(listed[0])) != len(near):
            return None
        first, *self._in_order = reversed(near)
        return self._meaning(amount, [first], first.start, amount.end)

    def _by_order(self, amount: Amount) -> Bound | None:
        if not self._in_order:
            return None
        if self._lines.text[amount.since : amount.start] not in {"、", "", "和", "及"}:
            self._in_order = []
            return None
        each, *self._in_order = self._in_order
        return self._meaning(amount, [each], amount.start, amount.end)

    def _by_words_around(self, amount: Amount) -> Bound | None:
        """收到5件政府信息公开申请: the words are read as if the number were not there."""
        text = self._lines.text
        if not _GOES_ON.match(text, amount.end):
            return None
        begin = max(amount.since, amount.start - WITHIN)
        until = min(amount.until, amount.end + WITHIN)
        after = text[amount.end : until].lstrip("的")
        before = text[begin : amount.start].rstrip("的了共有")
        if not after or not before.endswith(self._form.openings):
            return None
        found = longest(self._form.vocabulary.find(before + after))
        across = [each for each in found if each.start < len(before) < each.end]
        if not across or not self._senses[across[0].words].cells:
            return None
        end = until - (len(before) + len(after) - across[0].end)
        return Bound(self._senses[across[0].words].cells, begin + across[0].start, end)

    def _by_words_after(self, amount: Amount) -> Bound | None:
        text = self._lines.text
        after = self._spoken.mentioned(amount.end, min(amount.until, amount.end + REACH))
        if not after or not _BEFORE.fullmatch(text, amount.end, after[0].start):
            return None
        following = text[after[0].end : after[0].end + 1]
        if following in {"", "\n"} or following in _AFTER:
            if self._senses[after[0].words].rows and not self._senses[after[0].words].cells:
                return None  # 5件行政许可 tells not what was done
            return self._meaning(amount, after[:1], amount.start, after[0].end)
        return None

    def _by_clause_before(self, amount: Amount) -> Bound | None:
        """属于行政执法案卷的最多，为29件: the words of the clause before, where this one has none."""
        text = self._lines.text
        if amount.since < 2 or text[amount.since - 1] not in "，：":
            return None
        if not _BARE.fullmatch(text, amount.since, amount.start):
            return None
        end = amount.since - 1
        begin = self._lines.clause(end - 1)[0]
        near = self._near(begin, end, _TOLD)
        return self._meaning(amount, near, near[-1].start, amount.end) if near else None

    def _by_clause_after(self, amount: Amount) -> Bound | None:
        """另有5件于12月底收到，结转下年度: what is left at the year's end."""
        text = self._lines.text
        if not _LEFT.fullmatch(text, amount.since, amount.start):
            return None
        end = self._lines.clause(amount.end)[1]
        if not text.startswith("，", end) or _COUNTED.search(text, amount.end, end - 0):
            return None
        after = self._spoken.mentioned(end + 1, min(end + 1 + REACH, len(text)))
        if not after or after[0].start > end + 2:
            return None
        sense = self._senses[after[0].words]
        cells = tuple(cell for cell in (*sense.cells, *sense.following) if cell.standing)
        return Bound(cells, amount.start, after[0].end) if cells else None

    def _as_sum(self, amount: Amount) -> Bound | None:
        """新收5件，上年结转1件，合计6件: a total after all of its parts, printed or not."""
        if not _SUM.fullmatch(self._lines.text, amount.since, amount.start):
            return None
        told = self._spoken.of_sentence(amount)
        for cell, parts in self._form.virtual.items():
            last = [bound.cells for bound in told[-len(parts) :]]
            if len(last) == len(parts) and all(
                any(part in cells for cells in last) for part in parts
            ):
                return Bound((cell,), amount.since, amount.end)
        if len(told) > 1 and all(bound.column for bound in told):
            rows = [{cell.indicator: None for cell in bound.cells} for bound in told]
            shared = [row for row in rows[0] if row.default and all(row in each for each in rows)]
            cells = tuple(Cell(row, row.default) for row in shared if row.default)
            return Bound(cells, amount.since, amount.end) if cells else None
        return None

    # ── what they mean ──────────────────────────────────────────────────────────────────────

    def _meaning(self, amount: Amount, near: list[Found], start: int, end: int) -> Bound | None:
        """Return the cells that words mean which go with an amount, the nearest first."""
        if len(near) == 1:
            sense = self._senses[near[0].words]
            if sense.cells and not sense.columns:
                return Bound(sense.cells, start, end)
        senses = [self._senses[each.words] for each in near]
        if any(sense.is_nothing for sense in senses):
            return None
        columns = together(sense.columns for sense in senses)
        rows = together((*s.rows, *(c.indicator for c in s.cells)) for s in senses)
        cells = together(sense.cells for sense in senses)
        following = together(sense.following for sense in senses)
        if columns and (
            WEAK not in (each.words for each in near) or self._spoken.column_before(amount, WEAK)
        ):
            at = min(start, amount.start)
            spoken = rows or self._spoken.rows(at, columns)
            crossed = tuple(
                Cell(row, column)
                for row in spoken
                for column in columns
                if column in row.columns or column in row.sums
            )
            if crossed:
                return Bound(crossed, start, end, column=True)
        if following and not cells:
            at = min(start, amount.start)
            following = tuple(c for c in following if self._spoken.is_of(at, c.indicator.group))
        if cells or following:
            return Bound((*cells, *following), start, end)
        return self._bare(amount, near, rows, start, end) if rows else None

    def _bare(
        self, amount: Amount, near: list[Found], rows: Sequence[Indicator], start: int, end: int
    ) -> Bound | None:
        """行政许可12件: a row's name alone, where it begins its clause."""
        text = self._lines.text
        if not self._lead.fullmatch(text, amount.since, start):
            return None
        if not _CLOSE.fullmatch(text, near[0].end, amount.start):
            return None
        if any(self._senses[each.words].following for each in near):
            return None  # 办理行政复议案件12件
        cells = tuple(Cell(row, row.default) for row in rows if row.default)
        if not cells:
            if None in self._spoken.of_part(amount):
                return None
            cells = tuple(Cell(row, column) for row in rows for column in row.columns)
            return Bound(cells, start, end, open=True)
        return Bound(cells, start, end)


def _lead(agency: str) -> re.Pattern[str]:
    """Return what may stand before a row's name at the beginning of a clause."""
    name = re.escape(agency)
    return compiled(f"(?:{name})?{_LEAD.pattern}(?:{name})?{_LEAD.pattern}")

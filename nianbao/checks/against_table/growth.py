"""Checks of growth and rates in the texts: 比上年增加5件，增长20%; 按时答复率; 减少了2倍 (catalogue 33)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from nianbao.checks.against_table.shares import is_percent, percent
from nianbao.checks.quantities import Amount
from nianbao.checks.statements import YUAN
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import WRONG_PERCENTAGE
from nianbao.findings.finding import Finding
from nianbao.form import Cell
from nianbao.form.formula import Number
from nianbao.regex import compiled, regex
from nianbao.report import Figure
from nianbao.tuples import NamedTuple

LONGEST = 60  # characters in which growth is told
BEFORE = 3  # amounts before one that its growth may be of, or of all together
_UP = "增加|增长|上升|提高|提升|多|增"
_DOWN = "减少|下降|降低|下滑|回落|少|降|减"
_UNIT = "万元|元|人次|[条件次篇个份宗起例项人名期场]"
_LAST = r"(?:上一?年度?|去年|{last}年度?)(?:同期|同比)?"
_STEP = (
    r"(?P<pause>[，、；（(]?)(?P<lead>(?:同比|[与同和]{year}(?:相比)?|相比{year}|[比较]{year}|是{year})(?:的\d+(?:\.\d+)?(?:{unit}))?(?:同期)?(?:，|又|净|共|也)?)?"
    r"(?P<way>{up}|{down}|的|持平)了?(?:(?P<number>\d+(?:\.\d+)?)(?P<unit>{unit}|%|倍))?"
)
_LED = regex(r"[，、；（(]?(?:同比|[与同和比较是]|相比)")
_CHANGE = regex(
    rf"由(?:上年的?|去年的?)?(?P<from>\d+(?:\.\d+)?)(?:{_UNIT})?(?P<verb>增加|增长|上升|提高|提升|减少|下降|降低|压缩|缩短)[到至为]"
    rf"(?P<to>\d+(?:\.\d+)?)(?:{_UNIT})?，(?P<way>{_UP}|{_DOWN})了?(?P<share>\d+(?:\.\d+)?)%"
)
_RATE = regex(
    r"(?:办结|办理|答复|回复|公开|更新|按时|按期|及时|准时|满意|覆盖|合格|准确|整改|达标|优良|知晓|受理|回应|完整|好评|有效|规范|完备)率"
    r"|(?:整改|办理|问题)完成率|满意度"
)
_RATE_OF = regex(
    r"(?:均|都|仍|已)?(?:保持在|保持|达到了|达到|达|为|是|提高到|提升至|提升到|上升至|了)?(?P<rate>\d{1,4}(?:\.\d{1,4})?)%"
)
_TIMES = regex(
    r"(?:减少|下降|降低|缩短|压缩|缩减|下滑|减)[了近约超过将]{0,3}(?:\d+(?:\.\d+)?|[一二两三四五六七八九十几数]{1,3})[多余]?倍"
)


def growth(submission: Submission) -> Iterator[Finding]:
    """A growth that does not follow from this year's and last year's table, or from itself.

    新收申请126件，比上年增加9件 where last year's table has 119: it was 7. Only what stands right after an
    amount is compared; 比上年增加5件，增长20% is also held against itself.
    """
    text = submission.prose.folded
    for match in _CHANGE.finditer(text.text):
        before, now = Decimal(match["from"]), Decimal(match["to"])
        wanted = Decimal(match["share"])
        up = match["way"] in _UP.split("|")
        if before and (up != (now > before) or not is_percent(abs(now - before), before, wanted)):
            true = percent(abs(now - before), before, wanted)
            way = "增加" if now > before else "减少"
            yield _finding(submission, *match.span(), f"由 {before} 到 {now} 是{way} {true}%")
    if not _LED.search(text.text):
        return
    year = _LAST.replace("{last}", str(submission.report.year - 1))
    step = compiled(_STEP.format(year=year, unit=_UNIT, up=_UP, down=_DOWN))
    for amount in submission.prose.amounts:
        if not amount.rounded and _LED.match(text.text, amount.end):
            yield from _after(submission, amount, step)


class _Pair(NamedTuple):
    """This year's number and last year's, and the figures that they are."""

    this: Number
    last: Number
    figures: tuple[Figure, ...]


def _after(submission: Submission, amount: Amount, step: re.Pattern[str]) -> Iterator[Finding]:
    """Yield what is wrong in the steps of growth that follow an amount, the first alone."""
    text = submission.prose.folded
    at = amount.end
    until = min(text.sentence(at)[1], at + LONGEST)
    pairs, difference = _years(submission, amount), Decimal(0)
    while match := step.match(text.text, at, until):
        if at == amount.end and not match["lead"]:
            return
        at = match.end()
        start = match.start() + len(match["pause"])
        if not match["number"]:
            if match["way"] == "持平" and pairs and all(pair.this != pair.last for pair in pairs):
                yield _finding(submission, start, at, _were(pairs[0]), *pairs[0].figures)
            return
        number, unit = Decimal(match["number"]), match["unit"]
        if match["way"] == "的":
            continue  # 是上年的2倍
        up = match["way"] in _UP.split("|")
        if unit == "倍":
            return
        if unit != "%":
            difference = number if up else -number
        if pairs:
            if not any(_is_growth(pair, number, unit, up=up) for pair in pairs):
                yield _finding(submission, start, at, _were(pairs[0]), *pairs[0].figures)
                return
        elif unit == "%" and difference:
            base = amount.value - difference
            if base > 0 and (
                up != (difference > 0) or not is_percent(abs(difference), base, number)
            ):
                true = percent(abs(difference), base, number)
                yield _finding(
                    submission, amount.end + 1, at, f"由 {base} 到 {amount.value} 是 {true}%"
                )
                return


def _years(submission: Submission, amount: Amount) -> list[_Pair]:
    """Return this year's and last year's figures of what an amount's growth may be of.

    First those of its own cells; then those of the amounts before it in its part of the sentence,
    and all together: 新收6件，结转1件，比上年增加3件. None where any of its own is not known.
    """
    pairs, certain = _of_cells(submission, amount)
    if not certain or not pairs:
        return []
    begin = submission.prose.folded.part(amount.start)[0]
    before = submission.prose.amounts_in(begin, amount.start, -BEFORE)
    others = [pair for each in before for pair in _of_cells(submission, each)[0]]
    if others:
        this = sum((Decimal(each.this) for each in (pairs[0], *others)), Decimal(0))
        last = sum((Decimal(each.last) for each in (pairs[0], *others)), Decimal(0))
        others.append(_Pair(this, last, ()))
    return [*pairs, *others]


def _of_cells(submission: Submission, amount: Amount) -> tuple[list[_Pair], bool]:
    """Return the pairs of an amount's cells, and whether last year's are known of all of them."""
    statements, report = submission.statements, submission.report
    cells: tuple[Cell, ...] = (amount.cell,) if amount.cell else ()
    if statement := statements.by_start.get(amount.start):
        there = (cell for cell in statement.cells if cell in report.figures)
        stated = (cell for cell in there if report.figures[cell].number == amount.value)
        cells = tuple(stated) or cells
    known = [
        _Pair(report.figures[cell].number, last.number, (report.figures[cell], last))
        for cell in cells
        if (last := submission.last_year(cell)) and cell in report.figures
    ]
    return known, len(known) == len(cells)


def _is_growth(pair: _Pair, number: Decimal, unit: str, *, up: bool) -> bool:
    change = Decimal(pair.this) - Decimal(pair.last)
    if change and up != (change > 0):
        return False
    if unit == "%":
        return bool(pair.last) and is_percent(abs(change), pair.last, number)
    if unit == "元":
        return abs(abs(change) * 10000 - number) <= YUAN
    return abs(change) == number


def _were(pair: _Pair) -> str:
    change = Decimal(pair.this) - Decimal(pair.last)
    years = f"上年是 {pair.last}，今年是 {pair.this}"
    if not change:
        return f"{years}，持平"
    share = f"，{percent(abs(change), pair.last, Decimal('0.1'))}%" if pair.last else ""
    return f"{years}，{'增加' if change > 0 else '减少'} {abs(change)}{share}"


def rate_and_times(submission: Submission) -> Iterator[Finding]:
    """A rate above 100 %, and what becomes less by times: 按时办结率120%, 减少了2倍.

    A rate is a part of a whole; growth may be more than 100 %. What becomes less can become less by
    all of it at most.
    """
    text = submission.prose.folded
    if "%" in text.text:
        for match in _RATE.finditer(text.text):
            rate = _RATE_OF.match(text.text, match.end())
            if rate and Decimal(rate["rate"]) > 100:
                yield _finding(submission, match.start(), rate.end(), "比率不会超过 100%")
    for match in _TIMES.finditer(text.text):
        should = "减少、下降不能用“倍”：减少一半是 50%，减少到三分之一是减少三分之二"
        yield _finding(submission, *match.span(), should)


def _finding(
    submission: Submission, start: int, end: int, should: str, *figures: Figure
) -> Finding:
    text = submission.prose.folded
    return WRONG_PERCENTAGE.at(
        text.span(start, end),
        f"正文说“{text.said(start, end)}”，{should}",
        "核对百分数和增减的数",
        related=tuple(figure.related for figure in figures),
        subject=figures[0].name if figures else text.section(start),
    )

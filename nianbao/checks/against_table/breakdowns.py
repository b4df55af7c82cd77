"""Checks of breakdowns in the texts: 其中, 包括, 分别是, or a colon, and what follows it (catalogue 27)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from nianbao.checks.places import Places
from nianbao.checks.quantities import Amount
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import BREAKDOWN_SUM
from nianbao.findings.finding import Finding, Related, Severity
from nianbao.form import Cell
from nianbao.form.formula import Number
from nianbao.regex import regex
from nianbao.report import Figure
from nianbao.tuples import NamedTuple

MANY = 60  # parts of one total; there are never more
TOTALS = 8  # amounts before a list that it may break down
NEAR = 8  # characters from a total to its bracket, or from where a sentence begins to its mark
LONGEST = 1000  # characters of a list that is looked through item by item
NAME = 12  # characters of a kind's name
KINDS = 4  # of 类N条 over several paragraphs, from which they are taken for a whole
_OTHERS = "其他"
_MEASURE = "条件次篇个份宗起例项人名场期"
_MARK = regex(
    r"(?=[（其主包含分依由：中])(?:(?P<inside>（)?(?P<open>其中|(?:主要)?包括|包含|含)[：，]?"
    r"|(?P<all>分别是|分别为|依次为|依次是|(?<=[，。])由(?=[^，。；]{2,120}组成))[：，]?"
    rf"|(?<=[{_MEASURE}])(?P<colon>：)"
    r"|(?P<among>中[，：])"
    rf"|(?<=[{_MEASURE}])(?P<bracket>（)(?=[^（）。；]{{1,12}}\d))"
)
_COUNTED = regex(rf"[{_MEASURE}](?:政府)?(?:信息|申请|案件|件)?$")  # 5条信息中，
_TWICE = regex(r"重复|不同渠道|各渠道|分渠道|分别计|同一|同时|交叉|剔除|去重|只计1条")
_STOP = regex("[）\n]")
_CLOSES = regex(r"(?:以?及|和|、|，|；)?(?:其他|其它|其余)")
_LABEL = regex(
    r"^(?:[、，；：和及]|以及|其中|通过|为|有|是|共|由|属于|涉及)+|(?:的|共|有|为|是|公开|发布)+$"
)
_KIND = regex(r"类(?:政府)?(?:信息|文件)?(?P<number>\d{1,6})(?P<unit>条|件|篇)")
_KIND_OF = regex(r"[^，。；：、\d\n]{1,12}类")
_TOTAL = regex(r"主动公开|总数|总计|共|总量")


class Breakdown(NamedTuple):
    """A total in the text, and the parts that follow it; `whole` tells that they are all of them."""

    total: Amount
    parts: tuple[Amount, ...]
    whole: bool
    possible: tuple[Number, ...] = ()  # what else they may be the parts of


def breakdown_sum(submission: Submission) -> Iterator[Finding]:
    """A breakdown that does not make up its total (catalogue 27).

    主动公开2270条，其中……2116条、75条、118条: together 2309. Too much is wrong unless the text says that
    the parts overlap. Too little is wrong where the list is a whole one (分别是, 总数5条：, or 及其他 at its
    end), or where the form's rules show which parts are missing; else 其中 may also single out.
    """
    text = submission.prose.folded
    twice = Places.of(_TWICE, text.text)
    for found in _breakdowns(submission):
        line = text.line(found.total.start)
        if found.total.rounded or twice.within(line.start, line.end):
            continue
        if _is_the_tables_own(submission, found):
            continue
        if doubled := _named_twice(submission, found.parts):
            yield doubled
            continue
        counted, family = _counted(submission, found)
        together = _together(submission, counted, found.total.value)
        if not counted or together in {found.total.value, *found.possible}:
            continue
        counts = found._replace(parts=counted)
        missing = _missing(submission, counts, family) if together < found.total.value else []
        over = together > max((found.total.value, *found.possible))
        if over or missing or (found.whole and counted == found.parts):
            yield _finding(submission, counts, missing)
    yield from _of_kinds(submission)


def _is_the_tables_own(submission: Submission, found: Breakdown) -> bool:
    """Tell whether total and parts are references to a total of the table and what makes it up.

    Where those do not add up, the table's own rule says so.
    """
    cells = {start: cell for start, _, cell in submission.prose.folded.references if cell}
    total = cells.get(found.total.start)
    parts = {cells.get(part.start) for part in found.parts}
    sums = submission.report.form.totals.get(total, ()) if total else ()
    return any(parts == {s.cells[n] for n in s.rule.formula.terms} for s in sums)


# ── what a text breaks down ─────────────────────────────────────────────────────────────────────


def _breakdowns(submission: Submission) -> Iterator[Breakdown]:
    """Yield each total that a mark follows, with the amounts of its unit up to the list's end."""
    prose, text = submission.prose, submission.prose.folded
    marks = [
        match
        for match in _MARK.finditer(text.text)
        if not match["among"]
        or _COUNTED.search(text.text, max(match.start() - NEAR, 0), match.start())
    ]
    outer = Places((m.start(), m.end()) for m in marks if not (m["inside"] or m["bracket"]))
    closing = Places.of(_STOP, text.text)
    for match in marks:
        start, at = match.end() if match["among"] else match.start(), match.end()
        bracket = text.bracket(match.end())
        if bracket >= 0:
            start, end = bracket, closing.start_after(at, len(text.text))
            if not text.text.startswith("）", end):
                continue
        else:
            end = _end(submission, match, outer)
        totals = _totals(submission, start, bracket >= 0)
        parts = tuple(
            amount
            for amount in prose.amounts_in(at, end, MANY)
            if totals and amount.unit == totals[-1].unit
            if bracket >= 0 or not text.bracketed(amount.start)
            if bracket >= 0 or not _is_nested(outer, at, amount.start, text.part(amount.start)[0])
        )
        enough = len(parts) > 1 or (parts and (match["open"] or "").startswith("其中"))
        if totals and enough and not any(part.rounded for part in parts):
            yield _of(submission, totals, parts, match, end)


def _end(submission: Submission, match: re.Match[str], outer: Places) -> int:
    """Return where a list ends: with its part of the sentence, or with the sentence (其中：…；…)."""
    text = submission.prose.folded
    at = match.end()
    part, sentence = text.part(at)[1], text.sentence(at)[1]
    begin = text.sentence(match.start())[0]
    first = outer.start_before(match.start(), begin) < 0
    if part == sentence or not first or not (match.start() == begin or text.text[at - 1] == "："):
        return min(part, outer.start_after(at, part))
    return sentence


def _is_nested(outer: Places, at: int, start: int, part: int) -> bool:
    """Tell whether an amount belongs to a breakdown within the list: 不予公开3件，包括…2件、…1件；."""
    return outer.start_before(start, max(at, part)) >= 0


def _totals(submission: Submission, start: int, bracket: bool) -> list[Amount]:
    """Return the amounts that a list may break down, the likeliest last."""
    prose, text = submission.prose, submission.prose.folded
    if bracket:
        before = prose.amounts_in(text.part(start)[0], start, -1)
        return [amount for amount in before if amount.end >= start - NEAR]
    before = prose.amounts_in(text.part(start)[0], start, -TOTALS)
    totals = [amount for amount in before if not text.bracketed(amount.start)]
    begin = text.sentence(start)[0]
    leads = start <= begin + NEAR and not prose.amounts_in(begin, start, 1)
    if not totals and leads and begin > text.line(start).start:
        last = text.sentence(begin - 1)[0]
        before = prose.amounts_in(last, begin, -TOTALS)
        unit = next(
            (amount.unit for amount in prose.amounts_in(start, text.sentence(start)[1], 1)), ""
        )
        totals = [a for a in before if a.unit == unit and not text.bracketed(a.start)]
    return totals


def _of(
    submission: Submission,
    totals: list[Amount],
    parts: tuple[Amount, ...],
    match: re.Match[str],
    end: int,
) -> Breakdown:
    """Return a breakdown of the total that the form's rules relate to the parts, or of the last."""
    cells = submission.statements.cells
    related = submission.report.form.related
    unit = totals[-1].unit
    alike = [total for total in totals if total.unit == unit]
    of_parts = [cell for part in parts for cell in cells.get(part.start, ())]
    kin = [total for total in alike if of_parts and related(cells.get(total.start, ()), of_parts)]
    total = (kin or alike)[-1]
    text = submission.prose.folded.text
    closed = bool(_CLOSES.match(text, parts[-1].since, parts[-1].start))
    pure = _is_pure(text[match.end() : min(end, match.end() + LONGEST)], len(parts))
    whole = pure and len(parts) > 1 and bool(match["all"] or match["colon"] or closed)
    return Breakdown(total, parts, whole, tuple(each.value for each in alike if each is not total))


def _is_pure(words: str, parts: int) -> bool:
    """Tell whether a list holds an item for each of its amounts, and nothing else."""
    items = [item for item in re.split("[，、；]|以及|及(?=其)", words.rstrip("。组成")) if item]
    counted = [item for item in items if re.search(r"\d", item) and "%" not in item]
    return len(counted) == parts and all(re.search(r"\d", item) for item in items)


# ── what it makes up ────────────────────────────────────────────────────────────────────────────


def _counted(
    submission: Submission, breakdown: Breakdown
) -> tuple[tuple[Amount, ...], frozenset[Cell]]:
    """Return the parts that count, and the cells of the rules that they stand in with the total.

    Where they make up the total before the last of them, what comes after it is something else.
    """
    statements = submission.statements
    of_total = statements.cells.get(breakdown.total.start, ())
    counted: list[Amount] = []
    family: frozenset[Cell] = frozenset()
    together: Number = 0
    for part in breakdown.parts:
        if statements.elsewhere.words.within(part.since, part.start):
            continue
        of_part = statements.cells.get(part.start, ())
        kin = submission.report.form.related(of_total, of_part)
        if of_total and of_part and not kin:
            break  # goes on with something else
        if counted and part.value > max((breakdown.total.value, *breakdown.possible)):
            break
        family |= kin
        counted.append(part)
        together += part.value
        if together == breakdown.total.value and not breakdown.whole:
            break
    return tuple(counted), family


def _together(submission: Submission, parts: tuple[Amount, ...], total: Number) -> Number:
    """Return the sum of parts; in a list of ； the first of each alone, where that comes nearer.

    不予公开29件，属于行政执法案卷的有22件；无法提供27件
    """
    part = submission.prose.folded.part
    firsts = {part(amount.start)[0]: amount for amount in reversed(parts)}
    every = sum(map(_value, parts))
    first = sum(map(_value, firsts.values()))
    nearer = abs(Decimal(first) - Decimal(total)) < abs(Decimal(every) - Decimal(total))
    return first if len(firsts) > 1 and nearer else every


def _value(amount: Amount) -> Number:
    return amount.value


def _missing(submission: Submission, breakdown: Breakdown, family: frozenset[Cell]) -> list[Figure]:
    """Return the figures above 0 that the parts leave out, where the form's rules show which."""
    cells = submission.statements.cells
    of_parts = [cells.get(amount.start, ()) for amount in breakdown.parts]
    if len(of_parts) < 2 or not all(of_parts):
        return []
    if any(cell.column is not cell.indicator.default for each in of_parts for cell in each):
        return []  # 其中自然人3件、商业企业2件: the others are not worth a word
    virtual = submission.report.form.virtual
    told = {*cells.get(breakdown.total.start, ())}.union(*of_parts)
    told.update(part for cell in tuple(told) for part in virtual.get(cell, ()))
    figures = submission.report.figures
    others = [figures[cell] for cell in family - told if cell in figures]
    if all(_OTHERS in figure.name for figure in others if figure.number):
        return []  # 其中 may leave out 其他
    left_out = [figure for figure in others if figure.number]
    return left_out if len(left_out) == 1 else []  # where many are left out, it singles out


def _finding(submission: Submission, breakdown: Breakdown, missing: list[Figure]) -> Finding:
    text = submission.prose.folded
    total, parts = breakdown.total, breakdown.parts
    cells = submission.statements.cells.get(total.start, ())
    help_ = "改数；几部分有重复的，写明重复计算，如“同一信息在几个渠道公开的，总数只计1条”"
    if missing:
        help_ = f"补上{'、'.join(f'{f.name} {f.text}' for f in missing)}，或不用“其中”"
    sign = "不等于" if len(parts) > 1 else "大于"
    return BREAKDOWN_SUM.at(
        text.span(total.start, total.end),
        f"列出的各项之和为 {_sums(parts)}，{sign}前面的总数 {total.value}",
        help_,
        related=(
            *(Related(text.span(a.start, a.end), f"其中的 {a.value}") for a in parts),
            *(figure.related for figure in missing),
        ),
        subject=cells[0].name if cells else text.section(total.start),
    )


def _sums(parts: Iterable[Amount]) -> str:
    values = [amount.value for amount in parts]
    return f"{sum(values)}（{' ＋ '.join(map(str, values))}）"


def _named_twice(submission: Submission, parts: tuple[Amount, ...]) -> Finding | None:
    """Return the finding of an item that a list names twice."""
    text = submission.prose.folded
    seen: dict[str, Amount] = {}
    for part in parts if len(parts) > 2 else ():
        label = _LABEL.sub("", text.text[part.since : part.start])
        first = seen.setdefault(label, part)
        apart = text.part(first.start) != text.part(part.start)
        if first is not part and len(label) > 1 and not apart:
            place = (text.text.index(label, part.since), part.end)
            return BREAKDOWN_SUM.at(
                text.span(*place),
                f"“{label}”在这一列举里有两次：{first.value} 和 {part.value}",
                "核对是不是写重了，或有一项名称写错",
                related=(Related(text.span(first.since, first.end), "前一次"),),
                subject=text.section(part.start),
            )
    return None


def _of_kinds(submission: Submission) -> Iterator[Finding]:
    """Yield sections whose kinds (类N条), told in several paragraphs, do not make up their total."""
    text = submission.prose.folded
    kinds = list(_KIND.finditer(text.text))
    for section in dict.fromkeys(text.section(kind.start()) for kind in kinds):
        lines = text.of(section)
        begin, end = lines[0].start, lines[-1].end
        inside = [kind for kind in kinds if begin <= kind.start() < end]
        if len(inside) < KINDS or len({text.line(kind.start()).start for kind in inside}) < 2:
            continue
        before = submission.prose.amounts_in(begin, inside[0].start())
        total = next((a for a in before if _TOTAL.search(text.text, a.since, a.start)), None)
        together = sum(int(kind["number"]) for kind in inside)
        if total is None or total.rounded or any(k["unit"] != total.unit for k in inside):
            continue
        if together != total.value:
            sums = " ＋ ".join(kind["number"] for kind in inside)
            yield BREAKDOWN_SUM.at(
                text.span(total.start, total.end),
                f"后面几段的各类之和为 {together}（{sums}），不等于前面的总数 {total.value}",
                "核对各类的数；没有列全的不用改",
                related=tuple(_kind(submission, kind) for kind in inside[:MANY]),
                subject=section,
                severity=Severity.NOTE,
            )


def _kind(submission: Submission, kind: re.Match[str]) -> Related:
    """Return where a kind is told, with its name: 馆藏类40条."""
    text = submission.prose.folded
    begin = max(text.clause(kind.start())[0], kind.start() - NAME)
    label = _KIND_OF.search(text.text, begin, kind.start() + 1)
    start = label.start() if label else kind.start()
    return Related(text.span(start, kind.end()), text.text[start : kind.start() + 1])

"""Checks of breakdowns in the texts: 其中 and what follows it (catalogue 27)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nianbao.checks.places import Places
from nianbao.checks.quantities import Amount
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import BREAKDOWN_SUM
from nianbao.findings.finding import Finding, Related
from nianbao.form import Cell
from nianbao.form.formula import Number
from nianbao.report import Figure

_OTHERS = "其他"
MANY = 200  # parts of one total; there are never more
_OF_WHICH = re.compile("(?P<inside>（)?(?P<mark>其中)")
_TWICE = re.compile(r"重复|不同渠道|各渠道|分别计|同一|同时|交叉|剔除|去重|只计1条")
_CLOSING = re.compile("[）\n]")


class Breakdown(NamedTuple):
    """A total in the text, and the parts that follow it."""

    total: Amount
    parts: tuple[Amount, ...]


def breakdown_sum(submission: Submission) -> Iterator[Finding]:
    """A breakdown after 其中 that does not make up its total (catalogue 27).

    主动公开2270条，其中……2116条、75条、118条: together 2309. Too much is wrong unless the text says that
    the parts overlap; too little only where the form's rules show that parts are missing, for 其中
    may also single out.
    """
    text = submission.prose.folded
    twice = Places.of(_TWICE, text.text)
    for total, parts in _breakdowns(submission):
        line = text.line(total.start)
        if total.rounded or twice.within(line.start, line.end):
            continue
        counted, family = _counted(submission, Breakdown(total, parts))
        together = sum(amount.value for amount in counted)
        found = Breakdown(total, counted)
        missing = _missing(submission, found, family) if together < total.value else []
        if counted and (together > total.value or missing):
            yield _finding(submission, found, missing)


def _breakdowns(submission: Submission) -> Iterator[Breakdown]:
    """Yield each total before a 其中 with the amounts of its unit up to the end of the breakdown."""
    prose, text = submission.prose, submission.prose.folded
    marks = list(_OF_WHICH.finditer(text.text))
    following = Places((m.start("mark"), m.end()) for m in marks if not m["inside"])
    closing = Places.of(_CLOSING, text.text)
    for match in marks:
        start, at = match.start("mark"), match.end()
        bracket = text.bracket(start)
        if bracket >= 0:
            start, end = bracket, closing.start_after(at, len(text.text))
            if not text.text.startswith("）", end):
                continue
        else:
            end = text.part(start)[1]
            end = min(end, following.start_after(at, end))
        before = prose.amounts_in(text.part(start)[0], start)
        total = next((a for a in reversed(before) if not text.bracketed(a.start)), None)
        parts = tuple(
            amount
            for amount in prose.amounts_in(at, end)[:MANY]
            if total and amount.unit == total.unit
            if bracket >= 0 or not text.bracketed(amount.start)
        )
        if total and parts:
            yield Breakdown(total, parts)


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
        family |= kin
        counted.append(part)
        together += part.value
        if together == breakdown.total.value:
            break
    return tuple(counted), family


def _missing(submission: Submission, breakdown: Breakdown, family: frozenset[Cell]) -> list[Figure]:
    """Return the figures above 0 that the parts leave out, where the form's rules show which."""
    cells = submission.statements.cells
    of_parts = [cells.get(amount.start, ()) for amount in breakdown.parts]
    if len(of_parts) < 2 or not all(of_parts):
        return []
    told = {*cells.get(breakdown.total.start, ())}.union(*of_parts)
    figures = submission.report.figures
    others = [figures[cell] for cell in family - told if cell in figures]
    if all(_OTHERS in figure.name for figure in others if figure.number):
        return []  # 其中 may leave out 其他
    return sorted((f for f in others if f.number), key=lambda figure: figure.span.line)


def _finding(submission: Submission, breakdown: Breakdown, missing: list[Figure]) -> Finding:
    text = submission.prose.folded
    total, parts = breakdown
    together = sum(amount.value for amount in parts)
    sums = " ＋ ".join(str(amount.value) for amount in parts)
    cells = submission.statements.cells.get(total.start, ())
    help_ = "改数；几部分有重复的，写明重复计算，如“同一信息在几个渠道公开的，总数只计1条”"
    if missing:
        help_ = f"补上{'、'.join(f'{f.name} {f.text}' for f in missing)}，或不用“其中”"
    sign = "不等于" if len(parts) > 1 else "大于"
    return BREAKDOWN_SUM.at(
        text.span(total.start, total.end),
        f"“其中”的各项之和为 {together}（{sums}），{sign}前面的总数 {total.value}",
        help_,
        related=(
            *(Related(text.span(a.start, a.end), f"其中的 {a.value}") for a in parts),
            *(figure.related for figure in missing),
        ),
        subject=cells[0].name if cells else text.section(total.start),
    )

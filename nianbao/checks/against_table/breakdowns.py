"""Checks of breakdowns and percentages in the texts (catalogue 27, 33)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from nianbao.checks.against_table.statements import (
    OTHER,
    Amount,
    Passage,
    clause,
    passages,
    statements,
)
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import BREAKDOWN_SUM, WRONG_PERCENTAGE
from nianbao.findings.finding import Finding, Related, Severity
from nianbao.form import Cell, Form
from nianbao.report import Figure, Report

MANY = 30  # breakdowns in one paragraph; there are never more
ROUNDING = Decimal("0.51")  # of the last digit
_TWICE = re.compile(r"重复|不同渠道|各渠道|分别计|同一|同时|交叉|剔除|去重|只计1条")


def breakdown_sum(submission: Submission) -> Iterator[Finding]:
    """A breakdown after 其中 that does not make up its total (catalogue 27).

    主动公开2270条，其中……2116条、75条、118条: together 2309. Too much is wrong unless the text says that
    the parts overlap; too little only where the form's rules show that parts are missing, for 其中
    may also single out.
    """
    bound = {(s.passage.filled.line, s.amount.start): s.cells for s in statements(submission)}
    for passage in passages(submission):
        for match in islice(re.finditer("其中", passage.text), MANY):
            found = _breakdown(passage, match.start())
            if found is None or found[0].rounded or _TWICE.search(passage.text):
                continue
            total, parts = found
            cells = {
                amount: (amount.cell,)
                if amount.cell
                else bound.get((passage.filled.line, amount.start), ())
                for amount in (total, *parts)
            }
            yield from _breakdown_finding(submission.report, passage, total, parts, cells)


def _breakdown(passage: Passage, at: int) -> tuple[Amount, list[Amount]] | None:
    """Return the total before 其中, and the amounts with its unit up to the end of the breakdown."""
    text = passage.text
    opened = text.rfind("（", 0, at)
    inside = opened >= 0 and "）" not in text[opened:at]
    begin = max(text.rfind(mark, 0, opened if inside else at) for mark in "。；！？") + 1
    if inside:
        end = text.find("）", at)
    else:
        stops = [text.find(mark, at) for mark in "。；！？"]
        stops.append(text.find("其中", at + 2) if "（其中" not in text[at:] else -1)
        end = min((stop for stop in stops if stop >= 0), default=len(text))
    before = [
        amount
        for amount in passage.amounts
        if begin <= amount.start < (opened if inside else at)
        and (inside or not _in_brackets(text, begin, amount.start))
    ]
    if not before:
        return None
    total = before[-1]
    parts = [
        amount
        for amount in passage.amounts
        if at < amount.start < end
        and amount.unit == total.unit
        and (inside or not _in_brackets(text, begin, amount.start))
    ]
    return (total, parts) if parts else None


def _in_brackets(text: str, begin: int, at: int) -> bool:
    return text.count("（", begin, at) > text.count("）", begin, at)


def _breakdown_finding(
    report: Report,
    passage: Passage,
    total: Amount,
    parts: list[Amount],
    cells: dict[Amount, tuple[Cell, ...]],
) -> Iterator[Finding]:
    counted: list[Amount] = []
    family: set[Cell] = set()
    for part in parts:
        if OTHER.search(passage.text, clause(passage, passage.amounts.index(part))[0], part.start):
            continue
        kin = _family(report.form, cells[total], cells[part])
        if cells[total] and cells[part] and not kin:
            break  # goes on with something else
        family |= kin
        counted.append(part)
        if sum(amount.value for amount in counted) == total.value:
            return
    if not counted:
        return
    together = sum(amount.value for amount in counted)
    missing: list[Figure] = []
    if together < total.value:
        told = {cell for amount in (total, *counted) for cell in cells[amount]}
        if len(counted) > 1 and all(cells[amount] for amount in counted):
            others = [report.figures[cell] for cell in family - told if cell in report.figures]
            missing = sorted((f for f in others if f.number), key=lambda f: f.span.line)
        if not missing:
            return
    sums = " ＋ ".join(str(amount.value) for amount in counted)
    subject = cells[total][0].name if cells[total] else passage.section
    code = BREAKDOWN_SUM
    help_ = "改数；几部分有重复的，写明重复计算，如“同一信息在几个渠道公开的，总数只计1条”"
    if missing:
        help_ = f"补上{'、'.join(f'{f.name} {f.text}' for f in missing)}，或不用“其中”"
    sign = "不等于" if len(counted) > 1 else "大于"
    yield code.at(
        passage.filled.span(total.start, total.end),
        f"“其中”的各项之和为 {together}（{sums}），{sign}前面的总数 {total.value}",
        help_,
        related=tuple(
            Related(passage.filled.span(amount.start, amount.end), f"其中的 {amount.value}")
            for amount in counted
        )
        + tuple(Related(f.span, f"{f.name} {f.text}") for f in missing),
        subject=subject,
        severity=Severity.WARNING,
    )


def _family(form: Form, totals: tuple[Cell, ...], parts: tuple[Cell, ...]) -> set[Cell]:
    """Return the cells of a hard rule that a total and a part stand in together."""
    for rule in form.rules:
        if rule.severity is Severity.ERROR:
            for binding in rule.bindings:
                cells = set(binding.cells.values())
                if cells.intersection(totals) and cells.intersection(parts):
                    return cells
    return set()


_PERCENTAGE = re.compile(r"占[^，。；0-9]{0,12}?(?P<share>\d+(?:\.\d+)?)[%％]")
_GROWTH = re.compile(
    r"(?P<way>增加|增长|减少|下降)了?(?P<by>\d+)(?P<unit>[条件次篇个人])[，、（]?[^，。；0-9]{0,6}?"
    r"(?:增长|增幅|上升|减少|下降|降幅|降低)[^，。；0-9]{0,4}(?P<share>\d+(?:\.\d+)?)[%％]"
)


def percentage(submission: Submission) -> Iterator[Finding]:
    """A percentage that does not follow from the counts beside it (catalogue 33).

    收到25件，其中网络申请8件，占30%: 8 of 25 is 32 %. It is recomputed where the part and at least one
    possible whole stand in the same sentence; any whole of the sentence or of the table that fits
    will do. 比上年增加5件，增长20% is recomputed where this year's count stands before it.
    """
    report = submission.report
    wholes = {figure.number for figure in report.figures.values()}
    for passage in passages(submission):
        if "%" not in passage.text and "％" not in passage.text:
            continue
        for match in _PERCENTAGE.finditer(passage.text):
            before = _in_sentence(passage, match.start())
            if not before:
                continue
            part, share = before[-1], Decimal(match["share"])
            nearby = [a.value for a in before[:-1] if a.unit == part.unit and a.value >= part.value]
            if nearby and not any(
                _is_share(part.value, whole, share)
                for whole in {*nearby, *wholes}
                if whole and whole >= part.value
            ):
                true = _share(part.value, max(nearby), share)
                yield _wrong_share(passage, match, f"{part.value} 占 {max(nearby)} 的 {true}%")
        for match in _GROWTH.finditer(passage.text):
            before = [
                a for a in _in_sentence(passage, match.start("way")) if a.unit == match["unit"]
            ]
            by = int(match["by"]) * (1 if match["way"].startswith("增") else -1)
            bases = [a.value - by for a in before if a.value - by > 0]
            share = Decimal(match["share"])
            if bases and not any(_is_share(abs(by), base, share) for base in bases):
                true = _share(abs(by), bases[-1], share)
                yield _wrong_share(
                    passage, match, f"由 {bases[-1]} {match['way']} {abs(by)} 是 {true}%"
                )


def _in_sentence(passage: Passage, at: int) -> list[Amount]:
    begin = max(passage.text.rfind(mark, 0, at) for mark in "。！？") + 1
    return [a for a in passage.amounts if begin <= a.start and a.end <= at and not a.rounded]


def _is_share(part: Decimal | int, whole: Decimal | int, share: Decimal) -> bool:
    """Tell whether a share is right but for its last digit's rounding."""
    places = len(str(share).partition(".")[2])
    exact = Decimal(part) * 100 / Decimal(whole)
    return abs(exact - share).scaleb(places) <= ROUNDING


def _share(part: Decimal | int, whole: Decimal | int, like: Decimal) -> Decimal:
    return (Decimal(part) * 100 / Decimal(whole)).quantize(like)


def _wrong_share(passage: Passage, match: re.Match[str], should: str) -> Finding:
    code = WRONG_PERCENTAGE
    return code.at(
        passage.filled.span(*match.span()),
        f"正文说“{match[0]}”，按前面的数算，{should}",
        "核对百分数和它前面的数",
        subject=passage.section,
        severity=Severity.WARNING,
    )


BREAKDOWN_CHECKS = (breakdown_sum, percentage)

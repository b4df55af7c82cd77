"""Checks against last year's report: copied texts, surviving and outlying figures (19, 22, 23)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from nianbao.checks.against_table.amounts import disagrees, last_years
from nianbao.checks.against_table.statements import statements
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import (
    COPIED_PARAGRAPH,
    FIGURE_OUTLIER,
    SAME_TABLE,
    SURVIVING_FIGURE,
)
from nianbao.findings.finding import Finding, Related, Severity
from nianbao.form import Cell
from nianbao.reading.yamltree import Scalar
from nianbao.report import Report

MIN_LENGTH = 50  # characters of a paragraph; the shorter ones are formulas everywhere
MIN_ROWS = 5  # figures above 0 that a table must have before being the same says anything
MIN_STEP = 20  # by which a count must differ before its ratio says anything
YUAN = 5000  # times last year's: 元 was written for 万元
PER_FIGURE = 25  # characters of a paragraph for each figure in it; less is a formula with figures
_FIGURE = re.compile(r"\{\{.*?\}\}|\d+(?:\.\d+)?")
_VARIABLE = re.compile(r"\{\{.*?\}\}|[\d\s，。、；：“”（）《》]")


def copied_paragraph(submission: Submission) -> Iterator[Finding]:
    """A paragraph that is last year's but for the numbers (catalogue 22).

    Reports that are 雷同 from year to year are called to account under 《条例》第四十七条. How much alike two
    paragraphs may be is data of the form (雷同): the share of neighbouring pairs of characters that
    both have, numbers, references and punctuation aside. The introduction states the same law every
    year, and a sentence that is mostly figures has its formula: neither counts.
    """
    report, previous = submission.report, submission.history.previous
    threshold = report.form.wording.likeness
    if previous is None or threshold is None or not report.complete:
        return  # in a draft that is not filled in yet, the texts are last year's, and say so
    before = [(line, _pairs(text)) for _, line, text in _long(previous)]
    for section, line, text in _long(report):
        pairs = _pairs(text)
        size = sum(pairs.values())
        best, likest = Decimal(0), None
        for other, their in before:
            theirs = sum(their.values())
            if 2 * min(size, theirs) < threshold * (size + theirs):
                continue  # too different in length to be as alike as that
            shared = sum((pairs & their).values())
            likeness = Decimal(2 * shared) / (size + theirs)
            if likeness > best:
                best, likest = likeness, other
        if likest is not None and best >= threshold:
            code = COPIED_PARAGRAPH
            how = "一字不差" if text == _plain(likest) else f"有 {best:.0%} 相同"
            yield code.at(
                line.part(0, len(line.text)),
                f"这一段和上年的{how}（数不算）",
                "照今年做的事重写",
                related=(Related(likest.span, "上年的一段"),),
                subject=section,
                severity=Severity.WARNING,
            )


def _long(report: Report) -> Iterator[tuple[str, Scalar, str]]:
    """Yield the paragraphs that are long enough to be compared, with their sections and words."""
    for section in report.sections:
        if not section.section.title:
            continue
        for line in section.paragraphs():
            text = _plain(line)
            figures = len(_FIGURE.findall(line.text))
            if len(text) >= MIN_LENGTH and figures * PER_FIGURE <= len(text):
                yield section.section.key, line, text


def _plain(line: Scalar) -> str:
    return _VARIABLE.sub("", line.text)


def _pairs(text: str) -> Counter[str]:
    return Counter(map(str.__add__, text, text[1:]))


def surviving_figure(submission: Submission) -> Iterator[Finding]:
    """Last year's number in this year's text (catalogue 23).

    The words beside it speak of an indicator, last year's table has the number there, this year's
    has another.
    """
    report = submission.report
    if submission.history.previous is None:
        return
    for statement in statements(submission):
        last = last_years(statement, submission) if disagrees(statement, report) else None
        if last is None:
            continue
        figure = report.figures[statement.cells[0]]
        reference = "{{" + report.form.shortest(figure.cell) + "}}"
        code, subject = SURVIVING_FIGURE, figure.name
        yield code.at(
            statement.span,
            f"正文说“{statement.said}”，这是上年的数；今年统计表“{figure.name}”是 {figure.text}",
            f"改成 {reference}",
            related=(
                Related(figure.span, f"{figure.name} {figure.text}"),
                Related(last.span, f"{last.name} {last.text}"),
            ),
            subject=subject,
            severity=Severity.WARNING,
        )


def outlier(submission: Submission) -> Iterator[Finding]:
    """A figure many times last year's, or a small part of it (catalogue 18, 19).

    From which ratio on is data of the form (悬殊). An amount in 万元 that is thousands of times last
    year's was probably typed in 元.
    """
    report = submission.report
    ratio = report.form.wording.ratio
    if ratio is None or submission.history.previous is None:
        return
    for indicator in report.form.values:
        if indicator.default is None and len(indicator.columns) > 3:
            continue
        for column in [indicator.default] if indicator.default else indicator.columns:
            cell = Cell(indicator, column)
            figure = report.figures.get(cell)
            last = submission.history.figure(indicator.reference, column.name)
            if not figure or figure.computed or not last or last.cell.unit.name != cell.unit.name:
                continue
            now, then = abs(Decimal(figure.number)), abs(Decimal(last.number))
            low, high = min(now, then), max(now, then)
            if not low or high < low * ratio or high - low < MIN_STEP:
                continue
            money = cell.unit.name == "万元" and figure.number > last.number * YUAN
            code = FIGURE_OUTLIER
            help_ = "金额以万元计，是不是照元写了" if money else "核对今年和上年的数"
            yield code.at(
                figure.span,
                f"{figure.name}为 {figure.text}，上年是 {last.text}，相差 {high // low} 倍",
                help_,
                related=(Related(last.span, f"{last.name} {last.text}"),),
                subject=figure.name,
                severity=Severity.WARNING,
            )


def same_table(submission: Submission) -> Iterator[Finding]:
    """Every figure is last year's (catalogue 19): the file was copied and the table left as it was."""
    report, previous = submission.report, submission.history.previous
    if previous is None or report.form is not previous.form or not report.figures:
        return
    figures = report.figures
    if sum(1 for figure in figures.values() if figure.number) < MIN_ROWS:
        return
    if all(
        cell in previous.figures and previous.figures[cell].value == figure.value
        for cell, figure in figures.items()
    ):
        first = next(iter(figures.values()))
        code, subject = SAME_TABLE, "统计表"
        yield code.at(
            first.span,
            f"统计表的 {len(figures)} 个数和上年的完全相同",
            "填上今年的数",
            related=(Related(previous.figures[first.cell].span, "上年的统计表"),),
            subject=subject,
            severity=Severity.WARNING,
        )


YEAR_CHECKS = (copied_paragraph, surviving_figure, outlier, same_table)

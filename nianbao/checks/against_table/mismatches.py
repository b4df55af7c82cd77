"""Checks of the amounts in the texts: the table's, last year's, the same twice (catalogue 23, 26, 36).

How a report speaks of its figures is data of the form: its 说法 and 文字.
"""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checks.quantities import Amount
from nianbao.checks.statements import Statement
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import REPEATED_FIGURE, SURVIVING_FIGURE, TEXT_TABLE_MISMATCH
from nianbao.findings.finding import Finding, Related
from nianbao.regex import regex
from nianbao.report import Figure

_LEAD = regex(r"(?:我局|本局|本机关|全年|共|累计)++")
_DIGIT = regex(r"\d")
WORDS = 5  # characters before a number that make it the number of one thing


def text_table_mismatch(submission: Submission) -> Iterator[Finding]:
    """An amount in the text that differs from the table's (catalogue 26).

    召开会议部署信息公开工作3次 beside 会议数 0. The same figure must be the same in text and table
    (《条例》第三十二条、第五十条 ask for both); a figure that is typed twice comes apart with the
    next correction, so the mending is a reference. One that is last year's has its own finding.
    """
    report, text = submission.report, submission.prose.folded
    for statement in submission.statements.wrong:
        if not _last_years(statement, submission):
            figures = [report.figures[cell] for cell in statement.cells]
            cell = figures[0].cell
            table = "、".join(f"“{figure.name}”是 {figure.text}" for figure in figures)
            reference = "{{" + report.form.shortest(cell) + "}}"
            yield TEXT_TABLE_MISMATCH.at(
                text.span(statement.start, statement.end),
                f"正文说“{text.said(statement.start, statement.end)}”，统计表{table}",
                f"核对哪一个对；正文的数写成 {reference}，就不会再不一致",
                related=tuple(figure.related for figure in figures),
                subject=cell.name,
            )


def surviving_figure(submission: Submission) -> Iterator[Finding]:
    """Last year's number in this year's text (catalogue 23).

    The words beside it speak of an indicator, last year's table has the number there, this year's
    has another.
    """
    report, text = submission.report, submission.prose.folded
    if submission.history.previous is None:
        return
    for statement in submission.statements.wrong:
        last = _last_years(statement, submission)
        if last is None:
            continue
        figure = report.figures[statement.cells[0]]
        said = text.said(statement.start, statement.end)
        yield SURVIVING_FIGURE.at(
            text.span(statement.start, statement.end),
            f"正文说“{said}”，这是上年的数；今年统计表“{figure.name}”是 {figure.text}",
            "改成 {{" + report.form.shortest(figure.cell) + "}}",
            related=(figure.related, last.related),
            subject=figure.name,
        )


def _last_years(statement: Statement, submission: Submission) -> Figure | None:
    """Return last year's figure of the cell that an amount is about, if the amount is that."""
    for cell in statement.cells:
        figure = submission.last_year(cell)
        if figure and figure.number == statement.amount.value != 0:
            return figure
    return None


def repeated_figure(submission: Submission) -> Iterator[Finding]:
    """The same thing told twice with different numbers (catalogue 36).

    发布政务微博图解3件 in one paragraph and 发布政务微博图解5件 in another. Only where the words before
    the numbers are the same, and no table row says which of them is right.
    """
    lines, statements = submission.prose.folded, submission.statements
    seen: dict[tuple[str, str], Amount] = {}
    for amount in submission.prose.amounts:
        if not amount.typed or amount.start in statements.cells:
            continue
        words = _LEAD.sub("", lines.text[amount.since : amount.start], count=1)
        if len(words) < WORDS or _DIGIT.search(words):
            continue
        if statements.of_other(amount, None):
            continue
        first = seen.setdefault((words, amount.unit), amount)
        if first.value == amount.value or lines.line(first.start) is lines.line(amount.start):
            continue
        yield REPEATED_FIGURE.at(
            lines.span(amount.since, amount.end),
            f"“{words}”这里是 {amount.value}{amount.unit}，前面写的是 {first.value}{first.unit}",
            "核对哪一个对；说的不是一件事的，写明区别",
            related=(Related(lines.span(first.since, first.end), "前面写的"),),
            subject=lines.section(amount.start),
        )

"""Checks of the texts against the table: amounts, activities, rows unspoken of (26, 29, 30, 36).

How a report speaks of its figures is data of the form: its 说法 and 文字.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.against_table.denials import said_nothing
from nianbao.checks.against_table.statements import (
    OTHER,
    Amount,
    Passage,
    Statement,
    clause,
    first_clause,
    passages,
    stated,
    statements,
)
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import (
    ACTIVITY_WITHOUT_FIGURE,
    REPEATED_FIGURE,
    TEXT_TABLE_MISMATCH,
    UNMENTIONED_FIGURE,
)
from nianbao.findings.finding import Finding, Related, Severity
from nianbao.form.wording import find_words
from nianbao.report import Figure, Report

_LATER = re.compile(r"将|拟|计划|下一步|下年|明年|今后|没有|未|不再")


def text_table_mismatch(submission: Submission) -> Iterator[Finding]:
    """An amount in the text that differs from the table's (catalogue 26).

    召开会议部署信息公开工作3次 beside 会议数 0. The same figure must be the same in text and table
    (《条例》第三十二条、第五十条 ask for both); a figure that is typed twice comes apart with the
    next correction, so the mending is a reference. One that is last year's has its own finding.
    """
    report = submission.report
    for statement in statements(submission):
        if disagrees(statement, report) and not last_years(statement, submission):
            figures = [report.figures[cell] for cell in statement.cells]
            cell = figures[0].cell
            table = "、".join(f"“{figure.name}”是 {figure.text}" for figure in figures)
            reference = "{{" + report.form.shortest(cell) + "}}"
            code = TEXT_TABLE_MISMATCH
            yield code.at(
                statement.span,
                f"正文说“{statement.said}”，统计表{table}",
                f"核对哪一个对；正文的数写成 {reference}，就不会再不一致",
                related=_at(figures),
                subject=cell.name,
                severity=Severity.WARNING,
            )


def disagrees(statement: Statement, report: Report) -> bool:
    """Tell whether an amount is not what the table has; a reference to the very cell never is."""
    if statement.amount.cell is not None and (
        statement.amount.cell in statement.cells or len(statement.cells) > 1
    ):
        return False
    if not statement.amount.typed and statement.amount.cell is None:
        return False  # a year, or last year's figure
    return stated(report, statement.amount, statement.cells) is False


def last_years(statement: Statement, submission: Submission) -> Figure | None:
    """Return last year's figure of the cell that an amount is about, if the amount is that."""
    for cell in statement.cells:
        figure = submission.history.figure(cell.indicator.reference, cell.column.name)
        if figure and figure.number == statement.amount.value != 0:
            return figure
    return None


def activity_without_figure(submission: Submission) -> Iterator[Finding]:
    """An activity that the text describes and the table counts as 0 (catalogue 29).

    学习《条例》2次 beside 培训班数 0. Which words tell of which row is data of the form (活动). What
    is planned or denied does not count, nor what stands among problems and measures, nor a text that
    refers to the row and so prints its 0.
    """
    report = submission.report
    told = {cell for s in statements(submission) if disagrees(s, report) for cell in s.cells}
    for activity in report.form.wording.activities:
        figure = report.figures.get(activity.cell)
        if figure is None or figure.number or activity.cell in told:
            continue
        places = [
            (passage, span)
            for passage in passages(submission)
            if passage.section != report.form.wording.problems
            if activity.cell not in {piece.cell for piece in passage.filled.pieces}
            for span in _told(activity.words, passage.text)
        ]
        if not places:
            continue
        spans = [passage.filled.span(*span) for passage, span in places]
        first, (start, end) = places[0]
        code, name = ACTIVITY_WITHOUT_FIGURE, figure.name
        yield code.at(
            spans[0],
            f"正文写了“{first.text[start:end]}”，统计表“{name}”是 {figure.text}",
            "核对这件事该不该计入；计入的补上数",
            related=(*_at([figure]), *(Related(span, "正文的另一处") for span in spans[1:])),
            subject=name,
            severity=Severity.WARNING,
        )


def _told(words: tuple[str, ...], text: str) -> list[tuple[int, int]]:
    """Return where a text tells of an activity as done, each place once."""
    found: list[tuple[int, int]] = []
    for phrase in words:
        start, end = find_words(phrase, text)
        if start < 0 or any(start < other[1] and other[0] < end for other in found):
            continue
        begin = max(text.rfind(mark, 0, start) for mark in "，。；：") + 1
        if not _LATER.search(text, begin, start) and not _LATER.search(first_clause(text, start)):
            found.append((start, end))
    return found


def repeated_figure(submission: Submission) -> Iterator[Finding]:
    """The same thing told twice with different numbers (catalogue 36).

    发布政务微博图解3件 in one paragraph and 发布政务微博图解5件 in another. Only where the words before
    the numbers are the same, and no table row says which of them is right.
    """
    bound = {(s.passage.filled.line, s.amount.start) for s in statements(submission)}
    seen: dict[tuple[str, str], tuple[Passage, Amount, int]] = {}
    for passage in passages(submission):
        for index, amount in enumerate(passage.amounts):
            if not amount.typed or (passage.filled.line, amount.start) in bound:
                continue
            begin = clause(passage, index)[0]
            words = re.sub(
                r"^(?:我局|本局|本机关|全年|共|累计)+", "", passage.text[begin : amount.start]
            )
            if len(words) < 5 or re.search(r"\d", words):
                continue
            if OTHER.search(words) or OTHER.search(first_clause(passage.text, begin)):
                continue
            first, other, start = seen.setdefault((words, amount.unit), (passage, amount, begin))
            if other.value != amount.value and first is not passage:
                code = REPEATED_FIGURE
                yield code.at(
                    passage.filled.span(begin, amount.end),
                    f"“{words}”这里是 {amount.value}{amount.unit}，前面写的是 {other.value}{other.unit}",
                    "核对哪一个对；说的不是一件事的，写明区别",
                    related=(Related(first.filled.span(start, other.end), "前面写的"),),
                    subject=passage.section,
                    severity=Severity.WARNING,
                )


def unmentioned_figure(submission: Submission) -> Iterator[Finding]:
    """Rows above 0 that the text never speaks of (catalogue 30): one note for each group of rows.

    Which rows a report must speak of is data of the form (应提及); any of a row's 说法, or a reference
    to it, counts as having spoken.
    """
    report = submission.report
    told = {
        piece.cell
        for passage in passages(submission)
        for piece in passage.filled.pieces
        if piece.cell
    }
    told |= {cell for _, cells in said_nothing(submission) for cell in cells}  # wrongly, but told
    text = "\n".join(passage.text for passage in passages(submission))
    silent: dict[str, list[Figure]] = {}
    for cell in report.form.wording.mentioned:
        figure = report.figures.get(cell)
        if figure is None or not figure.number or cell in told:
            continue
        words = cell.indicator.speech.get(cell.column.name, ())
        if not any(find_words(each, text)[0] >= 0 for each in words):
            silent.setdefault(cell.indicator.group, []).append(figure)
    for group, figures in silent.items():
        code = UNMENTIONED_FIGURE
        names = "、".join(f"{figure.name} {figure.text}" for figure in figures)
        yield code.at(
            figures[0].span,
            f"“{group}”里大于 0 的数，正文没有写到：{names}",
            "在有关部分写一句",
            related=_at(figures[1:]),
            subject=group,
            severity=Severity.NOTE,
        )


def _at(figures: list[Figure]) -> tuple[Related, ...]:
    return tuple(Related(figure.span, f"{figure.name} {figure.text}") for figure in figures)


PROSE_CHECKS = (
    text_table_mismatch,
    activity_without_figure,
    repeated_figure,
    unmentioned_figure,
)

"""Checks of the figures against last year's: outlying ones, and a whole table (catalogue 18, 19)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import FIGURE_OUTLIER, SAME_TABLE
from nianbao.findings.finding import Finding, Related
from nianbao.form import Cell, Form
from nianbao.form.formula import Number
from nianbao.report import Figure

MIN_ROWS = 5  # figures above 0 that a table must have before being the same says anything
MIN_BASE = 3  # below which a count is chance: 27 after 1 is no outlier
MIN_STEP = 20  # by which a count must differ before its ratio says anything
YUAN = 5000  # times last year's: 元 was written for 万元
MANY = 3  # columns of a row without a total that are compared one by one


TEN_THOUSAND = 10_000  # 元 in a 万元


def outlier(submission: Submission) -> Iterator[Finding]:
    """A figure many times last year's, or a small part of it (catalogue 18, 19).

    From which ratio on is data of the form (悬殊). An amount in 万元 that is thousands of times last
    year's was probably typed in 元.
    """
    report = submission.report
    ratio = report.form.wording.ratio
    if ratio is None or submission.history.previous is None:
        return
    for cell in _compared(report.form):
        figure = report.figures.get(cell)
        if not figure or figure.computed or not figure.number:
            continue
        last = submission.last_year(cell)
        if not last or last.cell.unit.name != cell.unit.name:
            continue
        low, high = sorted((_size(figure.number), _size(last.number)))
        if not low or high - low < MIN_STEP or high < low * ratio:
            continue
        money = cell.unit.name == "万元" and figure.number > last.number * YUAN
        if low < MIN_BASE and not money:
            continue
        yield FIGURE_OUTLIER.at(
            figure.span,
            f"{figure.name}为 {figure.text}，上年是 {last.text}，相差 {Decimal(high) // Decimal(low)} 倍",
            _help(figure) if money else "核对今年和上年的数",
            related=(last.related,),
            subject=figure.name,
        )


def _size(number: Number) -> Number:
    return -number if number < 0 else number


def _help(figure: Figure) -> str:
    amount = (Decimal(figure.number) / TEN_THOUSAND).normalize()
    return f"改成 {amount:f}（金额以万元计，这像是照元写的）"


def _compared(form: Form) -> Iterator[Cell]:
    """Yield the total of each row; of a row without one the columns, where they are few."""
    for row in form.values:
        if row.default:
            yield Cell(row, row.default)
        elif len(row.columns) <= MANY:
            yield from form.cells_of[row]


def same_table(submission: Submission) -> Iterator[Finding]:
    """Every figure is last year's (catalogue 19): the file was copied and the table left as it was."""
    report, previous = submission.report, submission.history.latest
    if previous is None or report.form is not previous.form or not report.figures:
        return
    figures = {cell: report.figures[cell] for cell in report.form.cells if cell in report.figures}
    if sum(1 for figure in figures.values() if figure.number) < MIN_ROWS:
        return
    if all(
        cell in previous.figures and previous.figures[cell].value == figure.value
        for cell, figure in figures.items()
    ):
        first = next(iter(figures.values()))
        when = submission.history.when(previous)
        yield SAME_TABLE.at(
            first.span,
            f"统计表的 {len(figures)} 个数和{when}的完全相同",
            "填上今年的数",
            related=(Related(previous.figures[first.cell].span, f"{when.strip()}的统计表"),),
            subject="统计表",
        )

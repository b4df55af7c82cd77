"""What is said of a figure that was found to be wrong: where it stands, and what it should be."""

from __future__ import annotations

from collections.abc import Callable

from nianbao.checks.figures.culprits import CHANGED, EXCHANGED, LEFT_OUT, WITH_TOTAL, Culprit
from nianbao.findings.codes.of_figures import WRONG_ROW_LENGTH
from nianbao.findings.codes.of_sums import SUM_MISMATCH
from nianbao.findings.finding import Code, Finding
from nianbao.report import Figure, Report
from nianbao.tuples import NamedTuple


class _Said(NamedTuple):
    """A message and a remedy, at a figure."""

    figure: Figure
    message: str
    help: str
    code: Code = SUM_MISMATCH


def accused(culprit: Culprit, report: Report) -> Finding:
    """Return the finding of a figure, a pair or a row that explains why sums do not add up."""
    figures = [report.figures[cell] for cell in culprit.right]
    said = _SAID[culprit.how](culprit, figures)
    numbers = "、".join(dict.fromkeys(equation.number for equation in culprit.mends))
    return said.code.at(
        said.figure.span,
        f"{said.message}〔{numbers}〕",
        said.help,
        subject=said.figure.name,
        related=tuple(report.figures[cell].related for cell in culprit.instead),
    )


def _changed(culprit: Culprit, figures: list[Figure]) -> _Said:
    (figure,) = figures
    right = culprit.right[figure.cell]
    return _Said(figure, _is_wrong(culprit, figure), f"改成 {right}")


def _with_total(culprit: Culprit, figures: list[Figure]) -> _Said:
    message = f"{_is_wrong(culprit, figures[0])}，这一行的总计也跟着错了"
    return _Said(figures[0], message, _by_column(culprit, figures))


def _exchanged(culprit: Culprit, figures: list[Figure]) -> _Said:
    one, other = figures
    columns = f"“{one.cell.column.label}”和“{other.cell.column.label}”"
    if culprit.instead:
        rows = "”“".join(cell.indicator.name for cell in (one.cell, *culprit.instead))
        message = f"{columns}像是在一行里对调了，可能是“{rows}”中的一行"
        return _Said(one, message, "核对这几行，把对调了的两个数换回来")
    if one.cell.indicator is other.cell.indicator:
        message = f"“{one.cell.indicator.name}”的{columns}像是对调了"
        return _Said(one, message, _by_column(culprit, figures))
    help_ = "，".join(f"“{each.name}”改成 {culprit.right[each.cell]}" for each in figures)
    return _Said(one, f"“{one.name}”和“{other.name}”像是对调了", help_)


def _left_out(culprit: Culprit, figures: list[Figure]) -> _Said:
    figure = next(each for each in figures if culprit.right[each.cell] != each.number)
    absent = culprit.right[figure.cell]
    row, column = figure.cell.indicator.name, figure.cell.column.label
    message = f"“{row}”少写了一个数：“{column}”应当是 {absent}，后面的都错了一列"
    return _Said(figure, message, f"在 {figure.text} 前面补上 {absent}", WRONG_ROW_LENGTH)


_SAID: dict[str, Callable[[Culprit, list[Figure]], _Said]] = {
    CHANGED: _changed,
    WITH_TOTAL: _with_total,
    EXCHANGED: _exchanged,
    LEFT_OUT: _left_out,
}


def _is_wrong(culprit: Culprit, figure: Figure) -> str:
    last_year = any(equation.of_last_year for equation in culprit.mends)
    by = "照上年年报和各项合计" if last_year else "照各项合计"
    return f"“{figure.name}”是 {figure.text}，{by}应当是 {culprit.right[figure.cell]}"


def _by_column(culprit: Culprit, figures: list[Figure]) -> str:
    return "，".join(
        f"“{each.cell.column.label}”改成 {culprit.right[each.cell]}" for each in figures
    )

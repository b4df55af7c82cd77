"""What stands at a place of a data file (所指): a reference, a figure, a row of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.form import LAST_YEAR, Cell, Indicator
from nianbao.report import Figure, Report
from nianbao.report.references import BadReferenceError, parse_reference
from nianbao.serve.language.sheet import Sheet
from nianbao.source import Span
from nianbao.tuples import NamedTuple

_REFERENCE = re.compile(r"\{\{([^{}]*)\}\}")
_ROW = re.compile(r"\s*['\"]?(?P<key>[^#'\"]+?)['\"]?\s*:")


class Pointed(NamedTuple):
    """What a place speaks of: one cell, or a row's cells; of which report, and where it stands."""

    span: Span
    cells: tuple[Cell, ...]
    report: Report
    reference: str = ""  # as typed, where it is one

    @property
    def is_last_years(self) -> bool:
        """Whether it speaks of the year before (上年)."""
        return self.reference.startswith(LAST_YEAR)


def pointed_at(sheet: Sheet, line: int, column: int) -> Pointed | None:
    """Return what stands at a place; None where it is nothing of the table."""
    if sheet.report is None or line > len(sheet.source.lines):
        return None
    return _reference(sheet, line, column) or _in_table(sheet, sheet.report, line, column)


def _reference(sheet: Sheet, line: int, column: int) -> Pointed | None:
    for match in _REFERENCE.finditer(sheet.source.lines[line - 1]):
        if match.start() < column <= match.end() + 1:
            span = sheet.source.span(line, match.start() + 1, len(match[0]))
            return _referred(sheet, match[1], span)
    return None


def _referred(sheet: Sheet, inner: str, span: Span) -> Pointed | None:
    try:
        path = parse_reference(inner).path
    except BadReferenceError:
        return None
    report = sheet.report
    if path.startswith(LAST_YEAR):
        report = sheet.history.previous if sheet.history else None
    cells = report.form.find(path.removeprefix(LAST_YEAR)) if report else []
    return Pointed(span, tuple(cells), report, path) if report and cells else None


def _in_table(sheet: Sheet, report: Report, line: int, column: int) -> Pointed | None:
    """Return the figure at a place, or the row whose name stands there."""
    here = [each for each in typed_figures(report) if each.span.line == line]
    if here and here[0].span.source.name != sheet.source.name:
        return None
    for figure in here:
        if figure.span.column <= column <= figure.span.end_column:
            return Pointed(figure.span, (figure.cell,), report)
    found = _ROW.match(sheet.source.lines[line - 1])
    if not found:
        return None
    rows = {each.cell.indicator for each in here} or set(_rows_named(sheet, line, found["key"]))
    if len(rows) != 1:
        return None
    (row,) = rows
    span = sheet.source.span(line, found.start("key") + 1, len(found["key"]))
    return Pointed(span, tuple(Cell(row, each) for each in row.columns), report)


def _rows_named(sheet: Sheet, line: int, name: str) -> Iterator[Indicator]:
    """Yield the rows of a name that the group above the line has: nothing is typed beside it yet."""
    group = next(
        (
            each["key"].strip()
            for text in reversed(sheet.source.lines[: line - 1])
            if re.match(r"  \S", text) and (each := _ROW.match(text))
        ),
        "",
    )
    if sheet.form:
        yield from (row for row in sheet.form.groups.get(group, ()) if row.name == name)


def typed_figures(report: Report) -> Iterator[Figure]:
    """Yield the figures that somebody typed."""
    return (figure for figure in report.figures.values() if not figure.computed)


def places_of(report: Report, cell: Cell) -> tuple[Span, ...]:
    """Return where a figure was typed; of one that is computed, where its terms were."""
    figure = report.figures.get(cell)
    if figure is None:
        return ()
    if not figure.computed:
        return (figure.span,)
    parts = report.form.virtual.get(cell, ())
    if not parts and cell in report.form.totals:
        total = report.form.totals[cell][0]
        parts = tuple(total.cells[name] for name in total.rule.formula.terms)
    return tuple(
        dict.fromkeys(span for part in parts if part != cell for span in places_of(report, part))
    ) or (figure.span,)


def references_to(sheet: Sheet, cells: tuple[Cell, ...]) -> Iterator[Span]:
    """Yield where the texts refer to any of the cells."""
    if sheet.narrative is None:
        return
    for filled in sheet.narrative.filled.values():
        for piece in filled.pieces:
            if piece.cell in cells:
                yield filled.line.part(piece.start, piece.length)

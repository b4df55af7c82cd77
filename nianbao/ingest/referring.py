"""Figures in the text that are the table's become references (引用), where only one cell can be meant."""

from __future__ import annotations

from pathlib import Path

from nianbao.checks.submission import Submission
from nianbao.examine import examine
from nianbao.source import Span
from nianbao.workspace import Workspace


def with_references(workspace: Workspace, path: Path, year: int, text: str) -> tuple[str, int]:
    """Return a data file's text with references in it, and how many there are.

    A figure is replaced where the words beside it speak of one cell and the cell holds that figure;
    what is doubtful stays as it was typed.
    """
    edition = examine(workspace, path, year, data=text.encode("utf-8"))
    if edition.report is None or edition.narrative is None:
        return text, 0
    history = workspace.history(path, year)
    submission = Submission(edition.report, edition.narrative, history, workspace.lexicon()[0])
    statements, lines = submission.statements, submission.prose.folded
    places: dict[Span, str] = {}
    for amount in submission.prose.amounts:
        cells = statements.cells.get(amount.start, ())
        figure = edition.report.figures.get(cells[0]) if len(cells) == 1 else None
        if figure is not None and figure.number == amount.value:
            span = lines.span(amount.start, amount.end)
            places[span] = f"{{{{{edition.report.form.shortest(figure.cell)}}}}}"
    return _replaced(text, places)


def _replaced(text: str, places: dict[Span, str]) -> tuple[str, int]:
    lines, count = text.split("\n"), 0
    for span in sorted(places, key=lambda span: (span.line, span.column), reverse=True):
        line = lines[span.line - 1]
        begin, end = span.column - 1, span.end_column - 1
        number = line[begin:end]
        digits = number[: len(number) - len(number.lstrip("0123456789."))]
        starts = line[:begin].rstrip().endswith(("-", ":", "'", "|"))
        if span.line == span.end_line and digits and not starts:
            lines[span.line - 1] = line[:begin] + places[span] + line[begin + len(digits) :]
            count += 1
    return "\n".join(lines), count

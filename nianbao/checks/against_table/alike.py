"""Checks of what is said of all of a row (均、全部): 行政复议3件，均维持 (catalogue 26)."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import TEXT_TABLE_MISMATCH
from nianbao.findings.finding import Finding
from nianbao.form import Cell, Indicator
from nianbao.form.speech import Sense
from nianbao.regex import regex
from nianbao.report import Figure, Report

_ALL = regex(
    r"(?:均|都|全部)(?:被|获得?|为|是|系|由|予以|得到|作出|法院|人民法院|复议机关|判决|决定|结果为|结果|的)*+"
)
_STOP = "，。；）"
_CASES = regex("(?:案件|案|申请|数|的)*")


def all_alike(submission: Submission) -> Iterator[Finding]:
    """All of a row is said to be of one column, and the table has others (catalogue 26).

    行政复议3件，均获维持 beside 尚未审结 1: then two were upheld. The row is that of the amount before, in
    the same part of the sentence.
    """
    report, text = submission.report, submission.prose.folded
    for match in _ALL.finditer(text.text):
        after = submission.statements.mentioned(match.end(), match.end() + 10)
        if not after or after[0].start != match.end():
            continue
        mention = after[0]
        tail = text.text[mention.end : mention.end + 2]
        if (
            not any(tail.startswith(end) for end in (*_STOP, "\n", "的", "原", "结果", "提"))
            and tail
        ):
            continue
        start, cells = _all_of(submission, match.start())
        if others := _others(report, cells, report.form.senses[mention.words]):
            place = (start, mention.end)
            table = "、".join(f"“{figure.name}”是 {figure.text}" for figure in others)
            yield TEXT_TABLE_MISMATCH.at(
                text.span(*place),
                f"正文说“{text.said(*place)}”，统计表{table}",
                "核对哪一个对，改一处；不都是一种结果的，分别写明",
                related=tuple(figure.related for figure in others),
                subject=others[0].name,
            )


def _all_of(submission: Submission, at: int) -> tuple[int, tuple[Cell, ...]]:
    """Return where that begins of which all is said, and the cells: 行政复议3件, 行政复议案件."""
    text, statements = submission.prose.folded, submission.statements
    clause = text.clause(at)[0]
    names = statements.mentioned(clause, at)
    before = submission.prose.amounts_in(clause, at, 1)
    if names and not before and _CASES.fullmatch(text.text, names[-1].end, at):
        senses = submission.report.form.senses[names[-1].words]
        return names[-1].start, senses.named
    last = submission.prose.amounts_in(text.part(at)[0], at, -1)
    statement = statements.by_start.get(last[0].start) if last else None
    return (statement.start, statement.cells) if statement else (at, ())


def _others(report: Report, cells: tuple[Cell, ...], sense: Sense) -> list[Figure]:
    """Return the figures above 0 of the rows that are said to have none but one; those of the first."""
    found = []
    for cell in cells:
        row = cell.indicator
        if cell.column is not row.default:
            return []
        figures = [report.figures[other] for other in _beside(report, row, sense)
                   if other in report.figures]  # fmt: skip
        if not any(figure.number for figure in figures):
            return []
        found.append([figure for figure in figures if figure.number])
    return found[0] if found else []


def _beside(report: Report, row: Indicator, sense: Sense) -> Iterator[Cell]:
    """Yield the cells that a row has beside those that words mean: other columns, or rows below it."""
    said = {column for column in sense.columns if column in (*row.columns, *row.sums)}
    virtual = report.form.virtual
    said.update(part.column for each in tuple(said) for part in virtual.get(Cell(row, each), ()))
    if said:
        for column in row.columns:
            if column is not row.default and column not in said:
                yield Cell(row, column)
        return
    meant = {cell.indicator for cell in (*sense.following, *sense.cells)}
    below = [each for each in report.form.values if each.path[:-1] == row.path]
    if meant.intersection(below):
        for each in below:
            if each not in meant and each.default:
                yield Cell(each, each.default)

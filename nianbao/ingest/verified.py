"""A finished Word file verified (验): against its year's data, or, where it has none, by its own sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from nianbao.examine import Examination, examine
from nianbao.files import read_whole
from nianbao.findings.codes.of_documents import NOT_PRINTED
from nianbao.findings.codes.of_sums import BROKEN_RELATION, SUM_MISMATCH
from nianbao.findings.finding import Finding
from nianbao.form import Form
from nianbao.ingest.blocks import Block, UnreadableError
from nianbao.ingest.passages import passages
from nianbao.ingest.recognised import KNOWN, best_form
from nianbao.ingest.word_file import read_docx
from nianbao.ingest.written import ImportOrigin, data_file
from nianbao.outputs.errors import whole
from nianbao.outputs.glance.onepage import differences_of
from nianbao.outputs.word.comparison import compare_document
from nianbao.outputs.word.imprint import Imprint
from nianbao.outputs.word.package import open_package
from nianbao.report import Report
from nianbao.report.narrative import Narrative
from nianbao.source import Span
from nianbao.view import View
from nianbao.workspace import Workspace

_SUMS = frozenset({SUM_MISMATCH, BROKEN_RELATION})


def compared(
    name: str, data: bytes, edition: Examination, view: View, was: Imprint | None = None
) -> list[Finding]:
    """Return where a Word file and a year's data differ, each with the line of the data.

    With `was`, what the file said when it was written, what only the data changed is left out. A page of
    charts (图解) is compared in its charts.
    """
    assert edition.report
    assert edition.narrative
    if was is None and (charts := _charts(name, data, view)) is not None:
        return charts
    template = read_whole(edition.report.form.folder / "report.docx")
    places = _places(edition.report, edition.narrative)
    return compare_document(name, data, view, template, places, was)


def _charts(name: str, data: bytes, view: View) -> list[Finding] | None:
    said = differences_of(view, open_package(name, data)[0])
    if said is None:
        return None
    mending = "数据变了的，再运行一次 report；图里改错的，从数据重新写"
    return [NOT_PRINTED.at(whole(name), each, mending) for each in said]


def _places(report: Report, narrative: Narrative) -> dict[str, Span]:
    """Return the lines of the data by the paragraphs, and by the labels of rows, that they print."""
    rows = {
        label: figures[0].span
        for row in report.form.values
        if (figures := report.row(row))
        for label in (row.label, f"{row.label}{row.note}")
    }
    return rows | {text: line.span for line, text in narrative.paragraphs.items()}


def sums_in(workspace: Workspace, name: str, data: bytes) -> list[Finding]:
    """Return what the sums of a Word file that has no data file say, if its tables are a form's.

    They are read like an import and checked like a year's data.
    """
    try:
        carried = read_docx(data)
    except UnreadableError:
        return []  # the inspection of the file says so
    forms = workspace.national_forms()
    return broken_sums(workspace, forms, carried.blocks, whole(name))


def broken_sums(
    workspace: Workspace, forms: Sequence[Form], blocks: Sequence[Block], place: Span
) -> list[Finding]:
    """Return the sums that do not hold in a file's tables, at the file; none where they are no form's."""
    recognised = best_form(forms, blocks)
    if len(recognised.values) < KNOWN * len(recognised.form.values):
        return []
    told = passages(recognised.form, blocks)
    year = told.year or recognised.form.first_year
    nowhere = Path("没有数据文件") / f"{year}.yaml"
    text = data_file(recognised, told, ImportOrigin("", year, published=False), nowhere)
    findings = examine(workspace, nowhere, year, data=text.encode("utf-8")).findings
    return [
        replace(finding, span=place, related=(), waivable=False)
        for finding in findings
        if finding.code in _SUMS
    ]

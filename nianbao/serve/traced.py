"""A page whose words and figures tell where they were typed (溯源): the published page, with marks.

The page is made and read back as it will be published; the marks go into a copy. Paragraphs and rows
are met in the order in which reading back finds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from lxml import etree, html

from nianbao.form import Cell
from nianbao.outputs.web.body import tidy
from nianbao.outputs.web.lenient import page_rows, page_texts
from nianbao.outputs.web.page import row_words
from nianbao.report import Figure, Report
from nianbao.report.narrative import Filled, Narrative
from nianbao.source import Span
from nianbao.tuples import NamedTuple
from nianbao.view import View

AT, FROM = "data-at", "data-from"  # where it was typed; where the figure is that it refers to
TYPED, COMPUTED = "data-typed", "data-computed"  # word for word; by a rule of the form
# What no page can hold; a finding tells of it.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Origin = Filled | Span | None
Words = TypeVar("Words")
Value = TypeVar("Value")


class Traceable(NamedTuple):
    """A text as it is printed, and what it comes from: a typed text with its references, or a place."""

    text: str
    origin: Origin


def traced(page: bytes, view: View, report: Report, narrative: Narrative) -> str:
    """Return a page with the place of each text and figure: line, column, last line, end column."""
    document = html.document_fromstring(page.decode("utf-8"))
    texts = ((tidy(each.text), each.origin) for each in _texts(view, report, narrative))
    for element, origin in _met(page_texts(document), texts):
        if isinstance(origin, Filled):
            _mark_text(element, origin, report)
        elif origin is not None:
            element.set(AT, place(origin))
    for row, cells in _met(page_rows(document), _rows(view, report)):
        columns = list(row.iterchildren("td"))[-len(cells) :]
        for element, cell in zip(columns, cells, strict=True):
            if cell in report.figures:
                _mark_figure(element, report.figures[cell])
    return etree.tostring(document, encoding="unicode", method="html", doctype="<!DOCTYPE html>")


def place(span: Span) -> str:
    """Return a place as the marks spell it."""
    return ",".join(map(str, span[1:]))


def _met(
    elements: Iterable[tuple[Words, etree._Element]], expected: Iterable[tuple[Words, Value]]
) -> Iterator[tuple[etree._Element, Value]]:
    """Pair elements with what was expected, in the order of both; what has no partner is left out."""
    rest = list(expected)
    at = 0
    for words, element in elements:
        found = next((i for i in range(at, len(rest)) if rest[i][0] == words), None)
        if found is not None:
            yield element, rest[found][1]
            at = found + 1


# ── what is printed, and what it comes from ─────────────────────────────────────────────────────


def _texts(view: View, report: Report, narrative: Narrative) -> Iterator[Traceable]:
    """Yield the texts of a view in the order of its `paragraphs`."""
    filled = narrative.filled
    if report.number:
        yield Traceable(view.文号, filled[report.number])
    yield Traceable(view.题名.全, report.agency.span)
    blocks = (block.文 for group in view.正文 for block in group)
    yield from map(Traceable, blocks, _origins(report, narrative))
    entries = [value for _, value in report.filling]
    for line in view.填报:
        yield Traceable(line, entries[0].span)
        entries = entries[line.count("　　") + 1 :] or entries
    if report.contact:
        yield Traceable(view.联系方式, filled[report.contact])
    yield Traceable(view.落款.署名, report.signer.span)
    yield Traceable(view.落款.日期, report.day_span)


def _origins(report: Report, narrative: Narrative) -> Iterator[Origin]:
    """Yield what the running text comes from; its headings are the form's."""
    for section in report.sections:
        if section.section.title:
            yield None
        yield from (narrative.filled[text] for text in section.paragraphs())


def _rows(view: View, report: Report) -> Iterator[tuple[tuple[str, ...], list[Cell]]]:
    """Yield the rows of figures by their words, each with its cells."""
    words = (row for grid in view.表 for row in row_words(grid))
    rows = (
        [Cell(indicator, column) for column in indicator.columns]
        for table in report.form.tables
        for indicator in table.indicators
        if not indicator.is_heading
    )
    return zip(words, rows, strict=False)  # without 正文 there are no tables


# ── marks ───────────────────────────────────────────────────────────────────────────────────────


def _mark_figure(element: etree._Element, figure: Figure) -> None:
    element.set(AT, place(figure.span))
    if figure.computed:
        element.set(COMPUTED, "")


def _mark_text(element: etree._Element, filled: Filled, report: Report) -> None:
    """Mark a paragraph, and in it each part that was typed or came in the place of a reference."""
    element.set(AT, place(filled.line.span))
    text = element.text or ""
    if len(element) or not text.endswith(filled.text):
        return  # a template that sets words of its own; the paragraph has its place all the same
    element.text = text[: len(text) - len(filled.text)]  # the ordinal
    for piece in filled.pieces:
        if not piece.text:
            continue
        part = etree.SubElement(element, "span")
        part.text = _UNPRINTABLE.sub("\ufffd", piece.text)
        part.set(AT, place(filled.line.part(piece.start, piece.length)))
        if piece.typed:
            part.set(TYPED, "")
        elif piece.cell and (figure := report.figures.get(piece.cell)):
            part.set(FROM, place(figure.span))
            if figure.computed:
                part.set(COMPUTED, "")

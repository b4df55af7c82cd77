"""A changed Word file brought back (写回): read, compared with its year, and written into the data's text."""

from __future__ import annotations

from nianbao.datafile.rewritten import rewritten
from nianbao.examine import Examination
from nianbao.ingest.taken import Changed, Taken, take
from nianbao.ingest.word_file import read_docx
from nianbao.outputs.word.document import read_document
from nianbao.outputs.word.imprint import printed_by
from nianbao.view import build_view


def brought_back(edition: Examination, word: bytes, data: bytes) -> tuple[Taken, bytes]:
    """Return what a Word file changes of a year, and the data file's bytes with it.

    The year must have been bound; UnreadableError or TemplateError where the Word file cannot be read.
    """
    assert edition.report
    assert edition.narrative
    view = build_view(edition.report, edition.narrative, edition.settings)
    carried, there = read_docx(word), read_document(word).paragraphs
    taken = take(
        edition.report, edition.narrative, Changed(view, there, carried.blocks, printed_by(word))
    )
    return taken, rewritten(data, taken.fixes)

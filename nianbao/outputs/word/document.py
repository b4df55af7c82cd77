"""What a reader sees in a Word file from anywhere: read as a tree, and printed for a diff."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import dropwhile

from nianbao.outputs.errors import TemplateError
from nianbao.outputs.word.printed import Document
from nianbao.outputs.word.xmlpart import BAD_ZIP, RELS, W, main_part_name, parse_xml, read_part
from nianbao.parsing import Element
from nianbao.tuples import NamedTuple

_TEXT, _CELL, _MERGED = f"{W}t", f"{W}tc", f"{W}vMerge"
_CONTROLS = {f"{W}sdt", f"{W}sdtContent", f"{W}customXml"}


class Elements(NamedTuple):
    """What a document is read from: its paragraphs outside of tables, and the own cells of each row."""

    paragraphs: list[Element]
    rows: list[list[Element]]

    def read(self) -> Document:
        """Return what they say."""
        return Document(
            [_words(each) for each in self.paragraphs],
            [tuple(map(_words, cells)) for cells in self.rows],
        )


def read_document(docx: bytes) -> Document:
    """Read the body of a docx; TemplateError where it has none."""
    return elements(_body(docx)).read()


def elements(body: Element) -> Elements:
    """Return the paragraphs and cells of a document's body."""
    merged = next(body.iter(_MERGED), None) is not None
    rows = [list(_own_cells(r) if merged else r.iter(_CELL)) for r in body.iter(f"{W}tr")]
    return Elements(list(_paragraphs(body)), rows)


def _own_cells(row: Element) -> Iterator[Element]:
    return dropwhile(lambda cell: next(cell.iter(_MERGED), None) is not None, row.iter(_CELL))


def _body(docx: bytes) -> Element:
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            rels = read_part(package, RELS) if RELS in package.namelist() else b""
            document = read_part(package, main_part_name(rels))
    except BAD_ZIP as error:
        raise TemplateError("不是 Word 文件（docx），或已损坏") from error
    body = parse_xml(document).find(f"{W}body")
    if body is None:
        raise TemplateError("Word 文件里没有正文")
    return body


def _paragraphs(element: Element) -> Iterator[Element]:
    """Yield the paragraphs outside of tables, those in content controls too."""
    for child in element:
        if child.tag == f"{W}p":
            yield child
        elif child.tag in _CONTROLS:
            yield from _paragraphs(child)


def _words(element: Element) -> str:
    """Return the text of an element; line breaks and tabs are layout, not text."""
    return "".join([text.text or "" for text in element.iter(_TEXT)])


def as_text(docx: bytes) -> str:
    """Return the body of a docx as plain text, a table's row on one line, for a diff."""
    lines = []
    for element in _body(docx).iter(f"{W}p", f"{W}tr"):
        if element.tag == f"{W}tr":
            lines.append("\t".join(map(_words, element.iterchildren(f"{W}tc"))))
        elif next(element.iterancestors(f"{W}tr"), None) is None:
            lines.append(_words(element))
    return "\n".join(lines)

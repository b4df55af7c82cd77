"""What a Word file prints that was just rendered, read back without a tree (成品).

What a template makes is plain: one prefix, no comments, no boxes or controls, no table in a table.
Of such a file expat, the parser of the standard library, tells whether it is whole; between its
texts stands the same markup again and again, which is looked at once. A file that is not plain is
read by `document`, as one that came from anywhere.
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import lru_cache
from pyexpat import ExpatError, ParserCreate

from nianbao.outputs.readback import NotPlainError, missing
from nianbao.outputs.word.xmlpart import BAD_ZIP, DOCUMENT, MAX_TAGS, W, read_part
from nianbao.regex import regex
from nianbao.tuples import NamedTuple
from nianbao.view import View

LARGE = 5_000_000  # bytes; what has more is for the parser that bounds what it takes
_ROOT = regex(r"<w:document(?: [^<>&]*)?>")
_BINDING = f'xmlns:w="{W[1:-1]}"'
# What texts stand in, and what may hold paragraphs or words of another kind: that is not plain.
_TOKENS = regex(
    r"<(/?w:(?:p|tbl|tr|tc)(?=[\s/>])|w:vMerge|w:(?:sdt|customXml|txbxContent|altChunk)|mc:|[!?])"
)
_BEGIN = regex(r"<w:t(?:\s[^<>]*)?$")
# What may come where, and where that leads. A cell's paragraphs are one text.
_NEXT = {
    ("", "w:p"): "w:p", ("w:p", "/w:p"): "",
    ("", "w:tbl"): "w:tbl", ("w:tbl", "/w:tbl"): "",
    ("w:tbl", "w:tr"): "w:tr", ("w:tr", "/w:tr"): "w:tbl",
    ("w:tr", "w:tc"): "w:tc", ("w:tc", "/w:tc"): "w:tr",
    ("w:tc", "w:p"): "w:tc", ("w:tc", "/w:p"): "w:tc", ("w:tc", "w:vMerge"): "w:tc",
}  # fmt: skip
_REFERENCE = regex(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-z]+));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class Document(NamedTuple):
    """What a reader sees in a Word file: paragraphs outside of tables, and the tables' rows.

    A row begins with its own first cell: cells merged over several rows belong to none of them.
    """

    paragraphs: list[str]
    rows: list[tuple[str, ...]]


def document_differences(view: View, document: Document) -> list[str]:
    """Return in Chinese what a document fails to say of a view; nothing where it is whole."""
    return [
        *missing("正文", view.paragraphs, document.paragraphs),
        *missing("统计表", view.rows, document.rows),
    ]


def read_printed(docx: bytes) -> Document:
    """Read the body of a docx that a template made; NotPlainError where it may be another."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            data = read_part(package, DOCUMENT)
        ParserCreate().Parse(data, True)
        text = data.decode("utf-8")
    except (*BAD_ZIP, UnicodeDecodeError, ExpatError) as error:
        raise NotPlainError from error
    declaration, _, text = text.partition("?>")
    text = text.lstrip()
    root = _ROOT.match(text)
    if root is None or 'encoding="UTF-8"' not in declaration or "\r" in text:
        raise NotPlainError
    if len(data) > LARGE or data.count(b"<") > MAX_TAGS:
        raise NotPlainError
    if root[0].count(_BINDING) != 1 or text.count(W[1:-1]) != 1 or text.rfind("xmlns") > root.end():
        raise NotPlainError  # another prefix, or one bound to something else further on
    return _read(text)


def _read(text: str) -> Document:
    """Read a document that is whole and has one prefix for what is Word's."""
    paragraphs: list[str] = []
    rows: list[tuple[str, ...]] = []
    cells: list[str] = []
    words: list[str] = []
    where, merged = "", False
    for piece in f"{text}<w:t>".split("</w:t>"):  # as if a text stood behind the last one
        markup, _, said = piece.rpartition(">")
        steps, where = _steps(where, markup)
        for step in steps:
            if step == "/w:tc":
                if cells or not merged:
                    cells.append("".join(words))
            elif step == "/w:p":
                paragraphs.append("".join(words))
            elif step == "w:vMerge":
                merged = True
            elif step == "/w:tr":
                rows.append(tuple(cells))
            elif step == "w:tr":
                cells = []
            else:
                words, merged = [], False
        words.append(_decoded(said) if "&" in said else said)
    return Document(paragraphs, rows)


@lru_cache(maxsize=256)  # a template has a few dozen, and each report of it the same
def _steps(where: str, markup: str) -> tuple[tuple[str, ...], str]:
    """Return what begins and ends in the markup before a text, and where that stands.

    NotPlainError where one stands in another, or where it is no text that begins at its end.
    """
    if not _BEGIN.search(markup):
        raise NotPlainError
    steps = []
    for token in _TOKENS.findall(markup):
        if where != "w:tc" or token not in {"w:p", "/w:p"}:
            steps.append(token)
        try:
            where = _NEXT[where, token]
        except KeyError:
            raise NotPlainError from None
    return tuple(steps), where


def _decoded(text: str) -> str:
    return _REFERENCE.sub(_character, text)


def _character(reference: re.Match[str]) -> str:
    sixteen, ten, name = reference.groups()
    return chr(int(sixteen, 16)) if sixteen else chr(int(ten)) if ten else _NAMED[name]

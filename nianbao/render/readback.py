"""Reading the rendered files back, and comparing them with what they should say.

What was typed is what is printed: every paragraph and every figure is looked for in the bytes that
would be written. A difference is a reason not to write them.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import dropwhile
from typing import NamedTuple, cast

from lxml import etree

from nianbao.render.errors import TemplateError
from nianbao.render.xmlpart import DOCUMENT, W, parse_xml
from nianbao.view import View

_TEXT, _CELL, _MERGED = f"{W}t", f"{W}tc", f"{W}vMerge"
_CONTROLS = {f"{W}sdt", f"{W}sdtContent", f"{W}customXml"}


class Document(NamedTuple):
    """What a reader sees in a Word file: paragraphs outside of tables, and the tables' rows.

    A row begins with its own first cell: cells merged over several rows belong to none of them.
    """

    paragraphs: list[str]
    rows: list[tuple[str, ...]]


def read_document(docx: bytes) -> Document:
    """Read the body of a docx; TemplateError where it has none."""
    body = _body(docx)
    merged = next(body.iter(_MERGED), None) is not None
    rows = [
        tuple(map(_words, _own_cells(row) if merged else row.iter(_CELL)))
        for row in body.iter(f"{W}tr")
    ]
    return Document(list(map(_words, _paragraphs(body))), rows)


def _own_cells(row: etree._Element) -> Iterator[etree._Element]:
    return dropwhile(lambda cell: next(cell.iter(_MERGED), None) is not None, row.iter(_CELL))


def _body(docx: bytes) -> etree._Element:
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            document = package.read(DOCUMENT)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError) as error:
        raise TemplateError("不是 Word 文件（docx），或已损坏") from error
    body = parse_xml(document).find(f"{W}body")
    if body is None:
        raise TemplateError("Word 文件里没有正文")
    return body


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs outside of tables, those in content controls too."""
    for child in element:
        if child.tag == f"{W}p":
            yield child
        elif child.tag in _CONTROLS:
            yield from _paragraphs(child)


def _words(element: etree._Element) -> str:
    """Return the text of an element; line breaks and tabs are layout, not text."""
    texts = cast("Iterator[str]", element.itertext(_TEXT, with_tail=False))
    return "".join(texts)


def as_text(docx: bytes) -> str:
    """Return the body of a docx as plain text, a table's row on one line, for a diff."""
    lines = []
    for element in _body(docx).iter(f"{W}p", f"{W}tr"):
        if element.tag == f"{W}tr":
            lines.append("\t".join(map(_words, element.iterchildren(f"{W}tc"))))
        elif next(element.iterancestors(f"{W}tr"), None) is None:
            lines.append(_words(element))
    return "\n".join(lines)


def document_differences(view: View, docx: bytes) -> list[str]:
    """Return in Chinese what a docx fails to say of a view; nothing where it is whole."""
    document = read_document(docx)
    return [
        *_missing("正文", view.paragraphs, document.paragraphs),
        *_missing("统计表", view.rows, document.rows),
    ]


def text_differences(view: View, text: bytes) -> list[str]:
    """Return in Chinese what a plain text fails to say of a view; nothing where it is whole."""
    lines = text.decode("utf-8").split("\n")
    rows = ["".join("".join(cells).split()) for cells in view.lines]
    return [
        *_missing("正文", view.paragraphs, lines),
        *_missing("统计表", rows, ["".join(line.split()) for line in lines]),
    ]


Value = str | tuple[str, ...]


def _missing(where: str, expected: Sequence[Value], actual: Sequence[Value]) -> Iterator[str]:
    """Yield each expected value that does not come in its turn among the actual ones."""
    rest = iter(actual)
    if all(value in rest for value in expected):  # searches on from the last one found
        return
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, expected, actual, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind in {"replace", "delete"}:
            there = list(actual[start:end])
            for value in expected[first:last]:
                yield f"{where}里{_difference(value, there)}"


def _difference(value: Value, there: list[Value]) -> str:
    """Say what is missing, and what stands in its place if that is clear; take that out."""
    if isinstance(value, tuple):
        for other in there:
            if other[0] == value[0]:
                there.remove(other)
                wanted, found = " ".join(value[1:]), " ".join(other[1:])
                return f"“{value[0][:40]}”应当是“{wanted}”，现在是“{found[:40]}”"
        return f"找不到（或次序不对）：{' '.join(value)[:60]}"
    from difflib import get_close_matches

    for other in get_close_matches(value, [o for o in there if isinstance(o, str)], 1, 0.6):
        there.remove(other)
        wanted, found = _apart(value, other)
        return f"应当是“{wanted}”，现在是“{found}”"
    return f"找不到（或次序不对）：{value[:60]}"


def _apart(one: str, other: str) -> tuple[str, str]:
    """Return the places where two texts begin to differ, with a little of what surrounds them."""
    same = min(len(one), len(other))
    while one[:same] != other[:same]:
        same -= 1
    first = max(same - 10, 0)
    return _window(one, first), _window(other, first)


def _window(text: str, first: int) -> str:
    last = first + 30
    return f"{'…' if first else ''}{text[first:last]}{'…' if text[last:] else ''}"

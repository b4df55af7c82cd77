"""Reading the rendered files back, and comparing them with what they should say.

What was typed is what is printed: every paragraph and every figure is looked for in the bytes that
would be written. A difference is a reason not to write them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from nianbao.render.xmlpart import DOCUMENT, W, parse_xml
from nianbao.view import View

T = TypeVar("T", str, tuple[str, ...])
_TEXT, _BREAK = f"{W}t", f"{W}br"


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader sees in a Word file: paragraphs outside of tables, and the tables' rows."""

    paragraphs: list[str]
    rows: list[tuple[str, ...]]


def read_document(docx: bytes) -> Document:
    """Read the body of a docx."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        body = parse_xml(package.read(DOCUMENT))[0]
    paragraphs = [_text(child) for child in body.iterchildren(f"{W}p")]
    rows = [
        tuple(
            "\n".join(map(_text, cell.iterchildren(f"{W}p"))) for cell in row.iterchildren(f"{W}tc")
        )
        for row in body.iter(f"{W}tr")
    ]
    return Document(paragraphs, rows)


def _text(paragraph: etree._Element) -> str:
    return "".join(
        "\n" if element.tag == _BREAK else element.text or ""
        for element in paragraph.iter(_TEXT, _BREAK)
    )


def as_text(docx: bytes) -> str:
    """Return the body of a docx as plain text, a table's row on one line, for a diff."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        body = parse_xml(package.read(DOCUMENT))[0]
    lines = []
    for element in body.iter(f"{W}p", f"{W}tr"):
        if element.tag == f"{W}tr":
            lines.append("\t".join(map(_squeezed, element.iterchildren(f"{W}tc"))))
        elif next(element.iterancestors(f"{W}tr"), None) is None:
            lines.append(_text(element))
    return "\n".join(lines)


def _squeezed(cell: etree._Element) -> str:
    return " ".join(map(_text, cell.iter(f"{W}p"))).replace("\n", "")


def document_differences(view: View, docx: bytes) -> list[str]:
    """Return in Chinese what a docx fails to say of a view; nothing where it is whole."""
    document = read_document(docx)
    paragraphs = (p.replace("\n", "") for p in document.paragraphs)
    rows = (tuple(cell.replace("\n", "") for cell in row) for row in document.rows)
    return [
        *_missing("正文", view.paragraphs, paragraphs, str.__eq__),
        *_missing("统计表", view.rows, rows, _ends_with),
    ]


def text_differences(view: View, text: bytes) -> list[str]:
    """Return in Chinese what a plain text fails to say of a view; nothing where it is whole."""
    lines = text.decode("utf-8").split("\n")
    rows = ("".join("".join(cells).split()) for cells in view.lines)
    return [
        *_missing("正文", view.paragraphs, lines, str.__eq__),
        *_missing("统计表", rows, ("".join(line.split()) for line in lines), str.__eq__),
    ]


def _ends_with(row: tuple[str, ...], expected: tuple[str, ...]) -> bool:
    """A row of merged cells begins with what belongs to the rows above it."""
    return row[-len(expected) :] == expected


def _missing(
    where: str, expected: Iterable[T], actual: Iterable[T], matches: Callable[[T, T], bool]
) -> Iterator[str]:
    """Yield the first expected value that does not come in its turn among the actual ones."""
    rest = iter(actual)
    for value in expected:
        if not any(matches(other, value) for other in rest):  # goes on from the last one found
            shown = value if isinstance(value, str) else " ".join(value)
            yield f"{where}里找不到（或次序不对）：{shown[:60]}"
            return

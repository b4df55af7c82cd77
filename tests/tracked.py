"""A reader of tracked changes that knows nothing of the package: all accepted, or all rejected.

It follows Word: a row that went is gone; a paragraph whose end went runs on into the next one, and
is nothing where nothing is left of it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as Tree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
INS, DEL = f"{W}ins", f"{W}del"
CHANGES = (f"{W}rPrChange", f"{W}pPrChange", f"{W}tblPrChange", f"{W}trPrChange", f"{W}tcPrChange")
Story = list[
    Any
]  # of a paragraph (its style, its characters with their looks), of a table its rows
CLAUSE = re.compile(r"[^，。；！？\n]+[，。；！？\n]*")


def body_of(docx: bytes) -> Tree.Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        root = Tree.fromstring(package.read("word/document.xml"))  # noqa: S314  our own file
    body = root.find(f"{W}body")
    assert body is not None
    return body


def story(docx: bytes, gone: str = "", *, looks: bool = True) -> Story:
    """What a document says with revisions of a kind gone: DEL for all accepted, INS for all rejected."""
    return list(_blocks(body_of(docx), gone, looks))


def marks(docx: bytes) -> int:
    """How many revisions there are, those of ends, rows and looks too."""
    return sum(1 for _ in body_of(docx).iter() if _.tag in {INS, DEL, *CHANGES})


def _blocks(parent: Tree.Element, gone: str, looks: bool) -> Iterator[Any]:
    before: list[Any] = []
    for child in parent:
        if child.tag == f"{W}p":
            said = [*before, *_characters(child, gone, looks)]
            ends = child.find(f"{W}pPr/{W}rPr")
            if gone and ends is not None and ends.find(gone) is not None:
                before = said
                continue
            before = []
            yield _properties(child, gone, looks), said
        elif child.tag == f"{W}tbl":
            assert not before, "a paragraph would run on into a table"
            if rows := list(_rows(child, gone, looks)):
                yield rows
    assert not before, "the last paragraph has no end"


def _rows(table: Tree.Element, gone: str, looks: bool) -> Iterator[Any]:
    for row in table.iter(f"{W}tr"):
        if gone and row.find(f"{W}trPr/{gone}") is not None:
            continue
        yield [list(_blocks(cell, gone, looks)) for cell in row.iter(f"{W}tc")]


def _properties(paragraph: Tree.Element, gone: str, looks: bool) -> str:
    own = paragraph.find(f"{W}pPr")
    if own is None or not looks:
        return ""
    change = own.find(f"{W}pPrChange")
    if change is not None and gone == INS:
        (own,) = change
    apart = {
        f"{W}rPr",
        f"{W}pPrChange",
        f"{W}keepNext",
    }  # where a page may break is told of nothing
    kept = [each for each in own if each.tag not in apart]
    return "".join(_written(each) for each in kept)


def _characters(element: Tree.Element, gone: str, looks: bool) -> Iterator[Any]:
    for child in element:
        if child.tag == gone:
            continue
        if child.tag in {INS, DEL}:
            yield from _characters(child, gone, looks)
        elif child.tag == f"{W}r":
            look = _look(child, gone) if looks else ""
            for part in child:
                if part.tag in {f"{W}t", f"{W}delText"}:
                    yield from ((char, look) for char in part.text or "")
                elif part.tag in {f"{W}br", f"{W}tab"}:
                    yield part.tag, look


def _look(run: Tree.Element, gone: str) -> str:
    own = run.find(f"{W}rPr")
    if own is None:
        return ""
    change = own.find(f"{W}rPrChange")
    if change is not None and gone == INS:
        (own,) = change
    return "".join(_written(each) for each in own if each.tag != f"{W}rPrChange")


def _written(element: Tree.Element) -> str:
    inner = "".join(map(_written, element))
    attributes = "".join(f" {name}={value}" for name, value in sorted(element.attrib.items()))
    return f"<{element.tag}{attributes}>{inner}"


def clauses_of(docx: bytes) -> list[str]:
    """The clauses of a document, paragraph by paragraph and cell by cell."""
    found = []
    for paragraph in body_of(docx).iter(f"{W}p"):
        text = "".join(part.text or "" for part in paragraph.iter(f"{W}t"))
        found += [*CLAUSE.findall(text), "¶"]
    return found

"""Word files (docx) as blocks: insertions that were tracked are in, deletions out, merged cells once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from nianbao.ingest.blocks import Block, Carried, TableRows, TextLine, UnreadableError, tidy
from nianbao.outputs.errors import TemplateError
from nianbao.outputs.word.xmlpart import BAD_ZIP, RELS, W, main_part_name, parse_xml, read_part

MAX_PART = 64_000_000  # bytes of the main part; a long report has one of 500,000
_GONE = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr"}
_SKIPPED = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    f"{W}txbxContent", f"{W}footnoteReference",
}  # fmt: skip


def read_docx(data: bytes) -> Carried:
    """Return the body of a Word file as blocks; UnreadableError where it has none."""
    root = _main_part(data)
    body = root.find(f"{W}body")
    if body is None:
        raise UnreadableError("Word 文件里没有正文")
    reader = _Reader()
    blocks = tuple(reader.blocks(body))
    remarks = []
    inserted, deleted = (sum(1 for _ in body.iter(f"{W}{name}")) for name in ("ins", "del"))
    if inserted or deleted:
        remarks.append(
            f"文件里有修订痕迹：插入 {inserted} 处，都算接受；删除 {deleted} 处，都去掉了"
        )
    return Carried(blocks, tuple(remarks))


def _main_part(data: bytes) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return parse_xml(read_part(package, main_part_name(read_part(package, RELS))))
    except (*BAD_ZIP, TemplateError) as error:
        raise UnreadableError("不是 Word 文件（docx），或已损坏") from error


class _Reader:
    def __init__(self) -> None:
        self.paragraphs = 0
        self.tables = 0

    def blocks(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{W}p":
                self.paragraphs += 1
                if text := words(child).strip():  # blanks within are the writer's
                    yield TextLine(text, f"第 {self.paragraphs} 段")
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif isinstance(child.tag, str) and child.tag not in _GONE:
                yield from self.blocks(child)

    def _table(self, table: Any) -> Iterator[Block]:
        """Yield a table; one that only lays out a page (others are in it) is what stands in it."""
        if next(table.iterdescendants(f"{W}tbl"), None) is not None:
            for cell in table.iter(f"{W}tc"):
                if next(cell.iterancestors(f"{W}tbl"), None) is table:
                    yield from self.blocks(cell)
            return
        self.tables += 1
        rows = tuple(
            tuple(tidy(words(cell)) for cell in row.iter(f"{W}tc") if not _goes_on(cell))
            for row in table.iter(f"{W}tr")
            if row.find(f"{W}trPr/{W}del") is None
        )
        yield TableRows(rows, f"表 {self.tables}")


def _goes_on(cell: Any) -> bool:
    """Tell whether a cell is only covered by the one above it."""
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and merged.get(f"{W}val", "continue") == "continue"


def words(element: Any) -> str:
    """Return what a reader sees of a paragraph or cell, with tracked insertions, without deletions."""
    return "".join(_words(element))


def _words(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in {f"{W}tab", f"{W}br", f"{W}cr"}:
            yield " "
        elif isinstance(child.tag, str) and child.tag not in _GONE and child.tag not in _SKIPPED:
            yield from _words(child)

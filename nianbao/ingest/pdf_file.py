"""PDF files as blocks, by pdfplumber (an extra): an indent begins a paragraph, page numbers are left out."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

from nianbao.ingest.blocks import Block, Carried, TableRows, TextLine, UnreadableError, tidy
from nianbao.regex import regex

_PAGE_NUMBER = regex(r"^[—－–-]?\s*\d{1,3}\s*[—－–-]?$")
_INDENT = 6.0  # points that a paragraph's first line stands further in than the others
_FEW = 0.35  # share of a text that one character may make; more is a lost font


def read_pdf(data: bytes) -> Carried:
    """Return a PDF as blocks; UnreadableError where it is scanned, locked, or has lost its characters."""
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
    except ModuleNotFoundError:
        raise UnreadableError(
            "读 PDF 要另装部件：运行 make extras（或 pip install pdfplumber）；"
            "或用 Word、WPS 把 PDF 另存为 docx 再来"
        ) from None
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            blocks = tuple(_joined([each for page in document.pages for each in _blocks(page)]))
    except PDFPasswordIncorrect:
        raise UnreadableError("PDF 有密码：去掉密码再来") from None
    except Exception as error:  # pdfminer has many for a broken file
        raise UnreadableError("不是 PDF 文件，或已损坏") from error
    _require_characters(blocks)
    return Carried(blocks)


def _require_characters(blocks: tuple[Block, ...]) -> None:
    text = "".join(
        each.text if isinstance(each, TextLine) else "".join("".join(row) for row in each.rows)
        for each in blocks
    )
    if not text.strip():
        raise UnreadableError("PDF 里没有文字，像是扫描件：向经办人要 Word 文件，或先做文字识别")
    letters = Counter(char for char in text if not char.isascii())
    if letters and max(letters.values()) > max(_FEW * sum(letters.values()), 20):
        raise UnreadableError("PDF 打印时丢了字体，读出来的字都一样：用 Word 文件，或重新导出 PDF")


def _blocks(page: Any) -> Iterator[tuple[str, Any]]:
    """Yield what stands on a page from top to bottom: lines with their indent, tables with their rows."""
    tables = page.find_tables()
    boxes = [table.bbox for table in tables]
    found: list[tuple[float, str, Any]] = [
        (
            table.bbox[1],
            "table",
            [[tidy(c) for c in row if c is not None] for row in table.extract()],
        )
        for table in tables
    ]
    for line in page.extract_text_lines():
        middle = (line["top"] + line["bottom"]) / 2
        inside = any(
            box[1] <= middle <= box[3] and box[0] - 2 <= line["x0"] <= box[2] for box in boxes
        )
        if not inside and not _PAGE_NUMBER.match(line["text"].strip()):
            found.append((line["top"], "line", (line["x0"], line["text"])))
    yield from ((kind, what) for _, kind, what in sorted(found, key=lambda each: each[0]))


def _joined(pieces: list[tuple[str, Any]]) -> Iterator[Block]:
    """Put lines together into paragraphs; a table that goes on over the page goes on by itself."""
    lefts = [what[0] for kind, what in pieces if kind == "line"]
    left = min(lefts, default=0.0)
    paragraph: list[str] = []
    number = tables = 0
    for kind, what in [*pieces, ("end", None)]:
        begins = kind != "line" or what[0] > left + _INDENT
        if begins and paragraph:
            number += 1
            yield TextLine(tidy("".join(paragraph)), f"第 {number} 段")
            paragraph = []
        if kind == "line":
            paragraph.append(what[1])
        elif kind == "table":
            tables += 1
            yield TableRows(tuple(map(tuple, what)), f"表 {tables}")

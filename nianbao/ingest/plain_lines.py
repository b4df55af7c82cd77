"""Plain text as blocks: lines of words with figures behind wide gaps or tabs are rows of a table."""

from __future__ import annotations

from itertools import groupby

from nianbao.ingest.blocks import Block, Carried, TableRows, TextLine, UnreadableError, tidy
from nianbao.ingest.turned import labels_first
from nianbao.regex import regex
from nianbao.source import decode

_GAP = regex(r"\t+| {2,}(?=\S)| +(?=\d+(?:\.\d+)?\s*$)")
_COLUMNS = regex(r"^\s*\S.*?(?:\t| {2,})\S")


def read_plain(data: bytes) -> Carried:
    """Return a text as blocks; UnreadableError where it is in no known encoding."""
    source, wrong = decode("", data)
    if wrong is not None:
        try:
            lines = data.decode("gb18030").splitlines()
        except UnicodeDecodeError:
            raise UnreadableError("文本文件不知道是什么编码：另存为 UTF-8 再来") from None
    else:
        lines = list(source.lines)
    blocks: list[Block] = []
    turned = enumerate(labels_first(lines), 1)
    numbered = [(number, line) for number, line in turned if line.strip()]
    for is_row, group in groupby(numbered, key=lambda pair: bool(_COLUMNS.match(pair[1]))):
        members = list(group)
        if is_row:
            rows = tuple(tuple(map(tidy, _GAP.split(line.strip()))) for _, line in members)
            blocks.append(TableRows(rows, f"第 {members[0][0]} 行起的表"))
        else:
            blocks += [TextLine(line.strip(), f"第 {number} 行") for number, line in members]
    return Carried(tuple(blocks))

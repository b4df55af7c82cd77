"""Tables pasted from a spreadsheet or a Word file into the 统计表 (贴进来的表): rows without keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.findings.codes.of_writing import PASTED_TABLE
from nianbao.findings.finding import Finding
from nianbao.regex import regex
from nianbao.source import Source

TABLE = "统计表"
LEAST = 2  # rows that follow each other
SHOWN = 24  # characters of a row that the finding shows
_ROW = regex(
    r"\s*(?P<label>(?:其中：)?(?:\d+[.．、])?[^\s:：\-#\d][^\t:：#]*?)?(?P<gap>\t[ \t]*|  +| )?"
    r"(?:(?:[件条次人个篇份]{1,2}次?|万元|——?)[\t ]+)?"  # the unit
    r"(?P<figures>[\d０-９.,，/]+(?:[\t ]+[\d０-９.,，/]+)*)\s*"
)
_TOP = regex(r"[^\s#:：][^:：\t]*[:：]\s*(?:#.*)?")
_HEAD = regex(r"\s*[^\s:：\-#][^:：#]*")  # a row without figures, between others


def pasted_tables(source: Source, lines: tuple[str, ...]) -> tuple[set[int], list[Finding]]:
    """Return the lines of pasted tables, numbered from 0, and a finding for each table."""
    taken: set[int] = set()
    findings = []
    for run in _runs(lines):
        rows = [match for number in run if (match := _ROW.fullmatch(lines[number]))]
        taken.update(run)
        first = run[0]
        text = lines[first].strip()
        label = next((each["label"].strip() for each in rows if each["label"]), "行名")
        label = re.sub(r"^(?:（?[一二三四五六七八九十]+[）、]|\d+[.．、])\s*", "", label)
        figures = " ".join(rows[0]["figures"].split())
        span = source.span(first + 1, lines[first].find(text) + 1, max(len(text), 1))
        findings.append(
            PASTED_TABLE.at(
                span,
                f"从这一行起像是把整张表贴了进来（{len(run)} 行），没有键和冒号",
                f"逐行写成“行名: 数 数 …”，行名照表式、不带序号，如“{label[:SHOWN]}: {figures[:SHOWN]}”；"
                "或删去这几行，把原来的表存成 Word、Excel 文件，用 import 读进来",
            )
        )
    return taken, findings


def _runs(lines: tuple[str, ...]) -> Iterator[list[int]]:
    """Yield the runs of lines in the table that are rows without keys."""
    run: list[int] = []
    inside = False
    for number, line in enumerate((*lines, "")):
        if line[:1] not in {"", " ", "#"} and _TOP.fullmatch(line):
            inside = line.startswith(TABLE)
        bare = inside and ":" not in line and line.strip()  # no row that has a key
        row = _ROW.fullmatch(line) if bare else None
        plain = row is not None and (row["label"] is None or row["gap"] is not None)
        head = bool(run) and bare and not plain and _HEAD.fullmatch(line)
        if plain or head:
            run.append(number)
            continue
        if run and sum(1 for each in run if _ROW.fullmatch(lines[each])) >= LEAST:
            yield run
        run = []

"""Marks that git left where two versions met (冲突标记): one mistake each, whatever it does below."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.findings.codes.of_writing import MERGE_CONFLICT
from nianbao.findings.finding import Finding
from nianbao.regex import regex
from nianbao.source import Source

_MARK = regex(r"(<{7}|\|{7}|>{7})(?: .*)?$|={7}$")
_BOTH = (
    "“<<<<<<<”和“=======”之间是一个版本，“=======”和“>>>>>>>”之间是另一个："
    "留下对的，删去另一个和带标记的行"
)
_LEFT = "看看这里的文字对不对，再删去带标记的行"


def conflicts(source: Source) -> tuple[list[Finding], frozenset[int]]:
    """Return a finding for each conflict, and the lines (from 0) that are none of the file's own.

    Those are the marks and what stands between the middle one and the last: the other version.
    """
    if (
        "<<<<<<<" not in source.text
        and ">>>>>>>" not in source.text
        and "\n=======" not in source.text
    ):
        return [], frozenset()
    findings, left_out = [], set[int]()
    for marks in _conflicts(source):
        first, last = marks[0], marks[-1]
        lines = "、".join(str(number + 1) for number in marks)
        length = len(source.lines[first])
        span = source.span(first + 1, 1, length)
        message = f"git 合并时的冲突没有处理，第 {lines} 行是冲突标记"
        findings.append(MERGE_CONFLICT.at(span, message, _BOTH if len(marks) > 2 else _LEFT))
        left_out.update(marks)
        if len(marks) > 2:
            left_out.update(range(marks[1], last))
    return findings, frozenset(left_out)


def _conflicts(source: Source) -> Iterator[list[int]]:
    """Yield the marks of each conflict; what is left of one whose other marks are gone, too."""
    marks: list[int] = []
    for number, line in enumerate(source.lines):
        if not _MARK.match(line):
            continue
        if marks and line[0] == "<":
            yield marks
            marks = []
        marks.append(number)
        if line[0] == ">":
            yield marks
            marks = []
    if marks:
        yield marks

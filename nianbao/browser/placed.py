"""Places and findings as an editor's script takes them: lines from 1, columns from 0, in UTF-16."""

from __future__ import annotations

from typing import Any

from nianbao.findings.finding import Finding
from nianbao.findings.mark import waiver_line
from nianbao.source import Span

Told = dict[str, Any]


def place(span: Span) -> Told:
    """Return a place: the file it is in, where it begins and where it ends."""
    return {
        "file": span.source.name,
        "line": span.line,
        "start": _units(span, span.line, span.column),
        "endLine": span.end_line,
        "end": _units(span, span.end_line, span.end_column),
    }


def _units(span: Span, line: int, column: int) -> int:
    """Return how many UTF-16 units stand before a column: a rare character is two."""
    lines = span.source.lines
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    return len(before) + sum(1 for char in before if char > "\uffff")


def finding(one: Finding) -> Told:
    """Return a finding with all that a page shows of it."""
    return {
        "code": str(one.code),
        "grave": "已核实" if one.waived else one.severity.value,
        "message": one.message,
        "help": one.help,
        "why": one.code.why,
        "place": place(one.span),
        "related": [{"place": place(at), "message": said} for at, said in one.related],
        "fix": {"place": place(one.fix.span), "text": one.fix.text} if one.fix else None,
        "waiver": waiver_line(one),
    }

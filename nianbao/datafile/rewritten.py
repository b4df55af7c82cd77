"""Edits put into a data file's bytes at their places; every other byte stays (改写)."""

from __future__ import annotations

from collections.abc import Iterable

from nianbao.findings.finding import Fix
from nianbao.regex import regex

GONE = "\0"  # a line that holds it is taken out
LINE_END = regex(r"(\r\n|\r|\n)")


def rewritten(data: bytes, fixes: Iterable[Fix]) -> bytes:
    """Return a file with the edits made: each within a line; line ends and the BOM stay as they are."""
    text = data.decode("utf-8")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    parts = LINE_END.split(text.removeprefix(mark))  # line, its end, line, …
    newline = parts[1] if len(parts) > 1 else "\n"
    ordered = sorted(fixes, key=lambda fix: (fix.span.line, fix.span.column, fix.span.end_column))
    for fix in reversed(ordered):
        line = parts[2 * (fix.span.line - 1)]
        start, end = fix.span.column - 1, fix.span.end_column - 1
        parts[2 * (fix.span.line - 1)] = line[:start] + fix.text.replace("\n", newline) + line[end:]
    kept = [
        part
        for place in range(0, len(parts), 2)
        if GONE not in parts[place]
        for part in parts[place : place + 2]
    ]
    return (mark + "".join(kept)).encode("utf-8")

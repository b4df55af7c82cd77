"""The 核实 line that a finding offers, and the mark (记号) that makes it expire."""

from __future__ import annotations

import hashlib
import re

from nianbao.findings.finding import Finding
from nianbao.findings.width import visible
from nianbao.regex import regex
from nianbao.source import Span

TO_WAIVE = "查过无误，就在“核实:”下写"
_LETTERS = str.maketrans("0123456789", "ghijkmnpqr")  # 1234 would be a number to an editor
_PLAIN = regex(r"[^\W_][^,\[\]{}:#'\"\n]*(?<! )")


def mark(finding: Finding) -> str:
    """Return four letters that stand for the words and figures a finding speaks of (记号).

    They change when what stands there changes, and with them a waiver that names them expires.
    """
    spans = (finding.span, *(other.span for other in finding.related))
    digest = hashlib.sha256("\n".join(map(_typed, spans)).encode("utf-8", "replace")).hexdigest()
    return digest[:4].translate(_LETTERS)


def _typed(span: Span) -> str:
    line = span.source.lines[span.line - 1] if span.line <= len(span.source.lines) else ""
    return line[span.column - 1 : span.end_column - 1 if span.end_line == span.line else None]


def subject_of(finding: Finding) -> str:
    """Return what a 核实 names the finding by: its subject, or else its line.

    A mark of punctuation is no name: with it, one 核实 would cover every comma of the report. What
    cannot be printed cannot be copied either, nor what would look like the end of the 核实.
    """
    subject = finding.subject
    copied = visible(subject) == subject == subject.strip() and not set(subject) & set("{}")
    return subject if copied and re.search(r"\w", subject) else str(finding.span.line)


def waiver_line(finding: Finding) -> str:
    """Return the line under 核实 with which an office says that it has checked; "" where it may not."""
    if not finding.waivable or finding.waived:
        return ""
    subject = subject_of(finding)
    if not _PLAIN.fullmatch(subject):
        subject = "'" + subject.replace("'", "''") + "'"
    return f"- {{问题: {finding.code}, 位置: {subject}, 记号: {mark(finding)}, 理由: ……}}"


def how_to_mend(finding: Finding, help_: str | None = None) -> str:
    """Return the mending, and how an office says that it has checked, where it may."""
    line = waiver_line(finding)
    mending = finding.help if help_ is None else help_
    return "；".join(part for part in (mending, f"{TO_WAIVE} {line}" if line else "") if part)

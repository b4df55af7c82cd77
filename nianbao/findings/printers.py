"""One printer of findings for each output."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nianbao.findings.finding import Finding, Severity
from nianbao.findings.mark import waiver_line
from nianbao.findings.width import fitting, visible, width
from nianbao.source import Span

WINDOW = 96  # columns of a source line that a finding shows


def summary(findings: Sequence[Finding]) -> str:
    """Count the findings in one line: 错误 0 · 警告 7 · 已核实 3."""
    waived = sum(1 for finding in findings if finding.waived)
    counts = {
        severity: sum(1 for f in findings if f.severity is severity and not f.waived)
        for severity in Severity
    }
    parts = [f"错误 {counts[Severity.ERROR]}", f"警告 {counts[Severity.WARNING]}"]
    if counts[Severity.NOTE]:
        parts.append(f"提示 {counts[Severity.NOTE]}")
    if waived:
        parts.append(f"已核实 {waived}")
    if mendable := sum(1 for finding in findings if finding.fix and not finding.waived):
        parts.append(f"可以代改 {mendable}（build.py fix）")
    return " · ".join(parts)


def _excerpt(span: Span) -> tuple[str, str]:
    """Return the line of a span as it can be shown, and the carets beneath it."""
    line = span.source.lines[span.line - 1] if span.line <= len(span.source.lines) else ""
    skipped = max(span.column - WINDOW, 0) if len(line) > WINDOW else 0
    shown = visible(line[skipped : span.column + WINDOW])
    start = min(span.column - 1 - skipped, len(shown))
    end = span.end_column - 1 - skipped if span.end_line == span.line else len(shown)
    end = max(min(end, len(shown)), start)
    first = 0
    if skipped or width(shown) > WINDOW:
        first = start - fitting(reversed(shown[:start]), WINDOW // 2 - 1)
    last = first + fitting(shown[first:], WINDOW)
    lead = "…" if first or skipped else ""
    tail = "…" if last + skipped < len(line) else ""
    marked = shown[start : min(end, last)]
    carets = " " * (len(lead) + width(shown[first:start])) + "^" * max(width(marked), 1)
    return f"{lead}{shown[first:last]}{tail}".rstrip(), carets


def how_to_mend(finding: Finding) -> str:
    """Return the mending, and how an office says that it has checked, where it may."""
    line = waiver_line(finding)
    checked = f"查过无误，就在“核实:”下写 {line}" if line else ""
    return "；".join(part for part in (finding.help, checked) if part)


def _one_text(finding: Finding) -> str:
    state = "已核实" if finding.waived else finding.severity.value
    lines = [f"{finding.span}: {state} {visible(finding.message)} [{finding.code}]"]
    if finding.waived:
        return f"{lines[0]}\n 理由：{visible(finding.waived)}"
    excerpt, carets = _excerpt(finding.span)
    number = str(finding.span.line)
    lines.append(f" {number} | {excerpt}")
    lines.append(f" {' ' * len(number)} | {carets}")
    lines.extend(f" = {other.span}: {visible(other.message)}" for other in finding.related)
    if mending := how_to_mend(finding):
        lines.append(f" 改法：{visible(mending)}")
    return "\n".join(lines)


def as_text(findings: Sequence[Finding]) -> str:
    """Print findings for a person: place, message, code, the line, carets, places, the mending."""
    return "\n".join([*(f"{_one_text(finding)}\n" for finding in findings), summary(findings)])


def _place(span: Span) -> dict[str, str | int]:
    return {
        "file": span.source.name,
        "line": span.line,
        "column": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_json(findings: Sequence[Finding]) -> str:
    """Print findings for a program: a JSON list, stable in keys and order."""
    import json

    return json.dumps(
        [
            {
                "code": finding.code,
                "severity": _LEVELS[finding.severity],
                "message": finding.message,
                "help": finding.help,
                "waiver": waiver_line(finding) or None,
                **_place(finding.span),
                "waived": finding.waived or None,
                "fix": finding.fix
                and {**_place(finding.fix.span), "replacement": finding.fix.text},
                "related": [
                    {**_place(other.span), "message": other.message} for other in finding.related
                ],
            }
            for finding in findings
        ],
        ensure_ascii=False,
        indent=1,
    )


def _escape(text: str, also: str = "") -> str:
    """Percent-encode what GitHub's workflow commands take as their own."""
    return "".join(f"%{ord(char):02X}" if char in f"%\r\n{also}" else char for char in text)


def as_github(findings: Sequence[Finding]) -> str:
    """Print findings as GitHub workflow commands, one a line."""
    lines = []
    for finding in findings:
        span = finding.span
        level = "notice" if finding.waived else _LEVELS[finding.severity]
        mending = how_to_mend(finding)
        message = finding.message + (f"（改法：{mending}）" if mending else "")
        lines.append(
            f"::{level} file={_escape(span.source.name, ':,')},line={span.line},col={span.column},"
            f"endLine={span.end_line},endColumn={span.end_column},"
            f"title={_escape(finding.code, ':,')}::{_escape(message)}"
        )
    return "\n".join(lines)


PRINTERS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}

"""Findings for programs: JSON, and the workflow commands of GitHub. Each finding by itself, by place."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.findings.finding import Finding, Severity
from nianbao.findings.mark import how_to_mend, waiver_line
from nianbao.findings.width import visible
from nianbao.source import Span


def dumped(value: object) -> str:
    """Return a value as JSON: Chinese as it is, what is invisible or would steer a screen escaped."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=1)
    return "".join(
        char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1] for char in text
    )


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
    return dumped(
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
        ]
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
    return "\n".join(map(visible, lines))

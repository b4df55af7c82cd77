"""What is only the echo of another finding, or can wait until that one is mended (余波)."""

from __future__ import annotations

from collections.abc import Iterable

from nianbao.findings.codes.of_shape import YEAR_MISMATCH
from nianbao.findings.finding import Finding, Severity, has_errors


def without_echoes(of_checks: Iterable[Finding], garbled: Iterable[Finding]) -> list[Finding]:
    """Leave out what a check warns of on lines that could not be read or filled in as meant."""
    broken = {
        (finding.span.source.name, line)
        for finding in garbled
        for line in range(finding.span.line, finding.span.end_line + 1)
    }
    return [
        finding
        for finding in of_checks
        if finding.severity is Severity.ERROR
        or (finding.span.source.name, finding.span.line) not in broken
    ]


def without_waiting(findings: list[Finding]) -> list[Finding]:
    """Leave out what can wait: notes until the figures are right, warnings until the year is clear."""
    if any(finding.code is YEAR_MISMATCH for finding in findings):
        return [finding for finding in findings if finding.severity is Severity.ERROR]
    if has_errors(findings):
        return [finding for finding in findings if finding.severity is not Severity.NOTE]
    return findings

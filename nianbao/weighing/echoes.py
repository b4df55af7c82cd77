"""What is only the echo of another finding, or can wait until that one is mended (余波)."""

from __future__ import annotations

from collections.abc import Iterable

from nianbao.findings.codes.of_shape import YEAR_MISMATCH
from nianbao.findings.codes.of_texts import (
    BREAKDOWN_SUM,
    FIGURE_OUTLIER,
    SURVIVING_FIGURE,
    TEXT_TABLE_MISMATCH,
)
from nianbao.findings.finding import Finding, Severity, has_errors


def without_echoes(of_checks: Iterable[Finding], garbled: Iterable[Finding]) -> list[Finding]:
    """Leave out what a check warns of on lines that could not be read or filled in as meant.

    Where a figure in a text is not the table's, the parts that do not add up follow from it;
    so does a figure far from last year's where it is wrong anyway.
    """
    broken = {
        (finding.span.source.name, line)
        for finding in garbled
        for line in range(finding.span.line, finding.span.end_line + 1)
    }
    checked = list(of_checks)
    wrong = {finding.span for finding in checked if finding.severity is Severity.ERROR}
    told = {
        _line(finding)
        for finding in checked
        if finding.code in {TEXT_TABLE_MISMATCH, SURVIVING_FIGURE}
    }
    return [
        finding
        for finding in checked
        if finding.severity is Severity.ERROR or _line(finding) not in broken
        if not (finding.code is BREAKDOWN_SUM and _line(finding) in told)
        if not (finding.code is FIGURE_OUTLIER and finding.span in wrong)
    ]


def _line(finding: Finding) -> tuple[str, int]:
    return finding.span.source.name, finding.span.line


def without_waiting(findings: list[Finding]) -> list[Finding]:
    """Leave out what can wait: notes until the figures are right, warnings until the year is clear."""
    if any(finding.code is YEAR_MISMATCH for finding in findings):
        return [finding for finding in findings if finding.severity is Severity.ERROR]
    if has_errors(findings):
        return [finding for finding in findings if finding.severity is not Severity.NOTE]
    return findings

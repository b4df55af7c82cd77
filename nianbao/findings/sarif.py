"""Findings as SARIF 2.1.0 (OASIS), for the tools in which changes are reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nianbao.findings.finding import Code, Finding, Severity
from nianbao.findings.mark import how_to_mend
from nianbao.findings.programs import dumped
from nianbao.source import Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def as_sarif(findings: Sequence[Finding]) -> str:
    """Print findings as one SARIF run; what a person has checked is a suppressed result."""
    codes = sorted({finding.code for finding in findings})
    run = {
        "tool": {"driver": {"name": "nianbao", "rules": list(map(_rule, codes))}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code)) for finding in findings],
    }
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: Code) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": str(code),
        "shortDescription": {"text": code.what.replace("`", "")},
        "help": {"text": code.mending.replace("`", ""), "markdown": code.mending},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }
    return rule | ({"fullDescription": {"text": code.why}} if code.why else {})


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    mending = how_to_mend(finding)
    text = finding.message + (f"（改法：{mending}）" if mending else "")
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_location(finding.span)],
    }
    if finding.related:
        result["relatedLocations"] = [
            {**_location(other.span), "message": {"text": other.message}}
            for other in finding.related
        ]
    if finding.waived:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.waived}]
    if finding.fix:
        change = {
            "deletedRegion": _region(finding.fix.span),
            "insertedContent": {"text": finding.fix.text},
        }
        artifact = {"uri": _uri(finding.fix.span)}
        result["fixes"] = [
            {"artifactChanges": [{"artifactLocation": artifact, "replacements": [change]}]}
        ]
    return result


def _location(span: Span) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(span)},
            "region": _region(span),
        }
    }


def _uri(span: Span) -> str:
    """Return the file as SARIF names it, by a URI (RFC 3986): 示例局 is percent-encoded."""
    from urllib.parse import quote

    return quote(span.source.name, safe="/!", errors="replace")


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }

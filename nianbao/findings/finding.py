"""Findings (问题): one type, wherever they come from.

A mistake in a user's file is a value of this type, never an exception.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from nianbao.source import Span


class Severity(StrEnum):
    """How grave a finding is (程度): an error blocks the report, the others do not."""

    ERROR = "错误"
    WARNING = "警告"
    NOTE = "提示"


class Related(NamedTuple):
    """Another place that took part in a finding."""

    span: Span
    message: str


class Fix(NamedTuple):
    """A mechanical mending: what to put in the place of what was typed."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding (问题): what is, what should be, where, and what to do about it."""

    code: str
    message: str
    span: Span
    help: str = ""
    severity: Severity = Severity.ERROR
    related: tuple[Related, ...] = ()
    subject: str = ""  # what a waiver names: the indicator or section that the finding is about
    waived: str = ""  # the reason given under 核实, once a person has checked
    fix: Fix | None = None  # where it can be mended without thinking


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether any finding blocks the report."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort by file and place, errors first where two share a place, each finding once."""
    unique = dict.fromkeys(findings)
    return sorted(
        unique,
        key=lambda f: (
            f.span.source.name,
            f.span.line,
            f.span.column,
            f.severity is not Severity.ERROR,
        ),
    )


def strict(findings: Iterable[Finding]) -> list[Finding]:
    """Turn each warning that nobody has waived into an error."""
    return [
        replace(finding, severity=Severity.ERROR)
        if finding.severity is Severity.WARNING and not finding.waived
        else finding
        for finding in findings
    ]

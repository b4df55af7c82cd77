"""What the catalogue found, remembered by what it was given.

The checks of prose take as long as all the rest of a build, and a clerk checks a file, then builds
it. What they find depends on the two years' files, the forms, the lexicon and the code alone, so it
is kept under a key made of these, as plain values, and neither run nor even imported again.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from typing import Any

from nianbao.findings.codes import CODES
from nianbao.findings.finding import Finding, Fix, Related, Severity
from nianbao.source import Source, Span


def packed(findings: Iterable[Finding], sources: tuple[Source, ...]) -> bytes | None:
    """Return findings as bytes; None where one speaks of another source than these."""
    numbers = {id(source): number for number, source in enumerate(sources)}
    try:
        rows = [_row(finding, numbers) for finding in findings]
        return marshal.dumps(rows)
    except (KeyError, ValueError):
        return None


def unpacked(data: bytes, sources: tuple[Source, ...]) -> list[Finding] | None:
    """Return the findings that were packed; None where the bytes are not what `packed` makes."""
    try:
        return [_finding(row, sources) for row in marshal.loads(data)]  # noqa: S302
    except (EOFError, ValueError, TypeError, KeyError, IndexError):
        return None


def _row(finding: Finding, numbers: dict[int, int]) -> list[Any]:
    def place(span: Span) -> list[int]:
        return [numbers[id(span.source)], *span[1:]]

    related = [[place(other.span), other.message] for other in finding.related]
    fix = [place(finding.fix.span), finding.fix.text] if finding.fix else None
    return [
        str(finding.code), finding.message, place(finding.span), finding.help,
        finding.severity.value, related, finding.subject, finding.waivable, fix,
    ]  # fmt: skip


def _finding(row: list[Any], sources: tuple[Source, ...]) -> Finding:
    def span(place: list[int]) -> Span:
        return Span(sources[place[0]], *place[1:])

    code, message, where, help_, severity, related, subject, waivable, fix = row
    return Finding(
        CODES[code], message, span(where), help_, Severity(severity),
        tuple(Related(span(place), said) for place, said in related), subject, waivable,
        Fix(span(fix[0]), fix[1]) if fix else None,
    )  # fmt: skip

"""Findings (问题): a code is a value, a finding is what it says of one place.

A mistake in a user's file is a value of this type, never an exception.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from nianbao.source import Span
from nianbao.tuples import NamedTuple


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


class Code(str):
    """A kind of finding (代码): the word that it is printed and looked up under, and what it means.

    `severity` is how grave it is unless a rule of the form says otherwise; `what` says what is wrong,
    `mending` how to mend it, `why` for what reason and by which source (文号). An office may waive
    (核实) what is `waivable`; an error is not, but where a rule of the form allows it. `together`
    says how many there are ({}) where a reader is better told of many at once.
    """

    __slots__ = ("mending", "severity", "together", "waivable", "what", "why")

    severity: Severity
    what: str
    mending: str
    why: str
    waivable: bool
    together: str

    def __new__(
        cls, word: str, severity: Severity, what: str, mending: str, why: str = "", *,
        waivable: bool = True, together: str = "",
    ) -> Code:  # fmt: skip
        """Declare a code."""
        code = super().__new__(cls, word)
        code.severity, code.what, code.mending, code.why = severity, what, mending, why
        code.together = together
        code.waivable = waivable and severity is not Severity.ERROR
        return code

    def at(
        self, span: Span, message: str, help_: str = "", *,
        related: tuple[Related, ...] = (), subject: str = "", fix: Fix | None = None,
        severity: Severity | None = None, waivable: bool | None = None,
    ) -> Finding:  # fmt: skip
        """Return a finding of this kind at a place.

        `subject` is what a 核实 names: the indicator, section or words that the finding is about.
        """
        if waivable is None:
            waivable = self.waivable and severity is not Severity.ERROR
        return Finding(
            self, message, span, help_, severity or self.severity, related, subject, waivable, fix
        )


class Group(NamedTuple):
    """Codes that belong together in the manual: their heading, why they matter, what else to say."""

    heading: str
    codes: tuple[Code, ...]
    why: str = ""
    remark: str = ""


def declared(names: Mapping[str, object]) -> tuple[Code, ...]:
    """Return the codes that a module declares (its `vars()`), in the order of their declaration."""
    return tuple(value for value in names.values() if isinstance(value, Code))


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding (问题): what is, what should be, where, and what to do about it."""

    code: Code
    message: str
    span: Span
    help: str
    severity: Severity
    related: tuple[Related, ...]
    subject: str
    waivable: bool
    fix: Fix | None = None  # where it can be mended without thinking
    waived: str = ""  # the reason given under 核实, once a person has checked


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

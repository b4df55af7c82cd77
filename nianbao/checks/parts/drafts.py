"""What a draft has left to fill in."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_figures import UNFILLED_DRAFT
from nianbao.findings.finding import Finding
from nianbao.regex import regex

_LEAD = "〔请填："
_LEFT = regex(rf"{_LEAD}[^〔〕]*+〕")


def unfilled_draft(submission: Submission) -> Iterator[Finding]:
    """A place to fill in that `new` has left in a text carried over from last year (catalogue 54)."""
    if _LEAD not in submission.prose.printed.text:
        return
    for section, filled, *_ in submission.prose.paragraphs:
        for match in _LEFT.finditer(filled.line.text):
            yield UNFILLED_DRAFT.at(
                filled.line.part(match.start(), len(match[0])),
                f"“{section}”里还有没填的地方：{match[0]}",
                "换成新表式的指标或实际的数，或改写这句",
            )

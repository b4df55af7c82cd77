"""The checks on a bound report (检查): each a generator with a docstring, listed in CHECKS."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nianbao.checks.drafts import unfilled_draft
from nianbao.checks.submission import Submission
from nianbao.checks.sums import broken_rule, slash_beside_zero
from nianbao.checks.waivers import waive
from nianbao.diagnostic import Diagnostic

Check = Callable[[Submission], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (broken_rule, slash_beside_zero, unfilled_draft)


def check(submission: Submission) -> list[Diagnostic]:
    """Run every check."""
    return [finding for each in CHECKS for finding in each(submission)]


__all__ = ["CHECKS", "Check", "Submission", "check", "waive"]

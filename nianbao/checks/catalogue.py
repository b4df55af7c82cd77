"""The catalogue of checks (检查): each a generator with a docstring, listed in CHECKS."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nianbao.checks.breakdowns import BREAKDOWN_CHECKS
from nianbao.checks.denials import DENIAL_CHECKS
from nianbao.checks.drafts import unfilled_draft
from nianbao.checks.hygiene import HYGIENE
from nianbao.checks.ordinals import ORDINAL_CHECKS
from nianbao.checks.prose import PROSE_CHECKS
from nianbao.checks.structure import STRUCTURE_CHECKS
from nianbao.checks.submission import Submission
from nianbao.checks.sums import broken_rule, slash_beside_zero
from nianbao.checks.years import YEAR_CHECKS
from nianbao.diagnostic import Diagnostic

Check = Callable[[Submission], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    broken_rule,
    slash_beside_zero,
    unfilled_draft,
    *PROSE_CHECKS,
    *BREAKDOWN_CHECKS,
    *DENIAL_CHECKS,
    *STRUCTURE_CHECKS,
    *ORDINAL_CHECKS,
    *YEAR_CHECKS,
    *HYGIENE,
)


def check(submission: Submission) -> list[Diagnostic]:
    """Run every check."""
    return [finding for each in CHECKS for finding in each(submission)]

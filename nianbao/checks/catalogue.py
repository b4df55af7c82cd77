"""The catalogue of checks (检查): each a generator with a docstring, listed in CHECKS."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nianbao.checks.against_table.amounts import PROSE_CHECKS
from nianbao.checks.against_table.breakdowns import BREAKDOWN_CHECKS
from nianbao.checks.against_table.denials import DENIAL_CHECKS
from nianbao.checks.against_table.years import YEAR_CHECKS
from nianbao.checks.figures.relations import broken_rule, slash_beside_zero
from nianbao.checks.parts.drafts import unfilled_draft
from nianbao.checks.parts.ordinals import ORDINAL_CHECKS
from nianbao.checks.parts.structure import STRUCTURE_CHECKS
from nianbao.checks.submission import Submission
from nianbao.checks.wording.hygiene import HYGIENE
from nianbao.findings.finding import Finding

Check = Callable[[Submission], Iterator[Finding]]

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


def check(submission: Submission) -> list[Finding]:
    """Run every check."""
    return [finding for each in CHECKS for finding in each(submission)]

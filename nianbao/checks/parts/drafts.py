"""What a draft has left to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_figures import UNFILLED_DRAFT
from nianbao.findings.finding import Finding


def unfilled_draft(submission: Submission) -> Iterator[Finding]:
    """A place to fill in that `new` has left in a text carried over from last year."""
    for section in submission.report.sections:
        for paragraph in section.paragraphs():
            for match in re.finditer(r"〔请填：.*?〕", paragraph.text):
                yield UNFILLED_DRAFT.at(
                    paragraph.part(match.start(), len(match[0])),
                    f"“{section.section.key}”里还有没填的地方：{match[0]}",
                    "换成新表式的指标或实际的数，或改写这句",
                )

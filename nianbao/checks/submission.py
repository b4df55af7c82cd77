"""What is submitted to the checks (送审稿): a report, its filled-in texts, and the year before."""

from __future__ import annotations

from typing import NamedTuple

from nianbao.history import History
from nianbao.narrative import Narrative
from nianbao.report import Report


class Submission(NamedTuple):
    """All that a check may look at."""

    report: Report
    narrative: Narrative
    history: History

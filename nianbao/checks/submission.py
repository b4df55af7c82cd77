"""What is submitted to the checks (送审稿): a report, its filled-in texts, and the year before."""

from __future__ import annotations

from typing import NamedTuple

from nianbao.form.lexicon import Lexicon
from nianbao.report import Report
from nianbao.report.history import History
from nianbao.report.narrative import Narrative


class Submission(NamedTuple):
    """All that a check may look at."""

    report: Report
    narrative: Narrative
    history: History
    lexicon: Lexicon

"""The title broken by hand (题名断行): with its marks taken out, it is the title."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.breaking import MARK, broken
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_shape import BAD_TITLE_BREAK
from nianbao.findings.finding import Finding

MOST = 2  # marks: a title of more than three lines is no title


def title_break(submission: Submission) -> Iterator[Finding]:
    """Yield where 题名断行 is not the report's title with one or two marks in it."""
    wanted, title = submission.report.title_break, submission.narrative.title
    if wanted is None:
        return
    marks = wanted.text.count(MARK)
    if wanted.text.replace(MARK, "") == title and 1 <= marks <= MOST:
        return
    agency = submission.report.agency.text
    lines = [*broken(agency, len(agency)), title.removeprefix(agency)]
    help_ = f"写题名本身，在要换行的地方加“{MARK}”（一两处）：{MARK.join(lines[-MOST - 1 :])}"
    yield BAD_TITLE_BREAK.at(wanted.span, "“题名断行”与题名不符，或没有标出换行处", help_)

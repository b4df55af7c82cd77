"""Checks of problems and the measures against them (catalogue 43)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import UNMATCHED_PROBLEMS
from nianbao.findings.finding import Finding, Related
from nianbao.reading.yamltree import Scalar
from nianbao.report import Item, PointList
from nianbao.report.narrative import Filled

_PROBLEM = re.compile("问题|不足|困难|差距")
_IMPROVE = re.compile("改进|措施|整改|下一步|今后|将|针对|加强|打算|计划")
_MEASURE = re.compile("改进|措施|整改|下一步|今后|将|拟")
LEAD = 60  # characters before a list that say what it is a list of


def problems_and_measures(submission: Submission) -> Iterator[Finding]:
    """More problems than measures, or none at all for them (catalogue 43).

    Counted where the section of problems and measures has two lists of the same style, the first one
    after words that speak of problems, the other after words that speak of measures.
    """
    report = submission.report
    key = report.form.wording.problems
    for section in report.sections:
        if section.section.key != key:
            continue
        lists = list(_introduced(section.items, "", submission.narrative.filled))
        problems = next((found for words, found in lists if _PROBLEM.search(words)), None)
        measures = next(
            (found for words, found in lists if found is not problems and _IMPROVE.search(words)),
            None,
        )
        if problems is None:
            continue
        many = len(problems.points)
        if measures and len(measures.points) < many:
            yield UNMATCHED_PROBLEMS.at(
                measures.span,
                f"问题有 {many} 条，措施只有 {len(measures.points)} 条",
                "逐条写明怎样改进",
                related=(Related(problems.span, f"问题 {many} 条"),),
                subject=key,
            )
        told = "".join(line.text for line in submission.prose.folded.of(key))
        if not measures and not _MEASURE.search(told):
            yield UNMATCHED_PROBLEMS.at(
                problems.span,
                f"写了 {many} 条问题，没有写怎样改进",
                "逐条写明怎样改进",
                subject=key,
            )


def _introduced(
    items: tuple[Item, ...], words: str, filled: dict[Scalar, Filled]
) -> Iterator[tuple[str, PointList]]:
    """Yield the innermost lists, each with the words that stand before it."""
    for item in items:
        if isinstance(item, Scalar):
            words = (filled[item].text if item in filled else item.text)[-LEAD:]
        elif any(point.items for point in item.points):
            for point in item.points:
                yield from _introduced(point.items, point.text.text, filled)
        else:
            yield words, item

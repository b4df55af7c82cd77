"""What is still the sample's (示例局) in another agency's report: its name, a paragraph, its figures.

Who begins by copying the sample, and forgets a part of it, would publish invented figures without a
sum being wrong. The sample's own report, which has its name, is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from nianbao.checks.parts.prints import BEGINNINGS, PRINTS
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import SAMPLE_LEFT
from nianbao.findings.finding import Finding
from nianbao.regex import regex
from nianbao.report import Figure, Report

NAMES = ("示例市示例局", "示例局")  # the longer first
HEAD = 6  # letters that a paragraph begins with
LONG = 24  # characters of a paragraph that are nobody's formula
MANY = 5  # different figures of a group, other than 0, that no two agencies share
_PLACE = regex(r"^.{2,8}?[省市县区州旗](?=.)")
_VARIABLE = regex("[^\u4e00-\u9fffA-Za-z]+")


def sample_left(submission: Submission) -> Iterator[Finding]:
    """Text or figures that still are the sample agency's."""
    report = submission.report
    if report.agency.text in NAMES:
        return
    lines = submission.prose.folded
    for name in NAMES[1:] if NAMES[1] in lines.text and NAMES[1] not in report.agency.text else ():
        for match in re.finditer(f"(?:示例市)?{name}", lines.text):
            yield SAMPLE_LEFT.at(
                lines.span(*match.span()), f"“{match[0]}”是样本里的机关", "换成本机关的名称"
            )
    names = names_of(report)
    for section in report.sections:
        for line in section.paragraphs():
            if may_be_known(line.text, names) and print_of_text(line.text, names) in PRINTS:
                yield SAMPLE_LEFT.at(line.span, "这一段还是样本里的", "写本机关的情况，或删去")
    for figures in groups(report):
        if print_of_figures(report, figures) in PRINTS:
            yield SAMPLE_LEFT.at(
                figures[0].span,
                f"从“{figures[0].name}”起的 {len(figures)} 个数还是样本里的",
                "换成本机关的数",
            )


def names_of(report: Report) -> tuple[str, ...]:
    """Return the ways in which texts call a report's agency, the longest first."""
    names = {report.agency.text, report.signer.text}
    names |= {_PLACE.sub("", name) for name in names}
    return tuple(sorted((name for name in names if len(name) > 1), key=len, reverse=True))


def groups(report: Report) -> Iterator[tuple[Figure, ...]]:
    """Yield the figures of each group that has enough of them to tell agencies apart."""
    for rows in report.form.groups.values():
        figures = tuple(figure for row in rows for figure in report.row(row))
        if len({figure.number for figure in figures} - {0}) >= MANY:
            yield figures


def print_of_text(text: str, names: tuple[str, ...]) -> str:
    """Return what tells a paragraph from all others, the agency's names and numbers aside; or ""."""
    for name in names:
        text = text.replace(name, "")
    text = _VARIABLE.sub("", text)
    return _print(text) if len(text) >= LONG else ""


def may_be_known(text: str, names: tuple[str, ...]) -> bool:
    """Tell whether a paragraph begins as one of the sample's: most need no longer look."""
    return beginning(text, names) in BEGINNINGS


def beginning(text: str, names: tuple[str, ...]) -> str:
    """Return the letters with which a paragraph begins, names and numbers aside; "" of a short one."""
    if len(text) < LONG:
        return ""
    text = text[: HEAD * 6]
    for name in names:
        text = text.replace(name, "")
    return _VARIABLE.sub("", text)[:HEAD]


def print_of_figures(report: Report, figures: tuple[Figure, ...]) -> str:
    """Return what tells the figures of a group from those of all others."""
    values = " ".join(f"{figure.name}{figure.number}" for figure in figures)
    return _print(f"{report.form.name} {values}")


def _print(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:12]

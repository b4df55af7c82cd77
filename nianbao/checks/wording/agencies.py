"""Checks on the names of agencies: the report's own, and others' (catalogue 58)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.lines import Lines
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import OTHER_AGENCY
from nianbao.findings.finding import Finding
from nianbao.form.lexicon import Lexicon
from nianbao.form.vocabulary import HAN
from nianbao.regex import compiled, regex
from nianbao.report import Report
from nianbao.tuples import NamedTuple

_LEVELS = "省市县区州"
_SELF_REPORT = regex(
    rf"现将([{HAN}]{{2,20}}?)的?(?=\d{{4}}年度?的?(?:政府|政务)信息公开|(?:政府|政务)信息公开)"
)
_NO_PLACE = "全我本各该两外省与向对和同请学赴到经由在从据将把给为被是有无及某已再还先曾正均都也又就因但并且而"
_NO_BODY = "民场级区委直内外"  # 市民, 市场, 市级: no name of a body begins so
_SUMMING_UP = ("管理委员会", "管委会", "街道办事处")  # these speak of many bodies themselves
_RELATED = "；确是别的单位就写明关系"


class Own(NamedTuple):
    """How the agency may be called: full names, kind (局), level (市)."""

    names: tuple[str, ...]
    kind: str
    kinds: tuple[str, ...]  # all that may follow 我 and 本
    level: str
    core: str  # the name without its place: 规划局


def own_name(report: Report, lexicon: Lexicon) -> Own:
    """Return how a report's own agency may be called."""
    name = report.signer.text or report.agency.text
    kinds = next((short for end, short in lexicon.kinds.items() if name.endswith(end)), ()) or ("",)
    cut = max((name.rfind(level, 1, len(name) - 2) for level in _LEVELS), default=-1) + 1
    if not cut and report.agency.text.startswith(tuple(_LEVELS)):  # 机关: 市规划局
        cut = 1
        name = report.agency.text
    level = name[cut - 1] if cut else ""
    return Own((report.signer.text, report.agency.text), kinds[0], kinds, level, name[cut:])


def other_agency(submission: Submission) -> Iterator[Finding]:
    """Another unit's name, or its way of speaking of itself, left from a borrowed text (catalogue 58).

    Only what is hardly ever meant: 我委 in the report of a 局, the same bureau of another city,
    another name after 现将, and the phrases under 借用 in the lexicon.
    """
    own = own_name(submission.report, submission.lexicon)
    if own.kind and own.kind != "政府":
        yield from _other_selves(submission, own)
        if not own.names[0].endswith(_SUMMING_UP):
            yield from _borrowed(submission)
    if own.core and own.level:
        yield from _elsewhere(submission, own)
        yield from _as_subject(submission, own)
    yield from _reported(submission, own)


def _other_selves(submission: Submission, own: Own) -> Iterator[Finding]:
    lines = submission.prose.folded
    for match in submission.lexicon.other_selves.finditer(lines.text):
        if match[1] not in own.kinds:
            yield OTHER_AGENCY.at(
                lines.span(*match.span()),
                f"“{match[0]}”不是本机关的自称（署名是{submission.report.signer.text}）",
                f"改成“我{own.kind}”{_RELATED}",
                subject=match[0],
            )


def _borrowed(submission: Submission) -> Iterator[Finding]:
    """Find the words of whoever sums up other bodies."""
    lines = submission.prose.folded
    for start, end, wrong in submission.lexicon.borrowed.places(lines.text, lines.chars):
        phrase = lines.text[start:end]
        yield OTHER_AGENCY.at(
            lines.span(start, end),
            f"“{phrase}”像是套用别的单位的稿子：{wrong.right}",
            "改写；确有所指就在“核实:”里说明",
            subject=phrase,
        )


def _elsewhere(submission: Submission, own: Own) -> Iterator[Finding]:
    """Find the same bureau of another city."""
    lines, places = submission.prose.folded, submission.lexicon.places
    text, known = lines.text, "".join(own.names)
    at = text.find(own.core)
    while at >= 0:
        head = text[max(0, at - 5) : at].removesuffix(own.level)
        place = next((head[-n:] for n in (4, 3, 2) if head[-n:] in places), "")
        end = at + len(own.core)
        if place and place not in known:
            start = at - len(place) - len(own.level)
            yield OTHER_AGENCY.at(
                lines.span(start, end),
                f"写的是“{text[start:end]}”，本机关是{own.names[0]}",
                f"改成“{own.names[0]}”{_RELATED}",
                subject=text[start:end],
            )
        at = text.find(own.core, end)


def _as_subject(submission: Submission, own: Own) -> Iterator[Finding]:
    """Find a body of another place of the same level where a clause begins: who acts there is the office.

    Bodies of upper and lower levels act in reports of others; two of one level hardly ever.
    """
    lines, level = submission.prose.folded, own.level
    known = "".join(own.names)
    ends = "|".join(sorted(submission.lexicon.kinds, key=len, reverse=True))
    subject = compiled(
        rf"(?:^|(?<=[。；，\n]))(?P<place>(?:(?![{_NO_PLACE}])[{HAN}]){{2,3}}{level})"
        rf"(?![{_NO_BODY}])[{HAN}]{{2,10}}?(?:{ends})(?![{HAN}]?(?:[、和与及]|等))",
        re.MULTILINE,
    )
    for match in subject.finditer(lines.text):
        name = match[0]
        if match["place"] in known or own.core in name or lines.quoted(match.start()):
            continue
        yield OTHER_AGENCY.at(
            lines.span(*match.span()),
            f"这里说的是“{name}”，本机关是{own.names[0]}",
            f"改成“{own.names[0]}”{_RELATED}",
            subject=name,
        )


def _reported(submission: Submission, own: Own) -> Iterator[Finding]:
    """Find another name after 现将."""
    lines: Lines = submission.prose.folded
    for match in _SELF_REPORT.finditer(lines.text):
        name = match[1]
        if name[0] in "我本" or name in {own.level + own.kind, own.level + own.core, own.core}:
            continue
        if not any(name in known or known in name for known in own.names if known):
            yield OTHER_AGENCY.at(
                lines.span(*match.span(1)),
                f"“{match[0]}”说的不是本机关（{own.names[0]}）",
                f"改成“我{own.kind or '机关'}”{_RELATED}",
                subject=name,
            )

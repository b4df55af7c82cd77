"""Checks on names: one thing, one name, and the agency's own (catalogue 58–60).

Which names mean the same is data, in templates/lexicon.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nianbao.checks.prose import HAN, Printed, words
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import OTHER_AGENCY
from nianbao.findings.codes.of_wording import UNDEFINED_ABBREVIATION, VARYING_NAMES
from nianbao.findings.finding import Finding, Related
from nianbao.form.lexicon import SUFFIX_MARK, Family, Lexicon
from nianbao.report import Report

_LEVELS = "省市县区州"
_BOOK = re.compile(r"《([^《》\n]{2,60})》")
_DEFINITION = re.compile(
    r"(?:简称|统称|下称|以下称)[为作：:]?[“‘《「]*([^《》“”‘’「」（）()，。；\n]{1,40})"
)
_SELF_REPORT = re.compile(
    rf"现将([{HAN}]{{2,20}}?)的?(?=\d{{4}}年度?的?(?:政府|政务)信息公开|(?:政府|政务)信息公开)"
)
MAX_RELATED = 6


class Own(NamedTuple):
    """How the agency may be called: full names, kind (局), level (市)."""

    names: tuple[str, ...]
    kind: str
    level: str
    core: str  # the name without its place: 规划局


def _own(report: Report, lexicon: Lexicon) -> Own:
    name = report.signer.text or report.agency.text
    kind = next((short for end, short in lexicon.kinds.items() if name.endswith(end)), "")
    cut = max((name.rfind(level, 1, len(name) - 2) for level in _LEVELS), default=-1) + 1
    if not cut and report.agency.text.startswith(tuple(_LEVELS)):  # 机关: 市规划局
        cut = 1
        name = report.agency.text
    level = name[cut - 1] if cut else ""
    return Own((report.signer.text, report.agency.text), kind, level, name[cut:])


def varying_names(submission: Submission) -> Iterator[Finding]:
    """One thing under several names: 微信公众号 and 公众微信, 我局 and 市局 (catalogue 59).

    Reported once for each thing, at the first use of a rarer name. The families are data: 异名 and
    自称 in the lexicon.
    """
    report = submission.report
    lexicon = submission.lexicon
    printed = Printed.of(submission)
    for family in lexicon.families:
        yield from _varying(printed, family)
    own = _own(report, lexicon)
    if own.kind and lexicon.selves:
        names = [name.replace(SUFFIX_MARK, own.kind) for name in lexicon.selves]
        if own.level and own.kind != "政府":
            names.append(own.level + own.kind)
        spellings = {name: number for number, name in enumerate(names)}
        yield from _varying(printed, Family(f"我{own.kind}", spellings, lexicon.not_selves, ()))


def _varying(printed: Printed, family: Family) -> Iterator[Finding]:
    text, spellings = printed.text, family.spellings
    uses: dict[int, list[tuple[int, str]]] = {}
    for at, name in sorted(words(text, sorted(spellings, key=len, reverse=True))):
        after, before = text[at + len(name) : at + len(name) + 8], text[max(0, at - 1) : at]
        if not after.startswith(family.not_before) and before not in {"全", "各", "属", "《"}:
            uses.setdefault(spellings[name], []).append((at, name))
    if len(uses) < 2 or uses.keys() <= {spellings[name] for name in family.beside}:
        return
    usual = min(
        uses,
        key=lambda group: (-len(uses[group]), group != spellings.get(family.preferred), group),
    )
    rarer = [group for group in uses if group != usual]
    first = sorted(use for group in rarer for use in uses[group])
    (at, name), others = first[0], first[1:MAX_RELATED]
    counts = "、".join(
        f"{uses[group][0][1]} {len(uses[group])} 次"
        for group in sorted(uses, key=lambda group: -len(uses[group]))
    )
    wanted = uses[usual][0][1]
    yield VARYING_NAMES.at(
        printed.span(at, at + len(name)),
        f"同一事物几种叫法：{counts}",
        f"统一用“{wanted}”，或分清所指",
        related=(
            *(Related(printed.span(a, a + len(n)), n) for a, n in others),
            Related(
                printed.span(uses[usual][0][0], uses[usual][0][0] + len(wanted)),
                f"首次用“{wanted}”",
            ),
        ),
        subject=family.preferred,
    )


def undefined_abbreviation(submission: Submission) -> Iterator[Finding]:
    """A short title before （以下简称《…》） has said what it stands for (catalogue 60).

    《条例》 alone, or the tail of a title given in full before. Once for each short title; where
    the form's own label is quoted (不是《条例》所指政府信息) it is the form's affair.
    """
    printed = Printed.of(submission)
    lexicon = submission.lexicon
    text = printed.text
    defined = [(match.end(), match[1]) for match in _DEFINITION.finditer(text)]
    labels = submission.report.form.quoting
    full: dict[str, int] = {}
    reported = set()
    for match in _BOOK.finditer(text):
        title, at = match[1], match.start()
        whole = next((t for t in full if t.endswith(title) and t != title), "")
        known = any(name == title and end <= match.end() + 2 for end, name in defined)
        around = text[max(0, at - 8) : match.end() + 8]
        if title in lexicon.generic or whole:
            if known or title in reported or any(label in around for label in labels):
                continue
            reported.add(title)
            later = any(name == title for _, name in defined)
            why = "先用简称，后面才交代" if later else "用了简称，没有交代是什么的简称"
            what = f"《{whole}》" if whole else "全称"
            help_ = f"第一次写全称时注明：{what}（以下简称《{title}》）"
            if whole and title not in lexicon.generic:
                help_ += "；或照样写全称"
            related: tuple[Related, ...] = ()
            if whole:
                place = printed.span(full[whole], full[whole] + len(whole) + 2)
                related = (Related(place, "全称在这里"),)
            yield UNDEFINED_ABBREVIATION.at(
                printed.span(at, match.end()),
                f"《{title}》{why}",
                help_,
                related=related,
                subject=title,
            )
        else:
            full.setdefault(title, at)


def other_agency(submission: Submission) -> Iterator[Finding]:
    """Another unit's name, or its way of speaking of itself, left from a borrowed text (catalogue 58).

    Only what is hardly ever meant: 我委 in the report of a 局, the same bureau of another city,
    another name after 现将, and the phrases under 借用 in the lexicon.
    """
    report = submission.report
    lexicon = submission.lexicon
    printed = Printed.of(submission)
    text = printed.text
    own = _own(report, lexicon)
    if own.kind and own.kind != "政府":
        for match in lexicon.other_selves.finditer(text):
            if match[1] != own.kind:
                message = f"“{match[0]}”不是本机关的自称（署名是{report.signer.text}）"
                yield _leftover(printed, message, match.span(), f"我{own.kind}", match[0])
        for at, phrase in words(text, list(lexicon.borrowed)):
            message = f"“{phrase}”像是套用别的单位的稿子：{lexicon.borrowed[phrase]}"
            yield _leftover(printed, message, (at, at + len(phrase)), "", phrase)
    for match in re.finditer(re.escape(own.core), text) if own.core and own.level else ():
        head = text[max(0, match.start() - 5) : match.start()].removesuffix(own.level)
        place = next((head[-n:] for n in (4, 3, 2) if head[-n:] in lexicon.places), "")
        if place and place not in report.signer.text + report.agency.text:
            start = match.start() - len(place) - len(own.level)
            name = text[start : match.end()]
            message = f"写的是“{name}”，本机关是{report.signer.text}"
            yield _leftover(printed, message, (start, match.end()), report.signer.text, name)
    for match in _SELF_REPORT.finditer(text):
        name = match[1]
        if name[0] in "我本" or name in {own.level + own.kind, own.level + own.core, own.core}:
            continue
        if not any(name in known or known in name for known in own.names if known):
            message = f"“{match[0]}”说的不是本机关（{report.signer.text}）"
            yield _leftover(printed, message, match.span(1), f"我{own.kind or '机关'}", name)


def _leftover(
    printed: Printed, message: str, place: tuple[int, int], instead: str, subject: str
) -> Finding:
    help_ = (
        f"改成“{instead}”；确是别的单位就写明关系" if instead else "改写；确有所指就在“核实:”里说明"
    )
    return printed.warning(OTHER_AGENCY, message, place, help_, subject=subject)

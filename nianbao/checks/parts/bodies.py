"""Checks of whose report it is: its subject, the agency's name, what such a body may do (catalogue 58)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nianbao.checks.parts.introduction import opening
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_sums import BROKEN_RELATION
from nianbao.findings.codes.of_texts import OTHER_AGENCY
from nianbao.findings.finding import Finding, Related, Severity
from nianbao.form.vocabulary import HAN
from nianbao.regex import regex
from nianbao.tuples import NamedTuple

# 江北市｜临江区｜教育局: the places that a name begins with
_LEVEL = regex(rf"[{HAN}]{{2,12}}?(?:自治区|自治州|街道|地区|省|(?<!城)市|州|盟|县|旗|区|镇|乡)")
_LEVELS = "省市县区州盟旗镇乡"
_KINDS = "局|厅|委员会|人民政府|政府|办事处|办公室|中心"
# Departments of governments that are one character apart from others: such a name is no slip.
_DEPARTMENTS = regex(
    "财政|民政|教育|体育|科技|司法|税务|水务|水利|商务|林业|农业|渔业|盐业|规划|档案|统计|审计|公安|信访|医保|人社"
    "|民宗|侨务|外事|气象|地震|粮食|园林|城管|住建|交通|文旅|卫健|卫生|应急|工信|发改|国资|金融|海洋|海事|畜牧|旅游"
    "|文化|文物|环保|环卫|房管|房产|国土|建设|人防|安监|质监|药监|食药|邮政|路政|港务"
)
_SUBJECT = regex(
    rf"(?:(?P<year>\d{{4}})年(?:度|来)?，?)?(?P<name>[{HAN}]{{2,12}}?(?:[{_LEVELS}]|街道)[{HAN}]{{0,16}}?(?:{_KINDS}))"
    r"(?=认真|坚持|深入|严格|按照|以|围绕|全面|始终|高度重视|积极|依法|根据|立足|紧紧|紧扣|贯彻|落实|不断|持续|进一步|扎实|聚焦|牢固|切实)"
)
_BEFORE_SUBJECT = regex("[在由与和向为从对经依按]")
_CITY = regex("(?<=..)市(?!场|容|值|政[工设道管])")
# With these about, another city is meant: 赴杭州市学习.
_MEANT = regex(
    "学习|考察|借鉴|赴|调研|交流|对标|观摩|来自|户籍|跨|合作|协作|对口|援|法院|检察|联合|举办|承办|参加|参展|先进|经验"
)
NEAR = 60  # characters on each side in which such a word may stand


class Name(NamedTuple):
    """A way to write the agency's name in full, and where the places in it end."""

    text: str
    levels: tuple[int, ...]

    @property
    def place(self) -> int:
        """Where the name of the place ends, and that of the body begins."""
        return self.levels[-1] + 1


@lru_cache(maxsize=64)
def full_names(name: str) -> tuple[Name, ...]:
    """Return how an agency's name is written in full: with all its places, and without the upper ones."""
    starts, levels = [0], list[int]()
    at = 0
    while (found := _LEVEL.match(name, at)) and found.end() < len(name) - 2:
        at = found.end()
        levels.append(at - 1)
        starts.append(at)
    return tuple(
        Name(name[start:], tuple(level - start for level in levels if level >= start))
        for start in starts[: len(levels)]
    )


def own_names(submission: Submission) -> tuple[Name, ...]:
    """Return how the report's agency is written in full."""
    report = submission.report
    names = dict.fromkeys((report.agency.text, report.signer.text))
    return tuple(each for name in names for each in full_names(name))


# ── the name ────────────────────────────────────────────────────────────────────────────────


def misspelt_agency(submission: Submission) -> Iterator[Finding]:
    """The agency's name with a character or a level lost, or one exchanged (catalogue 58): 江北市水物局."""
    text = submission.prose.folded
    names = own_names(submission)
    proper = {name.text for name in names}
    seen: set[int] = set()
    for name in names:
        for start, end in _slips(text.text, name):
            if end in seen or text.text[start:end] in proper or text.quoted(start):
                continue
            seen.add(end)
            yield OTHER_AGENCY.at(
                text.span(start, end),
                f"“{text.said(start, end)}”与本机关的名称差一个字（{name.text}）",
                f"改成“{name.text}”；确是别的单位就写明关系",
                subject=text.text[start:end],
            )


def _slips(text: str, name: Name) -> Iterator[tuple[int, int]]:
    """Yield where a name stands with one character lost or exchanged; its last is not."""
    half = len(name.text) // 2
    head, tail = name.text[:half], name.text[half:]
    at = text.find(head)
    while at >= 0:
        after = at + half
        if not text.startswith(tail, after):
            if (lost := _lost(text, after, tail, half, name)) is not None:
                yield at, lost
            elif _exchanged(text[at : at + len(name.text)], name):
                yield at, at + len(name.text)
        at = text.find(head, after)
    at = text.find(tail)
    while at >= 0:
        start = at - half
        if start >= 0 and text[start:at] != head:
            if text[start + 1 : at] in _without_one(
                head, first=start < 0 or not _is_han(text[start])
            ):
                yield start + 1, at + len(tail)
            elif _exchanged(text[start : at + len(tail)], name):
                yield start, at + len(tail)
        at = text.find(tail, at + 1)


def _lost(text: str, at: int, tail: str, half: int, name: Name) -> int | None:
    for place in range(len(tail) - 1):
        short = tail[:place] + tail[place + 1 :]
        if (
            text.startswith(short, at)
            and name.text[:half] + short != name.text[: len(name.text) - 1]
        ):
            return at + len(short)
    return None


def _without_one(head: str, *, first: bool) -> set[str]:
    return {head[:place] + head[place + 1 :] for place in range(0 if first else 1, len(head))}


def _exchanged(written: str, name: Name) -> bool:
    """Tell whether exactly one character of the body's name is another, which makes no other body."""
    if len(written) != len(name.text):
        return False
    places = [
        place
        for place, both in enumerate(zip(written, name.text, strict=True))
        if both[0] != both[1]
    ]
    if len(places) != 1 or not name.place <= places[0] < len(written) - 1:
        return False
    body = re.sub(f"(?:{_KINDS})$", "", written[name.place :])
    return _is_han(written[places[0]]) and not _DEPARTMENTS.fullmatch(body)


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


# ── the subject ─────────────────────────────────────────────────────────────────────────────


def other_subject(submission: Submission) -> Iterator[Finding]:
    """Another body as the one that the report speaks of: 2025年，江南市水务局认真贯彻……."""
    text, names = submission.prose.folded, own_names(submission)
    if not names:
        return
    own = {short for name in names for short in (name.text, _plain(name.text))}
    for line in opening(submission):
        match = _SUBJECT.match(text.text, line.start, line.end)
        if match is None or _BEFORE_SUBJECT.match(match["name"]):
            continue
        said = _plain(match["name"].removesuffix("办公室"))
        if any(name.endswith(said) for name in own) or _is_slip(match["name"], names):
            continue
        start, end = match.span("name")
        yield OTHER_AGENCY.at(
            text.span(start, end),
            f"开头说的是“{match['name']}”，本机关是{submission.report.agency.text}",
            f"改成“{submission.report.agency.text}”",
            subject=match["name"],
        )


def _is_slip(written: str, names: tuple[Name, ...]) -> bool:
    """Tell whether a name is the agency's own with a slip in it, which is told by itself."""
    return any(
        _exchanged(written, name) or written in _without_one(name.text, first=True)
        for name in names
    )


def _plain(name: str) -> str:
    return name.replace("人民政府", "政府")


# ── the place ───────────────────────────────────────────────────────────────────────────────


def other_city(submission: Submission) -> Iterator[Finding]:
    """Another city's name in the report of a city's agency: 宜宾市 in a report of 示例市; a note."""
    text, places = submission.prose.folded, submission.lexicon.places
    names = own_names(submission)
    if not any("市" in name.text[: name.place] for name in names):
        return  # of a county nobody knows which city it belongs to
    known = "".join(name.text for name in names)
    told: set[str] = set()
    for match in _CITY.finditer(text.text):
        at = match.start()
        head = text.text[max(at - 4, 0) : at]
        place = next((head[-length:] for length in (4, 3, 2) if head[-length:] in places), "")
        if not place or place in known or place in told or text.quoted(at):
            continue
        begin, end = text.part(at)
        begin, end = max(begin, at - NEAR), min(end, at + NEAR)
        body = any(text.text.startswith(name.text[name.place :], at + 1) for name in names)
        reported = text.text.endswith("现将", begin, at - len(place))
        if body or reported or _MEANT.search(text.text, begin, end):
            continue  # the same bureau of another city and another name after 现将 have their own findings
        told.add(place)
        yield OTHER_AGENCY.at(
            text.span(at - len(place), at + 1),
            f"“{place}市”不是本机关所在的地方（{names[0].text}）",
            "改成本地的地名；确有其事就写明关系",
            subject=f"{place}市",
            severity=Severity.NOTE,
        )


def rules_of_others(submission: Submission) -> Iterator[Finding]:
    """规章 in the table of a body that makes none: only governments of 设区的市 and above do.

    《立法法》第九十三条: provinces, 自治区, 直辖市, 设区的市 and 自治州; of their departments none.
    """
    report = submission.report
    wording = report.form.wording
    if not wording.rules or wording.kinds.makes_rules(report.agency.text):
        return
    figures = [figure for cell in wording.rules if (figure := report.figures.get(cell))]
    above = [figure for figure in figures if figure.number]
    if above:
        first, *others = above
        yield BROKEN_RELATION.at(
            first.span,
            f"{first.name}为 {first.text}：{report.agency.text}不制定规章",
            "规章只由设区的市、自治州以上的人民政府制定；文件计入行政规范性文件",
            related=tuple(Related(each.span, f"{each.name} {each.text}") for each in others),
            subject=first.name,
            severity=Severity.WARNING,
            waivable=True,
        )

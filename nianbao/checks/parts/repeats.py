"""Checks of what is printed twice, or told twice in one report (catalogue 22, 46)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from nianbao.checks.lines import Line
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import PRINTED_TWICE, TOLD_TWICE
from nianbao.findings.finding import Finding, Related
from nianbao.form.vocabulary import HAN
from nianbao.regex import regex

_NUMBER = regex(
    r"^(?:[一二三四五六七八九十]{1,2}、|（[一二三四五六七八九十]{1,2}）|\d{1,2}[.．、])"
)
_CHAPTER = regex("[一二三四五六七八九十]{1,2}、")
SHORTEST = 4  # characters of a title that was cut short
_BLANK = regex(r"\s+")
_DATE = regex(
    r"\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-./]\d{1,2}[-./]\d{1,2}|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_TAIL = regex(r"[：:。\s]*$")
_SENTENCE = regex(r"[^。；！？\n]{20,}")
_VARIABLE = regex(r"[\d\s，、：“”（）《》%.]+")
_FIGURE = regex(r"\d+(?:\.\d+)?")
_DENIED = regex("没有|未|无|不存在")
OPENING = 8  # characters that a clause of both must begin with for two sentences to be compared
LEAST = 20  # characters of a sentence that is compared
MOST = 12  # terms of a list, and sentences, that one is compared with
PER_FIGURE = 25  # characters of a sentence for each figure in it; less is a formula with figures
ALIKE = 0.8  # of the pairs of neighbouring characters
_TERMS = regex(rf"[{HAN}、]+")


def printed_twice(submission: Submission) -> Iterator[Finding]:
    """A heading, the signature or the date pasted into the text, where the program prints them, too."""
    text = submission.prose.folded
    for line, what in pasted(submission):
        yield PRINTED_TWICE.at(
            text.span(line.start, line.end),
            f"“{text.said(line.start, line.end).strip()}”是{what}，程序会印，正文里又有一遍",
            "删去这一段",
            subject=line.paragraph.section,
        )


def pasted(submission: Submission) -> Iterator[tuple[Line, str]]:
    """Yield the paragraphs that are a heading, the report's title or its signature, and which."""
    report = submission.report
    titles = {
        name
        for title in submission.narrative.headings.values()
        for name in (title, re.sub("（[^（）]*）$", "", title))
        if name
    }
    titles |= {name for each in report.form.wording.names for name in each.others}
    signers = (report.agency.text, report.signer.text)
    longest = max(map(len, (*titles, *signers))) + 20
    ends = tuple({name[-2:] for name in (*titles, *signers) if name} | {"报告", "日"})
    for line in submission.prose.folded.lines:
        if len(line.text) > longest or not line.text.rstrip(" 。：:\u3000").endswith(ends):
            continue
        words = _BLANK.sub("", _TAIL.sub("", line.text))
        bare = _NUMBER.sub("", words)
        unsigned = next(
            (words.removeprefix(s) for s in signers if s and words.startswith(s)), words
        )
        if (bare in titles and (bare != words or not line.paragraph.number)) or (
            _CHAPTER.match(words) and _is_part_of(bare, titles)
        ):
            yield line, "标题"
        elif words == _BLANK.sub("", submission.narrative.title):
            yield line, "题名"
        elif (not unsigned and words) or _DATE.fullmatch(unsigned):
            yield line, "落款"


def _is_part_of(words: str, titles: set[str]) -> bool:
    """Tell whether words are a title that was cut short: 收费及减免情况."""
    core = words.removesuffix("情况")
    return len(core) >= SHORTEST and any(core in title for title in titles)


def told_twice(submission: Submission) -> Iterator[Finding]:
    """The same event told in two sections with nearly the same sentence; a note.

    Sentences that are mostly figures, and those that deny, are the same everywhere. Only those that
    have a clause which begins alike are compared.
    """
    text = submission.prose.folded
    known: dict[str, tuple[int, int]] = {}  # how a clause begins → its sentence
    for match in _SENTENCE.finditer(text.text):
        start, end = match.span()
        keys = [key for part in match[0].split("，") if len(key := part[:OPENING]) == OPENING]
        for before in sorted({known[key] for key in keys if key in known})[:MOST]:
            if text.section(before[0]) != text.section(start) and _alike(
                match[0], text.text[slice(*before)]
            ):
                yield TOLD_TWICE.at(
                    text.span(start, end),
                    f"这件事在“{text.section(before[0])}”里已经说过",
                    "留一处；另一处只说不同的",
                    related=(Related(text.span(*before), "前面的一句"),),
                    subject=text.section(start),
                )
                break
        for key in keys:
            known.setdefault(key, (start, end))


def _alike(one: str, other: str) -> bool:
    """Tell whether two sentences tell the same, figures aside; formulas and denials do not."""
    if 2 * min(len(one), len(other)) < ALIKE * (len(one) + len(other)) - 10:
        return False  # too different in length, but for figures
    for sentence in (one, other):
        figures = len(_FIGURE.findall(sentence))
        if figures * PER_FIGURE > len(sentence) or _DENIED.search(sentence):
            return False
    words = [_VARIABLE.sub("", sentence) for sentence in (one, other)]
    if min(map(len, words)) < LEAST:
        return False
    pairs, others = (Counter(map(str.__add__, each, each[1:])) for each in words)
    return 2 * (pairs & others).total() >= ALIKE * (pairs.total() + others.total())


def same_term_twice(submission: Submission) -> Iterator[Finding]:
    """Two terms of one list that differ by left-out characters: 政府门户网站、政府网站; a note."""
    text = submission.prose.folded
    at = text.text.find("、")
    while at >= 0:
        begin, end = text.clause(at)
        for match in _TERMS.finditer(text.text, begin, end):
            pair = _same_term(match[0].split("、"))
            if pair and not text.quoted(match.start()):
                yield TOLD_TWICE.at(
                    text.span(*match.span()),
                    f"“{pair[0]}”和“{pair[1]}”像是同一项",
                    "是一项的留一个，写全；不是一项的写明区别",
                    subject=pair[1],
                )
        at = text.text.find("、", end)


def _same_term(terms: list[str]) -> tuple[str, str] | None:
    """Return two terms of a list that differ by left-out characters.

    Other words may stand before the first term and after the last.
    """
    last = len(terms) - 1
    for place, one in enumerate(terms[:MOST]):
        for number, other in enumerate(terms[place + 1 : MOST], place + 1):
            begins = other[:2] in one if not place else other.startswith(one[:2])
            ends = one[-2:] in other if number == last else other.endswith(one[-2:])
            if not begins or not ends:
                continue
            left = one[one.rindex(other[:2]) :] if not place else one
            right = other[: other.index(one[-2:]) + 2] if number == last else other
            if _shortened(*sorted((left, right), key=len)):
                return left, right
    return None


def _shortened(short: str, long: str) -> bool:
    """Tell whether one or two characters are left out within a term of four and more."""
    if not 4 <= len(short) < len(long) <= len(short) + 2:
        return False
    differ = (
        place for place, both in enumerate(zip(short, long, strict=False)) if both[0] != both[1]
    )
    head = next(differ, 0)
    return 2 <= head <= len(short) - 2 and long.endswith(short[head:])

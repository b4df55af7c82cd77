"""Words that are looked for in a text all at once (词表).

    说法: [召开…会议, 收到|受理～申请]

Words are looked for as they are written; … in them stands for a few others of the same clause, ～ for
words that add nothing (收到了公民、法人和其他组织的政府信息公开申请), | parts words that do as well.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from itertools import product
from operator import itemgetter

from nianbao.regex import compiled, regex
from nianbao.tuples import NamedTuple

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
GAP = 12  # characters that … may stand for
EMPTY = regex(
    r"(?:公民(?:、法人(?:(?:和|及|或|或者|以及|、)其他组织)?|和法人)?|社会公众|公众|群众|市民|企业|申请人|提出|提交|递交|关于|有关|相关|涉及"
    r"|政府信息公开|政务信息公开|政府信息|信息公开|政务公开|政务信息|信息|公开|工作|书面|网上|在线|线上|当面|有效|合规|任何|各类|各|新增|依法|《条例》|类"
    r"|到|了|过|共计|共|因|由于|被|并|的|对|由|以|全部)*+"
)
_GAPS = regex("([…～])")
_STOPS = regex("[，。；：\n]")


class Found(NamedTuple):
    """Where words stand in a text."""

    start: int
    end: int
    words: str


_Gaps = tuple[tuple[str, str], ...]  # each with the words after it


class _Opening(NamedTuple):
    """How the words go on that begin alike, up to their first gap."""

    whole: bool  # the opening is a word itself
    loose: tuple[tuple[str, str], ...]  # what follows ～, and the words
    near: tuple[tuple[str, str], ...]  # what follows …, and the words
    others: tuple[tuple[_Gaps, str], ...]  # several gaps with what follows them, and the words
    goes_on: bool  # there is any of the three


def spelled_out(phrase: str) -> tuple[str, ...]:
    """Return all that a phrase with | in it stands for: 收到|受理～申请 is two phrases."""
    parts = [part.split("|") for part in _GAPS.split(phrase)]
    return tuple("".join(parts) for parts in product(*parts))


class Vocabulary:
    """Words, indexed by the two characters that they begin with, so that one pass finds them all."""

    def __init__(self, words: Iterable[str]) -> None:
        goes_on: dict[str, list[tuple[_Gaps, str]]] = {}
        for each in words:
            opening, *rest = _GAPS.split(each)
            after = tuple(zip(rest[::2], rest[1::2], strict=True))
            goes_on.setdefault(opening, []).append((after, each))
        entries: dict[str, dict[int, dict[str, _Opening]]] = {}
        for opening in sorted(goes_on, key=len, reverse=True):
            of_length = entries.setdefault(opening[:2], {}).setdefault(len(opening), {})
            of_length[opening] = _opening(goes_on[opening])
        self._entries = {start: tuple(alike.items()) for start, alike in entries.items()}
        self._alone = any(len(key) == 1 for key in entries)  # 收…费
        self._pattern = compiled(_pattern(entries))

    def find(self, text: str) -> Iterator[Found]:
        """Yield where any of the words stands, also within another, in the order of the text."""
        entries, alone = self._entries, self._alone
        for match in self._pattern.finditer(text):
            at = match.start()
            alike = entries.get(text[at : at + 2], ())
            if alone:
                alike = (*alike, *entries.get(text[at], ()))
            for length, openings in alike:
                end = at + length
                opening = openings.get(text[at:end])
                if opening is None:
                    continue
                if opening.whole:
                    yield Found(at, end, text[at:end])
                if opening.goes_on:
                    yield from _goes_on(text, at, end, opening)


def _goes_on(text: str, at: int, end: int, opening: _Opening) -> Iterator[Found]:
    """Yield the words with gaps that begin at a place, and whose opening ends at another."""
    if opening.loose and (empty := EMPTY.match(text, end)):
        for part, words in opening.loose:
            if text.startswith(part, empty.end()):
                yield Found(at, empty.end() + len(part), words)
    if opening.near:
        stop = _STOPS.search(text, end, end + GAP)
        far = stop.start() if stop else end + GAP
        for part, words in opening.near:
            found = text.find(part, end, far + len(part))
            if found >= 0:
                yield Found(at, found + len(part), words)
    for rest, words in opening.others:
        if last := _end(text, end, rest):
            yield Found(at, last, words)


def _opening(goes_on: list[tuple[_Gaps, str]]) -> _Opening:
    one = [(*after[0], words) for after, words in goes_on if len(after) == 1]
    return _Opening(
        any(not after for after, _ in goes_on),
        tuple((part, words) for gap, part, words in one if gap == "～"),
        tuple((part, words) for gap, part, words in one if gap == "…"),
        tuple((after, words) for after, words in goes_on if len(after) > 1),
        any(after for after, _ in goes_on),
    )


def _pattern(openings: Iterable[str]) -> str:
    """Return what any of the words may begin with: a character, and one that may follow it."""
    firsts = "".join({opening[0] for opening in openings if len(opening) > 1})
    seconds = "".join({opening[1] for opening in openings if len(opening) > 1})
    alone = "".join({opening for opening in openings if len(opening) == 1})
    pairs = f"[{re.escape(firsts)}](?=[{re.escape(seconds)}])" if firsts else "(?!)"
    return f"[{re.escape(alone)}]|{pairs}" if alone else pairs


def _end(text: str, at: int, rest: _Gaps) -> int:
    """Return where words with … end that began before a place; 0 where they do not go on."""
    for gap, part in rest:
        if gap == "～":
            empty = EMPTY.match(text, at)
            at = empty.end() if empty else at
            if not text.startswith(part, at):
                return 0
            at += len(part)
            continue
        found = text.find(part, at, at + GAP + len(part))
        if found < 0 or _STOPS.search(text, at, found):
            return 0
        at = found + len(part)
    return at


def apart(found: Iterable[Found], wanted: Container[str]) -> Iterator[Found]:
    """Yield the wanted words; of those that overlap the first, and of those the longest."""
    edge = 0
    for each in found:
        if each.start >= edge and each.words in wanted:
            edge = each.end
            yield each


def longest(found: Iterable[Found]) -> list[Found]:
    """Return the words that are not part of other ones: 不同意公开, not 同意公开 in it."""
    kept: list[Found] = []
    in_order = sorted(found, key=itemgetter(1), reverse=True)
    in_order.sort(key=itemgetter(0))
    for each in in_order:
        if not kept or each.end > kept[-1].end or each[:2] == kept[-1][:2]:
            kept.append(each)
    return kept

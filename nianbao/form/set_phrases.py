"""Set phrases (词组) and what is nearly one: a character lost, added, exchanged, or two swapped.

Nobody lists wrong spellings. One slip leaves one half of a phrase whole; so the halves are looked for,
and what stands beside a half is compared with the other one. A slip counts only where it is explained
by no right phrase (政务信息公开 beside 政府信息公开), where it does not merely drop or add a word such
as 的 or 和, and the shorter the phrase, the fewer kinds of slips: an exchanged character in a short
one must sound or look like the right one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nianbao.tuples import NamedTuple

_LEAST = 4  # characters of a phrase
_ANY = 6  # characters of a phrase in which any exchanged character is a slip
_EDGE = 8  # … also of the last but one
_TAIL = 5  # … in which a lost character may be the last but one
_ADDED = 12  # … in which any added character is a slip
_FIXED = 13  # … that is known by its beginning and its end, whatever stands between
_NEAR = 3  # characters next to a half that decide whether it is worth a look
_AROUND = 20  # characters around a slip in which a right phrase may explain it
_OFTEN = 6  # times that a half is compared where it stands, before whole phrases are left out
_STOPS = frozenset("，。；：\n")
_SMALL = frozenset(
    "的和与及或等不未应已可被将所之以为在对于类仍了地得其也都均并、，。；：“”‘’（）《》 \n"
)


class Near(NamedTuple):
    """What is nearly a phrase: where it stands, the phrase, and where it differs."""

    start: int
    end: int
    phrase: str
    slip: tuple[int, int]


class _Side(NamedTuple):
    """One half of a phrase, and what should stand beside it; what stands before is read backwards."""

    phrase: str
    rest: str
    before: bool
    gap: str  # as long as the phrase
    one: str  # the first characters of the rest
    two: str
    three: str


class Phrases:
    """An index of set phrases by their halves; `right` are words that only look like a slip."""

    def __init__(
        self, phrases: Iterable[str], right: Iterable[str] = (), alike: Iterable[str] = ()
    ) -> None:
        self.phrases = tuple(dict.fromkeys(each for each in phrases if len(each) >= _LEAST))
        self._fixed = tuple(each for each in self.phrases if len(each) >= _FIXED)
        self._right: dict[str, list[str]] = {}
        for each in dict.fromkeys((*self.phrases, *right)):
            for char in set(each):
                self._right.setdefault(char, []).append(each)
        self._alike: dict[str, str] = {}
        for group in alike:
            for char in group:
                self._alike[char] = self._alike.get(char, "") + group
        halves: dict[str, list[_Side]] = {}
        for phrase in self.phrases:
            first, last = phrase[: len(phrase) // 2], phrase[len(phrase) // 2 :]
            halves.setdefault(first, []).append(_side(phrase, last, before=False))
            halves.setdefault(last, []).append(_side(phrase, first[::-1], before=True))
        self._halves = [(frozenset(half), half, sides) for half, sides in halves.items()]

    def near(self, text: str, chars: frozenset[str]) -> list[Near]:
        """Return what is nearly a phrase, from left to right; of several for a slip the shortest.

        `chars` are the characters of the text.
        """
        found = [each for each in self._slips(text, chars) if not self._explained(text, each.slip)]
        if not found:
            return []
        kept, taken = [], bytearray(len(text) + 1)  # the places that a slip was found at
        for each in sorted(found, key=lambda near: (near.end - near.start, near.start)):
            start, end = each.slip
            if taken.find(1, start, end + 1) < 0:
                taken[start : end + 1] = b"\1" * (end + 1 - start)
                kept.append(each)
        return sorted(kept)

    def _slips(self, text: str, chars: frozenset[str]) -> Iterator[Near]:
        for characters, half, sides in self._halves:
            if not characters <= chars:
                continue
            places = _places(text, half)
            rest = text
            if len(places) > _OFTEN and text.count(half) > _OFTEN:
                for side in sides:  # where it is whole, there is no slip
                    rest = rest.replace(side.phrase, side.gap)
                places = _places(rest, half)
            for at in places:
                yield from self._beside(rest, at, half, sides)
        yield from self._between(text, chars)

    def _beside(self, text: str, at: int, half: str, sides: list[_Side]) -> Iterator[Near]:
        """Yield the slips in what stands beside a half."""
        here = at + len(half)
        after = text[here : here + _NEAR]
        for side in sides:
            phrase, rest, before, _, one, two, three = side
            begin = at - len(rest) if before else at
            if begin >= 0 and text.startswith(phrase, begin):
                continue  # it is whole
            next_to = text[max(at - _NEAR, 0) : at] if before else after
            if not (one in next_to or two in next_to or three in next_to):
                continue
            length = len(rest) + 2
            beside = text[max(at - length, 0) : at][::-1] if before else text[here : here + length]
            if slip := self._slip(phrase, rest, beside):
                size, start, end = slip
                if before:
                    yield Near(at - size, here, phrase, (at - end, at - start))
                else:
                    yield Near(at, here + size, phrase, (here + start, here + end))

    def _slip(self, phrase: str, rest: str, beside: str) -> tuple[int, int, int] | None:
        """Return how long the wrong half is and where in it the slip is, if it is one."""
        size, length, at = len(phrase), len(rest), 0
        while at < len(beside) and at < length and rest[at] == beside[at]:
            at += 1
        char, tail, after = rest[at : at + 1], rest[at + 1 :], beside[at:]
        if not char or not after or char in _SMALL:
            return None
        if tail and after.startswith(tail[0] + char + tail[1:]) and tail[0] not in _SMALL:
            return length, at, at + 2  # 政府信息开公
        if after.startswith(tail) and len(tail) > (size < _TAIL):
            return length - 1, at, at  # 政府息公开
        typed = after[0]
        if typed in _SMALL or not typed.isalpha():
            return None
        any_ = size >= _ANY and len(tail) > (size < _EDGE)
        if exchanged := self._exchanged(char, tail, after, any_=any_):
            return length, at, at + exchanged
        added = size >= _ADDED or typed in {char, rest[at - 1 : at]}
        if added and (at or tail) and after.startswith(rest[at:], 1):
            return length + 1, at, at + 1  # 政府信信息公开
        return None

    def _exchanged(self, char: str, tail: str, after: str, *, any_: bool) -> int:
        """Return how many characters are exchanged, if what stands there is right beside that."""
        alike = after[0] in self._alike.get(char, "")
        if (alike or any_) and after.startswith(tail, 1):
            return 1  # 政府信系公开
        word = alike and len(tail) > 1 and after[1:2] in self._alike.get(tail[0], "-")
        return 2 if word and after.startswith(tail[1:], 2) else 0  # 社会注意思想

    def _between(self, text: str, chars: frozenset[str]) -> Iterator[Near]:
        """Yield what begins or ends like a fixed phrase, and goes another way than it."""
        for phrase in self._fixed:
            size = len(phrase) // 3
            begin, end = phrase[:size], phrase[-size:]
            if not chars.issuperset(begin):
                continue
            at = text.find(begin)
            while at >= 0:
                window = text[at : at + len(phrase) + 3]
                close = window.find(end, size)
                if close >= 0:
                    middle = window[size:close]
                    other = _essence(middle) != _essence(phrase[size:-size])
                    if other and _STOPS.isdisjoint(middle):
                        yield Near(at, at + close + size, phrase, (at + size, at + close))
                elif window.startswith(phrase[:-1]):
                    here = at + len(phrase) - 1
                    yield Near(at, here, phrase, (here, here))
                at = text.find(begin, at + size)

    def _explained(self, text: str, slip: tuple[int, int]) -> bool:
        """Tell whether a right phrase covers the place of a slip."""
        start, end = slip
        first = max(start - _AROUND, 0)
        around = text[first : end + _AROUND]
        low, high, junction = start - first, end - first, start == end
        for right in self._right.get(text[start - junction], ()):
            at = around.find(right)
            while at >= 0:
                if at <= low - junction and at + len(right) >= high + junction:
                    return True
                at = around.find(right, at + 1)
        return False


def _side(phrase: str, rest: str, *, before: bool) -> _Side:
    gap = "\0" * len(phrase)
    return _Side(phrase, rest, before, gap, rest[0], rest[1], rest[2:3] or rest[0])


def _places(text: str, words: str) -> list[int]:
    """Return where words stand in a text."""
    places = []
    at = text.find(words)
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    return places


def _essence(text: str) -> str:
    return "".join(char for char in text if char not in _SMALL)


def off_by(text: str, other: str, most: int) -> bool:
    """Tell whether two texts differ by at most so many characters lost, added or exchanged."""
    if len(set(text).difference(other)) > most or len(set(other).difference(text)) > most:
        return False  # each of those is a difference by itself
    row = list(range(len(other) + 1))
    for number, char in enumerate(text, 1):
        corner, row[0] = row[0], number
        for at, right in enumerate(other, 1):
            cheapest = min(row[at] + 1, row[at - 1] + 1, corner + (char != right))
            corner, row[at] = row[at], cheapest
    return row[-1] <= most

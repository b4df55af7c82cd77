"""A text folded for matching (折叠): how a person spaces and types a number changes nothing.

    收到 ２３９ 件  →  收到239件        1,286 条  →  1286条

Characters that nobody sees go, full-width digits become half-width, and so do the blanks around
digits, but those between two numbers, or a number and a Latin word.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from nianbao.regex import regex

BLANK = " \u00a0\u2002-\u200a\u202f\u3000"
UNSEEN = "\u00ad\u200b-\u200f\u2060-\u2064\ufe0f\ufeff"
_WIDE = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
_ANY_WIDE = regex("[０-９％．]")
_LOOSE = regex(rf"[{BLANK}{UNSEEN}]+|(?<=[0-9]),(?=[0-9]{{3}}(?![0-9]))")
_BLANK = regex(f"[{BLANK}]")
_THOUSAND = regex(r"[0-9]{3}(?![0-9])")
_GROUP = regex(r"(?:(?<![0-9.])|(?<=[0-9][ \u2002-\u200a\u202f]))[0-9]{1,3}$")


class Folding:
    """A folded text, and which place in it is which place in the text as it was."""

    def __init__(self, text: str) -> None:
        if _ANY_WIDE.search(text):
            text = text.translate(_WIDE)
        parts: list[str] = []
        self._folded, self._typed = [0], [0]
        at = length = 0
        for start, end, instead in _changes(text):
            parts += (text[at:start], instead)
            length += start - at + len(instead)
            at = end
            self._folded.append(length)
            self._typed.append(at)
        self.text = "".join((*parts, text[at:])) if parts else text

    def typed(self, at: int) -> int:
        """Return the place in the text as it was of a place in the folded one."""
        number = bisect_right(self._folded, at) - 1
        return self._typed[number] + at - self._folded[number]

    def folded(self, at: int) -> int:
        """Return the place in the folded text of a place in the text as it was."""
        number = bisect_right(self._typed, at) - 1
        place = self._folded[number] + at - self._typed[number]
        following = self._folded[number + 1 : number + 2]
        return min(place, *following) if following else place


def _changes(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what is left out of a text, or replaced in it."""
    for match in _LOOSE.finditer(text):
        start, end = match.span()
        if not _BLANK.search(match[0]) or not _parts(text, start, end):
            yield start, end, ""
        elif end - start > 1 and not _BLANK.fullmatch(text, start, end):
            kept = "".join(_BLANK.findall(match[0]))
            if kept != match[0]:
                yield start, end, kept


def _parts(text: str, start: int, end: int) -> bool:
    """Tell whether a blank parts what stands on its sides: words, or one number from another."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if not (_is_digit(before) or _is_digit(after) or after == "%"):
        return True
    if not (before.isascii() and before.isalnum() and after.isascii() and after.isalnum()):
        return False
    return not (_THOUSAND.match(text, end) and _GROUP.search(text, max(start - 5, 0), start))


def _is_digit(character: str) -> bool:
    return character.isascii() and character.isdigit()

"""Labels of tables, folded so that one is known however it was typed: blanks, brackets, numbers, 其中：."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from nianbao.regex import regex

_WIDE = str.maketrans("（）：，．；０１２３４５６７８９“”‘’《》", "():,.;0123456789\"\"''<>")
_NUMBER = regex(r"^(?:\(?[一二三四五六七八九十]+[)、.．]|\(?\d+[)、.．]|[①-⑳]|其中[:,]?)+")
_NOTE = regex(r"\((?:不|区分|单位|注|同一|包括|含)[^()]*(?:\([^()]*\)[^()]*)*\)?$")
_LOOSE = regex(r"[^\w/]")
_DENIED = regex("[不未无非]")
EXACT, FOLDED, LIKE = 1.0, 0.98, 0.74


@lru_cache(maxsize=4096)
def bare(label: str) -> str:
    """Return a label without blanks, in half-width signs."""
    return re.sub(r"\s", "", label).translate(_WIDE)


@lru_cache(maxsize=4096)
def folded(label: str) -> str:
    """Return what is left of a label without number, 其中：, note and punctuation."""
    text = bare(label)
    while (cut := _NUMBER.sub("", text)) != text:
        text = cut
    return _LOOSE.sub("", _NOTE.sub("", text))


@lru_cache(maxsize=65536)
def likeness(printed: str, label: str) -> float:
    """Return how much a printed label is one of the form's, from 0 to 1: 1 exactly, 0.98 when folded."""
    if bare(printed) == bare(label):
        return EXACT
    one, other = folded(printed), folded(label)
    if not one or not other:
        return 0.0
    if one == other:
        return FOLDED
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 3 or len(shorter) * 3 < len(longer):
        return 0.0
    letters = set(shorter)
    if len(letters & set(longer)) * 2 < len(letters):
        return 0.0
    if _DENIED.findall(one) != _DENIED.findall(other):
        return 0.0  # 不予公开 is not nearly 予以公开
    if len(shorter) >= 4 and shorter in longer and len(shorter) * 2 > len(longer):
        return 0.9
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio if ratio >= LIKE else 0.0

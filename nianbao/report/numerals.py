"""Numbers in Chinese (汉字数字): 239 is 二百三十九, and back."""

from __future__ import annotations

import re

_DIGITS = "〇一二三四五六七八九"
_VALUES = {char: value for value, char in enumerate(_DIGITS)} | {"零": 0, "○": 0, "两": 2}
_SIGNS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}


def chinese_numeral(number: int) -> str:
    """Write a number in Chinese: 239 is 二百三十九, 10 is 十."""
    if number < 0:
        return "负" + chinese_numeral(-number)
    text = _spell(number)
    return text.removeprefix("一") if text.startswith("一十") else text


def _spell(number: int) -> str:
    for size, sign in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return _spell(high) + sign + (gap + _spell(low) if low else "")
    text = ""
    pending = False
    for size, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            text += ("零" if pending and text else "") + _DIGITS[digit] + sign
        pending = not digit
    return text or "零"


def ordinal_value(text: str) -> int:
    """Return what 十二 or 12 counts, of ordinals and days; 0 for what is no number."""
    return int(text[:9]) if text.isdigit() else numeral_value(text) or 0


def numeral_value(text: str) -> int | None:
    """Return what a Chinese numeral is: 二十三, 一百零五, 二〇二六; None for what is none."""
    if re.fullmatch("[〇零○一二两三四五六七八九]+", text):
        return int("".join(str(_VALUES[char]) for char in text)) if len(text) <= 8 else None
    for sign, size in reversed(_LARGE.items()):
        if sign in text:
            high, _, low = text.partition(sign)
            more = numeral_value(low.lstrip("零")) if low.lstrip("零") else 0
            many = numeral_value(high)
            return None if more is None or many is None else many * size + more
    total, digit = 0, 1 if text.startswith("十") else None
    for char in text:
        if char in _SIGNS and digit is not None:
            total, digit = total + digit * _SIGNS[char], None
        elif char in _VALUES and not digit:
            digit = _VALUES[char]
        elif char not in _SIGNS or digit is None:
            return None
    value = total + (digit or 0)
    return (
        value
        if chinese_numeral(value)
        in {text.replace("两", "二"), text.replace("两", "二").removeprefix("一")}
        else None
    )

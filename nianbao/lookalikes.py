"""Characters that only look like the ones they are taken for (看着像字): ⽂, a radical, for 文.

They come from scanned pages and from PDF. A font may draw them, but nobody finds the word that they
are in.
"""

from __future__ import annotations

from unicodedata import category, normalize

from nianbao.regex import regex

LOOKALIKE = regex("[\u2e80-\u2fd5\uf900-\ufaff]+")  # radicals, and doubles of characters
# Of the radicals (U+2E80–2EF3) Unicode does not say which character these look like.
_RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻥⻦⻩⻬⻮⻰⻳",
    "母民虎西见角贝车长门青韦页风飞食马鱼鸟黄齐齿龙龟",
)


def meant(text: str) -> str:
    """Return the text with the characters that are meant; what nobody knows stays."""
    return LOOKALIKE.sub(lambda match: normalize("NFKC", match[0].translate(_RADICALS)), text)


def bare(text: str) -> str:
    """Return a text without what cannot be seen in it, and with the characters that are meant."""
    return meant("".join(char for char in text if char == " " or not _is_unseen(char))).strip()


def spelt_out(text: str) -> str:
    """Return a text in which what cannot be seen is named: 行政〔U+200B〕许可."""
    if text.isprintable() and not text.endswith(" "):
        return text
    return "".join(f"〔U+{ord(char):04X}〕" if _is_unseen(char) else char for char in text)


def _is_unseen(char: str) -> bool:
    return not char.isprintable() or category(char) in {"Cf", "Co", "Cn"}

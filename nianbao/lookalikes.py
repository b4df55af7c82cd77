"""Characters that only look like the ones they are taken for (看着像字): ⽂, a radical, for 文.

They come from scanned pages and from PDF. A font may draw them, but nobody finds the word that they
are in.
"""

from __future__ import annotations

import re
from unicodedata import normalize

LOOKALIKE = re.compile("[\u2e80-\u2fd5\uf900-\ufaff]+")  # radicals, and doubles of characters
# Of the radicals (U+2E80–2EF3) Unicode does not say which character these look like.
_RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻥⻦⻩⻬⻮⻰⻳",
    "母民虎西见角贝车长门青韦页风飞食马鱼鸟黄齐齿龙龟",
)


def meant(text: str) -> str:
    """Return the text with the characters that are meant; what nobody knows stays."""
    return LOOKALIKE.sub(lambda match: normalize("NFKC", match[0].translate(_RADICALS)), text)

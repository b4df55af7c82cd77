"""Where a name or a title that is too long for its line is broken (断行): between words, lines alike.

GB/T 9704-2012 7.3.1: 词意完整, 排列对称, 长短适宜.
"""

from __future__ import annotations

from itertools import combinations, pairwise

from nianbao.findings.width import width

MARK = "｜"  # where a person wants it broken
_BODIES = "局厅委会办室院部处署队心所站"  # last characters of a body's name
_PLACES = "省市县区州盟旗镇乡"  # and of a place's, in which a name is better left whole
_LEAST = 4  # characters that stand on a line


def broken(name: str, columns: int) -> list[str]:
    """Return a name in as few lines of so many columns as it takes, the longest as short as can be.

    Where its words allow no such lines, it stays one, and breaks where the page wants it to.
    """
    if width(name) <= columns:
        return [name]
    ends = _BODIES + _PLACES
    places = [
        n
        for n in range(_LEAST, len(name) - _LEAST + 1)
        if name[n - 1] in ends and name[n] not in f"{ends}员公分"
    ]
    for count in (1, 2):
        cuts = [_cut(name, chosen) for chosen in combinations(places, count)]
        fitting = [lines for lines in cuts if max(map(width, lines)) <= columns]
        if fitting:
            return min(fitting, key=_ugliness)
    return [name]


def _ugliness(lines: list[str]) -> tuple[int, int]:
    return sum(line[-1] in _PLACES for line in lines[:-1]), max(map(width, lines))


def _cut(name: str, places: tuple[int, ...]) -> list[str]:
    edges = (0, *places, len(name))
    return [name[start:end] for start, end in pairwise(edges)]

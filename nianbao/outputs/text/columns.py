"""A table as plain text: figures first, so that it is right in any font of one width.

How wide “ is, or 「, depends on the font; ASCII is not. What stands before the labels is therefore
ASCII, or a word of Chinese characters alone, and the labels stand last, where their width does not
matter. Columns are named by letters, which are explained above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import count, takewhile
from string import ascii_uppercase
from unicodedata import east_asian_width

from nianbao.findings.width import width, wrapped
from nianbao.regex import regex
from nianbao.view import Grid, Row, Rows

MOST = 100  # columns of a line
LEAST = 4  # columns of a figure, so that most changes of one change its line alone
GAP = "  "
_BLANKS, _FIGURE = " \t\n\r\f\v", frozenset(f"-0123456789./{ascii_uppercase}")
_FIGURES = regex(r"\s*((?:[-\d./A-Z]+\s+)*)(.*)", re.ASCII)
LETTERS = [*ascii_uppercase, *(f"{a}{b}" for a in ascii_uppercase for b in ascii_uppercase)]
_MORE = "\u3000"  # begins a line that goes on with a label


def pad(text: str, columns: int) -> str:
    """Fill a text up with spaces to a width in columns, wide characters counting two."""
    return text + " " * max(columns - width(text), 0)


def table_text(grid: Grid) -> str:
    """Return a table's lines (成表): of each block its title, its heads, its rows."""
    figures = _widths(grid)
    unit = max(width(_unit(grid, row)[0]) for row in grid.行)
    unit = max(unit, width(grid.单位栏)) if unit and len(figures) > 1 else unit
    lines: list[str] = []
    heads: list[str] = []
    for block in grid.块:
        lines += [block.标题] if block.标题 else []
        if block.全名 != heads:
            lines += _heads(grid, block, figures, unit)
            heads = block.全名
        for row in block.行:
            early, late = _unit(grid, row)
            before = _before(row.数, figures) + (GAP + pad(early, unit) if unit else "")
            lines += _wrapped(
                before, GAP * row.级 + row.标签 + row.注 + (GAP + late if late else "")
            )
    return "\n".join(lines)


def expected(grid: Grid) -> Iterator[str]:
    """Yield what each line of a table must say: figures or letters apart, words without blanks."""
    heads: list[str] = []
    for block in grid.块:
        words = [block.标题] if block.标题 else []
        if block.全名 != heads:
            letters = _letters(block)
            if len(letters) > 1:
                words += (f"{a} {name}" for a, name in zip(letters, block.全名, strict=True))
                words.append(f"{' '.join(letters)} {grid.单位栏}{grid.首栏}")
            else:
                words.append(f"{block.全名[0]}{grid.单位栏}{grid.首栏}")
            heads = block.全名
        units = ((row, *_unit(grid, row)) for row in block.行)
        yield from map(_tidy, words)
        for row, early, late in units:
            yield _tidy(" ".join((*row.数, early + row.标签 + row.注 + late)))


def read(lines: list[str]) -> list[str]:
    """Return what lines say, those put together that one label goes over."""
    together: list[str] = []
    for line in lines:
        if together and line.lstrip(" ").startswith(_MORE) and line.startswith(GAP):
            together[-1] += "".join(line.split())
        else:
            together.append(_tidy(line))
    return together


def _tidy(line: str) -> str:
    """Return a line with one blank behind each figure or letter, and none in its words."""
    if line.lstrip(_BLANKS)[:1] not in _FIGURE:
        return "".join(line.split())
    parts = _FIGURES.match(line)
    assert parts
    return " ".join((*parts[1].split(), "".join(parts[2].split())))


def _heads(grid: Grid, block: Rows, figures: list[int], unit: int) -> Iterator[str]:
    letters = _letters(block)
    if len(letters) == 1:
        yield GAP.join(each for each in (*block.全名, grid.单位栏, grid.首栏) if each)
        return
    for letter, name in zip(letters, block.全名, strict=True):
        yield f"{letter} {name}"
    before = _before(letters, figures) + (GAP + pad(grid.单位栏, unit) if unit else "")
    yield from _wrapped(before, grid.首栏)


def _letters(block: Rows) -> list[str]:
    """Return a letter for each column: A, B, …, Z, AA."""
    return LETTERS[: len(block.全名)]


def _widths(grid: Grid) -> list[int]:
    """Return how many columns each column of figures takes, over all blocks."""
    texts = (
        [row.数[place] for block in grid.块 for row in block.行 if place < len(row.数)]
        for place in count()
    )
    return [max(LEAST, *map(len, each)) for each in takewhile(bool, texts)]


def _before(figures: list[str], widths: list[int]) -> str:
    return GAP.join(text.rjust(columns) for text, columns in zip(figures, widths, strict=False))


def _unit(grid: Grid, row: Row) -> tuple[str, str]:
    """Return a row's unit before its label, or, where fonts do not agree how wide it is, behind."""
    if not grid.单位栏:
        return "", ""
    return ("", row.单位) if _unsure(row.单位) else (row.单位, "")


@lru_cache(maxsize=64)  # a form has few units, and each row asks for its own
def _unsure(unit: str) -> bool:
    """Tell whether fonts do not agree how wide a unit is."""
    return any(east_asian_width(sign) == "A" for sign in unit)


def _wrapped(before: str, label: str) -> list[str]:
    start = width(before) + len(GAP)
    level = len(label) - len(label.lstrip(" "))
    first, *others = wrapped(label, MOST - start, " " * level + _MORE)
    return [f"{before}{GAP}{first}".rstrip(), *(f"{' ' * start}{line}" for line in others)]

"""Where a report is signed (落款): GB/T 9704-2012, 7.3.5, as geometry.

How far the two lines stand from the right margin depends on how long they are, so no style of a
template can hold it.
"""

# ruff: noqa: PLC2401  the fields have the names that the tags use

from __future__ import annotations

from datetime import date

from nianbao.breaking import broken
from nianbao.findings.width import width
from nianbao.tuples import NamedTuple

SIGNER_WIDTH = 48  # columns of a line: four characters less than the text block has
TWO = 2


class Signature(NamedTuple):
    """The last two lines (落款), and their right indents in hundredths of a character.

    A long name stands on two lines (`首行`, `次行`).
    """

    署名: str
    首行: str
    次行: str
    日期: str
    机器日期: str
    署名右空: int
    日期右空: int


def signature(signer: str, day: date, *, sealed: bool) -> Signature:
    """Return who signs, on which day, and where on the page."""
    written = f"{day.year}年{day.month}月{day.day}日"
    lines = broken(signer, SIGNER_WIDTH)
    first, second = lines if len(lines) == TWO else (signer, "")
    indents = signature_indents(max(first, second, key=width), written, sealed=sealed)
    return Signature(signer, first, second, written, day.isoformat(), *indents)


def signature_indents(signer: str, date: str, *, sealed: bool) -> tuple[int, int]:
    """Return the right indents of signature and date, in hundredths of a character.

    GB/T 9704-2012 7.3.5.2 (no seal): the signer two characters from the right, the date starting
    two characters right of the signer's first; where the date is the longer, the date stands two
    characters from the right and the signer moves left. 7.3.5.1 (sealed): the date four characters
    from the right, the signer centred over it.
    """
    signer_width, date_width = 50 * width(signer), 50 * width(date)
    if sealed:
        centre = 400 + date_width // 2
        return max(centre - signer_width // 2, 0), 400
    if date_width > signer_width:
        return 200 + date_width + 200 - signer_width, 200
    return 200, max(200 + signer_width - 200 - date_width, 0)

"""A file taken in without being written (只读): the text that its data file would have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nianbao.form import Form
from nianbao.ingest.blocks import UnreadableError
from nianbao.ingest.carriers import read_file
from nianbao.ingest.passages import passages
from nianbao.ingest.recognised import KNOWN, best_form
from nianbao.ingest.written import ImportOrigin, data_file
from nianbao.tuples import NamedTuple


class Unwritten(NamedTuple):
    """What a file would be as a data file, its year, and what was doubtful in it."""

    text: str
    year: int
    doubtful: tuple[str, ...]  # rows whose figures a person would be asked for


def unwritten(name: str, data: bytes, forms: Sequence[Form], year: int = 0) -> Unwritten:
    """Read a report of any kind; UnreadableError where it cannot be read or is none.

    Where it does not tell its year, `year` is meant, or else its form's first one.
    """
    carried = read_file(name, data)
    recognised = best_form(forms, carried.blocks, year)
    if len(recognised.values) < KNOWN * len(recognised.form.values):
        raise UnreadableError(f"{name} 里没有找到年报的统计表，没法比")
    told = passages(recognised.form, carried.blocks)
    origin = ImportOrigin(name, told.year or year or recognised.form.first_year, "")
    text = data_file(recognised, told, origin, Path(f"{origin.year}.yaml"))
    doubtful = (*(row.name for row in recognised.asked), *(row.name for row in recognised.missing))
    return Unwritten(text, origin.year, doubtful)

"""Reports that came as files (来件): read by the importer, and given to the unit that they are of."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from nianbao.examine import examine
from nianbao.files import CannotError, read_whole, shown, why
from nianbao.ingest.blocks import UnreadableError
from nianbao.ingest.carriers import read_file
from nianbao.ingest.passages import passages
from nianbao.ingest.recognised import KNOWN, Recognised, best_form
from nianbao.ingest.written import ImportOrigin, data_file
from nianbao.many.returned import Returned, returned
from nianbao.many.roster import ReportingUnit, Roster
from nianbao.many.whose import by_file, by_text
from nianbao.tuples import NamedTuple
from nianbao.workspace import Workspace

_NOT_REPORTS = re.compile(r"^(?:\.|~\$)|^Thumbs\.db$|^desktop\.ini$", re.IGNORECASE)
NAMED = 6  # rows that are named where some are doubtful


class Received(NamedTuple):
    """What came in a file, and the unit that it is of; `own` is the unit's own data file."""

    unit: ReportingUnit | None
    report: Returned
    own: bool = False


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder, at whatever depth, in the order of their names; no hidden ones."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        inside = path.relative_to(folder).parts
        if not path.is_dir() and not any(_NOT_REPORTS.search(part) for part in inside):
            yield path


def legible(name: str) -> str:
    """Return a path as it was meant: archives from Windows have names in GBK, which are no text elsewhere."""
    return "/".join(map(_legible, name.split("/")))


def _legible(part: str) -> str:
    try:
        part.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(part).decode("gb18030", "replace")
    return part


def receive(
    workspace: Workspace, roster: Roster, data: Path, folder: Path, year: int, path: Path
) -> Received:
    """Read a file that came, find its unit by title and signature, and examine it as that unit's.

    Last year's data of the unit, if they are there, are what it is compared with. The folders that the
    file lies in, and its name, count where the text names no unit.
    """
    name = legible(shown(path))
    inside = legible(path.relative_to(folder).as_posix())
    try:
        carried = read_file(path.name, read_whole(path))
    except (UnreadableError, CannotError, OSError) as error:
        unit, doubts = by_file(roster, inside, year)
        return Received(unit, Returned(name, unreadable=why(error), doubts=() if unit else doubts))
    forms = workspace.national_forms()
    recognised = best_form(forms, carried.blocks, year)
    told = passages(recognised.form, carried.blocks)
    unit, doubts = by_text(roster, told, inside, year)
    if len(recognised.values) < KNOWN * len(recognised.form.values):
        none = "没有认出统计表：核对是不是年报，表是不是图片"
        return Received(unit, Returned(name, told.year or 0, unreadable=none, doubts=doubts))
    if told.year not in {None, year}:
        stated = Returned(
            name, told.year or 0, recognised.form.folder.name, told.agency, told.signer
        )
        return Received(unit, stated._replace(doubts=doubts))
    place = data / (unit.folder if unit else "没有对上单位") / f"{year}.yaml"
    text = data_file(
        recognised, told, ImportOrigin(legible(path.name), year, published=False), place
    )
    edition = examine(workspace, place, year, data=text.encode("utf-8"))
    names = unit.names if unit else ()
    history = workspace.history(place, year)
    report = returned(name, edition, history, names=names, imported=True)
    return Received(unit, report._replace(doubts=(*doubts, *_asked(recognised))))


def _asked(recognised: Recognised) -> tuple[str, ...]:
    rows = [row.name for row in recognised.asked]
    if not rows:
        return ()
    more = f"等 {len(rows)} 行" if len(rows) > NAMED else ""
    return (f"表里这几行没有读准，请对照原件：{'、'.join(rows[:NAMED])}{more}",)

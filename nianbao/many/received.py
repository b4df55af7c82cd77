"""Reports that came as files (来件): read by the importer, and given to the unit that they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from nianbao.examine import examine
from nianbao.files import CannotError, read_whole, shown
from nianbao.ingest.blocks import UnreadableError
from nianbao.ingest.carriers import read_file
from nianbao.ingest.passages import Passages, passages
from nianbao.ingest.recognised import KNOWN, Recognised, best_form
from nianbao.ingest.written import ImportOrigin, data_file
from nianbao.many.returned import Returned, returned
from nianbao.many.roster import ReportingUnit, Roster, plain
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
        if path.is_file() and not any(_NOT_REPORTS.search(part) for part in inside):
            yield path


def receive(
    workspace: Workspace, roster: Roster, data: Path, folder: Path, year: int, path: Path
) -> Received:
    """Read a file that came, find its unit by title and signature, and examine it as that unit's.

    Last year's data of the unit, if they are there, are what it is compared with. The folders that the
    file lies in, and its name, count where the text names no unit.
    """
    name = shown(path)
    inside = path.relative_to(folder).as_posix()
    try:
        carried = read_file(path.name, read_whole(path))
    except (UnreadableError, CannotError, OSError) as error:
        unit, _ = _by_file(roster, inside, year)
        return Received(unit, Returned(name, unreadable=str(error)))
    forms = [form for each in workspace.national().values() if (form := workspace.form(each)[0])]
    recognised = best_form(forms, carried.blocks, year)
    told = passages(recognised.form, carried.blocks)
    unit, doubts = _unit(roster, told, inside, year)
    if len(recognised.values) < KNOWN * len(recognised.form.values):
        why = "没有认出统计表：核对是不是年报，表是不是图片"
        return Received(unit, Returned(name, told.year or 0, unreadable=why, doubts=doubts))
    if told.year not in {None, year}:
        stated = Returned(
            name, told.year or 0, recognised.form.folder.name, told.agency, told.signer
        )
        return Received(unit, stated._replace(doubts=doubts))
    place = data / (unit.folder if unit else "没有对上单位") / f"{year}.yaml"
    text = data_file(recognised, told, ImportOrigin(path.name, year, published=False), place)
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


def _unit(
    roster: Roster, told: Passages, file: str, year: int
) -> tuple[ReportingUnit | None, tuple[str, ...]]:
    """Return the unit that title and signature name, and what is doubtful about it."""
    by_title = _named(roster, told.agency, year)
    by_signature = _named(roster, told.signer, year)
    if by_title and by_signature and by_title is not by_signature:
        doubt = f"题名是“{told.agency}”，署名是“{told.signer}”，照题名算"
        return by_title, (doubt,)
    unit = by_title or by_signature
    if unit is not None:
        return unit, _called(unit, told) if by_title else _signed(told)
    unit, doubts = _by_file(roster, file, year)
    if unit is None and told.agency:
        return None, (f"题名是“{told.agency}”，名单里没有",)
    return unit, doubts


def _called(unit: ReportingUnit, told: Passages) -> tuple[str, ...]:
    said = plain(told.agency)
    if said == plain(unit.name):
        return ()
    what = "曾用名" if said in map(plain, unit.former) else "题名"
    return (f"{what}“{told.agency}”，算作“{unit.name}”",)


def _signed(told: Passages) -> tuple[str, ...]:
    return (f"题名里没有读出名单上的单位，照署名“{told.signer}”算",)


def _by_file(roster: Roster, file: str, year: int) -> tuple[ReportingUnit | None, tuple[str, ...]]:
    unit = _longest(roster, plain(file), year)
    return unit, (f"文里没有读出单位，照文件名算作“{unit.name}”",) if unit else ()


def _named(roster: Roster, name: str, year: int) -> ReportingUnit | None:
    """Return the unit of a name: its own or a former one; else the only one that is named alike.

    A report may leave out the place (教育局), or put it before a name that the list has without.
    """
    said = plain(name)
    if not said:
        return None
    if exact := roster.by_name.get(said):
        return _of_year(exact, year)
    if len(said) < 3:
        return None
    alike = [
        unit
        for known, units in roster.by_name.items()
        if known.endswith(said) or said.endswith(known)
        for unit in units
    ]
    alike = list({unit.name: unit for unit in alike}.values())
    return alike[0] if len(alike) == 1 else None


def _of_year(units: Sequence[ReportingUnit], year: int) -> ReportingUnit:
    """Return the unit that was there in a year; a name may have passed to another body."""
    return next((unit for unit in units if unit.reports_of(year)), units[0])


def _longest(roster: Roster, text: str, year: int) -> ReportingUnit | None:
    found = [name for name in roster.by_name if name in text]
    if not found:
        return None
    return _of_year(roster.by_name[max(found, key=len)], year)

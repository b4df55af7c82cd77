"""Whose a report is that came as a file (归属): by title, signature, or where it lies and what it is called.

What may be several units' is nobody's: it is named with those that it may be of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.ingest.passages import Passages
from nianbao.many.roster import FILE, PLACE, ReportingUnit, Roster, plain

LEAST = 3  # characters of a name that say whose it is
_BEFORE = (
    "(?:^|[^\u4e00-\u9fff]|年|年度)"  # what a name without its place may follow in a file's name
)
_AFTER = (
    "(?!.{0,8}(?:局|委|办|院|所|队|站|处|会|中心|公司|学校))"  # or the name is that of a body below
)

Found = tuple[ReportingUnit | None, tuple[str, ...]]


def by_text(roster: Roster, told: Passages, file: str, year: int) -> Found:
    """Return the unit that title and signature name, and what is doubtful about it.

    Where they name none at all the folders that the file lies in, and its name, count.
    """
    titled, signed = (_named(roster, name, year) for name in (told.agency, told.signer))
    by_title, by_signature = _only(titled), _only(signed)
    if by_title and by_signature and by_title is not by_signature:
        return by_title, (f"题名是“{told.agency}”，署名是“{told.signer}”，照题名算",)
    if by_title:
        return by_title, _called(by_title, told)
    if by_signature:
        doubt = f"题名里没有读出名单上的单位，照署名“{told.signer}”算"
        return by_signature, (doubt,)
    unit, doubts = by_file(roster, file, year)
    if titled:
        if unit in titled:
            return unit, doubts
        return None, (f"题名是“{told.agency}”，{_several(titled)}",)
    if told.agency:
        how = f"要收它的，写进 {FILE}，或写作哪个单位的曾用名"
        return None, (f"题名是“{told.agency}”，名单里没有；{how}",)
    return unit, doubts


def by_file(roster: Roster, file: str, year: int) -> Found:
    """Return the unit whose name is in a file's path below the folder of received files."""
    text = plain(file)
    found = [name for name in roster.by_name if name in text]
    longest = max(found, key=len, default="")
    if found:
        units = _of_year(roster.by_name[longest], longest, year)
    else:
        units = [unit for unit in roster.of_year(year) if _has_short(roster, unit, text)]
    unit = _only(units)
    if unit:
        return unit, (f"文里没有读出单位，照文件名算作“{unit.name}”",)
    return None, (f"照文件名，{_several(units)}",) if units else ()


def _only(units: Sequence[ReportingUnit]) -> ReportingUnit | None:
    return units[0] if len(units) == 1 else None


def _several(units: Sequence[ReportingUnit]) -> str:
    names = "、".join(f"“{unit.name}”" for unit in units)
    return f"{names}都对得上；放进以单位全称命名的文件夹，再来一次"


def _called(unit: ReportingUnit, told: Passages) -> tuple[str, ...]:
    said = plain(told.agency)
    if said == plain(unit.name):
        return ()
    what = "曾用名" if said in map(plain, unit.former) else "题名"
    return (f"{what}“{told.agency}”，算作“{unit.name}”",)


def _named(roster: Roster, name: str, year: int) -> list[ReportingUnit]:
    """Return the units of a name: their own or a former one; else those that are named alike.

    A report may leave out the place (教育局), or put it before a name that the list has without.
    """
    said = plain(name)
    if exact := roster.by_name.get(said):
        return _of_year(exact, said, year)
    if len(said) < LEAST:
        return []
    alike = [
        unit
        for known, units in roster.by_name.items()
        if known.endswith(said) or said.endswith(known)
        for unit in _of_year(units, known, year)
    ]
    there = [unit for unit in alike if unit.reports_of(year)] or alike
    return list({unit.name: unit for unit in there}.values())


def _of_year(units: Sequence[ReportingUnit], name: str, year: int) -> list[ReportingUnit]:
    """Return the units that a name means in a year: who is there before who was, who has it before who had it."""
    there = [unit for unit in units if unit.reports_of(year)] or list(units[:1])
    return [unit for unit in there if plain(unit.name) == name] or there


def _has_short(roster: Roster, unit: ReportingUnit, text: str) -> bool:
    """Tell whether a text has a unit's name without the place that it shares with others (财政局.doc)."""
    name = plain(unit.name)
    place = PLACE.match(name)
    if place is None or len(name) - place.end() < LEAST or place[0] not in roster.places:
        return False
    short = re.escape(name[place.end() :])
    return re.search(f"{_BEFORE}{place[0][-1]}?{short}{_AFTER}", text) is not None

"""Who has reported, and how (收报情况): every unit of the list in one of a few states, every file in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import combinations

from nianbao.many.received import Received
from nianbao.many.returned import Returned
from nianbao.many.roster import DEPARTMENT, MonthDay, ReportingUnit, Roster
from nianbao.many.sameness import Alike, is_last_years, same_tables, same_texts
from nianbao.tuples import NamedTuple

REPORTED, MISSING, UNREADABLE, OTHER_YEAR = "已报", "未报", "读不懂", "年份不对"
_ORDER = (".docx", ".html", ".htm", ".txt", ".pdf", ".xlsx")  # which file counts, of several


class Standing(NamedTuple):
    """How a unit stands: its state, the report that counts, other files, how late it is."""

    unit: ReportingUnit
    state: str
    report: Returned | None
    others: tuple[Returned, ...] = ()  # more files of the same unit
    due: date | None = None

    @property
    def late(self) -> bool:
        """Whether the report was signed after the day it was due."""
        day = self.report.day if self.report and self.state == REPORTED else None
        return day is not None and self.due is not None and day > self.due

    @property
    def wrong(self) -> bool:
        """Whether the report has errors."""
        return self.state == REPORTED and self.report is not None and self.report.errors > 0

    @property
    def copied(self) -> bool:
        """Whether the report is last year's."""
        return self.state == REPORTED and self.report is not None and is_last_years(self.report)

    @property
    def differing(self) -> bool:
        """Whether files of the unit say different things."""
        return any(
            self.report is None or (other.figures, other.words) != (self.report.figures, self.report.words)
            for other in self.others
        )  # fmt: skip


class Collected:
    """What a superior knows of a year, once everything was read."""

    def __init__(
        self, roster: Roster, year: int, standings: Sequence[Standing],
        gone: Sequence[Standing], strays: Sequence[Returned],
    ) -> None:  # fmt: skip
        self.roster = roster
        self.year = year
        self.standings = tuple(standings)  # of the units that have to report
        self.gone = tuple(gone)  # units that reported and are not there in that year
        self.strays = tuple(strays)  # files of which nobody knows whose they are

    def in_state(self, state: str) -> list[Standing]:
        """Return the units in a state."""
        return [each for each in self.standings if each.state == state]

    @property
    def wrong(self) -> list[Standing]:
        """The units whose reports have errors."""
        return [each for each in self.standings if each.wrong]

    @property
    def late(self) -> list[Standing]:
        """The units that were late."""
        return [each for each in self.standings if each.late]

    @property
    def copied(self) -> list[Standing]:
        """The units that reported last year's again."""
        return [each for each in self.standings if each.copied]

    @property
    def waiting(self) -> bool:
        """Whether there is something that units still have to do: report, or mend errors."""
        return any(each.state != REPORTED or each.wrong for each in self.standings)

    @property
    def twice(self) -> list[Standing]:
        """The units of which more than one file came."""
        return [each for each in self.standings if each.others]

    @cached_property
    def reports(self) -> Mapping[str, Returned]:
        """The reports that count, by their units' names."""
        return {e.unit.name: e.report for e in self.in_state(REPORTED) if e.report is not None}

    @cached_property
    def tables(self) -> list[Alike]:
        """The units with the same table."""
        return same_tables(self.reports)

    @cached_property
    def texts(self) -> tuple[list[Alike], list[Alike]]:
        """The units with the same text, and those with the same but for the figures."""
        return same_texts(self.reports)

    @cached_property
    def under_two(self) -> list[tuple[str, str, str, str]]:
        """Units and parents under whom the same figures were reported: unit, parent, unit, parent."""
        parents = {unit.name: unit.parent for unit in self.roster.units}
        listed = [(a.name, a.parent, b.name, b.parent) for a, b in self.roster.doubled]
        counted = [
            (one, parents[one], other, parents[other])
            for group in self.tables
            for one, other in combinations(group.units, 2)
            if parents[one] != parents[other]
        ]
        return [*listed, *counted]

    def alike_to(self, unit: str) -> list[str]:
        """Return the units that have this one's text or table."""
        groups = (*self.tables, *self.texts[0])
        found = dict.fromkeys(o for g in groups if unit in g.units for o in g.units if o != unit)
        return list(found)


def put_together(
    roster: Roster, year: int, came: Sequence[Received], deadlines: tuple[MonthDay, MonthDay]
) -> Collected:
    """Put together what came, in whatever order it was read.

    `deadlines` are the form's, of departments and of governments, where the list names none.
    """
    files: dict[str, list[Returned]] = {}
    strays: list[Returned] = []
    for each in sorted(came, key=_rank):
        if each.unit is None:
            strays.append(each.report)
        else:
            files.setdefault(each.unit.name, []).append(each.report)
    there = {unit.name for unit in roster.of_year(year)}  # a name may have come back
    gone = [unit for unit in roster.units if unit.name in files and unit.name not in there]
    return Collected(
        roster, year,
        [
            _standing(unit, files.get(unit.name, []), year, _due(roster, unit, year, deadlines))
            for unit in roster.of_year(year)
        ],
        [_standing(unit, files[unit.name], year, None) for unit in gone],
        strays,
    )  # fmt: skip


def _rank(received: Received) -> tuple[bool, bool, int, str]:
    """Sort what can be read first, then a unit's own data, then kinds of files that lose little."""
    name = received.report.file
    end = name[name.rfind(".") :].lower() if "." in name else ""
    place = _ORDER.index(end) if end in _ORDER else len(_ORDER)
    return bool(received.report.unreadable), not received.own, place, name


def _standing(
    unit: ReportingUnit, files: Sequence[Returned], year: int, due: date | None
) -> Standing:
    if not files:
        return Standing(unit, MISSING, None, (), due)
    first = min(files, key=lambda report: (bool(report.unreadable), report.year not in {0, year}))
    others = tuple(report for report in files if report is not first)
    if first.unreadable:
        return Standing(unit, UNREADABLE, first, others, due)
    state = OTHER_YEAR if first.year not in {0, year} else REPORTED
    return Standing(unit, state, first, others, due)


def _due(
    roster: Roster, unit: ReportingUnit, year: int, deadlines: tuple[MonthDay, MonthDay]
) -> date:
    month, day = unit.due or roster.due or deadlines[unit.kind != DEPARTMENT]
    return date(year + 1, month, min(day, 28) if month == 2 else day)

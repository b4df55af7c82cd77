"""All that came of a year (收集): the units' data files and the files received, read by whoever shares the work."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from nianbao.examine import examine
from nianbao.files import CannotError, shown, why
from nianbao.many.pool import TRIES, Work, fault
from nianbao.many.received import Received, files_in, legible, receive
from nianbao.many.returned import Returned, returned
from nianbao.many.roster import ReportingUnit, Roster
from nianbao.tuples import NamedTuple
from nianbao.workspace import Workspace


class Request(NamedTuple):
    """Where a year's reports are looked for."""

    roster: Roster
    year: int
    data: Path
    received: Path
    templates: Path


class Reading(NamedTuple):
    """One report to be read: a unit's own data file, or a file that came."""

    path: Path
    unit: ReportingUnit | None = None


def readings(request: Request) -> Iterator[Reading]:
    """Yield what there is to be read, the slowest first."""
    for path in files_in(request.received):
        yield Reading(path)
    there = {unit.folder for unit in request.roster.of_year(request.year)}
    for unit in request.roster.units:
        path = request.data / unit.folder / f"{request.year}.yaml"
        heir = not unit.reports_of(request.year) and unit.folder in there  # another has the folder
        if unit.folder and not heir and _is_sent(path):
            yield Reading(path, unit)


def _is_sent(path: Path) -> bool:
    """Tell whether something is there to be read, also where that will not go well."""
    return (path.exists() or path.is_symlink()) and not path.is_dir()


def work_of(request: Request) -> Work[Reading, Received]:
    """Return what is to be done with each report, for whatever processes share them."""
    return Work(request.templates, partial(read, request), _given_up)


def read(request: Request, workspace: Workspace, job: Reading) -> Received:
    """Read a report; what is wrong with one never stops the others."""
    try:
        if job.unit is None:
            return receive(
                workspace, request.roster, request.data, request.received, request.year, job.path
            )
        return Received(job.unit, _own(workspace, request.year, job.path, job.unit), own=True)
    except (CannotError, OSError) as error:
        return _unread(job, why(error))
    except Exception as error:  # one file's fault must not keep back three hundred others
        return _unread(job, fault(error))


def _unread(job: Reading, why: str) -> Received:
    return Received(
        job.unit, Returned(legible(shown(job.path)), unreadable=why), own=job.unit is not None
    )


def _own(workspace: Workspace, year: int, path: Path, unit: ReportingUnit) -> Returned:
    edition = examine(workspace, path, year)
    history = workspace.history(path, year)
    report = returned(shown(path), edition, history, names=unit.names)
    if report.agency and report.agency not in unit.names:
        doubt = f"题名是“{report.agency}”，名单里是“{unit.name}”"
        return report._replace(doubts=(doubt,))
    return report


def _given_up(job: Reading) -> Received:
    return _unread(job, f"读到这里进程就没有了，试了 {TRIES} 次")

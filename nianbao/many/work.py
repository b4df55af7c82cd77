"""One agency's years, made one after another: its last years are read once (活)."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

from nianbao.files import CannotError, read_whole, refuse_name, shown, why
from nianbao.findings.finding import Finding, Severity, has_errors
from nianbao.making import Made, make
from nianbao.many.journal import Done
from nianbao.many.pool import TRIES, Work, fault
from nianbao.many.units import FILE, AgencyYears
from nianbao.outputs import convert
from nianbao.store import code_state
from nianbao.tuples import NamedTuple
from nianbao.weighing.settings import FILE as SETTINGS
from nianbao.workspace import Workspace
from nianbao.writing import replace_together, sweep, written

WRITTEN, UNCHANGED, CHECKED = "已写", "没有变", "已检查"
WRONG, CHANGED, FAILED = "有错误", "Word 改过", "没做成"
BAD = (WRONG, CHANGED, FAILED)


class Task(NamedTuple):
    """How all agencies are to be done: where things are, what to write, how stern to be."""

    data: Path
    out: Path
    templates: Path
    formats: tuple[str, ...]  # none: check only
    stern: bool
    base: str  # the hash of what every report depends on: code, forms, words, templates


def base_digest(templates: Path) -> str:
    """Return the hash of what every report depends on."""
    digest = hashlib.sha256(code_state())
    for path in sorted(path for path in templates.rglob("*") if path.is_file()):
        data = path.read_bytes()
        name = path.relative_to(templates).as_posix().encode("utf-8", "surrogateescape")
        digest.update(len(name).to_bytes(8, "big") + name + len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


class Job(NamedTuple):
    """An agency, and what the journal knows of its years."""

    unit: AgencyYears
    known: dict[int, Done]


def work_of(task: Task) -> Work[Job, list[Done]]:
    """Return what is to be done with each agency, for whatever processes share them."""
    return Work(task.templates, partial(do_unit, task), _given_up)


def _given_up(job: Job) -> list[Done]:
    message = f"做到这里进程就没有了，试了 {TRIES} 次"
    unit = job.unit
    return [Done(unit.folder, year, "", FAILED, 1, 0, message, {}) for year in unit.years]


def do_unit(task: Task, workspace: Workspace, job: Job) -> list[Done]:
    """Make the reports of an agency; what is wrong with one never stops the others.

    A report that would come out the same, and whose files are as they were written, is left alone.
    """
    unit, known = job
    workspace.hold(task.base)
    written.clear()  # what was written for the units before: they are thousands
    sweep(task.out / unit.folder / str(unit.years[0]))  # what a killed run left, in each year
    return [_done(task, unit.folder, year, known.get(year), workspace) for year in unit.years]


def _done(task: Task, folder: str, year: int, before: Done | None, workspace: Workspace) -> Done:
    try:
        key = _key(task, folder, year)
        if before and before.key == key and _are_there(task, before):
            state = UNCHANGED if before.state in {WRITTEN, UNCHANGED} else before.state
            return before._replace(state=state)
        path = task.data / folder / f"{year}.yaml"
        made = make(workspace, path, year, task.formats, stern=task.stern)
        return _told(task, folder, year, key, made)
    except (CannotError, OSError) as error:
        return Done(folder, year, "", FAILED, 1, 0, why(error), {})
    except Exception as error:  # one report's fault must not stop ten thousand others
        return Done(folder, year, "", FAILED, 1, 0, fault(error), {})


def _told(task: Task, folder: str, year: int, key: str, made: Made) -> Done:
    errors = sum(has_errors([finding]) for finding in made.findings)
    warnings = sum(f.severity is Severity.WARNING and not f.waived for f in made.findings)
    gravest = next((f for f in made.findings if not f.waived), None)
    first = _on_a_line(gravest, task.data / folder / f"{year}.yaml")
    told = Done(folder, year, key, WRONG, errors, warnings, first, {})
    if errors or made.view is None:
        return told
    if not task.formats:
        return told._replace(state=CHECKED)
    from nianbao.outputs.word.imprint import holds_nothing, is_as_written  # not for a check

    refuse_name(made.view.title)
    files = made.files | convert(made.files, task.formats)
    place = Path(folder, str(year))
    names = {(place / f"{made.view.title}.{name}").as_posix(): files[name] for name in task.formats}
    for name in names:
        old = task.out / name
        there = read_whole(old) if name.endswith(".docx") and old.is_file() else b""
        if not holds_nothing(there) and not is_as_written(there):
            return told._replace(state=CHANGED, key="", first=f"{name} 写出以后有人改过，没有覆盖")
    replace_together({task.out / name: data for name, data in names.items()}, lasting=False)
    return told._replace(state=WRITTEN, files={name: _sha(data) for name, data in names.items()})


def _on_a_line(finding: Finding | None, path: Path) -> str:
    """Return a finding as it stands in a cell; its file, where that is not the report's own."""
    if finding is None:
        return ""
    name = finding.span.source.name
    place = "" if name == shown(path) else f"{name} "
    return f"{place}第 {finding.span.line} 行：{finding.message} [{finding.code}]".replace(
        "\n", " "
    )


def _key(task: Task, folder: str, year: int) -> str:
    """Return the hash of all that a report depends on: also the years before it, and the settings."""
    digest = hashlib.sha256(f"{task.base} {task.formats} {task.stern} {year}".encode())
    place = task.data / folder
    before = (
        path for path in place.iterdir() if (m := FILE.fullmatch(path.name)) and int(m[1]) <= year
    )
    for path in (*sorted(before), place / SETTINGS):
        data = read_whole(path) if path.is_file() else b""
        digest.update(path.name.encode() + len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _are_there(task: Task, done: Done) -> bool:
    """Tell whether the files of a report are as they were written."""
    try:
        return all(_sha(read_whole(task.out / name)) == sha for name, sha in done.files.items())
    except (OSError, CannotError):
        return False


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

"""Processes that share the agencies; they end with the process that began them (进程池).

A worker that is killed loses nothing: its agencies go to a new one.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from nianbao.many.journal import Done
from nianbao.many.units import AgencyYears
from nianbao.many.work import FAILED, Task, do_unit
from nianbao.workspace import Workspace

AHEAD = 4  # agencies that wait for each process, so that memory does not grow with their number
TRIES = 3  # of an agency whose process ended

Job = tuple[AgencyYears, Mapping[int, Done]]
_workspace: Workspace | None = None


def done_by_processes(task: Task, jobs: Iterable[Job], processes: int) -> Iterator[list[Done]]:
    """Yield what came of each agency, as it comes."""
    waiting = iter(jobs)
    again: list[tuple[Job, int]] = []
    broken = True
    while broken:
        running: dict[Future[list[Done]], tuple[Job, int]] = {}
        with ProcessPoolExecutor(processes, initializer=_begin, initargs=(task,)) as pool:
            broken = not _submitted(pool, task, running, again, waiting, processes)
            while running and not broken:
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    job = running.pop(future)
                    try:
                        yield future.result()
                    except BrokenProcessPool:
                        broken = True
                        yield from _given_up(job, again)
                broken = broken or not _submitted(pool, task, running, again, waiting, processes)
        for job in running.values():
            yield from _given_up(job, again)


def _submitted(
    pool: ProcessPoolExecutor, task: Task, running: dict[Future[list[Done]], tuple[Job, int]],
    again: list[tuple[Job, int]], waiting: Iterator[Job], processes: int,
) -> bool:  # fmt: skip
    """Give the pool as many agencies as may wait; return whether it is whole."""
    while len(running) < _room(again, running, processes) and (job := _next(again, waiting)):
        try:
            running[pool.submit(_do, task, *job[0])] = job
        except BrokenProcessPool:
            again.append(job)
            return False
    return True


def _room(
    again: list[tuple[Job, int]],
    running: Mapping[Future[list[Done]], tuple[Job, int]],
    processes: int,
) -> int:
    """Return how many may run: what is tried again does alone, or it would take others with it."""
    alone = again or any(tries > 1 for _, tries in running.values())
    return 1 if alone else processes * AHEAD


def _next(again: list[tuple[Job, int]], waiting: Iterator[Job]) -> tuple[Job, int] | None:
    if again:
        return again.pop()
    job = next(waiting, None)
    return (job, 1) if job else None


def _given_up(job: tuple[Job, int], again: list[tuple[Job, int]]) -> Iterator[list[Done]]:
    """Let an agency be tried again, or tell that each try of it ended its process."""
    (unit, known), tries = job
    if tries < TRIES:
        again.append(((unit, known), tries + 1))
        return
    message = f"做到这里进程就没有了，试了 {TRIES} 次"
    yield [Done(unit.folder, year, "", FAILED, 1, 0, message, {}) for year in unit.years]


def _begin(task: Task) -> None:
    """Make a workspace for this process, and end it when the one that began it is no more."""
    global _workspace  # noqa: PLW0603  a process of a pool has nowhere else to keep it
    _workspace = Workspace(task.templates)
    gc.enable()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(task: Task, unit: AgencyYears, known: Mapping[int, Done]) -> list[Done]:
    return do_unit(task, unit, known, _workspace)

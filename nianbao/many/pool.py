"""Processes that share the jobs; they end with the process that began them (进程池).

A worker that is killed loses nothing: its jobs go to a new one.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from nianbao.workspace import Workspace

AHEAD = 4  # jobs that wait for each process, so that memory does not grow with their number
TRIES = 3  # of a job whose process ended

J = TypeVar("J")
R = TypeVar("R")


class Work(NamedTuple, Generic[J, R]):
    """What is to be done with each job, in any process: by functions that another process can name.

    `do` is given a workspace over `templates`, which its process keeps; `give_up` tells of a job that
    ended each process that tried it.
    """

    templates: Path
    do: Callable[[Workspace, J], R]
    give_up: Callable[[J], R]


def fault(error: Exception) -> str:
    """Say in Chinese that the program itself was at fault with a job, and where."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    return f"程序出错：{type(error).__name__}（{Path(where.filename).name}:{where.lineno}）"


def one_after_another(work: Work[J, R], jobs: Iterable[J]) -> Iterator[R]:
    """Yield what comes of each job, in this process."""
    workspace = Workspace(work.templates)
    for job in jobs:
        yield work.do(workspace, job)


def by_processes(work: Work[J, R], jobs: Iterable[J], processes: int) -> Iterator[R]:
    """Yield what comes of each job, as it comes."""
    waiting = iter(jobs)
    again: list[tuple[J, int]] = []
    broken = True
    while broken:
        running: dict[Future[R], tuple[J, int]] = {}
        with ProcessPoolExecutor(processes, initializer=_begin) as pool:
            broken = not _submitted(pool, work, running, again, waiting, processes)
            while running and not broken:
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    job = running.pop(future)
                    try:
                        yield future.result()
                    except BrokenProcessPool:
                        broken = True
                        yield from _given_up(work, job, again)
                broken = broken or not _submitted(pool, work, running, again, waiting, processes)
        for job in running.values():
            yield from _given_up(work, job, again)


def _submitted(
    pool: ProcessPoolExecutor, work: Work[J, R], running: dict[Future[R], tuple[J, int]],
    again: list[tuple[J, int]], waiting: Iterator[J], processes: int,
) -> bool:  # fmt: skip
    """Give the pool as many jobs as may wait; return whether it is whole."""
    while len(running) < _room(again, running, processes) and (job := _next(again, waiting)):
        try:
            running[pool.submit(do_here, work, job[0])] = job
        except BrokenProcessPool:
            again.append(job)
            return False
    return True


def _room(
    again: list[tuple[J, int]], running: Mapping[Future[R], tuple[J, int]], processes: int
) -> int:
    """Return how many may run: what is tried again does alone, or it would take others with it."""
    alone = again or any(tries > 1 for _, tries in running.values())
    return 1 if alone else processes * AHEAD


def _next(again: list[tuple[J, int]], waiting: Iterator[J]) -> tuple[J, int] | None:
    if again:
        return again.pop()
    for job in waiting:
        return job, 1
    return None


def _given_up(work: Work[J, R], tried: tuple[J, int], again: list[tuple[J, int]]) -> Iterator[R]:
    """Let a job be tried again, or tell that each try of it ended its process."""
    job, tries = tried
    if tries < TRIES:
        again.append((job, tries + 1))
    else:
        yield work.give_up(job)


_here = threading.local()  # a cluster's worker may have several threads


def do_here(work: Work[J, R], job: J) -> R:
    """Do a job in this process, with the workspace that its thread keeps."""
    kept: dict[Path, Workspace] = _here.__dict__.setdefault("workspaces", {})
    if work.templates not in kept:
        kept[work.templates] = Workspace(work.templates)
    return work.do(kept[work.templates], job)


def _begin() -> None:
    """End this process when the one that began it is no more, and when that tells it to.

    A broken pool ends its processes by SIGTERM. The command line's way of being stopped would only end
    the job, and a process that waits for a lock of one that was killed would wait for ever.
    """
    gc.enable()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

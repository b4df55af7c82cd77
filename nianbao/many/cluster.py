"""A dask cluster that shares the jobs (集群): the same function as the pool's, the same bytes.

An extra of the package (`pip install nianbao[dask]`). Every worker needs the same version of the
program, and the folders of data, templates and reports under the same names.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import Any

from nianbao.files import CannotError
from nianbao.many.pool import AHEAD, J, R, Work, do_here

CONNECT = 10  # seconds to wait for a scheduler


def by_dask(
    work: Work[J, R], jobs: Iterable[J], processes: int, scheduler: str = ""
) -> Iterator[R]:
    """Yield what comes of each job, as it comes; CannotError where there is no dask or no scheduler.

    Without the address of a scheduler so many processes are begun on this machine. The job of a worker
    that is lost goes to another one; one that loses several is given up.
    """
    with _client(processes, scheduler) as client:
        yield from _shared(client, work, iter(jobs))


def _client(processes: int, scheduler: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise CannotError(
            "没有装 dask：pip install 'nianbao[dask]'，或不写 --engine dask"
        ) from error
    logging.getLogger("distributed").setLevel(
        logging.CRITICAL
    )  # what goes wrong is told by the csv
    try:
        if scheduler:
            return Client(scheduler, timeout=CONNECT)
        return Client(
            n_workers=processes, threads_per_worker=1, processes=True, dashboard_address=":0"
        )
    except (OSError, ValueError) as error:
        how = "地址写成 tcp://主机:8786，看看调度器是不是开着"
        raise CannotError(f"连不上 dask 集群 {scheduler}：{how}") from error


def _shared(client: Any, work: Work[J, R], jobs: Iterator[J]) -> Iterator[R]:
    from distributed import KilledWorker, as_completed

    running: dict[Any, J] = {}
    done: Any = as_completed()  # distributed has half of its types
    at_once = AHEAD * max(sum(client.nthreads().values()), 1)

    def submit() -> None:
        for job in jobs:
            future = client.submit(do_here, work, job, pure=False)
            running[future] = job
            done.add(future)
            if len(running) >= at_once:
                return

    submit()
    for future in done:
        job = running.pop(future)
        try:
            yield future.result()
        except KilledWorker:
            yield work.give_up(job)
        future.release()
        submit()

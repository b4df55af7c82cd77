"""A case that may neither last, nor fill the memory, nor end in anything but an exit code."""

from __future__ import annotations

import multiprocessing
import resource
import signal
import traceback
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from typing import NamedTuple

SECONDS = 20  # of CPU time for a case; a tenth is usual, and what has no end reaches any limit
MEGABYTES = 1500  # of address space for all
Case = Callable[[], str]


class Count(NamedTuple):
    """How many cases were run, and what was wrong with some of them."""

    total: int
    wrong: list[str]

    def __str__(self) -> str:
        return f"{self.total - len(self.wrong)}/{self.total}"


def run(cases: Iterable[tuple[str, Case]]) -> Count:
    """Run cases in processes of their own; each returns what is wrong, "" for nothing.

    One that lasts too long ends its process, and the next goes on in another.
    """
    listed = list(cases)
    wrong, done = [], 0
    while done < len(listed):
        ours, theirs = multiprocessing.Pipe(duplex=False)
        child = multiprocessing.get_context("fork").Process(
            target=_work, args=(listed[done:], theirs)
        )
        child.start()
        theirs.close()
        try:
            while done < len(listed):
                fault = ours.recv()
                wrong += [f"{listed[done][0]}: {fault}"] if fault else []
                done += 1
        except EOFError:
            child.join()
            wrong.append(f"{listed[done][0]}: ended by signal {-(child.exitcode or 0)}")
            done += 1
        child.join()
    return Count(len(listed), wrong)


def _work(cases: list[tuple[str, Case]], answers: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 2**20,) * 2)
    signal.signal(signal.SIGVTALRM, signal.SIG_DFL)  # ends the process, also within a pattern
    for _, case in cases:
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        try:
            fault = case()
        except BaseException:
            fault = traceback.format_exc(limit=-3)
        answers.send(fault)

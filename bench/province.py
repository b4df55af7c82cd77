"""A province's night: thousands of agency-years through batch, killed and gone on with: python bench/province.py 20000.

Made-up agencies with years of their own are written first. batch is then killed with SIGKILL at random
moments, its workers watched until they end, and run again until it is through; what is left is
compared with what one function makes of each file in another process. Printed: the rate, the largest
memory of a worker at the beginning and at the end, how many outputs are equal, what lies about.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from offices import name_of, write  # noqa: E402

from nianbao.making import make  # noqa: E402
from nianbao.workspace import Workspace  # noqa: E402

YEARS = range(2018, 2026)  # of each agency: all three forms
PROVINCE = 150_000  # agency-years that a province has
KILLS = 5


def generated(data: Path, number: int) -> None:
    """Write the years of an agency."""
    write(Workspace(ROOT / "templates"), data, [number], YEARS)


def started(data: Path, out: Path) -> subprocess.Popen[str]:
    """Begin a batch on two processes."""
    words = ["batch", "--data", str(data), "--out", str(out), "--jobs", "2"]
    return subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), *words],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def children(parent: int) -> list[int]:
    """Return the processes that a process has begun."""
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False
    ).stdout
    return [int(each) for each in found.split()]


def memory(process: int) -> float:
    """Return the memory of a process in MiB; 0 where it is no more."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def watched(running: subprocess.Popen[str], journal: Path) -> Iterator[tuple[int, float]]:
    """Yield, a few times a second, how many reports are done and the largest memory of a worker."""
    while running.poll() is None:
        time.sleep(0.2)
        done = journal.read_bytes().count(b"\n") if journal.is_file() else 0
        yield done, max(map(memory, children(running.pid)), default=0.0)


def killed(data: Path, out: Path, chance: random.Random, share: float) -> str:
    """Kill a batch at a random moment of what is left; say how it went."""
    journal = out / ".batch.jsonl"
    before = journal.read_bytes().count(b"\n") if journal.is_file() else 0
    goal = before + max(int(share * chance.uniform(0.3, 1.0)), 1)
    with started(data, out) as running:
        workers: list[int] = []
        for done, _ in watched(running, journal):
            workers = children(running.pid) or workers
            if done >= goal:
                break
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{w}").exists() for w in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    left = sum(Path(f"/proc/{worker}").exists() for worker in workers)
    return f"killed after {goal} lines of the journal; workers that live on: {left}"


def is_equal(data: Path, out: Path, number: int) -> tuple[int, int]:
    """Return how many files of an agency are those of a single build, and how many are not."""
    workspace, name = Workspace(ROOT / "templates"), name_of(number)
    same = other = 0
    for year in YEARS:
        files = make(workspace, data / name / f"{year}.yaml", year).files
        there = {path.suffix[1:]: path for path in (out / name / str(year)).iterdir()}
        for kind, expected in files.items():
            if kind in there and there[kind].read_bytes() == expected:
                same += 1
            else:
                other += 1
    return same, other


def main() -> None:
    """Do it all, for as many agency-years as were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=2000, help="agency-years")
    agencies = -(-parser.parse_args().count // len(YEARS))
    chance = random.Random(2017)  # noqa: S311  the same moments in each run
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(2) as pool:
        data, out = Path(folder, "data"), Path(folder, "out")
        list(pool.map(partial(generated, data), range(agencies), chunksize=8))
        total = agencies * len(YEARS)
        print(f"{total} agency-years of {agencies} agencies, all different", flush=True)
        for _ in range(KILLS):
            print(killed(data, out, chance, total / (KILLS + 2)), flush=True)
        journal = out / ".batch.jsonl"
        before = journal.read_bytes().count(b"\n")
        start, seen = time.monotonic(), []
        with started(data, out) as running:
            seen = list(watched(running, journal))
            said = running.communicate()[0]
        taken = time.monotonic() - start
        print(said.strip().splitlines()[-2])
        sizes = [size for _, size in seen if size]
        first, last = sizes[len(sizes) // 4], sizes[-len(sizes) // 4]
        print(
            f"largest worker: {first:.0f} MiB after a quarter, {last:.0f} MiB after three quarters"
        )
        rate = (total - before) / taken
        print(f"{total - before} reports in {taken:.0f} s with two processes: {rate:.0f} a second; "
              f"{PROVINCE} take {PROVINCE / rate / 3600:.1f} hours")  # fmt: skip
        equal = list(pool.map(partial(is_equal, data, out), range(agencies), chunksize=8))
        print(
            f"files equal to a single build: {sum(e for e, _ in equal)}, others: {sum(o for _, o in equal)}"
        )
        print(f"left over: {sum(1 for path in out.rglob('.nianbao-*'))}")


if __name__ == "__main__":
    main()

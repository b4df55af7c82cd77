"""batch: all agencies and years at once, on all cores, and again after a stop."""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from nianbao.cli.exit_codes import MISTAKES, WRITTEN
from nianbao.cli.misuse import MisuseError
from nianbao.cli.options import formats_of, processes
from nianbao.cli.places import Place
from nianbao.files import shown
from nianbao.findings.width import visible
from nianbao.many.journal import Done, Journal
from nianbao.many.pool import Work, by_processes, one_after_another
from nianbao.many.spreadsheet import as_csv
from nianbao.many.units import part_of, units
from nianbao.many.work import BAD, Job, Task, base_digest, work_of
from nianbao.outputs import USUAL
from nianbao.writing import replace_together

ENGINES = POOL, DASK = "pool", "dask"
NAMED = 20  # reports with errors that are named; the csv has all
HEAD = ("机关", "年度", "结果", "错误", "警告", "最重的一处")


def add_options(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add which years, where, how many processes, which part."""
    parser.add_argument(
        "years", metavar="YEAR", nargs="*", help="年份，如 2017、2016-2025；不写就是全部"
    )
    parser.add_argument(
        "--data", type=Path, default=place.data, help="数据文件夹，里面一个机关一个文件夹"
    )
    parser.add_argument("--out", type=Path, default=place.reports, help="写到哪里")
    parser.add_argument("--format", type=formats_of, default=USUAL, help="写哪几种")
    parser.add_argument("--check", action="store_true", help="只检查，不写年报")
    parser.add_argument("--strict", action="store_true", help="警告也算错误")
    parser.add_argument("--jobs", type=processes, default=0, help="几个进程；不写就是每个核一个")
    parser.add_argument(
        "--engine", choices=ENGINES, default=POOL, help="谁来分着做：这台机器的进程，或 dask 集群"
    )
    parser.add_argument("--scheduler", default="", help="dask 集群的地址；不写就在这台机器上起一个")
    parser.add_argument("--part", type=_part, default=(1, 1), help="只做其中一份，如 3/16")


def run(order: argparse.Namespace) -> int:
    """成批检查、写出全部机关的年报；没有变的不重做，中断了再来一次就接着做。"""
    number, count = order.part
    found = units(order.data, _years(order.years))
    if not found:
        what = "这几年的" if order.years else "2025.yaml 这样的"
        raise MisuseError(f"{shown(order.data)} 里没有{what}数据文件")
    todo = part_of(found, number, count)  # none, perhaps: few agencies fall into many parts
    formats = () if order.check else tuple(order.format)
    base = base_digest(order.templates)
    task = Task(order.data, order.out, order.templates, formats, order.strict, base)
    name = "check" if order.check else "batch"
    part = f"-{number}-{count}" if count > 1 else ""
    journal = Journal(order.out / f".{name}{part}.jsonl")
    jobs = (Job(unit, journal.known.get(unit.folder, {})) for unit in todo)
    rows: list[Done] = []
    progress = _Progress(sum(len(unit.years) for unit in todo))
    for done in _done(order, work_of(task), jobs, len(todo)):
        journal.add(done)
        rows += done
        progress.tell(len(rows))
    progress.end()
    rows.sort(key=lambda row: (row.folder, row.year))
    journal.close(rows)
    table = order.out / f"{name}{part}.csv"
    replace_together({table: _csv(rows)})
    _summarise(rows, table)
    return MISTAKES if any(row.state in BAD for row in rows) else WRITTEN


def _done(
    order: argparse.Namespace, work: Work[Job, list[Done]], jobs: Iterator[Job], agencies: int
) -> Iterator[list[Done]]:
    count = min(order.jobs or os.cpu_count() or 1, max(agencies, 1))
    if order.engine == DASK:
        from nianbao.many.cluster import by_dask  # an extra of the package

        return by_dask(work, jobs, count, order.scheduler)
    return by_processes(work, jobs, count) if count > 1 else one_after_another(work, jobs)


def _csv(rows: Sequence[Done]) -> bytes:
    lines = (
        (r.folder, str(r.year), r.state, str(r.errors), str(r.warnings), visible(r.first))
        for r in rows
    )
    return as_csv(HEAD, lines)


def _summarise(rows: Sequence[Done], table: Path) -> None:
    bad = [row for row in rows if row.state in BAD]
    for row in bad[:NAMED]:
        where = "/".join(filter(None, (row.folder, f"{row.year}.yaml")))
        print(visible(f"{where} {row.state}（错误 {row.errors}）：{row.first}"))
    if len(bad) > NAMED:
        print(f"……还有 {len(bad) - NAMED} 个，见表")
    counts = Counter(row.state for row in rows)
    print(
        " · ".join([f"共 {len(rows)} 个", *(f"{state} {n}" for state, n in counts.most_common())])
    )
    print(visible(f"各机关各年的情况见 {shown(table)}"))


class _Progress:
    """How many are done, how fast, how long it still takes: one line on a terminal, else nothing."""

    def __init__(self, total: int) -> None:
        self._total, self._start, self._last = total, time.monotonic(), 0.0
        self._seen = sys.stderr.isatty()

    def tell(self, count: int) -> None:
        now = time.monotonic()
        if not self._seen or now - self._last < 0.2:
            return
        self._last = now
        rate = count / max(now - self._start, 0.001)
        left = int((self._total - count) / max(rate, 0.001))
        line = f"\r{count}/{self._total}  每秒 {rate:.0f} 个  还要 {left // 60}:{left % 60:02d} "
        print(line, end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._seen:
            print("\r" + " " * 60 + "\r", end="", file=sys.stderr, flush=True)


def _years(words: Sequence[str]) -> set[int]:
    years: set[int] = set()
    for word in words:
        match = re.fullmatch(r"([0-9]{4})(?:[-—－~～]([0-9]{4}))?", word)
        if not match or (match[2] and match[2] < match[1]):
            raise MisuseError(f"年份写成 2017，或 2016-2025，现在是“{word[:40]}”")
        years |= set(range(int(match[1]), int(match[2] or match[1]) + 1))
    return years


def _part(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", text)
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        raise MisuseError(f"--part 写成 3/16：十六份里的第三份，现在是“{text[:40]}”")
    return int(match[1]), int(match[2])

"""collect: who has reported, who is missing, wrong, late or alike; the sums of the units; notices to send back."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.cli.data_file import year_in
from nianbao.cli.exit_codes import MISTAKES, WRITTEN
from nianbao.cli.misuse import MisuseError
from nianbao.cli.options import processes
from nianbao.cli.places import Place
from nianbao.cli.telling import say, tell
from nianbao.files import CannotError, read_whole, shown
from nianbao.findings.finding import has_errors
from nianbao.many.units import RECEIVED
from nianbao.workspace import Workspace
from nianbao.writing import replace_together

if TYPE_CHECKING:
    from nianbao.many.account import Count
    from nianbao.many.desk import Desk

ROSTER = "机构.yaml"
FOLDER = "收报"  # below the reports, a folder a year
RECORD = ".收报.json"  # what the last run wrote, with hashes
ALWAYS = ("应报", "已报")  # told also where they are 0
NAMED = 12  # units that are named on a line of the summary


def add_options(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add the year, and where the reports are."""
    parser.add_argument("year", metavar="YEAR", help="收哪一年的，四位年份")
    parser.add_argument("--data", type=Path, default=place.data, help=f"数据文件夹，里面有{ROSTER}")
    parser.set_defaults(usual_data=place.data)
    what = f"报来的文件放在哪里；不写就是数据文件夹里的 {RECEIVED}/年份"
    parser.add_argument("--received", type=Path, help=what)
    parser.add_argument("--out", type=Path, default=place.reports, help="写到哪里")
    parser.add_argument("--date", type=_day, help="审核意见上的日期，如 2026-02-02；不写就不印")
    parser.add_argument("--jobs", type=processes, default=0, help="几个进程；不写就是每个核一个")


def run(order: argparse.Namespace) -> int:
    """收各单位的年报：谁没报、谁有错、谁雷同，汇总各单位的数，写出退回的审核意见。"""
    from nianbao.many.account import counts
    from nianbao.many.desk import collect, papers_of
    from nianbao.many.gathering import Request
    from nianbao.many.roster import bind_roster

    year, listed = year_in(order.year), order.data / ROSTER
    if not listed.is_file():
        how = "把要报年报的单位列在里面，写法见 docs/手册.md“收各单位的年报”"
        raise MisuseError(f"没有 {shown(listed)}：{how}")
    received = order.received or order.data / RECEIVED / str(year)
    if order.received and not received.is_dir():
        raise MisuseError(f"没有文件夹 {shown(received)}")
    workspace = Workspace(order.templates)
    roster, wrong = bind_roster(workspace.read(listed).tree())
    if has_errors(wrong):
        return tell(order, wrong)
    request = Request(roster, year, order.data, received, order.templates)
    desk = collect(workspace, request, order.jobs or os.cpu_count() or 1)
    folder = order.out / FOLDER / str(year)
    files = papers_of(desk, order.templates, order.date, folder)
    _write(folder, files)
    for line in _summary(desk, counts(desk.collected)):
        say(order, line)
    sent = sum(name.endswith(".docx") for name in files)
    say(order, f"写在 {shown(folder)}：收报情况.html、收报情况.csv，退回的审核意见 {sent} 份")
    code = tell(order, desk.findings) if desk.findings else WRITTEN
    return MISTAKES if code == MISTAKES or desk.collected.waiting else WRITTEN


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put the files in place; what the last run wrote, nobody changed and none needs goes away."""
    before: dict[str, str] = {}
    with suppress(OSError, ValueError):
        before = dict(json.loads((folder / RECORD).read_text(encoding="utf-8")))
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    record = json.dumps(hashes, ensure_ascii=False, indent=0, sort_keys=True).encode("utf-8")
    replace_together(
        {**{folder / name: data for name, data in files.items()}, folder / RECORD: record}
    )
    for name in before.keys() - files.keys():
        path = folder / name
        with suppress(OSError, CannotError):
            inside = path.resolve().is_relative_to(folder.resolve())
            if inside and hashlib.sha256(read_whole(path)).hexdigest() == before[name]:
                path.unlink()


def _summary(desk: Desk, numbers: Sequence[Count]) -> Iterator[str]:
    yield " · ".join(
        f"{each.name} {each.number}" for each in numbers if each.number or each.name in ALWAYS
    )
    for each in numbers:
        if each.items:
            yield f"{each.name}："
            yield from (f"  {item}" for item in each.items[:NAMED])
        if len(each.items) > NAMED:
            yield f"  ……还有 {len(each.items) - NAMED} 个，见表"
    for rollup in desk.rollups:
        left = f"，没有计入的 {len(rollup.left_out)} 个" if rollup.left_out else ""
        yield f"汇总（{rollup.scope}）：{len(rollup.units)} 个单位的数相加{left}"
    yield from desk.remarks


def _day(text: str) -> date:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    raise MisuseError(f"--date 写成 2026-02-02 这样的日期，现在是“{text[:40]}”")

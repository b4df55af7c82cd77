"""take: what was changed in a Word file comes back into the data file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from nianbao.cli.data_file import examined, existing, year_file, year_in
from nianbao.cli.exit_codes import MISTAKES, WRITTEN
from nianbao.cli.options import add_data, add_document
from nianbao.cli.places import Place
from nianbao.cli.telling import say, tell
from nianbao.files import CannotError, read_whole, shown
from nianbao.workspace import Workspace
from nianbao.writing import rewrite


def add_options(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add the Word file, its year, and whether to write."""
    add_document(parser)
    parser.add_argument("year", metavar="YEAR", help="写回哪一年的数据文件")
    add_data(parser, place)
    parser.add_argument("--diff", action="store_true", help="只显示要改什么，不写")


def run(order: argparse.Namespace) -> int:
    """把 Word 里改过的写回数据文件；引用、注释、次序都不动。"""
    from nianbao.datafile.mend import as_diff
    from nianbao.examine import examine
    from nianbao.ingest.brought_back import brought_back

    path = existing(year_file(order, year_in(order.year)))
    edition = examined(order)
    if edition.report is None or edition.narrative is None:
        return tell(order, edition.findings)
    before = read_whole(path)
    taken, after = brought_back(edition, read_whole(Path(order.file)), before)
    again = examine(Workspace(order.templates), path, edition.report.year, data=after)
    if again.report is None:
        raise CannotError(f"写回以后 {shown(path)} 会读不懂，没有写；照 verify 列的自己改")
    for line in taken.asked:
        say(order, f"要您定：{line}")
    if order.diff:
        sys.stdout.write(as_diff(shown(path), before, after))
        return MISTAKES if taken.asked else WRITTEN
    if after == before:
        say(order, f"{shown(path)} 没有要写回的")
        return MISTAKES if taken.asked else WRITTEN
    rewrite(path, before, after)
    say(order, f"已改 {shown(path)}，{len(taken.said)} 处：")
    for line in taken.said:
        say(order, f"  {line}")
    code = tell(order, again.findings, again.unchecked)
    return MISTAKES if taken.asked else code

"""import: an old report becomes a data file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.cli.calling import to_type
from nianbao.cli.data_file import year_file, year_in
from nianbao.cli.exit_codes import MISTAKES, WRITTEN
from nianbao.cli.misuse import MisuseError
from nianbao.cli.options import add_data
from nianbao.cli.places import Place
from nianbao.cli.telling import say
from nianbao.files import read_whole, shown
from nianbao.workspace import Workspace
from nianbao.writing import create

if TYPE_CHECKING:
    from nianbao.ingest.recognised import Recognised


def add_options(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add the file, and the year of its report."""
    parser.add_argument("file", metavar="FILE", help="原来的年报：docx、html、txt、pdf、xlsx")
    parser.add_argument("year", metavar="YEAR", help="它是哪一年的年报，四位年份")
    add_data(parser, place)


def run(order: argparse.Namespace) -> int:
    """把原来的年报（Word、网页、文本、PDF、Excel）读成数据文件；已有的文件不动。"""
    from nianbao.ingest.carriers import read_file
    from nianbao.ingest.passages import passages
    from nianbao.ingest.recognised import best_form
    from nianbao.ingest.referring import with_references
    from nianbao.ingest.written import ImportOrigin, data_file

    year, source = year_in(order.year), Path(order.file)
    path = year_file(order, year)
    if path.exists():
        raise MisuseError(f"已有 {shown(path)}，不覆盖")
    if not source.is_file():
        raise MisuseError(f"没有 {shown(source)}")
    carried = read_file(source.name, read_whole(source))
    workspace = Workspace(order.templates)
    national = workspace.national()
    forms = [form for name in national.values() if (form := workspace.form(name)[0])]
    recognised = best_form(forms, carried.blocks, year)
    told = passages(recognised.form, carried.blocks)
    if wrong := _wrong_year(recognised, told.year, year, national):
        say(order, wrong)
        return MISTAKES
    data = None if order.data == order.usual_data else order.data
    check = to_type("check", year, order.agency, data)
    text = data_file(recognised, told, ImportOrigin(source.name, year, check), path)
    text, references = with_references(workspace, path, year, text)
    create(path, text.encode("utf-8"))
    say(order, f"已写 {shown(path)}；对照原件看一遍，再运行 {check}")
    for line in (*_counts(recognised, references), *carried.remarks, *recognised.notes):
        say(order, f"  {line}")
    if told.furniture:
        say(order, f"  页码、网站的栏目等 {told.furniture} 行去掉了")
    if told.left:
        say(order, f"  有 {len(told.left)} 段不知道放在哪里，在文件里写成注释：{told.left[0][:30]}")
    return WRITTEN


def _wrong_year(
    recognised: Recognised, printed: int | None, year: int, national: dict[int, str]
) -> str:
    """Say that the report is of another year than was typed, where its title or its tables tell."""
    if printed is not None and printed != year:
        return f"这份年报的题名写的是 {printed} 年，不是 {year} 年；没有写文件。核对年份，再来一次"
    first = max((each for each in national if each <= year), default=None)
    theirs = recognised.form.first_year
    if (
        first is not None
        and theirs != first
        and len(recognised.values) * 2 > len(recognised.form.values)
    ):
        return (
            f"这份年报的表是 {theirs} 年起用的（{recognised.form.name}），{year} 年用的是另一种；"
            "没有写文件。核对年份，再来一次"
        )
    return ""


def _counts(recognised: Recognised, references: int) -> list[str]:
    steps = "、".join(f"{name} {count}" for name, count in recognised.steps.items())
    lines = [
        f"统计表 {len(recognised.form.values)} 行：读出 {len(recognised.values)} 行（{steps or '无'}）"
        f"，正文里有 {references} 个数改成了引用"
    ]
    if recognised.asked:
        names = "、".join(row.name for row in recognised.asked)
        lines.append(
            f"有 {len(recognised.asked)} 行拿不准，空着，原件的数注在右边，请您填：{names}"
        )
    if recognised.missing:
        names = "、".join(row.name for row in recognised.missing)
        lines.append(f"有 {len(recognised.missing)} 行在原件里没有找到：{names}")
    return lines

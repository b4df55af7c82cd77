"""An old report imported (读进来): what kind of file, which form, which figures, which text, written as YAML."""

from __future__ import annotations

from pathlib import Path

from nianbao.ingest.carriers import read_file
from nianbao.ingest.passages import passages
from nianbao.ingest.recognised import Recognised, best_form
from nianbao.ingest.referring import with_references
from nianbao.ingest.written import ImportOrigin, data_file
from nianbao.tuples import NamedTuple
from nianbao.workspace import Workspace


class Imported(NamedTuple):
    """The text of a data file that was made of an old report, and what should be known of it.

    Where the report is of another year than was asked for, `text` is "" and `wrong` says so.
    """

    text: str
    remarks: tuple[str, ...] = ()
    wrong: str = ""


def year_of(workspace: Workspace, name: str, data: bytes) -> int | None:
    """Return the year that an old report says it is of; UnreadableError where it cannot be read."""
    carried = read_file(name, data)
    recognised = best_form(workspace.national_forms(), carried.blocks)
    return passages(recognised.form, carried.blocks).year


def imported(
    workspace: Workspace, name: str, data: bytes, path: Path, check: str, year: int
) -> Imported:
    """Make the data file `path` of an old report of a year; UnreadableError where it cannot be read.

    `check` is how the file is checked then, as it is told to the user.
    """
    carried = read_file(name, data)
    recognised = best_form(workspace.national_forms(), carried.blocks, year)
    told = passages(recognised.form, carried.blocks)
    if wrong := _wrong_year(recognised, told.year, year, workspace.national()):
        return Imported("", wrong=wrong)
    text = data_file(recognised, told, ImportOrigin(name, year, check), path)
    text, references = with_references(workspace, path, year, text)
    remarks = [*_counts(recognised, references), *carried.remarks, *recognised.notes]
    if told.furniture:
        remarks.append(f"页码、网站的栏目等 {told.furniture} 行去掉了")
    if told.left:
        remarks.append(
            f"有 {len(told.left)} 段不知道放在哪里，在文件里写成注释：{told.left[0][:30]}"
        )
    return Imported(text, tuple(remarks))


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

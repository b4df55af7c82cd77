"""The data file that is meant, and what is to be said of it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from pathlib import Path

from nianbao.cli.misuse import MisuseError
from nianbao.examine import Examination, examine
from nianbao.files import YEARS, shown
from nianbao.reading.fields import nearest
from nianbao.regex import regex
from nianbao.workspace import Workspace

_YEAR = regex("[0-9]{4}")
SHOWN = 8  # agencies that are named


def examined(order: argparse.Namespace, workspace: Workspace | None = None) -> Examination:
    """Return the data of the order, read, bound and checked."""
    path = data_file(order)
    named = order.year if _YEAR.fullmatch(order.year) else path.stem
    year = int(named) if _YEAR.fullmatch(named) else None
    workspace = workspace or Workspace(order.templates)
    return examine(workspace, path, year, stern=order.strict)


def data_file(order: argparse.Namespace) -> Path:
    """Return the data file of the order; MisuseError where the year is none or there is no file."""
    if order.command in {"check", "fix"} and order.year.endswith((".yaml", ".yml")):
        return existing(Path(order.year))
    if order.command == "check" and re.search(r"[./\\]", order.year):
        raise MisuseError(f"数据文件应当是 .yaml，现在是“{order.year[:40]}”")
    return existing(year_file(order, year_in(order.year)))


def year_file(order: argparse.Namespace, year: int) -> Path:
    """Return where a year's data are kept."""
    path: Path = order.data / order.agency / f"{year}.yaml"
    return path


def report_files(
    order: argparse.Namespace, year: int, title: str, formats: Iterable[str]
) -> dict[str, Path]:
    """Return where the files of a year's report lie, by format."""
    folder: Path = order.out / order.agency / str(year)
    return {name: folder / f"{title}.{name}" for name in formats}


def with_pages(
    order: argparse.Namespace, year: int, title: str, formats: Iterable[str]
) -> list[str]:
    """Return formats, and those of web pages and charts that lie beside: a set is one thing (整套)."""
    from nianbao.outputs import OUTPUTS  # check needs none of them
    from nianbao.outputs.glance import GLANCE

    pages = [name for name in OUTPUTS if name.endswith("html") or name.startswith(GLANCE)]
    there = report_files(order, year, title, pages)
    return list(dict.fromkeys([*formats, *(name for name in pages if there[name].is_file())]))


def year_in(text: str) -> int:
    """Return the year that was typed; MisuseError where that is none."""
    if _YEAR.fullmatch(text):
        return int(text)
    raise MisuseError(f"年份应当是四位数字，如 2017，现在是“{text[:40]}”")


def existing(path: Path) -> Path:
    """Return the path of a file; MisuseError, with what was perhaps meant, where there is none."""
    if path.is_file():
        return path
    raise MisuseError(f"没有 {shown(path)}{_meant(path)}")


def _meant(path: Path) -> str:
    """Say what is there instead: the file under another name, the agencies, the years."""
    if path.parent.is_dir() and (other := _named_alike(path)):
        return f"；有 {other}，把它改名为 {path.name}"
    years = "、".join(sorted(p.stem for p in path.parent.glob(YEARS)))
    agencies = [p.parent.name for p in _of_agencies(path) if p.name == path.name]
    if agencies and not (years and path.parent.name in agencies):
        listed = "、".join(agencies[:SHOWN]) + ("等" if len(agencies) > SHOWN else "")
        near = nearest(path.parent.name, agencies)
        named = f"，是否指“{near}”" if near else ""
        return (
            f"{named}；{path.stem} 年的数据在机关文件夹里：{listed}"
            f"（写明是哪一个：make 加 AGENCY=…，或 --agency …）"
        )
    if not path.parent.is_dir():
        folders = sorted({p.parent.name for p in _of_agencies(path)})
        return f"；现有的机关文件夹：{'、'.join(folders[:SHOWN])}" if folders else ""
    return f"；现有 {years} 年的数据" if years else ""


def _named_alike(path: Path) -> str:
    """Return the name of a file beside a missing one that an editor or a hand named otherwise."""
    alike = re.compile(
        rf"{re.escape(path.stem)}[年度]*(?:\.ya?ml)?(?:\.txt|\.yaml|\.yml)?", re.IGNORECASE
    )
    names = (each.name for each in path.parent.iterdir() if each.is_file())
    return next((name for name in sorted(names) if alike.fullmatch(name)), "")


def _of_agencies(path: Path) -> list[Path]:
    """Return the data files in the folders of agencies: beside the one that was named, or below it."""
    folders = (path.parent, path.parent.parent)
    return sorted({found for folder in folders for found in folder.glob(f"*/{YEARS}")})

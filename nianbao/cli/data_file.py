"""The data file that is meant, and what is to be said of it."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from nianbao.cli.misuse import MisuseError
from nianbao.examine import Examination, examine
from nianbao.files import shown
from nianbao.workspace import Workspace


def examined(order: argparse.Namespace) -> Examination:
    """Return the data of the order, read, bound and checked."""
    path = data_file(order)
    named = order.year if re.fullmatch(r"[0-9]{4}", order.year) else path.stem
    year = int(named) if re.fullmatch(r"[0-9]{4}", named) else None
    return examine(Workspace(order.templates), path, year, stern=order.strict)


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


def year_in(text: str) -> int:
    """Return the year that was typed; MisuseError where that is none."""
    if re.fullmatch(r"[0-9]{4}", text):
        return int(text)
    raise MisuseError(f"年份应当是四位数字，如 2017，现在是“{text[:40]}”")


def existing(path: Path) -> Path:
    """Return the path of a file; MisuseError, with the years there are, where there is none."""
    if path.is_file():
        return path
    there = "、".join(sorted(p.stem for p in path.parent.glob("[0-9][0-9][0-9][0-9].yaml")))
    raise MisuseError(f"没有 {shown(path)}" + (f"；现有 {there} 年的数据" if there else ""))

"""Options that several commands share."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from nianbao.cli.agency import agency
from nianbao.cli.misuse import MisuseError
from nianbao.cli.places import Place
from nianbao.findings.printers import PRINTERS


def add_common(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add what every command takes."""
    parser.add_argument("--templates", type=Path, default=place.templates, help="表式的文件夹")
    parser.add_argument("--output", choices=PRINTERS, default="text", help="问题怎样显示")
    parser.set_defaults(strict=False, errors=False, only=(), ignore=())


def add_year(parser: argparse.ArgumentParser, place: Place, what: str) -> None:
    """Add a year, where its data are, and how stern to be with them."""
    parser.add_argument("year", metavar="YEAR", help=what)
    add_data(parser, place)
    parser.add_argument("--strict", action="store_true", help="警告也算错误")


def add_data(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add where the data are."""
    parser.add_argument("--data", type=Path, default=place.data, help="数据文件夹")
    parser.set_defaults(usual_data=place.data)
    parser.add_argument("--agency", type=agency, default="", help="哪个机关（data/ 下的文件夹）")


def add_errors(parser: argparse.ArgumentParser) -> None:
    """Add the wish to see errors alone."""
    parser.add_argument("--errors", action="store_true", help="只显示错误")


def add_form(parser: argparse.ArgumentParser) -> None:
    """Add which form is meant."""
    what = "年份或表式的文件夹名；不写就是全部"
    parser.add_argument("form", metavar="FORM", nargs="?", default="", help=what)


def add_document(parser: argparse.ArgumentParser) -> None:
    """Add which Word file is meant."""
    parser.add_argument("file", metavar="FILE.docx", help="Word 文件")


def formats_of(text: str) -> list[str]:
    """Return the formats that were typed, parted by commas."""
    from nianbao.outputs import OUTPUTS  # check needs none of them
    from nianbao.outputs.glance import GLANCE

    both = [name for name in OUTPUTS if name.startswith(f"{GLANCE}.")]
    formats = [each for name in text.split(",") for each in (both if name == GLANCE else [name])]
    if wrong := [name for name in formats if name not in OUTPUTS]:
        raise MisuseError(f"没有格式“{wrong[0][:20]}”，可以写 {'、'.join(OUTPUTS)}")
    return formats


def processes(text: str) -> int:
    """Return a number of processes that was typed."""
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) == 0:
        raise MisuseError(f"--jobs 写进程的个数，如 4，现在是“{text[:40]}”")
    return int(text)

"""redline: two reports as one Word file with tracked changes."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.cli.exit_codes import WRITTEN
from nianbao.cli.misuse import MisuseError
from nianbao.cli.options import add_data
from nianbao.cli.overwriting import REDLINED, refuse_where_it_is_open
from nianbao.cli.places import Place
from nianbao.cli.sources import side_of
from nianbao.cli.telling import say, tell
from nianbao.files import CannotError, read_whole, refuse_name, refuse_odd, shown
from nianbao.workspace import Workspace
from nianbao.writing import replace_together

if TYPE_CHECKING:
    from nianbao.compare.redlined import WordFile
    from nianbao.findings.finding import Finding

_WHAT = "年份、机关/年份、git 版本（HEAD~1:data/2025.yaml）、数据文件，或本程序写的 Word 年报"
LONGEST_AUTHOR = 60  # characters
_OTHERS = (".html", ".htm", ".txt", ".pdf", ".xlsx", ".doc", ".wps")


def add_options(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add the two reports, whose changes they are, and where to write."""
    parser.add_argument("old", metavar="OLD", help=f"旧的：{_WHAT}")
    parser.add_argument("new", metavar="NEW", help="新的，写法同上")
    add_data(parser, place)
    parser.add_argument(
        "--author", type=_author, default="", help="修订记作谁的；不写就是新的那份的署名"
    )
    parser.add_argument(
        "--date", type=_day, default=None, help="修订记作哪一天，如 2026-01-16；不写就照新的那份"
    )
    parser.add_argument("--out", type=Path, default=place.reports, help="写到哪里")
    parser.add_argument("--into", type=Path, default=None, help="写成这个文件")


def run(order: argparse.Namespace) -> int:
    """两份年报写成一个带修订的 Word：全部接受就是新的，全部拒绝就是旧的。"""
    from nianbao.compare.redlined import Signed, redlined

    workspace = Workspace(order.templates)
    files: list[WordFile] = []
    target = Path()
    for word in (order.old, order.new):
        file, findings, target = _word_file(order, workspace, word)
        if file is None:
            return tell(order, findings)
        files.append(file)
    path = order.into or target
    if path.suffix.lower() != ".docx":
        raise MisuseError(f"--into 的文件名以 .docx 结尾，现在是“{path.name[:40]}”")
    if any(path.resolve() == Path(word).resolve() for word in (order.old, order.new)):
        raise MisuseError(f"{shown(path)} 就是要对照的一份，换个名字")
    data = redlined(files[0], files[1], Signed(order.author, order.date or ""))
    refuse_where_it_is_open([path])
    _refuse_what_is_not_ours(path, data)
    replace_together({path: data})
    say(order, f"已写 {shown(path)}；在 Word 里“审阅—接受”或“拒绝”")
    return WRITTEN


def _refuse_what_is_not_ours(path: Path, data: bytes) -> None:
    """Refuse to write over anything but an earlier redline that nobody has worked in: CannotError."""
    from nianbao.compare.redlined import is_as_redlined
    from nianbao.outputs.word.imprint import holds_nothing

    refuse_odd(path)
    old = read_whole(path) if path.is_file() else b""
    if not holds_nothing(old) and old != data and not is_as_redlined(old):
        raise CannotError(
            f"{shown(path)} 已经有了，写出以后有人改过，或者不是修订对照；没有覆盖它：先把它挪开，"
            "或用 --into 另写文件名"
        )


def _author(text: str) -> str:
    author = text.strip()
    if len(author) > LONGEST_AUTHOR or not author.isprintable():
        raise MisuseError(f"--author 写姓名或科室，在一行里，最多 {LONGEST_AUTHOR} 个字")
    return author


def _word_file(
    order: argparse.Namespace, workspace: Workspace, word: str
) -> tuple[WordFile | None, Sequence[Finding], Path]:
    """Return the Word file that is meant, made from the data where those are meant, and where to write."""
    from nianbao.compare.redlined import WordFile
    from nianbao.compare.sides import Unread
    from nianbao.outputs import render
    from nianbao.view import build_view

    path = Path(word)
    if path.suffix.lower() == ".docx":
        if not path.is_file():
            raise MisuseError(f"没有 {shown(path)}")
        return (
            WordFile(shown(path), read_whole(path)),
            (),
            path.with_name(f"{path.stem}{REDLINED}.docx"),
        )
    if path.suffix.lower() in _OTHERS:
        raise MisuseError(
            f"{path.name[:60]} 不是 Word 文件（docx），标不出修订；用 import 读成数据文件再来，或用 compare"
        )
    side = side_of(order, workspace, word)
    if isinstance(side, Unread):
        return None, side.findings, path
    if side.errors:
        raise CannotError(f"{side.name} 的数据有 {side.errors} 处错误，写不成 Word；先用 check 看")
    view = build_view(side.report, side.narrative)
    rendered, findings = render(workspace, view, side.report.form, ["docx"])
    if findings:
        return None, findings, path
    refuse_name(view.title)
    folder = order.out / order.agency / str(side.report.year)
    return WordFile(side.name, rendered["docx"]), (), folder / f"{view.title}{REDLINED}.docx"


def _day(text: str) -> str:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return f"{date.fromisoformat(text)}T00:00:00Z"
    except ValueError:
        pass
    raise MisuseError(f"--date 写成 2026-01-16 这样，现在是“{text[:40]}”")

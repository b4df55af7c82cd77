"""Which report is meant by a word: a year, an agency, a git revision, a data file, an old report (比什么)."""

from __future__ import annotations

import argparse
from pathlib import Path

from nianbao.cli.data_file import existing, year_file
from nianbao.cli.misuse import MisuseError
from nianbao.cli.revision import file_in_revision, is_revision, kept_in_git
from nianbao.compare.sides import Side, Unread, side_of_file, side_of_text
from nianbao.files import YEARS, read_whole, shown
from nianbao.regex import regex
from nianbao.report.history import History
from nianbao.workspace import Workspace

_YEAR = regex("[0-9]{4}")
_OLD_REPORTS = (".docx", ".html", ".htm", ".txt", ".pdf", ".xlsx")
WHAT = "年份、机关文件夹（或 机关/年份）、git 版本（HEAD~1:data/2025.yaml）、数据文件，或一份年报（docx、html、pdf……）"


def side_of(
    order: argparse.Namespace, workspace: Workspace, word: str, year: int | None = None
) -> Side | Unread:
    """Return the report that a word means; MisuseError where it means none.

    `year` is the other report's, for what tells no year of its own.
    """
    if _YEAR.fullmatch(word):
        return _of_year(workspace, existing(year_file(order, int(word))), int(word))
    path = Path(word)
    if is_revision(word):
        return _of_revision(order, workspace, word)
    if word.endswith((".yaml", ".yml")):
        number = int(path.stem) if _YEAR.fullmatch(path.stem) else None
        return side_of_file(workspace, existing(path), number)
    if path.suffix.lower() in _OLD_REPORTS:
        return _of_old_report(workspace, path, year)
    return _of_agency(order, workspace, word, year)


def _of_year(workspace: Workspace, path: Path, year: int) -> Side | Unread:
    return side_of_file(workspace, path, year)


def _of_agency(
    order: argparse.Namespace, workspace: Workspace, word: str, year: int | None
) -> Side | Unread:
    folder, _, named = word.rpartition("/")
    if not _YEAR.fullmatch(named):
        folder, named = word, str(year or "")
    if not (order.data / folder).is_dir() or ".." in Path(folder).parts:
        raise MisuseError(f"不知道“{word[:60]}”指哪一份；可以写{WHAT}")
    if not named:
        known = "、".join(sorted(path.stem for path in (order.data / folder).glob(YEARS)))
        raise MisuseError(
            f"“{word[:60]}”是哪一年的？写成 {folder}/年份；现有 {known or '（没有）'}"
        )
    return _of_year(workspace, existing(order.data / folder / f"{named}.yaml"), int(named))


def _of_revision(order: argparse.Namespace, workspace: Workspace, word: str) -> Side | Unread:
    """Return the report of a revision; last year's figures that it refers to are of that revision, too."""
    folder = order.data if order.data.is_dir() else Path()
    data = file_in_revision(word, folder)
    path = Path(word.partition(":")[2])
    if not _YEAR.fullmatch(path.stem):
        return side_of_text(workspace, data, None, word)
    year = int(path.stem)
    before = f"{word.removesuffix(path.name)}{year - 1}{path.suffix}"
    history = History(before, None)
    if (earlier := kept_in_git(before, folder)) is not None:
        last = side_of_text(workspace, earlier, year - 1, before)
        if isinstance(last, Side):
            history = History(before, last.report)
    return side_of_text(workspace, data, year, word, history)


def _of_old_report(workspace: Workspace, path: Path, year: int | None) -> Side | Unread:
    from nianbao.ingest.side import side_of_old_report

    if not path.is_file():
        raise MisuseError(f"没有 {shown(path)}")
    return side_of_old_report(workspace, path.name, read_whole(path), year, shown(path))

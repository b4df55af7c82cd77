"""What is there before a report is written: a Word file that someone changed is not overwritten unseen."""

from __future__ import annotations

import argparse
import stat
from pathlib import Path

from nianbao.cli.telling import say, tell
from nianbao.examine import Examination
from nianbao.files import CannotError, read_whole, shown
from nianbao.findings.codes.of_documents import RESTYLED
from nianbao.view import View

CHANGED = "（改过的）"  # in the name of the copy that is kept of a changed file
CHARTS = ".图解.docx"  # ends the name of the page of charts
REDLINED = "（修订对照）"  # in the name of a file with tracked changes


def refuse_where_it_is_open(paths: list[Path]) -> None:
    """Refuse files that are read-only, or open in Word, WPS or LibreOffice: CannotError says which."""
    for path in paths:
        for lock in _locks(path):
            if lock.exists():
                raise CannotError(
                    f"{shown(path)} 正在 Word、WPS 或 LibreOffice 里打开着（有 {lock.name}）："
                    "关掉再来；确实没有打开，就删去这个锁文件"
                )
        if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
            raise CannotError(f"{shown(path)} 是只读的，没有动它：要换成新的，先去掉只读")


def _locks(path: Path) -> tuple[Path, ...]:
    names = (f"~${path.name[2:]}", f"~${path.name}", f".~{path.name}", f".~lock.{path.name}#")
    return tuple(path.with_name(name) for name in names)


def changed_by_hand(path: Path) -> bytes | None:
    """Return a Word file's bytes if it was changed since it was written; None where it was not."""
    from nianbao.outputs.word.imprint import holds_nothing, is_as_written

    if not path.is_file():
        return None
    data = read_whole(path)
    return None if holds_nothing(data) or is_as_written(data) else data


def tell_changes(
    order: argparse.Namespace, path: Path, data: bytes, edition: Examination, view: View
) -> bool:
    """Tell where a changed file says something else than the new one; return whether it does."""
    from nianbao.ingest.verified import compared
    from nianbao.outputs.word.imprint import printed_by

    findings = compared(shown(path), data, edition, view, printed_by(data))
    if all(finding.code == RESTYLED for finding in findings):
        return False  # all its words are the new ones, or were printed so
    tell(order, findings)
    say(order, f"{shown(path)} 写出以后有人改过，改的在上面；没有覆盖它，什么也没有写")
    say(
        order,
        "  要的，照上面的行写进数据文件，再来一次；不要的，加 --force（make 加 FORCE=1）：改过的另存一份，再写新的",
    )
    return True


def copy_beside(path: Path) -> Path:
    """Return the name of a copy of a changed file beside it that no file has yet."""
    for number in range(1, 1000):
        name = f"{path.stem}{CHANGED}{'' if number == 1 else number}{path.suffix}"
        if not (copy := path.with_name(name)).exists():
            return copy
    raise CannotError(f"{shown(path.parent)} 里改过的副本太多了：删去不要的再来")


def other_reports(path: Path) -> list[Path]:
    """Return the Word files beside a report that are of another name: of the agency's old one, perhaps."""
    return sorted(
        other
        for other in path.parent.glob("*.docx")
        if other != path
        and CHANGED not in other.name
        and REDLINED not in other.name
        and not other.name.endswith(CHARTS)
        and not other.name.startswith(("~$", ".~"))
    )

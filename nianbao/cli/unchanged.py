"""The receipt that a report leaves, so that the same command need not make it again (receipt.py)."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from nianbao.cli.telling import said
from nianbao.files import CannotError, read_whole, shown
from nianbao.receipt import ABSENT, fingerprint, kept_under, names_in, receipt
from nianbao.store import code_files
from nianbao.weighing.settings import FILE as SETTINGS
from nianbao.workspace import Workspace
from nianbao.writing import PREFIX

WRITTEN, UNCHANGED = "已写", "没有变，没有重写"


class Watch:
    """What a report depends on: folders as they are now, files as they are read from now on."""

    def __init__(self, order: argparse.Namespace, workspace: Workspace) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        if kept_under():
            with suppress(OSError):
                inner = [path for path in order.templates.iterdir() if path.is_dir()]
                self._look_into(order.data, order.data / order.agency, order.templates, *inner)
                self._look_at(order.data / SETTINGS)
                workspace.seen = self._files

    def leave(self, workspace: Workspace, paths: Iterable[Path]) -> None:
        """Leave a receipt for a report that is now in these files, if this run may leave one."""
        key, written = kept_under(), list(paths)
        if not key or workspace.seen is None or any(map(_has_leftovers, written)):
            return
        self._look_at(*written)
        self._look_into(*{path.parent for path in written})
        out = said["stdout"]
        for path in written:
            out = out.replace(f"{WRITTEN} {shown(path)}\n", f"{UNCHANGED} {shown(path)}\n")
        kept = receipt(self._files, self._folders, code_files(), out, said["stderr"])
        if kept is not None:
            workspace.store.keep(key, kept)

    def _look_into(self, *folders: Path) -> None:
        self._folders |= {str(path.absolute()): names_in(str(path)) for path in folders}

    def _look_at(self, *files: Path) -> None:
        for path in files:
            try:
                state = fingerprint(read_whole(path))
            except (OSError, CannotError):
                state = ABSENT
            self._files[str(path.absolute())] = state


def _has_leftovers(path: Path) -> bool:
    """Tell whether a temporary file lies beside a file: the next run is to take it away."""
    return any(path.parent.glob(f"{PREFIX}*"))


def is_as(path: Path, data: bytes) -> bool:
    """Tell whether a file has these bytes already."""
    try:
        return path.stat().st_size == len(data) and read_whole(path) == data
    except (OSError, CannotError):
        return False

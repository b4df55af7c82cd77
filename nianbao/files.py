"""Where things are on the disk, and the one place that writes there.

Nothing lost, nothing half-written: a file goes to a temporary one beside it, is flushed, and takes
the old one's place in one step; several files are replaced together or not at all.
"""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

PREFIX = ".nianbao-"  # of temporary files; a killed build's are swept by the next one
STALE = 600  # seconds after which a temporary file is nobody's


class CannotError(Exception):
    """Something outside of the user's data stands in the way; the message says what, in Chinese."""


def shown(path: Path) -> str:
    """Return a path as findings print it: from the current folder where possible, with slashes."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def form_folders(templates: Path) -> dict[int, Path]:
    """Return the folders of the national forms by their first report year."""
    return {
        int(folder.name): folder
        for folder in sorted(templates.iterdir())
        if re.fullmatch("[0-9]{4}", folder.name) and (folder / "form.yaml").is_file()
    }


def replace_together(files: Mapping[Path, bytes]) -> None:
    """Write files so that each is whole and all are new, or all stay as they were.

    OSError where that fails; the old files are back then, and no temporary file is left.
    """
    waiting: dict[Path, Path] = {}
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    replaced: list[Path] = []
    try:
        for folder in {path.parent for path in files}:
            folder.mkdir(parents=True, exist_ok=True)
            _sweep(folder)
        for path, data in files.items():
            waiting[path] = _write_aside(path, data)
        for path, temporary in list(waiting.items()):
            temporary.replace(path)
            replaced.append(path)
            del waiting[path]
    except BaseException:
        for path in replaced:
            _restore(path, before[path])
        raise
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)


def create(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet, whole or not at all; FileExistsError where it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent)
    temporary = _write_aside(path, data)
    try:
        _give_name(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _give_name(temporary: Path, path: Path) -> None:
    """Give a whole file its name; FileExistsError where another has it."""
    if os.name == "nt":
        temporary.rename(path)  # fails there where the file is
        return
    try:
        os.link(temporary, path)  # so does this
    except FileExistsError:
        raise
    except OSError:  # a disk that knows no links
        if path.exists():
            raise FileExistsError(errno.EEXIST, "", str(path)) from None
        temporary.rename(path)


def _write_aside(path: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=PREFIX, suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(path))  # mkstemp's files are for their owner only
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _mode(path: Path) -> int:
    """Return who may do what with a file: as it was, or as the user's new files are."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _restore(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    else:
        _write_aside(path, data).replace(path)


def _sweep(folder: Path) -> None:
    """Remove temporary files that a killed build has left behind."""
    from time import time

    with os.scandir(folder) as entries:
        leftovers = [e for e in entries if e.name.startswith(PREFIX) and e.name.endswith(".tmp")]
    for leftover in leftovers:
        try:
            if time() - leftover.stat().st_mtime > STALE:
                Path(leftover.path).unlink()
        except OSError:
            continue  # another build's, just gone

"""A file as git keeps it in a revision (版本): HEAD~1:data/2025.yaml."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from nianbao.cli.misuse import MisuseError
from nianbao.files import MAX_FILE

_SECONDS = 60
_ALONE = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}  # nothing is fetched, nothing asked


def is_revision(word: str) -> bool:
    """Tell whether a word names a file in a revision, and no file on the disk."""
    before, colon, path = word.partition(":")
    named = len(before) > 1 and colon and path and not word.startswith("-")
    return bool(named) and not Path(word).exists()


def file_in_revision(word: str, folder: Path) -> bytes:
    """Return a file of a revision of the folder's repository; MisuseError where git has none."""
    found = kept_in_git(word, folder)
    if found is None:
        raise MisuseError(
            f"git 里没有“{word[:80]}”；写成 版本:路径，如 HEAD~1:data/2025.yaml（路径从仓库的最外层写起）"
        )
    return found


def kept_in_git(word: str, folder: Path) -> bytes | None:
    """Return a file of a revision; None where there is none. MisuseError where there is no git."""
    git = shutil.which("git")
    if git is None:
        raise MisuseError("没有找到 git，不能取以前的版本")
    order = [git, "-C", str(folder), "cat-file", "blob", word]
    try:
        ran = subprocess.run(  # noqa: S603  a fixed command; the word begins with no dash
            order, capture_output=True, check=False, timeout=_SECONDS, env={**os.environ, **_ALONE}
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ran.stdout[:MAX_FILE] if ran.returncode == 0 else None

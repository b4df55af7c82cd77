"""Files are replaced whole or not at all, and another build's are left alone."""

from __future__ import annotations

import os
import time
from pathlib import Path

from nianbao.writing import PREFIX, STALE, replace_together


def test_another_builds_fresh_temporary_file_stays_and_a_killed_ones_goes(tmp_path: Path) -> None:
    fresh, stale = (tmp_path / f"{PREFIX}{name}.tmp" for name in ("fresh", "stale"))
    others = tmp_path / "名单.tmp"
    for path in (fresh, stale, others):
        path.write_bytes(b"half")
    long_ago = time.time() - STALE - 60
    for path in (stale, others):
        os.utime(path, (long_ago, long_ago))
    replace_together({tmp_path / "年报.txt": b"whole"})
    assert {path.name for path in tmp_path.iterdir()} == {fresh.name, others.name, "年报.txt"}

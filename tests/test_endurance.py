"""A day's edits do not make the preview or the language server grow."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cases import FOLDER
from conftest import ROOT

EDITS = int(os.environ.get("NIANBAO_EDITS") or 10_000)  # of a day


@pytest.mark.thorough
@pytest.mark.skipif(not Path("/proc/self/statm").is_file(), reason="needs /proc")
def test_memory_stays_flat(tmp_path: Path) -> None:
    """What is there after three tenths of the edits is there at the end, and not more."""
    shutil.copy(FOLDER / "base/clean-2025.yaml", tmp_path / "2025.yaml")
    script = Path(__file__).with_name("endurance.py")
    words = [sys.executable, str(script), str(tmp_path), str(EDITS)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(words, capture_output=True, text=True, check=True, env=env)
    taken = [float(line) for line in ran.stdout.split()]
    assert len(taken) == 10
    assert taken[-1] - taken[2] < 4, taken

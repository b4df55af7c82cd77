"""The page, packed once a run; a test is skipped, with the reason, where node or npm are absent."""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from look.conftest import cache, fonts, note

__all__ = [
    "cache",
    "fonts",
    "note",
]  # tools of the look, and the numbers that are printed in the end

PACK = ROOT / "packaging" / "browser" / "pack.py"


@pytest.fixture(scope="session")
def modules() -> Path:
    """Return the folder of the npm packages that the page is packed with."""
    installed: Path = runpy.run_path(str(PACK))["npm_modules"]()
    return installed


def pack(folder: Path, *more: str) -> Path:
    """Pack the page as `make onefile` does; skip with the reason where that cannot be."""
    if missing := [tool for tool in ("node", "npm") if shutil.which(tool) is None]:
        reason = f"missing {', '.join(missing)}: apt-get install nodejs npm"
        if os.environ.get("NIANBAO_LOOK_REQUIRED"):
            pytest.fail(reason)
        pytest.skip(reason)
    page = folder / "nianbao.html"
    ran = subprocess.run(
        [sys.executable, str(PACK), *more, str(page)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return page


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page as `make onefile` packs it; NIANBAO_ONEFILE names one that is there."""
    folder = tmp_path_factory.mktemp("onefile")
    if there := os.environ.get("NIANBAO_ONEFILE"):
        return Path(shutil.copy(there, folder / "nianbao.html"))
    return pack(folder)


@pytest.fixture(scope="session")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page for older browsers; NIANBAO_OLDER names one that is there."""
    folder = tmp_path_factory.mktemp("older")
    if there := os.environ.get("NIANBAO_OLDER"):
        return Path(shutil.copy(there, folder / "nianbao.html"))
    return pack(folder, "--older")

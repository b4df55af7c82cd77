"""Tools for the tests of the look; a test is skipped, with the reason, where they are absent."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from look.measure import missing_tools, name_fonts

ROOT = Path(__file__).resolve().parents[2]
NUMBERS = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def cache() -> Path:
    """Return the folder that setup.sh filled.

    With NIANBAO_LOOK_REQUIRED set, as in CI, missing tools fail instead of skipping.
    """
    folder = Path(os.environ.get("NIANBAO_LOOK") or ROOT / ".cache" / "look")
    if missing := list(missing_tools(folder)):
        reason = f"missing {', '.join(missing)}: run tests/look/setup.sh"
        if os.environ.get("NIANBAO_LOOK_REQUIRED"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder.resolve()


@pytest.fixture(scope="session")
def fonts(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the named fonts, made once and kept in the cache."""
    named = cache / "named"
    if not named.is_dir():
        fresh = tmp_path_factory.mktemp("fonts") / "named"
        name_fonts(cache / "fonts", fresh)
        shutil.move(fresh, named)
    return named


@pytest.fixture
def note(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Return a function that keeps a measured number for the summary at the end of the run."""
    return request.config.stash.setdefault(NUMBERS, []).append


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the pages to one worker: what is rendered once is looked at by many tests."""
    for item in items:
        if item.get_closest_marker("look"):
            item.add_marker(pytest.mark.xdist_group("look"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the measured numbers of a worker of pytest-xdist to the process that sums up."""
    if output := getattr(session.config, "workeroutput", None):
        output["measured"] = session.config.stash.get(NUMBERS, [])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker has measured."""
    found = getattr(node, "workeroutput", {}).get("measured", [])
    node.config.stash.setdefault(NUMBERS, []).extend(found)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the measured numbers."""
    if numbers := config.stash.get(NUMBERS, []):
        terminalreporter.section("measured")
        for line in numbers:
            terminalreporter.line(line)

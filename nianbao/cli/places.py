"""The folders that a command takes where none are named."""

from __future__ import annotations

from pathlib import Path

from nianbao.tuples import NamedTuple

PACKAGE = Path(__file__).resolve().parent.parent


class Place(NamedTuple):
    """Where a command reads and writes unless it is told otherwise."""

    data: Path
    reports: Path
    templates: Path


def checkout(root: Path) -> Place:
    """Return the folders of a checkout, wherever the command is called."""
    return Place(root / "data", root / "reports", root / "templates")


def current_folder() -> Place:
    """Return the folders of the current folder, with the package's own templates if it has none."""
    return Place(Path("data"), Path("reports"), _templates())


def _templates() -> Path:
    """Return ./templates; else the package's: within it, or beside it, or beside its zip file."""
    here = Path("templates")
    beside = [folder / "templates" for folder in (PACKAGE, PACKAGE.parent, PACKAGE.parent.parent)]
    return next((path for path in (here, *beside) if any(path.glob("*/form.yaml"))), here)

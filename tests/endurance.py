"""A day's edits, one after the other, in one process: how much memory it has taken after each tenth.

    PYTHONPATH=. python tests/endurance.py FOLDER EDITS

In FOLDER lies 2025.yaml. Each edit is examined as the language server does, and every tenth one is saved
and shown as the preview does. Prints the resident megabytes, one line each.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from nianbao.serve.language.overlay import Overlay
from nianbao.serve.language.sheet import Sheet, read_sheet
from nianbao.serve.loopback import Board
from nianbao.serve.showing import Viewer
from nianbao.store import users_store

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def resident() -> float:
    """Return how many megabytes this process takes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def edited(text: str, number: int) -> str:
    """Return the text after an edit: another figure, another word, now and then a broken file."""
    lines = text.split("\n")
    place = number % len(lines)
    lines[place] += f" {number}" if number % 3 else f"：第{number}次，，"
    if number % 11 == 0:
        lines[place] += ' "'
    return "\n".join(lines)


def main(folder: Path, edits: int) -> None:
    """Edit, and print what it took."""
    gc.enable()
    path = folder / "2025.yaml"
    text = path.read_text(encoding="utf-8")
    desk = Overlay(TEMPLATES, users_store(only_read=True))
    viewer, board = Viewer(desk, path, 2025), Board()
    sheet: Sheet | None = None
    for number in range(edits):
        now = edited(text, number)
        sheet = read_sheet(desk, path, now, sheet)
        if number % 10 == 0:
            path.write_text(now, encoding="utf-8")
            board.show(viewer.look())
        if (number + 1) % (edits // 10) == 0:
            print(f"{resident():.1f}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

"""Applies each mutation of mutations.txt to a copy of the project and runs the tests that should notice.

    python tests/mutations/run.py [PART OF A NAME …]

A suite is as good as the faults it notices. Each mutation is a plausible slip in one line of the
source; the script prints which were noticed, and how many of how many. It exits with 1 where more
than two are not.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
LIST = Path(__file__).with_name("mutations.txt")
UNNOTICED = 2  # that may be


class Mutation(NamedTuple):
    """A slip: where, what stands there, what it becomes, and the tests that should notice."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def mutations() -> Iterator[Mutation]:
    r"""Read the list: a name, `@ file: tests`, then `-` and `+` lines; \n stands within a line."""
    for block in LIST.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if not lines:
            continue
        name, place, *changes = lines
        file, _, tests = place.removeprefix("@ ").partition(": ")
        old, new = (
            "\n".join(line[1:] for line in changes if line[0] == sign) for sign in ("-", "+")
        )
        yield Mutation(name.removeprefix("== "), file, old, new, tuple(tests.split()))


def mutated(mutation: Mutation) -> str:
    """Return the file with the slip in it; AssertionError where it does not fit exactly once."""
    text = (ROOT / mutation.file).read_text(encoding="utf-8")
    assert text.count(mutation.old) == 1, f"{mutation.name}: fits {text.count(mutation.old)} times"
    return text.replace(mutation.old, mutation.new)


def is_noticed(mutation: Mutation, copy: Path) -> bool:
    """Tell whether a test fails with the slip in a copy of the project."""
    path = copy / mutation.file
    whole = path.read_text(encoding="utf-8")
    path.write_text(mutated(mutation), encoding="utf-8")
    try:
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-n0", "-p", "no:cacheprovider"]
        ran = subprocess.run(
            [*command, *mutation.tests],
            cwd=copy,
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
    finally:
        path.write_text(whole, encoding="utf-8")
    assert ran.returncode in {0, 1, 2}, ran.stdout.decode()[-500:]
    return ran.returncode != 0


def main(wanted: list[str]) -> int:
    """Run the mutations whose names hold one of the words, or all."""
    chosen = [m for m in mutations() if not wanted or any(word in m.name for word in wanted)]
    tracked = subprocess.run(
        ["git", "-c", "core.quotepath=off", "ls-files"],
        cwd=ROOT, capture_output=True, check=True, text=True, encoding="utf-8",
    ).stdout.splitlines()  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        for name in tracked:
            if (ROOT / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, copy / name)
        noticed = 0
        for mutation in chosen:
            seen = is_noticed(mutation, copy)
            noticed += seen
            print(f"{'noticed' if seen else 'NOT noticed':<12} {mutation.name}", flush=True)
    print(f"{noticed} of {len(chosen)} mutations noticed")
    return 0 if len(chosen) - noticed <= UNNOTICED else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Files that are looked at again and again: which of them are no longer what they were (看守).

Nothing is asked of the system but the name, the size and the time of a file: network drives and some
folders tell nobody of changes, and editors save by putting a new file in the old one's place.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from nianbao.files import MAX_FILE
from nianbao.tuples import NamedTuple
from nianbao.weighing.settings import FILE as SETTINGS

PAUSE = 0.03  # seconds between two looks; more where a look takes long, as on a network drive
SHARE = 5  # a look may take one part in so many of the time
YOUNG = 4.0  # seconds: some drives tell the time of a file in steps of two
SETTLED = 0.02  # seconds that a file must stay as it is, so that it is not read half-written
PATIENCE = 1.0  # seconds that a file may be away or empty while it is being saved
_YEAR = re.compile(r"[0-9]{4}\.yaml")


class State(NamedTuple):
    """What is seen of a file without reading it; all 0 where there is none."""

    changed: int
    size: int
    number: int


ABSENT = State(0, 0, 0)


def sources(path: Path, templates: Path) -> list[Path]:
    """Return the files that a year's report and its findings depend on, those of earlier years too."""
    own = [path, path.with_name(SETTINGS), templates / "lexicon.yaml", templates / "report.html"]
    others = _names(path.parent) if _YEAR.fullmatch(path.name) else []
    earlier = [path.with_name(name) for name in others if name < path.name]
    forms = [templates / name for name in _names(templates, folders=True)]
    of_forms = [form / name for form in forms for name in ("form.yaml", "report.html")]
    return list(dict.fromkeys([*own, *earlier, *of_forms]))


def reads(path: Path, other: Path, templates: Path) -> bool:
    """Tell whether a year's report and its findings depend on another file, by their names alone."""
    if templates in other.parents:
        return True
    earlier = _YEAR.fullmatch(other.name) and _YEAR.fullmatch(path.name) and other.name < path.name
    return other.parent == path.parent and (other.name == SETTINGS or bool(earlier))


def _names(folder: Path, *, folders: bool = False) -> list[str]:
    try:
        names = sorted(each.name for each in folder.iterdir())
    except OSError:  # away for a moment
        return []
    return names if folders else [name for name in names if _YEAR.fullmatch(name)]


class FileWatch:
    """Watches files by name; `files` is asked anew each time, so that new ones are seen too."""

    def __init__(self, files: Callable[[], Iterable[Path]]) -> None:
        self._files = files
        self._young: dict[Path, float] = {}  # until when their content is looked at, too
        self._known = self._look()

    def changed(self) -> list[Path]:
        """Return the files that are not what they were at the last question."""
        before, self._known = self._known, self._look()
        paths = dict.fromkeys([*before, *self._known])
        absent = (ABSENT, "")
        return [
            path
            for path in paths
            if _differ(before.get(path, absent), self._known.get(path, absent))
        ]

    def _look(self) -> dict[Path, tuple[State, str]]:
        known = getattr(self, "_known", {})
        now = time.monotonic()
        seen = {}
        for path in self._files():
            state = _state(path)
            if state != known.get(path, (state, ""))[0]:
                self._young[path] = now + YOUNG
            young = self._young.get(path, 0) > now
            seen[path] = state, _digest(path) if young else ""
        self._young = {path: end for path, end in self._young.items() if end > now}
        return seen


def _differ(before: tuple[State, str], after: tuple[State, str]) -> bool:
    both_read = bool(before[1] and after[1])
    return before[0] != after[0] or (both_read and before[1] != after[1])


def _state(path: Path) -> State:
    try:
        state = path.stat()
    except OSError:
        return ABSENT
    return State(state.st_mtime_ns, state.st_size, state.st_ino)


def _digest(path: Path) -> str:
    """Return a hash of a young file: two savings within one step of the clock look alike from outside."""
    try:
        with path.open("rb") as file:
            return hashlib.sha256(file.read(MAX_FILE)).hexdigest()
    except OSError:
        return ""


def settle(path: Path) -> None:
    """Wait until a file is there and stays as it is for a moment: it is being saved."""
    end = time.monotonic() + PATIENCE
    before = _state(path)
    while time.monotonic() < end:
        time.sleep(SETTLED)
        after = _state(path)
        if after == before and after.size:
            return
        before = after


def changes(watch: FileWatch, path: Path) -> Iterator[None]:
    """Yield whenever a file changed, once the data file at `path` is whole again; without end."""
    while True:
        begun = time.monotonic()
        found = watch.changed()
        if path in found:
            settle(path)
            watch.changed()  # what came while it settled is read along
        if found:
            yield
        time.sleep(max(PAUSE, SHARE * (time.monotonic() - begun) if not found else 0))

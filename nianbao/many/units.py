"""What there is to do: the agencies of a data folder, each with its years (单位)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

from nianbao.regex import regex
from nianbao.tuples import NamedTuple

RECEIVED = "收件"  # below the data folder: what came to a superior, no agency's own
_HIDDEN = regex(rf"{RECEIVED}/|(?:.*/)?\.")
FILE = regex(r"([0-9]{4})\.yaml")


class AgencyYears(NamedTuple):
    """An agency: its folder below the data folder ("" for that itself), and the years to be done."""

    folder: str
    years: tuple[int, ...]


def units(data: Path, years: Collection[int] = ()) -> list[AgencyYears]:
    """Return the agencies that have data files of these years, of any year where none is named.

    They come in the order of their folders, at whatever depth these lie; hidden ones are left out. A file
    that cannot be read is one all the same, and told.
    """
    found: dict[str, list[int]] = {}
    for path in data.rglob("*.yaml"):
        match = FILE.fullmatch(path.name)
        if match and (not years or int(match[1]) in years) and not path.is_dir():
            folder = path.parent.relative_to(data).as_posix()
            if folder != "." and _HIDDEN.match(folder):
                continue
            found.setdefault("" if folder == "." else folder, []).append(int(match[1]))
    return [AgencyYears(folder, tuple(sorted(found[folder]))) for folder in sorted(found)]


def part_of(all_units: list[AgencyYears], number: int, count: int) -> list[AgencyYears]:
    """Return the agencies of one part of several (3/16), chosen by a hash of their folders.

    So many machines may share the work without speaking to each other.
    """
    return [unit for unit in all_units if _hash(unit.folder) % count == number - 1]


def _hash(folder: str) -> int:
    return int.from_bytes(
        hashlib.sha256(folder.encode("utf-8", "surrogateescape")).digest()[:8], "big"
    )

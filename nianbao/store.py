"""What one run works out for the next: checked templates and read forms, under .cache/.

Everything here can be made again from the files of the project, and is, whenever they or the code
change: a name is the hash of both. Where the folder cannot be written, each run does the work anew.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from nianbao.files import replace_together

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".cache" / "kept"
_LIBRARIES = (("docxtpl", "template.py"), ("jinja2", "compiler.py"), ("yaml", "parser.py"))


def name_of(*parts: bytes) -> str:
    """Return the name under which is kept what is made of these bytes by the present code."""
    digest = hashlib.sha256(_code())
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:32]


@cache
def _code() -> bytes:
    """Return a state of the package and its libraries that changes whenever they do."""
    files = sorted((ROOT / "nianbao").rglob("*.py"))
    for package, name in _LIBRARIES:
        spec = find_spec(package)  # does not import it
        files += [
            Path(folder) / name for folder in (spec and spec.submodule_search_locations) or ()
        ]
    states = ((file, file.stat()) for file in files)
    return "\n".join(f"{f} {state.st_size} {state.st_mtime_ns}" for f, state in states).encode()


def recall(name: str) -> bytes | None:
    """Return what is kept under a name, None where nothing is."""
    try:
        return (FOLDER / name).read_bytes()
    except OSError:
        return None


def keep(name: str, data: bytes) -> None:
    """Keep bytes under a name, if the disk allows."""
    try:
        replace_together({FOLDER / name: data})
    except OSError:
        return

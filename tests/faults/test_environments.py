"""The same bytes everywhere: one report, built in many environments, has one SHA-256."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT

pytestmark = [pytest.mark.thorough, pytest.mark.skipif(os.name == "nt", reason="of a POSIX system")]
OTHERS = ("python3.12", "python3.13", "python3.14")
NOBODY = 65534
LIBRARIES = sysconfig.get_path("platlib")


class Environment(NamedTuple):
    """What differs from the usual one."""

    variables: Mapping[str, str] = {}
    folder: bytes = b"office"
    flags: tuple[str, ...] = ()
    store: str = ""  # what the store is before the build
    mask: int = 0o022
    user: int | None = None


ENVIRONMENTS = {
    "as it is": Environment(),
    "a second time": Environment(store="warm"),
    **{
        f"locale {name}": Environment({"LC_ALL": name})
        for name in ("C", "POSIX", "C.UTF-8", "zh_CN.GB18030", "en_US.ISO-8859-1", "no_such.locale")
    },
    "no coercion": Environment({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    **{
        f"zone {zone}": Environment({"TZ": zone})
        for zone in ("Asia/Shanghai", "America/Lima", "Pacific/Kiritimati", "nowhere")
    },
    **{f"hash seed {n}": Environment({"PYTHONHASHSEED": n}) for n in ("0", "1", "4294967295")},
    **{
        f"console {name}": Environment({"PYTHONIOENCODING": name})
        for name in ("gbk", "ascii", "utf-16", "gbk:strict")
    },
    "another clock": Environment({"SOURCE_DATE_EPOCH": "1"}),
    "optimised": Environment(flags=("-O",)),
    "without docstrings": Environment(flags=("-OO",)),
    "isolated": Environment(flags=("-I",)),
    "no byte code": Environment({"PYTHONDONTWRITEBYTECODE": "1"}),
    "no home": Environment({"HOME": "/nonexistent", "XDG_CACHE_HOME": ""}),
    "closed to others": Environment(mask=0o077),
    "open to all": Environment(mask=0o000),
    "a folder that is not UTF-8": Environment(folder="示例".encode("gb18030")),
    "a folder with spaces and signs": Environment(folder="很远 的/a'b\"&c;$d".encode()),
    "a folder with a dash": Environment(folder=b"-rf"),
    "no store": Environment(store="none"),
    "a store that is a file": Environment(store="file"),
    "a store that is full": Environment(store="full"),
    "a store that cannot be written": Environment(store="read-only"),
    "a store that all may write": Environment(store="shared"),
    "a store that is damaged": Environment(store="damaged"),
    "a store that is emptied": Environment(store="emptied"),
    "another user": Environment(store="of root", user=NOBODY),
}


@pytest.fixture(scope="module")
def expected() -> dict[bytes, str]:
    """The SHA-256 of the committed report."""
    return hashes(ROOT / "reports/2017")


def hashes(folder: Path) -> dict[bytes, str]:
    files = (path for path in folder.iterdir() if path.suffix in {".docx", ".txt"})
    return {os.fsencode(p.name): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def project(folder: Path) -> None:
    """Copy what a build needs."""
    folder.mkdir(parents=True)
    for name in ("nianbao", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "data").mkdir()
    shutil.copy(ROOT / "data/2017.yaml", folder / "data")
    shutil.copy(ROOT / "build.py", folder)


def prepare(
    store: Path, kind: str, build: list[str], folder: Path, variables: dict[str, str]
) -> None:
    """Make the store what it is to be before the build."""
    if kind == "file":
        store.write_bytes(b"")
    elif kind not in {"", "none"}:
        store.mkdir(mode=0o700)
    if kind in {"warm", "damaged", "emptied", "of root"}:
        subprocess.run(build, cwd=folder, check=True, capture_output=True, env=variables)
        shutil.rmtree(folder / "reports")
        kept = [path for path in store.rglob("*") if path.is_file()]
        assert kept
        for path in kept if kind in {"damaged", "emptied"} else ():
            data = path.read_bytes()
            path.write_bytes(b"" if kind == "emptied" else data[:40] + b"\xff" * 9 + data[49:])
    if kind in {"read-only", "shared"}:
        store.chmod(0o500 if kind == "read-only" else 0o777)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one page."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4k,mode=700", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def built(
    name: str, environment: Environment, folder: Path, store: Path, python: str
) -> dict[bytes, str]:
    """Build in an environment; return the SHA-256 of what was written."""
    project(folder)
    build = [python, *environment.flags, "build.py", "report", "2017"]
    variables = {**os.environ, "NIANBAO_CACHE": str(store), **environment.variables}
    if environment.user is not None:
        variables["PYTHONPATH"] = LIBRARIES
    if environment.store == "none":
        variables["NIANBAO_CACHE"] = "/dev/null"
    prepare(store, environment.store, build, folder, variables)
    if environment.user is not None:
        (folder / "reports").mkdir()
        (folder / "reports").chmod(0o777)
        for parent in (folder, *folder.parents):
            if parent.stat().st_uid == os.geteuid() and parent != Path("/"):
                parent.chmod(parent.stat().st_mode | 0o055)
    ran = subprocess.run(
        build, cwd=folder, check=False, capture_output=True, env=variables, umask=environment.mask,
        user=environment.user, group=environment.user,
    )  # fmt: skip
    assert ran.returncode == 0, (name, ran.stderr.decode("utf-8", "replace")[-500:])
    return hashes(folder / "reports/2017")


def python_of(user: int) -> str:
    """A Python that another user may run, with the libraries of this one."""
    if os.geteuid() != 0:
        pytest.skip("only root becomes another user")
    for python in (sys.executable, "/usr/bin/python3"):
        with suppress(OSError):
            order = [python, "-c", "import docxtpl"]
            variables = {"PYTHONPATH": LIBRARIES}
            if not subprocess.run(
                order, check=False, user=user, group=user, env=variables
            ).returncode:
                return python
    pytest.skip("no Python here that another user may run")


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_an_environment_changes_nothing(
    name: str, expected: dict[bytes, str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    environment = ENVIRONMENTS[name]
    python = sys.executable if environment.user is None else python_of(environment.user)
    full = environment.store == "full"
    store = request.getfixturevalue("small_disk") / "s" if full else tmp_path / "store"
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + environment.folder))
    assert built(name, environment, folder, store, python) == expected


@pytest.mark.parametrize("python", OTHERS)
def test_another_python_changes_nothing(
    python: str, expected: dict[bytes, str], tmp_path: Path
) -> None:
    found = shutil.which(python)
    if not found or subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode:
        pytest.skip(f"there is no {python} here")
    subprocess.run([found, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    own = str(tmp_path / "venv/bin/python")
    (wheel,) = (ROOT / "packaging/pip").glob("pip-*.whl")
    subprocess.run(
        [own, f"{wheel}/pip", "install", "-q", "--require-hashes", "-r", ROOT / "requirements.txt"],
        check=True, capture_output=True,
    )  # fmt: skip
    assert built(python, Environment(), tmp_path / "o", tmp_path / "s", own) == expected

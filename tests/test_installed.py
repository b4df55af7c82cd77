"""Installed, zipped or set up from nothing: the same command, the same bytes."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

import nianbao

(PIP_WHEEL,) = (ROOT / "packaging/pip").glob("pip-*.whl")
SITE = sysconfig.get_path("purelib")
BIN = "Scripts" if os.name == "nt" else "bin"


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of the Word file and its twin in a folder."""
    files = [path for path in folder.iterdir() if path.suffix in {".docx", ".txt"}]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def committed() -> dict[str, str]:
    """The SHA-256 of the committed report for 2017."""
    found = hashes(ROOT / "reports/2017")
    assert len(found) == 2
    return found


def run(command: list[str], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "NIANBAO"))}
    return subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=180,
        env={**inherited, **variables},
    )  # fmt: skip


def wheel_with_path(folder: Path, name: str, paths: list[str]) -> Path:
    """A wheel that lets an environment see what other folders have, so that no network is needed."""
    wheel = folder / f"{name}-1-py3-none-any.whl"
    files = {
        f"{name}.pth": "\n".join(paths),
        f"{name}-1.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n",
        f"{name}-1.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{name}-1.dist-info/RECORD,,"]
    with zipfile.ZipFile(wheel, "w") as package:
        for path, text in files.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=")
            record.append(f"{path},sha256={digest.decode()},{len(text.encode())}")
            package.writestr(path, text)
        package.writestr(f"{name}-1.dist-info/RECORD", "\n".join(record))
    return wheel


# ── installed ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of an environment in which our wheel is installed as it would be shipped."""
    folder = tmp_path_factory.mktemp("installed")
    source = folder / "source"
    source.mkdir()
    for name in ("nianbao", "templates"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSES.md"):
        shutil.copy(ROOT / name, source)
    make_wheel = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    ran = run(make_wheel, source)
    assert ran.returncode == 0, ran.stderr
    run([sys.executable, "-m", "venv", "--without-pip", str(folder / "env")], folder)
    (ours,) = folder.glob("nianbao-*.whl")
    wheels = [str(ours), str(wheel_with_path(folder, "dependencies", [SITE]))]
    python = folder / "env" / BIN / "python"
    pip = [str(python), str(PIP_WHEEL / "pip"), "install", "--quiet", "--no-compile"]
    ran = run([*pip, "--no-deps", "--no-index", *wheels], folder)
    assert ran.returncode == 0, ran.stderr
    shutil.rmtree(source)
    return python.parent


@pytest.mark.parametrize("words", ["nianbao", "python -m nianbao"])
def test_a_wheel_in_an_empty_folder_writes_the_committed_bytes(
    words: str, installed: Path, tmp_path: Path
) -> None:
    program, *rest = words.split()
    command = [str(installed / program), *rest]
    ran = run([*command, "report", "2017", "--data", str(ROOT / "data"), "--out", "out"], tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert hashes(tmp_path / "out/2017") == committed()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_command_works_in_the_current_folder(installed: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    nianbao_ = str(installed / "nianbao")
    assert run([nianbao_, "report", "2017"], tmp_path).returncode == 0
    assert hashes(tmp_path / "reports/2017") == committed()
    shutil.copytree(ROOT / "templates/2021", tmp_path / "templates/省表")  # forms of one's own
    ran = run([nianbao_, "template-check", "没有"], tmp_path)
    assert ran.stderr == "没有表式“没有”；现有：省表\n"
    ran = run([nianbao_, "chekc"], tmp_path)
    assert (ran.returncode, ran.stderr[-14:]) == (2, "nianbao --help\n"[-14:])


def test_a_folder_of_templates_without_a_form_is_not_ours(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text("someone else's", encoding="utf-8")
    ran = run([str(installed / "nianbao"), "check", str(ROOT / "data/2017.yaml")], tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_there_is_one_place_for_the_version(installed: Path, tmp_path: Path) -> None:
    ran = run([str(installed / "nianbao"), "--version"], tmp_path)
    assert ran.stdout == f"nianbao {nianbao.__version__}\n"
    program = "from importlib.metadata import version; print(version('nianbao'))"
    ran = run([str(installed / "python"), "-c", program], tmp_path)
    assert ran.stdout == f"{nianbao.__version__}\n"
    assert "version =" not in (ROOT / "pyproject.toml").read_text("utf-8").partition("[tool.")[0]


def test_what_is_installed_says_that_it_is_typed(installed: Path, tmp_path: Path) -> None:
    program = "import nianbao, pathlib; print(*nianbao.__path__)"
    ran = run([str(installed / "python"), "-c", program], tmp_path)
    package = Path(ran.stdout.strip())
    assert package.is_relative_to(installed.parent)
    assert (package / "py.typed").is_file()
    theirs = {p.relative_to(package / "templates") for p in package.glob("templates/**/*.*")}
    assert theirs == {p.relative_to(ROOT / "templates") for p in ROOT.glob("templates/**/*.*")}


def test_python_m_in_the_checkout_writes_the_committed_bytes(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "nianbao", "report", "2017", "--out", str(tmp_path)]
    assert run(command, ROOT).returncode == 0
    assert hashes(tmp_path / "2017") == committed()


def test_a_zipped_copy_runs_with_its_templates_beside_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "nianbao.pyz", "w") as archive:
        archive.writestr(
            "__main__.py", "import sys\nfrom nianbao.__main__ import main\nsys.exit(main())\n"
        )
        for path in sorted((ROOT / "nianbao").rglob("*.py")):
            archive.write(path, path.relative_to(ROOT))
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (tmp_path / "elsewhere").mkdir()
    order = ["report", "2017", "--data", str(ROOT / "data"), "--out", str(tmp_path / "out")]
    ran = run([sys.executable, str(tmp_path / "nianbao.pyz"), *order], tmp_path / "elsewhere")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert hashes(tmp_path / "out/2017") == committed()


# ── licences ────────────────────────────────────────────────────────────────────────────────────


def licensed(heading: str) -> set[str]:
    """The packages in the table of LICENSES.md under a heading, as pip writes names."""
    text = (ROOT / "LICENSES.md").read_text(encoding="utf-8")
    table = re.split(r"^## ", text, flags=re.MULTILINE)
    (part,) = (part for part in table if part.startswith(f"{heading}\n"))
    rows = re.findall(r"^\| ([\w.-]+)[^|]*\| ([^|]+) \| ([^|]+) \|$", part, re.MULTILINE)
    assert all(licence.strip() and use.strip() for _, licence, use in rows)
    return {plain(name) for name, _, _ in rows} - {"package", "what", "---"}


def plain(requirement: str) -> str:
    """The name in a requirement, as pip compares names."""
    name = re.match(r"[\w.-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name.group()).lower()


def test_the_list_of_licences_is_complete() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = re.findall(r"^\w\S*==", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    assert len(pinned) >= 7
    assert licensed("At run time") == {plain(name.replace("==", "")) for name in pinned}
    assert licensed("At run time") >= {plain(name) for name in project["dependencies"]}
    extras = project["optional-dependencies"]
    assert licensed("For development only") - {"pytest-xdist"} == {
        plain(name) for name in extras["dev"]
    } - {"pytest-xdist"}
    others = (name for extra in extras if extra != "dev" for name in extras[extra])
    assert licensed("Only where they are asked for (extras)") == {plain(name) for name in others}
    assert licensed("Kept in this repository") == {"pip"}


# ── set up from nothing ─────────────────────────────────────────────────────────────────────────


def test_the_pip_that_is_kept_is_the_one_that_was_published() -> None:
    digest = hashlib.sha256(PIP_WHEEL.read_bytes()).hexdigest()
    note = (ROOT / "packaging/pip/README.md").read_text(encoding="utf-8")
    assert re.findall(r"^    sha256  ([0-9a-f]{64})$", note, re.MULTILINE) == [digest]
    assert PIP_WHEEL.name in note


@pytest.mark.thorough
@pytest.mark.skipif(
    os.name == "nt" or not (shutil.which("make") and shutil.which("cksum")),
    reason="needs make and cksum",
)
def test_make_sets_itself_up_where_there_is_neither_pip_nor_ensurepip(tmp_path: Path) -> None:
    """Debian's python3 alone, without python3-venv, pip and root; here without a network too."""
    office, missing = tmp_path / "office", tmp_path / "missing"
    for name in ("nianbao", "templates", "data", "packaging"):
        shutil.copytree(ROOT / name, office / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Makefile", "build.py"):
        shutil.copy(ROOT / name, office)
    for name in ("ensurepip", "pip"):
        (missing / name).mkdir(parents=True)
        text = f"raise ModuleNotFoundError('there is no {name} here', name='{name}')\n"
        (missing / name / "__init__.py").write_text(text, encoding="utf-8")
    python = tmp_path / "python3"
    python.write_text(
        f'#!/bin/sh\nPYTHONPATH="{missing}" exec "{sys.executable}" "$@"\n', encoding="utf-8"
    )
    python.chmod(0o755)
    for name in ("requirements", "requirements-dev"):  # what they name, the network would bring
        wheel = wheel_with_path(tmp_path, name.replace("-", "_"), [SITE])
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        line = f"{name.replace('-', '_')}==1 --hash=sha256:{digest}\n"
        (office / f"{name}.txt").write_text(line, encoding="utf-8")
    (office / "tests").mkdir()
    (office / "tests/test_one.py").write_text("import docx\ndef test(): pass\n", encoding="utf-8")
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path), "PYTHON": str(python)}
    offline["PIP_CONFIG_FILE"] = os.devnull
    ran = run(["make", "check", "YEAR=2017"], office, **offline)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("首次使用，正在准备运行环境……\n")
    assert "错误 0" in ran.stdout
    ran = run(["make", "test"], office, **offline)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("正在准备测试环境……\n")
    assert "1 passed" in ran.stdout
    assert not list((office / ".venv").rglob("site-packages/pip"))
    assert "首次使用" not in run(["make", "check", "YEAR=2017"], office, **offline).stdout


@pytest.mark.thorough
@pytest.mark.skipif(os.name == "nt" or not shutil.which("make"), reason="needs make")
def test_a_set_up_that_fails_says_so_in_chinese_and_counts_for_nothing(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "packaging", tmp_path / "packaging")
    for name in ("Makefile", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path)
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}
    ran = run(["make", "check", "YEAR=2017"], tmp_path, **offline, PYTHON=sys.executable)
    assert (ran.returncode, ran.stdout) == (1, "首次使用，正在准备运行环境……\n")
    assert ran.stderr.splitlines()[-1].startswith("取不到所需的部件")
    assert not list((tmp_path / ".venv").glob("ready-*"))

"""The offline kit: unpacked on a machine without a network it sets itself up, and says what is missing."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(sys.platform != "linux", reason="the menu of Linux"),
]

# A proxy that is not there: whatever asks the network fails at once, and says so in English.
OFFLINE = {
    **os.environ, "PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/", "PYTHONDONTWRITEBYTECODE": "1",
}  # fmt: skip


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kit for this Python and machine alone: the others' wheels take minutes to fetch."""
    out = tmp_path_factory.mktemp("kit") / "kit.zip"
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    order = ["--python", version, "--platform", f"linux-{platform.machine()}", "--out", str(out)]
    ran = subprocess.run(
        [sys.executable, str(ROOT / "packaging/kit/kit.py"), *order],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return out


@pytest.fixture
def office(kit: Path, tmp_path: Path) -> Path:
    """The kit unpacked as unzip does it, with its modes."""
    with zipfile.ZipFile(kit) as package:
        package.extractall(tmp_path)
        for entry in package.infolist():
            (tmp_path / entry.filename).chmod(entry.external_attr >> 16 & 0o777)
    return tmp_path / "年报"


def menu(office: Path, *typed: str, **more: str) -> subprocess.CompletedProcess[str]:
    """What the menu says to what is typed."""
    return subprocess.run(
        [str(office / "年报.sh")], input="".join(f"{line}\n" for line in typed),
        capture_output=True, text=True, check=False, env={**OFFLINE, "PYTHON": sys.executable, **more},
    )  # fmt: skip


def test_it_sets_up_and_writes_a_report_without_a_network(office: Path) -> None:
    ran = menu(office, "3", "2025", "示例局", "0")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("首次使用，正在准备运行环境……\n")
    (word,) = (office / "reports/示例局/2025").glob("*.docx")
    (wanted,) = (ROOT / "reports/示例局/2025").glob("*.docx")
    assert word.read_bytes() == wanted.read_bytes()
    again = menu(office, "1", "2026", "示例局", "2", "26", "2", "2026", "示例局", "9", "")
    assert "首次使用" not in again.stdout
    assert "已写 data/示例局/2026.yaml" in again.stdout
    assert "年份应当是四位数字" in again.stdout
    assert "统计表还有" in again.stdout
    assert "没有“9”这一项" in again.stdout


def test_a_broken_environment_is_made_anew(office: Path) -> None:
    """By the menu, and by make: a Python that was renewed has another folder of packages."""
    assert menu(office, "0").returncode == 0
    (packages,) = (office / ".venv/lib").glob("python3*")
    shutil.rmtree(packages)
    ran = menu(office, "0")
    assert ran.stdout.startswith("运行环境坏了")
    assert ran.returncode == 0
    if shutil.which("make"):
        order = ["make", "check", "YEAR=2017"]
        outer = ("MAKE", "MFLAGS")  # of a make that runs these tests
        env = {k: v for k, v in OFFLINE.items() if not k.startswith(outer)}
        env["PYTHON"] = sys.executable
        subprocess.run(order, cwd=office, env=env, check=True, capture_output=True)
        packages.rename(packages.with_name("python3.1"))
        ran = subprocess.run(
            order, cwd=office, env=env, capture_output=True, text=True, check=False
        )
        assert ran.stdout.startswith("运行环境坏了")
        assert (ran.returncode, ran.stderr) == (0, "")
        ran = subprocess.run(
            order, cwd=office, env=env, capture_output=True, text=True, check=False
        )
        assert "运行环境" not in ran.stdout


def test_what_is_missing_is_said_in_chinese_and_shortly(office: Path) -> None:
    wheels = office / "wheels"
    (lxml,) = wheels.glob("lxml-*.whl")
    lxml.rename(office / lxml.name)
    ran = menu(office, "")
    assert ran.returncode == 1
    assert ran.stderr.startswith("取不到所需的部件：离线安装包里没有这台机器")
    assert len(ran.stderr.splitlines()) == 1
    wheels.rename(office / "elsewhere")  # a clone, on a machine without a network
    ran = menu(office, "")
    assert ran.returncode == 1
    assert "连不上软件源" in ran.stderr
    assert "make kit" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert "127.0.0.1" in (office / ".venv-准备记录.txt").read_text("utf-8")
    assert not (office / ".venv").exists()


def test_a_changed_wheel_is_refused(office: Path) -> None:
    (wheel,) = (office / "wheels").glob("docxtpl-*.whl")
    with zipfile.ZipFile(wheel, "a") as package:
        package.writestr("docxtpl/more.py", "")
    ran = menu(office, "")
    assert ran.returncode == 1
    assert "HASHES" in (office / ".venv-准备记录.txt").read_text("utf-8").upper()


def test_an_old_python_gets_a_sentence(office: Path, tmp_path: Path) -> None:
    old = tmp_path / "bin"
    old.mkdir()
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        (old / name).write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        (old / name).chmod(0o755)
    ran = menu(office, PYTHON="", PATH=f"{old}:{os.environ['PATH']}")
    assert ran.returncode == 2
    assert ran.stderr.startswith("没有找到 Python 3.11 或更新的版本")


def test_the_menu_of_windows_has_its_line_ends_and_no_chinese(kit: Path) -> None:
    with zipfile.ZipFile(kit) as package:
        text = package.read("年报/年报.bat")
        modes = {entry.filename: entry.external_attr >> 16 for entry in package.infolist()}
    assert text.count(b"\n") == text.count(b"\r\n") > 10
    assert text.isascii(), "cmd does not read every script in UTF-8"
    assert modes["年报/年报.sh"] & 0o111
    assert "年报/wheels" in {Path(name).parent.as_posix() for name in modes}


def test_two_kits_are_one(kit: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    order = ["--python", version, "--platform", f"linux-{platform.machine()}", "--out", str(again)]
    subprocess.run(
        [sys.executable, str(ROOT / "packaging/kit/kit.py"), *order],
        check=True,
        capture_output=True,
    )
    assert again.read_bytes() == kit.read_bytes()

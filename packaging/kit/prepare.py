"""Prepares the environment that the tool runs in (准备运行环境): `.venv`, from wheels at hand or the network.

    python packaging/kit/prepare.py

Nothing of the system is touched and no rights are needed: pip runs out of its own wheel. What goes wrong is
said in Chinese, with what to do; what pip said of it is kept in a file.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
WHEELS = ROOT / "wheels"  # in an offline kit
REQUIREMENTS = ROOT / "requirements.txt"
LOG = ROOT / ".venv-准备记录.txt"
NEEDED = "yaml jinja2 markupsafe lxml docx docxtpl"
FOUND = f"import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, '{NEEDED}'.split())))"


def python() -> Path:
    """Return the Python of the environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_whole() -> bool:
    """Tell whether the environment is there, runs, and has what is needed."""
    try:
        ran = subprocess.run([str(python()), "-c", FOUND], capture_output=True, check=False)
    except OSError:
        return False
    return ran.returncode == 0


def prepare() -> int:
    """Make the environment anew; the exit code is 1 where that cannot be done."""
    if sys.version_info < (3, 11):  # noqa: UP036  who calls it may be older
        return _failed(f"需要 Python 3.11 或更新的版本，现在是 {platform.python_version()}")
    if VENV.exists():
        print("运行环境坏了（也许 Python 换过，或文件夹挪过），正在重新准备……", flush=True)
    else:
        print("首次使用，正在准备运行环境……", flush=True)
    try:
        shutil.rmtree(VENV, ignore_errors=True)
        LOG.unlink(missing_ok=True)
    except OSError as error:
        return _failed(f"删不掉旧的运行环境 {VENV.name}：{error.strerror}；关掉正在用它的程序再来")
    if said := _ran(sys.executable, "-m", "venv", "--without-pip", str(VENV)):
        shutil.rmtree(VENV, ignore_errors=True)
        return _failed(
            f"建不了运行环境 {VENV.name}：文件夹能不能写？磁盘满了没有？Python 装全了没有？", said
        )
    (wheel,) = (ROOT / "packaging" / "pip").glob("pip-*.whl")
    from_where = (
        ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() else ["--retries", "1"]
    )
    order = ["install", "--quiet", "--require-hashes", "--disable-pip-version-check", *from_where]
    if said := _ran(str(python()), f"{wheel}/pip", *order, "-r", str(REQUIREMENTS)):
        shutil.rmtree(VENV, ignore_errors=True)
        return _failed(_why(), said)
    return 0


def _why() -> str:
    """Say why the parts cannot be had, and what brings them."""
    here = f"Python {platform.python_version()}，{platform.system()} {platform.machine()}"
    if WHEELS.is_dir():
        return (
            f"取不到所需的部件：离线安装包里没有这台机器（{here}）用的。包里备的是 Python 3.11 到 3.14，"
            "Windows 64 位、Linux x86-64 和 ARM64；别的机器（如龙芯）请用单文件版 nianbao.html"
        )
    return (
        f"取不到所需的部件（{here}）：连不上软件源。没有网络的，在有网的机器上运行 make kit，"
        "把 dist/nianbao-kit.zip 拷过来解开；或用单文件版 nianbao.html。有网络的，看看网络再来一次"
    )


def _ran(*order: str) -> str:
    """Run a program; return what it said where it failed."""
    ran = subprocess.run(order, capture_output=True, text=True, errors="replace", check=False)
    return (ran.stdout + ran.stderr).strip() or "?" if ran.returncode else ""


def _failed(line: str, said: str = "") -> int:
    if said:
        try:
            LOG.write_text(said + "\n", encoding="utf-8")
            line += f"（详细的在 {LOG.name}）"
        except OSError:
            pass
    print(line, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(prepare())

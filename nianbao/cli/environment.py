"""The environment that make has set up, for those who call a checkout with another Python."""

from __future__ import annotations

import os
import sys

from nianbao.cli.exit_codes import MISUSED
from nianbao.cli.places import PACKAGE

DEPENDENCIES = {"yaml", "jinja2", "markupsafe", "lxml", "docx", "docxtpl"}


def run_in_venv(missing: str) -> int:
    """Run again in the environment beside the package, or say how to get the dependencies."""
    environment = PACKAGE.parent / ".venv"
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if python.is_file() and sys.prefix != str(environment):
        import subprocess

        command = [str(python), *sys.orig_argv[1:]]
        return subprocess.run(command, check=False).returncode  # noqa: S603  this very command
    if (PACKAGE.parent / "requirements.txt").is_file():
        sys.stderr.write("缺少依赖，请先运行：python packaging/kit/prepare.py\n")
    else:
        sys.stderr.write(f"缺少依赖 {missing}，请重新安装 nianbao\n")
    return MISUSED

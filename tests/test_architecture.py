"""One direction: a module imports only from those that the package's docstring lists above it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

import nianbao

PACKAGE = ROOT / "nianbao"
ORDER = re.findall(r"^    (\w+) {2,}\S", nianbao.__doc__ or "", re.MULTILINE)
MODULES = sorted(PACKAGE.rglob("*.py"))


def module_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """The nianbao modules that a file imports, in functions and for types too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("nianbao."):
            found.add((node.module or "").split(".")[1])
        elif isinstance(node, ast.ImportFrom) and node.module == "nianbao":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("nianbao.")}
    return found


def test_the_docstring_lists_every_module() -> None:
    assert len(ORDER) > 10
    assert set(ORDER) == {module_of(path) for path in MODULES} - {"__init__"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_stands_above_it(path: Path) -> None:
    module = module_of(path)
    if module == "__init__":
        assert not imports(path)
        return
    above = {*ORDER[: ORDER.index(module)], module}
    assert imports(path) <= above


@pytest.mark.parametrize("path", [*MODULES, ROOT / "build.py"], ids=lambda path: path.name)
def test_a_module_stays_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_only_one_file_knows_docxtpl() -> None:
    knows = [
        p
        for p in MODULES
        if re.search(r"^\s*(from|import) docxtpl", p.read_text("utf-8"), re.MULTILINE)
    ]
    assert [path.name for path in knows] == ["word.py"]


def test_a_check_does_not_pay_for_word() -> None:
    program = (
        "import sys; sys.argv = ['build.py', 'check', '2017']; import build; build.main();"
        "print(sorted({'docx', 'docxtpl', 'lxml'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[-1] == "[]"

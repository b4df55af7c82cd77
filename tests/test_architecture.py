"""One direction: a module imports only from those that the package's docstring lists above it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "nianbao"
MODULES = sorted(PACKAGE.rglob("*.py"))


def listed(package: Path) -> list[str]:
    """What a package's docstring lists, in its order."""
    doc = ast.get_docstring(ast.parse((package / "__init__.py").read_text("utf-8")), clean=False)
    return re.findall(r"^    (\w+) {2,}\S", doc or "", re.MULTILINE)


def reading_order(package: Path) -> Iterator[str]:
    """Every module below a package, in the order of the docstrings; a package after what is in it."""
    for name in listed(package):
        inner = package / name
        if inner.is_dir():
            yield from reading_order(inner)
            yield dotted(inner / "__init__.py")
        else:
            yield dotted(inner.with_suffix(".py"))


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


ORDER = list(reading_order(PACKAGE))


def imports(path: Path) -> set[str]:
    """The nianbao modules that a file imports, in functions and for types too."""
    modules = {dotted(module) for module in MODULES}
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("nianbao"):
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & modules
            found |= inner or {node.module or ""}
        elif isinstance(node, ast.Import):
            found |= {a.name for a in node.names if a.name.startswith("nianbao")}
    return found


def test_the_docstrings_list_every_module_and_no_other() -> None:
    packages = [path.parent for path in MODULES if path.name == "__init__.py"]
    assert len(packages) > 8
    for package in packages:
        there = {path.stem for path in package.glob("*.py")} - {"__init__", "__main__"}
        there |= {path.parent.name for path in package.glob("*/__init__.py")}
        assert set(listed(package)) == there, dotted(package / "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_stands_above_it(path: Path) -> None:
    module = dotted(path)
    if module == "nianbao":
        assert not imports(path)
    elif path.name != "__main__.py":
        assert imports(path) <= {"nianbao", *ORDER[: ORDER.index(module)]}


@pytest.mark.parametrize("path", [*MODULES, ROOT / "build.py"], ids=lambda path: path.name)
def test_a_module_stays_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_named_tuples_are_the_quick_ones() -> None:
    slow = re.compile(r"^from typing import .*\bNamedTuple\b", re.MULTILINE)
    found = [path.name for path in MODULES if slow.search(path.read_text("utf-8"))]
    assert found == ["pool.py"], "generic, which only typing's can be"


def test_only_one_file_knows_docxtpl() -> None:
    knows = [
        p
        for p in MODULES
        if re.search(r"^\s*(from|import) docxtpl", p.read_text("utf-8"), re.MULTILINE)
    ]
    assert [path.name for path in knows] == ["docx.py"]


def test_a_check_does_not_pay_for_word() -> None:
    program = (
        "import sys; sys.argv = ['build.py', 'check', '2017']; import build; build.main();"
        "print(sorted({'docx', 'docxtpl', 'lxml'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[-1] == "[]"


# ── ARCHITECTURE.md is walked ───────────────────────────────────────────────────────────────────

DOCUMENT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
PATHS = re.findall(r"`((?:nianbao|templates|tests|bench|docs|data)/[^\s`<>]+)`", DOCUMENT)


def test_every_path_that_the_architecture_names_is_there() -> None:
    assert len(PATHS) > 25
    assert [path for path in PATHS if not (ROOT / path).exists()] == []


def test_a_figure_passes_through_the_files_that_are_listed() -> None:
    way = DOCUMENT.partition("## One figure from YAML to docx")[2].partition("\n## ")[0]
    steps = re.findall(r"^\d\. `(nianbao/\S+)`", way, re.MULTILINE)
    assert len(steps) == 9
    assert "nine files" in way
    names = [dotted(ROOT / step) for step in steps]
    assert names[0] == "nianbao.reading.yamltree"
    assert names[-1] == "nianbao.writing"
    assert set(names) <= set(ORDER)


def test_every_name_in_the_architecture_is_defined_somewhere() -> None:
    defined = set()
    for path in [*MODULES, ROOT / "build.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                defined.add(node.name)
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                defined |= {target.id for target in targets if isinstance(target, ast.Name)}
    named = set(re.findall(r"`([A-Za-z_]+)(?:\(.*?\))?`", DOCUMENT))
    commands = {"fix", "schema"}
    assert {"build_view", "replace_together", "CHECKS", "OUTPUTS", "PRINTERS"} <= named
    assert named - commands <= defined


def test_a_check_costs_four_files() -> None:
    recipe = DOCUMENT.partition("**a check**, four files:")[2].partition("`make manual`")[0]
    assert len(re.findall(r"^\d\. ", recipe, re.MULTILINE)) == 4
    code = "straight-quote"  # one that has been there for long, in exactly such files
    constant = code.upper().replace("-", "_")
    users = [
        path for path in MODULES if re.search(rf"\b{constant}\b", path.read_text(encoding="utf-8"))
    ]
    homes = {path.relative_to(PACKAGE).parts[0] for path in users}
    assert homes == {"findings", "checks"}
    assert len(users) == 2
    assert (ROOT / f"tests/problems/{code}.case").is_file()


# ── names ───────────────────────────────────────────────────────────────────────────────────────


def test_no_module_and_no_public_class_has_another_ones_name() -> None:
    names = [path.stem for path in MODULES if path.name not in {"__init__.py", "__main__.py"}]
    names += [
        node.name
        for path in MODULES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    twice = {name for name in names if names.count(name) > 1}
    commands = {path.stem for path in (PACKAGE / "cli").glob("*.py")}  # named after what is typed
    assert twice <= commands

"""Regular expressions are compiled when they are first used, and each can be."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys

import pytest
from conftest import ROOT

from nianbao.regex import _Regex, regex

MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted((ROOT / "nianbao").rglob("*.py"))
    if path.name != "__main__.py"
]


def test_an_expression_does_what_a_compiled_one_does() -> None:
    lazily, compiled = (
        regex(r"(\d+)(?P<unit>[条件])", re.MULTILINE),
        re.compile(r"(\d+)(?P<unit>[条件])"),
    )
    text = "公开12条，申请3件"
    assert lazily.pattern == compiled.pattern
    assert lazily.findall(text) == compiled.findall(text)
    assert [m.span() for m in lazily.finditer(text)] == [m.span() for m in compiled.finditer(text)]
    assert lazily.sub(r"\2", text) == compiled.sub(r"\2", text)
    assert lazily.split(text) == compiled.split(text)
    match = lazily.search(text)
    assert match is not None
    assert match["unit"] == "条"
    assert lazily.match(text) is lazily.fullmatch(text) is None
    assert lazily.groups == 2
    assert regex(rb"\d").search(b"a1") is not None


@pytest.mark.parametrize("name", MODULES)
def test_each_expression_of_a_module_can_be_compiled(name: str) -> None:
    for value in vars(importlib.import_module(name)).values():
        if isinstance(value, _Regex):
            re.compile(value.pattern, value.flags)


def test_nothing_is_compiled_before_it_is_used() -> None:
    program = (
        "import re, re._compiler as c, sys; one = c.compile; here = []\n"
        "def compile_(pattern, flags):\n"
        "    here.append(sys._getframe(2).f_globals['__name__'])\n"
        "    return one(pattern, flags)\n"
        "c.compile = compile_\n"
        "import nianbao.cli.report, nianbao.checks.catalogue, nianbao.outputs.word.docx\n"
        "print([name for name in here if name.startswith('nianbao')])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"

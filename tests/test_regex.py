"""Regular expressions are compiled when they are first used, and each can be."""

from __future__ import annotations

import importlib
import marshal
import re
import subprocess
import sys

import pytest
from conftest import ROOT

from nianbao import regex as kept
from nianbao.regex import _Regex, regex

MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted((ROOT / "nianbao").rglob("*.py"))
    if path.name != "__main__.py"
]


def expressions_of(name: str) -> list[_Regex[str]]:
    """The expressions of a module; none where it needs an extra that is not installed."""
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError:
        return []
    return [value for value in vars(module).values() if isinstance(value, _Regex)]


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
    for each in expressions_of(name):
        re.compile(each.pattern, each.flags)


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


TEXTS = [path.read_text("utf-8") for path in sorted((ROOT / "data/示例局").glob("*.yaml"))]
EXPRESSIONS = sorted(
    {
        (each.pattern, int(each.flags))
        for name in MODULES
        for each in expressions_of(name)
        if isinstance(each.pattern, str)
    }
)


@pytest.fixture
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_kept", {})
    monkeypatch.setattr(kept, "_new", {})


@pytest.mark.usefixtures("nothing_kept")
def test_what_is_kept_matches_as_what_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(EXPRESSIONS) > 250
    made = {each: kept.compiled(*each) for each in EXPRESSIONS}
    bundle = kept.to_keep()
    assert bundle is not None
    assert kept.to_keep() is None, "nothing new"
    kept.recall(bundle)
    monkeypatch.setattr(re, "compile", lambda *_: pytest.fail("compiled again"))
    for each, one in made.items():
        other = kept.compiled(*each)
        assert other is not one
        assert (other.flags, other.groups, other.groupindex) == (
            one.flags,
            one.groups,
            one.groupindex,
        )
        for text in TEXTS:
            assert [(m.span(), m.groupdict(), m.lastgroup) for m in other.finditer(text)] == [
                (m.span(), m.groupdict(), m.lastgroup) for m in one.finditer(text)
            ]


@pytest.mark.usefixtures("nothing_kept")
@pytest.mark.parametrize(
    "bundle",
    [b"", b"x", marshal.dumps([1]), marshal.dumps([("a", 0, 32, 0, {}, b"123")]), b"[\x01\0\0\0N"],
)
def test_what_is_damaged_is_compiled(bundle: bytes) -> None:
    kept.recall(bundle)
    assert kept.compiled("a(b)").fullmatch("ab")
    assert kept.compiled("a").fullmatch("a")


@pytest.mark.usefixtures("nothing_kept")
def test_numbers_that_are_no_expression_are_compiled() -> None:
    kept.recall(marshal.dumps([("a", 0, 32, 0, {}, bytes(range(12)))]))
    assert kept.compiled("a").fullmatch("a")


@pytest.mark.usefixtures("nothing_kept")
def test_what_other_libraries_compile_is_kept_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    compiler = importlib.import_module("re._compiler")
    monkeypatch.setattr(compiler, "compile", compiler.compile)  # put back afterwards
    kept.keep_all()
    kept.keep_all()
    one = re.compile("(公开)+条", re.IGNORECASE)
    bundle = kept.to_keep()
    assert bundle is not None
    kept.recall(bundle)
    re.purge()
    monkeypatch.setattr(compiler, "_code", lambda *_: pytest.fail("compiled again"))
    other = re.compile("(公开)+条", re.IGNORECASE)
    assert other is not one
    assert other.fullmatch("公开公开条")

"""The catalogue of checks, docs/检查目录.md, is that of the source: numbers, codes, functions, relations."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, WORKSPACE

from nianbao.checks.catalogue import CHECKS
from nianbao.findings.codes import CODES
from nianbao.findings.finding import Severity
from nianbao.form import Form

TEXT = (ROOT / "docs/检查目录.md").read_text(encoding="utf-8")
ROWS = {
    int(row[0]): row
    for row in re.findall(r"^\| (\d+) \| (.+) \| (.+) \| (.+) \|$", TEXT, re.MULTILINE)
}
RELATIONS = dict(re.findall(r"^\| ([OQ]\d+) \| .+ \| (.+) \|$", TEXT, re.MULTILINE))
CHECKING = sorted((ROOT / "nianbao/checks").rglob("*.py"))
FORMS = [form for form, _ in map(WORKSPACE.form, WORKSPACE.names()) if form is not None]
CITED = re.compile(r"\bcatalogue ((?:\d+(?:–\d+)?(?:, )?)+)")


def quoted(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", text))


def numbers_cited(path: Path) -> Iterator[int]:
    """The numbers that a module's docstrings cite; 51–53 are three."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
            for cited in CITED.findall(ast.get_docstring(node) or ""):
                for part in re.findall(r"\d+(?:–\d+)?", cited):
                    first, _, last = part.partition("–")
                    yield from range(int(first), int(last or first) + 1)


def codes_yielded(path: Path) -> set[str]:
    """The codes that a module speaks of by their constants."""
    constants = {code.upper().replace("-", "_"): str(code) for code in CODES}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        constants[n.id] for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id in constants
    }


def test_the_catalogue_is_numbered_without_gap() -> None:
    assert list(ROWS) == list(range(1, 78))
    assert list(RELATIONS) == [f"O{n}" for n in range(1, 16)] + [f"Q{n}" for n in range(1, 11)]


def test_each_number_that_a_docstring_cites_is_there() -> None:
    cited = {number for path in CHECKING for number in numbers_cited(path)}
    assert len(cited) > 45
    assert cited <= ROWS.keys()


def test_each_code_that_a_check_yields_is_named_there() -> None:
    yielded = {code for path in CHECKING for code in codes_yielded(path)}
    named = {code for row in ROWS.values() for code in quoted(row[2])}
    assert len(yielded) > 45
    assert yielded <= named
    assert named <= CODES.keys()


def test_each_function_that_is_named_there_is_one_and_each_check_is_named() -> None:
    named = {name for row in ROWS.values() for name in quoted(row[3])} - {"verify"}
    source = "\n".join(p.read_text("utf-8") for p in sorted((ROOT / "nianbao").rglob("*.py")))
    assert {name for name in named if not re.search(rf"(?:def|class) {name}\b", source)} == set()
    assert {check.__name__ for check in CHECKS} <= named


def test_a_number_has_codes_or_says_why_not() -> None:
    for number, _, codes, by in ROWS.values():
        assert quoted(codes) or (codes == "—" and len(by) > 10), number


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.folder.name)
def test_each_relation_of_a_form_is_there_with_its_kind(form: Form) -> None:
    assert len(form.rules) > 5
    for rule in form.rules:
        kind = RELATIONS[rule.number]
        assert kind.startswith("error" if rule.severity is Severity.ERROR else "warning")
        if rule.severity is Severity.ERROR:
            assert rule.waivable == ("may be waived" in kind), rule.number


def test_nothing_cites_a_page_that_is_not_in_the_repository() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "nianbao").rglob("*.py")]
    pages += [*(ROOT / "templates").rglob("*.yaml"), *(ROOT / "tests").rglob("*.py")]
    assert len(pages) > 100
    absent = [
        page.name
        for page in pages
        if re.search(r"\b(DESIGN|DOMAIN)(\.md|" + " §)", page.read_text("utf-8"))
    ]
    assert absent == []

"""README and 手册 name only what exists, show only what is printed, and leave no finding out."""

from __future__ import annotations

import ast
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from lxml import etree

import build as command_line
from nianbao.form import Form
from nianbao.form.reader import read_form
from nianbao.render.xmlpart import W
from nianbao.source import Source
from nianbao.view import specimen
from nianbao.yamltree import Mapping, read_tree

README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = (ROOT / "docs/手册.md").read_text(encoding="utf-8")
BOTH = pytest.mark.parametrize("document", [README, MANUAL], ids=["README", "manual"])

# What to change in data/2017.yaml so that the finding shown in a document is printed.
EDITS = {
    "sum-mismatch": ("网络申请数: 8\n", "网络申请数: 9\n"),
    "slash-beside-zero": ("", ""),
}
CODE = r"[a-z]+(?:-[a-z0-9]+)*"
REPORTERS = {"Diagnostic", "Trap", "add", "_add", "_at", "_about", "finding"}
WORDS_OWN = {"Default Paragraph Font", "Normal Table", "No List"}  # nobody restyles these


def blocks(document: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", document, re.MULTILINE | re.DOTALL)


def code(document: str) -> str:
    """All that is set as code, fenced or in a line."""
    fenced = re.findall(r"^```.*?^```$", document, re.MULTILINE | re.DOTALL)
    prose = re.sub(r"^```.*?^```$", "", document, flags=re.MULTILINE | re.DOTALL)
    return "\n".join([*fenced, *re.findall(r"`([^`\n]+)`", prose)])


def section(start: str, end: str) -> str:
    """The part of the 手册 between two headings."""
    assert MANUAL.count(f"\n{start}\n") == 1
    return MANUAL.partition(f"\n{start}\n")[2].partition(f"\n{end}")[0]


def first_cells(table: str) -> list[str]:
    """The code in the first column of the tables in a text."""
    rows = re.findall(r"^\| (`.+?) \|", table, re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row)]


def form_2014() -> Form:
    form, findings = read_form(ROOT / "templates/2014", "templates/2014")
    assert form is not None, findings
    return form


# Commands


@BOTH
def test_each_make_target_exists(document: str) -> None:
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", code(document)))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert {"report", "check"} <= named
    assert named <= set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))


@BOTH
def test_each_command_and_option_is_in_the_help(
    document: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = re.findall(rf"build\.py ({CODE})([^\n\"|]*)", code(document))
    assert lines
    for command, rest in lines:
        with pytest.raises(SystemExit, match=r"^0$"):
            command_line.main([command, "--help"])
        assert set(re.findall(r"--[a-z]+", rest)) <= set(
            re.findall(r"--[a-z]+", capsys.readouterr().out)
        )


# Findings


def codes_in(tree: ast.AST) -> Iterator[str]:
    """The codes of findings in a module.

    Words with a hyphen are codes wherever they stand, single words where a finding is made.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and re.fullmatch(rf"{CODE}-[a-z0-9]+", str(node.value)):
            if not re.match(r"utf-", str(node.value)):
                yield str(node.value)
        elif isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            name = node.func.attr if isinstance(node.func, ast.Attribute) else name
            if name in REPORTERS:
                for argument in node.args[:2]:
                    if isinstance(argument, ast.Constant) and re.fullmatch(
                        CODE, str(argument.value)
                    ):
                        yield str(argument.value)


def test_the_table_of_findings_is_the_findings_of_the_source() -> None:
    paths = sorted((ROOT / "nianbao").rglob("*.py"))
    source = {name for path in paths for name in codes_in(ast.parse(path.read_text("utf-8")))}
    table = first_cells(section("## 五、常见问题一览表", "## 六"))
    assert len(source) > 80
    assert sorted(set(table)) == sorted(table)
    assert set(table) - source == set()
    assert source - set(table) == set()


def shown_findings() -> list[str]:
    return [
        block
        for document in (README, MANUAL)
        for block in blocks(document, "text")
        if block.startswith("data/2017.yaml:")
    ]


@pytest.mark.parametrize("shown", shown_findings(), ids=range(len(shown_findings())))
def test_a_finding_is_printed_as_shown(
    shown: str, year_2017: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    (name,) = re.findall(rf"\[({CODE})\]$", shown, re.MULTILINE)
    old, new = EDITS[name]
    assert old in year_2017
    waiver = blocks(section("### 核实：查过没有错，就说明理由", "### "), "yaml")[0]
    text = year_2017.replace(old, new, 1) + ("\n" + waiver if "已核实" in shown else "")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/2017.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    command_line.main(["check", "data/2017.yaml"])
    assert shown.rstrip("\n") in capsys.readouterr().out


def test_findings_are_shown() -> None:
    assert len(shown_findings()) >= 4


def test_the_broken_tag_is_found_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (shown,) = [b for b in blocks(MANUAL, "text") if b.startswith("templates/2014/report.docx!")]
    folder = tmp_path / "templates"
    shutil.copytree(ROOT / "templates/2014", folder / "2014")
    good, broken = ROOT / "templates/2014/report.docx", folder / "2014/report.docx"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(broken, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry, part.replace("{{ 落款.署名".encode(), "｛｛ 落款.署名".encode()))
    monkeypatch.chdir(tmp_path)
    code = command_line.main(["template-check", "2014", "--templates", str(folder)])
    assert shown in capsys.readouterr().out
    assert code == 1


def test_a_changed_figure_in_word_is_found_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (shown,) = [b for b in blocks(MANUAL, "text") if b.startswith("reports/2017/")]
    name = shown.partition(":")[0]
    (tmp_path / name).parent.mkdir(parents=True)
    with zipfile.ZipFile(ROOT / name) as old, zipfile.ZipFile(tmp_path / name, "w") as new:
        for entry in old.infolist():
            before, label, after = old.read(entry).partition("1.按时办结数".encode())
            new.writestr(entry, before + label + after.replace(b">239<", b">238<", 1))
    monkeypatch.chdir(tmp_path)
    code = command_line.main(["verify", name, "2017"])
    assert shown in capsys.readouterr().out
    assert code == 1


# The data file


@BOTH
def test_each_yaml_excerpt_can_be_read(document: str) -> None:
    excerpts = blocks(document, "yaml")
    schema = json.loads((ROOT / "templates/2014/schema.json").read_text(encoding="utf-8"))
    assert excerpts
    for excerpt in excerpts:
        if excerpt.startswith("# yaml-language-server"):
            continue
        tree = read_tree(Source.from_text("excerpt", excerpt))
        assert not tree.findings, excerpt
        assert tree.root is not None
        for entry in tree.root.entries:
            known = schema["properties"][entry.key.text]
            if isinstance(entry.value, Mapping):
                assert {e.key.text for e in entry.value.entries} <= set(known["properties"])


def test_the_excerpt_in_the_readme_is_from_the_real_report(year_2017: str) -> None:
    lines = {line.partition(" #")[0].rstrip() for line in year_2017.split("\n")}
    (excerpt,) = blocks(README, "yaml")
    assert set(excerpt.split("\n")) <= lines


def test_the_table_of_keys_is_the_schema() -> None:
    schema = json.loads((ROOT / "templates/2014/schema.json").read_text(encoding="utf-8"))
    table = section("### 最外层的键", "### ")
    rows = re.findall(r"^\| `(.+?)` \| (必写|可写|一般不写) \|", table, re.MULTILINE)
    assert {key for key, _ in rows} == set(schema["properties"])
    assert {key for key, need in rows if need == "必写"} == set(schema["required"])


def test_sections_filling_totals_and_styles_are_those_of_the_form() -> None:
    form = form_2014()
    named = set(re.findall(r"`([^`\n]+)`", MANUAL))
    styles = re.findall(r"^\| `- (.+?):` \|", MANUAL, re.MULTILINE)
    assert {part.key for part in form.sections} <= named
    assert set(form.filling) <= named
    assert {cell.indicator.name for cell in form.totals} <= named
    assert styles == list(form.list_styles)


# The Word template


def test_the_table_of_styles_is_that_of_the_template() -> None:
    root = etree.parse(ROOT / "templates/base/word/styles.xml").getroot()
    names = [name.get(f"{W}val", "") for name in root.iterfind(f"{W}style/{W}name")]
    part = section("## 七、在 Word 里改样式", "### ")
    assert len(names) > 20
    assert sorted(first_cells(part)) == sorted(set(names) - WORDS_OWN)
    for name, alias in re.findall(r"`([^`]+)`（别名 (.+?)）", part):
        style = next(s for s in root.iterfind(f"{W}style") if s[0].get(f"{W}val") == name)
        assert style.find(f"{W}aliases") is not None
        assert style.findall(f"{W}aliases")[0].get(f"{W}val") == alias


def test_the_names_for_templates_are_those_of_the_view() -> None:
    values = specimen(form_2014()).values
    part = section("### 模板里可以用的名字", "## ")
    names = first_cells(part)
    assert {re.split(r"[.\[]", name)[0] for name in names} == set(values)
    for path in names:
        first, _, rest = path.partition(".")
        assert not rest or "[" in first or rest in values[first]
    table = values["表"][0]
    described = {"正文[0]": values["正文"][0][0], "表[0]": table, "表[0].行": table["行"][0]}
    for key, item in described.items():
        (row,) = re.findall(rf"^\| `{re.escape(key)}` \| (.+) \|$", part, re.MULTILINE)
        assert {name for name in re.findall(r"`(.+?)`", row) if "[" not in name} == set(item)


# Links


@BOTH
def test_each_link_leads_somewhere(document: str) -> None:
    home = ROOT if document is README else ROOT / "docs"
    headings = re.findall(r"^#+ (.+)$", document, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", text).lower().replace(" ", "-") for text in headings}
    links = re.findall(r"\]\((.+?)\)", document)
    assert links
    for link in links:
        target, _, anchor = link.partition("#")
        assert (home / target).exists(), link
        assert not anchor or anchor in anchors, link

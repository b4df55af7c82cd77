"""YAML read strictly: what a tree keeps, where its values stand, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from conftest import ROOT, WORKSPACE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nianbao.examine import examine
from nianbao.findings.terminal import as_text
from nianbao.reading import yamltree
from nianbao.reading.yamltree import Mapping, Node, Scalar, Sequence, Tree, read_tree
from nianbao.source import Source, Span, decode

DATA = (ROOT / "data/2017.yaml").read_bytes()


def tree_of(text: str) -> Tree:
    return read_tree(Source.from_text("x.yaml", text))


def value(text: str) -> Scalar:
    """The value of the first key of a sound text."""
    tree = tree_of(text)
    assert tree.findings == ()
    assert tree.root is not None
    node = tree.root.entries[0].value
    assert isinstance(node, Scalar)
    return node


def typed(span: Span) -> str:
    """What stands in the file at a place on one line."""
    assert span.line == span.end_line
    return span.source.lines[span.line - 1][span.column - 1 : span.end_column - 1]


def codes(text: str) -> list[tuple[str, int, int]]:
    return [(f.code, f.span.line, f.span.column) for f in tree_of(text).findings]


# What is read


@pytest.mark.parametrize(
    "number",
    ["012", "1:30", "1e3", "0x1F", "1_000", "yes", "null", "~", "2017-01-01", ".5", "1.10"],
)
def test_every_value_stays_the_text_that_was_typed(number: str) -> None:
    assert value(f"数: {number}").text == number


def test_keys_and_items_keep_their_order() -> None:
    root = tree_of("乙: 1\n甲:\n  - 丙\n  - 丁\n").root
    assert root is not None
    assert [entry.key.text for entry in root.entries] == ["乙", "甲"]
    assert isinstance(root.get("甲"), Sequence)
    assert root.get("戊") is None


def test_brackets_may_go_over_several_lines() -> None:
    tree = tree_of("表: {甲: 1, 乙: 2,\n  丙: 3, 丁: [4,\n  5]}\n戊: 6\n")
    assert tree.findings == ()
    assert tree.root is not None
    table = tree.root.get("表")
    assert isinstance(table, Mapping)
    assert [entry.key.text for entry in table.entries] == ["甲", "乙", "丙", "丁"]


@pytest.mark.parametrize(
    "text", ["文: 甲：乙\n", "文: '甲: 乙'\n", 'a: "甲: 乙 # 丙"\n', "文: 甲#乙\n"]
)
def test_colons_and_signs_that_yaml_allows_are_no_mistake(text: str) -> None:
    assert tree_of(text).findings == ()


# Where it stands


@pytest.mark.parametrize(
    ("text", "part", "column"),
    [
        ("引言: 公开政府信息共{{条数}}条", "{{条数}}", 12),
        ("引言: '公开''政府''信息{{条数}}条'", "{{条数}}", 16),
        (r'引言: "公开\u653f府\"信息\"{{条数}}条"', "{{条数}}", 21),
        (r'引言: "公开\U0001F600{{条数}}条"', "{{条数}}", 18),
        ("引言: 😀𠮷{{条数}}", "{{条数}}", 7),
    ],
    ids=["plain", "single-quoted", "double-quoted", "long escape", "astral"],
)
def test_a_part_of_a_text_knows_its_column(text: str, part: str, column: int) -> None:
    scalar = value(text)
    span = scalar.part(scalar.text.index(part), len(part))
    assert (span.line, span.column) == (1, column)
    assert typed(span) == part


def test_each_paragraph_of_a_block_knows_its_place() -> None:
    text = "引言:\n  - |\n    第一段。\n\n    第二段{{条数}}。\n      缩进的一段。\n"
    root = tree_of(text).root
    assert root is not None
    (entry,) = root.entries
    assert isinstance(entry.value, Sequence)
    (block,) = entry.value.items
    assert isinstance(block, Scalar)
    lines = list(block.lines())
    assert [line.text for line in lines] == ["第一段。", "第二段{{条数}}。", "  缩进的一段。"]
    assert [typed(line.span) for line in lines] == [line.text for line in lines]
    assert [line.span.line for line in lines] == [3, 5, 6]
    assert typed(lines[1].part(3, 6)) == "{{条数}}"


def test_a_place_is_right_behind_a_character_that_had_to_be_mended() -> None:
    assert codes("年度：2017\n机关：市档案局\n") == [
        ("fullwidth-colon", 1, 3), ("fullwidth-colon", 2, 3)
    ]  # fmt: skip
    root = tree_of("年度：2017\n").root
    assert root is not None
    assert typed(root.entries[0].value.span) == "2017"


def test_a_mended_reference_reads_as_it_was_typed() -> None:
    tree = tree_of("引言: {{年度}}年\n")
    assert [finding.code for finding in tree.findings] == ["unquoted-reference"]
    assert tree.root is not None
    assert isinstance(node := tree.root.entries[0].value, Scalar)
    assert node.text == "{{年度}}年"


# What is refused


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲: 1\n甲: 2\n", ("duplicate-key", 2, 1)),
        ("甲: {乙: 1, 乙: 2}\n", ("duplicate-key", 1, 11)),
        ("甲: &a 1\n", ("yaml-alias", 1, 4)),
        ("甲: !!str 1\n", ("yaml-tag", 1, 4)),
        ("甲: 1\n---\n乙: 2\n", ("several-documents", 2, 1)),
        ("甲: 第一行\n  第二行\n", ("folded-text", 1, 4)),
        ("甲: >\n  第一行\n", ("folded-text", 1, 4)),
        ("甲:\n  - 一：\n    - 二\n", ("fullwidth-colon", 2, 6)),
        ("甲: " + "[" * 40 + "]" * 40, ("too-deep", 1, 19)),
        ("", ("empty-file", 1, 1)),
        ("# 只有注释\n", ("empty-file", 1, 1)),
        ("- 甲\n- 乙\n", ("wrong-shape", 1, 1)),
        ("甲: 乙\x07丙\n", ("illegal-character", 1, 5)),
        ('甲: "乙\\a丙"\n', ("illegal-character", 1, 6)),
        ('甲: "乙\\ud800丙"\n', ("bad-escape", 1, 6)),
        ("甲: |\n  乙\t丙\n", ("illegal-character", 2, 4)),
        ("甲:\n  - 乙\n   - 丙\n", ("bad-indent", 3, 4)),
        ("甲: {乙: 1\n丙: 2\n", ("unbalanced-bracket", 1, 4)),
        ("甲: '乙\n丙: 2\n", ("unbalanced-quote", 1, 4)),
        ("[甲]: 1\n", ("wrong-shape", 1, 1)),
    ],
)
def test_what_is_not_strict_yaml_is_a_finding_at_its_place(
    text: str, expected: tuple[str, int, int]
) -> None:
    assert expected in codes(text)


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"])
def test_all_line_breaks_count_the_same(breaks: str) -> None:
    source, wrong = decode("x", ("\ufeff甲: 1" + breaks + "乙: x" + breaks).encode())
    assert wrong is None
    assert [entry.key.span.line for entry in (read_tree(source).root or _none()).entries] == [1, 2]


def _none() -> Mapping:
    raise AssertionError("no tree")


@pytest.mark.parametrize(
    ("data", "encoding", "line", "column"),
    [
        ("年度: 2017\n机关: 局\n".encode("gbk"), "GBK", 1, 1),
        ("year: 2017\n机关: 局\n".encode("gbk"), "GBK", 2, 1),
        ("年度: 2017\n".encode("utf-16"), "UTF-16", 1, 1),
        (b"\xfe\xff" + "年度".encode("utf-16-be"), "UTF-16", 1, 1),
        ("年度: 2017\n机关: ".encode() + b"\xff\xff", "", 2, 5),
    ],
)
def test_another_encoding_is_recognised_at_the_first_wrong_byte(
    data: bytes, encoding: str, line: int, column: int
) -> None:
    source, wrong = decode("x.yaml", data)
    assert wrong is not None
    assert (wrong.encoding, wrong.span.line, wrong.span.column) == (encoding, line, column)
    assert [finding.code for finding in read_tree(source, wrong).findings] == ["not-utf8"]


def test_many_mistakes_in_one_file_come_in_one_run() -> None:
    text = "年度：2017\n\t机关: 局\n引言:\n  -第一段\n  - {{年度}}年\n  - 甲: 乙: 丙\n数: -\n"
    assert [code for code, *_ in codes(text)] == [
        "fullwidth-colon", "tab-indent", "dash-space", "unquoted-reference", "colon-in-text",
        "lone-dash",
    ]  # fmt: skip


# Whatever the file, no exception


def never_fails(data: bytes, folder: Path) -> None:
    path = folder / "2017.yaml"
    path.write_bytes(data)
    edition = examine(WORKSPACE, path, 2017)
    assert edition.sound or edition.findings
    for finding in edition.findings:
        span = finding.span
        lines = span.source.lines
        assert 1 <= span.line <= len(lines), finding
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1, finding
        assert (span.end_line, span.end_column) >= (span.line, span.column), finding
    as_text(edition.findings).encode("utf-8")


def one_settings(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )


@one_settings(150)
@given(data=st.binary(max_size=200))
def test_any_bytes_give_findings_and_no_exception(data: bytes, tmp_path: Path) -> None:
    never_fails(data, tmp_path)


SNIPPETS = st.one_of(
    st.sampled_from(
        [
            ":", ": ", "：", "- ", "-", "'", '"', "{", "}", "{{", "}}", "[", "]", "|", ">", "#", " #", "&", "*", "!",
            "%", "@", "`", "\t", "\n", "\n\n", "  ", "　", "\\", "\\u", "---\n", "...\n", "? ", ", ", "，", "\x00",
            "\u2028", "\x85", "\ufeff", "{{年度}}", "{%", "/", "0", "-1", "1,234", "：\n", ":\n", "|\n", ">\n", "\r",
        ]
    ),
    st.text(max_size=4),
)  # fmt: skip


@st.composite
def mutilated(draw: st.DrawFn, original: str = DATA.decode()) -> bytes:
    """The real data file after some slips of the hand."""
    text = original
    for _ in range(draw(st.integers(1, 4))):
        slip = draw(st.sampled_from(["insert", "delete", "double line", "drop line", "indent"]))
        at = draw(st.integers(0, len(text)))
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at) + 1 or len(text)
        if slip == "insert":
            text = text[:at] + draw(SNIPPETS) + text[at:]
        elif slip == "delete":
            text = text[:at] + text[at + draw(st.integers(1, 8)) :]
        elif slip == "double line":
            text = text[:end] + text[start:end] + text[end:]
        elif slip == "drop line":
            text = text[:start] + text[end:]
        else:
            text = text[:start] + draw(st.sampled_from([" ", "  ", "\t", "　"])) + text[start:]
    data = text.encode("utf-8", "surrogatepass")
    if draw(st.integers(0, 9)) == 0:
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.binary(max_size=3)) + data[at + 1 :]
    return data


@pytest.mark.thorough
@one_settings(400)
@given(data=mutilated())
def test_any_slip_in_a_real_file_gives_findings_or_a_report(data: bytes, tmp_path: Path) -> None:
    never_fails(data, tmp_path)


@one_settings(40)
@given(data=mutilated((ROOT / "tests/problems/base/clean.yaml").read_text(encoding="utf-8")))
def test_the_same_holds_where_pyyaml_has_no_c_library(data: bytes, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamltree, "LOADER", yaml.SafeLoader)
        never_fails(data, tmp_path)


PRINTED = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"
)


@one_settings(200)
@given(
    node=st.recursive(
        st.text(PRINTED, max_size=12),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(st.text("甲乙丙丁abc", min_size=1), inner)
        ),
        max_leaves=12,
    )
)
def test_what_another_yaml_library_writes_in_quotes_is_read_back(node: object) -> None:
    text = yaml.safe_dump({"根": node}, allow_unicode=True, default_style="'", width=10**9)
    tree = tree_of(text)
    assert tree.findings == (), as_text(tree.findings)
    assert tree.root is not None
    assert plain(tree.root.entries[0].value) == node


def plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {entry.key.text: plain(entry.value) for entry in node.entries}

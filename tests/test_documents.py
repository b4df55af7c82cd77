"""Broken finished documents: verify finds each fault with its place, and never stumbles."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
import zlib
from functools import cache
from pathlib import Path

import docx
import pytest
from conftest import WORKSPACE, Run, year_2017_edition, year_2017_view
from docx_parts import (
    CONTENT_TYPES,
    DOCUMENT,
    FOR_MACROS,
    Change,
    added,
    both,
    parts_of,
    removed,
    replaced,
    zipped,
)
from test_templates import OF_TEMPLATES

from nianbao.findings.codes import of_documents
from nianbao.findings.finding import Finding
from nianbao.outputs import render
from nianbao.outputs.word.comparison import compare_document
from nianbao.outputs.word.inspection import inspect_document

BODY, FOOTER = f"年报.docx!{DOCUMENT}", "年报.docx!word/footer-odd.xml"
LINKS, TYPES = "word/_rels/document.xml.rels", CONTENT_TYPES
SCHEMA = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ISSUER = '<w:pStyle w:val="Issuer"/>'
FIELD = '<w:fldSimple w:instr=" PAGE ">'
TABLE_CELL = '<w:tc><w:tcPr><w:tcW w:w="964" w:type="dxa"/></w:tcPr>'
SIGNER = '<w:t xml:space="preserve">温州市规划局</w:t>'


@cache
def report_2017() -> bytes:
    """The real report as a Word file."""
    report = year_2017_edition().report
    assert report is not None
    files, findings = render(WORKSPACE, year_2017_view(), report.form, ["docx"])
    assert findings == []
    return files["docx"]


def inspect(data: bytes) -> list[Finding]:
    return inspect_document("年报.docx", data)


def first_lines(findings: list[Finding]) -> list[str]:
    """Findings as they are printed, without the lines that show the place."""
    return [f"{f.span}: {f.severity} {f.message} [{f.code}]" for f in findings]


def link(kind: str, target: str, mode: str = "", id_: str = "rId9") -> Change:
    one = f'<Relationship Id="{id_}" Type="{SCHEMA}/{kind}" Target="{target}"{mode}/>'
    return replaced("</Relationships>", f"{one}</Relationships>", LINKS)


def fields(*kinds: str, code: str = " PAGE ") -> Change:
    """A field in its pieces before the signer."""
    runs = "".join(
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        if kind == "code"
        else f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
        for kind in kinds
    )
    return replaced('<w:t xml:space="preserve">温州市规划局</w:t></w:r>', f"{SIGNER}</w:r>{runs}")


def drawings(*ids: int) -> str:
    space = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    return "".join(
        f'<w:r><w:drawing><d:inline xmlns:d="{space}"><d:docPr id="{id_}" name="章"/></d:inline>'
        "</w:drawing></w:r>"
        for id_ in ids
    )


def before_signer(xml: str) -> Change:
    """Runs or marks at the end of the signer's paragraph."""
    return replaced(f"{SIGNER}</w:r>", f"{SIGNER}</w:r>{xml}")


def twice(docx_: bytes) -> bytes:
    """The document part is in the zip two times."""
    result = io.BytesIO(docx_)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(result, "a") as package:
        package.writestr(DOCUMENT, b"<w:document/>")
    return result.getvalue()


def encrypted(docx_: bytes) -> bytes:
    """The flag that says "encrypted" is set for each entry."""
    data = bytearray(docx_)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(sign)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(sign, place + 4)
    return bytes(data)


def understated(docx_: bytes) -> bytes:
    """A part that says that it has 100 bytes and inflates to 50 million."""
    name, zeros = b"word/media.xml", 50_000_000
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b" " * zeros) + packer.flush()
    result = added(name.decode(), b" " * 100)(docx_)
    data = bytearray(result)
    central = data.rfind(b"PK\x01\x02")
    local = struct.unpack_from("<I", data, central + 42)[0]
    old = struct.unpack_from("<I", data, local + 18)[0]
    start = local + 30 + len(name)
    data[start : start + old] = packed
    struct.pack_into("<I", data, local + 18, len(packed))
    shift = len(packed) - old
    struct.pack_into("<I", data, central + shift + 20, len(packed))
    end = data.rfind(b"PK\x05\x06")
    directory = struct.unpack_from("<I", data, end + 16)[0]
    struct.pack_into("<I", data, end + 16, directory + shift)
    return bytes(data)


def without_page(docx_: bytes) -> bytes:
    """The page's properties are gone."""
    parts = parts_of(docx_)
    before, _, rest = parts[DOCUMENT].partition(b"<w:sectPr>")
    return zipped({**parts, DOCUMENT: before + rest.partition(b"</w:sectPr>")[2]})


def crowded(docx_: bytes) -> bytes:
    """There are 2000 parts more."""
    return zipped(parts_of(docx_) | {f"word/{n}.xml": b"<a/>" for n in range(2000)})


COMMENT = (
    '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:comment w:id="0" w:author="某领导"><w:p><w:r><w:t>再核</w:t></w:r></w:p></w:comment></w:comments>'
).encode()


def declared(part: str) -> Change:
    """A part stands in the list of types."""
    type_ = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    return replaced(
        "</Types>", f'<Override PartName="{part}" ContentType="{type_}"/></Types>', TYPES
    )


EXTERNAL = ' TargetMode="External"'
BROKEN: dict[str, tuple[Change, str]] = {
    # XML
    "elements in the wrong order": (
        replaced("<w:keepNext/>", '<w:jc w:val="left"/><w:keepNext/>', "word/styles.xml"),
        "年报.docx!word/styles.xml:1:1: 错误 样式 DocumentNumber 的 pPr 里 keepNext 的次序不对或重复 [element-order]",
    ),
    "properties in the wrong order": (
        replaced(ISSUER, f'<w:jc w:val="left"/>{ISSUER}'),
        f"{BODY}:226:1: 错误 第 226 段的 pPr 里 pStyle 的次序不对或重复 [element-order]",
    ),
    "properties after the text": (
        replaced(f"{SIGNER}</w:r>", f"{SIGNER}<w:rPr/></w:r>"),
        f"{BODY}:226:1: 错误 第 226 段的 rPr 应当排在最前 [element-order]",
    ),
    "an element twice": (
        replaced(ISSUER, ISSUER * 2),
        f"{BODY}:226:1: 错误 第 226 段的 pPr 里 pStyle 的次序不对或重复 [element-order]",
    ),
    "a control character": (
        replaced("温州市规划局", "温州\x0b市规划局"),
        f"{BODY}:1:1: 错误 部件不是完好的 XML（第 580 行第 166 列） [bad-xml]",
    ),
    "an end that is missing": (
        replaced("</w:body>", ""),
        f"{BODY}:1:1: 错误 部件不是完好的 XML（第 590 行第 14 列） [bad-xml]",
    ),
    "a DOCTYPE": (
        replaced("<w:document", '<!DOCTYPE a [<!ENTITY b "c">]><w:document'),
        f"{BODY}:1:1: 错误 部件里有 DOCTYPE，不能使用 [bad-xml]",
    ),
    "no body": (
        replaced("w:body>", "w:rumpf>", count=2),
        f"{BODY}:1:1: 错误 不是通常的 Word 正文（也许是“严格 Open XML”格式） [not-docx]",
    ),
    # parts
    "a missing document": (
        removed(DOCUMENT),
        "年报.docx:1:1: 错误 缺部件 word/document.xml [missing-part]",
    ),
    "a missing part": (
        removed("word/styles.xml"),
        f"年报.docx!{TYPES}:1:1: 警告 登记了 word/styles.xml，但没有这个部件 [missing-part]",
    ),
    "missing types": (
        removed(TYPES),
        "年报.docx:1:1: 错误 缺部件 [Content_Types].xml [missing-part]",
    ),
    "an undeclared part": (
        added("word/seal.png", b"\x89PNG"),
        "年报.docx!word/seal.png:1:1: 错误 [Content_Types].xml 里没有登记这个部件 [undeclared-part]",
    ),
    "a part that is declared as any XML": (
        replaced(
            '<Override PartName="/word/footer-odd.xml"', '<Override PartName="/word/x.xml"', TYPES
        ),
        f"{FOOTER}:1:1: 错误 [Content_Types].xml 里没有登记这个部件 [undeclared-part]",
    ),
    "a template for Word": (
        replaced("document.main+xml", "template.main+xml", TYPES),
        f"年报.docx!{TYPES}:1:1: 错误 word/document.xml 登记成了别的类型：application/vnd."
        "openxmlformats-officedocument.wordprocessingml.template.main+xml [undeclared-part]",
    ),
    "a dangling relationship": (
        link("image", "media/seal.png"),
        f"年报.docx!{LINKS}:1:1: 警告 关系 rId9 指向的 media/seal.png 不存在 [dangling-relationship]",
    ),
    "an unresolved r:id": (
        replaced('r:id="rId4"', 'r:id="rId40"'),
        f"{BODY}:227:1: 错误 页面设置用了没有的关系编号 rId40 [dangling-relationship]",
    ),
    "no relationships at all": (
        removed(LINKS),
        f"{BODY}:227:1: 错误 页面设置用了没有的关系编号 rId4 [dangling-relationship]",
    ),
    "a relationship's number twice": (
        link("styles", "styles.xml", id_="rId1"),
        f"年报.docx!{LINKS}:1:1: 错误 关系编号 rId1 用了两次 [duplicate-id]",
    ),
    # the contents
    "a tag left over": (
        replaced("温州市规划局</w:t>", "{{ 落款.署名 }}</w:t>"),
        f"{BODY}:226:1: 错误 第 226 段还留着模板的标签 {{{{ 落款.署名 }}}} [leftover-tag]",
    ),
    "a tag left over, full-width": (
        replaced("温州市规划局</w:t>", "｛｛ 落款.署名 ｝｝</w:t>"),
        f"{BODY}:226:1: 错误 第 226 段还留着模板的标签 ｛｛ 落款.署名 ｝｝ [leftover-tag]",
    ),
    "a field without an end": (
        fields("begin", "code", "separate"),
        f"{BODY}:226:1: 错误 第 226 段的域没有结尾 [unbalanced-field]",
    ),
    "a field without a beginning": (
        fields("end"),
        f"{BODY}:226:1: 错误 第 226 段的域没有开头 [unbalanced-field]",
    ),
    "a field that separates before it begins": (
        fields("separate"),
        f"{BODY}:226:1: 错误 第 226 段的域没有开头 [unbalanced-field]",
    ),
    "a field that separates twice": (
        fields("begin", "code", "separate", "separate", "end"),
        f"{BODY}:226:1: 错误 第 226 段的域分隔了两次 [unbalanced-field]",
    ),
    "a code outside of a field": (
        fields("code"),
        f"{BODY}:226:1: 错误 第 226 段的域没有开头 [unbalanced-field]",
    ),
    "DDE": (
        fields("begin", "code", "separate", "end", code=' DDEAUTO c:\\\\x.exe "a" '),
        f'{BODY}:226:1: 错误 第 226 段有页码以外的域：DDEAUTO c:\\\\x.exe "a" [forbidden-field]',
    ),
    "INCLUDETEXT": (
        replaced(
            FIELD, '<w:fldSimple w:instr=" INCLUDETEXT &quot;x&quot; ">', "word/footer-odd.xml"
        ),
        f'{FOOTER}:1:1: 错误 第 1 段有页码以外的域：INCLUDETEXT "x" [forbidden-field]',
    ),
    "a linked picture": (
        link("image", "http://example.com/seal.png", EXTERNAL),
        f"年报.docx!{LINKS}:1:1: 错误 链接到文件外面：http://example.com/seal.png [external-link]",
    ),
    "a template elsewhere": (
        link("attachedTemplate", "file:///C:/x.dotm", EXTERNAL),
        f"年报.docx!{LINKS}:1:1: 警告 文件记着制作时的模板：file:///C:/x.dotm [external-link]",
    ),
    "a bookmark's number twice": (
        before_signer(
            "".join(
                f'<w:bookmarkStart w:id="1" w:name="{name}"/><w:bookmarkEnd w:id="1"/>'
                for name in "甲乙"
            )
        ),
        f"{BODY}:226:1: 错误 第 226 段的编号 1 用过了 [duplicate-id]",
    ),
    "a drawing's number twice": (
        before_signer(drawings(7, 7)),
        f"{BODY}:226:1: 错误 第 226 段的编号 7 用过了 [duplicate-id]",
    ),
    "an unknown style": (
        replaced(ISSUER, '<w:pStyle w:val="章"/>'),
        f"{BODY}:226:1: 警告 第 226 段用了没有的样式 章 [unknown-style]",
    ),
    "no page": (
        without_page,
        f"{BODY}:1:1: 警告 页面设置（sectPr）应当在正文末尾，只有一处 [element-order]",
    ),
    "a page in the wrong place": (
        replaced("<w:tbl>", "<w:sectPr/><w:tbl>"),
        f"{BODY}:27:1: 警告 页面设置（sectPr）应当在正文末尾，只有一处 [element-order]",
    ),
    # tables
    "a row that does not fill the grid": (
        replaced('<w:gridCol w:w="964"/>', '<w:gridCol w:w="964"/><w:gridCol w:w="0"/>'),
        f"{BODY}:28:1: 警告 表 1 第 1 行占 3 列，表格有 4 列 [row-width]",
    ),
    "a cell of another width": (
        replaced(TABLE_CELL, TABLE_CELL.replace("964", "900")),
        f"{BODY}:29:1: 警告 表 1 第 1 行第 2 格宽 900，所占的列宽 964 [cell-width]",
    ),
    "a cell without a paragraph": (
        replaced(TABLE_CELL, f"{TABLE_CELL}</w:tc>{TABLE_CELL}"),
        f"{BODY}:28:1: 错误 表 1 第 1 行第 2 格里没有段落 [empty-cell]",
    ),
    "a cell that ends in a table": (
        replaced("</w:p></w:tc>", "</w:p><w:tbl/></w:tc>"),
        f"{BODY}:28:1: 错误 表 1 第 1 行第 1 格里表格之后没有段落 [empty-cell]",
    ),
    # what runs
    "a macro": (
        both(
            added("word/vbaProject.bin", b"x"),
            replaced("</Types>", '<Default Extension="bin" ContentType="a/b"/></Types>', TYPES),
        ),
        "年报.docx!word/vbaProject.bin:1:1: 错误 带有宏、控件或嵌入的对象 [macro]",
    ),
    "a file for macros": (
        FOR_MACROS,
        f"年报.docx!{TYPES}:1:1: 错误 是启用宏的文件（docm） [macro]",
    ),
    "an embedded object": (
        before_signer("<w:r><w:object/></w:r>"),
        f"{BODY}:226:1: 错误 第 226 段有嵌入的内容（object） [macro]",
    ),
    "a foreign chunk": (
        replaced("<w:tbl>", '<w:altChunk r:id="rId4"/><w:tbl>'),
        f"{BODY}:27:1: 错误 第 27 段有嵌入的内容（altChunk） [macro]",
    ),
    # the zip
    "a truncated zip": (
        lambda d: d[: len(d) // 2],
        "年报.docx:1:1: 错误 不是 Word 文件（docx），或已损坏、截断 [not-docx]",
    ),
    "no zip": (
        lambda _: b"%PDF-1.4",
        "年报.docx:1:1: 错误 不是 Word 文件（docx），或已损坏、截断 [not-docx]",
    ),
    "an empty file": (
        lambda _: b"",
        "年报.docx:1:1: 错误 不是 Word 文件（docx），或已损坏、截断 [not-docx]",
    ),
    "an old or protected file": (
        lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "年报.docx:1:1: 错误 是加了密码的文件，或旧的 .doc 格式 [not-docx]",
    ),
    "a damaged part": (
        lambda d: d.replace("温州市规划局</w:t>".encode(), "杭州市规划局</w:t>".encode()),
        f"{BODY}:1:1: 错误 部件已损坏：内容与压缩包里登记的大小、校验和不符 [broken-part]",
    ),
    "a name twice": (twice, f"{BODY}:1:1: 错误 压缩包里有两个同名的部件 [duplicate-part]"),
    "a name that leads outside": (
        added("../../etc/cron.d/x"),
        "年报.docx!../../etc/cron.d/x:1:1: 错误 部件的名字指到压缩包外面去了 [bad-part-name]",
    ),
    "a Windows name": (
        added("C:\\x.xml"),
        "年报.docx!C:\\x.xml:1:1: 错误 部件的名字指到压缩包外面去了 [bad-part-name]",
    ),
    "a part of 20 million bytes": (
        added("word/media.xml", b" " * 20_000_001),
        "年报.docx!word/media.xml:1:1: 错误 部件太大：20,000,001 字节，上限 20,000,000 [oversized-part]",
    ),
    "a part that hides its size": (
        understated,
        "年报.docx!word/media.xml:1:1: 错误 部件不是完好的 XML（第 1 行第 101 列） [bad-xml]",
    ),
    "too many parts": (
        crowded,
        "年报.docx:1:1: 错误 压缩包里有 2,012 个部件，上限 2,000 [oversized-part]",
    ),
    "a comment": (
        added("word/comments.xml", COMMENT),
        f"年报.docx!word/comments.xml:1:1: 错误 {TYPES} 里没有登记这个部件 [undeclared-part]",
    ),
    "a declared comment": (
        both(added("word/comments.xml", COMMENT), declared("/word/comments.xml")),
        "年报.docx!word/comments.xml:1:1: 错误 有批注：某领导：再核 [comment-left]",
    ),
    "a tracked deletion": (
        before_signer(
            '<w:del w:id="901" w:author="甲"><w:r><w:delText>讨论稿</w:delText></w:r></w:del>'
        ),
        f"{BODY}:226:1: 错误 第 226 段有修订：甲删除“讨论稿” [tracked-change]",
    ),
    "hidden words": (
        before_signer("<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r>"),
        f"{BODY}:226:1: 错误 第 226 段有隐藏的字：“内部” [hidden-text]",
    ),
    "white words": (
        before_signer('<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>内部</w:t></w:r>'),
        f"{BODY}:226:1: 错误 第 226 段有白色的字：“内部” [hidden-text]",
    ),
    "words struck out": (
        before_signer("<w:r><w:rPr><w:strike/></w:rPr><w:t>内部</w:t></w:r>"),
        f"{BODY}:226:1: 错误 第 226 段有划掉的字：“内部” [hidden-text]",
    ),
    "an encrypted entry": (encrypted, f"年报.docx!{TYPES}:1:1: 错误 文件加了密码 [encrypted]"),
}


@pytest.mark.parametrize(("change", "line"), BROKEN.values(), ids=BROKEN)
def test_a_broken_document_is_found_with_its_place(change: Change, line: str) -> None:
    assert first_lines(inspect(change(report_2017())))[0] == line


@pytest.mark.parametrize("change", [change for change, _ in BROKEN.values()], ids=BROKEN)
def test_verify_prints_findings_and_never_a_traceback(
    change: Change, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the year too, where the text is compared as far as it can be read."""
    import build

    path = tmp_path / "年报.docx"
    path.write_bytes(change(report_2017()))
    for year in ([], ["2017"]):
        code = build.main(["verify", str(path), *year])
        printed = capsys.readouterr()
        assert code == (1 if " 错误 " in printed.out else 0)
        assert printed.err == ""
        assert "年报.docx" in printed.out


def test_text_says_in_one_line_that_it_cannot_read(build: Run, tmp_path: Path) -> None:
    for name in (
        "no zip",
        "a truncated zip",
        "a control character",
        "no body",
        "a missing document",
    ):
        path = tmp_path / "年报.docx"
        path.write_bytes(BROKEN[name][0](report_2017()))
        ran = build("text", str(path))
        assert (ran.returncode, ran.stderr) == (0, ""), "an error would end git's diff"
        assert ran.stdout.startswith("（读不出来：")
        assert len(ran.stdout.splitlines()) == 1


def test_a_part_is_never_inflated_beyond_what_it_declares() -> None:
    import tracemalloc

    data = understated(report_2017())
    assert len(data) < 200_000
    tracemalloc.start()
    inspect(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


def test_all_faults_come_in_one_run() -> None:
    names = ["an element twice", "a drawing's number twice", "a cell of another width"]
    names += ["a dangling relationship", "an undeclared part", "an unresolved r:id"]
    found = first_lines(inspect(both(*(BROKEN[name][0] for name in names))(report_2017())))
    assert len(found) == len(names)
    assert {BROKEN[name][1] for name in names} == set(found)


# ── documents without a fault, whoever saved them ───────────────────────────────────────────────


def test_word_online_s_name_of_the_main_part_is_as_good() -> None:
    """It calls it word/document2.xml; the relationships tell."""
    parts = parts_of(report_2017())
    renamed = {name.replace("document.xml", "document2.xml"): data for name, data in parts.items()}
    for name in (TYPES, "_rels/.rels"):
        renamed[name] = renamed[name].replace(b"word/document.xml", b"word/document2.xml")
    data = zipped(renamed)
    assert first_lines(inspect(data)) == []
    assert compare_document("年报.docx", data, year_2017_view()) == []


ADDED: dict[str, tuple[Change, str]] = {
    "a paragraph": (
        replaced("<w:sectPr>", "<w:p><w:r><w:t>多出来的一段。</w:t></w:r></w:p><w:sectPr>"),
        "第 228 段是多出来的：多出来的一段。",
    ),
    "words in a footer": (
        replaced(
            "</w:ftr>", "<w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:ftr>", "word/footer-odd.xml"
        ),
        "多了：内部资料",
    ),
    "words in a text box": (
        before_signer(
            "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
        ),
        "多了：框里的字",
    ),
}


def test_an_empty_zip_is_no_word_file() -> None:
    nothing = io.BytesIO()
    with zipfile.ZipFile(nothing, "w"):
        pass
    assert [finding.code for finding in inspect(nothing.getvalue())] == ["not-docx"]


@pytest.mark.parametrize(("change", "message"), ADDED.values(), ids=ADDED)
def test_what_the_data_have_not_is_found(change: Change, message: str) -> None:
    data = change(report_2017())
    found = compare_document("年报.docx", data, year_2017_view(), report_2017())
    assert message in [finding.message for finding in found if finding.code == "not-in-data"]


def test_a_good_document_has_no_findings() -> None:
    assert first_lines(inspect(report_2017())) == []
    assert compare_document("年报.docx", report_2017(), year_2017_view()) == []


def test_a_document_that_python_docx_saved_has_no_findings() -> None:
    saved = io.BytesIO()
    docx.Document(io.BytesIO(report_2017())).save(saved)
    assert first_lines(inspect(saved.getvalue())) == []
    assert compare_document("年报.docx", saved.getvalue(), year_2017_view()) == []


def test_what_python_docx_makes_has_no_findings() -> None:
    """Its own styles, theme fonts, merged cells and widths that Word may choose are no faults."""
    document = docx.Document()
    document.add_heading("年报", 1)
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1))
    document.add_section()
    saved = io.BytesIO()
    document.save(saved)
    assert first_lines(inspect(saved.getvalue())) == []


NOT_FAULTS: dict[str, Change] = {
    "a field that Word has split": fields("begin", "code", "separate", "end", code=" PAGE   \\* MERGEFORMAT "),
    "a field in pieces": before_signer(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PA</w:instrText></w:r>'
        '<w:r><w:instrText>GE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ),
    "widths in a table that Word fits": both(
        replaced('<w:tblLayout w:type="fixed"/>', ""), replaced(TABLE_CELL, TABLE_CELL.replace("964", "900"))
    ),
    "a row in a content control": both(
        replaced("<w:tr>", "<w:sdt><w:sdtContent><w:tr>"), replaced("</w:tr>", "</w:tr></w:sdtContent></w:sdt>")
    ),
    "a bookmark at the end of a cell": replaced(
        "</w:p></w:tc>", '<w:bookmarkStart w:id="1" w:name="甲"/></w:p><w:bookmarkEnd w:id="1"/></w:tc>'
    ),
    "braces in a text": replaced("没有收取任何费用。", "没有收取任何费用｛注｝{1}。"),
}  # fmt: skip


@pytest.mark.parametrize("change", NOT_FAULTS.values(), ids=NOT_FAULTS)
def test_what_word_and_others_write_is_no_fault(change: Change) -> None:
    assert first_lines(inspect(change(report_2017()))) == []


def test_a_hyperlink_is_a_warning_because_nothing_is_fetched() -> None:
    """Word makes one of each address that is typed; what is fetched on opening is an error."""
    change = link("hyperlink", "mailto:gk@example.gov.cn", EXTERNAL)
    assert first_lines(inspect(change(report_2017()))) == [
        f"年报.docx!{LINKS}:1:1: 警告 有超链接：mailto:gk@example.gov.cn [external-link]"
    ]


def test_each_kind_of_finding_about_documents_is_shown_here() -> None:
    """A guard proves that it guards."""
    codes = (
        set(of_documents.GROUP.codes) - OF_TEMPLATES - {"not-in-data", "restyled", "not-of-data"}
    )  # need a year
    assert len(codes) >= 20
    assert codes == {line.rpartition("[")[2].rstrip("]") for _, line in BROKEN.values()}


@pytest.mark.thorough
def test_no_damage_makes_verify_stumble() -> None:
    """Bytes changed anywhere, in the zip or in the XML, with a seed that is always the same."""
    chance = random.Random(2017)  # noqa: S311  no secret
    whole = report_2017()
    parts = parts_of(whole)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        inspect(bytes(data))
        name = chance.choice(list(parts))
        words = re.split(rb"(<[^>]*>)", parts[name])
        del words[(place := chance.randrange(len(words))) : place + chance.choice((1, 2, 5))]
        damaged = zipped({**parts, name: b"".join(words)})
        inspect(damaged)
        compare_document("年报.docx", damaged, year_2017_view())

"""Broken templates: each mistake is found before anything is rendered, with its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import A_ROW_LESS, ROOT, Run
from docx_parts import (
    CONTENT_TYPES,
    DOCUMENT,
    FOR_MACROS,
    Change,
    added,
    both,
    parts_of,
    replaced,
    zipped,
)

from nianbao.findings.codes import of_documents
from nianbao.findings.finding import Finding, Severity
from nianbao.form import Form
from nianbao.form.reader import read_form
from nianbao.outputs import templated
from nianbao.outputs.trial import inspect_template
from nianbao.store import Store

# The kinds of findings about templates; the others of GROUP are shown in test_documents.
OF_TEMPLATES = {
    of_documents.UNKNOWN_VARIABLE, of_documents.BAD_TAG, of_documents.UNBALANCED_TAG,
    of_documents.TAG_NOT_ALONE, of_documents.TAG_OUTSIDE, of_documents.TAG_PREFIX,
    of_documents.BAD_TEMPLATE, of_documents.NOT_PRINTED,
}  # fmt: skip
FOLDER = ROOT / "templates/2014"
WORD = (FOLDER / "report.docx").read_bytes()
TEXT = (FOLDER / "report.txt").read_text(encoding="utf-8")
BODY, FOOTER = "report.docx!word/document.xml", "report.docx!word/footer-odd.xml"
LINKS, TYPES = "word/_rels/document.xml.rels", CONTENT_TYPES
RUN = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
END = "</w:t></w:r>"
NUMBER, LOOP = "{{ 文号 }}", "{%p for 段 in 正文[0] %}"
UNIT = "{{ 行.单位 }}"  # in the second cell of the table's third row


def form_2014() -> Form:
    form, findings = read_form(FOLDER, "templates/2014")
    assert form is not None, findings
    return form


def findings_of(output: str, template: bytes, form: Form) -> list[Finding]:
    """What is wrong with a template; what is wrong with it is not to be used."""
    usable, found = inspect_template(
        templated()[output], f"report.{output}", template, form, Store(None)
    )
    assert (usable is None) == bool(found)
    return found


def inspect(change: Change, form: Form | None = None) -> list[Finding]:
    """What is wrong with the Word template after a change."""
    return findings_of("docx", change(WORD), form or form_2014())


def inspect_text(text: str | bytes) -> list[Finding]:
    """What is wrong with a text template."""
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    return findings_of("txt", data, form_2014())


def first_lines(findings: list[Finding]) -> list[str]:
    """Findings as they are printed, without the lines that show the place."""
    return [f"{f.span}: {f.severity} {f.message} [{f.code}]" for f in findings]


def relationship(kind: str, target: str, mode: str = "") -> Change:
    schema = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="rId9" Type="{schema}/{kind}" Target="{target}"{mode}/>'
    return replaced("</Relationships>", f"{link}</Relationships>", LINKS)


def number(tag: str) -> Change:
    """The second paragraph, which prints the number of the document, says something else."""
    return replaced(NUMBER, tag)


def last_endfor(tag: str) -> Change:
    """The end of the loop over the lines under the table becomes another tag."""

    def change(docx: bytes) -> bytes:
        parts = parts_of(docx)
        before, after = parts[DOCUMENT].decode().rsplit("{%p endfor %}", 1)
        return zipped({**parts, DOCUMENT: f"{before}{tag}{after}".encode()})

    return change


def text_box(tag: str) -> str:
    return (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
        f"<w:txbxContent><w:p>{RUN}{tag}{END}</w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>"
    )


EXTERNAL = ' TargetMode="External"'
EMPTY_ENDFOR = f"<w:p>{RUN}{{%p endfor %}}{END}</w:p>"

BROKEN: dict[str, tuple[Change, str]] = {
    # names
    "a misspelt name": (
        replaced("{{ 行.数[0] }}", "{{ 行.数直 }}"),
        f"{BODY}:60:1: 错误 表 1 第 3 行第 3 格的 {{{{ 行.数直 }}}}：“行”里没有“数直”，是否指“数”？"
        " [unknown-variable]",
    ),
    "an unknown name": (
        replaced("{{ 联系方式 }}", "{{ 电话 }}"),
        f"{BODY}:87:1: 错误 第 87 段的 {{{{ 电话 }}}}：没有“电话” [unknown-variable]",
    ),
    "an unknown part of a value": (
        replaced("落款.日期", "落款.印章"),
        f"{BODY}:90:1: 错误 第 90 段的 {{{{ 落款.印章 }}}}：“落款”里没有“印章” [unknown-variable]",
    ),
    "what every tuple can do": (
        replaced("落款.日期", "落款.count"),
        f"{BODY}:90:1: 错误 第 90 段的 {{{{ 落款.count }}}}：“落款”里没有“count” [unknown-variable]",
    ),
    "a part of what has none": (
        number("{{ 正文.文 }}"),
        f"{BODY}:2:1: 错误 第 2 段的 {{{{ 正文.文 }}}}：“文”前面的不是一组值 [unknown-variable]",
    ),
    "an unknown filter": (
        number("{{ 文号 | uper }}"),
        f"{BODY}:2:1: 错误 第 2 段的 {{{{ 文号 | uper }}}}：没有过滤器“uper”，是否指“upper”？"
        " [unknown-variable]",
    ),
    "an unknown test": (
        replaced("{%p if 文号 %}", "{%p if 文号 is definded %}"),
        f"{BODY}:1:1: 错误 第 1 段的 {{%p if 文号 is definded %}}：没有判断“is definded”，"
        "是否指“defined”？ [unknown-variable]",
    ),
    "a name in a text box": (
        replaced(f"{RUN}{NUMBER}", f"{text_box('{{ 页眉 }}')}{RUN}{NUMBER}"),
        f"{BODY}:3:1: 错误 第 3 段的 {{{{ 页眉 }}}}：没有“页眉” [unknown-variable]",
    ),
    # tags
    "fro": (
        replaced("{%p for 段", "{%p fro 段"),
        f"{BODY}:5:1: 错误 第 5 段的 {{%p fro 段 in 正文[0] %}}：没有标签“fro”，是否指“for”？ [bad-tag]",
    ),
    "fi": (
        replaced("{%p if 文号", "{%p fi 文号"),
        f"{BODY}:1:1: 错误 第 1 段的 {{%p fi 文号 %}}：没有标签“fi”，是否指“if”？ [bad-tag]",
    ),
    "no space after the p": (
        replaced("{%p if 文号", "{%pif 文号"),
        f"{BODY}:1:1: 错误 第 1 段的 {{%pif 文号 %}}：空格的位置不对 [bad-tag]",
    ),
    "a space before the p": (
        replaced("{%p if 文号", "{% p if 文号"),
        f"{BODY}:1:1: 错误 第 1 段的 {{% p if 文号 %}}：空格的位置不对 [bad-tag]",
    ),
    "a loop over one value": (
        replaced(LOOP, "{%p for 段 in 年度 %}"),
        f"{BODY}:5:1: 错误 第 5 段的 {{%p for 段 in 年度 %}}：for 要用在一列值上，这里的只是一个值"
        " [bad-tag]",
    ),
    "half an expression": (
        number("{{ 文号 + }}"),
        f"{BODY}:2:1: 错误 第 2 段的 {{{{ 文号 + }}}}：写法有误（unexpected 'end of print statement'）"
        " [bad-tag]",
    ),
    "a call": (
        number("{{ 年度.format(1) }}"),
        f"{BODY}:2:1: 错误 第 2 段的 {{{{ 年度.format(1) }}}}：模板里不能调用函数 [bad-tag]",
    ),
    "a text many times": (
        number("{{ 文号 * 99999999 }}"),
        f"{BODY}:2:1: 错误 第 2 段的 {{{{ 文号 * 99999999 }}}}：模板里不能做乘法、乘方 [bad-tag]",
    ),
    "a tag that makes no XML": (
        replaced(
            f"{UNIT}{END}",
            f'{{% if 行.注 %}}{END}<w:hyperlink w:anchor="甲"><w:r><w:t>{{% endif %}}{UNIT}{END}'
            "</w:hyperlink>",
        ),
        "report.docx:1:1: 错误 试排后生成的部件不是完好的 XML（第 162 行第 202 列） [not-printed]",
    ),
    "import": (
        number("{% import 'os' as os %}"),
        f"{BODY}:2:1: 错误 第 2 段的 {{% import 'os' as os %}}：模板里不能用 import [bad-tag]",
    ),
    "include": (
        number("{% include '/etc/passwd' %}"),
        f"{BODY}:2:1: 错误 第 2 段的 {{% include '/etc/passwd' %}}：模板里不能用 include [bad-tag]",
    ),
    "macro": (
        number("{% macro 甲() %}"),
        f"{BODY}:2:1: 错误 第 2 段的 {{% macro 甲() %}}：模板里不能用 macro [bad-tag]",
    ),
    "rich text": (
        number("{{r 文号 }}"),
        f"{BODY}:2:1: 错误 第 2 段的 {{{{r 文号 }}}}：{{{{ 后面不能带 r [bad-tag]",
    ),
    "whitespace control": (
        number("{{ 文号 -}}"),
        f"{BODY}:2:1: 错误 第 2 段的 {{{{ 文号 -}}}}：“-”会把前后的段落连成一段 [bad-tag]",
    ),
    **{
        f"docxtpl's {word}": (
            replaced(UNIT, f"{{% {word} %}}{UNIT}"),
            f"{BODY}:59:1: 错误 表 1 第 3 行第 2 格的 {{% {word} %}}：这种写法会生成坏文件 [bad-tag]",
        )
        for word in ("colspan 2", "cellbg 'FF0000'", "vm", "hm")
    },
    # places
    "a paragraph's tag beside text": (
        replaced(LOOP, f"{LOOP}正文如下："),
        f"{BODY}:5:1: 错误 第 5 段的 {LOOP}：没有独占一个段落 [tag-not-alone]",
    ),
    "a row's tag beside text": (
        replaced("{%tr for 行 in 表[0].行 %}", "{%tr for 行 in 表[0].行 %}序号"),
        f"{BODY}:33:1: 错误 表 1 第 2 行第 1 格的 {{%tr for 行 in 表[0].行 %}}：没有独占一个表格行"
        " [tag-not-alone]",
    ),
    "a tag in the footer": (
        replaced("— </w:t>", "{{ 年度 }} </w:t>", "word/footer-odd.xml"),
        f"{FOOTER}:1:1: 错误 第 1 段的 {{{{ 年度 }}}}：页眉、页脚、脚注里的标签不会被填写 [tag-outside]",
    ),
    "a tag in a field": (
        replaced('w:instr=" PAGE "', 'w:instr=" PAGE {{ 年度 }} "', "word/footer-odd.xml"),
        f"{FOOTER}:1:1: 错误 第 1 段有页码以外的域：PAGE {{{{ 年度 }}}} [forbidden-field]",
    ),
    "a name in an attribute": (
        replaced('<w:tblCaption w:val="', '<w:tblCaption w:val="{{ 表名 }}'),
        "report.docx:1:1: 错误 试排不成功：Word 模板里用了没有的名字：'表名' is undefined"
        " [bad-template]",
    ),
    "a bookmark that each row repeats": (
        replaced(
            f"{RUN}{UNIT}",
            f'<w:bookmarkStart w:id="7" w:name="甲"/><w:bookmarkEnd w:id="7"/>{RUN}{UNIT}',
        ),
        f"{BODY}:45:1: 错误 表 1 第 3 行第 2 格的编号 7 用过了 [duplicate-id]",
    ),
    "a value that is never printed": (
        replaced("{{ 落款.署名 }}", "某某局"),
        "report.docx:1:1: 错误 试排后正文里找不到（或次序不对）：示例市示例局 [not-printed]",
    ),
    "an optional line that is never printed": (
        replaced("{{ 联系方式 }}", "联系方式见网站"),
        "report.docx:1:1: 错误 试排后正文里找不到（或次序不对）：联系方式：示例 [not-printed]",
    ),
    # braces
    "full-width braces": (
        number("｛｛ 文号 ｝｝"),
        f"{BODY}:2:1: 错误 第 2 段的 ｛｛ 文号 ｝｝：花括号是全角的 [fullwidth-braces]",
    ),
    "a full-width statement": (
        replaced("{%p if 联系方式 %}", "｛%p if 联系方式 %｝"),
        f"{BODY}:86:1: 错误 第 86 段的 ｛%p if 联系方式 %｝：花括号是全角的 [fullwidth-braces]",
    ),
    "a tag over two paragraphs": (
        replaced("{{ 联系方式 }}", f"{{{{ 联系{END}</w:p><w:p>{RUN}方式 }}}}"),
        f"{BODY}:87:1: 错误 第 87 段的 {{{{ 没有配对：{{{{ 联系 [unbalanced-tag]",
    ),
    "a tag that never ends": (
        number("{{ 文号"),
        f"{BODY}:2:1: 错误 第 2 段的 {{{{ 没有配对：{{{{ 文号 [unbalanced-tag]",
    ),
    "a stray end": (
        number("{{ 文号 }} %}"),
        f"{BODY}:2:10: 错误 第 2 段的 %}} 没有配对：%}} [unbalanced-tag]",
    ),
    # blocks
    "no endfor": (
        replaced(EMPTY_ENDFOR, ""),
        f"{BODY}:5:1: 错误 第 5 段的 {LOOP}：没有对应的 endfor [unbalanced-tag]",
    ),
    "no endif": (
        replaced("{% endif %}", ""),
        f"{BODY}:4:12: 错误 第 4 段的 {{% if 题名.次行 %}}：没有对应的 endif [unbalanced-tag]",
    ),
    "no beginning": (
        replaced("{%p if 文号 %}", "文号："),
        f"{BODY}:3:1: 错误 第 3 段的 {{%p endif %}}：前面没有对应的开头 [unbalanced-tag]",
    ),
    "the wrong end": (
        replaced("{%p endfor %}", "{%p endif %}"),
        f"{BODY}:29:1: 错误 第 29 段的 {{%p endif %}}：这里应当是 endfor 或 else，与 {LOOP} 对应"
        " [unbalanced-tag]",
    ),
    "elif after else": (
        replaced('{%p elif 段.类 == "三级标题" %}', "{%p else %}"),
        f'{BODY}:22:1: 错误 第 22 段的 {{%p elif loop.last and 段.类 == "段落" %}}：这里应当是 endif，'
        '与 {%p if loop.last and 段.类 == "一级标题" %} 对应 [unbalanced-tag]',
    ),
    "an end without its p": (
        replaced("{%p endfor %}", "{% endfor %}"),
        f"{BODY}:29:1: 错误 第 29 段的 {{% endfor %}}：写法与开头的 {LOOP} 不一致 [tag-prefix]",
    ),
    "a plain loop over paragraphs": (
        both(replaced("{%p for 行 in 填报 %}", "{% for 行 in 填报 %}"), last_endfor("{% endfor %}")),
        f"{BODY}:85:1: 错误 第 85 段的 {{% endfor %}}：与 {{% for 行 in 填报 %}} 不在同一段"
        " [tag-prefix]",
    ),
    # the file
    "a hyperlink": (
        relationship("hyperlink", "http://example.com/", EXTERNAL),
        f"report.docx!{LINKS}:1:1: 错误 有超链接：http://example.com/ [external-link]",
    ),
    "a picture from outside": (
        relationship("image", "file:///C:/seal.png", EXTERNAL),
        f"report.docx!{LINKS}:1:1: 错误 链接到文件外面：file:///C:/seal.png [external-link]",
    ),
    "a macro": (
        both(
            added("word/vbaProject.bin", b"\xd0\xcf"),
            replaced("</Types>", '<Default Extension="bin" ContentType="x/y"/></Types>', TYPES),
        ),
        "report.docx!word/vbaProject.bin:1:1: 错误 带有宏、控件或嵌入的对象 [macro]",
    ),
    "a file for macros": (
        FOR_MACROS,
        f"report.docx!{TYPES}:1:1: 错误 是启用宏的文件（docm） [macro]",
    ),
    "a DOCTYPE": (
        replaced("<w:document", '<!DOCTYPE w:document [<!ENTITY 甲 "乙">]><w:document'),
        f"{BODY}:1:1: 错误 部件里有 DOCTYPE，不能使用 [bad-xml]",
    ),
    "an oversized part": (
        added("word/more.xml", b" " * 20_000_001),
        "report.docx!word/more.xml:1:1: 错误 部件太大：20,000,001 字节，上限 20,000,000"
        " [oversized-part]",
    ),
    "an embedded object": (
        replaced(f"{RUN}{NUMBER}", f"<w:r><w:object/></w:r>{RUN}{NUMBER}"),
        f"{BODY}:2:1: 错误 第 2 段有嵌入的内容（object） [macro]",
    ),
    "a dangling relationship": (
        relationship("image", "media/seal.png"),
        f"report.docx!{LINKS}:1:1: 错误 关系 rId9 指向的 media/seal.png 不存在"
        " [dangling-relationship]",
    ),
    "an unknown style": (
        replaced('"Issuer"', '"署名样式"'),
        f"{BODY}:89:1: 错误 第 89 段用了没有的样式 署名样式 [unknown-style]",
    ),
    "no zip": (
        lambda _: b"not a zip",
        "report.docx:1:1: 错误 不是 Word 文件（docx），或已损坏、截断 [not-docx]",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "line"), BROKEN.values(), ids=BROKEN)
def test_a_broken_word_template_is_found_with_its_place(change: Change, line: str) -> None:
    assert first_lines(inspect(change))[0] == line


def test_a_finding_marks_the_tag_in_its_paragraph() -> None:
    (found,) = inspect(replaced("{{ 题名.次行 }}", "{{ 题名.第二行 }}"))
    paragraph = found.span.source.lines[found.span.line - 1]
    assert paragraph[found.span.column - 1 : found.span.end_column - 1] == "{{ 题名.第二行 }}"


def test_one_slip_is_one_finding() -> None:
    """What depends on a misspelt tag is not reported again at each place."""
    for name in (
        "fro",
        "fi",
        "no space after the p",
        "full-width braces",
        "a full-width statement",
    ):
        assert len(inspect(BROKEN[name][0])) == 1


def test_all_mistakes_come_in_one_run() -> None:
    names = ["a misspelt name", "an unknown name", "fro", "the wrong end", "an unknown style"]
    names += ["a tag in the footer", "a dangling relationship", "docxtpl's vm", "full-width braces"]
    changes = [BROKEN[name][0] for name in names]
    found = first_lines(inspect(both(*changes)))
    expected = {BROKEN[name][1] for name in names} - {BROKEN["the wrong end"][1]}
    assert expected <= set(found)
    assert any("{%p endif %}：这里应当是 endfor 或 else" in line for line in found)


# ── near misses ─────────────────────────────────────────────────────────────────────────────────

SPELT = '</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>'
RESTYLED = both(
    replaced('w:val="Heading1"', 'w:val="BodyParagraph"'),
    replaced('w:line="579"', 'w:line="560"', "word/styles.xml", 99),
    replaced('w:eastAsia="黑体"', 'w:eastAsia="方正黑体_GBK"', "word/styles.xml", 99),
)
SILENT: dict[str, Change] = {
    "as it is": lambda docx: docx,
    "a tag that the spell-checker has split": replaced(
        "{{ 落款.署名 }}", f"{{{{ 落{SPELT}款.署{SPELT}名 }}}}"
    ),
    "braces that are split": replaced("{{ 落款.署名 }}", f"{{{SPELT}{{ 落款.署名 }}{SPELT}}}"),
    "a tab in a tag": replaced(NUMBER, "{{</w:t><w:tab/><w:t>文号 }}"),
    "curly quotes in a tag": replaced('段.类 == "一级标题"', "段.类 == “一级标题”"),
    "a comment": number(f"{{# 在题名之上 #}}{NUMBER}"),
    "a filter of Jinja": number("{{ 文号 | trim }}"),
    "a paragraph of its own": replaced("<w:p><w:pPr><w:pStyle w:val=\"Issuer\"/>",
        f'<w:p>{RUN}本报告由{END}{RUN}办公室解释，比例 50%，集合 {{1}}。{END}</w:p>'
        '<w:p><w:pPr><w:pStyle w:val="Issuer"/>'),
    "a set": replaced(
        f"<w:p>{RUN}{LOOP}", f"<w:p>{RUN}{{%p set 甲 = 正文 | list %}}{END}</w:p><w:p>{RUN}{LOOP}"
    ),
    "restyled": RESTYLED,
}  # fmt: skip


@pytest.mark.parametrize("change", SILENT.values(), ids=SILENT)
def test_a_near_miss_is_no_finding(change: Change) -> None:
    assert first_lines(inspect(change)) == []


# ── text templates ──────────────────────────────────────────────────────────────────────────────


def swap(old: str, new: str) -> Callable[[], str | bytes]:
    assert old in TEXT
    return lambda: TEXT.replace(old, new, 1)


TEXT_BROKEN: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "a misspelt name": (
        swap("{{ 段.文 }}", "{{ 段.树 }}"),
        "report.txt:11:1: 错误 “段”里没有“树” [unknown-variable]",
    ),
    "fro": (
        swap("{% for 段", "{% fro 段"),
        "report.txt:7:1: 错误 {% fro 段 in 正文[0] %}：没有标签“fro”，是否指“for”？ [bad-tag]",
    ),
    "no endif": (
        swap("{% endif %}", ""),
        "report.txt:1:1: 错误 {% if 文号 %} 没有对应的 endif [unbalanced-tag]",
    ),
    "the wrong end": (
        swap("{% endfor %}", "{% endif %}"),
        "report.txt:12:1: 错误 {% endif %}：这里应当是 endfor，与 {% for 段 in 正文[0] %} 对应"
        " [unbalanced-tag]",
    ),
    "a tag that never ends": (
        swap(NUMBER, "{{ 文号"),
        "report.txt:2:1: 错误 {{ 没有配对：{{ 文号 [unbalanced-tag]",
    ),
    "a stray end": (
        swap(NUMBER, "{{ 文号 }} %}"),
        "report.txt:2:10: 错误 %} 没有配对：%} [unbalanced-tag]",
    ),
    "full-width braces": (
        swap("{{ 段.文 }}", "｛｛ 段.文 ｝｝"),
        "report.txt:11:1: 错误 花括号是全角的：｛｛ [fullwidth-braces]",
    ),
    "an unknown filter": (
        swap("| 成表", "| 成标"),
        "report.txt:15:1: 错误 没有过滤器“成标”，是否指“成表”？ [unknown-variable]",
    ),
    "a call": (
        swap(NUMBER, "{{ 文号.strip() }}"),
        "report.txt:2:1: 错误 模板里不能调用函数 [bad-tag]",
    ),
    "include": (
        swap(NUMBER, "{% include '/etc/passwd' %}"),
        "report.txt:2:1: 错误 {% include '/etc/passwd' %}：模板里不能用 include [bad-tag]",
    ),
    "a row that is left out": (
        swap("{{ 表[0] | 成表 }}", A_ROW_LESS),
        "report.txt:1:1: 错误 试排后统计表里找不到（或次序不对）：（三）接受培训人员数人次99999999"
        " [not-printed]",
    ),
    "another encoding": (
        lambda: TEXT.encode("gb18030"),
        "report.txt:1:7: 错误 文件不是 UTF-8 编码（像是 GBK 编码） [not-utf8]",
    ),
}


@pytest.mark.parametrize(("broken", "line"), TEXT_BROKEN.values(), ids=TEXT_BROKEN)
def test_a_broken_text_template_is_found_with_its_place(
    broken: Callable[[], str | bytes], line: str
) -> None:
    assert first_lines(inspect_text(broken()))[0] == line


def test_the_text_template_as_it_is_has_no_finding() -> None:
    assert first_lines(inspect_text(TEXT)) == []


# ── the commands ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A copy of the templates that a test may break."""
    return shutil.copytree(ROOT / "templates", tmp_path / "templates")


def test_template_check_prints_the_findings_of_both_templates(build: Run, templates: Path) -> None:
    word, text = templates / "2014/report.docx", templates / "2014/report.txt"
    word.write_bytes(BROKEN["a misspelt name"][0](WORD))
    text.write_text(str(TEXT_BROKEN["fro"][0]()), encoding="utf-8")
    ran = build("template-check", "--templates", str(templates))
    assert ran.returncode == 1
    assert (
        "report.docx!word/document.xml:60:1: 错误 表 1 第 3 行第 3 格的 {{ 行.数直 }}" in ran.stdout
    )
    assert "report.txt:7:1: 错误 {% fro 段 in 正文[0] %}" in ran.stdout
    assert ran.stdout.splitlines()[-1] == "错误 2 · 警告 0"
    assert ran.stderr == ""


def test_the_templates_as_they_are_have_no_findings(build: Run) -> None:
    ran = build("template-check")
    assert (ran.returncode, ran.stdout.strip()) == (0, "错误 0 · 警告 0")


@pytest.mark.parametrize("name", ["a misspelt name", "no endfor", "a macro", "a DOCTYPE", "no zip"])
def test_a_build_with_a_broken_template_keeps_the_old_report(
    build: Run, templates: Path, tmp_path: Path, name: str
) -> None:
    change, line = BROKEN[name]
    (templates / "2014/report.docx").write_bytes(change(WORD))
    folder = tmp_path / "reports/2017"
    folder.mkdir(parents=True)
    old = folder / "市规划局2017年度政府信息公开工作年度报告.docx"
    old.write_bytes(b"old")
    for _ in range(2):  # the second time, too: nothing broken is kept as checked
        ran = build(
            "report", "2017", "--templates", str(templates), "--out", str(tmp_path / "reports")
        )
        assert ran.returncode == 1
        assert line.partition("report.docx")[2] in ran.stdout
        assert "已写" not in ran.stdout
        assert (ran.stderr, list(folder.iterdir()), old.read_bytes()) == ("", [old], b"old")


def test_each_kind_of_finding_about_templates_is_shown_here() -> None:
    """A guard proves that it guards."""
    lines = [line for _, line in [*BROKEN.values(), *TEXT_BROKEN.values()]]
    assert {line.rpartition("[")[2].rstrip("]") for line in lines} >= OF_TEMPLATES


def test_a_hyperlink_in_a_template_is_an_error() -> None:
    (found,) = inspect(BROKEN["a hyperlink"][0])
    assert found.severity is Severity.ERROR

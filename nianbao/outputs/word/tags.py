"""The tags of a template checked before they run (template-check).

docxtpl rewrites a document's XML by pattern: a tag that is not alone in its paragraph or row, or
that its pattern does not know, breaks the file without a word about where. Here every tag is read
in its place; all that is wrong comes in one run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from jinja2 import TemplateSyntaxError, nodes

from nianbao.findings.codes.of_documents import (
    BAD_TAG,
    LEFTOVER_TAG,
    TAG_NOT_ALONE,
    TAG_OUTSIDE,
    TAG_PREFIX,
    UNBALANCED_TAG,
)
from nianbao.findings.codes.of_references import FULLWIDTH_BRACES
from nianbao.findings.finding import Code, Finding
from nianbao.outputs.names import FORBIDDEN, HELP, Names, Scope, fields_of
from nianbao.outputs.sandbox import Sandbox
from nianbao.outputs.tagging import (
    BALANCE,
    CLOSING,
    FULLWIDTH,
    KNOWN,
    LOOSE,
    NARROW,
    NEVER,
    OPENING,
    TAG,
)
from nianbao.outputs.word.package import XmlPart, text_of
from nianbao.outputs.word.xmlpart import W
from nianbao.parsing import Element
from nianbao.reading.fields import nearest, or_nearest
from nianbao.regex import regex
from nianbao.view import View

_HALFWIDTH = str.maketrans("｛｝", "{}")
_PREFIX = regex(r"(p|tr|tc|r)(?=\s)")
_HOMES = {
    "p": (f"{W}p", "段落"),
    "tr": (f"{W}tr", "表格行"),
    "tc": (f"{W}tc", "单元格"),
    "r": (f"{W}r", "文字块"),
}
# 会生成坏文件的 docxtpl 写法：合并单元格、底色应在 Word 模板里做好。
_BREAKING = {"cellbg", "colspan", "hm", "vm"}
_RUNS_ON = regex(r"\{[{%]-|-[}%]\}")  # docxtpl joins paragraphs there


@dataclass(frozen=True)
class Tag:
    """A tag where it stands: its text, its docxtpl prefix, its first word, and its place."""

    part: XmlPart
    paragraph: Element
    start: int
    text: str
    prefix: str
    word: str
    body: str


def check_word_tags(part: XmlPart, view: View) -> list[Finding]:
    """Check the tags of a part of a Word template against what the view offers."""
    return _TagReader(part, view).findings()


def tags_outside(part: XmlPart) -> Iterator[Finding]:
    """Report tags in headers, footers and notes: only the body is filled in."""
    for paragraph, text in zip(part.paragraphs, part.texts, strict=True):
        for match in TAG.finditer(_halfwidth(text)):
            message = f"{part.where(paragraph)}的 {match[0]}：页眉、页脚、脚注里的标签不会被填写"
            span = part.span(paragraph, match.start(), len(match[0]))
            yield TAG_OUTSIDE.at(span, message, "标签只写在正文里")


def leftover_tags(part: XmlPart) -> Iterator[Finding]:
    """Report what looks like a tag in a finished document: it should have become a text."""
    for paragraph, text in zip(part.paragraphs, part.texts, strict=True):
        for match in re.finditer(r"\{\{.*?(\}\}|$)|\{%.*?(%\}|$)|\}\}|%\}", _halfwidth(text)):
            span = part.span(paragraph, match.start(), len(match[0]))
            tag = text[match.start() : match.end()][:40]
            message = f"{part.where(paragraph)}还留着模板的标签 {tag}"
            yield LEFTOVER_TAG.at(span, message, "重新生成，或删去它")


class _TagReader:
    """Goes through the tags of a part in their order, with the blocks that are open."""

    def __init__(self, part: XmlPart, view: View) -> None:
        self.part = part
        self.scope: Scope = fields_of(view)
        self.open: list[tuple[Tag, Scope, bool]] = []  # the scope around it; was there an else?
        self.found: list[Finding] = []
        self.sandbox = Sandbox(autoescape=True)
        self.parsed: dict[str, list[nodes.Node]] = {}

    def findings(self) -> list[Finding]:
        """Read the part; return all that is wrong with its tags."""
        for paragraph, text in zip(self.part.paragraphs, self.part.texts, strict=True):
            if not re.search(r"[{}｛｝]", text):
                continue
            plain = _halfwidth(text)
            self._loose(paragraph, text, plain)
            for match in TAG.finditer(plain):
                if not match[0].startswith("{#"):
                    self._tag(_tag_of(self.part, paragraph, match))
        for tag, _, _ in self.open:
            self._add(tag, UNBALANCED_TAG, f"没有对应的 {OPENING[tag.word]}", BALANCE)
        return self.found

    def _add(self, tag: Tag, code: Code, message: str, help_: str) -> None:
        where = self.part.where(tag.paragraph)
        span = self.part.span(tag.paragraph, tag.start, len(tag.text))
        self.found.append(code.at(span, f"{where}的 {tag.text}：{message}", help_))

    def _loose(self, paragraph: Element, text: str, plain: str) -> None:
        """Report full-width braces, and braces that open or close no tag."""
        where = self.part.where(paragraph)
        for match in TAG.finditer(plain):
            tag = text[match.start() : match.end()]
            if tag != match[0]:
                span = self.part.span(paragraph, match.start(), len(tag))
                message = f"{where}的 {tag}：花括号是全角的"
                self.found.append(FULLWIDTH_BRACES.at(span, message, NARROW))
        rest = TAG.sub(lambda match: " " * len(match[0]), plain)
        for match in FULLWIDTH.finditer(text):
            if rest[match.start() : match.end()].strip():
                span = self.part.span(paragraph, match.start(), len(match[0]))
                message = f"{where}的花括号是全角的：{match[0]}"
                self.found.append(FULLWIDTH_BRACES.at(span, message, NARROW))
        for match in LOOSE.finditer(rest):
            span = self.part.span(paragraph, match.start(), 2)
            braces = text[match.start() : match.end()]
            message = f"{where}的 {braces} 没有配对：{text[match.start() : match.start() + 20]}"
            self.found.append(UNBALANCED_TAG.at(span, message, "一个标签写在同一段里，两头齐全"))

    def _tag(self, tag: Tag) -> None:
        if _RUNS_ON.search(tag.text):
            self._add(tag, BAD_TAG, "“-”会把前后的段落连成一段", "去掉“-”")
        if tag.text.startswith("{{"):
            if tag.prefix:
                message = f"{{{{ 后面不能带 {tag.prefix}"
                self._add(tag, BAD_TAG, message, f"写成 {{{{ {tag.body} }}}}")
            self._walk(tag, f"{{{{ {tag.body} }}}}")
        elif tag.word in NEVER:
            self._add(tag, BAD_TAG, f"模板里不能用 {tag.word}", f"可以用：{'、'.join(KNOWN)}")
        elif tag.word in _BREAKING:
            self._add(tag, BAD_TAG, "这种写法会生成坏文件", "合并、底色直接在 Word 模板里做好")
        elif meant := tag if tag.word in KNOWN else self._meant(tag):
            self._alone(meant)
            self._statement(meant)

    def _meant(self, tag: Tag) -> Tag | None:
        """Report a word that is none; return the tag as it was most likely meant, if that is clear.

        So that one slip is one finding, and not one at each place that depends on it.
        """
        parted = re.match(rf"(p|tr|tc|r)\s*({'|'.join(KNOWN)})\b", tag.body)
        if parted and not tag.prefix:
            prefix, word = parted.groups()
            body = tag.body[parted.start(2) :]
            self._add(tag, BAD_TAG, "空格的位置不对", f"写成 {{%{prefix} {body} %}}")
            return replace(tag, prefix=prefix, word=word, body=body)
        near = nearest(tag.word, KNOWN)
        message = f"没有标签“{tag.word}”{or_nearest(tag.word, KNOWN)}"
        self._add(tag, BAD_TAG, message, f"可以用：{'、'.join(KNOWN)}")
        return replace(tag, word=near, body=near + tag.body[len(tag.word) :]) if near else None

    def _statement(self, tag: Tag) -> None:
        if tag.word in OPENING:
            inner = self._opening(tag)
            self.open.append((tag, self.scope, False))
            self.scope = inner
        elif tag.word in (*CLOSING, "elif", "else"):
            self._inside(tag)
        else:
            self.scope = self._walk(tag, f"{{% {tag.body} %}}")

    def _opening(self, tag: Tag) -> Scope:
        """Check a for or if; return the scope inside of it."""
        body = self._parse(tag, f"{{% {tag.body} %}}{{% {OPENING[tag.word]} %}}")
        match body:
            case [nodes.For(target=target, iter=items)]:
                return self._names(tag).bind_loop(target, items, self.scope)
            case [nodes.If(test=test)]:
                self._names(tag).value(test, self.scope)
        return self.scope

    def _inside(self, tag: Tag) -> None:
        """Check an elif, else or end against the block that is open."""
        if not self.open:
            self._add(tag, UNBALANCED_TAG, "前面没有对应的开头", BALANCE)
            return
        opening, around, closing = self.open[-1]
        expected = [OPENING[opening.word]]
        if not closing:
            expected += ["else", "elif"] if opening.word == "if" else ["else"]
        if tag.word not in expected:
            message = f"这里应当是 {' 或 '.join(expected)}，与 {opening.text} 对应"
            self._add(tag, UNBALANCED_TAG, message, BALANCE)
        elif tag.prefix != opening.prefix:
            message = f"写法与开头的 {opening.text} 不一致"
            self._add(tag, TAG_PREFIX, message, "开头、中间、收尾都带同样的 p、tr 或都不带")
        elif not tag.prefix and tag.paragraph is not opening.paragraph:
            message = f"与 {opening.text} 不在同一段"
            self._add(tag, TAG_PREFIX, message, "跨段的写成 {%p … %}，跨行的写成 {%tr … %}")
        elif _home(tag.paragraph, tag.prefix) is not _home(opening.paragraph, opening.prefix):
            message = f"与 {opening.text} 不在同一个单元格或表格里"
            self._add(tag, TAG_PREFIX, message, "移到同一处")
        if tag.word == "elif":
            self._walk(tag, f"{{% if {tag.body.removeprefix('elif')} %}}{{% endif %}}")
        elif tag.word == "else":
            self.open[-1] = (opening, around, True)
            self.scope = around
        elif tag.word in CLOSING:
            self.open.pop()
            self.scope = around

    def _alone(self, tag: Tag) -> None:
        """A tag with p, tr, tc or r replaces its paragraph, row, cell or run with all it holds."""
        if not tag.prefix:
            return
        element, name = _HOMES[tag.prefix]
        text = text_of(tag.paragraph)
        if tag.prefix == "r":
            runs = [_halfwidth(text_of(run)) for run in tag.paragraph.iter(element)]
            alone = any(run.strip() == tag.text for run in runs)
        else:
            home = next(tag.paragraph.iterancestors(element), tag.paragraph)
            whole = text if tag.prefix == "p" else "".join(map(text_of, home.iter(f"{W}p")))
            alone = _halfwidth(whole).strip() == tag.text
        if not alone:
            lost = "别的文字会失去格式" if tag.prefix == "r" else "别的内容会丢失"
            help_ = f"让它独占一个{name}，{name}里{lost}"
            self._add(tag, TAG_NOT_ALONE, f"没有独占一个{name}", help_)

    def _parse(self, tag: Tag, source: str) -> list[nodes.Node]:
        if source not in self.parsed:  # a table's tags are the same in most of its rows
            try:
                self.parsed[source] = self.sandbox.parse(source).body
            except TemplateSyntaxError as error:
                self._add(tag, FORBIDDEN, f"写法有误（{error.message}）", HELP[FORBIDDEN])
                return []
        return self.parsed[source]

    def _walk(self, tag: Tag, source: str) -> Scope:
        return self._names(tag).walk(self._parse(tag, source), self.scope)

    def _names(self, tag: Tag) -> Names:
        def tell(message: str, _: int, code: Code) -> None:
            self._add(tag, code, message, HELP[code])

        return Names(self.sandbox, tell)


def _tag_of(part: XmlPart, paragraph: Element, match: re.Match[str]) -> Tag:
    body = (match["value"] if match["value"] is not None else match["statement"]).strip("-+")
    prefix = _PREFIX.match(body)
    body = body[prefix.end() :] if prefix else body
    for curly, straight in zip("“”‘’", "\"\"''", strict=True):
        body = body.replace(curly, straight)  # docxtpl does so too: Word types curly quotes
    word = re.match(r"\s*([^\s%}]*)", body)
    return Tag(
        part, paragraph, match.start(), match[0],
        prefix[0] if prefix else "", word[1] if word else "", body.strip(),
    )  # fmt: skip


def _halfwidth(text: str) -> str:
    """Return a text with the braces of its tags half-width, each character in its place."""
    return FULLWIDTH.sub(lambda match: match[0].translate(_HALFWIDTH), text)


def _home(paragraph: Element, prefix: str) -> Element | None:
    """Return what must hold both ends of a block: the cell or body, or for rows the table."""
    if prefix == "tr":
        return next(paragraph.iterancestors(f"{W}tbl"), None)
    return paragraph.getparent()

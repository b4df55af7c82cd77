"""The tags of a template checked before they run (template-check).

docxtpl rewrites a document's XML by pattern: a tag that is not alone in its paragraph or row, or
that its pattern does not know, breaks the file without a word about where. Here every tag is read
in its place; all that is wrong comes in one run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from nianbao.diagnostic import Diagnostic
from nianbao.fields import or_nearest
from nianbao.render.compiled import Sandbox
from nianbao.render.names import Names, Scope
from nianbao.render.package import Part
from nianbao.render.xmlpart import W
from nianbao.source import Source
from nianbao.view import View

_TAG = re.compile(r"\{\{(?P<value>.*?)\}\}|\{%(?P<statement>.*?)%\}|\{#.*?#\}")
_LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_FULLWIDTH = re.compile(r"｛\s*[｛{%]|\{\s*｛|[%｝}]\s*｝|｝\s*\}")
_PREFIX = re.compile(r"(p|tr|tc|r)(?=\s)")
_OPENING, _CLOSING = {"for": "endfor", "if": "endif"}, {"endfor": "for", "endif": "if"}
_KNOWN = (*_OPENING, *_CLOSING, "elif", "else", "set")
_HOMES = {
    "p": (f"{W}p", "段落"),
    "tr": (f"{W}tr", "表格行"),
    "tc": (f"{W}tc", "单元格"),
    "r": (f"{W}r", "文字块"),
}
# 会生成坏文件的 docxtpl 写法：合并单元格、底色应在 Word 模板里做好。
_BALANCE = "每个 for、if 开头、收尾各一次"
_BREAKING = {"cellbg", "colspan", "hm", "vm"}


@dataclass(frozen=True)
class Tag:
    """A tag where it stands: its text, its docxtpl prefix, its first word, and its place."""

    part: Part
    paragraph: etree._Element
    start: int
    text: str
    prefix: str
    word: str
    body: str


def check_word_tags(part: Part, view: View) -> list[Diagnostic]:
    """Check the tags of a part of a Word template against what the view offers."""
    return _Reader(part, view).findings()


def leftover_tags(part: Part) -> Iterator[Diagnostic]:
    """Report what looks like a tag in a finished document: it should have become a text."""
    for paragraph, text in zip(part.paragraphs, part.texts, strict=True):
        for match in re.finditer(r"\{\{.*?(\}\}|$)|\{%.*?(%\}|$)|\}\}|%\}", text):
            message = f"{part.where(paragraph)}还留着模板的标签 {match[0][:40]}"
            span = part.span(paragraph, match.start(), len(match[0]))
            yield Diagnostic("leftover-tag", message, span, "重新生成，或删去它")


def check_text_tags(source: Source, view: View, sandbox: Sandbox) -> list[Diagnostic]:
    """Check the tags of a text template against what the view offers."""
    findings: list[Diagnostic] = []

    def report(message: str, line: int) -> None:
        text = source.lines[line - 1]
        length = max(len(text.strip()), 1)
        span = source.span(line, len(text) - len(text.lstrip()) + 1, length)
        findings.append(Diagnostic("unknown-variable", message, span, "照手册里的名字写"))

    try:
        body = sandbox.parse(source.text).body
    except TemplateSyntaxError as error:
        span = source.span(error.lineno, 1, max(len(source.lines[error.lineno - 1]), 1))
        return [
            Diagnostic(
                "bad-tag", f"标签有误（{error.message}）", span, "标签要成对：for…endfor，if…endif"
            )
        ]
    Names(sandbox, report).walk(body, view.values)
    return findings


class _Reader:
    """Goes through the tags of a part in their order, with the blocks that are open."""

    def __init__(self, part: Part, view: View) -> None:
        self.part = part
        self.scope: Scope = view.values
        self.open: list[tuple[Tag, Scope]] = []  # each with the scope around it
        self.found: list[Diagnostic] = []
        self.sandbox = Sandbox(autoescape=True)

    def findings(self) -> list[Diagnostic]:
        """Read the part; return all that is wrong with its tags."""
        for paragraph, text in zip(self.part.paragraphs, self.part.texts, strict=True):
            if not re.search(r"[{}｛｝]", text):
                continue
            self._loose(paragraph, text)
            for match in _TAG.finditer(text):
                if not match[0].startswith("{#"):
                    self._tag(_tag_of(self.part, paragraph, match))
        for tag, _ in self.open:
            self._add(tag, "unbalanced-tag", f"没有对应的 {_OPENING[tag.word]}", _BALANCE)
        return self.found

    def _add(self, tag: Tag, code: str, message: str, help_: str) -> None:
        where = self.part.where(tag.paragraph)
        span = self.part.span(tag.paragraph, tag.start, len(tag.text))
        self.found.append(Diagnostic(code, f"{where}的 {tag.text}：{message}", span, help_))

    def _loose(self, paragraph: etree._Element, text: str) -> None:
        where = self.part.where(paragraph)
        for match in _FULLWIDTH.finditer(text):
            span = self.part.span(paragraph, match.start(), len(match[0]))
            message = f"{where}的花括号是全角的：{match[0]}"
            self.found.append(
                Diagnostic("fullwidth-braces", message, span, "改成半角 {{ }}、{% %}")
            )
        rest = _TAG.sub(lambda match: " " * len(match[0]), text)
        for match in _LOOSE.finditer(rest):
            span = self.part.span(paragraph, match.start(), 2)
            message = f"{where}的 {match[0]} 没有配对：{text[match.start() : match.start() + 20]}"
            self.found.append(
                Diagnostic("unbalanced-tag", message, span, "一个标签写在同一段里，两头齐全")
            )

    def _tag(self, tag: Tag) -> None:
        self._alone(tag)
        if tag.text.startswith("{{"):
            self._walk(tag, f"{{{{ {tag.body} }}}}")
        elif tag.word in _OPENING:
            inner = self._opening(tag)
            self.open.append((tag, self.scope))
            self.scope = inner
        elif tag.word in (*_CLOSING, "elif", "else"):
            self._inside(tag)
        elif tag.word == "set":
            self.scope = self._walk(tag, f"{{% {tag.body} %}}")
        elif tag.word in _BREAKING:
            self._add(tag, "bad-tag", "这种写法会生成坏文件", "合并、底色直接在 Word 模板里做好")
        else:
            near = or_nearest(tag.word, _KNOWN)
            self._add(tag, "bad-tag", f"没有标签“{tag.word}”{near}", f"可以用：{'、'.join(_KNOWN)}")

    def _opening(self, tag: Tag) -> Scope:
        """Check a for or if; return the scope inside of it."""
        body = self._parse(tag, f"{{% {tag.body} %}}{{% {_OPENING[tag.word]} %}}")
        match body:
            case [nodes.For(target=target, iter=items)]:
                return self._names(tag).bind_loop(target, items, self.scope)
            case [nodes.If(test=test)]:
                self._names(tag).value(test, self.scope)
        return self.scope

    def _inside(self, tag: Tag) -> None:
        """Check an elif, else or end against the block that is open."""
        if not self.open:
            self._add(tag, "unbalanced-tag", "前面没有对应的开头", _BALANCE)
            return
        opening, around = self.open[-1]
        expected = (_OPENING[opening.word], "else", *(["elif"] if opening.word == "if" else []))
        if tag.word not in expected:
            message = f"这里应当是 {' 或 '.join(expected)}，与 {opening.text} 对应"
            self._add(tag, "unbalanced-tag", message, _BALANCE)
        elif tag.prefix != opening.prefix:
            message = f"写法与开头的 {opening.text} 不一致"
            self._add(tag, "tag-prefix", message, "开头、中间、收尾都带同样的 p、tr 或都不带")
        elif not tag.prefix and tag.paragraph is not opening.paragraph:
            message = f"与 {opening.text} 不在同一段"
            self._add(tag, "tag-prefix", message, "跨段的写成 {%p … %}，跨行的写成 {%tr … %}")
        elif _home(tag.paragraph, tag.prefix) is not _home(opening.paragraph, opening.prefix):
            message = f"与 {opening.text} 不在同一个单元格或表格里"
            self._add(tag, "tag-prefix", message, "移到同一处")
        if tag.word == "elif":
            self._walk(tag, f"{{% if {tag.body.removeprefix('elif')} %}}{{% endif %}}")
        elif tag.word in _CLOSING:
            self.open.pop()
            self.scope = around

    def _alone(self, tag: Tag) -> None:
        """A tag with p, tr, tc or r replaces its paragraph, row, cell or run with all it holds."""
        if not tag.prefix:
            return
        element, name = _HOMES[tag.prefix]
        text = self.part.texts[self.part.paragraphs.index(tag.paragraph)]
        if tag.prefix == "r":
            runs = [
                "".join(t.text or "" for t in r.iter(f"{W}t")) for r in tag.paragraph.iter(element)
            ]
            alone = any(run.strip() == tag.text for run in runs)
        else:
            home = next(tag.paragraph.iterancestors(element), tag.paragraph)
            whole = text if tag.prefix == "p" else "".join(t.text or "" for t in home.iter(f"{W}t"))
            alone = whole.strip() == tag.text
        if not alone:
            self._add(
                tag,
                "tag-not-alone",
                f"没有独占一个{name}",
                f"让它独占一个{name}，{name}里别的内容会丢失",
            )

    def _parse(self, tag: Tag, source: str) -> list[nodes.Node]:
        try:
            return self.sandbox.parse(source).body
        except TemplateSyntaxError as error:
            self._add(tag, "bad-tag", f"写法有误（{error.message}）", "照手册里的写法改")
            return []

    def _walk(self, tag: Tag, source: str) -> Scope:
        return self._names(tag).walk(self._parse(tag, source), self.scope)

    def _names(self, tag: Tag) -> Names:
        def report(message: str, _: int) -> None:
            self._add(tag, "unknown-variable", message, "照手册里的名字写")

        return Names(self.sandbox, report)


def _tag_of(part: Part, paragraph: etree._Element, match: re.Match[str]) -> Tag:
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


def _home(paragraph: etree._Element, prefix: str) -> etree._Element | None:
    """Return what must hold both ends of a block: the cell or body, or for rows the table."""
    if prefix == "tr":
        return next(paragraph.iterancestors(f"{W}tbl"), None)
    return paragraph.getparent()

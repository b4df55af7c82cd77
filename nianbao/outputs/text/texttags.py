"""The tags of a plain-text template checked before they run (template-check)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import TemplateSyntaxError

from nianbao.findings.codes.of_documents import UNBALANCED_TAG
from nianbao.findings.codes.of_references import FULLWIDTH_BRACES
from nianbao.findings.finding import Code, Finding
from nianbao.outputs.names import FORBIDDEN, HELP, Names, fields_of
from nianbao.outputs.sandbox import Sandbox
from nianbao.outputs.tagging import (
    BALANCE,
    FULLWIDTH,
    KNOWN,
    LOOSE,
    NARROW,
    NEVER,
    OPENING,
    TAG,
)
from nianbao.outputs.text.twin import text_sandbox
from nianbao.reading.fields import or_nearest
from nianbao.reading.yamltree import not_utf8
from nianbao.regex import regex
from nianbao.source import Source, Span, decode
from nianbao.view import View

_WHOLE = regex(TAG.pattern, re.DOTALL)  # here a tag may go over several lines
_WORD = regex(r"[-+]?\s*(\w*)")


def inspect_text_template(
    name: str, data: bytes, view: View, sandbox: Sandbox | None = None
) -> list[Finding]:
    """Return what reading finds wrong with a template that is text; the twin's unless a sandbox is given."""
    source, undecodable = decode(name, data)
    if undecodable is not None:
        return [not_utf8(undecodable)]
    return check_text_tags(source, view, sandbox or text_sandbox())


def check_text_tags(source: Source, view: View, sandbox: Sandbox) -> list[Finding]:
    """Check the tags of a text template against what the view offers."""
    findings = [*_loose(source), *_words(source)]
    if findings:
        return findings

    def tell(message: str, line: int, code: Code) -> None:
        text = source.lines[line - 1]
        length = max(len(text.strip()), 1)
        span = source.span(line, len(text) - len(text.lstrip()) + 1, length)
        findings.append(code.at(span, message, HELP[code]))

    try:
        body = sandbox.parse(source.text).body
    except TemplateSyntaxError as error:
        tell(f"写法有误（{error.message}）", error.lineno, FORBIDDEN)
        return findings
    Names(sandbox, tell).walk(body, fields_of(view))
    return findings


def _loose(source: Source) -> Iterator[Finding]:
    """Report full-width braces, and braces that open or close no tag."""
    rest = _WHOLE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), source.text)
    for number, line in enumerate(rest.split("\n"), 1):
        for match in FULLWIDTH.finditer(line):
            span = source.span(number, match.start() + 1, len(match[0]))
            message = f"花括号是全角的：{match[0]}"
            yield FULLWIDTH_BRACES.at(span, message, NARROW)
        for match in LOOSE.finditer(line):
            span = source.span(number, match.start() + 1, 2)
            message = f"{match[0]} 没有配对：{line[match.start() : match.start() + 20]}"
            yield UNBALANCED_TAG.at(span, message, "一个标签两头齐全")


def _words(source: Source) -> Iterator[Finding]:
    """Report statements that there are not, and blocks that do not open and close in turn."""
    blocks: list[tuple[str, str, Span]] = []
    for match in _WHOLE.finditer(source.text):
        first_line = match[0].partition("\n")[0]
        before = source.text[: match.start()].split("\n")
        span = source.span(len(before), len(before[-1]) + 1, len(first_line))
        if re.search(r"\{[{%]", match["value"] or match["statement"] or ""):  # ran into the next
            message = f"{match[0][:2]} 没有配对：{first_line[:20]}"
            yield UNBALANCED_TAG.at(span, message, "一个标签两头齐全")
            return
        found = _WORD.match(match["statement"] or "")
        if match["statement"] is None or found is None:
            continue
        word, tag = found[1], " ".join(match[0].split())
        if word in OPENING:
            blocks.append((word, tag, span))
        elif word.startswith("end") and word in KNOWN:
            opening, opened, _ = blocks.pop() if blocks else ("", "", span)
            if not opening:
                message = f"{tag} 前面没有对应的开头"
                yield UNBALANCED_TAG.at(span, message, BALANCE)
            elif OPENING[opening] != word:
                message = f"{tag}：这里应当是 {OPENING[opening]}，与 {opened} 对应"
                yield UNBALANCED_TAG.at(span, message, BALANCE)
        elif word in NEVER:
            message = f"{tag}：模板里不能用 {word}"
            yield FORBIDDEN.at(span, message, f"可以用：{'、'.join(KNOWN)}")
        elif word not in KNOWN:
            message = f"{tag}：没有标签“{word}”{or_nearest(word, KNOWN)}"
            yield FORBIDDEN.at(span, message, f"可以用：{'、'.join(KNOWN)}")
            return  # what follows depends on what was meant
    for word, tag, span in blocks:
        message = f"{tag} 没有对应的 {OPENING[word]}"
        yield UNBALANCED_TAG.at(span, message, BALANCE)

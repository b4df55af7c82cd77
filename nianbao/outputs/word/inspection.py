"""A Word file checked as a whole: a template before it runs, a finished document whoever made it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from nianbao.findings.codes.of_documents import NOT_IN_DATA, NOT_PRINTED, RESTYLED
from nianbao.findings.finding import Finding, Related, strict
from nianbao.outputs.errors import TemplateError, whole
from nianbao.outputs.readback import Value, differences
from nianbao.outputs.word.document import added, read_document
from nianbao.outputs.word.links import check_package
from nianbao.outputs.word.ooxml import check_structure
from nianbao.outputs.word.package import Package, open_package, text_of
from nianbao.outputs.word.publication import unfit
from nianbao.outputs.word.restyled import last_author, restyled
from nianbao.outputs.word.tags import check_word_tags, leftover_tags, tags_outside
from nianbao.outputs.word.xmlpart import DOCUMENT, W
from nianbao.source import Span
from nianbao.view import View

_PAGE_NUMBER = re.compile(r"[—－–\-\s\d]*|第?\s*\d*\s*页?(?:\s*[共/]\s*\d*\s*页?)?")


def inspect_word_template(name: str, data: bytes, view: View) -> list[Finding]:
    """Return what reading finds wrong with a Word template; there, a warning is an error."""
    package, findings = _open(name, data)
    for part in package.texts:
        findings += check_word_tags(part, view) if part.name == DOCUMENT else tags_outside(part)
    return strict([*findings, *unfit(package)])


def inspect_document(name: str, data: bytes) -> list[Finding]:
    """Return all that is wrong with a finished Word file, whoever made it."""
    package, findings = _open(name, data)
    for part in package.texts:
        findings += leftover_tags(part)
    return [*findings, *unfit(package)]


def compare_document(
    name: str,
    data: bytes,
    view: View,
    template: bytes = b"",
    places: Mapping[str, Span] = MappingProxyType({}),
) -> list[Finding]:
    """Return where a finished Word file and a report differ: what is missing, changed, or added.

    `template` is what the file was made from: words in its headers and footers may be there.
    `places` are the lines of the data by the paragraphs that they print.
    """
    try:
        document = read_document(data)
    except TemplateError:
        return []  # the file cannot be read, and inspect_document has said so
    findings = [
        NOT_PRINTED.at(
            whole(name), difference.message, "改了的写回数据文件；改错的，重新生成",
            related=tuple(_in_data(difference.expected, places)),
        )
        for difference in (
            *differences("正文", view.paragraphs, document.paragraphs),
            *differences("统计表", view.rows, document.rows),
        )
    ]  # fmt: skip
    words = [*added(view, document), *_other_stories(data, template)]
    help_ = "要的写进数据文件，重新生成；不要的在 Word 里删去"
    findings += (NOT_IN_DATA.at(whole(name), f"多了：{each[:60]}", help_) for each in words)
    return [*findings, *_looks(name, data, template, view.落款.署名)]


def _looks(name: str, data: bytes, template: bytes, signer: str) -> Iterator[Finding]:
    package, _ = open_package(name, data)
    yield from restyled(package, open_package("", template)[0])
    if person := last_author(package, signer):
        message = f"文件属性里最后保存的人是“{person[:20]}”"
        yield RESTYLED.at(
            whole(name), message, "在 Word 里检查文档（文件—信息—检查问题），删去个人信息"
        )


def _in_data(value: Value, places: Mapping[str, Span]) -> Iterator[Related]:
    """Yield the line of the data that a paragraph or row was printed from."""
    if isinstance(value, tuple):
        found = places.get(value[0])
    else:  # a point is printed with its ordinal
        found = places.get(value) or next(
            (span for text, span in places.items() if text and value.endswith(text)), None
        )
    if found is not None:
        yield Related(found, "数据里的这一处")


def _other_stories(data: bytes, template: bytes) -> list[str]:
    """Return what headers, footers, notes and text boxes say, and the template's do not."""
    own = set(_stories(template))
    return [each for each in _stories(data) if each not in own]


def _stories(data: bytes) -> Iterator[str]:
    package, _ = open_package("", data)
    for part in package.texts:
        if part.name.startswith("word/comments"):
            continue  # a comment is a finding of its own
        boxes = part.root.iter(f"{W}txbxContent") if part.name == DOCUMENT else [part.root]
        for box in boxes:
            for paragraph in box.iter(f"{W}p"):
                text = text_of(paragraph).strip()
                if text and not _PAGE_NUMBER.fullmatch(text):
                    yield text


def _open(name: str, data: bytes) -> tuple[Package, list[Finding]]:
    package, findings = open_package(name, data)
    if package.data:
        findings += [*check_package(package), *check_structure(package)]
    return package, findings

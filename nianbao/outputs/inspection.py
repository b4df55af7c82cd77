"""Checking a template or a finished document as a whole (template-check, verify)."""

from __future__ import annotations

from nianbao.findings.codes.of_documents import BAD_TEMPLATE, NOT_PRINTED
from nianbao.findings.finding import Finding, strict
from nianbao.form import Form
from nianbao.outputs.errors import TemplateError
from nianbao.outputs.sandbox import Unkept
from nianbao.outputs.word.ooxml import check_structure
from nianbao.outputs.word.package import Package, finding, open_package
from nianbao.outputs.word.xmlpart import DOCUMENT
from nianbao.reading.yamltree import not_utf8
from nianbao.source import decode
from nianbao.view import View, specimen


def inspect_template(name: str, data: bytes, form: Form) -> list[Finding]:
    """Return all that is wrong with a template, Word or text, for reports of a form."""
    view = specimen(form)
    if name.endswith(".txt"):
        from nianbao.outputs.text.texttags import check_text_tags
        from nianbao.outputs.text.twin import text_sandbox

        source, undecodable = decode(name, data)
        if undecodable is not None:
            return [not_utf8(undecodable)]
        return check_text_tags(source, view, text_sandbox()) or _trial(name, data, view)
    from nianbao.outputs.word.tags import check_word_tags, tags_outside

    package, findings = _open(name, data)
    for part in package.texts:
        findings += check_word_tags(part, view) if part.name == DOCUMENT else tags_outside(part)
    return strict(findings) or _trial(name, data, view)


def inspect_document(name: str, data: bytes) -> list[Finding]:
    """Return all that is wrong with a finished Word file, whoever made it."""
    from nianbao.outputs.word.tags import leftover_tags

    package, findings = _open(name, data)
    for part in package.texts:
        findings += leftover_tags(part)
    return findings


def compare_document(name: str, data: bytes, view: View) -> list[Finding]:
    """Return each figure and paragraph of a report that a finished Word file does not say."""
    from nianbao.outputs.word.document import document_differences

    help_ = "改数据文件后重新生成；不要在 Word 里改数"
    try:
        differences = document_differences(view, data)
    except TemplateError:
        return []  # the file cannot be read, and inspect_document has said so
    return [finding(NOT_PRINTED, difference, name, help_) for difference in differences]


def _open(name: str, data: bytes) -> tuple[Package, list[Finding]]:
    from nianbao.outputs.word.links import check_package

    package, findings = open_package(name, data)
    if package.data:
        findings += [*check_package(package), *check_structure(package)]
    return package, findings


def _trial(name: str, data: bytes, view: View) -> list[Finding]:
    """Render a template that looks right with the specimen, and check what comes of it.

    This finds what reading cannot: a tag in a place that docxtpl does not know, a text that the
    template does not print.
    """
    from nianbao.outputs.text.twin import TextTemplate
    from nianbao.outputs.word.docx import WordTemplate

    help_ = "改模板，或从 git 取回原来的"
    kind = TextTemplate if name.endswith(".txt") else WordTemplate
    try:
        template = kind.compile(data, Unkept())
        rendered = template.render(view)
    except TemplateError as error:
        return [finding(BAD_TEMPLATE, f"试排不成功：{error}", name, help_)]
    missing = [
        finding(NOT_PRINTED, f"试排后{difference}", name, help_)
        for difference in template.differences(view, rendered)
    ]
    return missing[:5] or (inspect_document(name, rendered) if kind is WordTemplate else [])

"""A Word file checked as a whole: a template before it runs, a finished document whoever made it."""

from __future__ import annotations

from nianbao.findings.codes.of_documents import NOT_PRINTED
from nianbao.findings.finding import Finding, strict
from nianbao.outputs.errors import TemplateError, whole
from nianbao.outputs.word.document import document_differences, read_document
from nianbao.outputs.word.links import check_package
from nianbao.outputs.word.ooxml import check_structure
from nianbao.outputs.word.package import Package, open_package
from nianbao.outputs.word.tags import check_word_tags, leftover_tags, tags_outside
from nianbao.outputs.word.xmlpart import DOCUMENT
from nianbao.view import View


def inspect_word_template(name: str, data: bytes, view: View) -> list[Finding]:
    """Return what reading finds wrong with a Word template; there, a warning is an error."""
    package, findings = _open(name, data)
    for part in package.texts:
        findings += check_word_tags(part, view) if part.name == DOCUMENT else tags_outside(part)
    return strict(findings)


def inspect_document(name: str, data: bytes) -> list[Finding]:
    """Return all that is wrong with a finished Word file, whoever made it."""
    package, findings = _open(name, data)
    for part in package.texts:
        findings += leftover_tags(part)
    return findings


def compare_document(name: str, data: bytes, view: View) -> list[Finding]:
    """Return each figure and paragraph of a report that a finished Word file does not say."""
    help_ = "改数据文件后重新生成；不要在 Word 里改数"
    try:
        differences = document_differences(view, read_document(data))
    except TemplateError:
        return []  # the file cannot be read, and inspect_document has said so
    return [NOT_PRINTED.at(whole(name), difference, help_) for difference in differences]


def _open(name: str, data: bytes) -> tuple[Package, list[Finding]]:
    package, findings = open_package(name, data)
    if package.data:
        findings += [*check_package(package), *check_structure(package)]
    return package, findings

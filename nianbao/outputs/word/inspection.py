"""A Word file checked as a whole: a template before it runs, a finished document whoever made it."""

from __future__ import annotations

from nianbao.findings.finding import Finding, strict
from nianbao.outputs.word.links import check_package
from nianbao.outputs.word.ooxml import check_structure
from nianbao.outputs.word.package import Package, open_package
from nianbao.outputs.word.publication import unfit
from nianbao.outputs.word.tags import check_word_tags, leftover_tags, tags_outside
from nianbao.outputs.word.xmlpart import DOCUMENT
from nianbao.view import View


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


def _open(name: str, data: bytes) -> tuple[Package, list[Finding]]:
    package, findings = open_package(name, data)
    if package.data:
        findings += [*check_package(package), *check_structure(package)]
    return package, findings

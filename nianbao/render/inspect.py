"""Checking a template or a finished document as a whole (template-check, verify)."""

from __future__ import annotations

from nianbao.diagnostic import Diagnostic
from nianbao.form import Form
from nianbao.source import decode
from nianbao.view import specimen
from nianbao.yamltree import not_utf8


def inspect_template(name: str, data: bytes, form: Form) -> list[Diagnostic]:
    """Return all that is wrong with a template, Word or text, for reports of a form."""
    view = specimen(form)
    if name.endswith(".txt"):
        from nianbao.render.tags import check_text_tags
        from nianbao.render.text import text_sandbox

        source, undecodable = decode(name, data)
        if undecodable is not None:
            return [not_utf8(undecodable)]
        return check_text_tags(source, view, text_sandbox())
    from nianbao.render.package import open_package
    from nianbao.render.structure import check_structure
    from nianbao.render.tags import check_word_tags

    package, findings = open_package(name, data)
    findings += check_structure(package)
    for part in package.texts:
        findings += check_word_tags(part, view)
    return findings


def inspect_document(name: str, data: bytes) -> list[Diagnostic]:
    """Return all that is wrong with a finished Word file, whoever made it."""
    from nianbao.render.package import open_package
    from nianbao.render.structure import check_structure
    from nianbao.render.tags import leftover_tags

    package, findings = open_package(name, data)
    findings += check_structure(package)
    for part in package.texts:
        findings += leftover_tags(part)
    return findings

"""Rendering (生成): a view and a form's templates give the bytes of the report's files.

Each output is read back before it counts: what was typed is what is printed.

In reading order:

    errors         what can be wrong with a template
    sandbox        templates in Jinja's sandbox, compiled once
    readback       what an output says, compared with the view
    names          the names that a tag may use
    word           the Word report
    text           the plain-text twin
    layout         a form's first Word layout
    inspection     a template or a document checked as a whole
    pdf            the Word report made into a PDF
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Protocol

from nianbao.files import shown
from nianbao.findings.codes.of_documents import BAD_TEMPLATE, NOT_PRINTED
from nianbao.findings.finding import Code, Finding
from nianbao.form import Form
from nianbao.outputs.errors import TemplateError
from nianbao.outputs.sandbox import Kept
from nianbao.source import Source
from nianbao.view import View


class Template(Protocol):
    """A compiled template."""

    def render(self, view: View) -> bytes:
        """Return the bytes of the file; TemplateError where the template is wrong."""

    def differences(self, view: View, data: bytes) -> list[str]:
        """Return in Chinese what the rendered bytes fail to say."""


def _word(data: bytes, kept: Kept) -> Template:
    from nianbao.outputs.word.docx import WordTemplate

    return WordTemplate.compile(data, kept)


def _text(data: bytes, kept: Kept) -> Template:
    from nianbao.outputs.text.twin import TextTemplate

    return TextTemplate.compile(data, kept)


RENDERERS: dict[str, Callable[[bytes, Kept], Template]] = {"docx": _word, "txt": _text}


@cache
def load(path: Path, form: Form) -> tuple[Template | None, list[Finding]]:
    """Read, check and compile a template, once in the life of the process.

    What passed the checks before is kept on the disk and not checked again.
    """
    data = path.read_bytes()
    kept = Kept(data, form.source.text)
    if kept.source is None:
        from nianbao.outputs.inspection import inspect_template

        findings = inspect_template(shown(path), data, form)
        if findings:
            return None, findings
    try:
        return RENDERERS[path.suffix[1:]](data, kept), []
    except TemplateError as error:
        return None, [_about(path, BAD_TEMPLATE, str(error))]


def render(
    view: View, form: Form, formats: Iterable[str]
) -> tuple[dict[str, bytes], list[Finding]]:
    """Return the report's files by format, each read back; a broken template is a finding."""
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    for format_ in formats:
        path = form.folder / f"report.{format_}"
        template, found = load(path, form)
        findings += found
        if template is None:
            continue
        try:
            files[format_] = template.render(view)
        except TemplateError as error:
            findings.append(_about(path, BAD_TEMPLATE, str(error)))
            continue
        findings += [
            _about(path, NOT_PRINTED, difference)
            for difference in template.differences(view, files[format_])
        ]
    return files, findings


def _about(path: Path, code: Code, message: str) -> Finding:
    span = Source.from_text(shown(path), "").span(1, 1)
    return code.at(span, message, "改模板，或从 git 取回原来的")

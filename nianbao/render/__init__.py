"""Rendering (生成): a view and a form's templates give the bytes of the report's files.

Each output is read back before it counts: what was typed is what is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Protocol

from nianbao.diagnostic import Diagnostic
from nianbao.files import shown
from nianbao.render.errors import TemplateError
from nianbao.source import Source
from nianbao.view import View


class Template(Protocol):
    """A compiled template."""

    def render(self, view: View) -> bytes:
        """Return the bytes of the file; TemplateError where the template is wrong."""

    def differences(self, view: View, data: bytes) -> list[str]:
        """Return in Chinese what the rendered bytes fail to say."""


def _word(data: bytes) -> Template:
    from nianbao.render.word import WordTemplate

    return WordTemplate.compile(data)


def _text(data: bytes) -> Template:
    from nianbao.render.text import TextTemplate

    return TextTemplate.compile(data)


RENDERERS: dict[str, Callable[[bytes], Template]] = {"docx": _word, "txt": _text}


@cache
def template(path: Path) -> Template:
    """Read and compile a template, once in the life of the process."""
    return RENDERERS[path.suffix[1:]](path.read_bytes())


def render(
    view: View, folder: Path, formats: Iterable[str]
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Return the report's files by format, each read back; a broken template is a finding."""
    files: dict[str, bytes] = {}
    findings: list[Diagnostic] = []
    for format_ in formats:
        path = folder / f"report.{format_}"
        span = Source.from_text(shown(path), "").span(1, 1)
        try:
            chosen = template(path)
            files[format_] = chosen.render(view)
        except TemplateError as error:
            findings.append(
                Diagnostic("bad-template", str(error), span, "改模板，或从 git 取回原来的")
            )
            continue
        findings.extend(
            Diagnostic(
                "not-printed", difference, span, "模板漏印了内容：改模板，或从 git 取回原来的"
            )
            for difference in chosen.differences(view, files[format_])
        )
    return files, findings

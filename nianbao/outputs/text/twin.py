"""The plain-text twin: one paragraph a line, the table in columns aligned for wide characters."""

from __future__ import annotations

import re
from typing import NamedTuple

import jinja2

from nianbao.findings.width import width
from nianbao.outputs.errors import TemplateError
from nianbao.outputs.readback import missing
from nianbao.outputs.sandbox import Kept, Sandbox
from nianbao.view import View

_FIGURE = re.compile(r"[-\d./]+$")


def pad(text: str, columns: int) -> str:
    """Fill a text up with spaces to a width in columns, wide characters counting two."""
    return text + " " * max(columns - width(text), 0)


def beside(cells: list[str], widths: list[int]) -> str:
    """Set cells side by side, two spaces apart, in columns of these widths (并列).

    Figures stand at the right of their columns, words at the left.
    """
    padded = []
    for text, columns in zip(cells, widths, strict=True):
        padded.append(text.rjust(columns) if _FIGURE.match(text) else pad(text, columns))
    return "  ".join(padded).rstrip()


def widest(texts: list[str]) -> int:
    """Return the width of the widest text in columns (最宽)."""
    return max(map(width, texts), default=0)


def text_sandbox() -> Sandbox:
    """Return the sandbox in which text templates run, with the filters that they may use."""
    sandbox = Sandbox(autoescape=False)
    sandbox.filters |= {"并列": beside, "最宽": widest}
    return sandbox


class TextTemplate(NamedTuple):
    """A plain-text template, compiled once and rendered many times."""

    body: jinja2.Template

    @classmethod
    def compile(cls, data: bytes, kept: Kept) -> TextTemplate:
        """Compile the text of a template; TemplateError where Jinja cannot."""
        try:
            if kept.source is None:
                kept.keep(data.decode("utf-8-sig"))
            return cls(kept.compile(text_sandbox()))
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(
                f"文本模板第 {error.lineno} 行的标签有误：{error.message}"
            ) from error

    def render(self, view: View) -> bytes:
        """Return the text of a report as UTF-8 with LF line ends."""
        try:
            return self.body.render(view._asdict()).encode("utf-8")
        except jinja2.UndefinedError as error:
            raise TemplateError(f"文本模板里用了没有的名字：{error.message}") from error
        except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError) as error:
            raise TemplateError(f"文本模板里的标签不能执行：{error}") from error

    def differences(self, view: View, data: bytes) -> list[str]:
        """Return in Chinese what a rendered text fails to say."""
        return text_differences(view, data)


def text_differences(view: View, text: bytes) -> list[str]:
    """Return in Chinese what a plain text fails to say of a view; nothing where it is whole."""
    lines = text.decode("utf-8").split("\n")
    rows = ["".join("".join(cells).split()) for cells in view.lines]
    return [
        *missing("正文", view.paragraphs, lines),
        *missing("统计表", rows, ["".join(line.split()) for line in lines]),
    ]

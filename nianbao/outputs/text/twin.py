"""The plain-text twin: one paragraph a line, the tables as `table` has them."""

from __future__ import annotations

from nianbao.findings.width import width
from nianbao.outputs.readback import missing
from nianbao.outputs.sandbox import Compiled, Sandbox
from nianbao.outputs.text.columns import expected, pad, read, table_text
from nianbao.regex import regex
from nianbao.store import Store
from nianbao.tuples import NamedTuple
from nianbao.view import View

_FIGURE = regex(r"[-\d./]+$")


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
    sandbox.filters |= {"成表": table_text, "并列": beside, "最宽": widest}
    return sandbox


class TextTemplate(NamedTuple):
    """A plain-text template, compiled once and rendered many times."""

    body: Compiled

    @classmethod
    def compile(cls, data: bytes, store: Store) -> TextTemplate:
        """Compile the text of a template; TemplateError where Jinja cannot."""
        return cls(Compiled("文本模板", data.decode("utf-8-sig"), text_sandbox(), store))

    def render(self, view: View) -> bytes:
        """Return the text of a report as UTF-8 with LF line ends."""
        return self.body.fill(view).encode("utf-8")


def text_differences(view: View, text: bytes) -> list[str]:
    """Return in Chinese what a plain text fails to say of a view; nothing where it is whole.

    A template may print a table with 成表, or its rows with 并列, the label first.
    """
    lines = text.decode("utf-8").split("\n")
    figures_first = [each for grid in view.表 for each in expected(grid)]
    differ = list(missing("统计表", figures_first, read(lines)))
    if differ:
        labels_first = ["".join("".join(cells).split()) for cells in view.lines]
        otherwise = missing("统计表", labels_first, ["".join(line.split()) for line in lines])
        differ = min(differ, list(otherwise), key=len)
    return [*missing("正文", view.paragraphs, lines), *differ]

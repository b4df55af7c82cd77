"""A web page rendered from its template, and read back as a browser would show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from nianbao.outputs.charts.markup import BESIDE_STYLE
from nianbao.outputs.errors import TemplateError
from nianbao.outputs.readback import NotPlainError, Value, missing
from nianbao.outputs.sandbox import Compiled, Sandbox
from nianbao.outputs.web.body import Page, read_body, tidy
from nianbao.store import Store
from nianbao.tuples import NamedTuple
from nianbao.view import Grid, View

_BESIDE = f"<style>\n{BESIDE_STYLE}\n</style>\n"


class PageTemplate(NamedTuple):
    """A page's template, compiled once and rendered many times."""

    body: Compiled

    @classmethod
    def compile(cls, data: bytes, store: Store) -> PageTemplate:
        """Compile the text of a template; TemplateError where Jinja cannot."""
        source = data.decode("utf-8-sig")
        return cls(Compiled("网页模板", source, Sandbox(autoescape=True), store))

    def render(self, view: View) -> bytes:
        """Return the page as UTF-8; the same view gives the same bytes."""
        lines = (line.rstrip() for line in self.body.fill(view).split("\n"))
        page = "\n".join(line for line in lines if line) + "\n"
        return (_with_other_years(page, view.往年) if view.往年 else page).encode("utf-8")


def _with_other_years(page: str, aside: str) -> str:
    """Put what is said of other years behind the report, and its styles into the head."""
    if page.count("</head>") != 1 or page.count("</body>") != 1:
        raise TemplateError("网页模板里没有 </head> 和 </body>，“往年”没有地方放")
    page = page.replace("</head>", f"{_BESIDE}</head>")
    return page.replace("</body>", f"{aside}\n</body>")


def page_differences(view: View, page: bytes) -> list[str]:
    """Return in Chinese what a page fails to say of a view, and what it says besides."""
    text = page.decode("utf-8")
    if view.往年:
        if text.count(view.往年) != 1:
            return ["网页里往年的数不是数据里的"]
        text = text.replace(f"{view.往年}\n", "").replace(_BESIDE, "")
    said = _read(text)
    expected = [row for grid in view.表 for row in row_words(grid)]
    paragraphs = list(map(tidy, view.paragraphs))
    return [
        *missing("正文", paragraphs, said.texts),
        *missing("统计表", expected, said.rows),
        *(f"网页里多了：{each[:60]}" for each in _more(paragraphs, said.texts)),
        *(f"网页里多了一行：{' '.join(each)[:60]}" for each in _more(expected, said.rows)),
    ]


def _read(page: str) -> Page:
    try:
        return read_body(page)
    except NotPlainError:
        from nianbao.outputs.web.lenient import read_page

        return read_page(page)


def row_words(grid: Grid) -> Iterator[tuple[str, ...]]:
    """Yield what the rows of figures must say: label, unit, figures."""
    for block in grid.块:
        for row in block.行:
            if not row.标题:
                unit = (row.单位,) if grid.单位栏 else ()
                yield tuple(map(tidy, (row.标签 + row.注, *unit, *row.数)))


def _more(expected: Sequence[Value], actual: Sequence[Value]) -> Iterator[Value]:
    """Yield what was put in among the expected values, or stands there more often."""
    left = Counter(expected)
    for value in actual:
        if left[value]:
            left[value] -= 1
        else:
            yield value

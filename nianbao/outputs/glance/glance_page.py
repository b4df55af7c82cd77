"""The figures at a glance for a browser: each chart as SVG, with its table beside it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from html import escape
from xml.etree import ElementTree

from nianbao.outputs.charts.markup import PageColumn, page, table
from nianbao.outputs.charts.vector import Bar, Picture, bars
from nianbao.outputs.glance.onepage import source, title, words
from nianbao.view import Chart, View

_BLANK = "/"


def glance_page(view: View) -> bytes:
    """Return the page as UTF-8; the same view gives the same bytes."""
    return page(title(view), _body(view))


def _body(view: View) -> Iterator[str]:
    for number, chart in enumerate(view.图解, 1):
        yield f"<h2>{escape(chart.标题)}</h2>"
        yield f"<figure>{_picture(chart, f'图{number}')}</figure>"
        heads = (PageColumn("项"), PageColumn(f"数（{chart.单位}）"))
        rows = [list(map(escape, pair)) for pair in zip(chart.名, chart.数, strict=True)]
        yield from table(f"表{number}", f"{chart.标题}（单位：{chart.单位}）", heads, rows)
    yield f"<p>{source(view)}</p>"


def _picture(chart: Chart, name: str) -> str:
    shown = [
        Bar(label, None if number == _BLANK else Decimal(number))
        for label, number in zip(chart.名, chart.数, strict=True)
    ]
    return bars(Picture(name, f"{chart.标题}，单位：{chart.单位}", words(chart)), shown)


def glance_page_differences(view: View, data: bytes) -> list[str]:
    """Return in Chinese what the page fails to show, in its tables and in the words of its charts."""
    page = data.decode("utf-8")
    main = page[page.index("<main>") : page.index("</main>") + len("</main>")]
    document = ElementTree.fromstring(main)  # noqa: S314  written just now, and each element is closed
    tables = [
        [tuple("".join(cell.itertext()) for cell in row) for row in each.iter("tr")][1:]
        for each in document.iter("table")
    ]
    said = ["".join(e.itertext()) for e in document.iter() if str(e.tag).endswith("}desc")]
    found = []
    for number, chart in enumerate(view.图解):
        wanted = list(zip(chart.名, chart.数, strict=True))
        if number >= len(tables) or tables[number] != wanted:
            found.append(f"图解网页里“{chart.标题}”的表不是数据里的数")
        if words(chart) not in said:
            found.append(f"图解网页里“{chart.标题}”没有替代文字")
    return found

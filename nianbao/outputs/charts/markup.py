"""A page of tables and pictures for a browser (页面): one file, nothing fetched, no script.

What compare and trend print and the one-page picture share: its head, its colours, its tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from nianbao.tuples import NamedTuple

COLOURS = """
--one: #1f5fa8; --two: #a33b00; --three: #1b6e3c; --four: #6b3fa0; --five: #7a5c00; --six: #555;
""".strip()
DARK = """
--one: #8fbcf5; --two: #ffab80; --three: #86d6a5; --four: #cdb2f2; --five: #e3c561; --six: #c2c2c2;
""".strip()
STYLE = (
    f"""
:root {{ color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --rule: #767676; --head: #f2f2f2;
{COLOURS} }}
@media (prefers-color-scheme: dark) {{ :root {{ --ink: #e8e8e8; --paper: #161616; --rule: #8a8a8a;
--head: #2a2a2a; {DARK} }} }}
""".strip()
    + """
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--paper); line-height: 1.7;
font-family: "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.4; margin: 1rem 0; }
h2 { font-size: 1.2rem; margin: 1.6rem 0 .5rem; }
p, li { margin: .3rem 0; }
figure { margin: 1rem 0; }
svg { width: 100%; height: auto; max-width: 46rem; display: block; }
.表 { overflow-x: auto; margin: .6rem 0; }
.表:focus-visible { outline: 3px solid var(--one); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: bold; padding: .2rem 0; }
th, td { border: 1px solid var(--rule); padding: .2rem .5rem; }
thead th { background: var(--head); }
tbody th { text-align: left; font-weight: normal; }
td { text-align: right; white-space: nowrap; }
td.文 { text-align: left; white-space: normal; min-width: 4.2em; }
del { text-decoration: line-through; color: var(--two); }
ins { text-decoration: underline; color: var(--three); }
@media print { main { max-width: none; padding: 0; } svg, tr { break-inside: avoid; } }
""".rstrip()
)
# Of what stands behind a report on its own page, which has its own looks; printed, it is the report alone.
BESIDE_STYLE = f"""
.往年 {{ {COLOURS}
max-width: 46rem; margin: 0 auto; padding: 1rem; border-top: 1px solid var(--rule); }}
@media (prefers-color-scheme: dark) {{ .往年 {{ {DARK} }} }}
.往年 p {{ text-indent: 0; }}
.往年 figure {{ margin: 1rem 0; }}
.往年 svg {{ width: 100%; height: auto; max-width: 46rem; display: block; }}
.往年 table {{ width: auto; }}
.往年 td.文 {{ text-align: left; }}
@media print {{ .往年 {{ display: none; }} }}
""".strip()


class PageColumn(NamedTuple):
    """A column of a page's table: its head, and whether it holds words."""

    head: str
    words: bool = False


def page(title: str, body: Iterable[str]) -> bytes:
    """Return a page as UTF-8; the body is HTML already."""
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>\n{STYLE}\n</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{escape(title)}</h1>",
        *body,
        "</main>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def table(
    name: str, caption: str, columns: Sequence[PageColumn], rows: Iterable[Sequence[str]]
) -> list[str]:
    """Return a table whose first column names its rows; cells are HTML already, heads are texts.

    Wide ones scroll in a box of their own, which the keyboard reaches.
    """
    heads = "".join(f'<th scope="col">{escape(column.head)}</th>' for column in columns)
    lines = [
        f'<div class="表" role="region" aria-labelledby="{name}" tabindex="0">',
        "<table>",
        f'<caption id="{name}">{escape(caption)}</caption>',
        f"<thead><tr>{heads}</tr></thead>",
        "<tbody>",
    ]
    for first, *others in rows:
        cells = "".join(
            f'<td class="文">{cell}</td>' if column.words else f"<td>{cell}</td>"
            for column, cell in zip(columns[1:], others, strict=True)
        )
        lines.append(f'<tr><th scope="row">{first}</th>{cells}</tr>')
    return [*lines, "</tbody>", "</table>", "</div>"]

"""Trends as a table on a terminal, as CSV, as JSON and as a page with charts (趋势的显示)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from nianbao.compare.series import Trend, TrendLine, Years
from nianbao.compare.wording_of import NONE
from nianbao.findings.programs import dumped
from nianbao.findings.width import visible, width
from nianbao.outputs.charts.markup import page
from nianbao.outputs.charts.vector import Drawn, Picture, lines

GAP = "┊"  # stands between years of different forms
HEAD = ("组", "指标", "单位")


def trends_as_text(years: Years, found: Sequence[Trend]) -> str:
    """Print trends for a person: a row a line, a dash where the form has no such figure."""
    said = [line for trend in found for line in (*_text(years, trend), "")]
    return "\n".join(map(visible, [*said, *notes(years, f"（“{GAP}”处）")])).rstrip("\n")


def _text(years: Years, trend: Trend) -> Iterator[str]:
    yield (
        f"{trend.title}（{trend.unit}）" if f"（{trend.unit}）" not in trend.title else trend.title
    )
    heads = ["指标", *map(str, years.span)]
    rows = [[line.label, *(shown(line, year) for year in years.span)] for line in trend.lines]
    wide = [max(map(width, column)) for column in zip(heads, *rows, strict=True)]
    for row in (heads, *rows):
        cells = [f"{row[0]}{' ' * (wide[0] - width(row[0]))}"]
        for year, cell, columns in zip(years.span, row[1:], wide[1:], strict=True):
            gap = f"{GAP} " if year in years.breaks else ""
            cells.append(f"{gap}{' ' * (columns - width(cell))}{cell}")
        yield f"  {'  '.join(cells)}"


def shown(line: TrendLine, year: int) -> str:
    """Return the figure of a year as it is printed; a dash where there is none."""
    figure = line.figures.get(year)
    return NONE if figure is None else figure.text


def notes(years: Years, where: str = "") -> list[str]:
    """Say in Chinese what the gaps are, and where they are seen."""
    said = [
        f"{year} 年起换了表式{where}：口径不同的不接着比，{NONE} 是那种表式没有的"
        for year in years.breaks
    ]
    if missing := [str(year) for year in years.span if year not in years.reports]:
        said.append(f"没有 {'、'.join(missing)} 年的数据")
    return said


def trends_as_csv(years: Years, found: Sequence[Trend]) -> bytes:
    """Return trends as the table that Excel opens: UTF-8 with its mark, no cell that begins a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow((*HEAD, *years.span))
    for trend in found:
        for line in trend.lines:
            figures = (line.figures.get(year) for year in years.span)
            words = map(_no_formula, (trend.title, line.label, line.unit))
            writer.writerow((*words, *("" if f is None else f.text for f in figures)))
    return text.getvalue().encode("utf-8-sig")


def _no_formula(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def trends_as_json(years: Years, found: Sequence[Trend]) -> str:
    """Print trends for a program; figures as they are printed, with their places."""
    forms = {str(year): report.form.folder.name for year, report in sorted(years.reports.items())}
    return dumped(
        {
            "years": years.span,
            "breaks": years.breaks,
            "forms": forms,
            "trends": [
                {
                    "title": trend.title,
                    "unit": trend.unit,
                    "lines": [_as_values(line) for line in trend.lines],
                }
                for trend in found
            ],
        }
    )


def _as_values(line: TrendLine) -> dict[str, Any]:
    spans = {year: figure.span for year, figure in line.figures.items()}
    return {
        "label": line.label,
        "cells": {
            str(y): f"{c.indicator.reference}.{c.column.name}" for y, c in line.cells.items()
        },
        "figures": {str(year): figure.text for year, figure in line.figures.items()},
        "places": {str(y): f"{s.source.name}:{s.line}:{s.column}" for y, s in spans.items()},
        "stretches": line.stretches,
    }


# ── the page ────────────────────────────────────────────────────────────────────────────────────


def trends_as_page(years: Years, found: Sequence[Trend], whose: str) -> bytes:
    """Return trends as a page: a chart and its table, group by group."""
    first, last = years.span[0], years.span[-1]
    return page(f"{whose} {first}—{last} 年政府信息公开的数", _body(years, found))


def _body(years: Years, found: Sequence[Trend]) -> Iterator[str]:
    for number, trend in enumerate(found, 1):
        yield f"<h2>{escape(trend.title)}</h2>"
        yield f"<figure>{chart(years, trend, f'图{number}')}</figure>"
        yield from trend_table(years, trend, f"表{number}")
    if said := notes(years):
        yield f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in said)}</ul>"


def chart(years: Years, trend: Trend, name: str) -> str:
    """Return the chart of a trend."""
    drawn = [
        Drawn(
            line.label,
            {year: figure.number for year, figure in line.figures.items()},
            line.stretches,
        )
        for line in trend.lines
    ]
    words = "；".join(_in_words(line) for line in trend.lines)
    broken = "".join(f"；{year} 年起换了表式" for year in years.breaks)
    picture = Picture(name, f"{trend.title}，单位：{trend.unit}", f"{words}{broken}。")
    return lines(picture, years.span, drawn, years.breaks)


def _in_words(line: TrendLine) -> str:
    years = "，".join(f"{year} 年 {figure.text}" for year, figure in sorted(line.figures.items()))
    return f"{line.label}：{years or '没有数'}"


def trend_table(years: Years, trend: Trend, name: str) -> Iterator[str]:
    """Yield the table of a trend, its years under the forms that they are of."""
    yield f'<div class="表" role="region" aria-labelledby="{name}" tabindex="0">'
    yield "<table>"
    yield f'<caption id="{name}">{escape(trend.title)}（单位：{escape(trend.unit)}）</caption>'
    yield "<thead><tr>"
    two = ' rowspan="2"' if years.breaks else ""
    yield f'<th scope="col"{two}>指标</th>'
    if years.breaks:
        for label, count in _spans(years):
            yield f'<th scope="colgroup" colspan="{count}">{label}</th>'
        yield "</tr><tr>"
    yield "".join(f'<th scope="col">{year}</th>' for year in years.span)
    yield "</tr></thead>"
    yield "<tbody>"
    for line in trend.lines:
        cells = "".join(f"<td>{shown(line, year)}</td>" for year in years.span)
        yield f'<tr><th scope="row">{escape(line.label)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _spans(years: Years) -> Iterator[tuple[str, int]]:
    """Yield the stretches of years of one form, and how many there are in each."""
    starts = [years.span[0], *years.breaks, years.span[-1] + 1]
    for start, end in pairwise(starts):
        form = next(years.reports[year].form for year in range(start, end) if year in years.reports)
        yield f"{escape(form.folder.name)} 年起的表", end - start

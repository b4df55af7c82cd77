"""What a web page says beside the report (往年): last year's figures and the trend, where an office wants them.

It stands behind the report and is no part of it: the statutory text stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from nianbao.compare.changes import FigureChange
from nianbao.compare.series import Trend, TrendLine, Years, trends
from nianbao.compare.sides import Side, side_of_file
from nianbao.compare.trend_told import chart, notes, trend_table
from nianbao.compare.wording_of import NONE, of_figure, of_share, signed
from nianbao.outputs.charts.markup import PageColumn, table
from nianbao.report import Report
from nianbao.weighing.settings import LAST_YEAR_BESIDE, TREND_BESIDE
from nianbao.workspace import Workspace

_COLUMNS = ("指标", "单位", "上年", "本年", "增减", "增减%")


def beside(workspace: Workspace, path: Path, report: Report, wanted: Sequence[str]) -> str:
    """Return the HTML that stands behind a report, or "" where nothing is wanted or there is nothing.

    Earlier years are those whose data files lie beside the report's; of later ones it knows nothing.
    """
    if not wanted:
        return ""
    years = Years(dict(_reports(workspace, path, report)), workspace)
    if len(years.reports) < 2:
        return ""
    shown = [trend for each in trends(years) if (trend := _of_this_year(each, report.year)).lines]
    body: list[str] = []
    if LAST_YEAR_BESIDE in wanted and report.year - 1 in years.reports:
        body += _last_year(shown, report.year)
    if TREND_BESIDE in wanted:
        body += _over_the_years(years, shown)
    if not body:
        return ""
    head = '<aside class="往年" aria-labelledby="往年题">\n<h2 id="往年题">与往年比</h2>'
    return "\n".join([head, "<p>供参考，不是年度报告的内容。</p>", *body, "</aside>"])


def _reports(workspace: Workspace, path: Path, report: Report) -> Iterator[tuple[int, Report]]:
    for earlier in sorted(path.parent.glob("*.yaml")):
        if re.fullmatch("[0-9]{4}", earlier.stem) and int(earlier.stem) < report.year:
            side = side_of_file(workspace, earlier, int(earlier.stem))
            if isinstance(side, Side):
                yield int(earlier.stem), side.report
    yield report.year, report


def _of_this_year(trend: Trend, year: int) -> Trend:
    return trend._replace(lines=tuple(line for line in trend.lines if year in line.cells))


def _last_year(shown: Sequence[Trend], year: int) -> Iterator[str]:
    rows = [[escape(text) for text in _row(line, year)] for trend in shown for line in trend.lines]
    yield "<h3>与上年相比</h3>"
    columns = [PageColumn(name, words=name == "单位") for name in _COLUMNS]
    yield from table("往年比", "主要的数，与上年相比", columns, rows)


def _row(line: TrendLine, year: int) -> list[str]:
    before = line.cells.get(year - 1)
    new = line.figures.get(year)
    if before is None:
        return [line.label, line.unit, NONE, of_figure(new), NONE, NONE]
    change = FigureChange(line.cells[year], before, line.figures.get(year - 1), new)
    return [
        line.label, line.unit, of_figure(change.old), of_figure(new), signed(change.difference),
        of_share(change),
    ]  # fmt: skip


def _over_the_years(years: Years, shown: Sequence[Trend]) -> Iterator[str]:
    for number, trend in enumerate(shown, 1):
        yield f"<h3>{escape(trend.title)}，{years.span[0]}—{years.span[-1]} 年</h3>"
        yield f"<figure>{chart(years, trend, f'往年图{number}')}</figure>"
        yield from trend_table(years, trend, f"往年表{number}")
    yield from (f"<p>{escape(note)}</p>" for note in notes(years))

"""Charts as SVG (矢量图): read by a screen reader, and without colour, by dashes, marks and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape

from nianbao.findings.width import width
from nianbao.tuples import NamedTuple

Number = int | Decimal
WIDE, PLOT, LEFT, RIGHT, TOP = 760, 240, 56, 24, 20  # of a chart of lines
ROW, LEGEND = 30, 24
_COLOURS = ("one", "two", "three", "four", "five", "six")
_DASHES = ("", "8 4", "2 3", "10 3 2 3", "5 5", "14 4")
_SHAPES = (
    '<circle cx="0" cy="0" r="4"/>',
    '<rect x="-4" y="-4" width="8" height="8"/>',
    '<path d="M0 -5 L5 4 L-5 4 Z"/>',
    '<path d="M0 -5.5 L5.5 0 L0 5.5 L-5.5 0 Z"/>',
    '<path d="M-4 -4 L4 4 M-4 4 L4 -4" stroke-width="2"/>',
    '<path d="M0 -5 V5 M-5 0 H5" stroke-width="2"/>',
)
_FONT = 'font-family="inherit" font-size="14"'


class Drawn(NamedTuple):
    """A line of a chart: its name, its numbers by year, and the years that are joined."""

    name: str
    numbers: dict[int, Number]
    stretches: list[list[int]]


class Bar(NamedTuple):
    """A bar: its name, and its number; none is /."""

    name: str
    number: Number | None


class Picture(NamedTuple):
    """A chart's name in its page, its title, and what it says in words."""

    id: str
    title: str
    words: str


def lines(
    picture: Picture, years: Sequence[int], drawn: Sequence[Drawn], breaks: Sequence[int]
) -> str:
    """Return a chart of lines over years; dotted uprights stand where another form begins."""
    top = _top(max((n for each in drawn for n in each.numbers.values()), default=0))
    step = (WIDE - LEFT - RIGHT) / max(len(years) - 1, 1)
    start = LEFT if len(years) > 1 else (WIDE - RIGHT + LEFT) / 2
    x = {year: start + n * step for n, year in enumerate(years)}
    rows = [*_legend_rows([each.name for each in drawn])]
    high = TOP + PLOT + 30 + LEGEND * (max((row for row, _ in rows), default=0) + 1)
    body = [*_grid(top), *_years(x)]
    for year in breaks:
        if year in x:
            middle = x[year] - step / 2
            body.append(
                f'<path d="M{middle:.1f} {TOP} V{TOP + PLOT}" stroke="var(--rule)" stroke-dasharray="1 5" '
                f'stroke-width="2"/><text x="{middle:.1f}" y="{TOP - 6}" text-anchor="middle" {_FONT} '
                'fill="currentColor">表式不同</text>'
            )
    for number, each in enumerate(drawn):
        body += _line(number, each, x, top)
    for number, (each, (row, place)) in enumerate(zip(drawn, rows, strict=True)):
        body.append(_legend(number, each.name, place, TOP + PLOT + 48 + LEGEND * row))
    return _svg(picture, WIDE, high, body)


def _line(number: int, drawn: Drawn, x: dict[int, float], top: Number) -> Iterator[str]:
    paint = _paint(number)
    for stretch in drawn.stretches:
        points = " ".join(f"{x[y]:.1f},{_y(drawn.numbers[y], top):.1f}" for y in stretch)
        if len(stretch) > 1:
            dash = _DASHES[number % len(_DASHES)]
            dashed = f' stroke-dasharray="{dash}"' if dash else ""
            yield f'<polyline points="{points}" fill="none" stroke-width="2"{dashed} {paint[0]}/>'
        for year in stretch:
            yield _mark(number, x[year], _y(drawn.numbers[year], top))


def _mark(number: int, x: float, y: float) -> str:
    stroke, fill = _paint(number)
    shape = _SHAPES[(number + number // len(_SHAPES)) % len(_SHAPES)]  # a new pair each time round
    return f'<g transform="translate({x:.1f} {y:.1f})" {stroke} {fill}>{shape}</g>'


def _paint(number: int) -> tuple[str, str]:
    colour = f"var(--{_COLOURS[number % len(_COLOURS)]})"
    return f'stroke="{colour}"', f'fill="{colour}"'


def _grid(top: Number) -> Iterator[str]:
    for part in range(5):
        value = Decimal(top) * part / 4
        y = _y(value, top)
        yield f'<path d="M{LEFT} {y:.1f} H{WIDE - RIGHT}" stroke="var(--rule)" stroke-width="0.5"/>'
        yield (
            f'<text x="{LEFT - 8}" y="{y + 5:.1f}" text-anchor="end" {_FONT} fill="currentColor">'
            f"{Decimal(value).normalize():f}</text>"
        )


def _years(x: dict[int, float]) -> Iterator[str]:
    for year, place in x.items():
        yield (
            f'<text x="{place:.1f}" y="{TOP + PLOT + 22}" text-anchor="middle" {_FONT} '
            f'fill="currentColor">{year}</text>'
        )


def _legend_rows(names: Sequence[str]) -> Iterator[tuple[int, float]]:
    """Yield for each name the row of the legend and the place in it."""
    row, place = 0, float(LEFT)
    for name in names:
        wide = 44 + 7.2 * width(name) + 20
        if place > LEFT and place + wide > WIDE:
            row, place = row + 1, float(LEFT)
        yield row, place
        place += wide


def _legend(number: int, name: str, x: float, y: float) -> str:
    dash = _DASHES[number % len(_DASHES)]
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="M{x:.1f} {y - 5:.1f} h36" stroke-width="2"{dashed} {_paint(number)[0]}/>'
        f"{_mark(number, x + 18, y - 5)}"
        f'<text x="{x + 44:.1f}" y="{y:.1f}" {_FONT} fill="currentColor">{escape(name)}</text>'
    )


def _y(number: Number, top: Number) -> float:
    return TOP + PLOT - float(Decimal(number) / Decimal(top)) * PLOT


def _top(most: Number) -> int:
    """Return a round number that is no less than the greatest one, and that four divides."""
    unit = 4
    while True:
        for times in (1, 2, 5):
            if unit * times >= most:
                return unit * times
        unit *= 10


def bars(picture: Picture, shown: Sequence[Bar]) -> str:
    """Return bars that lie, one below the other, each with its name before and its number behind it."""
    most = max((bar.number or 0 for bar in shown), default=0) or 1
    label = 7.6 * max((width(bar.name) for bar in shown), default=0) + 12
    room = WIDE - label - 90
    body = []
    for row, bar in enumerate(shown):
        y = 8 + row * ROW
        wide = float(Decimal(max(bar.number or 0, 0)) / Decimal(most)) * room
        text = "/" if bar.number is None else f"{Decimal(bar.number):f}"
        body.append(
            f'<text x="{label - 8:.1f}" y="{y + 16}" text-anchor="end" {_FONT} fill="currentColor">'
            f"{escape(bar.name)}</text>"
            f'<rect x="{label:.1f}" y="{y}" width="{wide:.1f}" height="{ROW - 10}" fill="var(--one)"/>'
            f'<text x="{label + wide + 6:.1f}" y="{y + 16}" {_FONT} fill="currentColor">{text}</text>'
        )
    return _svg(picture, WIDE, 16 + ROW * len(shown), body)


def _svg(picture: Picture, wide: int, high: float, body: Sequence[str]) -> str:
    name = picture.id
    return (
        f'<svg role="img" aria-labelledby="{name}题 {name}文" viewBox="0 0 {wide} {high:.0f}" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{name}题">{escape(picture.title)}</title>'
        f'<desc id="{name}文">{escape(picture.words)}</desc>{"".join(body)}</svg>'
    )

"""Drawing a form's tables: what the form says of rows and columns becomes merged cells and tags.

A list is a loop over its rows. The other tables have rows of their own for each indicator, since
their cells are merged; a row's first tag names the row of the view that it prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from nianbao.form import ACROSS, BLOCKS, LIST, MATRIX, Block, Column, Indicator, Table
from nianbao.outputs.layout.words import cell, choose, paragraph, row, run, table

Path = tuple[str, ...]

WIDTH = 8845  # of the text block, 156 mm
UNIT, FIGURE = 964, 1474  # columns of a list
# A row without a figure is a heading: it stays with the row that follows. The last row stays with
# what follows the table, so that the signature does not stand alone on a page (9704, 7.3.5.5).
LEVEL_STYLES = {
    "行.级 == 0": "Indicator1",
    "行.级 == 1 and not 行.数值": "Indicator2Heading",
    "行.级 == 1": "Indicator2",
    "行.级 == 2": "Indicator3",
    "行.级 == 3": "Indicator4",
    "行.级 == 4": "Indicator5",
}
FEWEST = 3  # rows of a divided table on a page
TOGETHER = 3  # last rows of a list, which stay together and with what follows
ON = 'w:val="1"'
NARROW = 0  # the cells' side margins in tables with many columns: eight digits just fit
MATRIX_LABELS = (0.152, 0.186, 0.662)  # shares of the label columns, by level
ACROSS_DIGITS = 7  # of 7.5 pt stand in a column of the table that is laid out across
MATRIX_FIGURE = 622  # a column of figures: eight digits of 7.5 pt


def draw_table(drawn: Table, number: int) -> str:
    """Return a table of the form; `number` is its place in the view."""
    return DRAWERS[drawn.kind](drawn, f"表[{number}]")


# ── 清单 ────────────────────────────────────────────────────────────────────────────────────────


def _list(drawn: Table, view: str) -> str:
    """One row an indicator: label, unit where the table has that column, figures."""
    (block,) = drawn.blocks
    widths = [*([UNIT] if drawn.unit_head else []), *[FIGURE] * len(block.columns)]
    widths.insert(0, WIDTH - sum(widths))
    heads = [
        drawn.head,
        *([drawn.unit_head] if drawn.unit_head else []),
        *map(_label, block.columns),
    ]
    note = "{% if 行.注另行 %}\n{% endif %}{{ 行.注 }}"
    label = run(f"{{{{ 行.标签 }}}}{{% if 行.注 %}}{note}{{% endif %}}")
    kept = {  # so that no page begins with one row alone
        f"loop.revindex <= {TOGETHER} and {condition}": [paragraph(style, label, keepNext=ON)]
        for condition, style in LEVEL_STYLES.items()
    }
    levels = {condition: [paragraph(style, label)] for condition, style in LEVEL_STYLES.items()}
    contents = [
        "".join(choose({**kept, **levels})),
        *([paragraph("Unit", run("{{ 行.单位 }}"))] if drawn.unit_head else []),
        *(paragraph("Figure", run(f"{{{{ 行.数[{n}] }}}}")) for n in range(len(block.columns))),
    ]
    head = row(
        [cell(w, paragraph("TableHead", run(text))) for w, text in zip(widths, heads, strict=True)],
        header=True,
    )
    figures = row([cell(w, content) for w, content in zip(widths, contents, strict=True)])

    def tag_row(text: str) -> str:
        return row([cell(WIDTH, paragraph("TableText", run(text)), span=len(widths))])

    loop = [tag_row(f"{{%tr for 行 in {view}.行 %}}"), figures, tag_row("{%tr endfor %}")]
    return table(
        drawn.head.replace("　", ""), widths, [head, *loop], description=_described(drawn.blocks)
    )


# ── 分块 ────────────────────────────────────────────────────────────────────────────────────────


def _blocks(drawn: Table, view: str) -> str:
    """Blocks under titles of their own; the fewer a block's columns, the wider they are.

    Each is a table with its own head, which a page may begin with; together they look like one.
    """
    most = max(len(block.columns) for block in drawn.blocks)
    widths = _shares(WIDTH, [1] * (most + 1))
    tables: list[str] = []
    position = 0
    for block in drawn.blocks:
        heads = [_label(column) for column in block.columns]
        rows = [_block_row(drawn.head, heads, widths, "TableHead", "", header=True)]
        if block.title:
            title = paragraph("BlockTitle", run(block.title))
            rows.insert(0, row([cell(WIDTH, title, span=most + 1)], header=True))
        for indicator in block.indicators:
            tags = [f"{{{{ 行.数[{n}] }}}}" for n in range(len(block.columns))]
            label = f"{{% set 行 = {view}.行[{position}] %}}{{{{ 行.标签 }}}}{{{{ 行.注 }}}}"
            last = "Last" if indicator is block.indicators[-1] else ""  # a page may end after it
            rows.append(_block_row(label, tags, widths, f"BlockFigure{last}", f"BlockLabel{last}"))
            position += 1
        caption = "：".join(filter(None, (drawn.section, block.title)))
        tables.append(table(caption, widths, rows, description=_described([block])))
    return f"\n{paragraph('TableJoin')}\n".join(tables)


def _block_row(
    label: str, contents: list[str], widths: list[int], style: str, label_style: str, *,
    header: bool = False,
) -> str:  # fmt: skip
    spans = _spans(len(contents), len(widths) - 1)
    cells = [cell(widths[0], paragraph(label_style or style, run(label)))]
    start = 1
    for content, span in zip(contents, spans, strict=True):
        wide = sum(widths[start : start + span])
        cells.append(cell(wide, paragraph(style, run(content)), span=span))
        start += span
    return row(cells, header=header)


def _spans(count: int, columns: int) -> list[int]:
    """Spread cells over columns, the last one taking what is left."""
    each = columns // count
    return [*[each] * (count - 1), columns - each * (count - 1)]


# ── 矩阵 ────────────────────────────────────────────────────────────────────────────────────────


def _matrix(drawn: Table, view: str) -> str:
    """Rows in groups merged downwards, columns under heads merged across.

    Each paragraph keeps with the next, so that the table moves to a new page as a whole; where that
    would leave too much of a page empty (分页), a page may end between two groups.
    """
    (block,) = drawn.blocks
    depth = max(indicator.depth for indicator in block.indicators) + 1
    room = WIDTH - MATRIX_FIGURE * len(block.columns)
    shares = MATRIX_LABELS if depth == len(MATRIX_LABELS) else [1] * depth
    widths = [*_shares(room, shares), *[MATRIX_FIGURE] * len(block.columns)]
    levels = max(len(column.above) for column in block.columns) + 1
    paths = [_filled((*column.above, _label(column)), levels) for column in block.columns]
    heads = [
        row(
            [_corner(drawn.head if level == 0 else "", widths[:depth], levels, level), *cells],
            header=True,
        )
        for level, cells in enumerate(_heads(paths, widths[depth:]))
    ]
    rows = [*heads, *_matrix_rows(block, depth, widths, view)]
    return table(drawn.section, widths, rows, margin=NARROW, description=_described(drawn.blocks))


def _corner(text: str, widths: Sequence[int], levels: int, level: int) -> str:
    merge = ("continue" if level else "restart") if levels > 1 else ""
    return cell(sum(widths), paragraph("WideHead", run(text)), span=len(widths), merge=merge)


def _filled(path: Path, levels: int) -> Path:
    return (*path, *[""] * (levels - len(path)))


def _heads(paths: Sequence[Path], widths: Sequence[int]) -> Iterator[list[str]]:
    """Yield the cells of each head row.

    A path is what stands over a column, level by level; "" continues the head above it.
    """
    levels = len(paths[0])
    for level in range(levels):
        cells = []
        for start, end in _runs([path[: level + 1] for path in paths]):
            text = paths[start][level]
            goes_on = level + 1 < levels and not paths[start][level + 1]
            merge = ("restart" if goes_on else "") if text else "continue"
            head = paragraph("WideHead", run(text))
            cells.append(cell(sum(widths[start:end]), head, span=end - start, merge=merge))
        yield cells


def _runs(values: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Yield where each run of equal values starts and ends."""
    start = 0
    for position in range(1, len(values) + 1):
        if position == len(values) or values[position] != values[start]:
            yield start, position
            start = position


def _matrix_rows(block: Block, depth: int, widths: Sequence[int], view: str) -> Iterator[str]:
    groups: list[Indicator] = []  # the headings that the next row stands under
    fresh: set[int] = set()  # those of them that have no row yet, by level
    last = len(block.indicators) - 1
    ends = _ends_of_groups(block)
    for position, indicator in enumerate(block.indicators):
        level = indicator.depth
        del groups[level:]
        if indicator.is_heading:
            groups.append(indicator)
            fresh.add(level)
            continue

        def kept(style: str, text: str = "", at: int = position) -> list[str]:
            return _kept(style, run(text), view if at in ends else "")

        cells = []
        for above, heading in enumerate(groups):
            merge = "restart" if above in fresh else "continue"
            text = heading.label + heading.note if above in fresh else ""
            cells.append(cell(widths[above], *kept("WideLabel", text), merge=merge))
        fresh.clear()
        style = "WideFigure" if position < last else "WideFigureLast"
        name = f"{view}.行[{position}]"
        label = f"{{{{ {name}.标签 }}}}{{{{ {name}.注 }}}}"
        span = depth - level
        cells.append(cell(sum(widths[level:depth]), *kept("WideLabel", label), span=span))
        cells += [
            cell(widths[depth + n], *kept(style, f"{{{{ {name}.数[{n}] }}}}"))
            for n in range(len(block.columns))
        ]
        yield row(cells)


def _kept(style: str, text: str, view: str) -> list[str]:
    """Return a paragraph; at the end of a group one that a page may end with, if the view says so."""
    if not view:
        return [paragraph(style, text)]
    parted = [paragraph(style, text, keepNext='w:val="0"')]
    return choose({f"{view}.分页": parted, "true": [paragraph(style, text)]})


def _ends_of_groups(block: Block) -> set[int]:
    """Return the rows behind which a page may end: before a row or heading of the first two levels.

    At least FEWEST rows stand before and behind.
    """
    beginnings = {n for n, indicator in enumerate(block.indicators) if indicator.depth <= 1}
    rows = [n for n, indicator in enumerate(block.indicators) if not indicator.is_heading]
    return {row for row in rows[FEWEST - 1 : -FEWEST] if row + 1 in beginnings}


# ── 横排 ────────────────────────────────────────────────────────────────────────────────────────


def _across(drawn: Table, view: str) -> str:
    """All rows side by side in one: the rows' names are heads over the columns."""
    (block,) = drawn.blocks
    rows = [(n, i) for n, i in enumerate(block.indicators) if not i.is_heading]
    widths = _shares(WIDTH, [1] * (len(rows) * len(block.columns)))
    above = [*_names_above(block)]
    levels = max(map(len, above))
    paths = [(*_filled(names, levels), _label(c)) for names in above for c in block.columns]
    heads = [row(cells, header=True) for cells in _heads(paths, widths)]
    figures = [
        cell(width, *_across_figure(f"{view}.行[{n}].数[{place}]"))
        for (n, place), width in zip(
            [(n, place) for n, _ in rows for place in range(len(block.columns))],
            widths,
            strict=True,
        )
    ]
    printed = [*heads, row(figures)]
    return table(
        drawn.section, widths, printed, margin=NARROW, description=_described(drawn.blocks)
    )


def _across_figure(figure: str) -> list[str]:
    """Return a figure of 7.5 pt, smaller where its digits would not stand on one line."""
    text = run(f"{{{{ {figure} }}}}")
    fits = f"{figure} | length <= {ACROSS_DIGITS}"
    styles = {fits: "AcrossFigure", "true": "AcrossFigureSmall"}
    return choose({when: [paragraph(style, text)] for when, style in styles.items()})


def _described(blocks: Sequence[Block]) -> str:
    """Say what a table holds: how many rows of figures, and the names of its columns."""
    rows = sum(not each.is_heading for block in blocks for each in block.indicators)
    names = dict.fromkeys(_label(column) for block in blocks for column in block.columns)
    return f"共 {rows} 行数据；各栏：{'、'.join(names)}"


def _names_above(block: Block) -> Iterator[tuple[str, ...]]:
    headings: list[str] = []
    for indicator in block.indicators:
        del headings[indicator.depth :]
        if indicator.is_heading:
            headings.append(indicator.label)
        else:
            yield (*headings, indicator.label)


def _label(column: Column) -> str:
    return column.label + column.note


def _shares(total: int, shares: Sequence[float]) -> list[int]:
    """Divide a width into whole twips by shares; the last one takes what is left."""
    widths = [int(total * share / sum(shares)) for share in shares[:-1]]
    return [*widths, total - sum(widths)]


DRAWERS: dict[str, Callable[[Table, str], str]] = {
    LIST: _list,
    BLOCKS: _blocks,
    MATRIX: _matrix,
    ACROSS: _across,
}

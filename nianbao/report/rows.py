"""Reading a row of the 统计表 as it was typed: figures side by side, a list, a mapping, a pasted row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.findings.codes.of_figures import MISSING_FIGURE, NOT_A_NUMBER, WRONG_ROW_LENGTH
from nianbao.form import Cell, Form, Indicator
from nianbao.form.formula import identifier
from nianbao.reading.yamltree import Mapping, Node, Scalar, Sequence
from nianbao.regex import regex
from nianbao.report.numbers import NumberReader
from nianbao.report.spellings import plain_number
from nianbao.source import Span

Part = tuple[str, Span]  # a figure as typed, and its place
FEW = 2  # rows that nobody filled in are told each by itself; more in one finding
_FIGURE = regex(r"[\d.,，/／０-９]+")
_ORDINALS = regex(r"[一二三四五六七八九十\d其中]{0,6}")


class RowReader(NumberReader):
    """Reads the rows of a report's tables after its form."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form
        self.unfilled: list[tuple[Indicator, Span]] = []

    def row_of(self, indicator: Indicator, node: Node) -> Iterator[tuple[Cell, str, Span]]:
        """Yield the cells of a row with what was typed for them.

        A row with several columns is a list in their order, or the same as spaced text, or a
        mapping; 0 alone means 0 in each. Totals may be left out.
        """
        cells = self.form.cells_of[indicator]
        if isinstance(node, Mapping) and len(cells) > 1:
            yield from self._by_column(indicator, node)
        elif len(cells) == 1 and not (isinstance(node, Scalar) and node.style not in {"|", ">"}):
            self.add(NOT_A_NUMBER, f"“{indicator.name}”应当是一个数", node.span, "写在键的同一行")
        elif len(cells) == 1 and isinstance(node, Scalar):
            parts = self._own(indicator, node, [(node.text.strip(), node.span)])
            if parts[0][0]:
                yield cells[0], *parts[0]
            else:
                self.unfilled.append((indicator, node.span))
        else:
            yield from self._side_by_side(indicator, cells, node)

    def _side_by_side(
        self, indicator: Indicator, cells: tuple[Cell, ...], node: Node
    ) -> Iterator[tuple[Cell, str, Span]]:
        parts = list(self._parts(node))
        if isinstance(node, Scalar) and parts:
            parts = self._own(indicator, node, parts)
        if [text for text, _ in parts] == ["0"]:
            parts *= len(cells)
        elif len(parts) == 1 and (meant := plain_number(parts[0][0])) and meant[0] == "0":
            self.figure(cells[0], *parts[0])  # says what it is in the place of 0
            return
        if parts and len(parts) != len(cells):
            totals = self._row_totals(indicator)
            cells = tuple(cell for cell in cells if cell not in totals)
        if len(parts) == len(cells):
            for cell, (text, span) in zip(cells, parts, strict=True):
                yield cell, text, span
        elif not parts:
            self.unfilled.append((indicator, node.span))
        else:
            self._wrong_length(indicator, parts, node.span, len(cells))

    def _parts(self, node: Node) -> Iterator[Part]:
        """Yield the figures of a list or of spaced text, each with its place."""
        if isinstance(node, Scalar):
            for match in re.finditer(r"\S+", node.text):
                word = match[0].rstrip(",，、")
                figure = plain_number(word)
                whole = figure is not None and figure.how == "分隔号"  # 1,286 is one figure
                for part in re.finditer(r".+" if whole else r"[^,，、]+", word):
                    yield part[0], node.part(match.start() + part.start(), len(part[0]))
            return
        for item in node.items if isinstance(node, Sequence) else ():
            if isinstance(item, Scalar):
                yield item.text.strip(), item.span
            else:
                self.add(NOT_A_NUMBER, "这里应当是一个数", item.span, "一行的数并排写在一个列表里")

    def _own(self, indicator: Indicator, node: Scalar, parts: list[Part]) -> list[Part]:
        """Return the figures of a row without its label and unit, if those were pasted along."""
        if len(node.text.split()) < 2:
            return parts
        words = list(re.finditer(r"\S+", node.text))
        name = identifier(indicator.name)
        for many in range(1, len(words)):
            label = identifier(node.text[: words[many - 1].end()])
            if not (label.endswith(name) and _ORDINALS.fullmatch(label.removesuffix(name))):
                continue
            units = {Cell(indicator, column).unit.name for column in indicator.columns}
            rest = words[many + 1 :] if words[many][0] in units else words[many:]
            if not rest or not all(_FIGURE.fullmatch(word[0]) for word in rest):
                return parts
            pasted = node.text[: words[many - 1].end()].strip()
            figures = "  ".join(word[0] for word in rest)
            message = f"“{indicator.name}”连行名“{pasted}”一起贴了进来"
            self.add(NOT_A_NUMBER, message, node.span, f"改成“{figures}”", subject=indicator.name)
            return [(word[0], node.part(word.start(), len(word[0]))) for word in rest]
        return parts

    def _by_column(
        self, indicator: Indicator, mapping: Mapping
    ) -> Iterator[tuple[Cell, str, Span]]:
        columns = {column.label: column for column in indicator.columns}
        entries = self.known(mapping, tuple(columns), f"“{indicator.name}”")
        totals = self._row_totals(indicator)
        for label, column in columns.items():
            cell = Cell(indicator, column)
            if label in entries:
                node = entries[label].value
                if isinstance(node, Scalar):
                    yield cell, node.text.strip(), node.span
                else:
                    self.add(
                        NOT_A_NUMBER, f"“{cell.name}”应当是一个数", node.span, "写在键的同一行"
                    )
            elif cell not in totals:
                self.add(
                    MISSING_FIGURE, f"缺“{cell.name}”", mapping.span, "补上；没有的填 0",
                    subject=cell.name,
                )  # fmt: skip

    def _row_totals(self, indicator: Indicator) -> set[Cell]:
        """The cells of a row that are computed from others of the same row."""
        cells = (Cell(indicator, column) for column in indicator.columns)
        return {
            cell
            for cell in cells
            for total in self.form.totals.get(cell, ())
            if all(term.indicator is indicator for term in total.cells.values())
        }

    def _wrong_length(
        self, indicator: Indicator, parts: list[Part], span: Span, least: int
    ) -> None:
        """Say how many figures are too few or too many; `least` is their number without the total."""
        most, count = len(indicator.columns), len(parts)
        names = "、".join(column.label for column in indicator.columns)
        optional = "（总计可以不写）" if least < most else ""
        if count == 1:
            zero = "没有的只写一个 0，就是每格都是 0；"
            message = f"“{indicator.name}”只写了“{parts[0][0]}”，应有 {most} 个数{optional}"
            self.add(
                WRONG_ROW_LENGTH,
                message,
                span,
                f"{zero}有的依次填：{names}",
                subject=indicator.name,
            )
            return
        need = most if _ends_with_sum(parts) else least
        short = "少" if count < need else "多"
        message = f"“{indicator.name}”{short}写了 {abs(need - count)} 个数：应有 {most} 个{optional}，写了 {count} 个"
        mending = "补上少的" if count < need else "删去多的"
        self.add(
            WRONG_ROW_LENGTH, message, span, f"{mending}，依次是：{names}", subject=indicator.name
        )

    def tell_unfilled(self) -> None:
        """Report the rows that nobody has filled in yet: many in one finding, with their names."""
        if len(self.unfilled) > FEW:
            names = "、".join(indicator.name for indicator, _ in self.unfilled)
            first, span = self.unfilled[0]
            message = f"统计表还有 {len(self.unfilled)} 行没有填：{names}"
            self.add(
                MISSING_FIGURE, message, span, f"逐行填上数；{none_is(first)}", subject=first.name
            )
            return
        for indicator, span in self.unfilled:
            names = "、".join(column.label for column in indicator.columns)
            help_ = (
                f"依次填：{names}"
                if len(indicator.columns) > 1
                else f"填上数；{none_is(indicator)}"
            )
            self.add(
                MISSING_FIGURE, f"“{indicator.name}”还没有填", span, help_, subject=indicator.name
            )


def none_is(indicator: Indicator) -> str:
    """Say how a row is filled in where there is nothing to count."""
    slash = Cell(indicator, indicator.columns[0]).unit.slash
    return "没有的填 0" + ("，不适用的填 /" if slash else "")


def _ends_with_sum(parts: list[Part]) -> bool:
    """Tell whether the last figure is the sum of those before it: the total was typed."""
    texts = [text for text, _ in parts]
    return all(text.isdigit() for text in texts) and int(texts[-1]) == sum(map(int, texts[:-1]))

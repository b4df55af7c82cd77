"""Binding the 正文: sections, paragraphs and numbered points."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.findings.codes.of_shape import (
    EMPTY_SECTION,
    EMPTY_TEXT,
    MISSING_SECTION,
    UNKNOWN_LIST_STYLE,
    WRONG_SHAPE,
)
from nianbao.findings.codes.of_writing import COLON_IN_TEXT, COMMENT_IN_TEXT, LEADING_SPACE
from nianbao.findings.finding import Fix
from nianbao.findings.width import brief
from nianbao.form import Form
from nianbao.reading.fields import Fields, or_nearest
from nianbao.reading.yamltree import Entry, Mapping, Node, Scalar, Sequence
from nianbao.report.content import Item, Point, PointList, SectionText


class TextReader(Fields):
    """Reads the sections of a report after its form."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form

    def sections(self, entry: Entry) -> tuple[SectionText, ...]:
        """Return the form's sections in its order, each with what the report says in it."""
        mapping = self.mapping(entry.value, "正文")
        if mapping is None:
            return ()
        entries = self.known(mapping, [s.key for s in self.form.sections], "正文")
        texts = []
        for section in self.form.sections:
            found = entries.get(section.key)
            if found is None:
                if not section.optional:
                    self.add(
                        MISSING_SECTION, f"正文缺“{section.key}”这一部分",
                        entry.key.span, f"补上“{section.key}:”和它的段落；确实没有内容的写“无。”",
                    )  # fmt: skip
                texts.append(SectionText(section, ()))
                continue
            before = len(self.findings)
            items = tuple(self._items(found.value, f"“{section.key}”"))
            if not items and len(self.findings) == before:
                self.add(
                    EMPTY_SECTION,
                    f"“{section.key}”是空的",
                    found.key.span,
                    "写上段落；确实没有内容的写“无。”",
                )
            texts.append(SectionText(section, items))
        return tuple(texts)

    def _items(self, node: Node, what: str) -> Iterator[Item]:
        for item in self._list(node, what):
            if isinstance(item, Scalar):
                yield from self._paragraph(item, what)
            elif isinstance(item, Mapping) and item.entries:
                for entry in item.entries:
                    points = self._points(entry, what)
                    if points:
                        yield points
            else:
                shape = "列表套了列表" if isinstance(item, Sequence) else "有一段是空的"
                self.add(
                    WRONG_SHAPE, f"{what}里{shape}", item.span,
                    "要编号就写明样式，如“- 一是:”；以括号开头的文字用单引号包起来",
                )  # fmt: skip

    def _list(self, node: Node, what: str) -> tuple[Node, ...]:
        """Return the items of a list; none where nothing stands there at all."""
        empty = isinstance(node, Scalar) and not node.text.strip()
        return () if empty else self.sequence(node, what)

    def _paragraph(self, scalar: Scalar, what: str) -> Iterator[Scalar]:
        commented = self._refuse_comment(scalar)
        if not scalar.text.strip():
            if not commented:
                self.add(
                    EMPTY_TEXT, f"{what}里有一段是空的", scalar.span, "写上文字，或删去这个“-”"
                )
            return
        for line in scalar.lines():
            if line.text[0].isspace():
                self._indented(line)
            yield line

    def _indented(self, line: Scalar) -> None:
        spaces = len(line.text) - len(line.text.lstrip())
        place = line.part(0, spaces)
        self.findings.append(
            LEADING_SPACE.at(
                place,
                "段首有空格，会在样式给的缩进之外再空几格",
                "删去；Word 样式已经让每段空两个字",
                fix=Fix(place, ""),
            )
        )

    def _refuse_comment(self, scalar: Scalar) -> bool:
        """A plain text ends at ` #`: what follows would silently not be printed."""
        if scalar.style:
            return False
        rest = scalar.span.source.lines[scalar.span.end_line - 1][scalar.span.end_column - 1 :]
        commented = rest.strip().startswith("#")
        if commented:
            self.add(
                COMMENT_IN_TEXT, "从“#”起是注释，后面的字不会印出来",
                scalar.span.source.span(
                    scalar.span.end_line, scalar.span.end_column + rest.index("#")
                ),
                "要印出来就把整段用单引号包起来；是注释就另起一行",
            )  # fmt: skip
        return commented

    def _points(self, entry: Entry, what: str) -> PointList | None:
        style = entry.key.text
        if style not in self.form.list_styles:
            self._unknown_style(entry)
            return None
        points: list[Point] = []
        before = len(self.findings)
        for item in self._list(entry.value, f"“{style}”下面"):
            if isinstance(item, Scalar):
                points.extend(Point(line) for line in self._paragraph(item, what))
            elif isinstance(item, Mapping) and len(item.entries) == 1:
                heading = item.entries[0]
                if isinstance(heading.value, Scalar) and heading.value.text:
                    self._colon(heading)
                    continue
                if isinstance(heading.value, Scalar):
                    self.add(
                        EMPTY_SECTION, f"小标题“{brief(heading.key.text, 20)}”下面是空的", heading.key.span,
                        "写上段落；若是一段话，去掉末尾的半角冒号",
                    )  # fmt: skip
                    continue
                points.append(Point(heading.key, tuple(self._items(heading.value, what))))
            else:
                self.add(
                    WRONG_SHAPE, "要点应当是一段话，或“小标题:”加下面的段落", item.span,
                    "写成“- 一段话”；话里有半角冒号的用单引号包起来",
                )  # fmt: skip
        if not points and len(self.findings) == before:
            self.add(
                EMPTY_SECTION, f"“{style}”下面没有要点", entry.key.span, "写上要点，或删去这一行"
            )
        return PointList(style, tuple(points), entry.key.span)

    def _unknown_style(self, entry: Entry) -> None:
        style = entry.key.text
        if re.fullmatch(r"1[.．、]?|（?1）?", style) and "序号1." in self.form.list_styles:
            hint = "“1.”这种编号写作“序号1.:”（只写 1. 会被有的编辑器当成数字）"
        elif isinstance(entry.value, Scalar) and entry.value.text:
            self._colon(entry)
            return
        else:
            hint = f"编号样式有：{'、'.join(self.form.list_styles)}"
        self.add(
            UNKNOWN_LIST_STYLE,
            f"没有编号样式“{brief(style, 20)}”{or_nearest(style, self.form.list_styles)}", entry.key.span, hint,
        )  # fmt: skip

    def _colon(self, entry: Entry) -> None:
        line, column = entry.key.span.end_line, entry.key.span.end_column
        self.add(
            COLON_IN_TEXT,
            "文字里有半角冒号，YAML 会把它当成键",
            entry.key.span.source.span(line, column),
            "改用全角冒号“：”，或把整段用单引号包起来",
        )

"""The JSON schema of a form's data files, for completion and help in editors.

Written from the form alone (build.py schema), committed, and tested fresh. It says what each key
means and takes; what figures must add up to is the checks' affair, not the schema's.
"""

from __future__ import annotations

import json
from typing import Any

from nianbao.form.model import Form, Section
from nianbao.form.table import DECIMAL, Cell, Indicator

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}


def schema_of(form: Form) -> bytes:
    """Return the schema of a form's data files as JSON text."""
    data = _mapping(
        {
            "年度": {
                "type": "integer", "minimum": form.first_year,
                "description": "统计年度，与文件名一致，如 2017",
            },
            "机关": {**TEXT, "description": "机关名称，用在题名和文件名里"},
            "署名": {**TEXT, "description": "落款的机关全称"},
            "成文日期": {
                "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$",
                "description": (
                    f"写成 2018-01-15，印作 2018年1月15日；"
                    f"法定公布期限是次年{form.deadline[0]}月{form.deadline[1]}日前"
                ),
            },
            "表式": {**TEXT, "description": "另用一种表式时写它的文件夹名；不写就按年度选"},
            "文号": {**TEXT, "description": "发文字号，如 温规〔2018〕1号；没有就不写"},
            "已发布": {"enum": ["是", "否"], "description": "照当年印的留着：数对不上只是警告"},
            "题名断行": {**TEXT, "description": "题名太长时从哪里换行：写题名，在换行处加｜"},
            "盖章": {"enum": ["是", "否"], "description": "落款按加盖印章的格式排；不写就是不盖章"},
            "填报": _mapping(
                {key: dict(TEXT) for key in form.filling},
                description="统计表下面的填报信息，可只写几项",
            ),
            "联系方式": {**TEXT, "description": "印在统计表后面的联系方式，一行"},
            "正文": _mapping(
                {section.key: _section(section, form) for section in form.sections},
                required=[s.key for s in form.sections if not s.optional],
                description="各部分的文字；统计表里有的数写成 {{指标名}}",
            ),
            "统计表": _mapping(
                {name: _group(name, members, form) for name, members in form.groups.items()},
                required=list(form.groups), description=f"{form.name}（{form.basis}）",
            ),
            "核实": _waivers(),
        },
        required=["年度", "机关", "署名", "成文日期", "正文", "统计表"],
    )  # fmt: skip
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": form.name,
        "description": "；".join(form.counting),
        **data,
    }
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _mapping(
    properties: Schema, required: list[str] | None = None, description: str = ""
) -> Schema:
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        schema["required"] = required
    if description:
        schema["description"] = description
    return schema


def _section(section: Section, form: Form) -> Schema:
    paragraph = {**TEXT, "description": "一段；用“|”另起一行写时，一行一段"}
    point = {"anyOf": [paragraph, {"type": "object", "minProperties": 1, "maxProperties": 1}]}
    points = {
        style: {"type": "array", "minItems": 1, "items": point, "description": "要点，编号由程序加"}
        for style in form.list_styles
    }
    item = {"anyOf": [paragraph, {**_mapping(points), "minProperties": 1}]}
    return {
        "type": "array", "minItems": 1, "items": item,
        "title": section.title or section.key,
        "description": "一项一段，以“- ”开头；编号的要点写“- 一是:”再列",
    }  # fmt: skip


def _group(name: str, members: tuple[Indicator, ...], form: Form) -> Schema:
    if [member.name for member in members] == [name]:
        return _row(members[0], form)
    needed = [m.name for m in members if not {Cell(m, c) for c in m.columns} <= form.totals.keys()]
    return _mapping({member.name: _row(member, form) for member in members}, required=needed)


def _row(indicator: Indicator, form: Form) -> Schema:
    cells = [Cell(indicator, column) for column in indicator.columns]
    rules = [
        f"{rule.number}：{' '.join(rule.formula.text.split())}"
        for rule in form.rules
        if any(cell in binding.cells.values() for binding in rule.bindings for cell in cells)
    ]
    parts = [indicator.note, *rules]
    if all(cell in form.totals for cell in cells):
        parts.append("可以不写，由程序算出")
    if len(cells) == 1:
        schema = _figure(cells[0])
        parts.insert(0, f"单位：{cells[0].unit.name}")
    else:
        names = "、".join(f"{cell.column.label}（{cell.unit.name}）" for cell in cells)
        parts.insert(0, f"依次填 {len(cells)} 个数：{names}；全是 0 的只写一个 0")
        schema = {
            "anyOf": [
                {"type": "array", "items": {"anyOf": [_figure(cell) for cell in cells]}},
                {"type": "string", "description": "并排写的数，空格隔开"},
                {"const": 0},
                _mapping({cell.column.label: _figure(cell) for cell in cells}),
            ]
        }
    return {
        "title": indicator.label,
        "description": "\n".join(part for part in parts if part),
        **schema,
    }


def _figure(cell: Cell) -> Schema:
    number: Schema = {"type": "number" if cell.unit.kind == DECIMAL else "integer"}
    if cell.unit.least is not None:
        number["minimum"] = cell.unit.least
    if not cell.unit.slash:
        return number
    return {"anyOf": [number, {"const": "/", "description": "不适用"}]}


def _waivers() -> Schema:
    item = _mapping(
        {
            "问题": {**TEXT, "description": "问题的代码，方括号里的那个词"},
            "位置": {**TEXT, "description": "指标名或大项名"},
            "记号": {**TEXT, "description": "照改法里给的抄；所说的数或文字一改，核实就过期"},
            "理由": {**TEXT, "description": "核实的结论，会随问题一起列出"},
        },
        required=["问题", "位置", "理由"],
    )
    return {
        "type": "array",
        "items": item,
        "description": "查过无误的警告，写明理由，以后列为“已核实”",
    }

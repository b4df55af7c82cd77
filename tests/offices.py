"""Made-up offices with their years: figures that hold, texts of their own, as many as are asked for.

An office is a number; what it reports in a year follows from both alone, so that a year's carried-over
cases are last year's open ones. The figures are drawn here and not by the code that is tested.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from nianbao.datafile.typed import TypedRow, tables
from nianbao.form import Form, Indicator
from nianbao.workspace import Workspace

PLACES = [
    "城东",
    "城西",
    "城南",
    "城北",
    "江左",
    "江右",
    "湖滨",
    "山前",
    "山后",
    "开发",
    "新港",
    "古渡",
]
BUREAUS = [
    "教育局", "科学技术局", "公安局", "民政局", "司法局", "财政局", "人力资源和社会保障局", "自然资源局",
    "生态环境局", "住房和城乡建设局", "交通运输局", "水务局", "农业农村局", "商务局", "文化和旅游局",
    "卫生健康局", "退役军人事务局", "应急管理局", "审计局", "市场监督管理局", "体育局", "统计局",
    "医疗保障局", "信访局", "林业局", "城市管理局",
]  # fmt: skip
_WHAT = [
    "办事指南", "收费目录", "规划图件", "项目清单", "应急预案", "招标公告", "补助名单", "检查结果",
    "采购合同", "工程进度", "水质数据", "学区划分", "药品价格", "道路改造", "危房排查", "用地审批",
    "环评文件", "食品抽检", "养老机构", "公共厕所", "停车泊位", "老旧小区", "病虫防治", "河道治理",
]  # fmt: skip
_DONE = [
    "逐项核对以后重新编目", "改成表格并附说明", "移到首页显著位置", "补齐往年缺失的部分", "按季度更新",
    "与业务系统接通", "交由专人维护", "请服务对象试读并修改", "统一了名称和格式", "设立了更新提醒",
    "加注了制定机关和日期", "做成图解放在旁边", "清理了失效的条目", "改为当日发布", "并入一个栏目",
]  # fmt: skip
_HOW = [
    "由办公室牵头", "各科室分头", "会同服务窗口", "根据群众来电", "结合巡查情况", "对照目录", "借助外部评估",
    "按照轮值安排", "经集体讨论", "用三个月时间", "在旺季到来之前", "依托政务服务中心",
]  # fmt: skip
_SO = [
    "查找比以前省事", "来电询问明显减少", "基层反映较好", "差错得到纠正", "便于前后对照", "办事少跑一趟",
    "读者停留的时间变长", "投诉没有再发生", "新来的同志也能上手", "责任落到了岗位",
]  # fmt: skip
_BAD = [
    "更新不够及时",
    "解读形式单一",
    "目录层级过深",
    "检索不够方便",
    "各科室进度不一",
    "用语偏于专业",
]
_COLUMNS = 6  # kinds of applicants


def _draw(seed: str) -> random.Random:
    return random.Random(seed)  # noqa: S311  the same offices in each run


def name_of(number: int) -> str:
    """The name of an office; its place and what it is for follow from the number."""
    place, bureau = divmod(number, len(BUREAUS))
    area = PLACES[place % len(PLACES)] + ("" if place < len(PLACES) else str(place // len(PLACES)))
    return f"示例市{area}区{BUREAUS[bureau]}"


def year_of(workspace: Workspace, number: int, year: int, name: str = "") -> str:
    """The data file of an office's year."""
    first = max(each for each in workspace.national() if each <= year)
    form, _ = workspace.form(workspace.national()[first])
    assert form is not None
    return "\n".join(_lines(form, number, year, name or name_of(number)))


def _lines(form: Form, number: int, year: int, name: str) -> Iterator[str]:
    draw = _draw(f"{number} {year}")
    yield f"年度: {year}"
    yield f"机关: {name}"
    yield f"署名: {name}"
    yield f"成文日期: {year + 1}-01-{draw.randint(5, 19):02}"
    yield ""
    yield "正文:"
    for section in form.sections:
        lines = _text(form.first_year, section.key, draw, name)
        if lines:
            yield f"  {section.key}:"
            yield from (f"    - {line}" for line in lines)
            yield ""
    rows = dict(_figures(form, number, year))
    yield from tables(form, lambda row: TypedRow(tuple(map(str, rows[row]))))


# ── texts ───────────────────────────────────────────────────────────────────────────────────


def _sentence(draw: random.Random) -> str:
    parts = [draw.choice(each) for each in (_HOW, _WHAT, _DONE, _SO)]
    return f"{parts[0]}把{parts[1]}{parts[2]}，{parts[3]}。"


def _paragraph(draw: random.Random, count: int) -> str:
    return "".join(_sentence(draw) for _ in range(count))


_ALWAYS = {
    "依申请公开": "收到申请{{收到申请数}}件，办结{{申请办结数}}件，答复{{申请答复数}}件。",
    "收费及减免": "依申请提供政府信息没有收取费用。",
    "行政复议和行政诉讼": "行政复议{{行政复议数量}}件，行政诉讼{{行政诉讼数量}}件。",
    "收到和处理政府信息公开申请情况": (
        "新收申请{{本年新收政府信息公开申请数量}}件，上年结转{{上年结转政府信息公开申请数量}}件。"
    ),
    "其他需要报告的事项": "没有收取信息处理费，没有其他需要报告的事项。",
}
_TOPICS = ["主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障"]


def _text(first_year: int, key: str, draw: random.Random, name: str) -> list[str]:
    begin = (
        f"根据《中华人民共和国政府信息公开条例》，{name}公布本年度报告，统计期限自{{{{年度}}}}年1月1日起"
        "至{{年度}}年12月31日止。"
    )
    if key == "引言":
        return [begin] if first_year == 2014 else []
    if key in {"总体情况", "基本概况"}:
        own = [f"{topic}方面，{_paragraph(draw, draw.randint(2, 4))}" for topic in _TOPICS]
        return own if first_year == 2014 else [begin, *own]
    if key == "主动公开":
        return [f"全年主动公开政府信息{{{{主动公开政府信息数}}}}条。{_paragraph(draw, 3)}"]
    if key.startswith("存在的主要问题"):
        problems = "、".join(draw.sample(_BAD, 2))
        return [f"存在的问题是{problems}。改进的措施：{_paragraph(draw, 3)}"]
    return [_ALWAYS[key]] if key in _ALWAYS else []


# ── figures ─────────────────────────────────────────────────────────────────────────────────


def _figures(form: Form, number: int, year: int) -> Iterator[tuple[Indicator, list[int | str]]]:
    if form.first_year == 2014:
        yield from _list_of_2014(form, _draw(f"figures {number} {year}"))
        return
    draw = _draw(f"figures {number} {year}")
    for table in form.tables:
        rows = [row for row in table.indicators if not row.is_heading]
        if table.kind == "分块":
            yield from ((row, _published(row, draw)) for row in rows)
        elif table.kind == "矩阵":
            yield from _applications(rows, number, year, draw)
        else:
            for row in rows:
                cases = [draw.choice([0, 0, 0, 1, 2]) for _ in row.columns[:-1]]
                yield row, [*cases, sum(cases)]


def _published(row: Indicator, draw: random.Random) -> list[int | str]:
    if row.name == "规章":
        return [0 for _ in row.columns]
    if any(column.unit and column.unit.name == "万元" for column in row.columns):
        amount = f"{draw.randint(0, 90000) / 100:.2f}".rstrip("0").rstrip(".")
        return [*(draw.randint(0, 9) for _ in row.columns[:-1]), amount]
    return [draw.randint(0, 400) for _ in row.columns]


def _carried(number: int, year: int) -> list[int]:
    draw = _draw(f"carried {number} {year}")
    return [draw.choice([0, 0, 1, 2, 4]) for _ in range(_COLUMNS)]


def _applications(
    rows: list[Indicator], number: int, year: int, draw: random.Random
) -> Iterator[tuple[Indicator, list[int | str]]]:
    received, before, *results, total, left = rows
    drawn = [[draw.choice([0, 0, 0, 1, 3, 9, 20]) for _ in range(_COLUMNS)] for _ in results]
    done = [sum(column) for column in zip(*drawn, strict=True)]
    carried, open_ = _carried(number, year - 1), _carried(number, year)
    new = [max(d + o - c, 0) for d, o, c in zip(done, open_, carried, strict=True)]
    short = [n + c - o - d for n, c, o, d in zip(new, carried, open_, done, strict=True)]
    drawn[0] = [each + more for each, more in zip(drawn[0], short, strict=True)]
    done = [sum(column) for column in zip(*drawn, strict=True)]
    for row, figures in zip(
        (received, before, *results, total, left), (new, carried, *drawn, done, open_), strict=True
    ):
        yield row, [*figures, sum(figures)]


def _list_of_2014(form: Form, draw: random.Random) -> Iterator[tuple[Indicator, list[int | str]]]:
    def some(most: int = 40) -> int:
        return draw.randint(0, most)

    channels = [some(300) for _ in range(5)]
    published = draw.randint(max(channels), sum(channels))
    rules = some(5)
    forms = [some() for _ in range(4)]
    answers = [0] * 8
    for _ in range(sum(forms)):
        answers[draw.randrange(8)] += 1
    reasons = [0] * 6
    for _ in range(answers[3]):
        reasons[draw.randrange(6)] += 1
    review, suit = ([draw.choice([0, 0, 1]) for _ in range(3)] for _ in range(2))
    heads, interviews, press = some(2), some(3), some(4)
    staff = [some(3), some(9)]
    replies = [some(4), some(4)]
    late = draw.randint(0, min(sum(forms), 3))
    trained = draw.randint(1, 4)
    figures: list[int | str] = [
        published, min(rules, published), rules, *channels,
        max(replies), press, min(heads, press), interviews, min(heads, interviews), some(6), *replies,
        sum(forms), *forms, sum(forms), sum(forms) - late, late,
        sum(forms), *answers[:4], *reasons, *answers[4:],
        sum(review), *review, sum(suit), *suit, some(2), 0,
        1, some(3), sum(staff), *staff, f"{some(900) / 100:.2f}".rstrip("0").rstrip("."),
        draw.randint(1, 4), trained, trained * draw.randint(8, 40),
    ]  # fmt: skip
    for row, figure in zip(form.values, figures, strict=True):
        yield row, [figure]


def write(workspace: Workspace, data: Path, numbers: Iterable[int], years: Iterable[int]) -> None:
    """Write the years of some offices, each in a folder of its name."""
    for number in numbers:
        folder = data / name_of(number)
        folder.mkdir(parents=True, exist_ok=True)
        for year in years:
            text = year_of(workspace, number, year)
            (folder / f"{year}.yaml").write_text(text, encoding="utf-8")

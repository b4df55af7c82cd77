"""The short names of figures, and what a table says of them.

A formula is what `# 数:` in bench/prose writes: 新收, 新收.自, 新收+上结, %1公开/办结 (a share with one
decimal), 增新收 and 降新收 (the difference from the year before), 增%1新收 (its share), 上年:新收.
It is read here without the tool, so that the tool is not measured with itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

import yaml

_RESULTS = """
公开 予以公开|部分 部分公开|密 属于国家秘密|法禁 其他法律行政法规禁止公开|三安 危及“三安全一稳定”
第三方 保护第三方合法权益|内部 属于三类内部事务信息|过程 属于四类过程性信息|案卷 属于行政执法案卷
查询 属于行政查询事项|不掌握 本机关不掌握相关政府信息|另制 没有现成信息需要另行制作
不明 补正后申请内容仍不明确|信访 信访举报投诉类申请|重复 重复申请|出版 要求提供公开出版物
大量 无正当理由大量反复申请|确认 要求行政机关确认或重新出具已获取信息
"""
_OTHER_2021 = """
逾补 申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请
逾费 申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请|他 其他
"""
_OLD = """
公开总 主动公开政府信息数|规范公 主动公开规范性文件数|规范发 制发规范性文件总数|公报 政府公报公开政府信息数
网站 政府网站公开政府信息数|微博 政务微博公开政府信息数|微信 政务微信公开政府信息数|其他方式 其他方式公开政府信息数
热点 回应公众关注热点或重大舆情数|发布会 参加或举办新闻发布会总次数
发布会主 主要负责同志参加新闻发布会次数|访谈 政府网站在线访谈次数
访谈主 主要负责同志参加政府网站在线访谈次数|解读 政策解读稿件发布数|微回 微博微信回应事件数|他回 其他方式回应事件数
申请 收到申请数|当面 当面申请数|传真 传真申请数|网络 网络申请数|信函 信函申请数|办结 申请办结数|按时 按时办结数
延期 延期办结数|答复 申请答复数|已公开 属于已主动公开范围数|同意 同意公开答复数|部分 同意部分公开答复数
不同意 不同意公开答复数|密 涉及国家秘密|商密 涉及商业秘密|隐私 涉及个人隐私
危及 危及国家安全、公共安全、经济安全和社会稳定|非信息 不是《条例》所指政府信息|他法 法律法规规定的其他情形
不属 不属于本行政机关公开数|不存在 申请信息不存在数|更改 告知作出更改补充数|途径 告知通过其他途径办理数
复议 行政复议数量|复议维 行政复议数量.维持具体行政行为数|复议纠 行政复议数量.被依法纠错数
复议他 行政复议数量.其他情形数|诉讼 行政诉讼数量|诉讼维 维持具体行政行为或者驳回原告诉讼请求数
诉讼纠 行政诉讼数量.被依法纠错数|诉讼他 行政诉讼数量.其他情形数|举报 举报投诉数量
收费 依申请公开信息收取的费用|机构 政府信息公开工作专门机构数|查阅点 设置政府信息公开查阅点数
人员 从事政府信息公开工作人员数|专职 专职人员数|兼职 兼职人员数|经费 政府信息公开专项经费
会议 召开政府信息公开工作会议或专题会议数|培训 举办各类培训班数|参训 接受培训人员数
"""
_APPLICANTS = {
    "自": "自然人", "企": "商业企业", "科": "科研机构", "公": "社会公益组织", "法": "法律服务机构",
    "他": "其他",
}  # fmt: skip
_OUTCOMES = {"维": "结果维持", "纠": "结果纠正", "他": "其他结果", "未": "尚未审结"}
_SUITS = {"复议": "行政复议", "直诉": "未经复议直接起诉", "复诉": "复议后起诉"}
_GROUPS = {
    "不公": ("密", "法禁", "三安", "第三方", "内部", "过程", "案卷", "查询"),
    "无提": ("不掌握", "另制", "不明"),
    "不处": ("信访", "重复", "出版", "大量", "确认"),
    "他处": ("逾补", "逾费", "他"),
}
_TOTALS = {
    "申请": ("当面", "传真", "网络", "信函"), "办结": ("按时", "延期"),
    "不同意": ("密", "商密", "隐私", "危及", "非信息", "他法"),
    "答复": ("已公开", "同意", "部分", "不同意", "不属", "不存在", "更改", "途径"),
    "复议": ("复议维", "复议纠", "复议他"), "诉讼": ("诉讼维", "诉讼纠", "诉讼他"), "人员": ("专职", "兼职"),
}  # fmt: skip
_BLOCKS = {
    2019: {
        "规章": ("规章", {"新制": "本年新制作数量", "新公开": "本年新公开数量", "总量": "对外公开总数量"}),
        "规范": ("规范性文件", {"新制": "本年新制作数量", "新公开": "本年新公开数量", "总量": "对外公开总数量"}),
        "许可": ("行政许可", {"上": "上一年项目数量", "增": "本年增减", "决": "处理决定数量"}),
        "其他事项": ("其他对外管理服务事项", {"上": "上一年项目数量", "增": "本年增减", "决": "处理决定数量"}),
        "处罚": ("行政处罚", {"上": "上一年项目数量", "增": "本年增减", "决": "处理决定数量"}),
        "强制": ("行政强制", {"上": "上一年项目数量", "增": "本年增减", "决": "处理决定数量"}),
        "收费": ("行政事业性收费", {"上": "上一年项目数量", "增": "本年增减"}),
        "采购": ("政府集中采购", {"项": "采购项目数量", "额": "采购总金额"}),
    },
    2021: {
        "规章": ("规章", {"制发": "本年制发件数", "废止": "本年废止件数", "有效": "现行有效件数"}),
        "规范": ("行政规范性文件", {"制发": "本年制发件数", "废止": "本年废止件数", "有效": "现行有效件数"}),
        "许可": ("行政许可", {}), "处罚": ("行政处罚", {}), "强制": ("行政强制", {}),
        "收费": ("行政事业性收费", {}),
    },
}  # fmt: skip


def _names(text: str) -> dict[str, str]:
    pairs = (each.split() for each in re.split(r"[|\n]", text.strip()))
    return {short: name for short, name in pairs}  # noqa: C416  says what the two are


OLD = _names(_OLD)


def rows(form: int) -> dict[str, str]:
    """The rows of the applications table of a form, by their short names, in its order."""
    other = _names(_OTHER_2021) if form == 2021 else {"他处": "其他处理"}
    return {
        "新收": "本年新收政府信息公开申请数量", "上结": "上年结转政府信息公开申请数量",
        **_names(_RESULTS), **other, "下结": "结转下年度继续办理",
    }  # fmt: skip


class Table:
    """The figures of a data file by their short names."""

    def __init__(self, form: int, text: str) -> None:
        self.form = form
        self.figures: dict[str, Decimal] = {}
        self.names: dict[str, str] = {}  # what a reference calls it: the short name
        tables = yaml.load(text, yaml.BaseLoader)["统计表"]  # noqa: S506  makes nothing but text
        if form == 2014:
            self._old(tables)
        else:
            self._current(tables)

    def _old(self, tables: Mapping[str, object]) -> None:
        for short, name in OLD.items():
            head, _, row = name.rpartition(".")
            for group, content in tables.items():
                each = content if isinstance(content, dict) else {group: content}
                if row in each and head in {"", group}:
                    self._put(short, str(each[row]), name)
                    break
            else:  # a total may be left out: its parts make it up
                self.names[name] = short
        for short, parts in _TOTALS.items():
            if short not in self.figures:
                self.figures[short] = sum((self.figures[part] for part in parts), Decimal(0))

    def _put(self, short: str, figure: str | Decimal, name: str) -> None:
        self.figures[short] = Decimal(0) if figure == "/" else Decimal(figure)
        self.names[name.translate(_QUOTES)] = short

    def _current(self, tables: Mapping[str, Mapping[str, str]]) -> None:
        for short, (name, columns) in _BLOCKS[self.form].items():
            typed = _spread(tables["主动公开"][name], len(columns) or 1)
            for (column, label), text in zip((columns or {"": ""}).items(), typed, strict=True):
                self._put(f"{short}.{column}".strip("."), text, f"{name}.{label}".strip("."))
        results = rows(self.form)
        done = [Decimal(0)] * 6
        lines = {}
        for short, name in results.items():
            lines[short] = [Decimal(f) for f in _spread(tables["收到和处理申请"][name], 6)[:6]]
            if short not in {"新收", "上结", "下结"}:
                done = [a + b for a, b in zip(done, lines[short], strict=True)]
        lines["办结"] = done
        for short, figures in lines.items():
            name = results.get(short, "本年度办理结果")
            whole = (
                "其他处理.其他" if short == "他" else name if short != "办结" else f"{name}.总计"
            )
            self._put(short, sum(figures, Decimal(0)), whole)
            self.figures[f"{short}.组"] = sum(figures[1:], Decimal(0))
            for (column, label), figure in zip(_APPLICANTS.items(), figures, strict=True):
                self._put(f"{short}.{column}", figure, f"{name}.{label}")
        for short, parts in _GROUPS.items():
            if short not in self.figures:
                self.figures[short] = sum((self.figures[part] for part in parts), Decimal(0))
        for short, name in _SUITS.items():
            ends = [Decimal(f) for f in _spread(tables["行政复议和行政诉讼"][name], 4)[:4]]
            self._put(short, sum(ends, Decimal(0)), name)
            for (column, label), figure in zip(_OUTCOMES.items(), ends, strict=True):
                self._put(f"{short}.{column}", figure, f"{name}.{label}")
        for column in ("", *(f".{outcome}" for outcome in _OUTCOMES)):
            both = self.figures["直诉" + column] + self.figures["复诉" + column]
            self.figures["诉讼" + column] = both

    def plain(self, formula: str) -> Decimal:
        """Evaluate a sum of short names."""
        return sum((self.figures[name] for name in formula.split("+")), Decimal(0))

    def printed(self, formula: str, before: Table | None) -> str | None:
        """Return a formula's value as a text prints it; None where it needs a year that is not there."""
        if share := re.fullmatch(r"%(\d)(.+?)/(.+)", formula):
            part, whole = self.plain(share[2]), self.plain(share[3])
            return _round(part * 100 / whole, int(share[1])) if whole else None
        growth = re.fullmatch(r"(?P<way>[增降])(?:%(?P<digits>\d))?(?P<of>.+)", formula)
        if formula.startswith("上年:") or (growth and formula not in self.figures):
            if before is None:
                return None
            if growth is None:
                return str(before.plain(formula.removeprefix("上年:")))
            now, then = self.plain(growth["of"]), before.plain(growth["of"])
            if (now > then) != (growth["way"] == "增"):
                return f"{growth['way']}反"
            if growth["digits"] is None:
                return str(abs(now - then))
            return _round(abs(now - then) * 100 / then, int(growth["digits"]))
        return str(self.plain(formula))

    def named(self, reference: str) -> str | None:
        """Return the short name of what a reference names; None where it is not of the table."""
        wanted = reference.translate(_QUOTES).replace("/", "")
        if wanted in self.names:
            return self.names[wanted]
        ends = [short for name, short in self.names.items() if name.endswith(f".{wanted}")]
        return ends[0] if len(ends) == 1 else None


_QUOTES = str.maketrans("", "", "“”")


def _spread(text: str, columns: int) -> list[str]:
    figures = str(text).split()
    return figures * columns if len(figures) == 1 and columns > 1 else figures


def _round(number: Decimal, digits: int) -> str:
    return str(number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))

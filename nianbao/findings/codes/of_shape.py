"""Codes: 该有的没有，不该有的有."""

from __future__ import annotations

from nianbao.findings.finding import Code, Group, Severity

ERROR, WARNING, NOTE = Severity
_WHY_0 = (
    "《政府信息公开条例》第五十条规定了年报的内容，国办公开办函〔2021〕30号定了六个部分；"
    "没有内容的部分也要写明没有。"
)

# fmt: off
MISSING_KEY = Code(
    "missing-key", ERROR, "缺一个必写的键",
    "补上",
)
UNKNOWN_KEY = Code(
    "unknown-key", ERROR, "没有这个键（会猜您想写哪个，或说它属于哪一项）",
    "改名、移走或删去",
)
WRONG_SHAPE = Code(
    "wrong-shape", ERROR, "这里要一组“键: 值”、一个列表或一行文字，写的是别的",
    "照“改法”改",
)
MISSING_SECTION = Code(
    "missing-section", ERROR, "正文缺一个部分",
    "补上；没有内容的写“无。”",
    _WHY_0,
)
EMPTY_SECTION = Code(
    "empty-section", ERROR, "一个部分、编号或小标题下面是空的",
    "写上段落，或删去它",
    _WHY_0,
)
EMPTY_TEXT = Code(
    "empty-text", ERROR, "一段或一项是空的",
    "填上，或删去这一行",
)
UNKNOWN_LIST_STYLE = Code(
    "unknown-list-style", ERROR, "没有这种编号样式",
    "用 一是、（一）、序号1.、（1）",
)
UNKNOWN_CHOICE = Code(
    "unknown-choice", ERROR, "这里只能从几个词里选",
    "照“改法”里列的选",
)
BAD_DATE = Code(
    "bad-date", ERROR, "日期的写法不对，或没有这一天",
    "写成 2018-01-15",
)
YEAR_MISMATCH = Code(
    "year-mismatch", ERROR, "里面写的年度与文件名不一致",
    "改一处",
)
BAD_AGENCY = Code(
    "bad-agency", ERROR, "机关名称不能用作文件名（有 / : * 等符号、太长、首尾有空格）",
    "用全角字符或规范简称",
)
NO_FORM = Code(
    "no-form", ERROR, "这一年没有全国统一的表式（2014 年以前）",
    "核对年份",
    (
        "哪一年用哪种表式有规定：2014 到 2018 年依国办发〔2014〕32号，2019、2"
        "020 年依国办公开办函〔2019〕60号，2021 年起依国办公开办函〔2021〕30号"
        "；拿旧文件来改，容易用错。"
    ),
)
UNKNOWN_FORM = Code(
    "unknown-form", ERROR, "没有“表式”里写的那种表式",
    "改名，或删去“表式”",
)
# fmt: on

GROUP = Group(
    "该有的没有，不该有的有",
    "",
    (
        MISSING_KEY,
        UNKNOWN_KEY,
        WRONG_SHAPE,
        MISSING_SECTION,
        EMPTY_SECTION,
        EMPTY_TEXT,
        UNKNOWN_LIST_STYLE,
        UNKNOWN_CHOICE,
        BAD_DATE,
        YEAR_MISMATCH,
        BAD_AGENCY,
        NO_FORM,
        UNKNOWN_FORM,
    ),
)

"""Codes: 数."""

from __future__ import annotations

from nianbao.findings.finding import Code, Group, Severity

ERROR, WARNING, NOTE = Severity

# fmt: off
MISSING_FIGURE = Code(
    "missing-figure", ERROR, "有的数没有填",
    "填上；没有的填 0（2014 到 2018 年的表，不适用的填 /）",
    "空着的数，读者不知道是没有，还是忘了填；公布过的年报里就有空着的数。",
)
NOT_A_NUMBER = Code(
    "not-a-number", ERROR, "应当是数，写的是别的（2019 年起的表也不能写 /）",
    "只写阿拉伯数字；没有的填 0",
)
FULLWIDTH_DIGIT = Code(
    "fullwidth-digit", ERROR, "数里有全角字符",
    "改成半角",
)
THOUSANDS_SEPARATOR = Code(
    "thousands-separator", ERROR, "数里有千分位的逗号",
    "删去逗号",
)
UNIT_IN_NUMBER = Code(
    "unit-in-number", ERROR, "数后面带了单位",
    "只写数",
)
LEADING_ZERO = Code(
    "leading-zero", ERROR, "数以 0 开头，如 012",
    "删去前面的 0",
)
NEGATIVE_FIGURE = Code(
    "negative-figure", ERROR, "数是负的",
    "改成不小于 0 的数",
    "件、条、次、人都是一个一个数出来的，不会是负数。",
)
NOT_WHOLE = Code(
    "not-whole", ERROR, "件数之类写成了小数",
    "改成整数",
    "件、条、次、人都是一个一个数出来的，没有小数。",
)
TOO_PRECISE = Code(
    "too-precise", WARNING, "金额的小数太多（2018 年以前两位，以后六位）",
    "四舍五入",
)
TOO_LARGE = Code(
    "too-large", ERROR, "位数太多",
    "核对有没有多打；金额是不是以万元计",
)
WRONG_ROW_LENGTH = Code(
    "wrong-row-length", ERROR, "一行的数多了或少了",
    "照列的次序补齐，见[第四节](#四统计表)；总计可以不写",
)
WRONG_FORM = Code(
    "wrong-form", ERROR, "这一年要用新表式，统计表却是照旧表式写的",
    "用 `make new` 起草一份，把数挪过去",
    (
        "哪一年用哪种表式有规定：2014 到 2018 年依国办发〔2014〕32号，2019、2"
        "020 年依国办公开办函〔2019〕60号，2021 年起依国办公开办函〔2021〕30号"
        "；拿旧文件来改，容易用错。"
    ),
)
UNFILLED_DRAFT = Code(
    "unfilled-draft", ERROR, "起草时留下的〔请填：……〕还没有填",
    "换成实际的数或引用，或改写这句",
    "没填的空会原样公布出去；公布过的年报里就有“公开信息 条”。",
)
# fmt: on

GROUP = Group(
    "数",
    "统计表里只能是数：要能相加，能与上年的比，能印进正文。带了单位、逗号，就不知道是多少。",
    (
        MISSING_FIGURE,
        NOT_A_NUMBER,
        FULLWIDTH_DIGIT,
        THOUSANDS_SEPARATOR,
        UNIT_IN_NUMBER,
        LEADING_ZERO,
        NEGATIVE_FIGURE,
        NOT_WHOLE,
        TOO_PRECISE,
        TOO_LARGE,
        WRONG_ROW_LENGTH,
        WRONG_FORM,
        UNFILLED_DRAFT,
    ),
)

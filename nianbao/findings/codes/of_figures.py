"""Codes of figures as they are typed (数)."""

from __future__ import annotations

from nianbao.findings.finding import Code, Group, Severity, declared

ERROR, WARNING, NOTE = Severity
_COUNTED = "件、条、次、人都是一个一个数出来的，"

MISSING_FIGURE = Code(
    "missing-figure",
    ERROR,
    what="有的数没有填",
    mending="填上；没有的填 0（2014 到 2018 年的表，不适用的填 /）",
    why="空着的数，读者不知道是没有，还是忘了填；公布过的年报里就有空着的数。",
    together="{} 个指标没有填",
)
NOT_A_NUMBER = Code(
    "not-a-number",
    ERROR,
    what="应当是数，写的是别的（2019 年起的表也不能写 /）",
    mending="只写阿拉伯数字；没有的填 0",
    why=(
        "2014 到 2018 年的表，“/”是不适用；2019 年起的表每一格都要有数。空白、"
        "“/”“-”“—”会被当成漏填。"
    ),
    together="{} 个指标填的不是数",
)
FULLWIDTH_DIGIT = Code(
    "fullwidth-digit",
    ERROR,
    what="数里有全角字符",
    mending="改成半角；可以代改",
    why="GB/T 15835：阿拉伯数字占半个字，也就是半角。",
    together="{} 个指标的数里有全角字符",
)
THOUSANDS_SEPARATOR = Code(
    "thousands-separator",
    ERROR,
    what="数里有千分位的逗号",
    mending="删去逗号；可以代改",
    together="{} 个指标的数里有逗号",
)
UNIT_IN_NUMBER = Code(
    "unit-in-number",
    ERROR,
    what="数后面带了单位",
    mending="只写数；可以代改",
    why="单位印在统计表的“单位”一栏或表头里，数后面再写就重复了，也不能相加。",
    together="{} 个指标的数后面带了单位",
)
LEADING_ZERO = Code(
    "leading-zero",
    ERROR,
    what="数以 0 开头，如 012",
    mending="删去前面的 0",
    why="有的程序把 012 读成八进制的 10。",
)
NEGATIVE_FIGURE = Code(
    "negative-figure",
    ERROR,
    what="数是负的",
    mending="改成不小于 0 的数",
    why=_COUNTED + "不会是负数。",
)
NOT_WHOLE = Code(
    "not-whole",
    ERROR,
    what="件数之类写成了小数",
    mending="改成整数",
    why=_COUNTED + "没有小数。",
)
TOO_PRECISE = Code(
    "too-precise",
    WARNING,
    what="金额的小数太多（2018 年以前两位，以后六位）",
    mending="四舍五入",
    why=(
        "2014 到 2018 年的金额以万元计，有的地方规定四舍五入，留两位小数；"
        "收费金额最多到元以下两位，就是六位。"
    ),
)
TOO_LARGE = Code(
    "too-large",
    ERROR,
    what="位数太多",
    mending="核对有没有多打；金额是不是以万元计",
    why="金额以万元计（国办公开办函〔2021〕30号的表上写着“单位：万元”），照元填就大了一万倍。",
)
WRONG_ROW_LENGTH = Code(
    "wrong-row-length",
    ERROR,
    what="一行的数多了或少了",
    mending="照列的次序补齐，见手册第四节；总计可以不写",
)
WRONG_FORM = Code(
    "wrong-form",
    ERROR,
    what="这一年要用新表式，统计表却是照旧表式写的",
    mending="用 `make new` 起草一份，把数挪过去",
    why=(
        "哪一年用哪种表式有规定：2014 到 2018 年依国办发〔2014〕32号，2019、"
        "2020 年依国办公开办函〔2019〕60号，2021 年起依国办公开办函〔2021〕30号；拿旧文件来改，"
        "容易用错。"
    ),
)
UNFILLED_DRAFT = Code(
    "unfilled-draft",
    ERROR,
    what="起草时留下的〔请填：……〕还没有填",
    mending="换成实际的数或引用，或改写这句",
    why="没填的空会原样公布出去；公布过的年报里就有“公开信息 条”。",
)

GROUP = Group(
    heading="数",
    why="统计表里只能是数：要能相加，能与上年的比，能印进正文。带了单位、逗号，就不知道是多少。",
    codes=declared(vars()),
)

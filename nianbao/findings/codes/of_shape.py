"""Codes of what a data file must have and must not have."""

from __future__ import annotations

from nianbao.findings.finding import Code, Group, Severity, declared

ERROR = Severity.ERROR
_CONTENTS = (
    "《政府信息公开条例》第五十条规定了年报的内容，国办公开办函〔2021〕30号定了六个部分；"
    "没有内容的部分也要写明没有。"
)
_FORMS = (
    "哪一年用哪种表式有规定：2014 到 2018 年依国办发〔2014〕32号，2019、"
    "2020 年依国办公开办函〔2019〕60号，2021 年起依国办公开办函〔2021〕30号；拿旧文件来改，"
    "容易用错。"
)

MISSING_KEY = Code(
    "missing-key",
    ERROR,
    what="缺一个必写的键",
    mending="补上",
)
UNKNOWN_KEY = Code(
    "unknown-key",
    ERROR,
    what="没有这个键（会猜您想写哪个，或说它属于哪一项）",
    mending="改名、移走或删去；只多了看不见的字符的可以代改",
)
WRONG_SHAPE = Code(
    "wrong-shape",
    ERROR,
    what="这里要一组“键: 值”、一个列表或一行文字，写的是别的",
    mending="照“改法”改",
)
MISSING_SECTION = Code(
    "missing-section",
    ERROR,
    what="正文缺一个部分",
    mending="补上；没有内容的写“无。”",
    why=_CONTENTS,
)
EMPTY_SECTION = Code(
    "empty-section",
    ERROR,
    what="一个部分、编号或小标题下面是空的",
    mending="写上段落，或删去它",
    why=_CONTENTS,
)
EMPTY_TEXT = Code(
    "empty-text",
    ERROR,
    what="一段或一项是空的",
    mending="填上，或删去这一行",
)
UNKNOWN_LIST_STYLE = Code(
    "unknown-list-style",
    ERROR,
    what="没有这种编号样式",
    mending="用 一是、（一）、序号1.、（1）",
)
UNKNOWN_CHOICE = Code(
    "unknown-choice",
    ERROR,
    what="这里只能从几个词里选",
    mending="照“改法”里列的选",
)
BAD_DATE = Code(
    "bad-date",
    ERROR,
    what="日期的写法不对，或没有这一天",
    mending="写成 2018-01-15；可以代改",
    why=(
        "印出来是“2018年1月15日”。GB/T 9704—2012：成文日期用阿拉伯数字把年、月、日写全，月、"
        "日不补 0。"
    ),
)
YEAR_MISMATCH = Code(
    "year-mismatch",
    ERROR,
    what="里面写的年度与文件名不一致",
    mending="改一处",
    why="年度定了用哪种表式、统计期限到哪一天、与哪一年的数比；两处不一致，就都靠不住。",
)
BAD_AGENCY = Code(
    "bad-agency",
    ERROR,
    what="机关名称不能用作文件名（有 / : * 等符号、太长、首尾有空格）",
    mending="用全角字符或规范简称",
    why="Word 文件用题名作文件名，Windows 上这些符号不能用。",
)
BAD_TITLE_BREAK = Code(
    "bad-title-break",
    ERROR,
    what="“题名断行”去掉“｜”，不是这份年报的题名",
    mending="写题名本身，在要换行的地方加“｜”；或删去这一行，让程序断",
    why="GB/T 9704—2012 7.3.1：标题回行时词意完整、排列对称、长短适宜。",
)
BAD_LABEL = Code(
    "bad-label",
    ERROR,
    what="设置.yaml 的“网站”里，一个标签的值不合规定",
    mending="域名不带 https://，标识码十位，网址写全",
    why="国办发〔2017〕47号《政府网站发展指引》规定了网页标签；普查和搜索照它读。",
)
NO_FORM = Code(
    "no-form",
    ERROR,
    what="这一年没有全国统一的表式（2014 年以前）",
    mending="核对年份",
    why=_FORMS,
)
UNKNOWN_FORM = Code(
    "unknown-form",
    ERROR,
    what="没有“表式”里写的那种表式",
    mending="改名，或删去“表式”",
    why=_FORMS,
)

GROUP = Group(
    heading="该有的没有，不该有的有",
    why="键和列表就是年报的骨架：缺了、多了、写成别的样子，就不知道一段话、一个数该印在哪里。",
    codes=declared(vars()),
)

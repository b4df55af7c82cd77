"""Codes of references in the texts (引用)."""

from __future__ import annotations

from nianbao.findings.finding import Code, Group, Severity, declared

ERROR, WARNING, NOTE = Severity

UNKNOWN_REFERENCE = Code(
    "unknown-reference",
    ERROR,
    what="没有这个名字",
    mending="照统计表里的指标名写",
)
NO_HISTORY = Code(
    "no-history",
    ERROR,
    what="引用上年的数（`{{上年.…}}`），但没有上年的数据文件",
    mending="补上上年的文件，或直接写数",
)
AMBIGUOUS_REFERENCE = Code(
    "ambiguous-reference",
    ERROR,
    what="这个名字有几处，或这一行有几列",
    mending="写全，如 `{{行政规范性文件.现行有效件数}}`",
)
HEADING_REFERENCE = Code(
    "heading-reference",
    ERROR,
    what="这个名字只是标题，没有数",
    mending="引用它下面的指标",
)
BAD_REFERENCE = Code(
    "bad-reference",
    ERROR,
    what="花括号里不是名字（是算式、空的……）",
    mending="写成 `{{指标名}}`",
)
UNCLOSED_REFERENCE = Code(
    "unclosed-reference",
    ERROR,
    what="`{{` 和 `}}` 没有成对",
    mending="补齐",
)
FULLWIDTH_BRACES = Code(
    "fullwidth-braces",
    ERROR,
    what="花括号是全角的",
    mending="改成半角；核实里的可以代改",
)
SINGLE_BRACE = Code(
    "single-brace",
    WARNING,
    what="只有一层花括号，或多了一个，会照原样印出来",
    mending="引用要用两层",
    why="只有两层花括号才是引用；一层的会原样公布出去。",
)
FORBIDDEN_TAG = Code(
    "forbidden-tag",
    ERROR,
    what="正文里有 `{%`、`{#` 这样的模板标签",
    mending="删去；正文只能引用",
)
UNKNOWN_FILTER = Code(
    "unknown-filter",
    ERROR,
    what="没有这个过滤器",
    mending="现有的是 中文数字、绝对值",
)
SLASH_IN_TEXT = Code(
    "slash-in-text",
    WARNING,
    what="引用的数填的是 /，会印成“/”",
    mending="改写这句话，或填数",
    why="“/”是表里的写法，印进句子里读不通。",
)

GROUP = Group(
    heading="引用",
    why="引用把统计表里的数带进正文，同一个数只打一遍；引用不成立，就没有数可印。",
    codes=declared(vars()),
)

"""Codes: 引用."""

from __future__ import annotations

from nianbao.findings.finding import Code, Group, Severity

ERROR, WARNING, NOTE = Severity

# fmt: off
UNKNOWN_REFERENCE = Code(
    "unknown-reference", ERROR, "没有这个名字",
    "照统计表里的指标名写",
)
NO_HISTORY = Code(
    "no-history", ERROR, "引用上年的数（`{{上年.…}}`），但没有上年的数据文件",
    "补上上年的文件，或直接写数",
)
AMBIGUOUS_REFERENCE = Code(
    "ambiguous-reference", ERROR, "这个名字有几处，或这一行有几列",
    "写全，如 `{{行政规范性文件.现行有效件数}}`",
)
HEADING_REFERENCE = Code(
    "heading-reference", ERROR, "这个名字只是标题，没有数",
    "引用它下面的指标",
)
BAD_REFERENCE = Code(
    "bad-reference", ERROR, "花括号里不是名字（是算式、空的……）",
    "写成 `{{指标名}}`",
)
UNCLOSED_REFERENCE = Code(
    "unclosed-reference", ERROR, "`{{` 和 `}}` 没有成对",
    "补齐",
)
FULLWIDTH_BRACES = Code(
    "fullwidth-braces", ERROR, "花括号是全角的",
    "改成半角",
)
SINGLE_BRACE = Code(
    "single-brace", WARNING, "只有一层花括号，或多了一个，会照原样印出来",
    "引用要用两层",
)
FORBIDDEN_TAG = Code(
    "forbidden-tag", ERROR, "正文里有 `{%`、`{#` 这样的模板标签",
    "删去；正文只能引用",
)
UNKNOWN_FILTER = Code(
    "unknown-filter", ERROR, "没有这个过滤器",
    "现有的是 中文数字、绝对值",
)
SLASH_IN_TEXT = Code(
    "slash-in-text", WARNING, "引用的数填的是 /，会印成“/”",
    "改写这句话，或填数",
)
# fmt: on

GROUP = Group(
    "引用",
    "引用把统计表里的数带进正文，同一个数只打一遍；引用不成立，就没有数可印。",
    (
        UNKNOWN_REFERENCE,
        NO_HISTORY,
        AMBIGUOUS_REFERENCE,
        HEADING_REFERENCE,
        BAD_REFERENCE,
        UNCLOSED_REFERENCE,
        FULLWIDTH_BRACES,
        SINGLE_BRACE,
        FORBIDDEN_TAG,
        UNKNOWN_FILTER,
        SLASH_IN_TEXT,
    ),
)

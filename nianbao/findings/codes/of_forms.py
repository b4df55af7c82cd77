"""Codes that only the author of a form or a lexicon meets (表式)."""

from __future__ import annotations

from nianbao.findings.finding import Code, Group, Severity, declared

ERROR = Severity.ERROR

BAD_FORMULA = Code(
    "bad-formula",
    ERROR,
    what="勾稽关系的算式不对",
    mending="写成 甲 = 乙 + 丙，或 甲 ≤ 乙，或 若 甲 > 0 则 乙 > 0",
)
UNKNOWN_NAME = Code(
    "unknown-name",
    ERROR,
    what="算式里的指标没有",
    mending="照指标的名字写",
)
AMBIGUOUS_NAME = Code(
    "ambiguous-name",
    ERROR,
    what="算式里的指标有几处",
    mending="前面加大项的名字",
)
WRONG_DEPTH = Code(
    "wrong-depth",
    ERROR,
    what="指标的层级跳了一级",
    mending="下一级只比上一级多 1",
)
BAD_PATTERN = Code(
    "bad-pattern",
    ERROR,
    what="`lexicon.yaml` 里的正则不成立，什么都能对上，或文字一长就算不完",
    mending="改正则：括号、方括号要成对，重复写明上限，重复里不再套重复",
)

GROUP = Group(
    heading="表式（只有自己编 form.yaml、lexicon.yaml 时才会见到）",
    why="表式和词表也是数据；写错了，检查就不可靠。",
    codes=declared(vars()),
)

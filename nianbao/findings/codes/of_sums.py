"""Codes of 勾稽关系, and of what an office says that it has checked (核实)."""

from __future__ import annotations

from nianbao.findings.finding import Code, Group, Severity, declared

ERROR, WARNING, NOTE = Severity
_SUMS = (
    "数与数对不上，至少有一个是错的。现行的申请表上就印着“第一项加第二项之和，"
    "等于第三项加第四项之和”（国办公开办函〔2021〕30号）；2014 到 2018 年的统计要求“指标统一、"
    "项目规范、口径一致、数据准确”（国办发〔2014〕32号）。"
)
_CHECKED = "核实是对查的那时候的数和文字说的；"

SUM_MISMATCH = Code(
    "sum-mismatch",
    ERROR,
    what="合计不等于各分项之和",
    mending="改合计，或改有误的分项",
    why=_SUMS,
)
BROKEN_RELATION = Code(
    "broken-relation",
    ERROR,
    what="几个数的大小、有无对不上，或与上年的对不上",
    mending="核对这几个数",
    why=_SUMS + "今年的上年结转，就是上年年报的结转下年度。",
)
ROLLUP_MISMATCH = Code(
    "rollup-mismatch",
    ERROR,
    what="汇总的数不等于各单位之和，或不在去重以后可能的范围里（collect 时查）",
    mending="核对汇总的数和各单位的数；有单位没报的，等报齐了再核对",
    why=(
        "年报逐级汇总，上级的数就是本级和各单位的数加起来的（国办发〔2014〕32号：口径一致、数据准确）；"
        "同一信息几家都公开的只计一次，各单位之和只是上限。"
    ),
)
SLASH_BESIDE_ZERO = Code(
    "slash-beside-zero",
    WARNING,
    what="一个大项里 / 和 0 混用",
    mending="没有发生的填 0，不适用的填 /；确实如此就核实",
    why="没有全国统一的写法；通常“/”是不适用，0 是没有发生，混用就分不清。",
)
STALE_WAIVER = Code(
    "stale-waiver",
    WARNING,
    what="核实过期了：核实以后，它说的数或文字改过",
    mending="再核实一次；还是无误，就照改法换记号",
    why=_CHECKED + "后来改过，就要再查一次。",
    waivable=False,
)
UNUSED_WAIVER = Code(
    "unused-waiver",
    WARNING,
    what="一条核实没有对上任何问题",
    mending="问题改好了就删去；没有就核对代码和位置",
    why=_CHECKED + "留着没用的，日后会盖住新的问题。",
    waivable=False,
)
NOT_WAIVABLE = Code(
    "not-waivable",
    WARNING,
    what="核实的是错误，不能这样通过",
    mending="改数，删去这一条核实",
    why="错误是一定不对的：数与数对不上、文字印不出来，写明理由也不会变对。",
    waivable=False,
)
NO_REASON = Code(
    "no-reason",
    ERROR,
    what="核实没有写理由，只有省略号或标点",
    mending="写明查了什么、为什么没有错",
    why="核实要说得出理由，日后有人问起，翻得到。",
)

GROUP = Group(
    heading="勾稽关系与核实",
    codes=declared(vars()),
)

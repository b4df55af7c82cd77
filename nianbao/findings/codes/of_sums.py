"""Codes: 勾稽关系与核实."""

from __future__ import annotations

from nianbao.findings.finding import Code, Group, Severity

ERROR, WARNING, NOTE = Severity

# fmt: off
SUM_MISMATCH = Code(
    "sum-mismatch", ERROR, "合计不等于各分项之和",
    "改合计，或改有误的分项",
    (
        "数与数对不上，至少有一个是错的。现行的申请表上就印着“第一项加第二项之和，等于第三项加第四"
        "项之和”（国办公开办函〔2021〕30号）；2014 到 2018 年的统计要求“指标统一"
        "、项目规范、口径一致、数据准确”（国办发〔2014〕32号）。"
    ),
)
BROKEN_RELATION = Code(
    "broken-relation", ERROR, "几个数的大小、有无对不上，或与上年的对不上",
    "核对这几个数",
    (
        "数与数对不上，至少有一个是错的。现行的申请表上就印着“第一项加第二项之和，等于第三项加第四"
        "项之和”（国办公开办函〔2021〕30号）；2014 到 2018 年的统计要求“指标统一"
        "、项目规范、口径一致、数据准确”（国办发〔2014〕32号）。今年的上年结转，就是上年年报"
        "的结转下年度。"
    ),
)
SLASH_BESIDE_ZERO = Code(
    "slash-beside-zero", WARNING, "一个大项里 / 和 0 混用",
    "没有发生的填 0，不适用的填 /；确实如此就核实",
    "没有全国统一的写法；通常“/”是不适用，0 是没有发生，混用就分不清。",
)
STALE_WAIVER = Code(
    "stale-waiver", WARNING, "核实过期了：核实以后，它说的数或文字改过",
    "再核实一次；还是无误，就照改法换记号", waivable=False,
)
UNUSED_WAIVER = Code(
    "unused-waiver", WARNING, "一条核实没有对上任何问题",
    "问题改好了就删去；没有就核对代码和位置", waivable=False,
)
NOT_WAIVABLE = Code(
    "not-waivable", WARNING, "核实的是错误，不能这样通过",
    "改数，删去这一条核实", waivable=False,
)
NO_REASON = Code(
    "no-reason", ERROR, "核实没有写理由，只有省略号或标点",
    "写明查了什么、为什么没有错",
    "核实要说得出理由，日后有人问起，翻得到。",
)
# fmt: on

GROUP = Group(
    "勾稽关系与核实",
    "",
    (SUM_MISMATCH, BROKEN_RELATION, SLASH_BESIDE_ZERO, STALE_WAIVER, UNUSED_WAIVER, NOT_WAIVABLE, NO_REASON),
)

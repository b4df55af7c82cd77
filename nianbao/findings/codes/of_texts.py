"""Codes of what the running text (正文) says: figures, years, names, parts, problems."""

from __future__ import annotations

from nianbao.findings.finding import Code, Group, Severity, declared

ERROR, WARNING, NOTE = Severity
_TWICE = "同一个数在正文和统计表里各打一遍，最容易不一致；读者分不清哪一个是真的。"
_COPIED = (
    "年报照抄上年，就没有说出今年的情况。迟报、错报、漏报和内容雷同的，"
    "可以依《政府信息公开条例》第四十七条督促整改、通报批评。"
)
_FEE = (
    "信息处理费依国办函〔2020〕109号收取，当年收了多少写在“其他需要报告的事项”里；"
    "2018 年度及以前，收费及减免情况是原条例第三十二条要求写的内容。"
)
_PUBLISHED_BY = (
    "现行《政府信息公开条例》第四十九条：县级以上人民政府部门在次年1月31日前、"
    "政府在3月31日前向社会公布；2018 年度及以前依原条例第三十一条，都是3月31日前。"
)
_OWN_NAME = (
    "照别的机关的年报改写，容易留下它的名称；同一个机关，题名、引言、落款里应当是同一个名称。"
)
_PARTS = "引言列的各部分就是目录，应当与标题一致；公布过的年报里有漏列一个部分的。"
_PROBLEMS = (
    "《政府信息公开条例》第五十条规定了年报的内容，其中有存在的主要问题及改进情况；"
    "问题和措施要逐条写明。"
)

TEXT_TABLE_MISMATCH = Code(
    "text-table-mismatch",
    WARNING,
    what="正文里手打的数与统计表不同",
    mending="核对哪一个对；写成引用就不会再不一致",
    why=_TWICE,
)
SURVIVING_FIGURE = Code(
    "surviving-figure",
    WARNING,
    what="正文里的数是上年的",
    mending="写成引用，或改数",
    why=_COPIED,
)
REPEATED_FIGURE = Code(
    "repeated-figure",
    WARNING,
    what="同一件事，前后写的数不同",
    mending="核对；不是一件事的，写明区别",
    why=_TWICE,
)
BREAKDOWN_SUM = Code(
    "breakdown-sum",
    WARNING,
    what="列出的各项之和与前面的总数不同；一项列了两次",
    mending="改数；有重复计算的，写明",
    why="“其中”的各项合起来就是总数；有重复计算的，不写明就像是算错了。",
)
WRONG_PERCENTAGE = Code(
    "wrong-percentage",
    WARNING,
    what="百分数与前面的数、增减与上年的数算不到一起；比率超过 100%；减少用了“倍”",
    mending="核对百分数和数",
    why="百分数是由前面的数算出来的，同比是由两年的数算出来的；常见的错是拿一列的数当作总计来算。",
)
NEGATION_MISMATCH = Code(
    "negation-mismatch",
    WARNING,
    what="正文说没有，统计表里有；或反过来",
    mending="核对哪一个对",
    why=_TWICE,
)
ACTIVITY_WITHOUT_FIGURE = Code(
    "activity-without-figure",
    WARNING,
    what="正文写了做过的事，统计表那一项是 0",
    mending="核对该不该计入",
    why=_TWICE,
)
UNMENTIONED_FIGURE = Code(
    "unmentioned-figure",
    NOTE,
    what="表里有数，正文没有提到",
    mending="写一句",
    why="表里有数而正文不提，读者不知道这件事是怎么做的。",
)
FEE_MISMATCH = Code(
    "fee-mismatch",
    WARNING,
    what="正文说的收费与统计表不一致",
    mending="没有收取的填 0；收取了的写明金额",
    why=_FEE,
)
PROCESSING_FEE = Code(
    "processing-fee",
    WARNING,
    what="收取了信息处理费，没有在该写的地方写明",
    mending="在“其他需要报告的事项”里写明金额",
    why=_FEE,
)
SAME_TABLE = Code(
    "same-table",
    WARNING,
    what="整张表与上年的完全相同",
    mending="填今年的数",
    why=_COPIED,
)
FIGURE_OUTLIER = Code(
    "figure-outlier",
    WARNING,
    what="一个数与上年的相差太多",
    mending="核对两年的数",
    why="收费金额以万元计（国办公开办函〔2021〕30号的表上写着“单位：万元”），照元填就大了一万倍。",
)
SAMPLE_LEFT = Code(
    "sample-left",
    ERROR,
    what="还有样本（示例局）的名称、文字或数",
    mending="换成本机关的",
    why="示例局是虚构的机关，数和文字都是编的；印出来就成了本机关的。",
)
COPIED_PARAGRAPH = Code(
    "copied-paragraph",
    WARNING,
    what="一段话与上年的差不多",
    mending="照今年做的事重写",
    why=_COPIED,
)
WRONG_YEAR = Code(
    "wrong-year",
    WARNING,
    what="写的是别的年份",
    mending="写成 `{{年度}}`",
    why="照上年的年报改写，最容易留下上年的年份。",
)
VAGUE_YEAR = Code(
    "vague-year",
    WARNING,
    what="“今年”“去年”说不清是哪一年",
    mending="写成 `{{年度}}年`",
    why="年报在次年公布，读者看到“今年”，不知道是哪一年。",
)
WRONG_PERIOD = Code(
    "wrong-period",
    WARNING,
    what="统计期限不是1月1日至12月31日",
    mending="改日期",
    why="统计期限是统计年度的1月1日至12月31日；公布过的年报里有终日早于始日的。",
)
SIGNED_TOO_EARLY = Code(
    "signed-too-early",
    WARNING,
    what="成文日期在统计年度结束以前",
    mending="写次年的日期",
    why="统计期限到12月31日为止，年报只能在这以后写成。" + _PUBLISHED_BY,
)
SIGNED_LATE = Code(
    "signed-late",
    WARNING,
    what="成文日期迟于公布期限",
    mending="核对日期",
    why=_PUBLISHED_BY,
)
AGENCY_NAME = Code(
    "agency-name",
    WARNING,
    what="题名与署名里的机关名称不同",
    mending="两处都用全称",
    why=_OWN_NAME,
)
OTHER_AGENCY = Code(
    "other-agency",
    WARNING,
    what="自称用错了（局自称“我委”），或留着别的机关的名字",
    mending="改成本机关的；确是别的单位就写明关系",
    why=_OWN_NAME,
)
PART_UNLISTED = Code(
    "part-unlisted",
    WARNING,
    what="引言列的各部分有遗漏",
    mending="补上",
    why=_PARTS,
)
PART_RENAMED = Code(
    "part-renamed",
    WARNING,
    what="引言列的各部分与标题不一样",
    mending="照标题写",
    why=_PARTS,
)
PART_COUNT = Code(
    "part-count",
    WARNING,
    what="引言说的部分数与标题不符",
    mending="改数",
    why=_PARTS,
)
MISSING_TOPIC = Code(
    "missing-topic",
    WARNING,
    what="一个部分缺应写的内容",
    mending="补上",
    why=(
        "《政府信息公开条例》第五十条规定了年报的内容；政府的年报还要写工作考核、"
        "社会评议和责任追究结果的情况。现行格式的总体情况写主动公开、依申请公开、政府信息管理、"
        "平台建设、监督保障。"
    ),
)
UNSTATED_SCOPE = Code(
    "unstated-scope",
    WARNING,
    what="政府的年报没有写明数据是本级的，还是全市、全县、全区的",
    mending="在总体情况里写一句",
    why="年报逐级汇总，政府报的有本级的数，也有本行政区域汇总的数；不写明，读的人不知道是哪一种。",
)
NO_PROBLEMS = Code(
    "no-problems",
    WARNING,
    what="“存在的主要问题”没有内容",
    mending="逐项写明问题和措施",
    why=_PROBLEMS,
)
UNMATCHED_PROBLEMS = Code(
    "unmatched-problems",
    WARNING,
    what="问题和措施的条数不同",
    mending="逐条写明怎样改进",
    why=_PROBLEMS,
)
PRINTED_TWICE = Code(
    "printed-twice",
    WARNING,
    what="标题、题名或落款贴进了正文",
    mending="删去；这些由程序印",
    why="从 Word 里连标题、落款一起粘贴过来，印出来就有两遍。",
)
TOLD_TWICE = Code(
    "told-twice",
    NOTE,
    what="同一件事、同一项说了两遍",
    mending="留一处",
    why="年报要集中、写实；拼凑几份材料，容易把一件事写进两个部分。",
)
TOO_LONG = Code(
    "too-long",
    WARNING,
    what="一个部分的字数超过规定",
    mending="删减",
    why="现行格式的总体情况要集中、写实，原则上不超过1000字左右。",
)
LETTER_WORDING = Code(
    "letter-wording",
    WARNING,
    what="留着报送上级的话",
    mending="删去；年报是向社会公布的",
    why="年报是向社会公布的（《政府信息公开条例》第四十九条），不是报送上级的函。",
)
CALLED_SUMMARY = Code(
    "called-summary",
    WARNING,
    what="把年报叫做总结、汇报",
    mending="写成报告",
    why="国办的格式叫“政府信息公开工作年度报告”（国办公开办函〔2021〕30号），不是总结、汇报。",
)

GROUP = Group(
    heading="正文说的事",
    codes=declared(vars()),
    remark="这些都是警告（`unmentioned-figure` 是提示），不妨碍写年报。",
)

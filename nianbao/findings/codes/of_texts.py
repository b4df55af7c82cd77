"""Codes: 正文的文字."""

from __future__ import annotations

from nianbao.findings.finding import Code, Group, Severity

ERROR, WARNING, NOTE = Severity
_TWICE = "同一个数在正文和统计表里各打一遍，最容易不一致；读者分不清哪一个是真的。"
_COPIED = (
    "年报照抄上年，就没有说出今年的情况。迟报、错报、漏报和内容雷同的，可以依《政府信息公开条例"
    "》第四十七条督促整改、通报批评。"
)
_FEE = (
    "信息处理费依国办函〔2020〕109号收取，当年收了多少写在“其他需要报告的事项”里；20"
    "18 年度及以前，收费及减免情况是原条例第三十二条要求写的内容。"
)
_OWN_NAME = (
    "照别的机关的年报改写，容易留下它的名称；同一个机关，题名、引言、落款里应当是同一个名称。"
)
_PARTS = "引言列的各部分就是目录，应当与标题一致；公布过的年报里有漏列一个部分的。"
_PROBLEMS = (
    "《政府信息公开条例》第五十条规定了年报的内容，其中有存在的主要问题及改进情况；问题和措施要"
    "逐条写明。"
)
_PUNCTUATION = "标点符号用法有国家标准：GB/T 15834，公文格式的标准 GB/T 9704—2012 也引用它。"
_LEVELS = "GB/T 9704—2012：层次依次为一、（一）1.（1）。"

# fmt: off
TEXT_TABLE_MISMATCH = Code(
    "text-table-mismatch", WARNING, "正文里手打的数与统计表不同",
    "核对哪一个对；写成引用就不会再不一致",
    _TWICE,
)
SURVIVING_FIGURE = Code(
    "surviving-figure", WARNING, "正文里的数是上年的",
    "写成引用，或改数",
    _COPIED,
)
REPEATED_FIGURE = Code(
    "repeated-figure", WARNING, "同一件事，前后写的数不同",
    "核对；不是一件事的，写明区别",
    _TWICE,
)
BREAKDOWN_SUM = Code(
    "breakdown-sum", WARNING, "“其中”的各项之和与前面的总数不同",
    "改数；有重复计算的，写明",
    "“其中”的各项合起来就是总数；有重复计算的，不写明就像是算错了。",
)
WRONG_PERCENTAGE = Code(
    "wrong-percentage", WARNING, "百分数与前面的数算不到一起",
    "核对百分数和数",
    "百分数是由前面的数算出来的；常见的错是拿一列的数当作总计来算。",
)
NEGATION_MISMATCH = Code(
    "negation-mismatch", WARNING, "正文说没有，统计表里有；或反过来",
    "核对哪一个对",
    _TWICE,
)
ACTIVITY_WITHOUT_FIGURE = Code(
    "activity-without-figure", WARNING, "正文写了做过的事，统计表那一项是 0",
    "核对该不该计入",
    _TWICE,
)
UNMENTIONED_FIGURE = Code(
    "unmentioned-figure", NOTE, "表里有数，正文没有提到",
    "写一句",
    "表里有数而正文不提，读者不知道这件事是怎么做的。",
)
FEE_MISMATCH = Code(
    "fee-mismatch", WARNING, "正文说的收费与统计表不一致",
    "没有收取的填 0；收取了的写明金额",
    _FEE,
)
PROCESSING_FEE = Code(
    "processing-fee", WARNING, "收取了信息处理费，没有在该写的地方写明",
    "在“其他需要报告的事项”里写明金额",
    _FEE,
)
SAME_TABLE = Code(
    "same-table", WARNING, "整张表与上年的完全相同",
    "填今年的数",
    _COPIED,
)
FIGURE_OUTLIER = Code(
    "figure-outlier", WARNING, "一个数与上年的相差太多",
    "核对两年的数",
    (
        "收费金额以万元计（国办公开办函〔2021〕30号的表上写着“单位：万元”），照元填就大了一"
        "万倍。"
    ),
)
COPIED_PARAGRAPH = Code(
    "copied-paragraph", WARNING, "一段话与上年的差不多",
    "照今年做的事重写",
    _COPIED,
)
WRONG_YEAR = Code(
    "wrong-year", WARNING, "写的是别的年份",
    "写成 `{{年度}}`",
    "照上年的年报改写，最容易留下上年的年份。",
)
VAGUE_YEAR = Code(
    "vague-year", WARNING, "“今年”“去年”说不清是哪一年",
    "写成 `{{年度}}年`",
    "年报在次年公布，读者看到“今年”，不知道是哪一年。",
)
WRONG_PERIOD = Code(
    "wrong-period", WARNING, "统计期限不是1月1日至12月31日",
    "改日期",
    "统计期限是统计年度的1月1日至12月31日；公布过的年报里有终日早于始日的。",
)
SIGNED_TOO_EARLY = Code(
    "signed-too-early", WARNING, "成文日期在统计年度结束以前",
    "写次年的日期",
    (
        "统计期限到12月31日为止，年报只能在这以后写成。现行《政府信息公开条例》第四十九条：县级"
        "以上人民政府部门在次年1月31日前、政府在3月31日前向社会公布；2018 年度及以前依原"
        "条例第三十一条，都是3月31日前。"
    ),
)
SIGNED_LATE = Code(
    "signed-late", WARNING, "成文日期迟于公布期限",
    "核对日期",
    (
        "现行《政府信息公开条例》第四十九条：县级以上人民政府部门在次年1月31日前、政府在3月31"
        "日前向社会公布；2018 年度及以前依原条例第三十一条，都是3月31日前。"
    ),
)
AGENCY_NAME = Code(
    "agency-name", WARNING, "题名与署名里的机关名称不同",
    "两处都用全称",
    _OWN_NAME,
)
OTHER_AGENCY = Code(
    "other-agency", WARNING, "自称用错了（局自称“我委”），或留着别的机关的名字",
    "改成本机关的；确是别的单位就写明关系",
    _OWN_NAME,
)
PART_UNLISTED = Code(
    "part-unlisted", WARNING, "引言列的各部分有遗漏",
    "补上",
    _PARTS,
)
PART_RENAMED = Code(
    "part-renamed", WARNING, "引言列的各部分与标题不一样",
    "照标题写",
    _PARTS,
)
PART_COUNT = Code(
    "part-count", WARNING, "引言说的部分数与标题不符",
    "改数",
    _PARTS,
)
MISSING_TOPIC = Code(
    "missing-topic", WARNING, "一个部分缺应写的内容",
    "补上",
    (
        "《政府信息公开条例》第五十条规定了年报的内容；政府的年报还要写工作考核、社会评议和责任追究"
        "结果的情况。现行格式的总体情况写主动公开、依申请公开、政府信息管理、平台建设、监督保障。"
    ),
)
NO_PROBLEMS = Code(
    "no-problems", WARNING, "“存在的主要问题”没有内容",
    "逐项写明问题和措施",
    _PROBLEMS,
)
UNMATCHED_PROBLEMS = Code(
    "unmatched-problems", WARNING, "问题和措施的条数不同",
    "逐条写明怎样改进",
    _PROBLEMS,
)
TOO_LONG = Code(
    "too-long", WARNING, "一个部分的字数超过规定",
    "删减",
    "现行格式的总体情况要集中、写实，原则上不超过1000字左右。",
)
LETTER_WORDING = Code(
    "letter-wording", WARNING, "留着报送上级的话",
    "删去；年报是向社会公布的",
    "年报是向社会公布的（《政府信息公开条例》第四十九条），不是报送上级的函。",
)
CALLED_SUMMARY = Code(
    "called-summary", WARNING, "把年报叫做总结、汇报",
    "写成报告",
    "国办的格式叫“政府信息公开工作年度报告”（国办公开办函〔2021〕30号），不是总结、汇报。",
)
NO_FULL_STOP = Code(
    "no-full-stop", WARNING, "段末没有句号",
    "补上“。”",
    _PUNCTUATION,
)
ORPHAN_ORDINAL = Code(
    "orphan-ordinal", WARNING, "手打的“三是”前面没有“二是”",
    "补上缺的，或用要点，编号由程序加",
    "GB/T 9704—2012：层次依次为一、（一）1.（1）。漏了序号，读者会以为少了一段。",
)
MIXED_NUMBERING = Code(
    "mixed-numbering", WARNING, "“1、”和“1.”混用",
    "写成要点，编号由程序加",
    _LEVELS,
)
LEVEL_ORDER = Code(
    "level-order", WARNING, "编号套在同级或更低一级的编号里",
    "依次用（一）、1.、（1）",
    _LEVELS,
)
LEFT_PLACEHOLDER = Code(
    "left-placeholder", WARNING, "还有没填的空、XX、某某",
    "填上，或删去",
    "没填的空会原样公布出去；公布过的年报里就有“公开信息 条”。",
)
CONVERSION_RESIDUE = Code(
    "conversion-residue", WARNING, "转换文件时带进来的代码、看不见的字符",
    "删去；看不见的字符可以代改",
    "从网页或别的文件粘贴时带进来，眼睛看不见，会原样公布出去。",
)
MANUAL_INDENT = Code(
    "manual-indent", WARNING, "段中有连着的全角空格，像是手工缩进的另一段",
    "另起一段，各写一行；不是另一段就删去空格",
    "GB/T 9704—2012：正文每段左空二字，由样式给出，不用空格。",
)
SPACE_IN_TEXT = Code(
    "space-in-text", WARNING, "中文中间有空格",
    "删去；可以代改",
)
DOUBLED_PUNCTUATION = Code(
    "doubled-punctuation", WARNING, "标点重复",
    "只留一个；可以代改",
    _PUNCTUATION,
)
HALFWIDTH_PUNCTUATION = Code(
    "halfwidth-punctuation", WARNING, "中文里用了半角标点",
    "改成全角；可以代改",
    _PUNCTUATION,
)
STRAIGHT_QUOTE = Code(
    "straight-quote", WARNING, "中文里用了英文引号",
    "改成中文引号；可以代改",
    _PUNCTUATION,
)
UNBALANCED_BRACKETS = Code(
    "unbalanced-brackets", WARNING, "括号、书名号、引号没有成对",
    "补上，或删去",
    _PUNCTUATION,
)
VARYING_NAMES = Code(
    "varying-names", WARNING, "同一事物有几种叫法",
    "统一用一种",
    "一件事有几种叫法，读者会以为是几件事。",
)
UNDEFINED_ABBREVIATION = Code(
    "undefined-abbreviation", WARNING, "法规用了简称，没有交代是什么的简称",
    "第一次写全称时注明“（以下简称……）”",
)
DOCUMENT_NUMBER = Code(
    "document-number", WARNING, "文号的写法不对",
    "写成 国办发〔2014〕32号",
    "GB/T 9704—2012：发文字号的年份用全称，括在六角括号〔〕里。",
)
LABEL_ECHO = Code(
    "label-echo", WARNING, "照搬了统计表的指标名（如“收到申请数25件”）",
    "删去“数”",
    "指标名里的“数”是给表用的，写进句子就成了“收到申请数25件”。",
)
MISSING_CHARACTERS = Code(
    "missing-characters", WARNING, "固定的词组漏字、多字",
    "照“改法”改",
    "固定的词组漏字、多字，读者一眼看得出，自己反而看不出。",
)
VERB_NOUN = Code(
    "verb-noun", WARNING, "动词与名词搭配不当（如“提起行政复议”）",
    "复议用申请，诉讼用提起",
    "《政府信息公开条例》第五十条的说法是“被申请行政复议、提起行政诉讼”。",
)
OUTDATED_WORDING = Code(
    "outdated-wording", WARNING, "旧的或不宜用的说法",
    "照“改法”改",
)
PERSONAL_DATA = Code(
    "personal-data", NOTE, "正文里有个人姓名、电话、身份证号",
    "确有必要才写",
)
# fmt: on

GROUP = Group(
    "正文的文字",
    "",
    (
        TEXT_TABLE_MISMATCH,
        SURVIVING_FIGURE,
        REPEATED_FIGURE,
        BREAKDOWN_SUM,
        WRONG_PERCENTAGE,
        NEGATION_MISMATCH,
        ACTIVITY_WITHOUT_FIGURE,
        UNMENTIONED_FIGURE,
        FEE_MISMATCH,
        PROCESSING_FEE,
        SAME_TABLE,
        FIGURE_OUTLIER,
        COPIED_PARAGRAPH,
        WRONG_YEAR,
        VAGUE_YEAR,
        WRONG_PERIOD,
        SIGNED_TOO_EARLY,
        SIGNED_LATE,
        AGENCY_NAME,
        OTHER_AGENCY,
        PART_UNLISTED,
        PART_RENAMED,
        PART_COUNT,
        MISSING_TOPIC,
        NO_PROBLEMS,
        UNMATCHED_PROBLEMS,
        TOO_LONG,
        LETTER_WORDING,
        CALLED_SUMMARY,
        NO_FULL_STOP,
        ORPHAN_ORDINAL,
        MIXED_NUMBERING,
        LEVEL_ORDER,
        LEFT_PLACEHOLDER,
        CONVERSION_RESIDUE,
        MANUAL_INDENT,
        SPACE_IN_TEXT,
        DOUBLED_PUNCTUATION,
        HALFWIDTH_PUNCTUATION,
        STRAIGHT_QUOTE,
        UNBALANCED_BRACKETS,
        VARYING_NAMES,
        UNDEFINED_ABBREVIATION,
        DOCUMENT_NUMBER,
        LABEL_ECHO,
        MISSING_CHARACTERS,
        VERB_NOUN,
        OUTDATED_WORDING,
        PERSONAL_DATA,
    ),
)

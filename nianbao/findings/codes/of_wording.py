"""Codes of how the running text (正文) is worded: numbering, leftovers, punctuation, phrases."""

from __future__ import annotations

from nianbao.findings.finding import Code, Group, Severity, declared

ERROR, WARNING, NOTE = Severity
_LEVELS = "GB/T 9704—2012：层次依次为一、（一）1.（1）。"
_PUNCTUATION = "标点符号用法有国家标准：GB/T 15834，公文格式的标准 GB/T 9704—2012 也引用它。"

NO_FULL_STOP = Code(
    "no-full-stop",
    WARNING,
    what="段末没有句号",
    mending="补上“。”",
    why=_PUNCTUATION,
)
ORPHAN_ORDINAL = Code(
    "orphan-ordinal",
    WARNING,
    what="手打的“三是”前面没有“二是”",
    mending="补上缺的，或用要点，编号由程序加",
    why=_LEVELS + "漏了序号，读者会以为少了一段。",
)
MIXED_NUMBERING = Code(
    "mixed-numbering",
    WARNING,
    what="“1、”和“1.”混用",
    mending="写成要点，编号由程序加",
    why=_LEVELS,
)
LEVEL_ORDER = Code(
    "level-order",
    WARNING,
    what="编号套在同级或更低一级的编号里",
    mending="依次用（一）、1.、（1）",
    why=_LEVELS,
)
LEFT_PLACEHOLDER = Code(
    "left-placeholder",
    WARNING,
    what="还有没填的空、XX、某某",
    mending="填上，或删去",
    why="没填的空会原样公布出去；公布过的年报里就有“公开信息 条”。",
)
CONVERSION_RESIDUE = Code(
    "conversion-residue",
    WARNING,
    what="转换文件时带进来的代码、看不见的字符",
    mending="删去；看不见的字符可以代改",
    why="从网页或别的文件粘贴时带进来，眼睛看不见，会原样公布出去。",
)
MANUAL_INDENT = Code(
    "manual-indent",
    WARNING,
    what="段中有连着的全角空格，像是手工缩进的另一段",
    mending="另起一段，各写一行；不是另一段就删去空格",
    why="GB/T 9704—2012：正文每段左空二字，由样式给出，不用空格。",
)
SPACE_IN_TEXT = Code(
    "space-in-text",
    WARNING,
    what="中文中间有空格",
    mending="删去；可以代改",
    why="从网页、PDF 粘贴时带进来；中文字与字之间没有空格，印出来就像断开了。",
)
DOUBLED_PUNCTUATION = Code(
    "doubled-punctuation",
    WARNING,
    what="标点重复",
    mending="只留一个；可以代改",
    why=_PUNCTUATION,
)
HALFWIDTH_PUNCTUATION = Code(
    "halfwidth-punctuation",
    WARNING,
    what="中文里用了半角标点",
    mending="改成全角；可以代改",
    why=_PUNCTUATION,
)
STRAIGHT_QUOTE = Code(
    "straight-quote",
    WARNING,
    what="中文里用了英文引号",
    mending="改成中文引号；可以代改",
    why=_PUNCTUATION,
)
UNBALANCED_BRACKETS = Code(
    "unbalanced-brackets",
    WARNING,
    what="括号、书名号、引号没有成对",
    mending="补上，或删去",
    why=_PUNCTUATION,
)
VARYING_NAMES = Code(
    "varying-names",
    WARNING,
    what="同一事物有几种叫法",
    mending="统一用一种",
    why="一件事有几种叫法，读者会以为是几件事。",
)
UNDEFINED_ABBREVIATION = Code(
    "undefined-abbreviation",
    WARNING,
    what="法规用了简称，没有交代是什么的简称",
    mending="第一次写全称时注明“（以下简称……）”",
    why=(
        "只写简称，读者不知道是哪一部法规、哪一年的；《政府信息公开条例》2008 年的和 2019 年的，"
        "条文就不同。"
    ),
)
DOCUMENT_NUMBER = Code(
    "document-number",
    WARNING,
    what="文号的写法不对",
    mending="写成 国办发〔2014〕32号",
    why="GB/T 9704—2012：发文字号的年份用全称，括在六角括号〔〕里。",
)
LABEL_ECHO = Code(
    "label-echo",
    WARNING,
    what="照搬了统计表的指标名（如“收到申请数25件”）",
    mending="删去“数”",
    why="指标名里的“数”是给表用的，写进句子就成了“收到申请数25件”。",
)
MISSING_CHARACTERS = Code(
    "missing-characters",
    WARNING,
    what="固定的词组漏字、多字",
    mending="照“改法”改",
    why="固定的词组漏字、多字，读者一眼看得出，自己反而看不出。",
)
BETTER_WORDING = Code(
    "better-wording",
    NOTE,
    what="不算错，有更好的写法（如“其它”）",
    mending="照“改法”改",
    why="公文用字以《现代汉语词典》和《第一批异形词整理表》推荐的为准。",
)
RARE_CHARACTER = Code(
    "rare-character",
    NOTE,
    what="有 GB 2312 以外的字",
    mending="看一眼是不是打错了；人名、地名里的就是对的",
    why="仿宋_GB2312、楷体_GB2312 只有 6763 个字；别的字，没有更全的字体就印不出来，也常是打错的。",
)
MISSING_STOP = Code(
    "missing-stop",
    WARNING,
    what="“二是”“三是”前面没有标点",
    mending="补上“；”或“。”",
    why=_PUNCTUATION,
)
VERB_NOUN = Code(
    "verb-noun",
    WARNING,
    what="动词与名词搭配不当（如“提起行政复议”）",
    mending="复议用申请，诉讼用提起",
    why="《政府信息公开条例》第五十条的说法是“被申请行政复议、提起行政诉讼”。",
)
OUTDATED_WORDING = Code(
    "outdated-wording",
    WARNING,
    what="旧的或不宜用的说法",
    mending="照“改法”改",
    why="名称改了、文件废止了，旧的说法就不对了；照上年的年报改写，最容易留下。",
)
PERSONAL_DATA = Code(
    "personal-data",
    NOTE,
    what="正文里有个人姓名、电话、身份证号",
    mending="确有必要才写",
    why=(
        "年报是公开的；涉及个人隐私、公开会损害他人合法权益的信息，"
        "不得公开（《政府信息公开条例》第十五条）。"
    ),
)

GROUP = Group(
    heading="正文的写法",
    codes=declared(vars()),
    remark=(
        "这些也都是警告（`better-wording`、`rare-character`、`personal-data` 是提示；身份证号是警告）。"
        "要找的字样在 `templates/lexicon.yaml` 里，各机关可以自己添。"
    ),
)

"""Codes of how a file is typed (写法): what YAML could not read, or would misread."""

from __future__ import annotations

from nianbao.findings.finding import Code, Group, Severity, declared

ERROR, WARNING, NOTE = Severity

FULLWIDTH_COLON = Code(
    "fullwidth-colon",
    ERROR,
    what="键后面是全角冒号",
    mending="改成半角冒号加一个空格；可以代改",
)
COLON_SPACE = Code(
    "colon-space",
    ERROR,
    what="冒号后面少一个半角空格",
    mending="写成“键: 值”；可以代改",
)
COLON_IN_TEXT = Code(
    "colon-in-text",
    ERROR,
    what="文字里有半角冒号，被当成了键",
    mending="改成全角冒号，或整段用单引号包起来",
    why="YAML 里“冒号加空格”是键的记号，前半句会被读成键，整段就乱了。",
)
MISSING_COLON = Code(
    "missing-colon",
    ERROR,
    what="这一行既不是“键: 值”，也不是“- ”开头的一项",
    mending="补上“- ”或冒号，一段话要写在一行里；少了“- ”的可以代改",
)
PASTED_TABLE = Code(
    "pasted-table",
    ERROR,
    what="整张表从别的文件里贴了进来，没有键",
    mending="逐行写成“行名: 数 数 …”；或把原来的表存成 Word、Excel 文件，用 import 读进来",
)
DASH_SPACE = Code(
    "dash-space",
    ERROR,
    what="短横后面少一个空格",
    mending="写成“- 文字”；可以代改",
)
FULLWIDTH_DASH = Code(
    "fullwidth-dash",
    ERROR,
    what="行首的短横是全角的",
    mending="改成半角“- ”；可以代改",
)
LONE_DASH = Code(
    "lone-dash",
    ERROR,
    what="值只有一个“-”",
    mending="没有的填 0，不适用的填 /",
    why="单独一个“-”在 YAML 里是列表的一项，读不成数；表里空白、“/”“-”“—”混着写，看的人也分不清。",
)
FULLWIDTH_COMMA = Code(
    "fullwidth-comma",
    ERROR,
    what="花括号里各项之间是全角逗号",
    mending="改成半角逗号加一个空格；可以代改",
)
TAB_INDENT = Code(
    "tab-indent",
    ERROR,
    what="行首有 Tab",
    mending="改成半角空格，每层两个",
)
FULLWIDTH_INDENT = Code(
    "fullwidth-indent",
    ERROR,
    what="行首有全角空格",
    mending="改成半角空格；段首缩进不用自己打",
)
BAD_INDENT = Code(
    "bad-indent",
    ERROR,
    what="这一行的缩进不对：与上面哪一行都对不齐、缩进多了，或“|”下面的文字缩进不够",
    mending="同一层左对齐，下一层多缩进两格；多缩进的可以代改",
)
LEADING_SPACE = Code(
    "leading-space",
    WARNING,
    what="段首有空格，会在样式给的缩进之外再空几格",
    mending="删去；可以代改",
    why="GB/T 9704—2012：正文每段左空二字，由样式给出，不用空格。",
)
UNQUOTED_REFERENCE = Code(
    "unquoted-reference",
    ERROR,
    what="以 `{{` 开头的文字没有加引号",
    mending="整段用单引号包起来，或用“|”",
)
SPECIAL_START = Code(
    "special-start",
    ERROR,
    what="以 @、*、[ 之类符号开头的文字没有加引号",
    mending="整段用单引号包起来，或用“|”",
)
QUOTE_IN_TEXT = Code(
    "quote-in-text",
    ERROR,
    what="文字以英文引号开头，后面又有别的字",
    mending="正文用中文引号“”；要英文引号就用“|”",
)
UNBALANCED_QUOTE = Code(
    "unbalanced-quote",
    ERROR,
    what="引号没有成对",
    mending="用同样的引号收尾；正文宜用中文引号",
)
UNBALANCED_BRACKET = Code(
    "unbalanced-bracket",
    ERROR,
    what="花括号、方括号没有成对，或各项没有用逗号隔开",
    mending="写成 `{问题: ……, 位置: ……, 理由: ……}`，都用半角",
)
BAD_ESCAPE = Code(
    "bad-escape",
    ERROR,
    what="双引号里的“\\”后面跟了不能跟的字",
    mending="改用单引号，或不加引号",
)
FOLDED_TEXT = Code(
    "folded-text",
    ERROR,
    what="一段文字跨了几行",
    mending="写在一行里；要分段就用“|”",
    why="YAML 会把几行接成一行，行与行之间多出空格。",
)
COMMENT_IN_TEXT = Code(
    "comment-in-text",
    ERROR,
    what="从“ #”起成了注释，后面的字不会印出来",
    mending="整段用单引号包起来；是注释就另起一行",
    why="YAML 里空格加“#”起是注释，后面的字就这样没有了。",
)
MERGE_CONFLICT = Code(
    "merge-conflict",
    ERROR,
    what="git 的冲突标记没有删",
    mending="留下对的一个版本，删去另一个和带标记的行",
    why="两个人改了同一处，git 把两个版本都写进文件，等人来定用哪一个。",
)
ILLEGAL_CHARACTER = Code(
    "illegal-character",
    ERROR,
    what="文字里有看不见的控制字符、制表符（Tab）或换行",
    mending="删去它；看不见的可以代改",
    why="Word 文件（XML）装不下控制字符，会悄悄丢掉，或者打不开。",
)
DUPLICATE_KEY = Code(
    "duplicate-key",
    ERROR,
    what="同一个键写了两次",
    mending="留下对的一处",
    why="YAML 只留最后一处，前面写的就悄悄丢了。",
)
YAML_ALIAS = Code(
    "yaml-alias",
    ERROR,
    what="以 & 或 * 开头，被当成 YAML 的锚点、引用",
    mending="写出全文；文字要这样开头就加单引号",
)
YAML_TAG = Code(
    "yaml-tag",
    ERROR,
    what="以 ! 开头，被当成 YAML 的类型标记",
    mending="删去它；文字要这样开头就加单引号",
)
SEVERAL_DOCUMENTS = Code(
    "several-documents",
    ERROR,
    what="文件里有“---”，起了第二份数据",
    mending="删去这一行，或分成两个文件",
)
TOO_DEEP = Code(
    "too-deep",
    ERROR,
    what="嵌套太多层",
    mending="检查缩进和括号",
)
YAML_SYNTAX = Code(
    "yaml-syntax",
    ERROR,
    what="从这一行起读不下去",
    mending="看这一行和上一行的缩进、引号、括号",
)
EMPTY_FILE = Code(
    "empty-file",
    ERROR,
    what="文件是空的",
    mending="用 `make new` 起草，或复制一份来改",
)
FILE_TOO_LARGE = Code(
    "file-too-large",
    ERROR,
    what="文件太大，或一段太长",
    mending="一个文件只写一年的年报；一段太长的分成几段",
)
NOT_UTF8 = Code(
    "not-utf8",
    ERROR,
    what="文件不是 UTF-8 编码（多半是 GBK）",
    mending="编辑器里“另存为”，编码选 UTF-8",
    why="同样的字节，用别的编码读出来是别的字。",
)

GROUP = Group(
    heading="写法（YAML 读不懂，或会读错）",
    why="数据文件是 YAML。写法不对，要么从这里起读不下去，要么读成别的意思，印出来就不是您写的。",
    codes=declared(vars()),
)

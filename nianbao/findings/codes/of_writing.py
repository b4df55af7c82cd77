"""Codes: 写法."""

from __future__ import annotations

from nianbao.findings.finding import Code, Group, Severity

ERROR, WARNING, NOTE = Severity

# fmt: off
FULLWIDTH_COLON = Code(
    "fullwidth-colon", ERROR, "键后面是全角冒号",
    "改成半角冒号加一个空格",
)
COLON_SPACE = Code(
    "colon-space", ERROR, "冒号后面少一个半角空格",
    "写成“键: 值”",
)
COLON_IN_TEXT = Code(
    "colon-in-text", ERROR, "文字里有半角冒号，被当成了键",
    "改成全角冒号，或整段用单引号包起来",
)
MISSING_COLON = Code(
    "missing-colon", ERROR, "这一行既不是“键: 值”，也不是“- ”开头的一项",
    "补上“- ”或冒号；一段话要写在一行里",
)
DASH_SPACE = Code(
    "dash-space", ERROR, "短横后面少一个空格",
    "写成“- 文字”",
)
FULLWIDTH_DASH = Code(
    "fullwidth-dash", ERROR, "行首的短横是全角的",
    "改成半角“- ”",
)
LONE_DASH = Code(
    "lone-dash", ERROR, "值只有一个“-”",
    "没有的填 0，不适用的填 /",
)
FULLWIDTH_COMMA = Code(
    "fullwidth-comma", ERROR, "花括号里各项之间是全角逗号",
    "改成半角逗号加一个空格",
)
TAB_INDENT = Code(
    "tab-indent", ERROR, "行首有 Tab",
    "改成半角空格，每层两个",
)
FULLWIDTH_INDENT = Code(
    "fullwidth-indent", ERROR, "行首有全角空格",
    "改成半角空格；段首缩进不用自己打",
)
BAD_INDENT = Code(
    "bad-indent", ERROR, "这一行的缩进不对：与上面哪一行都对不齐、缩进多了，或“|”下面的文字缩进不够",
    "同一层左对齐，下一层多缩进两格",
)
LEADING_SPACE = Code(
    "leading-space", WARNING, "段首有空格，会在样式给的缩进之外再空几格",
    "删去；可以代改",
    "GB/T 9704—2012：正文每段左空二字，由样式给出，不用空格。",
)
UNQUOTED_REFERENCE = Code(
    "unquoted-reference", ERROR, "以 `{{` 开头的文字没有加引号",
    "整段用单引号包起来，或用“|”",
)
SPECIAL_START = Code(
    "special-start", ERROR, "以 @、*、[ 之类符号开头的文字没有加引号",
    "整段用单引号包起来，或用“|”",
)
QUOTE_IN_TEXT = Code(
    "quote-in-text", ERROR, "文字以英文引号开头，后面又有别的字",
    "正文用中文引号“”；要英文引号就用“|”",
)
UNBALANCED_QUOTE = Code(
    "unbalanced-quote", ERROR, "引号没有成对",
    "用同样的引号收尾；正文宜用中文引号",
)
UNBALANCED_BRACKET = Code(
    "unbalanced-bracket", ERROR, "花括号、方括号没有成对，或各项没有用逗号隔开",
    "写成 `{问题: ……, 位置: ……, 理由: ……}`，都用半角",
)
BAD_ESCAPE = Code(
    "bad-escape", ERROR, "双引号里的“\\\\”后面跟了不能跟的字",
    "改用单引号，或不加引号",
)
FOLDED_TEXT = Code(
    "folded-text", ERROR, "一段文字跨了几行",
    "写在一行里；要分段就用“|”",
)
COMMENT_IN_TEXT = Code(
    "comment-in-text", ERROR, "从“ #”起成了注释，后面的字不会印出来",
    "整段用单引号包起来；是注释就另起一行",
)
ILLEGAL_CHARACTER = Code(
    "illegal-character", ERROR, "文字里有看不见的控制字符、制表符（Tab）或换行",
    "删去它；一行的数之间是 Tab 的，换成空格",
)
DUPLICATE_KEY = Code(
    "duplicate-key", ERROR, "同一个键写了两次",
    "留下对的一处",
)
YAML_ALIAS = Code(
    "yaml-alias", ERROR, "以 & 或 * 开头，被当成 YAML 的锚点、引用",
    "写出全文；文字要这样开头就加单引号",
)
YAML_TAG = Code(
    "yaml-tag", ERROR, "以 ! 开头，被当成 YAML 的类型标记",
    "删去它；文字要这样开头就加单引号",
)
SEVERAL_DOCUMENTS = Code(
    "several-documents", ERROR, "文件里有“---”，起了第二份数据",
    "删去这一行，或分成两个文件",
)
TOO_DEEP = Code(
    "too-deep", ERROR, "嵌套太多层",
    "检查缩进和括号",
)
YAML_SYNTAX = Code(
    "yaml-syntax", ERROR, "从这一行起读不下去",
    "看这一行和上一行的缩进、引号、括号",
)
EMPTY_FILE = Code(
    "empty-file", ERROR, "文件是空的",
    "用 `make new` 起草，或复制一份来改",
)
FILE_TOO_LARGE = Code(
    "file-too-large", ERROR, "文件太大",
    "一个文件只写一年的年报",
)
NOT_UTF8 = Code(
    "not-utf8", ERROR, "文件不是 UTF-8 编码",
    "在编辑器里“另存为”，编码选 UTF-8",
)
# fmt: on

GROUP = Group(
    "写法（YAML 读不懂，或会读错）",
    "数据文件是 YAML。写法不对，要么从这里起读不下去，要么读成别的意思，印出来就不是您写的。",
    (
        FULLWIDTH_COLON,
        COLON_SPACE,
        COLON_IN_TEXT,
        MISSING_COLON,
        DASH_SPACE,
        FULLWIDTH_DASH,
        LONE_DASH,
        FULLWIDTH_COMMA,
        TAB_INDENT,
        FULLWIDTH_INDENT,
        BAD_INDENT,
        LEADING_SPACE,
        UNQUOTED_REFERENCE,
        SPECIAL_START,
        QUOTE_IN_TEXT,
        UNBALANCED_QUOTE,
        UNBALANCED_BRACKET,
        BAD_ESCAPE,
        FOLDED_TEXT,
        COMMENT_IN_TEXT,
        ILLEGAL_CHARACTER,
        DUPLICATE_KEY,
        YAML_ALIAS,
        YAML_TAG,
        SEVERAL_DOCUMENTS,
        TOO_DEEP,
        YAML_SYNTAX,
        EMPTY_FILE,
        FILE_TOO_LARGE,
        NOT_UTF8,
    ),
)

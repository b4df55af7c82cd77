"""The ways of typing that YAML misreads (陷阱), each with what is said of it and how it is mended."""

from __future__ import annotations

from nianbao.findings.codes.of_references import FULLWIDTH_BRACES
from nianbao.findings.codes.of_writing import (
    BAD_ESCAPE,
    COLON_IN_TEXT,
    COLON_SPACE,
    COMMENT_IN_TEXT,
    DASH_SPACE,
    FULLWIDTH_COLON,
    FULLWIDTH_COMMA,
    FULLWIDTH_DASH,
    FULLWIDTH_INDENT,
    LONE_DASH,
    QUOTE_IN_TEXT,
    SPECIAL_START,
    TAB_INDENT,
    UNQUOTED_REFERENCE,
)
from nianbao.findings.finding import Code
from nianbao.tuples import NamedTuple

LEAD = r"^(?P<lead>[ ]*(?:-[ ]+)*"
KEY = r"[^\s'\"#:\-\[{][^:#]*:[ ]+"
_TEXT = r" *[^\s,:#}\]]"  # after a closing quote or bracket: so the text goes on
_ESCAPE = (  # what YAML knows in double quotes; of \u not the halves of a pair
    r"\\(?:[0abtnvfre \"/\\N_LP]|x[0-9A-Fa-f]{2}|u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}"
    r"|U00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})"
)
# A line of a 核实 is pasted or typed by hand, so its four keys are known in any dress.
WAIVER = "问题|位置|记号|理由"
_QUOTED = r"'[^']*'|\"(?:[^\"\\]|\\.)*\""
_IN_BRACES = rf"{LEAD}(?:{KEY})?\{{(?:(?:{_QUOTED}|[^'\"#])*?,)?\s*[^\s，,:：'\"{{}}\[\]#]+)"  # to a key's end
MECHANICAL = {  # what the parser gets is what should have been typed
    FULLWIDTH_COLON, COLON_SPACE, DASH_SPACE, FULLWIDTH_DASH, FULLWIDTH_COMMA, FULLWIDTH_BRACES,
}  # fmt: skip
STAND_IN = "〔〔"  # what the parser gets for {{


class Trap(NamedTuple):
    """A way of typing that YAML misreads.

    `pattern` is matched against a line outside of text blocks: group `lead` stands before the
    wrong characters, group `wrong` holds them (□ in the message), `mend` is what the parser gets in
    their place. A mended line is matched again, for there may be more.
    """

    code: Code
    pattern: str
    message: str
    help: str
    mend: str


TRAPS = (
    Trap(
        TAB_INDENT, r"^(?P<lead> *)(?P<wrong>\t+)",
        "行首有制表符（Tab）", "缩进只用空格，每层两个", "  ",
    ),
    Trap(
        FULLWIDTH_INDENT, r"^(?P<lead> *)(?P<wrong>[\u3000\xa0\u2002\u2003\u2009]+)",
        "行首有全角空格", "缩进只用半角空格，每层两个；段首缩进由 Word 样式给出", "  ",
    ),
    Trap(
        FULLWIDTH_DASH, r"^(?P<lead> *)(?P<wrong>[－—–﹣][ \u3000]*)(?=[^\s－—–﹣])",
        "行首的短横不是半角", "列表的每一项以半角“- ”开头", "- ",
    ),
    Trap(
        DASH_SPACE, r"^(?P<lead> *)(?P<wrong>-(?=[^\s\-])|-[\t\u3000\xa0]+)",
        "短横后面少一个半角空格", "写成“- 文字”", "- ",
    ),
    Trap(
        UNQUOTED_REFERENCE, rf"{LEAD}(?:{KEY})?)(?P<wrong>\{{\{{)",
        "以 {{ 开头的文字没有加引号，YAML 会把它当成别的东西",
        "整段用单引号包起来：'{{年度}}年，……'，或者用“|”另起一行写", STAND_IN,
    ),
    Trap(
        QUOTE_IN_TEXT,
                rf"{LEAD}(?:{KEY})?)(?P<wrong>\"(?=(?:[^\"\\]|\\.)*\"{_TEXT})|'(?=[^']*'(?!'){_TEXT}))",
        "这段文字以英文引号开头，YAML 以为引号到哪里文字就到哪里",
        "正文用中文引号“”；确要英文引号，就用“|”另起一行写", "“",
    ),
    Trap(
        BAD_ESCAPE,
                rf"{LEAD}(?:{KEY})?\"(?:[^\"\\]|{_ESCAPE})*)(?P<wrong>\\)(?!{_ESCAPE[2:]}).+\"\s*(?:#.*)?$",
        "双引号里的“\\”有特别的意思，后面不能跟这些字",
        "整段改用单引号包起来，或不加引号", "\\\\",
    ),
    Trap(
        SPECIAL_START,
                rf"{LEAD}(?:{KEY})?)(?P<wrong>[@`%,\]}}]|[&*!](?![\w!])|[&*!](?=[^\x00-\x7f])|[|>](?= *[^\s+\-\d#])"
        rf"|\[(?=[^\]]*\]{_TEXT})|\{{(?=[^{{}}]*\}}{_TEXT}))",
        "以“□”开头的文字没有加引号，YAML 会把它当成别的东西",
        "整段用单引号包起来，或用“|”另起一行写", "〇",
    ),
    Trap(
        FULLWIDTH_COLON,
                r"^(?P<lead> *[^\s'\"#:：\-\[{}\],，。；][^:：#，。；]*)(?P<wrong>：)(?!.*(?:: |:$))",
        "键后面是全角冒号", "改成半角冒号加一个空格，如“年度: 2017”", ": ",
    ),
    Trap(
        COLON_SPACE,
                r"^(?P<lead> *[^\s'\"#:\-\[{}\],][^:#]*)(?P<wrong>:(?=[^\s:/])|:[\u3000\xa0]+)(?!.*(?:: |:$))",
        "冒号后面少一个半角空格", "写成“键: 值”，如“年度: 2017”", ": ",
    ),
    Trap(
        LONE_DASH, rf"^(?P<lead> *{KEY})(?P<wrong>-)\s*(?:#.*)?$",
        "值只有一个“-”，YAML 会把它当成列表", "没有的填 0，不适用的填 /", "—",
    ),
    Trap(
        FULLWIDTH_BRACES, rf"^(?P<lead> *-[ \u3000]*)(?P<wrong>｛)(?=\s*(?:{WAIVER})\s*[:：])",
        "花括号是全角的", "改成半角的 { 和 }", "{",
    ),
    Trap(
        FULLWIDTH_BRACES, rf"{LEAD}\{{\s*(?:{WAIVER})\s*[:：].*)(?P<wrong>｝)(?=\s*(?:#.*)?$)",
        "花括号是全角的", "改成半角的 { 和 }", "}",
    ),
    Trap(
        FULLWIDTH_COMMA,
        rf"{LEAD}(?:{KEY})?[\[{{](?:{_QUOTED}|[^'\"#])*?)(?P<wrong>，)"
        rf"(?=\s*(?:[^\s，,:'\"{{}}]+:\s|(?:{WAIVER})\s*[:：]))",
        "各项之间是全角逗号", "改成半角逗号加一个空格", ", ",
    ),
    Trap(  # where the first key has a full-width colon, a comma before a key and a figure has no other sense
        FULLWIDTH_COMMA,
        rf"{LEAD}(?:{KEY})?\{{\s*[^\s，,:：'\"{{}}#]+：[^'\"#]*?)(?P<wrong>，)(?=\s*[^\s，,:：'\"{{}}]+：\s*[-/\d])",
        "各项之间是全角逗号", "改成半角逗号加一个空格", ", ",
    ),
    Trap(
        FULLWIDTH_COLON, rf"{_IN_BRACES}(?P<wrong>：[ \u3000]*)",
        "键后面是全角冒号", "改成半角冒号加一个空格，如“问题: ……”", ": ",
    ),
    Trap(
        COLON_SPACE, rf"{_IN_BRACES}(?P<wrong>:(?=[^\s:/])|:[\u3000\xa0]+)",
        "冒号后面少一个半角空格", "写成“键: 值”，如“问题: ……”", ": ",
    ),
    Trap(  # of the other keys that stand below it, each is a line of its own: found above
        FULLWIDTH_COLON, r"^(?P<lead> *- +问题)(?P<wrong>：\s*)(?=[a-z]+(?:-[a-z0-9]+)*\s*$)",
        "键后面是全角冒号", "改成半角冒号加一个空格，如“问题: ……”", ": ",
    ),
    Trap(
        COMMENT_IN_TEXT, rf"{LEAD}(?:{KEY})?(?:'(?:[^']|'')*+'|\"(?:[^\"\\]|\\.)*+\"))(?P<wrong>#.*)$",
        "引号后面紧跟着“#”，从它起是注释，后面的字不会印出来",
        "要印出来就移到引号里面；是注释就在“#”前面空一格", "",
    ),
    Trap(
        COLON_IN_TEXT,
        rf"{LEAD}{KEY}[^\s'\"\[{{|>#&*!][^#]*?)(?P<wrong>:)(?=\s|$)",
        "文字里有半角冒号，YAML 会把它当成键", "改用全角冒号“：”，或把整段用单引号包起来", "：",
    ),
)  # fmt: skip

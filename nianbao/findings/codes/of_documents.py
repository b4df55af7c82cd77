"""Codes: Word 模板和成品."""

from __future__ import annotations

from nianbao.findings.finding import Code, Group, Severity

ERROR, WARNING, NOTE = Severity

# fmt: off
UNKNOWN_VARIABLE = Code(
    "unknown-variable", ERROR, "模板里用了没有的名字",
    "照[第八节](#八在-word-里改样式)的名字写",
)
BAD_TAG = Code(
    "bad-tag", ERROR, "标签写法不对，或不能用这种标签",
    "照第八节的写法改",
)
UNBALANCED_TAG = Code(
    "unbalanced-tag", ERROR, "标签没有成对（for…endfor，if…endif）",
    "补齐",
)
TAG_NOT_ALONE = Code(
    "tag-not-alone", ERROR, "带 p、tr 的标签没有独占一段或一行",
    "让它独占",
)
TAG_OUTSIDE = Code(
    "tag-outside", ERROR, "页眉、页脚、脚注里有标签，那里不会填写",
    "标签只写在正文里",
)
TAG_PREFIX = Code(
    "tag-prefix", ERROR, "一对标签的写法不一致，或不在同一处",
    "开头、收尾都带同样的 p 或 tr",
)
BAD_TEMPLATE = Code(
    "bad-template", ERROR, "模板不能用",
    "改模板，或从 git 取回原来的",
)
NOT_PRINTED = Code(
    "not-printed", ERROR, "Word 里少了一段、一个数，或与数据不同",
    "模板漏了标签的改模板；成品改过的，重新生成",
)
LEFTOVER_TAG = Code(
    "leftover-tag", ERROR, "成品里还留着标签",
    "重新生成，或删去它",
)
UNKNOWN_STYLE = Code(
    "unknown-style", ERROR, "用了没有的样式",
    "改用模板里有的样式",
)
EXTERNAL_LINK = Code(
    "external-link", ERROR, "有超链接（成品里是警告），或图片、模板取自文件外面（错误）",
    "在 Word 里取消链接；图片要嵌入",
)
MACRO = Code(
    "macro", ERROR, "带有宏、控件或嵌入的对象",
    "另存为普通的 .docx",
)
ENCRYPTED = Code(
    "encrypted", ERROR, "文件加了密码",
    "去掉密码再存",
)
FORBIDDEN_FIELD = Code(
    "forbidden-field", ERROR, "有页码以外的域（会自动变的内容）",
    "转成普通文字（Ctrl+Shift+F9）",
)
UNBALANCED_FIELD = Code(
    "unbalanced-field", ERROR, "域没有开头或结尾",
    "从 git 取回，或在 Word 里重做这一处",
)
NOT_DOCX = Code(
    "not-docx", ERROR, "不是 Word 文件，或已损坏",
    "从 git 取回，或在 Word 里重做",
)
BROKEN_PART = Code(
    "broken-part", ERROR, "一个部件已损坏",
    "从 git 取回，或在 Word 里重做",
)
BAD_XML = Code(
    "bad-xml", ERROR, "文件里的一个部件读不懂",
    "从 git 取回，或在 Word 里重做",
)
MISSING_PART = Code(
    "missing-part", ERROR, "缺一个部件",
    "从 git 取回，或在 Word 里重做",
)
UNDECLARED_PART = Code(
    "undeclared-part", ERROR, "有一个部件没有登记",
    "从 git 取回，或在 Word 里重做",
)
DUPLICATE_PART = Code(
    "duplicate-part", ERROR, "有两个同名的部件",
    "从 git 取回，或在 Word 里重做",
)
BAD_PART_NAME = Code(
    "bad-part-name", ERROR, "部件的名字指到文件外面",
    "从 git 取回，或在 Word 里重做",
)
OVERSIZED_PART = Code(
    "oversized-part", ERROR, "部件太大（多半是插了大图）",
    "缩小图片",
)
DANGLING_RELATIONSHIP = Code(
    "dangling-relationship", ERROR, "指向的部件不存在",
    "从 git 取回，或在 Word 里重做",
)
DUPLICATE_ID = Code(
    "duplicate-id", ERROR, "编号重复",
    "从 git 取回，或在 Word 里重做这一处",
)
ELEMENT_ORDER = Code(
    "element-order", ERROR, "内部次序不对，Word 会说文件损坏",
    "从 git 取回，或在 Word 里重做这一处",
)
EMPTY_CELL = Code(
    "empty-cell", ERROR, "单元格里没有段落",
    "从 git 取回，或在 Word 里重做这一处",
)
CELL_WIDTH = Code(
    "cell-width", ERROR, "单元格的宽度与列宽不符",
    "从 git 取回，或在 Word 里重做这一处",
)
ROW_WIDTH = Code(
    "row-width", ERROR, "一行的列数与表格不符",
    "从 git 取回，或在 Word 里重做这一处",
)
# fmt: on

GROUP = Group(
    "Word 模板和成品（改模板、验文件时才会见到）",
    "打进数据文件的每一段、每一个数都要印出来，Word 文件要打得开、不带别的东西。",
    (
        UNKNOWN_VARIABLE,
        BAD_TAG,
        UNBALANCED_TAG,
        TAG_NOT_ALONE,
        TAG_OUTSIDE,
        TAG_PREFIX,
        BAD_TEMPLATE,
        NOT_PRINTED,
        LEFTOVER_TAG,
        UNKNOWN_STYLE,
        EXTERNAL_LINK,
        MACRO,
        ENCRYPTED,
        FORBIDDEN_FIELD,
        UNBALANCED_FIELD,
        NOT_DOCX,
        BROKEN_PART,
        BAD_XML,
        MISSING_PART,
        UNDECLARED_PART,
        DUPLICATE_PART,
        BAD_PART_NAME,
        OVERSIZED_PART,
        DANGLING_RELATIONSHIP,
        DUPLICATE_ID,
        ELEMENT_ORDER,
        EMPTY_CELL,
        CELL_WIDTH,
        ROW_WIDTH,
    ),
)

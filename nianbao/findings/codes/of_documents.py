"""Codes of templates and finished files (Word 模板和成品)."""

from __future__ import annotations

from nianbao.findings.finding import Code, Group, Severity, declared

ERROR, WARNING = Severity.ERROR, Severity.WARNING

UNKNOWN_VARIABLE = Code(
    "unknown-variable",
    ERROR,
    what="模板里用了没有的名字",
    mending="照模板手册的名字写",
)
BAD_TAG = Code(
    "bad-tag",
    ERROR,
    what="标签写法不对，或不能用这种标签",
    mending="照模板手册的写法改",
)
UNBALANCED_TAG = Code(
    "unbalanced-tag",
    ERROR,
    what="标签没有成对（for…endfor，if…endif）",
    mending="补齐",
)
TAG_NOT_ALONE = Code(
    "tag-not-alone",
    ERROR,
    what="带 p、tr 的标签没有独占一段或一行",
    mending="让它独占",
)
TAG_OUTSIDE = Code(
    "tag-outside",
    ERROR,
    what="页眉、页脚、脚注里有标签，那里不会填写",
    mending="标签只写在正文里",
)
TAG_PREFIX = Code(
    "tag-prefix",
    ERROR,
    what="一对标签的写法不一致，或不在同一处",
    mending="开头、收尾都带同样的 p 或 tr",
)
BAD_TEMPLATE = Code(
    "bad-template",
    ERROR,
    what="模板不能用",
    mending="改模板，或从 git 取回原来的",
)
NOT_PRINTED = Code(
    "not-printed",
    ERROR,
    what="Word 里少了一段、一个数，或与数据不同",
    mending="模板漏了标签的改模板；成品改过的，重新生成",
)
LEFTOVER_TAG = Code(
    "leftover-tag",
    ERROR,
    what="成品里还留着标签",
    mending="重新生成，或删去它",
)
UNKNOWN_STYLE = Code(
    "unknown-style",
    ERROR,
    what="用了没有的样式",
    mending="改用模板里有的样式",
)
EXTERNAL_LINK = Code(
    "external-link",
    ERROR,
    what="有超链接（成品里是警告），或图片、模板取自文件外面（错误）",
    mending="在 Word 里取消链接；图片要嵌入",
    why="链接指到文件外面，换一台电脑就打不开，也可能带来不该带的内容。",
)
MACRO = Code(
    "macro",
    ERROR,
    what="带有宏、控件或嵌入的对象",
    mending="另存为普通的 .docx",
    why="宏会在别人的电脑上运行，公布的文件里不能有。",
)
ENCRYPTED = Code(
    "encrypted",
    ERROR,
    what="文件加了密码",
    mending="去掉密码再存",
    why="公布的文件人人都要打得开。",
)
FORBIDDEN_FIELD = Code(
    "forbidden-field",
    ERROR,
    what="有页码以外的域（会自动变的内容）",
    mending="转成普通文字（Ctrl+Shift+F9）",
    why="域的内容会自己变，公布后看到的就不是检查过的。",
)
UNBALANCED_FIELD = Code(
    "unbalanced-field",
    ERROR,
    what="域没有开头或结尾",
    mending="从 git 取回，或在 Word 里重做这一处",
)
NOT_DOCX = Code(
    "not-docx",
    ERROR,
    what="不是 Word 文件，或已损坏",
    mending="从 git 取回，或在 Word 里重做",
)
BROKEN_PART = Code(
    "broken-part",
    ERROR,
    what="一个部件已损坏",
    mending="从 git 取回，或在 Word 里重做",
)
BAD_XML = Code(
    "bad-xml",
    ERROR,
    what="文件里的一个部件读不懂",
    mending="从 git 取回，或在 Word 里重做",
)
MISSING_PART = Code(
    "missing-part",
    ERROR,
    what="缺一个部件",
    mending="从 git 取回，或在 Word 里重做",
)
UNDECLARED_PART = Code(
    "undeclared-part",
    ERROR,
    what="有一个部件没有登记",
    mending="从 git 取回，或在 Word 里重做",
)
DUPLICATE_PART = Code(
    "duplicate-part",
    ERROR,
    what="有两个同名的部件",
    mending="从 git 取回，或在 Word 里重做",
)
BAD_PART_NAME = Code(
    "bad-part-name",
    ERROR,
    what="部件的名字指到文件外面",
    mending="从 git 取回，或在 Word 里重做",
)
OVERSIZED_PART = Code(
    "oversized-part",
    ERROR,
    what="部件太大（多半是插了大图）",
    mending="缩小图片",
    why="文件太大，网站传不上去，读者下载也慢。",
)
DANGLING_RELATIONSHIP = Code(
    "dangling-relationship",
    ERROR,
    what="指向的部件不存在",
    mending="从 git 取回，或在 Word 里重做",
)
DUPLICATE_ID = Code(
    "duplicate-id",
    ERROR,
    what="编号重复",
    mending="从 git 取回，或在 Word 里重做这一处",
)
ELEMENT_ORDER = Code(
    "element-order",
    ERROR,
    what="内部次序不对，Word 会说文件损坏",
    mending="从 git 取回，或在 Word 里重做这一处",
    why="ISO/IEC 29500 规定了次序；次序不对，有的软件打得开，Word 打不开。",
)
EMPTY_CELL = Code(
    "empty-cell",
    ERROR,
    what="单元格里没有段落",
    mending="从 git 取回，或在 Word 里重做这一处",
)
CELL_WIDTH = Code(
    "cell-width",
    ERROR,
    what="单元格的宽度与列宽不符",
    mending="从 git 取回，或在 Word 里重做这一处",
)
ROW_WIDTH = Code(
    "row-width",
    ERROR,
    what="一行的列数与表格不符",
    mending="从 git 取回，或在 Word 里重做这一处",
)
COMMENT_LEFT = Code(
    "comment-left",
    ERROR,
    what="文件里有批注",
    mending="在 Word 里删去批注",
    why="批注是写给同事看的；公布的文件里谁都看得到。模板里的批注会进每一份年报。",
)
TRACKED_CHANGE = Code(
    "tracked-change",
    ERROR,
    what="文件里有修订痕迹",
    mending="在 Word 里接受或拒绝修订",
    why="删去的字还在文件里，打开修订就看得到。",
)
HIDDEN_TEXT = Code(
    "hidden-text",
    ERROR,
    what="有隐藏、白色或划掉的字",
    mending="删去，或改成平常的字",
    why="看不见的字印不出来，复制、搜索却看得到。",
)
RESTYLED = Code(
    "restyled",
    WARNING,
    what="字号、字体、颜色或页边距与模板的不同，或留着最后保存的人的名字",
    mending="改回样式给的样子，或从数据重新生成",
    why="版面是模板照 GB/T 9704 排的；文件属性里的人名公布后谁都看得到。",
    waivable=False,
)
NOT_IN_DATA = Code(
    "not-in-data",
    ERROR,
    what="Word 里多了数据里没有的一段、一行，或页眉页脚里的字",
    mending="要的写进数据文件，重新生成；不要的在 Word 里删去",
    why="数据文件是底稿；只在 Word 里有的话，下一次生成就没有了。",
)
NOT_OF_DATA = Code(
    "not-of-data",
    ERROR,
    what="写好的 Word 或纯文本不是由现在的数据写的，或一新一旧",
    mending="再运行一次 report；Word 里改过要的，先用 take 写回",
    why="写到一半断了电，两个文件就可能一新一旧；数据改了没有重新写，印出去的就是旧的。",
)

GROUP = Group(
    heading="Word 模板和成品（改模板、验文件时才会见到）",
    why="打进数据文件的每一段、每一个数都要印出来，Word 文件要打得开、不带别的东西。",
    codes=declared(vars()),
)

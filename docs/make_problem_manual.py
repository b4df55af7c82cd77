"""Writes 问题手册.md, the manual of findings: per code what is wrong, why it matters, an example.

What a code says and how to mend it is taken from the table in 手册.md, the example from what the
program prints for the files of tests/problems/. Only why a finding matters, with its source, is
written here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tests"))

from cases import cases  # noqa: E402  the tests' folder has to be on the path first

TARGET = ROOT / "docs/问题手册.md"
TABLE = "常见问题一览表"
REMADE_BY = "make manual"

_FINDING = re.compile(r".+?: (?P<severity>错误|警告|提示) .*\[(?P<code>[a-z0-9-]+)\]$")
_SEVERITIES = ("错误", "警告", "提示")

_CONTENTS = "《政府信息公开条例》第五十条规定了年报的内容"
_FORM_2021 = "国办公开办函〔2021〕30号"
_PUNCTUATION = "标点符号用法有国家标准：GB/T 15834，公文格式的标准 GB/T 9704—2012 也引用它。"
_COPIED = (
    "年报照抄上年，就没有说出今年的情况。迟报、错报、漏报和内容雷同的，"
    "可以依《政府信息公开条例》第四十七条督促整改、通报批评。"
)
_PUBLISHED_BY = (
    "现行《政府信息公开条例》第四十九条：县级以上人民政府部门在次年1月31日前、"
    "政府在3月31日前向社会公布；2018 年度及以前依原条例第三十一条，都是3月31日前。"
)
_LEVELS = "GB/T 9704—2012：层次依次为一、（一）1.（1）。"
_FEE = (
    "信息处理费依国办函〔2020〕109号收取，当年收了多少写在“其他需要报告的事项”里；"
    "2018 年度及以前，收费及减免情况是原条例第三十二条要求写的内容。"
)
_PROBLEMS = _CONTENTS + "，其中有存在的主要问题及改进情况；问题和措施要逐条写明。"
_SUMS = (
    "数与数对不上，至少有一个是错的。现行的申请表上就印着“第一项加第二项之和，"
    f"等于第三项加第四项之和”（{_FORM_2021}）；2014 到 2018 年的统计要求“指标统一、项目规范、"
    "口径一致、数据准确”（国办发〔2014〕32号）。"
)
_TWICE = "同一个数在正文和统计表里各打一遍，最容易不一致；读者分不清哪一个是真的。"
_FORMS = (
    "哪一年用哪种表式有规定：2014 到 2018 年依国办发〔2014〕32号，2019、2020 年依"
    f"国办公开办函〔2019〕60号，2021 年起依{_FORM_2021}；拿旧文件来改，容易用错。"
)
_OWN_NAME = (
    "照别的机关的年报改写，容易留下它的名称；同一个机关，题名、引言、落款里应当是同一个名称。"
)
_PARTS = "引言列的各部分就是目录，应当与标题一致；公布过的年报里有漏列一个部分的。"

# Why the findings of a group matter, by the heading of its table; said once, at its head.
WHY_GROUP = {
    "写法": "数据文件是 YAML。写法不对，要么从这里起读不下去，要么读成别的意思，印出来就不是您写的。",
    "数": "统计表里只能是数：要能相加，能与上年的比，能印进正文。带了单位、逗号，就不知道是多少。",
    "引用": "引用把统计表里的数带进正文，同一个数只打一遍；引用不成立，就没有数可印。",
    "Word 模板和成品": "打进数据文件的每一段、每一个数都要印出来，Word 文件要打得开、不带别的东西。",
    "表式": "表式和词表也是数据；写错了，检查就不可靠。",
}

# Why a finding matters, by its code; with the source where one is known.
WHY = {
    "leading-space": "GB/T 9704—2012：正文每段左空二字，由样式给出，不用空格。",
    "missing-section": f"{_CONTENTS}，{_FORM_2021}定了六个部分；没有内容的部分也要写明没有。",
    "empty-section": f"{_CONTENTS}，{_FORM_2021}定了六个部分；没有内容的部分也要写明没有。",
    "no-form": _FORMS,
    "wrong-form": _FORMS,
    "missing-figure": "空着的数，读者不知道是没有，还是忘了填；公布过的年报里就有空着的数。",
    "not-whole": "件、条、次、人都是一个一个数出来的，没有小数。",
    "negative-figure": "件、条、次、人都是一个一个数出来的，不会是负数。",
    "sum-mismatch": _SUMS,
    "broken-relation": _SUMS + "今年的上年结转，就是上年年报的结转下年度。",
    "slash-beside-zero": "没有全国统一的写法；通常“/”是不适用，0 是没有发生，混用就分不清。",
    "text-table-mismatch": _TWICE,
    "repeated-figure": _TWICE,
    "surviving-figure": _COPIED,
    "copied-paragraph": _COPIED,
    "same-table": _COPIED,
    "breakdown-sum": "“其中”的各项合起来就是总数；有重复计算的，不写明就像是算错了。",
    "wrong-percentage": "百分数是由前面的数算出来的；常见的错是拿一列的数当作总计来算。",
    "negation-mismatch": _TWICE,
    "activity-without-figure": _TWICE,
    "figure-outlier": f"收费金额以万元计（{_FORM_2021}的表上写着“单位：万元”），照元填就大了一万倍。",
    "fee-mismatch": _FEE,
    "processing-fee": _FEE,
    "wrong-year": "照上年的年报改写，最容易留下上年的年份。",
    "vague-year": "年报在次年公布，读者看到“今年”，不知道是哪一年。",
    "wrong-period": "统计期限是统计年度的1月1日至12月31日；公布过的年报里有终日早于始日的。",
    "signed-too-early": "统计期限到12月31日为止，年报只能在这以后写成。" + _PUBLISHED_BY,
    "signed-late": _PUBLISHED_BY,
    "agency-name": _OWN_NAME,
    "other-agency": _OWN_NAME,
    "part-unlisted": _PARTS,
    "part-renamed": _PARTS,
    "part-count": _PARTS,
    "missing-topic": f"{_CONTENTS}；政府的年报还要写工作考核、社会评议和责任追究结果的情况。"
    "现行格式的总体情况写主动公开、依申请公开、政府信息管理、平台建设、监督保障。",
    "no-problems": _PROBLEMS,
    "unmatched-problems": _PROBLEMS,
    "too-long": "现行格式的总体情况要集中、写实，原则上不超过1000字左右。",
    "letter-wording": "年报是向社会公布的（《政府信息公开条例》第四十九条），不是报送上级的函。",
    "called-summary": f"国办的格式叫“政府信息公开工作年度报告”（{_FORM_2021}），不是总结、汇报。",
    "orphan-ordinal": _LEVELS + "漏了序号，读者会以为少了一段。",
    "mixed-numbering": _LEVELS,
    "level-order": _LEVELS,
    "left-placeholder": "没填的空会原样公布出去；公布过的年报里就有“公开信息 条”。",
    "unfilled-draft": "没填的空会原样公布出去；公布过的年报里就有“公开信息 条”。",
    "conversion-residue": "从网页或别的文件粘贴时带进来，眼睛看不见，会原样公布出去。",
    "missing-characters": "固定的词组漏字、多字，读者一眼看得出，自己反而看不出。",
    "unmentioned-figure": "表里有数而正文不提，读者不知道这件事是怎么做的。",
    "manual-indent": "GB/T 9704—2012：正文每段左空二字，由样式给出，不用空格。",
    "no-full-stop": _PUNCTUATION,
    "doubled-punctuation": _PUNCTUATION,
    "halfwidth-punctuation": _PUNCTUATION,
    "straight-quote": _PUNCTUATION,
    "unbalanced-brackets": _PUNCTUATION,
    "document-number": "GB/T 9704—2012：发文字号的年份用全称，括在六角括号〔〕里。",
    "label-echo": "指标名里的“数”是给表用的，写进句子就成了“收到申请数25件”。",
    "verb-noun": "《政府信息公开条例》第五十条的说法是“被申请行政复议、提起行政诉讼”。",
    "varying-names": "一件事有几种叫法，读者会以为是几件事。",
}

_INTRO = f"""\
# 问题手册

检查会说的每一种问题：说的是什么，为什么要紧、依据什么，怎么改，和一个例子。例子是程序对
[tests/problems/](../tests/problems/README.md) 里一个有错的数据文件说的话，一字不改
（Word 模板的取自手册）；检查报告怎么读，见[手册第五节](手册.md#五检查报告怎么读)。
查一个代码，用编辑器或浏览器的“查找”就行。

本文件由 `{REMADE_BY}` 写出，不要直接改：“说的是什么”和“怎么改”取自[手册第六节](手册.md#六常见问题一览表)的表，
依据写在 `docs/make_problem_manual.py` 里。
"""


class Entry(NamedTuple):
    """A row of the table in 手册.md."""

    code: str
    meaning: str
    mending: str


class Group(NamedTuple):
    """A table in 手册.md: its heading, what is said above it, its rows."""

    heading: str
    remark: str
    entries: tuple[Entry, ...]


def _here(text: str) -> str:
    """A text of 手册.md as it reads outside of it: its links lead back there."""
    text = text.replace("照第八节", "照[第八节](#八在-word-里改样式)").replace("\\|", "|")
    return re.sub(r"\[(?=第)(.+?)\]\(#", r"[手册\1](手册.md#", text)


def groups() -> Iterator[Group]:
    """The tables of findings in 手册.md."""
    text = (ROOT / "docs/手册.md").read_text(encoding="utf-8")
    (chapter,) = re.findall(rf"^## \S+、{TABLE}$(.*?)^## ", text, re.MULTILINE | re.DOTALL)
    for part in re.split(r"^### ", chapter, flags=re.MULTILINE)[1:]:
        heading, _, rest = part.partition("\n")
        remark, _, table = rest.partition("\n|")
        rows = re.findall(r"^\| `(\S+)` \| (.+) \| (.+) \|$", table, re.MULTILINE)
        yield Group(heading, _here(remark).strip(), tuple(Entry(*map(_here, row)) for row in rows))


class Findings:
    """What the program prints, by code."""

    def __init__(self) -> None:
        self.severities: dict[str, set[str]] = {}
        self._blocks: dict[str, dict[str, str]] = {}
        for name, case in sorted(cases().items()):
            self._read(name, case.expected)
        for document in ("手册", "新表式"):  # what only a template's author meets is shown there
            text = (ROOT / f"docs/{document}.md").read_text(encoding="utf-8")
            for block in re.findall(r"^```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
                self._read(document, block)

    def _read(self, name: str, output: str) -> None:
        for block in output.split("\n\n"):
            first = block.split("\n", 1)[0]
            if match := _FINDING.match(first):
                self.severities.setdefault(match["code"], set()).add(match["severity"])
                self._blocks.setdefault(match["code"], {}).setdefault(name, block.strip("\n"))

    def example(self, code: str) -> str | None:
        """The finding in the case named after the code, or else in the next best."""
        blocks = self._blocks.get(code, {})
        named = [name for name in blocks if name == code or name.startswith(f"{code}-")]
        return blocks[[*named, *blocks][0]] if blocks else None


def _entry(entry: Entry, findings: Findings) -> Iterator[str]:
    severities = findings.severities.get(entry.code, set())
    grave = "或".join(word for word in _SEVERITIES if word in severities)
    why, example = WHY.get(entry.code), findings.example(entry.code)
    yield f"\n### {entry.code}\n\n"
    yield f"- 说的是什么：{entry.meaning}\n"
    yield f"- 轻重：{grave}\n" if grave else ""
    yield f"- 为什么要紧：{why}\n" if why else ""
    yield f"- 怎么改：{entry.mending}\n"
    if example:
        yield f"\n```text\n{example}\n```\n"


def manual() -> str:
    """The whole manual."""
    findings = Findings()
    text = _INTRO
    for group in groups():
        text += f"\n## {group.heading}\n"
        for remark in (WHY_GROUP.get(group.heading.partition("（")[0]), group.remark):
            text += f"\n{remark}\n" if remark else ""
        text += "".join(part for entry in group.entries for part in _entry(entry, findings))
    return text


if __name__ == "__main__":
    TARGET.write_text(manual(), encoding="utf-8", newline="\n")

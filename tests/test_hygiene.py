"""The checks on the running text: near misses that must stay silent, and what they say of slips."""

from __future__ import annotations

import json
import re
from itertools import chain
from pathlib import Path

import pytest
from cases import cases
from conftest import ROOT, WORKSPACE, Run, year_2017_edition

from nianbao.checks.catalogue import CHECKS
from nianbao.examine import examine
from nianbao.findings.finding import Finding, Severity
from nianbao.form.lexicon import Lexicon, Wrong, bind_lexicon
from nianbao.reading.yamltree import read_tree
from nianbao.source import Source
from nianbao.workspace import Workspace

CODES = {
    "doubled-punctuation", "halfwidth-punctuation", "straight-quote", "unbalanced-brackets",
    "left-placeholder", "conversion-residue", "space-in-text", "manual-indent", "label-echo",
    "other-agency", "varying-names", "undefined-abbreviation", "missing-characters", "verb-noun",
    "document-number", "personal-data", "outdated-wording", "better-wording", "rare-character",
    "missing-stop",
}  # fmt: skip

WORDING = [check for check in CHECKS if check.__module__.startswith("nianbao.checks.wording.")]

FRAME = ROOT / "tests/problems/frame.yaml"  # not on the disk; names the data in findings
FRAMES = {  # clean but for one line, which gives way to the text of a test
    2017: ("missing-characters", r"    - 成立了政府信息领导小组。\n.*\n"),
    2025: ("missing-characters-2021", r"    - 接受行政复仪监督，.*\n"),
}


def findings_on(text: str, year: int = 2017) -> list[Finding]:
    """What the checks on the running text say of a paragraph in an otherwise clean report."""
    name, slip = FRAMES[year]
    frame = cases()[name].text
    quoted = "'" + text.replace("'", "''") + "'"
    frame = frame.replace("本局", "我局")
    filled, count = re.subn(slip, lambda _: f"    - {quoted}\n", frame)
    assert count == 1
    edition = examine(WORKSPACE, FRAME, year, data=filled.encode("utf-8"))
    assert edition.report is not None
    return [finding for finding in edition.findings if finding.code in CODES]


NEAR_MISSES = [
    # doubled-punctuation
    ("doubled-punctuation", "他问：“怎么查？”“在网站上查。”"),
    ("doubled-punctuation", "目录、指南……都已更新；“一网通办”，《开放办法》，都已公开。"),
    ("doubled-punctuation", "真的吗？！"),
    # halfwidth-punctuation
    ("halfwidth-punctuation", "网址是http://www.example.gov.cn/col/index.html?id=1,2。"),
    ("halfwidth-punctuation", "服务时间为8:30至11:30，金额1,234.56元，比例尺1:2000，共40.5公里。"),
    ("halfwidth-punctuation", "采用Web Service (SOAP, REST)接口。".replace("接口", " API")),
    ("halfwidth-punctuation", "邮箱为zwgk@example.gov.cn，域名为市档案局.政务。"),
    ("halfwidth-punctuation", "第3.1版和A.B两种，参见〔附件：规章.件数〕。"),
    # straight-quote
    ("straight-quote", "“数字档案”平台和‘一张图’。".replace("‘一张图’", "“一张图”")),
    ("straight-quote", "引用People's Daily的报道。"),
    # unbalanced-brackets
    ("unbalanced-brackets", "1）更新目录；2）更新指南；（一）公开；a）解读。"),
    ("unbalanced-brackets", "《关于贯彻〈条例〉的办法》提出“‘双公开’到位”。"),
    ("unbalanced-brackets", "开展《“互联网+”行动方案》解读。"),
    ("unbalanced-brackets", "引用People’s Daily的报道。"),
    # placeholder
    ("left-placeholder", "公开信息 120 条，占 50%，二○一七年完成。"),
    ("left-placeholder", "开通【政策解读】栏目，购置XXL号展板和MAX设备。"),
    ("left-placeholder", "按3×4排列，公开（含转载）信息。"),
    # conversion-residue
    ("conversion-residue", "A&B公司和R&D经费，5<6，[注]见目录。"),
    ("conversion-residue", "使用HTML和XML格式，加*号的为重点。"),
    ("conversion-residue", "存于D:\\news，写作\\LaTeX，一二三、文工无。"),
    # space-in-text
    ("space-in-text", "公开信息 120 条，其中网站 100 条，WPS 格式。"),
    ("space-in-text", "地址：示例路1号 邮编：325000 电话：另见首页。"),
    ("space-in-text", "每个 Word 文件都有目录。"),
    ("space-in-text", "学习《中共中央办公厅 国务院办公厅印发〈方案〉的通知》和国家发展改革委 财政部关于收费的规定。"),
    # manual-indent
    ("manual-indent", "目录更新；指南更新。"),
    # label-echo
    ("label-echo", "阅读数1200次，粉丝数3000人，点击数5万次。"),
    ("label-echo", "收到申请数较上年增加3件，按时办结数为5件。"),
    ("label-echo", "总人数12人，人次数另计，累计办件数30件，公开条数20条。"),
    # other-agency
    ("other-agency", "我局委托我市有关单位办理，由我办理，示例市档案局负责。"),
    ("other-agency", "学习杭州市和宁波市统计局的做法，参加全国档案局长会议。"),
    ("other-agency", "现将我局2017年政府信息公开工作情况报告如下。"),
    ("other-agency", "现将示例市档案局2017年政府信息公开工作情况公布如下。"),
    # varying-names
    ("varying-names", "我局开通微信公众号，公众号按周更新；我局全市局域网已连通。"),
    ("varying-names", "政府信息公开由政务公开领导小组统筹，落实政务公开工作要点，设政务公开专区。"),
    ("varying-names", "政府信息公开和政务公开都有专人负责。"),
    ("varying-names", "政府信息公开有专人，修订《政务信息公开办法》，开设“政务信息公开”栏目。"),
    ("varying-names", "我局负责，本机关依申请提供的信息，本机关不掌握的信息，都有说明。"),
    ("varying-names", "我局负责公开本机关制作的信息，不属于本机关公开的，告知申请人。"),
    # undefined-abbreviation
    ("undefined-abbreviation", "《示例市档案管理条例》（以下简称《条例》）施行后，按《条例》公开。"),
    ("undefined-abbreviation", "不是《条例》所指政府信息的，告知申请人。"),
    ("undefined-abbreviation", "印发《示例市档案开放办法》，修订《示例市档案开放细则》。"),
    # missing-characters
    ("missing-characters", "市政府政府信息公开网站开通，成立政府信息公开领导小组，依申请开展辅导。"),
    ("missing-characters", "规范文件格式，政务信息报送成效明显，统计期自1月1日起。"),
    # verb-noun
    ("verb-noun", "没有因政府信息公开被申请行政复议、被提起行政诉讼。"),
    ("verb-noun", "因政府信息公开申请行政复议、提起行政诉讼的情况另述。"),
    # document-number
    ("document-number", "根据《关于做好年报的通知》（国办发〔2014〕32号）编制。"),
    ("document-number", "根据国办发〔2014〕32号《关于做好年报的通知》编制。"),
    ("document-number", "公开了《关于调整收费标准的通知》等5件文件。"),
    ("document-number", "公开了编号20258号的档案，公文20258件，2025年8号楼开放。"),
    ("document-number", "法院作出（2017）示0302行初5号判决，国务院令第492号有规定。"),
    # personal-data
    ("personal-data", "局长任组长，副局长高度重视，主任、书记为成员，主任和处长参加。"),
    ("personal-data", "由分管副局长负责，办公室主任具体落实，局长常抓不懈。"),
    ("personal-data", "联系电话：0577-88880000，统一社会信用代码另见首页。"),
    ("personal-data", "处理编号20170101000000001的数据12345678901234567890条。"),
    ("personal-data", "安排副局长分管，史志办主任参加，办公室、文化站长列席，分管同志负责。"),
    ("personal-data", "统一社会信用代码11330000002482150X，编号330302209913990010。"),
    # better-wording
    ("better-wording", "其他事项另见首页，采集图像，近20条，超过10%。"),
    # rare-character
    ("rare-character", "二〇一七年、①②③、℃、“ＡＢＣ”和①号楼。"),
    # missing-stop
    ("missing-stop", "一是更新目录；二是更新指南。第二是另一回事，十二是个数。"),
    ("missing-stop", "任务有二是指目录和指南。"),
    # outdated-wording
    ("outdated-wording", "依据国务院令第492号公开，与国土资源局共享数据。"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), NEAR_MISSES, ids=lambda value: value[:24])
def test_a_near_miss_stays_silent(code: str, text: str) -> None:
    assert code in CODES
    assert [(finding.code, finding.message) for finding in findings_on(text)] == []


def test_every_check_has_a_near_miss_and_two_problems() -> None:
    assert {code for code, _ in NEAR_MISSES} == CODES
    for code in sorted(CODES):
        assert len([case for case in cases().values() if f"[{code}]" in case.expected]) >= 2, code


def test_every_check_says_in_its_docstring_what_is_wrong() -> None:
    assert len(WORDING) == len(CODES)
    for check in WORDING:
        assert check.__doc__, check.__name__
        assert "catalogue" in check.__doc__, check.__name__


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("公开{{收到申请数}} 年的数。", "space-in-text", " "),
        ("{{收到申请数}},其中", "halfwidth-punctuation", ","),
        ("申请数{{收到申请数}}件", "label-echo", "数"),
        ("{{机关}}、、{{署名}}", "doubled-punctuation", "、、"),
        ("{{年度}}年，《{{机关}}的“目录》", "unbalanced-brackets", "“"),
    ],
)
def test_a_finding_beside_a_reference_stands_where_it_was_typed(
    text: str, code: str, shown: str
) -> None:
    (finding,) = [f for f in findings_on(text) if f.code == code]
    line = finding.span.source.lines[finding.span.line - 1]
    assert line[finding.span.column - 1 : finding.span.end_column - 1] == shown


def test_what_a_reference_prints_is_never_mended() -> None:
    """The agency's name may hold what a text may not: it is not the text's to mend."""
    frame = cases()["missing-characters"].text
    data = re.sub(r"机关: .*", "机关: 市档案,局", frame)
    data = data.replace("全年主动", "由{{机关}}主动", 1)
    edition = examine(WORKSPACE, FRAME, 2017, data=data.encode("utf-8"))
    (finding,) = [f for f in edition.findings if f.code == "halfwidth-punctuation"]
    assert finding.fix is None
    assert finding.span.end_column - finding.span.column == len("{{机关}}")


def test_prose_only_warns_and_names_only_inform() -> None:
    findings = [f for f in year_2017_edition().findings if f.code in CODES]
    assert findings
    for finding in findings:
        note = finding.code in {"personal-data", "better-wording"} or "没有注明" in finding.message
        assert finding.severity is (Severity.NOTE if note else Severity.WARNING)


def test_the_slips_of_2017_are_found_each_at_its_place() -> None:
    found = sorted((f.span.line, f.code) for f in year_2017_edition().findings if f.code in CODES)
    assert found == [
        (11, "document-number"), (11, "space-in-text"),
        (15, "missing-characters"), (15, "personal-data"), (15, "varying-names"),
        (16, "doubled-punctuation"), (16, "varying-names"), (16, "varying-names"),
        *[(17, "straight-quote")] * 4,
        (18, "undefined-abbreviation"),
        (25, "label-echo"), (25, "label-echo"), (25, "verb-noun"),
        (26, "halfwidth-punctuation"), (26, "halfwidth-punctuation"),
        (26, "missing-characters"), (26, "varying-names"), (26, "varying-names"),
        (32, "better-wording"), (32, "label-echo"), (32, "label-echo"), (32, "verb-noun"),
        (35, "better-wording"),
        (38, "other-agency"), (43, "other-agency"),
    ]  # fmt: skip


def test_a_rarer_name_is_reported_once_with_the_others_beside_it() -> None:
    (finding,) = [
        f for f in findings_on("公众微信、公众微信和微信公众号，微信公众号、微信公众号。")
        if f.code == "varying-names"
    ]  # fmt: skip
    assert finding.message == "同一事物几种叫法：微信公众号 3 次、公众微信 2 次"
    assert [other.message for other in finding.related] == ["公众微信", "首次用“微信公众号”"]


@pytest.mark.parametrize("text", ["为弱势群体服务。", "与国土资源局共享。"])
def test_a_wording_is_outdated_from_its_year_on(text: str) -> None:
    assert [f.code for f in findings_on(text, 2025)] == ["outdated-wording"]
    assert len(findings_on(text, 2017)) == ("弱势" in text)


def test_a_document_number_of_the_report_itself_is_checked() -> None:
    frame = cases()["missing-characters"].text
    data = frame.replace("成文日期:", "文号: 示档发[2018]3号\n成文日期:")
    edition = examine(WORKSPACE, FRAME, 2017, data=data.encode("utf-8"))
    assert [f.subject for f in edition.findings if f.code == "document-number"] == ["文号"]


def test_broken_lines_are_not_reported_again() -> None:
    """What a trap has mended for the parser is not what was typed."""
    frame = cases()["missing-characters"].text
    data = frame.replace("    - 成立了", "    - '网上办'全部免费, ")
    edition = examine(WORKSPACE, FRAME, 2017, data=data.encode("utf-8"))
    lines = {f.span.line: f.code for f in edition.findings}
    assert "quote-in-text" in lines.values()
    assert not {line for line, code in lines.items() if code == "quote-in-text"} & {
        f.span.line for f in edition.findings if f.code in CODES
    }


@pytest.mark.parametrize(
    "text", ["公开{{没有的指标}},件。", "公开 {{没有的指标}}件。", "公开{% x %},件。"]
)
def test_a_text_that_was_not_filled_in_is_not_judged(text: str) -> None:
    """Without its figure the sentence is not what it will be: 公开 件 would seem a blank."""
    assert findings_on(text) == []


def test_json_offers_the_mending(build: Run) -> None:
    ran = build("check", "2017", "--output", "json")
    offered = {f["code"]: f["fix"] for f in json.loads(ran.stdout) if f["fix"]}
    assert sorted(offered) == [
        "doubled-punctuation", "halfwidth-punctuation", "space-in-text", "straight-quote",
    ]  # fmt: skip
    assert offered["doubled-punctuation"]["replacement"] == "、"
    assert offered["doubled-punctuation"]["line"] == 16


# ── the lexicon ─────────────────────────────────────────────────────────────────────────────────


def lexicon(text: str) -> tuple[Lexicon, tuple[Finding, ...]]:
    return bind_lexicon(read_tree(Source.from_text("lexicon.yaml", text)))


def test_the_lexicon_is_sound() -> None:
    read, findings = WORKSPACE.lexicon()
    assert findings == ()
    assert read.missing
    assert read.families
    assert len(read.places) > 250
    for wrong in chain(read.missing, read.confused, read.better):
        for right in wrong.right.split("、"):  # else the mended text would be found again
            assert not list(wrong.places(right, frozenset(right))), wrong.text


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("漏子:\n  甲: 乙\n", "unknown-key", (1, 1)),
        ("占位: ['(甲']\n", "bad-pattern", (1, 6)),
        ("残留: [甲, 'x*']\n", "bad-pattern", (1, 9)),
        ("漏字: [甲]\n", "wrong-shape", (1, 5)),
        ("异名:\n  - {统一: 甲}\n", "missing-key", (2, 5)),
        ("异名:\n  - {统一: 甲, 说法: [甲, 乙], 并用: [丙]}\n", "unknown-choice", (2, 29)),
        ("旧说法:\n  - {旧: 甲}\n", "missing-key", (2, 5)),
        ("旧说法:\n  - {旧: 甲, 新: 乙, 起: 去年}\n", "not-a-number", (2, 21)),
        ("地名: [北京]\n", "wrong-shape", (1, 5)),
        ("漏字:\n  甲: 乙\n  甲: 丙\n", "duplicate-key", (3, 3)),
        ("漏字:\n  '': 乙\n", "empty-text", (2, 3)),
        ("易错:\n  甲: {不算: [乙]}\n", "missing-key", (2, 6)),
        ("易错:\n  '/甲(/': 乙\n", "bad-pattern", (2, 3)),
        ("旧说法:\n  - 旧: '/甲(/'\n    新: 乙\n", "bad-pattern", (2, 8)),
    ],
)
def test_a_mistake_in_the_lexicon_is_a_finding(
    text: str, code: str, place: tuple[int, int]
) -> None:
    read, findings = lexicon(text)
    assert read == Lexicon()
    assert (findings[0].code, findings[0].span.line, findings[0].span.column) == (code, *place)


def test_a_lexicon_may_be_short_or_missing(tmp_path: Path) -> None:
    read, findings = lexicon("漏字:\n  政府息公开: 政府信息公开\n")
    assert (read.missing, findings) == ((Wrong("政府息公开", "政府信息公开"),), ())
    assert Workspace(tmp_path).lexicon() == (Lexicon(), ())

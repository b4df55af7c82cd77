"""What a report is made of: parts, period, dates, years, ordinals; and near misses."""

from __future__ import annotations

from pathlib import Path

import pytest
from compact import codes_of, findings_of, form_of

INTRO, PROBLEMS, LAST = "引言", "存在的主要问题及改进措施", "其他需要报告的事项"
OVERVIEW = "总体情况"
PARTS = (
    "政府信息公开工作的基本概况、主动公开政府信息的情况、依申请公开政府信息情况、政府信息公开的收费及减免情况、"
    "因政府信息公开申请行政复议、提起行政诉讼的情况、政府信息公开工作存在的主要问题及改进措施、其他需要报告的事项、"
    "政府信息公开情况统计表"
)
CONTACT = "电子版可在网站下载，联系电话见网站。"


def listed(parts: str) -> str:
    return f"本年报由{parts}组成。{CONTACT}"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (listed(PARTS), []),
        (listed(PARTS.replace("、其他需", "；其他需")), []),
        (listed(PARTS.replace("统计表", "统计表（2017年度）")), []),
        (f"本年报由八个部分组成：{PARTS}。", []),
        (listed(PARTS.replace("其他需要报告的事项、", "")), ["part-unlisted"]),
        (listed(PARTS.replace("工作的基本", "工作基本")), ["part-renamed"]),
        (listed(PARTS.replace("其他需要报告的事项、", "").replace("的收费", "收费")),
         ["part-unlisted", "part-renamed"]),
        (f"本年报由七个部分组成：{PARTS}。", ["part-count"]),
        ("领导小组由办公室、法规科、信息中心、档案室和各业务科室的负责人共同组成。", []),
        ("本年报依法编制。", []),
    ],
)  # fmt: skip
def test_the_introduction_lists_the_parts(tmp_path: Path, text: str, codes: list[str]) -> None:
    found = codes_of(tmp_path, 2017, {INTRO: f"{text}{CONTACT}"})
    assert [code for code in found if code.startswith("part-")] == codes


SIX = (
    "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、"
    "存在的主要问题及改进情况、其他需要报告的事项"
)
LITIGATION = "政府信息公开行政复议、行政诉讼情况"


@pytest.mark.parametrize("section", [INTRO, OVERVIEW])
@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"本报告由{SIX}六个部分组成。", []),
        (f"本报告包括{SIX}等六部分内容。", []),
        (f"全文共6个部分，分别是{SIX}。", []),
        (f"本报告由{SIX.replace('、', '，')}组成。", []),
        (f"本报告由{SIX.replace('、其他', '和其他')}组成。", []),
        (f"本报告由{SIX.replace(LITIGATION, '因政府信息公开工作被申请行政复议、提起行政诉讼情况')}组成。", []),
        (f"本报告由{SIX.replace('存在的', '政府信息公开工作存在的')}六部分构成。", []),
        (f"本报告由{SIX.replace(LITIGATION + '、', '')}等六部分组成。", ["part-unlisted"]),
        (f"全文包括{SIX.replace('、其他需要报告的事项', '')}，共六个部分。", ["part-unlisted"]),
        (f"全文包括{SIX.replace('总体情况、', '')}。", ["part-unlisted"]),
        (f"本报告由{SIX.replace('收到和处理政府信息公开申请情况', '依申请公开政府信息情况')}组成。", ["part-renamed"]),
        (f"本报告由{SIX.replace('总体情况', '基本情况')}组成。", ["part-renamed"]),
        (f"本报告由{SIX.replace('主动公开政府信息情况', '主动公开情况')}组成。", ["part-renamed"]),
        (f"本报告由{SIX}五部分组成。", ["part-count"]),
        ("本报告共分五个部分。", ["part-count"]),
        ("全文由6部分组成。", []),
        ("工作分为三个部分推进：主动公开、平台建设、监督保障。", []),
        ("主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面都有进展。", []),
    ],
)  # fmt: skip
def test_the_six_parts_are_listed(
    tmp_path: Path, section: str, text: str, codes: list[str]
) -> None:
    found = codes_of(tmp_path, 2025, {section: text})
    assert [code for code in found if code.startswith("part-")] == codes


def test_what_the_introduction_defines_holds_for_the_whole_report(tmp_path: Path) -> None:
    defined = "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）编制。"
    texts = {LAST: "依照《条例》办理。"}
    assert "undefined-abbreviation" in codes_of(tmp_path, 2025, texts)
    assert "undefined-abbreviation" not in codes_of(tmp_path, 2025, {INTRO: defined, **texts})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025年2月29日召开推进会。", "bad-date"),
        ("2月30日召开推进会。", "bad-date"),
        ("2025年4月31日印发目录。", "bad-date"),
        ("2025年13月5日印发目录。", "bad-date"),
        ("2025年13月完成清理。", "bad-date"),
        ("6月0日发布。", "bad-date"),
        ("20255月1日召开推进会。", "bad-date"),
        ("2025年31日印发目录。", "bad-date"),
        ("2025年1231日印发目录。", "bad-date"),
        ("202年12月31日印发目录。", "bad-date"),
        ("2025年年6月印发目录。", "bad-date"),
        ("2025年8年1日印发目录。", "bad-date"),
        ("统计期限自20251月1日起至2025年12月31日止。", "wrong-period"),
        ("统计期限自2025月1日起至2025年12月31日止。", "wrong-period"),
        ("统计期限自2025年1月1日起至2025年12月31止。", "wrong-period"),
        ("统计期限自2025年12月31日起至2025年1月1日止。", "wrong-period"),
        ("统计期限自2024年1月1日起至2024年12月31日止。", "wrong-period"),
        ("统计期限为2024年1月至12月。", "wrong-period"),
        ("统计时限为2024年度。", "wrong-period"),
        ("截至2026年3月31日，全年公开信息36条。", "wrong-year"),
        ("2026年2月1日已公开信息36条。", "wrong-year"),
        ("新的公约已于2026年3月1日施行。", "wrong-year"),
        ("2026年6月完成了网站改版。", "wrong-year"),
        ("2025年2月28日召开推进会。", ""),
        ("2024年2月29日建成平台。", ""),
        ("2024年建成平台，2月29日启用。", ""),
        ("历时13个月完成清理。", ""),
        ("2025年12月31日印发目录。", ""),
        ("统计期限自2025年1月1日起至12月31日止。", ""),
        ("统计期限为2025年1月至12月。", ""),
        ("统计时限为2025年度。", ""),
        ("平台将于2026年3月31日启用。", ""),
        ("2026年6月30日前完成整改。", ""),
        ("新办法自2026年5月1日起施行。", ""),
        ("病虫害监测数据自3月1日至6月30日每日发布。", ""),
    ],
)
def test_days_are_in_the_calendar_and_past(tmp_path: Path, text: str, code: str) -> None:
    codes = {"bad-date", "wrong-period", "wrong-year"}
    found = [each for each in codes_of(tmp_path, 2025, {OVERVIEW: text}) if each in codes]
    assert found == ([code] if code else [])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("统计期限自2017年1月1日起至2017年12月31日止。", False),
        ("统计期限自{{年度}}年1月1日起至12月31日止。", False),
        ("统计期限自2016年1月1日起至2016年12月31日止。", True),
        ("统计期限自2017年12月31日起至2017年1月1日止。", True),
        ("数据自2017年1月1日至2017年11月30日。", True),
        ("展览从2017年3月1日至2017年5月31日举行。", False),
        ("《条例》自2008年5月1日起施行。", False),
    ],
)
def test_the_period_is_the_year(tmp_path: Path, text: str, wrong: bool) -> None:
    assert ("wrong-period" in codes_of(tmp_path, 2017, {INTRO: text})) == wrong


@pytest.mark.parametrize(
    ("year", "agency", "day", "code"),
    [
        (2017, "示例市示例局", "2018-03-31", ""),
        (2017, "示例市示例局", "2018-04-01", "signed-late"),
        (2017, "示例市示例局", "2017-12-31", "signed-too-early"),
        (2025, "示例市示例局", "2026-01-31", ""),
        (2025, "示例市示例局", "2026-02-01", "signed-late"),
        (2025, "示例市人民政府", "2026-03-31", ""),
        (2025, "示例县示例镇人民政府", "2026-03-31", ""),
        (2025, "示例经济开发区管理委员会", "2026-03-31", ""),
        (2025, "示例市国有资产监督管理委员会", "2026-03-31", "signed-late"),
        (2025, "示例市人民政府", "2026-04-01", "signed-late"),
        (2025, "示例市示例局", "2027-01-10", "signed-late"),
        (2025, "示例市示例局", "2025-01-10", "signed-too-early"),
    ],
)
def test_a_report_is_signed_in_time(
    tmp_path: Path, year: int, agency: str, day: str, code: str
) -> None:
    found = codes_of(tmp_path, year, {}, 机关=agency, 署名=agency, 成文日期=day)
    assert [each for each in found if each.startswith("signed-")] == ([code] if code else [])


def test_title_and_signature_name_one_agency(tmp_path: Path) -> None:
    assert "agency-name" not in codes_of(tmp_path, 2017, {})
    assert "agency-name" in codes_of(tmp_path, 2017, {}, 机关="示例局")
    assert "agency-name" not in codes_of(tmp_path, 2017, {}, 机关="示例*局")  # has its own finding


AGENCIES = {
    "局": "江北市水务局",
    "区": "江北市临江区卫生健康局",
    "府": "云溪县人民政府",
    "街": "江北市临江区南门街道办事处",
}


@pytest.mark.parametrize(
    ("agency", "text", "code"),
    [
        ("局", "2025年，江北市水物局认真贯彻条例。", "other-agency"),
        ("局", "如有疑问，请与江北水务局联系。", "other-agency"),
        ("局", "如有疑问，请与江市水务局联系。", "other-agency"),
        ("局", "如有疑问，请与江北市务局办公室联系。", "other-agency"),
        ("局", "2025年，江南市水务局认真贯彻条例。", "other-agency"),
        ("局", "2025年，江北市财政局坚持公开为常态。", "other-agency"),
        ("局", "江南市人民政府高度重视政府信息公开。", "other-agency"),
        ("局", "在宜宾市政府网站开设专栏。", "other-agency"),
        ("局", "2024年，江北市水务局认真贯彻条例。", "wrong-year"),
        ("局", "江北市水务局2024年认真贯彻条例。", "wrong-year"),
        ("局", "2024年，坚持以公开促规范，工作平稳有序。", "wrong-year"),
        ("局", "江北市水务局2024年制发文件3件。", "wrong-year"),
        ("局", "2025年，江北市水务局认真贯彻条例。", ""),
        ("局", "江北市水务局2025年认真贯彻条例。", ""),
        ("局", "2025年，我局认真贯彻条例。", ""),
        ("局", "2025年，市水务局认真贯彻条例。", ""),
        ("局", "与江北市税务局、江北市财政局联合会商。", ""),
        ("局", "江北市水务局党组、江北市水务局办公室各开会一次。", ""),
        ("局", "与江南市水务局签订协议。", ""),
        ("局", "2025年，在江北市人民政府的领导下，工作有进展。", ""),
        ("局", "2025年，江北市人民政府办公室印发要点，本局照此落实。", ""),
        ("局", "赴宜宾市学习经验。", ""),
        ("局", "到南京市场监管部门走访。", ""),
        ("局", "江北市水务局2026年工作要点已经公布。", ""),
        ("局", "编制《江北市水务局2024年政府信息公开工作年度报告》。", ""),
        ("局", "与江北市水务局2024年相比，申请增加。", ""),
        ("局", "2024年建成的平台运行正常。", ""),
        ("局", "2019年以来，我局连续公开。", ""),
        ("区", "江北市临江卫生健康局编制本报告。", "other-agency"),
        ("区", "请与临江区卫生健局联系。", "other-agency"),
        ("区", "2025年，临江区卫生健康局认真贯彻条例。", ""),
        ("区", "2025年，区卫生健康局认真贯彻条例。", ""),
        ("区", "按照江北市卫生健康委员会的部署办理。", ""),
        ("府", "2025年，云溪县人民致府认真贯彻条例。", "other-agency"),
        ("府", "2025年，云水县人民政府认真贯彻条例。", "other-agency"),
        ("府", "2025年，云溪县政府认真贯彻条例，向云溪县人民法院、云溪县人民检察院通报。", ""),
        ("府", "2025年，云溪县人民政府办公室认真贯彻条例。", ""),
        ("府", "2025年，宜宾市人民政府部署了工作。", ""),
        ("街", "2025年，南门街道办事处坚持公开。", ""),
        ("街", "2025年，北门街道办事处坚持公开。", "other-agency"),
    ],
)  # fmt: skip
def test_a_report_is_of_its_own_agency(tmp_path: Path, agency: str, text: str, code: str) -> None:
    name = AGENCIES[agency]
    found = codes_of(tmp_path, 2025, {OVERVIEW: text}, None, 机关=name, 署名=name)
    told = [each for each in found if each in {"other-agency", "wrong-year"}]
    assert told == ([code] if code else [])


@pytest.mark.parametrize(
    ("agency", "found"),
    [
        ("示例市示例局", True), ("云溪县人民政府", True), ("江北市临江区人民政府", True),
        ("云溪县白沙镇人民政府", True), ("江北市人民政府", False),
        ("示例自治州人民政府", False), ("示例省人民政府", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("year", [2020, 2025])
def test_rules_are_made_by_governments_of_cities(
    tmp_path: Path, year: int, agency: str, found: bool
) -> None:
    for figures, told in (("1 0 1", found), ("0", False)):
        codes = codes_of(tmp_path, year, {}, {"规章": figures}, 机关=agency, 署名=agency)
        assert ("broken-relation" in codes) == told


TOPICS = "主动公开、依申请公开、政府信息管理、平台建设、监督保障都有进展。"


@pytest.mark.parametrize(
    ("text", "agency", "codes"),
    [
        (TOPICS, "示例市示例局", []),
        (TOPICS.replace("、监督保障", ""), "示例市示例局", ["missing-topic"]),
        (TOPICS, "示例市人民政府", ["missing-topic"]),
        (TOPICS, "示例县示例镇人民政府", ["missing-topic"]),
        (TOPICS, "示例经济开发区管理委员会", ["missing-topic"]),
        (TOPICS, "示例市国有资产监督管理委员会", []),
        (f"{TOPICS}没有追责。", "示例市人民政府", []),
        (TOPICS + "公开" * 480, "示例市示例局", []),
        (TOPICS + "公开" * 500, "示例市示例局", ["too-long"]),
    ],
)
def test_the_overview_is_whole_and_short(
    tmp_path: Path, text: str, agency: str, codes: list[str]
) -> None:
    found = codes_of(tmp_path, 2025, {OVERVIEW: text}, 机关=agency, 署名=agency)
    assert [each for each in found if each in {"missing-topic", "too-long"}] == codes


@pytest.mark.parametrize(
    ("text", "contact", "missing"),
    [
        ("本年报依法编制。", "", "电子版在哪里下载、联系方式"),
        ("电子版在网站下载。", "", "联系方式"),
        ("电子版在网站下载，联系电话0000。", "", ""),
        ("电子版在网站下载。", "示例路1号，电话0000", ""),
    ],
)
def test_readers_are_told_where_to_ask(
    tmp_path: Path, text: str, contact: str, missing: str
) -> None:
    top = {"联系方式": contact} if contact else {"盖章": "否"}
    found = findings_of(tmp_path, 2017, {INTRO: text}, None, **top)
    messages = [finding.message for finding in found if finding.code == "missing-topic"]
    assert messages == ([f"“引言”没有写：{missing}"] if missing else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("无", True), ("没有", True), ("无。", False),
        ("本年没有其他事项。以上情况请公众监督", True),
        ("一览表", False), ("详见门户网站", False), ("主要问题如下：", False),
    ],
)  # fmt: skip
def test_a_sentence_ends_in_a_full_stop(tmp_path: Path, text: str, found: bool) -> None:
    assert ("no-full-stop" in codes_of(tmp_path, 2017, {LAST: text})) == found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("今年，我局收到申请；比去年多。", 2),
        ("在今年的工作中有进步。", 1),
        ("2017年有进步。", 0),
        ("发布《今年植树看这里》图解。", 0),
        ("群众说“今年办事快”。", 0),
        ("本年度工作有序。", 0),
        ("抓住当今年轻人的关注点。", 0),
    ],
)
def test_this_year_is_said_by_its_number(tmp_path: Path, text: str, count: int) -> None:
    assert codes_of(tmp_path, 2017, {LAST: text}).count("vague-year") == count


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2016年，我局认真做好公开工作。", True),
        ("我局2016年政府信息公开工作有序。", True),
        ("现公布2016年度政府信息公开工作年度报告。", True),
        ("2017年，我局认真做好公开工作。", False),
        ("2018年，我局将进一步加大力度。", False),
        ("2018年，我局加大力度。", False),
        ("2016年，市政府印发规划。", False),
        ("与2016年政府信息公开情况相比，申请增加。", False),
        ("根据《关于做好2018年政府信息公开工作的通知》。", False),
        ("2015年，全国启动试点。", False),
        ("2016年，省政府认真部署，全市启动试点。", False),
        ("2016年，我局建成平台，2017年继续完善。", False),
    ],
)
def test_a_report_speaks_of_its_own_year(tmp_path: Path, text: str, wrong: bool) -> None:
    assert ("wrong-year" in codes_of(tmp_path, 2017, {"基本概况": text})) == wrong


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("现将我局年度报告报来，请审示。", "letter-wording"),
        ("以上报告，请审阅。", "letter-wording"),
        ("现将有关情况总结如下：", "called-summary"),
        ("现将有关情况报告如下：", ""),
        ("报来的材料逐件审核，经验总结印发各科室。", ""),
        ("公开前请法规科审核。", ""),
    ],
)
def test_the_report_is_neither_a_letter_nor_a_summary(tmp_path: Path, text: str, code: str) -> None:
    found = codes_of(tmp_path, 2017, {LAST: text})
    assert [c for c in found if c in {"letter-wording", "called-summary"}] == (
        [code] if code else []
    )


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("三是政务公开有成效。", ["有“三是”，前面没有“二是”"]),
        ("一是抓制度；三是抓队伍。", ["“一是”后面是“三是”，次序不连"]),
        ("一是抓制度；二是抓队伍；二是抓平台。", ["有两个“二是”"]),
        ("一是抓制度；一是抓队伍。", ["有两个“一是”"]),
        ("第一，抓制度。第三，抓队伍。", ["“第一”后面是“第三”，次序不连"]),
        ("一是抓制度；二是抓队伍。", []),
        ("一是抓制度。\n二是抓队伍。", []),
        ("- 一是:\n        - 抓制度。\n        - 抓队伍。\n- 三是抓平台。", []),
        ("- 一是:\n        - 抓制度。\n- 三是抓平台。", ["“一是”后面是“三是”，次序不连"]),
        ("问题：一是少；二是慢。措施：一是多；二是快。", []),
        ("一是抓制度：（一）建；（二）改。二是抓队伍。", []),
        ("依照《条例》第二十条第（三）项公开，第三，增补。", ["有“第三”，前面没有“第二”"]),
        ("依照第二十条第（三）项公开，统一是目标。", []),
        ("公开率提高3.5个百分点，第二季度最多。", []),
        ("三、四季度公开最多。", []),
    ],
)
def test_ordinals_follow_each_other(tmp_path: Path, text: str, messages: list[str]) -> None:
    found = findings_of(tmp_path, 2017, {"基本概况": text})
    assert [f.message for f in found if f.code == "orphan-ordinal"] == messages


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1、抓制度。\n2、抓队伍。", ["mixed-numbering"]),
        ("- 序号1.:\n        - 抓制度。\n        - 抓队伍。", []),
        ("2017年、2018年的规划。", []),
        ("- 一是:\n        - 小标题:\n            - 序号1.:\n                - 抓制度。", []),
        ("- 序号1.:\n        - 小标题:\n            - （一）:\n                - 抓制度。", ["level-order"]),
        ("- 序号1.:\n        - 小标题:\n            - 一是:\n                - 抓制度。", []),
        ("- （一）:\n        - 小标题:\n            - 一是:\n                - 抓制度。", []),
    ],
)  # fmt: skip
def test_levels_are_numbered_in_order(tmp_path: Path, text: str, codes: list[str]) -> None:
    found = codes_of(tmp_path, 2017, {"基本概况": text})
    assert [code for code in found if code in {"mixed-numbering", "level-order"}] == codes


def lists(problems: int, measures: int, between: str = "改进措施如下：") -> str:
    points = [
        "\n".join(f"        - 第{name}点。" for name in "甲乙丙丁"[:count])
        for count in (problems, measures)
    ]
    second = f"\n- {between}\n- 序号1.:\n{points[1]}" if measures else ""
    return f"- 存在下列问题：\n- 序号1.:\n{points[0]}{second}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (lists(3, 2), True),
        (lists(2, 2), False),
        (lists(2, 3), False),
        (lists(3, 0), True),
        (lists(3, 0) + "\n- 今后，我局将逐项改进。", False),
        ("存在的问题是不够细，今后逐项充实。", False),
    ],
)
def test_each_problem_has_a_measure(tmp_path: Path, text: str, found: bool) -> None:
    codes = codes_of(tmp_path, 2017, {PROBLEMS: text})
    assert ("unmatched-problems" in codes) == found


PRAISE = "本局政府信息公开工作总体平稳有序，取得了较好成效，下一步继续保持。"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PRAISE, True),
        ("工作得到群众一致好评，成绩显著，今后再接再厉，不断提升水平。", True),
        ("2025年政府信息公开工作不存在问题，今后继续保持。", True),
        ("全年没有发现突出问题，投诉明显减少，满意度提升。", True),
        ("未发生违规公开，各项任务圆满完成，满足了群众需要。", True),
        ("工作取得成效，但公开的深度不够。", False),
        ("工作平稳有序，业务能力有待提高。", False),
        ("人员力量薄弱，今后加强培训，提升水平。", False),
        ("解读形式单一；将增加图解，提升效果。", False),
        ("群众知晓率不高，栏目更新滞后。", False),
        ("部分栏目仍以转载为主，将增加原创内容。", False),
        ("办事类信息偏少，已编制指南。", False),
        ("文件发布后群众看不懂，已配图解。", False),
        ("答复口径需要统一，已汇编典型答复。", False),
    ],
)
def test_problems_are_named(tmp_path: Path, text: str, found: bool) -> None:
    key = form_of(2025).wording.problems
    assert ("no-problems" in codes_of(tmp_path, 2025, {key: text})) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("二、主动公开政府信息情况", True),
        ("主动公开政府信息情况", True),
        ("五、政府信息公开工作存在的主要问题及改进情况：", True),
        ("示例市示例局", True),
        ("示例市示例局\\u30002026年1月16日", True),
        ("2026年1月16日", True),
        ("二〇二六年一月十六日", True),
        ("示例市示例局2025年政府信息公开工作年度报告", True),
        ("主动公开政府信息情况见下表。", False),
        ("（一）主动公开。全年公开信息多条。", False),
        ("- （一）:\n        - 主动公开政府信息情况:\n            - 全年公开信息多条。", False),
        ("示例市示例局办公室负责公开。", False),
        ("2026年1月16日起试行。", False),
    ],
)
def test_what_the_program_prints_is_not_pasted(tmp_path: Path, text: str, found: bool) -> None:
    text = text.replace("\\u3000", "\u3000")
    assert ("printed-twice" in codes_of(tmp_path, 2025, {OVERVIEW: text})) == found


EVENT = "6月召开义务教育招生政策解读会，邀请家长代表和社区工作者到场提问"


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (f"{EVENT}。", f"{EVENT}。", True),
        (f"{EVENT}。", f"我局{EVENT}，反响很好。", True),
        (f"{EVENT}。", "9月召开教师资格政策说明会，邀请高校毕业生和培训机构到场咨询。", False),
        ("全年没有因政府信息公开被追究责任的情形，也没有收到投诉。",) * 2 + (False,),
        ("全年收到申请7件，办结7件，其中予以公开3件，部分公开4件。",) * 2 + (False,),
        ("门户网站、微信公众平台、微信公众号平台同步发布。", "略。", True),
        ("政府门户网站、政府网站同步发布。", "略。", True),
        ("政务微博、政务微信、政府网站同步发布。", "略。", False),
        ("政府网站、县政府网站、政府公报同步发布。", "略。", False),
        ("社会组织、社会公众都可以申请。", "略。", False),
    ],
)  # fmt: skip
def test_one_event_is_told_once(tmp_path: Path, one: str, other: str, found: bool) -> None:
    codes = codes_of(tmp_path, 2025, {OVERVIEW: one, LAST: other})
    assert ("told-twice" in codes) == found


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("措施包括（一）建章；（二）立制；（三）督查。", []),
        ("措施包括（一）建章、（二）立制、（三）督查。", []),
        ("依照第二十条第（一）、（二）项公开。", []),
        ("依照第二十条第（五）项、第（六）项公开。", []),
        ("措施如下：（一）建章；（三）督查。", ["“（一）”后面是“（三）”，次序不连"]),
    ],
)
def test_points_within_a_sentence(tmp_path: Path, text: str, messages: list[str]) -> None:
    found = findings_of(tmp_path, 2025, {OVERVIEW: text})
    assert [f.message for f in found if f.code == "orphan-ordinal"] == messages


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- （一）:\n        - 建章。\n- 一是:\n        - 督查。", True),
        ("- （一）:\n        - 建章。\n- （一）:\n        - 督查。", False),
        ("- （一）:\n        - 甲:\n            - 序号1.:\n                - 建章。\n"
         "        - 乙:\n            - 一是:\n                - 督查。", True),
        ("- （一）:\n        - 甲:\n            - 序号1.:\n                - 建章。", False),
    ],
)  # fmt: skip
def test_lists_of_one_depth_are_numbered_alike(tmp_path: Path, text: str, found: bool) -> None:
    assert ("mixed-numbering" in codes_of(tmp_path, 2025, {OVERVIEW: text})) == found


SENTENCES = (
    "一是公开的内容不够贴近企业需求，惠企政策散见于多个栏目",
    "二是基层经办人员流动频繁，对答复文书的写法掌握不牢",
)


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (f"今年发现两个方面：{SENTENCES[0]}；二是查阅点的设施陈旧，开放时间短。已更换终端八台，并延长开放时间。", 1),
        (f"{SENTENCES[0]}；{SENTENCES[1]}。已编写短视频脚本，设立专职审核岗位，由法规科逐月抽查，年内抽查九十件。", 2),
        ("一是图解的专业术语难懂；二是查阅点的设施陈旧，开放时间短。已更换终端八台。", 0),
    ],
)  # fmt: skip
def test_sentences_of_problems_are_this_years(tmp_path: Path, now: str, found: int) -> None:
    key = form_of(2025).wording.problems
    before = f"{SENTENCES[0]}；{SENTENCES[1]}。针对上述问题，归并了惠企栏目，并组织跟班学习。"
    assert codes_of(tmp_path, 2024, {key: before}) is not None
    told = [f for f in findings_of(tmp_path, 2025, {key: now}) if f.code == "copied-paragraph"]
    assert len(told) == found
    assert all(f.related[0].message == "上年的一句" for f in told)

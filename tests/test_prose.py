"""Texts against the table: what must be found, and near misses that must stay silent."""

from __future__ import annotations

from pathlib import Path

import pytest
from compact import codes_of, data_file, findings_of
from conftest import ROOT, WORKSPACE, Run, year_2017_edition

from nianbao.examine import examine

OPEN, REQUESTS, CASES = "主动公开", "依申请公开", "行政复议和行政诉讼"
LAWSUITS = "政府信息公开行政复议、行政诉讼情况"
RECEIVED = "收到和处理政府信息公开申请情况"
TABLE = {"主动公开政府信息数": "2270", "政府网站公开政府信息数": "2116", "政务微博公开政府信息数": "75",
         "政务微信公开政府信息数": "118"}  # fmt: skip
ASKED = {"收到申请数": "25", "当面申请数": "12", "网络申请数": "8", "信函申请数": "5"}
MEETINGS = "召开政府信息公开工作会议或专题会议数"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("全年主动公开政府信息2207条。", "主动公开政府信息2207条"),
        ("全年共主动公开各类政府信息总数为2207条。", "主动公开各类政府信息总数为2207条"),
        ("通过政务微博公开57条，通过政务微信公开118条。", "微博公开57条"),
        ("有政务微博75条、政务微信181条。", "微信181条"),
        ("召开信息公开工作会议两次。", "召开信息公开工作会议两次"),
        ("开展政府信息公开工作，召开会议部署信息公开工作3次。", "召开会议部署信息公开工作3次"),
        ("现有2名专职人员。", "2名专职人员"),
        ("共收到依申请公开政府信息申请1件。", "收到依申请公开政府信息申请1件"),
        ("有关政府信息公开的行政复议案共1起。", "行政复议案共1起"),
        ("微博、微信共公开200条。", "微博、微信共公开200条"),
        ("政务微博公开{{政务微信公开政府信息数}}条。", "微博公开118条"),
    ],
)
def test_an_amount_beside_an_indicators_words_is_compared(
    tmp_path: Path, text: str, said: str
) -> None:
    found = findings_of(tmp_path, 2017, {OPEN: text}, TABLE)
    messages = [finding.message for finding in found if finding.code == "text-table-mismatch"]
    assert len(messages) == 1
    assert f"“{said}”" in messages[0]


@pytest.mark.parametrize(
    "text",
    [
        "全年主动公开政府信息2270条。",
        "全年主动公开政府信息{{主动公开政府信息数}}条。",
        "全年主动公开政府信息2200余条。",
        "上年主动公开政府信息2100条。",
        "2016年，我局主动公开政府信息2100条。",
        "主动公开政府信息比上年增加170条。",
        "上半年，我局主动公开政府信息1100条。",
        "截至11月底，主动公开政府信息2000条。",
        "全市各部门主动公开政府信息30000条。",
        "微博、微信共公开193条。",
        "微博粉丝3000人，发布短视频20个。",
        "网站收到留言30条，网站首页改版1次。",
        "网站发布工作动态500条。",
        "通过网站、新闻报道、公示栏公开2116条。",
        "计划明年主动公开政府信息3000条。",
        "召开局长办公会议3次。",
        "印发《示例市政府信息公开目录》（示例发〔2017〕12号）。",
        "主动公开政府信息，页面访问3000次。",
        "在省政府网站政府信息公开专栏发布信息514条，发布量由1128条增加到1887条。",
        "主动公开工作信息、动态755多条。",
        "举办191场发布活动，其中疫情防控新闻发布会累计151场。",
    ],
)
def test_an_amount_of_something_else_is_not(tmp_path: Path, text: str) -> None:
    found = findings_of(tmp_path, 2017, {OPEN: text}, TABLE)
    assert [f.message for f in found if f.code == "text-table-mismatch"] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("新收申请4件。", "text-table-mismatch"),
        ("自然人提出3件。", "text-table-mismatch"),
        ("结转下年度1件。", "text-table-mismatch"),
        ("新收申请3件，上年结转1件。", "text-table-mismatch"),
        ("新收申请3件，没有结转。", ""),
        ("自然人提出2件，商业企业提出1件。", ""),
        ("办结3件，其中予以公开3件。", ""),
        ("受理申请2件、1件，分属两个科室。", "text-table-mismatch"),
        ("行政诉讼2件。", ""),
        ("行政诉讼3件。", "text-table-mismatch"),
        ("没有发生行政诉讼。", "negation-mismatch"),
        ("没有行政诉讼被纠正。", ""),
        ("没有没有现成信息需要另行制作的申请。", ""),
        ("申请人无正当理由逾期不补正{{申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请}}件。", ""),
    ],
)  # fmt: skip
def test_the_table_of_2021_is_compared_too(tmp_path: Path, text: str, code: str) -> None:
    figures = {
        "本年新收政府信息公开申请数量": "2 1 0 0 0 0 3",
        "予以公开": "2 1 0 0 0 0 3",
        "总计": "2 1 0 0 0 0 3",
        "未经复议直接起诉": "1 0 0 0 1",
        "复议后起诉": "1 0 0 0 1",
    }
    codes = codes_of(tmp_path, 2025, {RECEIVED: text}, figures)
    wanted = {"text-table-mismatch", "negation-mismatch", "breakdown-sum"}
    assert sorted(wanted.intersection(codes)) == ([code] if code else [])


@pytest.mark.parametrize(
    "text",
    [
        "目前没有政务公开专职人员。",
        "无专职人员从事这项工作。",
        "未设置专职人员。",
        "没有收到举报投诉。",
        "未发生因政府信息公开引起的行政复议。",
        "全年零投诉。",
        "没有不予公开的情况。",
        "未收到传真申请和当面申请。",
        "缺少专职人员，由其他同志兼任。",
        "尚未配备专职人员。",
        "未明确专职人员。",
        "专职人员一名也没有。",
        "行政复议未发生。",
        "有关政府信息公开的行政复议零起，无一起行政复议。",
    ],
)
def test_a_denial_of_what_is_counted_is_found(tmp_path: Path, text: str) -> None:
    figures = {"专职人员数": "1", "举报投诉数量": "2", "不同意公开答复数": "1", "当面申请数": "12"}
    figures["行政复议数量"] = "1"
    found = codes_of(tmp_path, 2017, {REQUESTS: text}, figures)
    assert found.count("negation-mismatch") == 1


@pytest.mark.parametrize(
    "text",
    [
        "没有专职人员的科室由兼职人员承担。",
        "未来三年配备专职人员。",
        "无法提供专职人员名单。",
        "没有一名专职人员因此受到处分。",
        "上年没有专职人员。",
        "没有收到对专职人员的意见。",
        "避免没有专职人员。",
        "没有政务微博账号的粉丝数。",
        "未公开政务微博后台数据。",
        "没有兼职人员。",
        "不予公开的没有发生争议。",
    ],
)
def test_a_denial_of_something_else_is_not(tmp_path: Path, text: str) -> None:
    figures = {**TABLE, "专职人员数": "1", "不同意公开答复数": "1"}
    assert "negation-mismatch" not in codes_of(tmp_path, 2017, {REQUESTS: text}, figures)


@pytest.mark.parametrize(
    ("text", "fee", "code"),
    [
        ("没有收取任何费用。", "/", "fee-mismatch"),
        ("全年不收费。", "/", "fee-mismatch"),
        ("未收取费用。", "0.5", "fee-mismatch"),
        ("收费总额为0元。", "/", "fee-mismatch"),
        ("依申请提供信息实行免费。", "/", "fee-mismatch"),
        ("没有向任何申请人收费。", "/", "fee-mismatch"),
        ("收取费用10元。", "/", ""),
        ("没有收费的项目，此项不适用。", "/", ""),
        ("没有收取任何费用。", "0", ""),
        ("全年共收取费用5000元。", "0.5", ""),
        ("全年共收取费用0.5万元。", "0.5", ""),
        ("全年共收取费用6000元。", "0.5", "text-table-mismatch"),
        ("对享受低保的申请人免收费用，全年收取费用0.5万元。", "0.5", ""),
        ("如未收取费用，应当说明。", "/", ""),
    ],
)
def test_the_section_on_fees_agrees_with_the_row(
    tmp_path: Path, text: str, fee: str, code: str
) -> None:
    codes = codes_of(tmp_path, 2017, {"收费及减免": text}, {"依申请公开信息收取的费用": fee})
    wanted = {"fee-mismatch", "text-table-mismatch", "negation-mismatch"}
    assert sorted(wanted.intersection(codes)) == ([code] if code else [])


@pytest.mark.parametrize(
    ("elsewhere", "last", "found"),
    [
        ("收取信息处理费900元。", "无。", True),
        ("收取信息处理费900元。", "没有收取信息处理费。", True),
        ("收取信息处理费900元。", "全年收取信息处理费900元。", False),
        ("没有收取信息处理费。", "无。", False),
        ("收到信息处理费300元。", "未发生信息处理费。", True),
        ("申请很少。", "无。", False),
    ],
)
def test_a_processing_fee_is_told_of_where_it_belongs(
    tmp_path: Path, elsewhere: str, last: str, found: bool
) -> None:
    codes = codes_of(tmp_path, 2025, {RECEIVED: elsewhere, "其他需要报告的事项": last})
    assert ("processing-fee" in codes) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("组织相关人员学习《政府信息公开条例》2次。", True),
        ("举办业务培训，讲解答复文书。", True),
        ("采取印发宣传材料等形式公开。", True),
        ("下一步，将举办业务培训。", False),
        ("计划组织业务培训。", False),
        ("没有举办业务培训。", False),
        ("参加上级的业务培训。", False),
        ("先后两次开会研究政务公开。", True),
        ("局务会专题部署信息公开工作。", True),
        ("召开了信息公开联席会议。", True),
        ("参加上级信息公开工作会议。", False),
        ("加强业务培训，提高能力。", False),
        ("聘请律师授课。", True),
        ("对窗口人员作了政务公开知识讲座。", True),
        ("借助电子屏、展板公开。", True),
        ("派发宣传册，介绍申请办法。", True),
        ("在村口张贴征地公告。", True),
        ("公示登在《示例日报》上。", True),
        ("公示栏、展板是公开的渠道。", False),
        ("宣传栏张贴内部通知。", False),
        ("举办培训班{{举办各类培训班数}}期。", False),
        ("学习的风气很浓。", False),
    ],
)
def test_an_activity_is_counted(tmp_path: Path, text: str, found: bool) -> None:
    assert ("activity-without-figure" in codes_of(tmp_path, 2017, {OPEN: text})) == found


def test_an_activity_among_the_measures_is_a_plan(tmp_path: Path) -> None:
    texts = {"存在的主要问题及改进措施": "培训不够，一年举办业务培训两次。"}
    assert "activity-without-figure" not in codes_of(tmp_path, 2017, texts)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("主动公开政府信息2270条，其中网站2116条，微博75条，微信118条。", True),
        ("主动公开政府信息2270条，其中网站2116条，微博75条，微信118条（各渠道有重复）。", False),
        ("主动公开政府信息2270条，其中涉及规划的1200条。", False),
        ("主动公开政府信息2270条，其中涉及规划的1200条，涉及土地的300条。", False),
        ("主动公开政府信息2270条，其中涉及规划的2300条。", True),
        ("收到申请25件，其中当面申请12件、网络申请8件、信函申请5件，答复25件。", False),
        ("收到申请25件（其中当面申请12件、网络申请8件），都已办结。", True),
        ("收到申请25件，其中涉及土地的12件，比上年多5件，涉及房屋的13件。", False),
        ("接待来访30次，其中领导接访40次。", True),
        ("接待来访30次，其中咨询20件、投诉30件。", False),
        ("制作图解3个，其中，动漫1个、长图2个；短视频5个。", False),
        ("工作人员中，其中3人为兼职。", False),
    ],
)
def test_a_breakdown_makes_up_its_total(tmp_path: Path, text: str, found: bool) -> None:
    figures = {**TABLE, **ASKED}
    assert ("breakdown-sum" in codes_of(tmp_path, 2017, {OPEN: text}, figures)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("收到申请25件，其中网络申请8件，占32%。", False),
        ("收到申请25件，其中网络申请8件，占30%。", True),
        ("收到申请25件，其中信函申请5件，占比20.0%。", False),
        ("收到申请25件，其中信函申请5件，占申请总数的21%。", True),
        ("网络申请8件，占三成。网络申请占32%。", False),
        ("网络申请8件，占41%。", False),
        ("收到申请25件，比上年增加5件，增长25%。", False),
        ("收到申请25件，比上年增加5件，增长20%。", True),
        ("收到申请25件，比上年减少5件，下降16.7%。", False),
        ("满意率达到98%。", False),
        ("微博75条，占3.3%；总数见统计表。", False),
    ],
)
def test_a_percentage_follows_from_its_counts(tmp_path: Path, text: str, found: bool) -> None:
    figures = {**TABLE, **ASKED}
    assert ("wrong-percentage" in codes_of(tmp_path, 2017, {REQUESTS: text}, figures)) == found


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("制作政策图解短视频3个。", "制作政策图解短视频5个。", True),
        ("制作政策图解短视频3个。", "制作政策图解短视频3个。", False),
        ("制作政策图解短视频3个。", "上年制作政策图解短视频5个。", False),
        ("公布名录3个。", "公布名录5个。", False),
        ("制作政策图解短视频3个。", "制作政策图解短视频5条。", False),
    ],
)
def test_the_same_thing_has_one_number(tmp_path: Path, one: str, other: str, found: bool) -> None:
    codes = codes_of(tmp_path, 2017, {OPEN: one, REQUESTS: other})
    assert ("repeated-figure" in codes) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("公开的信息不少。", True),
        ("发布政策解读稿件，群众欢迎。", False),
        ("发布{{政策解读稿件发布数}}篇。", False),
        ("主要栏目有政策解读、人事任免。", True),
    ],
)
def test_a_row_above_zero_is_spoken_of(tmp_path: Path, text: str, found: bool) -> None:
    codes = codes_of(tmp_path, 2017, {OPEN: text}, {"政策解读稿件发布数": "3"})
    assert codes.count("unmentioned-figure") == int(found)


def test_a_note_waits_until_there_are_no_errors(tmp_path: Path) -> None:
    codes = codes_of(tmp_path, 2017, {}, {"政策解读稿件发布数": "3", "收到申请数": "3"})
    assert "sum-mismatch" in codes
    assert "unmentioned-figure" not in codes


def test_a_finding_of_the_text_can_be_waived(tmp_path: Path) -> None:
    waiver = f"[{{问题: text-table-mismatch, 位置: {MEETINGS}, 理由: 与局务会合并召开，未单列}}]"
    found = findings_of(tmp_path, 2017, {OPEN: "召开信息公开工作会议3次。"}, 核实=waiver)
    assert [f.waived for f in found if f.code == "text-table-mismatch"] == [
        "与局务会合并召开，未单列"
    ]
    assert "unused-waiver" not in [finding.code for finding in found]


# ── the form of 2014 in other words ─────────────────────────────────────────────────────────────

BASICS = "基本概况"
COUNTED_2014 = {
    "主动公开政府信息数": "300", "主动公开规范性文件数": "5", "制发规范性文件总数": "5",
    "政府网站公开政府信息数": "280", "政务微信公开政府信息数": "60", "政策解读稿件发布数": "4",
    "回应公众关注热点或重大舆情数": "4", "参加或举办新闻发布会总次数": "1", "政府网站在线访谈次数": "2",
    "收到申请数": "20", "当面申请数": "5", "网络申请数": "10", "信函申请数": "5", "申请办结数": "20",
    "按时办结数": "19", "延期办结数": "1", "申请答复数": "20", "同意公开答复数": "12",
    "同意部分公开答复数": "2", "不同意公开答复数": "2", "涉及个人隐私": "2", "申请信息不存在数": "4",
    "行政复议数量": "3", "行政诉讼数量": "2", "专职人员数": "1", "兼职人员数": "3",
    "从事政府信息公开工作人员数": "4", "政府信息公开专项经费": "2.5", "政府信息公开工作专门机构数": "1",
    "设置政府信息公开查阅点数": "2", MEETINGS: "2", "举办各类培训班数": "1", "接受培训人员数": "50",
}  # fmt: skip
COMPARED = {"text-table-mismatch", "negation-mismatch", "breakdown-sum", "wrong-percentage"}


@pytest.mark.parametrize(
    ("section", "text"),
    [
    (OPEN, "2017年，我局主动公开政府信息300条，其中通过政府网站公开280条，政务微信60条，各渠道有重复。"),
    (OPEN, "截至2017年底，累计主动公开政府信息12000条，其中2017年300条。"),
    (OPEN, "全年通过门户网站发布工作动态150条、通知公告30条，公开规范性文件5件。"),
    (OPEN, "制发规范性文件5件，主动公开规范性文件5件。"),
    (OPEN, "网站全年更新信息280条，其中概况类20条、动态类200条、公告类60条。"),
    (OPEN, "全市公开信息30000条，我局公开300条。"),
    (OPEN, "发布政策解读稿件4篇，回应热点4次，参加新闻发布会1次，在线访谈2次。"),
    (OPEN, "政务微信粉丝2万人，推送图文60条，阅读12万次。"),
    (OPEN, "参加市新闻发布会1场，局长答记者问5个。"),
    (REQUESTS, "全年收到政府信息公开申请20件，其中当面申请5件，网络申请10件，信函申请5件，办结20件，办结率100%。"),
    (REQUESTS, "20件申请中，同意公开12件，占60%；部分公开2件，占10%；不予公开2件；信息不存在4件。"),
    (REQUESTS, "按时办结19件，延期办结1件。"),
    (REQUESTS, "答复20件，其中同意公开答复12件，同意部分公开答复2件，不同意公开答复2件，申请信息不存在4件。"),
    (REQUESTS, "受理行政许可申请530件，网上申请480件。"),
    (REQUESTS, "申请人当面咨询80次，电话咨询120次。"),
    (REQUESTS, "不予公开的2件均涉及个人隐私。"),
    (CASES, "发生行政复议3件、行政诉讼2件。"),
    (CASES, "办理行政复议案件90件，维持60件。"),
    (BASICS, "全局政府信息公开工作人员4人，其中专职1人，兼职3人。"),
    (BASICS, "配备专职人员1名、兼职人员3名，设查阅点2处。"),
    (BASICS, "召开政府信息公开工作会议2次，举办培训班1期，培训50人次。"),
    (BASICS, "全年召开局长办公会12次、专题会议30次，开展业务培训8次。"),
    (BASICS, "落实专项经费2.5万元。"),
    (BASICS, "没有收到举报投诉。"),
    (BASICS, "接到群众举报投诉350件，办结350件。"),
    (BASICS, "行政机关工作人员120人，执法人员45人。"),
    (BASICS, "参加市里组织的培训班3次。"),
    ],
)  # fmt: skip
def test_the_form_of_2014_is_silent_where_all_is_right(
    tmp_path: Path, section: str, text: str
) -> None:
    assert not COMPARED.intersection(codes_of(tmp_path, 2017, {section: text}, COUNTED_2014))


@pytest.mark.parametrize(
    ("section", "text"),
    [
    (OPEN, "主动公开各类政府信息310条。"),
    (OPEN, "政府网站发布信息290条，政务微信发布50条。"),
    (OPEN, "出台规范性文件6件。"),
    (OPEN, "政策解读稿件5篇。"),
    (OPEN, "在线访谈3次。"),
    (REQUESTS, "受理依申请公开21件。"),
    (REQUESTS, "接收申请20件，其中当面6件，网络10件。"),
    (REQUESTS, "办结申请18件。"),
    (REQUESTS, "延期答复2件。"),
    (REQUESTS, "同意公开13件，部分公开2件。"),
    (REQUESTS, "收到21份信息公开申请。"),
    (REQUESTS, "不予公开3件。"),
    (CASES, "行政复议4起，诉讼2起。"),
    (CASES, "因政府信息公开引发行政诉讼3件。"),
    (BASICS, "专职人员2名。"),
    (BASICS, "设政府信息公开查阅点3个。"),
    (BASICS, "培训60人次。"),
    (BASICS, "召开政务公开工作会议5次。"),
    (BASICS, "专项经费3万元。"),
    (BASICS, "政府信息公开工作人员5名。"),
    (BASICS, "没有召开政府信息公开工作会议。"),
    (BASICS, "未配备兼职人员。"),
    (BASICS, "没有举办培训班。"),
    ],
)  # fmt: skip
def test_the_form_of_2014_is_compared_in_other_words(
    tmp_path: Path, section: str, text: str
) -> None:
    assert COMPARED.intersection(codes_of(tmp_path, 2017, {section: text}, COUNTED_2014))


# ── the real report, and the clean ones ─────────────────────────────────────────────────────────

SLIPS_2017 = [
    ("agency-name", 5), ("missing-topic", 11), ("part-unlisted", 11), ("part-renamed", 11),
    ("called-summary", 11), ("activity-without-figure", 18), ("text-table-mismatch", 18),
    ("breakdown-sum", 22), ("activity-without-figure", 22), ("vague-year", 25),
    ("orphan-ordinal", 26), ("vague-year", 26), ("fee-mismatch", 29), ("vague-year", 32),
    ("negation-mismatch", 37), ("unmatched-problems", 42), ("no-full-stop", 47),
    ("unmentioned-figure", 53), ("unmentioned-figure", 67), ("unmentioned-figure", 97),
    ("unmentioned-figure", 113),
]  # fmt: skip
OURS = {code for code, _ in SLIPS_2017} | {
    "processing-fee", "wrong-percentage", "repeated-figure", "part-count", "wrong-period",
    "signed-too-early", "signed-late", "too-long", "no-problems", "wrong-year", "letter-wording",
    "mixed-numbering", "level-order", "copied-paragraph", "surviving-figure", "figure-outlier",
    "same-table",
}  # fmt: skip


def test_the_real_report_is_read_as_a_careful_reader_would() -> None:
    findings = year_2017_edition().findings
    assert [(f.code, f.span.line) for f in findings if f.code in OURS] == SLIPS_2017
    assert all(finding.subject for finding in findings if finding.code in OURS)


@pytest.mark.parametrize("year", range(2016, 2026))
def test_the_sample_agency_has_no_slips(year: int) -> None:
    path = ROOT / f"data/示例局/{year}.yaml"
    findings = examine(WORKSPACE, path, year).findings
    assert [str(finding) for finding in findings if finding.code in OURS] == []


@pytest.mark.parametrize(
    ("reference", "typed"),
    [
        ("{{主动公开政府信息数}}条", "2207条"),
        ("{{政务微信公开政府信息数}}条", "181条"),
        ("{{收到申请数}}件", "293件"),
        ("{{当面申请数}}件", "20件"),
        ("{{不同意公开答复数}}件", "11件"),
        ("{{申请信息不存在数}}件", "100件"),
        ("{{行政复议数量}}件", "14件"),
        ("{{行政复议数量.被依法纠错数}}件", "2件"),
    ],
)
def test_a_figure_typed_wrongly_into_the_real_report_is_found(
    tmp_path: Path, year_2017: str, reference: str, typed: str
) -> None:
    assert year_2017.count(reference) == 1
    path = tmp_path / "2017.yaml"
    path.write_text(year_2017.replace(reference, typed), encoding="utf-8")
    found = examine(WORKSPACE, path, 2017).findings
    (line,) = [n for n, text in enumerate(year_2017.split("\n"), 1) if reference in text]
    messages = [f.message for f in found if (f.code, f.span.line) == ("text-table-mismatch", line)]
    assert any(typed in message for message in messages)


@pytest.mark.parametrize("year", [2016, 2017, 2018, 2021, 2025])
def test_right_figures_typed_by_hand_are_silent(tmp_path: Path, year: int) -> None:
    """The sample's texts with every reference typed out, as a clerk would who knows none."""
    path = ROOT / f"data/示例局/{year}.yaml"
    narrative = examine(WORKSPACE, path, year).narrative
    assert narrative is not None
    text = path.read_text(encoding="utf-8")
    for line, printed in narrative.paragraphs.items():
        text = text.replace(line.text, printed)
    assert text.count("{{") < 5
    (tmp_path / path.name).write_text(text, encoding="utf-8")
    found = examine(WORKSPACE, tmp_path / path.name, year).findings
    assert [finding.message for finding in found if finding.code in OURS] == []


@pytest.mark.parametrize(
    "words", ["共计", "数量总数", "申请案件案", "没有的或者及和", "其中3条，", "占3条"]
)
def test_odd_texts_come_back(tmp_path: Path, process: Run, words: str) -> None:
    """A pattern that tries every way to split a text would not."""
    times = 2400 // len(words)
    text = f"主动公开政府信息{words * times}1条，没有{words * times}行政复议。"
    path = tmp_path / "2017.yaml"
    path.write_text(data_file(2017, {OPEN: text}, TABLE), encoding="utf-8")
    ran = process("check", str(path), "--output", "json", timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "")

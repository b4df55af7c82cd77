"""Shares, growth and breakdowns in the texts: what does not add up, and near misses. A sentence a line.

The table that they are held against is that of test_statements.py.
"""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from compact import data_file, findings_of
from conftest import WORKSPACE
from test_statements import FIGURES

from nianbao.examine import examine

OPEN, REQUESTS = "总体情况", "收到和处理政府信息公开申请情况"

SHARES_RIGHT = """
网站公开信息318条，占60%；微信212条，占40%。
咨询60件，占60%；建议40件，占40%。
网站48件，电话30件，占37.5%。
收到留言240件，其中咨询180件；当场答复150件，占83.3%。
收到意见2000余条，其中咨询180条，占9%。
受访群众中，关注民生的占65%，关注教育的占50%，关注医疗的占30%。
公开信息500条，同比增长120%。
信息公开率100%，任务完成率120%。
网站访问量增长1.5倍。
收到申请6件，其中3件通过网络提交，占一半。
新收6件，自然人3件，占50%；商业企业2件，占33.3%；法律服务机构1件，占16.7%。
新收6件，自然人3件，占50.0%，商业企业2件，占33%，其他1件。
全年制作图解12个，占解读材料总数的40%。
办理建议提案60件，其中面商55件，占91.7%，办结率100%。
发布政策120条，其中民生类90条，占75%，涉企类30条，占25%；解读30条，解读率25%。
占地500平方米，其中公开区30平方米，占6%。
答复6件，其中予以公开3件，部分公开1件，两项合计占66.7%。
收到申请6件，其中涉及征地的4件，占2/3。
新收6件，比上年增长较快。
新收6件，与上年基本持平。
平均用时缩短50%，差错下降三成。
同比增长20%的信息主要是规划类。
收到申请6件，约占全区总量的0.5%，同比略有下降。
满意度调查发放问卷200份，满意180份，基本满意15份，满意率97.5%。
满意度调查发放问卷200份，满意180份，占90%；基本满意15份，占7.5%；不满意5份，占2.5%。
公文类信息40条，占比40%；业务类50条，占比50%；其他10条，占比10%。
收到申请6件，其中自然人3件（占50%），商业企业2件（占33.33%）。
收到申请6件，占全市的10%。
"""

SHARES_WRONG = """
收到留言240件，其中咨询180件，占70%。
收到留言240件。其中，咨询180件，占75%；建议60件，占20%。
满意度调查发放问卷200份，其中满意180份，占80%。
收到申请6件，其中自然人3件（占60%）。
按期答复率120%。
政府信息公开及时率达到101.5%。
群众投诉下降了3倍。
咨询量由100件减少到80件，下降25%。
新收6件，自然人3件，占40%。
发布信息120条，比上年增加20条，增长25%。
在240件留言中，咨询180件，占70%。
"""

LISTS_RIGHT = """
公开信息171条：基层领域信息124条，工作动态34条，其他13条。
公开信息500条：动态类300条，公告类150条，群众反映良好。
公开信息500条，其中动态类300条。
公开信息500条，其中动态类300条、公告类100条，访问量20万次。
公开信息500条（其中动态类300条、公告类100条），回复留言20条。
公开信息500条，包括财政预算30条、规划40条等。
网站、微信分别公开300条、200条。
培训3次，参训131人次，其中机关干部58人次、基层人员73人次。
公开信息500条。其中，动态类300条；公告类100条；其他100条。
收到留言50条，其中咨询30条，较上年增加5条，投诉20条。
接待群众来访30次，其中领导接待12次，电话咨询45次。
主动公开信息500条，同一信息在不同渠道公开，其中网站500条、微信300条。
制作图解12个，包括动漫4个、长图8个；短视频5个。
公开信息500条，其中政策类200条（含解读50条）、动态类300条。
公开信息500条，其中政策类200条，包括解读50条；动态类300条。
召开会议3次，其中专题会1次，参会60人次，其中领导12人次。
收到政府信息公开申请6件（自然人3件、法人或其他组织3件）。
收到建议60件、提案40件，其中重点建议5件、重点提案3件。
公开信息500条，动态类300条，其他类100条。
全年抽查网站6次，发现问题30个，其中错别字12个，断链18个，整改30个。
"""

LISTS_WRONG = """
公开信息171条：基层领域信息124条，工作动态34条，其他14条。
公开信息总数500条：动态类300条，公告类150条，政策类60条。
公开信息500条，其中动态类300条、公告类100条及其他90条。
公开信息500条。其中，动态类300条；公告类100条；其他90条。
公开信息500条，分别是动态类300条、公告类100条、政策类90条。
公开信息500条，包括动态类300条、公告类250条。
公开信息500条（其中动态类300条、公告类250条）。
公开信息500条，由网站300条、微信150条、公示栏40条组成。
500条信息中，通过网站公开300条，微信公开250条。
公开信息500条，其中网站300条、微信100条、网站100条。
培训131人次，其中机关干部58人次、基层人员83人次。
回复留言50条，依次为咨询30条、投诉12条、建议9条。
公开信息500条，包括动态类300条、公告类100条、其余120条。
收到政府信息公开申请6件（自然人3件、法人或其他组织4件）。
办结6件，其中予以公开3件、部分公开1件、不予公开1件、无法提供2件。
"""

LAST_YEAR = {
    "本年新收政府信息公开申请数量": "3 1 0 0 0 0 4",
    "予以公开": "2 1 0 0 0 0 3",
    "总计": "2 1 0 0 0 0 3",
    "结转下年度继续办理": "1 0 0 0 0 0 1",
    "行政许可": "100",
    "行政事业性收费": "4",
}
GROWTH_RIGHT = """
新收申请6件，比上年增加2件。
新收申请6件，比上年增加2件，增长50%。
新收申请6件，同比增长50.0%。
新收申请6件，是上年的1.5倍。
新收申请6件，较上年的4件增加2件。
新收申请6件，较2024年多2件。
予以公开3件，与上年持平。
行政许可120件，同比上升20%，网站访问量同比增长35%。
行政许可120件，比2023年增长8%。
收取行政事业性收费3.5万元，比上年减少0.5万元，下降12.5%。
收取行政事业性收费3.5万元，比上年减少5000元。
新收申请6件，上年结转1件，比上年增加3件。
网站访问量30万次，比上年增长8%。
新收申请6件，同比增长约50%。
"""
GROWTH_WRONG = """
新收申请6件，比上年增加3件。
新收申请6件，比上年减少2件。
新收申请6件，比上年增加2件，增长33.3%。
新收申请6件，同比增长5.0%。
新收申请6件，较上年的4件增加3件。
新收申请6件，与2024年相比增加1件。
新收申请6件，与上年持平。
行政许可120件，同比下降20%。
收取行政事业性收费3.5万元，比上年减少0.6万元。
新收申请{{本年新收政府信息公开申请数量}}件，较上一年度上升60%。
"""


def lines(text: str) -> list[str]:
    return text.strip().split("\n")


def codes(folder: Path, text: str) -> set[str]:
    section = REQUESTS if text.startswith(("收到政府信息公开申请", "办结")) else OPEN
    return {finding.code for finding in findings_of(folder, 2025, {section: text}, FIGURES)}


@pytest.mark.parametrize("text", lines(SHARES_RIGHT))
def test_a_share_that_fits_or_may_be_of_something_else_is_silent(tmp_path: Path, text: str) -> None:
    assert "wrong-percentage" not in codes(tmp_path, text)


@pytest.mark.parametrize("text", lines(SHARES_WRONG))
def test_a_share_or_rate_that_cannot_be_is_found(tmp_path: Path, text: str) -> None:
    assert "wrong-percentage" in codes(tmp_path, text)


@pytest.mark.parametrize("text", lines(LISTS_RIGHT))
def test_a_list_that_adds_up_or_singles_out_is_silent(tmp_path: Path, text: str) -> None:
    assert "breakdown-sum" not in codes(tmp_path, text)


@pytest.mark.parametrize("text", lines(LISTS_WRONG))
def test_a_list_that_does_not_add_up_is_found(tmp_path: Path, text: str) -> None:
    told = codes(tmp_path, text)
    # where one of its figures is not the table's, that is the cause
    assert told & {"breakdown-sum", "text-table-mismatch"}


def growth(folder: Path, text: str) -> set[str]:
    """The codes of a text where last year's report is there."""
    figures = {**FIGURES, "上年结转政府信息公开申请数量": "1 0 0 0 0 0 1"}
    (folder / "2024.yaml").write_text(data_file(2024, {}, LAST_YEAR), encoding="utf-8")
    path = folder / "2025.yaml"
    path.write_text(data_file(2025, {OPEN: text}, figures), encoding="utf-8")
    return {finding.code for finding in examine(WORKSPACE, path, 2025).findings}


@pytest.mark.parametrize("text", lines(GROWTH_RIGHT))
def test_growth_that_fits_both_tables_is_silent(tmp_path: Path, text: str) -> None:
    assert "wrong-percentage" not in growth(tmp_path, text)


@pytest.mark.parametrize("text", lines(GROWTH_WRONG))
def test_growth_that_does_not_follow_from_both_tables_is_found(tmp_path: Path, text: str) -> None:
    assert "wrong-percentage" in growth(tmp_path, text)


LONG = [
    "3件、", "其中1件", "占1%", "其中1件，", "1件，占1%；", "收到1件", "维持1件，", "均维持", "比上年增加1件，",
    "1件：2件，", "收到申请1件、", "行政复议", "没有", "累计1件，", "一件也没有", "类1条",
]  # fmt: skip


@pytest.mark.thorough
@pytest.mark.parametrize("words", LONG)
def test_a_long_paragraph_takes_no_time(tmp_path: Path, words: str) -> None:
    text = "收到申请3件，" + words * (100_000 // len(words))
    path = tmp_path / "2025.yaml"
    path.write_text(data_file(2025, {OPEN: text}, FIGURES), encoding="utf-8")
    begin = process_time()
    examine(WORKSPACE, path, 2025)
    assert process_time() - begin < 6

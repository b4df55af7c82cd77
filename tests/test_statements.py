"""How offices speak of their figures: what is compared with the table, and what is not.

Sentences of one kind, a line each; none has the words of another. The table that they are held
against has 6 new requests and 1 carried over, 6 closed, 1 left over; 3 行政复议 (2 upheld, 1 open), 3
行政诉讼 (1 directly, 2 after 行政复议).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from compact import data_file, findings_of
from conftest import WORKSPACE

from nianbao.examine import examine

SECTIONS = {
    "总体": "总体情况",
    "公开": "主动公开政府信息情况",
    "申请": "收到和处理政府信息公开申请情况",
    "案件": "政府信息公开行政复议、行政诉讼情况",
}
FIGURES = {
    "规章": "0 0 0",
    "行政规范性文件": "4 1 30",
    "行政许可": "120",
    "行政处罚": "15",
    "行政强制": "2",
    "行政事业性收费": "3.5",
    "本年新收政府信息公开申请数量": "3 2 0 0 1 0 6",
    "上年结转政府信息公开申请数量": "1 0 0 0 0 0 1",
    "予以公开": "2 1 0 0 0 0 3",
    "部分公开": "1 0 0 0 0 0 1",
    "属于行政执法案卷": "1 0 0 0 0 0 1",
    "本机关不掌握相关政府信息": "0 1 0 0 0 0 1",
    "总计": "4 2 0 0 0 0 6",
    "结转下年度继续办理": "0 0 0 0 1 0 1",
    "行政复议": "2 0 0 1 3",
    "未经复议直接起诉": "1 0 0 0 1",
    "复议后起诉": "0 0 1 1 2",
}
COMPARED = {"text-table-mismatch", "negation-mismatch"}

Told = tuple[tuple[str, str, str], ...]

# Right, or of something else.
SILENT = (
    ("总体", "", """
        司法局收到行政复议申请312件，办结290件。
        全年受理行政许可申请530件，办结530件。
        受理12345热线诉求1200件，办结1198件。
        承办人大代表建议12件、政协提案8件，办结率100%，答复20件。
        收到申请6件，全部答复。承办建议提案20件，答复20件。
        公开行政许可信息500条、行政处罚信息120条。
        主动公开信息1320条，其中规范性文件12条，财政信息30条，行政许可300条。
        清理行政规范性文件30件，继续有效20件，废止5件，修改5件。
        审核行政规范性文件9件。
        解读规范性文件7件，备案规范性文件8件。
        参加行政复议听证8次，出庭应诉3次。
        办理行政复议案件90件，其中维持60件，纠正5件，终止25件。
        全年代理行政诉讼案件14件，胜诉12件。
        全市行政机关收到政府信息公开申请800件。
        各县区收到政府信息公开申请500件。
        法规科受理申请2件，办公室答复4件。
        上半年收到政府信息公开申请2件。
        截至2025年底，累计收到政府信息公开申请88件。
        历年累计收到政府信息公开申请88件。
        2024年收到政府信息公开申请9件，2025年收到6件。
        收到政府信息公开申请比上年减少3件。
        对3件复杂申请召开会商会。
        召开依申请公开会商会4次，研究疑难申请5件。
        12月收到政府信息公开申请1件。
        平均每件申请办理时间9天。
        抽查依申请公开答复文书5件。
        收到信访件30件，办结28件，转下年度2件。
        办理群众留言50件，按期答复50件。
        制作政策解读材料5件，其中图解3件、视频2件。
        收到领导信箱来信15件，答复15件，结转0件。
        对依申请公开工作进行培训，参训80人次。
        推送政府信息公开条例宣传资料5份。
        收到政府信息公开举报2件。
        向国家档案馆移交政府信息公开文件12件。
        收到公民、法人的意见建议申请75件。
        收到补贴申请75件。
        收到政府信息公开申请6件，答复6件，涉及信息75条。
        不予公开类申请较多，达到2件次。
        对5件不予公开的答复进行了复核。
        新收申请{{本年新收政府信息公开申请数量}}件，其中网上提交5件。
        受理政府信息公开咨询75件。
        为申请人提供政府信息公开服务75件。
        制定政府信息公开制度2件，废止1件。
        对2件申请作延期处理，维持原答复意见3件。
        未收到涉及商业秘密的政府信息公开申请。
        未发生因政府信息公开被追责的情况。
        没有收到不属于本机关职责的申请。
        没有一件申请超期办理。
        未发生政府信息公开申请超期答复情况。
        没有超期未办结的申请。
        无延期办理的申请。
        未收取信息处理费。
        没有因行政复议被通报。
        行政许可全部网上办理，网办件75件。
        受理公民申请75件次，发放许可证75件。
        接收档案75件，受理查档申请75件。
        处理投诉举报75件，其中信访举报投诉类40件。
        年内修改答复模板3份，废止2份。
     """),
    ("总体", "示例县人民政府", """
        受理申请量占全市的8%，全市共受理申请75件。
     """),
    ("总体", "示例县石桥镇人民政府", """
        全县收到政府信息公开申请75件。
        镇司法所受理申请75件。
     """),
    ("总体", "示例市人民政府", """
        全市共收到政府信息公开申请6件。
        全市收到政府信息公开申请6件，其中市直部门4件，各县（区）2件。
        市直各部门收到政府信息公开申请4件，各县（区）收到2件。
        全省收到政府信息公开申请4000件。
     """),
    ("公开", "", """
        作出行政许可决定120件，其中当场办结90件。
        行政处罚案件立案22件，结案15件。
        行政许可事项清单36项，行政处罚事项211项。
        取消行政许可2项，承接行政许可3项。
        规章制度3项，现行有效。
        制发党组文件12件，行政规范性文件4件，废止1件。
        公布现行有效的行政规范性文件目录1份。
     """),
    ("申请", "", """
        收到申请6件，其中涉及土地的4件，涉及规划的2件。
        全年收到6件，上年结转1件，办结6件，结转1件。
        自然人4件，法人或其他组织3件。
        自然人3件，法人或其他组织3件。
        其中2件由企业提出，1件由法律服务机构提出。
        申请人撤回申请2件，补正告知3件。
        征求第三方意见2件，延期答复1件。
        全部6件均已办结，予以公开3件，部分公开1件。
     """),
    ("案件", "", """
        行政复议3件，维持2件，尚未审结1件；行政诉讼3件，维持1件。
        行政复议3件、行政诉讼3件，其中维持3件。
        上年未审结的行政复议2件于年内审结，均为维持。
        行政复议被维持2件，尚未审结1件。
        收到行政复议答复通知书3份，提交答复书5份。
        参加庭审4次，提交证据30份。
     """),
)  # fmt: skip

# Not what the table has.
WRONG = (
    ("总体", "", """
        收到申请7件。
        全年收办政府信息公开申请8件。
        我局承办依申请公开事项5件。
        共接收公民、法人和其他组织的政府信息公开申请12件。
        2025年共受理各类政府信息公开申请16宗。
        收到2份政府信息公开申请。
        共办理答复4件政府信息公开申请。
        收到的9件政府信息公开申请都已办结。
        全年政府信息公开申请9件。
        答复政府信息公开申请3件。
        收到申请6件，已答复4件。
        收到申请6件，全部办结，其中予以公开2件。
        未收到政府信息公开申请。
        全年没有收到依申请公开申请。
        没有收到任何公民、法人和其他组织的政府信息公开申请。
        没有上年结转的申请。
        收到政府信息公开申请 7 件。
        收到政府信息公开申请７件。
        收到政府信息公开申请\u200b7\u200b件。
        收到政府信息公开申请七件。
        收到依申请公开7件。
        通过网络、信函等渠道共收到政府信息公开申请7件。
        依法受理公民信息公开申请7件。
        本年新收政府信息公开申请数量为7件。
        收到申请6件，按时答复5件。
     """),
    ("总体", "示例县石桥镇人民政府", """
        全镇收到政府信息公开申请7件。
     """),
    ("总体", "示例市人民政府", """
        全市共收到政府信息公开申请7件。
     """),
    ("总体", "示例市示例区人民政府", """
        全区共受理政府信息公开申请7件。
     """),
    ("总体", "示例市示例区南门街道办事处", """
        我办收到政府信息公开申请7件。
        街道办事处收到政府信息公开申请7件。
     """),
    ("总体", "示例市示例局", """
        示例市示例局收到政府信息公开申请7件。
        2025年，示例市示例局共收到政府信息公开申请7件。
     """),
    ("总体", "示例经济技术开发区管理委员会", """
        全区收到政府信息公开申请7件。
     """),
    ("公开", "", """
        制发行政规范性文件3件。
        制定行政规范性文件4件，废止2件，现行有效30件。
        本年制发规范性文件4件、废止1件，现行有效28件。
        行政许可100件，行政处罚15件。
        行政许可120件、行政处罚12件、行政强制2件。
        作出行政许可决定120件，行政处罚决定10件。
        现有现行有效的行政规范性文件27件。
        截至年底，现行有效行政规范性文件27件。
        收取行政事业性收费4.5万元。
        没有实施行政强制。
        未作出行政许可、行政处罚决定。
        没有行政事业性收费。
     """),
    ("申请", "", """
        新收6件，上年度结转2件，共计8件。
        新收6件，加上上年结转1件，共8件。
        应办理9件，办结6件。
        办理总数为8件。
        结转下一年度继续办理3件。
        另有3件顺延至下一年度办理。
        另有2件转下年办理。
        尚有4件未办结。
        自然人5件，法人或其他组织2件。
        商业企业1件，法律服务机构1件。
        收到自然人申请3件、商业企业申请1件。
        办理结果：予以公开4件，部分公开1件。
        不予公开2件，无法提供1件。
        不予公开1件，无法提供3件。
        无法提供1件，不予处理1件。
        其他处理1件。
        无结转下年度继续办理的申请。
        一件申请也没有收到。
     """),
    ("案件", "", """
        行政复议4件。
        行政复议3件，维持1件。
        行政复议3件，均维持。
        行政诉讼2件。
        行政诉讼3件，其中直接起诉2件。
        行政诉讼3件，其中维持3件。
        行政诉讼3件，纠正1件。
        引发行政诉讼3件，均获维持。
        被申请行政复议2件。
        被提起行政诉讼4起。
        尚未审结4件。
        未发生行政复议、行政诉讼。
        无因政府信息公开引发的行政复议和行政诉讼案件。
        未发生因政府信息公开工作而引发的行政复议、行政诉讼案件。
        没有因政府信息公开申请行政复议或者提起行政诉讼的情况。
        全年无一起行政复议。
        全年没有一件行政诉讼。
        政府信息公开行政复议零起。
        行政复议、行政诉讼均为0件。
     """),
)  # fmt: skip


def sentences(told: Told) -> Iterator[tuple[str, str, str]]:
    for section, agency, lines in told:
        for line in filter(None, map(str.strip, lines.split("\n"))):
            yield SECTIONS[section], agency or "示例市示例局", line


def codes(folder: Path, section: str, agency: str, text: str) -> set[str]:
    found = findings_of(folder, 2025, {section: text}, FIGURES, 机关=agency, 署名=agency)
    return {finding.code for finding in found}


def test_there_are_many_ways_of_speaking() -> None:
    assert len(list(sentences(SILENT))) >= 86
    assert len(list(sentences(WRONG))) >= 82


@pytest.mark.parametrize(("section", "agency", "text"), tuple(sentences(SILENT)))
def test_what_is_right_or_of_something_else_is_silent(
    tmp_path: Path, section: str, agency: str, text: str
) -> None:
    wanted = {*COMPARED, "breakdown-sum", "wrong-percentage", "repeated-figure"}
    assert not wanted & codes(tmp_path, section, agency, text)


@pytest.mark.parametrize(("section", "agency", "text"), tuple(sentences(WRONG)))
def test_what_the_table_has_not_is_found(
    tmp_path: Path, section: str, agency: str, text: str
) -> None:
    assert COMPARED & codes(tmp_path, section, agency, text)


def spaced(text: str) -> str:
    return re.sub(r"[0-9]+", r" \g<0> ", text)


def unseen(text: str) -> str:
    return re.sub("[0-9]", "\\g<0>\u200b", text)


def wide(text: str) -> str:
    return text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def as_it_is(text: str) -> str:
    return text


def other_line_ends(text: str) -> str:
    return text.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("typed", "saved"),
    [(spaced, as_it_is), (unseen, as_it_is), (wide, as_it_is), (as_it_is, other_line_ends)],
)
def test_how_it_is_typed_changes_nothing(
    tmp_path: Path, typed: Callable[[str], str], saved: Callable[[str], str]
) -> None:
    path = tmp_path / "2025.yaml"
    plain = [each for each in (*sentences(SILENT), *sentences(WRONG)) if "{{" not in each[2]]
    assert len(plain) > 160
    for section, agency, text in plain:
        found = []
        for dress, save in ((as_it_is, as_it_is), (typed, saved)):
            written = data_file(2025, {section: dress(text)}, FIGURES, 机关=agency, 署名=agency)
            path.write_bytes(save(written).encode())
            findings = examine(WORKSPACE, path, 2025).findings
            found.append([(f.code, f.subject) for f in findings if f.code in COMPARED])
        assert found[0] == found[1], text

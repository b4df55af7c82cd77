"""The real report of 2017: what was published is what comes out, word for word."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from conftest import ROOT, WORKSPACE, Run, year_2017_edition

from nianbao.examine import examine
from nianbao.findings.finding import Severity
from nianbao.form import Indicator, Rule

SEED = (ROOT / "tests/seed/2017-市规划局.txt").read_text(encoding="utf-8")


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def seed_paragraphs() -> list[str]:
    """The paragraphs of the published report without residue of the extraction."""
    before, table = SEED.split("\n\t统", 1)
    after = table.rsplit("\n\n", 1)[1]
    lines = [line.replace("[bookmark: _GoBack]", "") for line in f"{before}\n{after}".splitlines()]
    return [squeeze(line) for line in lines if squeeze(line)]


def seed_rows() -> list[tuple[str, ...]]:
    """The rows of the published table: label, unit, value."""
    table = "\t统" + SEED.split("\n\t统", 1)[1].rsplit("\n\n", 1)[0]
    cells = [squeeze(cell) for row in re.split(r"\n\n\t", table) for cell in row.split("\n\t")]
    return [tuple(cells[i : i + 3]) for i in range(3, len(cells) - 2, 3)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The two files of a fresh build."""
    import build

    out = tmp_path_factory.mktemp("reports")
    assert build.main(["report", "2017", "--out", str(out)]) == 0
    (word,), (text,) = out.glob("2017/*.docx"), out.glob("2017/*.txt")
    return word, text


def in_order(expected: list[str], actual: list[str]) -> list[str]:
    """The expected texts that do not come in their turn."""
    rest = iter(actual)
    return [text for text in expected if text not in rest]


def test_the_seed_is_understood() -> None:
    assert len(seed_rows()) == 65
    assert seed_rows()[1] == (
        "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "2270",
    )  # fmt: skip
    assert seed_paragraphs()[0] == "市规划局2017年度政府信息公开工作年度报告"
    assert seed_paragraphs()[-1] == "2018年1月15日"
    assert len(seed_paragraphs()) == 29


def test_the_word_report_says_what_was_published(built: tuple[Path, Path]) -> None:
    document = docx.Document(str(built[0]))  # python-docx: a reader that is not ours
    paragraphs = [squeeze(paragraph.text) for paragraph in document.paragraphs]
    assert in_order(seed_paragraphs(), paragraphs) == []
    assert len(seed_paragraphs()) == len(paragraphs)
    (table,) = document.tables
    rows = [tuple(squeeze(cell.text) for cell in row.cells) for row in table.rows]
    assert rows[0] == ("统计指标", "单位", "统计数")
    assert rows[1:] == seed_rows()


def test_the_text_report_says_what_was_published(built: tuple[Path, Path]) -> None:
    lines = [squeeze(line) for line in built[1].read_text(encoding="utf-8").splitlines()]
    assert in_order(seed_paragraphs(), lines) == []
    rows = ["".join((figure, unit, label)) for label, unit, figure in seed_rows() if figure]
    assert len(rows) > 50
    assert in_order(rows, lines) == []


def test_the_committed_reports_are_fresh(built: tuple[Path, Path]) -> None:
    for path in built:
        committed = ROOT / "reports/2017" / path.name
        assert committed.read_bytes() == path.read_bytes(), "run make report YEAR=2017 and commit"


def test_the_data_has_no_errors_and_true_warnings() -> None:
    findings = year_2017_edition().findings
    assert Severity.ERROR not in {finding.severity for finding in findings}
    assert ("slash-beside-zero", 83) in [(f.code, f.span.line) for f in findings]


def test_the_data_with_its_slips_mended_has_no_findings(tmp_path: Path) -> None:
    """What the checks found is mended, by machine and by hand; nothing else is said then."""
    assert len(year_2017_edition().findings) > 40
    path = tmp_path / "2017.yaml"
    path.write_bytes((ROOT / "tests/golden/2017-mended.yaml").read_bytes())
    assert examine(WORKSPACE, path, 2017).findings == ()


def test_a_figure_is_typed_once(year_2017: str) -> None:
    narrative = year_2017.split("\n统计表:", maxsplit=1)[0]
    assert not re.findall(r"2270|2116|239|220|118|(?<!\d)75(?!\d)", narrative)


FIGURE_LINE = re.compile(r"^ {2,4}[^\s#].*?: (\d+|/)(?= *(?:#|$))", re.MULTILINE)


def figure_lines(text: str) -> list[re.Match[str]]:
    start = text.index("\n统计表:")
    return [match for match in FIGURE_LINE.finditer(text) if match.start() > start]


def rows_of(rule: Rule) -> set[Indicator]:
    return {cell.indicator for binding in rule.bindings for cell in binding.cells.values()}


def test_each_figure_that_breaks_a_hard_rule_is_found_at_its_rule(
    year_2017: str, tmp_path: Path
) -> None:
    """Change each of the 58 values by one: a rule that covers it must say so, at a figure of it."""
    matches = figure_lines(year_2017)
    assert len(matches) == 58
    report = year_2017_edition().report
    assert report is not None
    form = report.form
    covered = found = 0
    path = tmp_path / "2017.yaml"
    for match, indicator in zip(matches, form.values, strict=True):
        old = match[1]
        new = "1" if old == "/" else str(int(old) + 1)
        path.write_text(
            year_2017[: match.start(1)] + new + year_2017[match.end(1) :], encoding="utf-8"
        )
        sums = [
            rule
            for rule in form.rules
            if rule.formula.total and indicator in rows_of(rule)
            and rule.severity is Severity.ERROR
        ]  # fmt: skip
        findings = examine(WORKSPACE, path, 2017).findings
        errors = [f for f in findings if f.severity is Severity.ERROR]
        if sums:
            covered += 1
            lines = {
                year_2017.count("\n", 0, m.start(1)) + 1
                for m, other in zip(matches, form.values, strict=True)
                if any(other in rows_of(rule) for rule in sums)
            }
            assert errors, f"{indicator.name} {old} → {new}"
            assert {error.span.line for error in errors} <= lines
            found += 1
        else:
            assert not any(error.code == "sum-mismatch" for error in errors)
    print(f"covered by a sum {covered}, found {found}, of {len(matches)}")
    assert covered == found == 34


def test_a_broken_rule_writes_nothing_and_the_old_report_stays(
    year_2017: str, tmp_path: Path, build: Run
) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    data.mkdir()
    (data / "2017.yaml").write_text(year_2017, encoding="utf-8")
    order = ("report", "2017", "--data", str(data), "--out", str(out))
    assert build(*order).returncode == 0
    before = {path: path.read_bytes() for path in out.rglob("*.*")}
    assert len(before) == 2
    wrong = year_2017.replace("网络申请数: 8", "网络申请数: 9")
    assert wrong != year_2017
    (data / "2017.yaml").write_text(wrong, encoding="utf-8")
    refused = build(*order)
    assert refused.returncode == 1
    assert "sum-mismatch" in refused.stdout
    assert {path: path.read_bytes() for path in out.rglob("*.*")} == before


def test_a_total_may_be_left_out(year_2017: str, tmp_path: Path) -> None:
    path = tmp_path / "2017.yaml"
    path.write_text(re.sub(r"    收到申请数: 239.*\n", "", year_2017), encoding="utf-8")
    report = examine(WORKSPACE, path, 2017).report
    assert report is not None
    (cell,) = report.form.find("收到申请数")
    figure = report.figures[cell]
    assert (figure.text, figure.computed) == ("239", True)

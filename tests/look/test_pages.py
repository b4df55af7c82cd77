"""The real report and its signature on the page: pictures, positions, and what LibreOffice saves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT, WORKSPACE
from PIL import Image, ImageChops, ImageFilter, ImageStat

from look.measure import (
    Line,
    Page,
    all_errors,
    pages,
    pictures,
    render,
    saved_by_libreoffice,
)
from nianbao.examine import examine
from nianbao.outputs import render as rendered
from nianbao.outputs.word.comparison import compare_document
from nianbao.outputs.word.inspection import inspect_document
from nianbao.view import View, build_view

pytestmark = pytest.mark.look

REFERENCE = Path(__file__).with_name("pages")
DPI = 50
DIFFERENCE, SHARE = 1.0, 0.005  # of 255 grey levels on average; of pixels that differ clearly
CLEARLY = 48  # grey levels
TEXT_RIGHT, CHARACTER, LINE = 184.0, 156 / 28, 225 / 22  # mm
NEAR = 1.0
Note = Callable[[str], None]

SIGNERS = {"short": "某局", "equal": "温州市规划局", "long": "温州市自然资源和规划局某某新区分局"}
OPTIONS = """\
文号: 温规发〔2018〕1号
联系方式: 本机关地址：温州市鹿城区某某路1号，邮政编码：325000，电话：0577—88888888。
填报: {填报单位: 温州市规划局, 单位负责人: 张三, 审核人: 李四, 填报人: 王五, \
联系电话: 0577-88888888, 填报日期: 2018年1月15日}
"""


@dataclass(frozen=True)
class Report:
    """A report of these tests: what it must say, as a Word file and as PDF."""

    view: View
    docx: bytes
    pdf: Path

    @property
    def pages(self) -> list[Page]:
        """The pages as printed."""
        return pages(self.pdf)


def variants() -> Iterator[tuple[str, str]]:
    """The data of the real report, and of some that differ in their signature and options."""
    real = (ROOT / "data/2017.yaml").read_text(encoding="utf-8")
    yield "real", real
    yield "all-options", f"{OPTIONS}盖章: 是\n{real}"
    for name, signer in SIGNERS.items():
        signed = real.replace("署名: 温州市规划局", f"署名: {signer}")
        assert name == "equal" or signed != real
        yield f"{name}-unsealed", signed
        yield f"{name}-sealed", f"盖章: 是\n{signed}"


@pytest.fixture(scope="session")
def reports(fonts: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    folder = tmp_path_factory.mktemp("pages")
    built: dict[str, tuple[View, bytes]] = {}
    for name, data in variants():
        source = folder / f"{name}.yaml"
        source.write_text(data, encoding="utf-8")
        edition = examine(WORKSPACE, source, 2017)
        assert edition.sound, edition.findings
        assert edition.report
        assert edition.narrative
        view = build_view(edition.report, edition.narrative)
        files, findings = rendered(WORKSPACE, view, edition.report.form, ["docx"])
        assert findings == []
        built[name] = view, files["docx"]
    printed = render({name: docx for name, (_, docx) in built.items()}, folder, fonts)
    return {name: Report(view, docx, printed[name]) for name, (view, docx) in built.items()}


# ── pictures ────────────────────────────────────────────────────────────────────────────────────


def test_each_page_of_the_real_report_looks_like_its_picture(
    reports: dict[str, Report], update: bool, note: Note, tmp_path: Path
) -> None:
    """With --update, the pictures are taken anew; look at them before they are committed."""
    shown = pictures(reports["real"].pdf, DPI)
    known = sorted(REFERENCE.glob("2017-*.png"))
    if update:
        REFERENCE.mkdir(exist_ok=True)
        for path in known:
            path.unlink()
        for number, picture in enumerate(shown, 1):
            few = picture.quantize(16)  # 16 greys make the files half as large
            few.save(REFERENCE / f"2017-{number}.png", optimize=True)
        return
    assert len(known) == len(shown) > 0
    for number, (path, picture) in enumerate(zip(known, shown, strict=True), 1):
        with Image.open(path) as reference:
            assert reference.size == picture.size
            difference, share = apart(reference, picture)
        note(f"page {number}: differs by {difference:.3f} of 255 on average, {share:.3%} clearly")
        if difference > DIFFERENCE or share > SHARE:
            picture.save(tmp_path / path.name)
            pytest.fail(
                f"page {number} looks different: see {tmp_path / path.name}; --update takes it"
            )


def apart(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """How far two pages are apart: grey levels on average, and the share that differs clearly.

    A slight blur first, so that a glyph's edge that is drawn otherwise does not count.
    """
    soft = [picture.convert("L").filter(ImageFilter.GaussianBlur(1)) for picture in (one, other)]
    difference = ImageChops.difference(*soft)
    clear = difference.point(lambda grey: 255 if grey > CLEARLY else 0)
    return ImageStat.Stat(difference).mean[0], ImageStat.Stat(clear).mean[0] / 255


@pytest.mark.parametrize("change", ["a line lower", "a word gone", "bolder"])
def test_a_page_that_changed_is_seen(reports: dict[str, Report], change: str) -> None:
    """A guard proves that it guards."""
    picture = pictures(reports["real"].pdf, DPI)[1]
    other = picture.copy()
    if change == "a line lower":
        other = ImageChops.offset(picture, 0, round(LINE / 25.4 * DPI))
    elif change == "a word gone":
        other.paste(255, (60, 180, 360, 196))
    else:
        other = picture.filter(ImageFilter.MinFilter(3))
    difference, share = apart(picture, other)
    assert difference > DIFFERENCE or share > SHARE


@pytest.mark.parametrize("name", ["real", "all-options"])
def test_no_page_ends_with_a_heading(reports: dict[str, Report], name: str) -> None:
    report = reports[name]
    headings = {
        paragraph.文 for group in report.view.正文 for paragraph in group if paragraph.类 != "段落"
    }
    rows = report.view.表[0].行
    headings |= {row.标签 + row.单位 for row in rows if not row.数值}
    headings |= {row.标签 for row in rows}  # the label of a row whose note is on the next line
    assert len(headings) > 20
    for page in report.pages:
        assert page.lines[-1].text not in headings


# ── signature: GB/T 9704-2012 7.3.5 ─────────────────────────────────────────────────────────────


def signature(report: Report) -> tuple[Line, Line, Line]:
    """The last line before the signature, the signer, the date."""
    *_, page = report.pages
    before, signer, date = page.lines[-3:]
    assert signer.text == report.view.落款.署名
    assert date.text == "2018年1月15日"
    return before, signer, date


@pytest.mark.parametrize("name", SIGNERS)
def test_an_unsealed_signature_stands_as_7_3_5_2_says(
    reports: dict[str, Report], note: Note, name: str
) -> None:
    """The longer of both is two characters in; the date begins two characters after the signer."""
    _, signer, date = signature(reports[f"{name}-unsealed"])
    inset = TEXT_RIGHT - max(signer.right, date.right)
    later = date.left - signer.left
    note(f"unsealed, {name} signer: {inset:.2f} in, date {later:.2f} after the signer's beginning")
    assert inset == pytest.approx(2 * CHARACTER, abs=NEAR)
    assert later == pytest.approx(2 * CHARACTER, abs=NEAR)


@pytest.mark.parametrize("name", SIGNERS)
def test_a_sealed_signature_stands_as_7_3_5_1_says(
    reports: dict[str, Report], note: Note, name: str
) -> None:
    """The date is four characters in, the signer centred over it; a long one ends at the margin."""
    _, signer, date = signature(reports[f"{name}-sealed"])
    inset = TEXT_RIGHT - date.right
    off = (signer.left + signer.right) / 2 - (date.left + date.right) / 2
    note(f"sealed, {name} signer: date {inset:.2f} in, signer's middle {off:+.2f} from the date's")
    assert inset == pytest.approx(4 * CHARACTER, abs=NEAR)
    if signer.right < TEXT_RIGHT - NEAR:
        assert off == pytest.approx(0, abs=NEAR)
    assert signer.right < TEXT_RIGHT + NEAR


@pytest.mark.parametrize("name", ["real", "all-options", "long-unsealed", "short-sealed"])
def test_a_blank_line_stands_before_the_signature(reports: dict[str, Report], name: str) -> None:
    before, signer, date = signature(reports[name])
    assert date.words[0].middle - signer.words[0].middle == pytest.approx(LINE, abs=0.5)
    if before.words[0].text != "（三）接受培训人员数":  # a row of the table has another height
        gap = signer.words[0].middle - before.words[0].middle
        assert gap == pytest.approx(2 * LINE, abs=0.5)


# ── opened and saved again ──────────────────────────────────────────────────────────────────────


def test_what_libreoffice_saves_again_says_the_same(
    reports: dict[str, Report], tmp_path: Path, cache: Path
) -> None:
    assert cache
    names = ["real", "all-options"]
    saved = saved_by_libreoffice({name: reports[name].docx for name in names}, tmp_path)
    for name in names:
        assert saved[name] != reports[name].docx
        assert compare_document(f"{name}.docx", saved[name], reports[name].view) == []
        assert inspect_document(f"{name}.docx", saved[name]) == []  # and no false alarms


# ── validators ──────────────────────────────────────────────────────────────────────────────────


def test_three_validators_find_nothing_in_reports_as_built(
    reports: dict[str, Report], cache: Path, tmp_path: Path, note: Note
) -> None:
    found = all_errors(
        {name: report.docx for name, report in reports.items()}, cache / "node_modules", tmp_path
    )
    for name, report in reports.items():
        found[name] += [str(finding) for finding in inspect_document(name, report.docx)]
    note(f"validators: {len(found)} reports as built, {sum(map(len, found.values()))} errors")
    assert found == {name: [] for name in reports}

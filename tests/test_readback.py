"""What was written is read back: the short way says what the whole tree says, or leaves it to that."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, sample_made
from docx_parts import Change, both, replaced

from nianbao.outputs import templated
from nianbao.outputs.readback import NotPlainError
from nianbao.outputs.web.body import read_body
from nianbao.outputs.web.lenient import read_page
from nianbao.outputs.word.document import read_document
from nianbao.outputs.word.printed import read_printed
from nianbao.outputs.word.xmlpart import W

WORDS = sorted((ROOT / "reports").rglob("*.docx"))
PAGES = [path for path in sorted((ROOT / "reports").rglob("*.html")) if "片段" not in path.name]
(WORD,) = (ROOT / "reports/示例局/2025").glob("*.docx")
(PAGE,) = (path for path in PAGES if path.parts[-3:-1] == ("示例局", "2025"))


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.parent.name)
def test_a_word_file_reads_as_its_tree_does(path: Path) -> None:
    read = read_printed(path.read_bytes())
    assert read == read_document(path.read_bytes())
    assert len(read.paragraphs) > 15
    assert len(read.rows) > 40


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_a_page_reads_as_its_tree_does(path: Path) -> None:
    read = read_body(path.read_text("utf-8"))
    assert read == read_page(path.read_text("utf-8"))
    assert len(read.texts) > 15
    assert len(read.rows) > 30


PLAIN: dict[str, Change] = {
    "characters by their numbers": replaced("2025年", "&#50;&#x30;2&#53;年", count=3),
    "characters by their names": replaced("2025年", "&lt;2025&gt;&amp;&quot;&apos;年", count=3),
    "attributes": replaced("<w:p>", '<w:p w:rsidR="00A1">', count=9),
    "two paragraphs in a cell": replaced(
        "</w:p></w:tc>", "</w:p><w:p><w:r><w:t>二</w:t></w:r></w:p></w:tc>", count=3
    ),
    "empty texts": replaced("<w:br/>", '<w:t/><w:t xml:space="preserve"/><w:br/>'),
    "no cell that is not merged": replaced("<w:tcPr>", "<w:tcPr><w:vMerge/>", count=999),
    "some cells merged": replaced("<w:tcPr>", "<w:tcPr><w:vMerge/>", count=60),
    "a word deleted": replaced("<w:br/>", "<w:delText>删</w:delText><w:br/>"),
    "a bracket in an attribute": replaced("<w:pPr>", '<w:pPr w:a="&gt;>"/><w:pPr>', count=2),
    "texts outside of paragraphs": replaced("<w:body>", "<w:body><w:t>无</w:t>"),
}
BOX = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
INNER = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc>"
NOT_PLAIN: dict[str, Change] = {
    "a comment": replaced("<w:p>", "<!-- <w:t>x</w:t> --><w:p>"),
    "an instruction": replaced("<w:p>", "<?x <w:t>y</w:t>?><w:p>"),
    "letters as they are": replaced("2025年", "<![CDATA[2025]]>年"),
    "a box": replaced("</w:p>", BOX),
    "a table in a table": replaced("</w:tc>", INNER),
    "a control": both(
        replaced("<w:body>", "<w:body><w:sdt><w:sdtContent>"),
        replaced("<w:tbl>", "</w:sdtContent></w:sdt><w:tbl>"),
    ),
    "another prefix": both(
        replaced("<w:", "<x:", count=9999), replaced("</w:", "</x:", count=9999),
        replaced("xmlns:w=", "xmlns:x="), replaced(" w:", " x:", count=9999),
    ),
    "a second prefix": replaced("<w:body>", f'<w:body xmlns:v="{W[1:-1]}">'),
    "a prefix bound further on": replaced("<w:p>", '<w:p xmlns:v="urn:v">'),
    "a choice": replaced("<w:body>", '<w:body><mc:Choice xmlns:mc="urn:mc"/>'),
    "an empty paragraph in short": replaced("<w:p>", "<w:p/><w:p>"),
    "a carriage return": replaced("2025年", "2025\r\n年"),
    "a bracket in a text": replaced("2025年", "2025>年"),
    "a bracket in a text's attribute": replaced("<w:t xml:space", '<w:t w:a=">" xml:space'),
    "something in a text": replaced("2025年", "2025<w:x/>年"),
    "a paragraph in a paragraph": replaced("</w:p>", "<w:p></w:p></w:p>"),
    "a row that is not in a table": replaced("<w:body>", "<w:body><w:tr></w:tr>"),
    "another encoding": replaced('encoding="UTF-8"', 'encoding="utf-8"'),
}  # fmt: skip


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_word_file_is_read_the_short_way(name: str) -> None:
    data = PLAIN[name](WORD.read_bytes())
    assert read_printed(data) == read_document(data)


@pytest.mark.parametrize("name", NOT_PLAIN)
def test_a_word_file_that_is_not_plain_is_left_to_the_tree(name: str) -> None:
    data = NOT_PLAIN[name](WORD.read_bytes())
    with pytest.raises(NotPlainError):
        read_printed(data)
    assert len(read_document(data).rows) > 30


@pytest.mark.parametrize("cut", ["</w:p>", "</w:tc>", "</w:body>", "<w:tr>"])
def test_a_word_file_that_is_not_whole_is_told(cut: str) -> None:
    data = replaced(cut, "")(WORD.read_bytes())
    (told,) = templated()["docx"].differences(sample_made(2025)[0], data)
    assert re.fullmatch(r"生成的部件不是完好的 XML（第 \d+ 行第 \d+ 列）", told)


STRICT = {
    "a paragraph that is not closed": ("</p>", ""),
    "a paragraph in a paragraph": ("<p>", "<p><p></p>"),
    "a table in a paragraph": ("<table>", "<p><table></table></p><table>"),
    "words where a browser moves them": ("<tbody>", "<tbody>外"),
    "rows without a body": ("<tbody>", "<tr><td>1</td></tr><tbody>"),
    "an element closed in short": ("<p>", "<div/><p>"),
    "an element of another kind": ("<p>", "<pre></pre><p>"),
    "large letters": ("<p>", "<P></P><p>"),
    "a comment": ("<p>", "<!-- <p>x</p> --><p>"),
    "a blank by its name": ("<p>", "<p>&nbsp;"),
    "a line break": ("<p>", "<p><br>"),
    "a script": ("</head>", "<script>'<p>'</script></head>"),
    "a style that is not closed": ("</style>", ""),
    "a paragraph behind the body": ("</html>", "<p>后</p></html>"),
    "a paragraph before the body": ("<body>", "<p>前</p><body>"),
}


@pytest.mark.parametrize("name", STRICT)
def test_a_page_that_is_not_plain_is_left_to_the_tree(name: str) -> None:
    page = PAGE.read_text("utf-8")
    assert STRICT[name][0] in page
    with pytest.raises(NotPlainError):
        read_body(page.replace(*STRICT[name], 1))


def test_a_report_of_templates_that_are_kept_takes_no_tree(tmp_path: Path) -> None:
    order = ["report", "2017", "--format", "docx,txt,html", "--out", str(tmp_path)]
    program = f"import sys; sys.modules['lxml'] = None; import build; sys.exit(build.main({order}))"
    subprocess.run([sys.executable, "build.py", *order], cwd=ROOT, check=True, capture_output=True)
    made = {path.name: path.read_bytes() for path in tmp_path.rglob("*.*")}
    assert len(made) == 3
    for _ in range(2):  # over files that are there, and where none is
        ran = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False
        )
        assert ran.returncode == 0, ran.stderr.decode()
        assert {path.name: path.read_bytes() for path in tmp_path.rglob("*.*")} == made
        shutil.rmtree(tmp_path / "2017")

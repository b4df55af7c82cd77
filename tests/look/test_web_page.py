"""The web page in Chromium: axe finds nothing against WCAG 2.2 AA, nothing is wider than the window."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run

pytestmark = pytest.mark.look

YEARS = {"2014": 2018, "2019": 2020, "2021": 2025}
WIDTHS = (1280, 500)  # of a window; a headless one is not narrower, and a frame of 320 is put in it
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PROBE = """
<script>%s</script>
<script>
axe.run(document, {runOnly: %s}).then(function (result) {
  document.body.setAttribute("data-wide", document.documentElement.scrollWidth - window.innerWidth);
  document.body.setAttribute("data-passes", result.passes.length);
  document.body.setAttribute("data-axe", JSON.stringify(result.violations.map(function (each) {
    return each.id + ": " + each.nodes[0].html.slice(0, 160);
  })));
});
</script></body>
"""


def looked_at(page: str, cache: Path, tmp_path: Path, width: int) -> dict[str, Any]:
    """What axe and the window say of a page."""
    axe = (cache / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    path = tmp_path / "page.html"
    path.write_text(
        page.replace("</body>", PROBE % (axe.replace("</script", "<\\/script"), json.dumps(TAGS))),
        encoding="utf-8",
    )
    order = [
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--window-size={width},900",
        f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=20000", "--dump-dom",
        path.as_uri(),
    ]  # fmt: skip
    dom = subprocess.run(order, capture_output=True, text=True, check=True, timeout=120).stdout
    body = re.search(r"<body[^>]*>", dom)
    assert body
    found = dict(re.findall(r'(data-\w+)="([^"]*)"', body[0]))
    assert "data-axe" in found, dom[:500]
    return {
        "violations": json.loads(found["data-axe"].replace("&quot;", '"')),
        "passes": int(found["data-passes"]),
        "wide": int(found["data-wide"]),
    }


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_a_page_and_its_fragment_have_no_violation(
    year: int, width: int, cache: Path, build: Run, tmp_path: Path
) -> None:
    order = ["--agency", "示例局", "--out", str(tmp_path / "o"), "--format", "html,片段.html"]
    assert build("report", str(year), "--data", str(ROOT / "data"), *order).returncode == 0
    part, page = sorted((tmp_path / "o").rglob("*.html"), key=lambda path: "片段" not in path.name)
    texts = {
        "page": page.read_text(encoding="utf-8"),
        "fragment": (
            '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>栏目</title></head>'
            f"<body><main>{part.read_text(encoding='utf-8')}</main></body></html>"
        ),
    }
    for name, text in texts.items():
        found = looked_at(text, cache, tmp_path, width)
        assert found["violations"] == [], name
        assert found["passes"] > 15
        assert found["wide"] <= 0 or name == "fragment", "a wide table scrolls in its own box"


def test_a_page_without_a_language_is_found(cache: Path, tmp_path: Path) -> None:
    """The guard proves that it guards."""
    page = "<!DOCTYPE html><html><head><title>x</title></head><body><img src='x'></body></html>"
    found = looked_at(page, cache, tmp_path, 1280)["violations"]
    assert {each.partition(":")[0] for each in found} >= {"html-has-lang", "image-alt"}

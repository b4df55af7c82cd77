"""A menu for who has no terminal (菜单): begin, check, write, preview, open the folder.

年报.bat and 年报.sh start it; it prepares the environment where that is not there or broken, and
then runs the same commands as everybody.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import webbrowser
from datetime import date
from pathlib import Path

from prepare import ROOT, is_whole, prepare, python

DATA, REPORTS = ROOT / "data", ROOT / "reports"
TITLE = """
年报：政府信息公开工作年度报告
  1  起草一年的数据文件
  2  检查
  3  写年报（Word、纯文本、网页）
  4  预览网页
  5  打开文件夹
  0  退出"""


def main() -> int:
    """Ask until it is enough."""
    if not is_whole() and prepare():
        _ask("按回车退出")
        return 1
    asked = {"1": begin, "2": check, "3": report, "4": preview, "5": folder}
    while True:
        print(TITLE)
        choice = _ask("选哪一项，打数字，按回车：")
        if choice in {"0", "", "q"}:
            return 0
        if choice in asked:
            asked[choice]()
        else:
            print(f"没有“{choice[:20]}”这一项")


def begin() -> None:
    """Begin a year, and open its file."""
    year, agency = _year(), _agency(new=True)
    if year and not _run("new", year, agency):
        _open(DATA / agency / f"{year}.yaml")


def check() -> None:
    """Check a year."""
    if year := _year():
        _run("check", year, _agency())


def report() -> None:
    """Write a year's report, and open its folder."""
    if year := _year():
        agency = _agency()
        if not _run("report", year, agency, "--format", "docx,txt,html"):
            _open(REPORTS / agency / year)


def preview() -> None:
    """Show the page that would be published."""
    if not (year := _year()):
        return
    agency = _agency()
    if (ROOT / "nianbao" / "cli" / "preview.py").is_file():
        _run("preview", year, agency)
    elif not _run("report", year, agency, "--format", "docx,txt,html"):
        for page in sorted((REPORTS / agency / year).glob("*年度报告.html")):
            webbrowser.open(page.as_uri())


def folder() -> None:
    """Open the folder of the data and the reports."""
    _open(ROOT)


def _run(command: str, year: str, agency: str, *more: str) -> int:
    chosen = ["--agency", agency] if agency else []
    order = [str(python()), str(ROOT / "build.py"), command, year, *chosen, *more]
    return subprocess.run(order, cwd=ROOT, check=False).returncode


def _year() -> str:
    usual = str(date.today().year - 1)
    year = _ask(f"哪一年的（回车就是 {usual} 年）：") or usual
    if re.fullmatch("[0-9]{4}", year):
        return year
    print(f"年份应当是四位数字，如 2025，现在是“{year[:20]}”")
    return ""


def _agency(*, new: bool = False) -> str:
    there = sorted({path.parent.name for path in DATA.glob("*/[0-9][0-9][0-9][0-9].yaml")})
    hint = f"现有：{'、'.join(there)}；" if there else ""
    also = "，没有的新开一个" if new else ""
    name = _ask(f"机关文件夹（{hint}打名字{also}，回车就是直接放在 data 里的）：")
    if name in {".", ".."} or re.search(r'[\\/:*?"<>|]', name):
        print(f"“{name[:20]}”不能用作文件夹名")
        return _agency(new=new)
    return name


def _open(path: Path) -> None:
    if os.name == "nt":
        os.startfile(path)  # type: ignore[attr-defined]  # noqa: S606  the user's own file
        return
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    try:
        subprocess.run([opener, str(path)], capture_output=True, check=False)
    except OSError:
        print(f"在文件管理器里打开 {path}")


def _ask(words: str) -> str:
    try:
        return input(words).strip()
    except (EOFError, KeyboardInterrupt):
        print()
        return ""


if __name__ == "__main__":
    sys.exit(main())

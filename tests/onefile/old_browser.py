"""The page in a browser of 2020: what it says when it is opened, and of the sample's last year.

    python tests/onefile/old_browser.py PAGE.html

An old browser is got as PyQtWebEngine 5.15 (Chromium 87), into an environment of its own. It is not part
of the tests: they run in today's Chromium.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

os.environ |= {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_QUICK_BACKEND": "software",
    "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --disable-gpu",
}

from PyQt5.QtCore import QEventLoop, QTimer, QUrl
from PyQt5.QtWebEngineWidgets import QWebEngineView
from PyQt5.QtWidgets import QApplication

PATIENCE = 60.0  # seconds
CLICK = "[...document.querySelectorAll('button')].filter((b) => b.textContent.trim() === '{}').pop().click()"


class Old:
    """A page that is asked in JavaScript."""

    def __init__(self, path: Path) -> None:
        self.app = QApplication(sys.argv)
        self.view = QWebEngineView()  # a page that is not seen draws no frame, and closes no dialog
        self.view.show()
        self.page = self.view.page()
        self.page.load(QUrl.fromLocalFile(str(path.absolute())))

    def ask(self, script: str) -> Any:
        """Return the value of a script."""
        loop = QEventLoop()
        found: list[Any] = []

        def take(value: Any) -> None:
            found.append(value)
            loop.quit()

        self.page.runJavaScript(script, take)
        QTimer.singleShot(5000, loop.quit)
        loop.exec_()
        return found[0] if found else None

    def wait(self, script: str) -> Any:
        """Return the value of a script once it has one; what the page says where it never has."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if value := self.ask(script):
                return value
            pause = QEventLoop()
            QTimer.singleShot(200, pause.quit)
            pause.exec_()
        return self.ask("document.body.innerText.slice(0, 500)")


def main(path: Path) -> None:
    """Print what the page says."""
    old = Old(path)
    print(old.ask("navigator.userAgent"))
    said = "(document.getElementById('old') || document.getElementById('state')).textContent"
    print(first := old.wait(f"/准备好|打不开|没有成功/.test({said}) && {said}"))
    if "准备好" not in first:
        return
    old.ask(CLICK.format("开始…"))
    old.ask(CLICK.format("试试示例"))
    print(old.wait(f"/毫秒/.test({said}) && {said}"))
    for tab, name in (("page", "网页"), ("compare", "比较"), ("trend", "历年"), ("glance", "图解")):
        old.ask(f"document.getElementById('tab-{tab}').click()")
        heading = f"document.querySelector('#{tab} iframe').contentDocument.querySelector('h1').textContent"
        print(
            name,
            old.wait(f"(() => {{ try {{ return {heading}; }} catch (e) {{ return ''; }} }})()"),
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))

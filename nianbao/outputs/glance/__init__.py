"""The year's figures at a glance (图解): a page of charts beside the statutory report, for Word and the web.

What it shows is data of the form. In reading order:

    drawing      an output that is drawn, without a template of its own
    onepage      the page in Word, with charts that can be edited
    glance_page  the page for a browser
"""

from __future__ import annotations

from nianbao.outputs.glance.drawing import Drawing
from nianbao.view import View


def _onepage(view: View, template: bytes) -> bytes:
    from nianbao.outputs.glance.onepage import onepage

    return onepage(view, template)


def _onepage_differences(view: View, data: bytes) -> list[str]:
    from nianbao.outputs.glance.onepage import onepage_differences

    return onepage_differences(view, data)


def _page(view: View, _: bytes) -> bytes:
    from nianbao.outputs.glance.glance_page import glance_page

    return glance_page(view)


def _page_differences(view: View, data: bytes) -> list[str]:
    from nianbao.outputs.glance.glance_page import glance_page_differences

    return glance_page_differences(view, data)


GLANCE = "图解"  # asks for both
GLANCE_WORD = Drawing("docx", _onepage, _onepage_differences)
GLANCE_PAGE = Drawing("", _page, _page_differences)

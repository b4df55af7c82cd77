"""The templates that come with the code, and were inspected when it was.

Inspecting takes a fraction of a second, which a build saves for these. Each entry is a hash of a
template and its form; it stands here, in the code, for whoever can write the code need not bother
with a template. A template or form that somebody edits is no longer in the list, and is inspected.
`pytest --update tests/test_outputs.py` writes the list, once each template has passed.
"""

from __future__ import annotations

import hashlib

from nianbao.form import Form

SHIPPED: frozenset[str] = frozenset(
    {
        "32492c9afbffabf3094d39781fbed25778e546fc1fbf2b1a442697753d3f333c",  # 2014/report.docx
        "931dd6c9bd765679a981fbfee64560e8629c34832f7a11395bca432f30376216",  # 2014/report.txt
        "fc5dfd8d512da616d95c7471ab90912af6ccf9467719cf68cbfbef2d44497a36",  # 2019/report.docx
        "b639b609b5fc22f81a86221b124bba55ea85c9e487919b4b024d845636173c1b",  # 2019/report.txt
        "d57e2ecca84cd8ad6a6011b34545b53c08c7a733bb285f400303f785112a3aea",  # 2021/report.docx
        "fb4884f723fd8ae4382b164cf7a1ec61f463d2017b42fe9faf65668291adbff9",  # 2021/report.txt
    }
)


def fingerprint(template: bytes, form: Form) -> str:
    """Return the hash of a template and of the form whose reports it is for."""
    digest = hashlib.sha256(form.source.text.encode("utf-8"))
    digest.update(b"\0" + template)
    return digest.hexdigest()


def is_shipped(template: bytes, form: Form) -> bool:
    """Tell whether a template was inspected with this form when the code was made."""
    return fingerprint(template, form) in SHIPPED

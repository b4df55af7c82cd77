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
        "d80118814722c251ac8e8ea6b227c572472d39f63765fb7767de8b0113f3f564",  # 2014/report.docx
        "1c40f4dfb34be9e226bc5c09503d0aeef3b5002a79143a6435dabbcfbd4dd006",  # 2014/report.txt
        "b4a5d4787ef864102174dc44af51fabc5446942fc2e502c0598dc2cffc37279f",  # 2019/report.docx
        "2ebf9faa7f47fe10617c05a75caaca7cb2104b4df85cf40b1e73b281b6355b80",  # 2019/report.txt
        "44d0fdd6716b15a56a536dfa5b6d952d9807a22719ab7dd253b5fa1f4600cd92",  # 2021/report.docx
        "d8dfbea7c0c9a81154fc46288db7b9baa78059666c4cb2d1ecff89124f8c6081",  # 2021/report.txt
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

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
        "995ee939f98763b52f02353c8b1bfec1f4314ea8acd6dd21479493392eebdb7b",  # 2014/report.docx
        "a3c4e1154ebcd85e21097609b1bd56b1ba221133fae15af4898b84b3724a3dac",  # 2014/report.txt
        "3cfe9ea42185b96957095217830e53abb3a19cecddf1b6074b3d16914ae3a7f4",  # 2014/report.html
        "9613f7eef3230ff6cf77f97842cfd2a195433878196028270a10aaf99ebe63b4",  # 2019/report.docx
        "3f0c4af83e4ec8bce7349147ccd8c4151aa531c054b8ff6cd92249dc6a2171d0",  # 2019/report.txt
        "1b32742fbed556fe13320a3d967e8659586b6a42288bd92cc9cb670f580e6803",  # 2019/report.html
        "483f4fb801aaa25b5050dbeabb43a14574fbe7c9fdd1bc1e43a400b2c333789c",  # 2021/report.docx
        "4f08a7cf34abc76f9c392a22de4bfba5f3476d189708a64d5d997da5ea9324d1",  # 2021/report.txt
        "4b19aebe4f6e17ea8a60b64d751db0dfd4889d1e28c3eebaae8f1251b38602c6",  # 2021/report.html
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

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
        "b5aa0952cbc0ee6be06f300728166a17d0c7764214222fa2f993b774dd4458f5",  # 2014/report.docx
        "ea89632f4582ca3b0ecc19cefec6f164e9c744e66f3ab950d1d68ecf1dbb7f4a",  # 2014/report.txt
        "aa0471fcc731297c4c3105de954de8401d70c5629b04303811b25a4aa8fb2731",  # 2019/report.docx
        "d2dcb1855371bdb0e01fcdc0b34322f035b4b905f958d8352d6a6405545da67c",  # 2019/report.txt
        "49138a068c9eaa1088308375068b13a24ef885e051d0a943620c84add925bde7",  # 2021/report.docx
        "6f2a8ae92dba8554952d2037001a37acb955e231e2060bb602d664cb53eb8d05",  # 2021/report.txt
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

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
        "dc4f3e603c6cb4ecb48b36c05c2a91de9dfea917c8707f1bd32671be775a36ef",  # 2014/report.docx
        "3c3ae6904820d1e72173d69cc430820964f528b814922c403da1cacb33c8c88e",  # 2014/report.txt
        "e704800fcb61750b4337c1d313235761cbfb5ba52d9beaa312820d1b8fc623bb",  # 2019/report.docx
        "85cf7e190c8b21c95a8415f07576b49d4ad11ec1534389d28ef64e146fbcf9ae",  # 2019/report.txt
        "0d1a299f0e32a2136973d7a3df14ba4c1b5b72a868fc150349b52575110fe1c4",  # 2021/report.docx
        "f7a7740749dfb0a9a3b145dc0e715eba0c63455b5c43a2d82894ea525015a241",  # 2021/report.txt
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

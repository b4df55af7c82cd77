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
        "cc2cb09306abf9b8461d7646a95852f5103ad5173963e162b4a4453cb7756877",  # 2019/report.docx
        "45e7efbef3c93115aae5cc95435aeb9dd703198a68aaacfa8d349d4ca3067c5b",  # 2019/report.txt
        "faa1e7d421d5167f13728bb7c94d914e95431acd0c08be2363139680bedcb61d",  # 2019/report.html
        "8a749a26452876e5e81fec5fe7efdebf32b2ba5c4904b23ede2b69db36f3f46f",  # 2021/report.docx
        "78630913b54e9f13f15b28c1dffc577436073dd8cb6122fa588e8db7e5aa675f",  # 2021/report.txt
        "711204d21c8a214799a651414ba652212eb46a2917e606d94d5d4d3a18563597",  # 2021/report.html
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

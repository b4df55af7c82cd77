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
        "d5a3f150c3496344b96b1cb6e16cbd452f74ffaa039fce6180466ebe64fc7ba9",  # 2014/report.docx
        "bfc89056342731ca4b202271c855ef50d78c1daa6e8487cb21e03b893b6af4d9",  # 2014/report.txt
        "5d93ad21eb5e0902fe3d1e192dd824c709df1f40db6286aee6ff47be2c063c80",  # 2014/report.html
        "06f8f792f2f0cd297165103bdab2f518a37b0dc59c00ce26cd41de2b1de9b801",  # 2019/report.docx
        "19368655b68c09d221bb66c78081226a0858363f8dffc0c3f9f84a8836b165db",  # 2019/report.txt
        "95e8546418189098a5494f28d3ebe59949d21654fc12110e3ebc0181ef1ed281",  # 2019/report.html
        "415a00fc7ce0542a85724508f9fbfbaf3b48e129b62c345efc2d0ea5cf64c05f",  # 2021/report.docx
        "dfcf35668428bba91cb518cf18d1ec4052b6788803222f7953903cfe619423c8",  # 2021/report.txt
        "8deb34132a99df8fd76c62bc2ac1fabd5f7db9d82476e741672dedf95ada084a",  # 2021/report.html
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

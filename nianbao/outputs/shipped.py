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
        "6b4d4e9a601703d5af7a4ee6d02557e9dee4a81ba7306cb5bdbd63e82e11d4b3",  # 2014/report.docx
        "1300f0784ec0ed1cde72d7f731fde2a46bb35b76527d90121354982bc1b2f340",  # 2014/report.txt
        "ae9de9db33065d519f817cfb0761156c23f9fd05b8cc8f043993e7c19cfaa77e",  # 2014/report.html
        "0e82087bc436306495915deddbff3310b785dd9d4aea7b9c483176567935e8bd",  # 2019/report.docx
        "9231321eb67c6c534ae27af697641583b721fd4f0002d72733060f9d3d09c060",  # 2019/report.txt
        "3456f2894dd67e0f273c300b1b7a746194cba6251aa35c2202f8de3f025bafca",  # 2019/report.html
        "730d2143ac7e4c6fb46cfd77fbcd7166e25fd1e279b2af18639bf8efc0d23222",  # 2021/report.docx
        "7c452ff5ce4ed81d6b3eec205e1be7d5018fcd90f409945da9bc2625e18899e3",  # 2021/report.txt
        "3d754c4ce1295e112bd86345df6a7159f5531986bff827d1ebb8a3422654f8a4",  # 2021/report.html
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

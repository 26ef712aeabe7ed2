"""Slips of paper with a code each: QR and typed code, six to a sheet, as PDF. Kept nowhere."""

import io
import json
import tempfile
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import segno
import typst
from django.conf import settings

from minping.apps.campaigns.selectors import RoundFacts
from minping.apps.documents.content import clean
from minping.apps.documents.fonts import SANS, SERIF, faces
from minping.apps.register.code_files import closing_day, link
from minping.apps.register.services import NewCode

TEMPLATE = "slips.typ"
HONEST = (
    "选票不记名：选票里没有您的姓名和这个码，领票与投票分在两台服务器上，都不记时间和先后。如实告知：现在这一版，"
    "管理员若同时盯着两台服务器的实时请求，仍可能对上。投出后任何页面都不显示您的选择，截止前可以改投。"
)


def slips_pdf(
    facts: RoundFacts, office: str, phone: str, codes: Sequence[NewCode], scopes: Mapping[str, str]
) -> bytes:
    """The slips in the order given. No name stands on them: within a class it does not matter who gets which.

    ``scopes``: class code → the unit asked about, empty where all units are.
    """
    drawn = faces(None)
    content: dict[str, Any] = {
        "title": clean(facts.title),
        "what": "邀请您参加民主评议，请按您的真实感受填写。",
        "closes": closing_day(facts),
        "how": "手机扫码即可填写，约十分钟，可中断后继续。",
        "address": f"{settings.SITE_URL}/i/",
        "secret": HONEST,
        "office": clean(f"{office}　电话 {phone}" if phone else office),
        "hash": facts.manifest[:20],
        "faces": [SERIF],
        "heads": [SANS],
        "mono": [SANS],
        "slips": [
            {"code": code.typed, "qr": _qr(link(code.long)), "scope": scopes.get(code.class_code, "")}
            for code in codes
        ],
    }
    with tempfile.TemporaryDirectory(prefix="minping-") as name:
        folder = Path(name)
        (folder / TEMPLATE).write_bytes(files(__package__).joinpath(TEMPLATE).read_bytes())
        given = json.dumps(content, ensure_ascii=False).encode()
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=list(drawn.paths)
        )
        compiler = typst.Compiler(root=name, font_paths=fonts, ignore_system_fonts=True, package_path=name)
        made = compiler.compile(input=folder / TEMPLATE, format="pdf", sys_inputs={"given": given.decode()})
    if not isinstance(made, bytes):
        raise TypeError("typst gave no PDF")
    return made


def _qr(text: str) -> str:
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", scale=4, border=1, xmldecl=False)
    return out.getvalue().decode()

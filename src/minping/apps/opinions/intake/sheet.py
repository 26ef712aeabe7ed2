"""Posters with a code for each place, as PDF: whoever scans one writes about that unit."""

import io
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import UUID

import segno
import typst
from django.conf import settings
from django.urls import reverse

from minping.apps.documents.content import clean
from minping.apps.documents.fonts import SANS, SERIF, faces
from minping.apps.opinions.selectors import PointFacts
from minping.apps.units.selectors import OfficeFacts

TEMPLATE = "sheet.typ"


@dataclass(frozen=True)
class Poster:
    """A place with the name of its unit."""

    point: PointFacts
    unit: str


def address_of(point: UUID) -> str:
    """What the code of a place opens."""
    return f"{settings.SITE_URL}{reverse('portal:opinion-point', args=[point])}"


def sheet_pdf(posters: Sequence[Poster], office: OfficeFacts) -> bytes:
    """One A5 poster for each place, two on a sheet of A4, in the order given."""
    drawn = faces(None)
    content: dict[str, Any] = {
        "title": "请您评一评、说一说",
        "english": "Tell us how you were served: scan to write. No account, no name needed.",
        "how": "手机扫码，写下办事中遇到的问题、建议或表扬。不用注册，不用留姓名。提交后凭查询码看办理结果。",
        "honest": "原文只有评议办看到；涉嫌违纪违法的线索直接转专人。不记网络地址。",
        "office": clean(f"{office.name}　电话 {office.phone}" if office.phone else office.name),
        "faces": [SERIF],
        "heads": [SANS],
        "posters": [
            {
                "unit": clean(poster.unit),
                "place": clean(poster.point.place),
                "address": address_of(poster.point.id),
                "qr": _qr(address_of(poster.point.id)),
            }
            for poster in posters
        ],
    }
    with tempfile.TemporaryDirectory(prefix="minping-") as name:
        folder = Path(name)
        (folder / TEMPLATE).write_bytes(files(__package__).joinpath(TEMPLATE).read_bytes())
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=list(drawn.paths)
        )
        compiler = typst.Compiler(root=name, font_paths=fonts, ignore_system_fonts=True, package_path=name)
        given = json.dumps(content, ensure_ascii=False)
        made = compiler.compile(input=folder / TEMPLATE, format="pdf", sys_inputs={"given": given})
    if not isinstance(made, bytes):
        raise TypeError("typst gave no PDF")
    return made


def _qr(text: str) -> str:
    out = io.BytesIO()
    segno.make(text, error="q", micro=False).save(out, kind="svg", scale=4, border=2, xmldecl=False)
    return out.getvalue().decode()

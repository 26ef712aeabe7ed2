"""Every address that hands out a document: in each format it opens, says whose it is, and bears its headings."""

import io
import re
import zipfile
from http import HTTPStatus
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver
from tests.apps.security.objects import World
from tests.apps.security.routes import Route
from tests.apps.security.visits import MAKERS, OWN, named, undone, visit

from minping.apps.foundation.permissions import roles_for
from minping.apps.foundation.roles import SCOPED, Role

pytestmark = pytest.mark.django_db
Visitors = dict[Role, Client]
FORMATS = {"docx": b"PK", "pdf": b"%PDF", "xlsx": b"PK"}
_KIND = re.compile(r"\.(?:docx|pdf|xlsx)$")
_CHOSEN = re.compile(r"\.%\((?P<name>kind|form)\)s$")


def _forms() -> dict[str, str]:
    """Address → the argument that chooses its format, or its only format."""
    found: dict[str, str] = {}
    for route in OWN:
        space, _, name = route.name.rpartition(":")
        resolver: Any = get_resolver()
        for part in space.split(":") if space else ():
            resolver = resolver.namespace_dict[part][1]
        for form in resolver.reverse_dict.getlist(name):
            path = form[0][0][0]
            if chosen := _CHOSEN.search(path):
                found[route.name] = chosen["name"]
            elif fixed := _KIND.search(path):
                found[route.name] = fixed[0][1:]
    return found


FORMS = _forms()
HEADINGS = {
    "casework:letter": "督办",
    "consequences:circular": "表扬",
    "consequences:draft": "送审稿",
    "consequences:own-paper": "约谈通知书",
    "consequences:paper": "约谈通知书",
    "oversight:minutes_file": "纪要",
    "oversight:own_report_file": "督查报告",
    "oversight:report_file": "督查报告",
    "people:protocol": "抽样记录",
    "results:appeal_letter": "申诉复核结果的答复函",
    "results:below_feedback": "情况反馈",
    "results:feedback": "情况反馈",
    "results:level_paper": "结果的通报",
    "results:notice_printed": "更正",
    "results:own_appeal_letter": "申诉复核结果的答复函",
    "results:own_feedback": "情况反馈",
    "results:paper": "情况的报告",
}
"""What each paper that comes as Word and PDF is called."""
PAPERS = [route for route in OWN if route.name in HEADINGS]


def sentences(made: bytes) -> list[str]:
    """What a Word document says, paragraph by paragraph and cell by cell, without spaces."""
    word = docx.Document(io.BytesIO(made))
    told = [p.text for p in word.paragraphs]
    told += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return ["".join(text.split()) for text in told]


def printed(made: bytes) -> str:
    """What a PDF says, without spaces and numbers of pages."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made)]
    told = "".join("".join(pages).replace("\ufffe", "-").split())
    return re.sub("—[0-9]+—", "", told)


def opened(route: Route, ids: dict[str, Any], visitors: Visitors) -> HttpResponse:
    """The answer for somebody of the office; where only the unit's own may open it, the view called by itself
    would prove nothing, so the office's twin of the address stands for it."""
    for role in (Role.LEAD, *visitors):
        if role in roles_for(route.permission) and role not in SCOPED:
            return visit(visitors[role], "GET", route.at(**ids))
    raise AssertionError(f"{route.name}: nobody of the office may open it")


WORKBOOKS = [route for route in OWN if FORMS.get(route.name) == "xlsx"]
OFFICE = [r for r in PAPERS if set(roles_for(r.permission)) - set(SCOPED)]


def test_every_address_of_a_document_is_known_here() -> None:
    """A new paper says above what it is called; a new workbook or PDF by itself has a test in its room."""
    papers = {name for name, form in FORMS.items() if form in {"kind", "form"}}
    texts = {"campaigns:scheme-file"}  # YAML and JSON
    assert papers - texts <= set(HEADINGS), papers - texts - set(HEADINGS)
    assert {r.name for r in PAPERS} == set(HEADINGS), set(HEADINGS) - {r.name for r in PAPERS}


@named(OFFICE)
def test_word_and_pdf_open_bear_their_heading_and_say_the_same(
    route: Route, world: World, visitors: Visitors
) -> None:
    with undone():
        maker = MAKERS[route.name]
        ids = world.kept[route.name] if maker.once else maker.make(world)
        argument, made = FORMS[route.name], dict[str, bytes]()
        for kind in ("docx", "pdf"):
            answer = opened(route, {**ids, argument: kind}, visitors)
            assert answer.status_code == HTTPStatus.OK, (route.name, kind)
            assert answer.headers["Content-Disposition"].startswith("attachment"), kind
            assert answer.content.startswith(FORMATS[kind])
            made[kind] = answer.content
        said, on_paper = sentences(made["docx"]), printed(made["pdf"])
        assert any(HEADINGS[route.name] in text for text in said)
        assert HEADINGS[route.name] in on_paper
        assert not [text for text in said if text not in on_paper]
        parts = zipfile.ZipFile(io.BytesIO(made["docx"])).namelist()
        assert not [part for part in parts if "vba" in part.casefold() or "external" in part]


@named(WORKBOOKS)
def test_workbooks_open_with_heads_in_sight_and_nothing_that_computes(
    route: Route, world: World, visitors: Visitors
) -> None:
    with undone():
        maker = MAKERS[route.name]
        answer = opened(route, world.kept[route.name] if maker.once else maker.make(world), visitors)
        assert answer.status_code == HTTPStatus.OK
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        assert book.worksheets[0].freeze_panes
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]

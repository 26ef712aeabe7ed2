"""The pages, as the lead of the office uses them."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from tests.apps.offices.other import Other, items, read
from tests.apps.offices.test_letters import picture

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.jobs import run_due
from minping.apps.offices.models import Item, Letter, Peer
from minping.apps.offices.reading import raw_of
from minping.core.dispatch import Kind

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
HOME = "/office/offices/"


def upload(raw: bytes) -> dict[str, object]:
    return {"file": SimpleUploadedFile("来文.minping", raw)}


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def met(office: Client, other: Other, side: str) -> Peer:
    """Take in a card and compare the fingerprint, all on the pages."""
    office.post(HOME + "take/", upload(other.card()))
    peer = Peer.objects.get(key=other.sender.key)
    office.post(f"{HOME}peers/{peer.id}/trust/", {"side": side, "compared": "on"})
    peer.refresh_from_db()
    return peer


def test_a_new_office_is_told_what_to_do_first(browser_of: Browser, lead: Actor) -> None:
    page = text(browser_of(lead).get(HOME))
    assert "先互相交换身份文件" in page
    card = browser_of(lead).get(HOME + "card.minping")
    assert read(card.content).letter.kind is Kind.INTRODUCTION


def test_asked_answered_and_downloaded(browser_of: Browser, lead: Actor) -> None:
    office, city = browser_of(lead), Other("市<评议办>", 1)
    met(office, city, "upper")
    body = items(kind="checklist", required={"present": "3"}, text="<script>alert(1)</script>")
    page = text(office.post(HOME + "take/", upload(city.letter(Kind.INSTRUCTION, body)), follow=True))
    assert "已收取" in page
    assert "<script>alert" not in page
    item = Item.objects.get()
    page = text(office.get(f"{HOME}items/{item.id}/"))
    assert "要求不少于3" in page
    assert "<script>alert" not in page
    refused = text(
        office.post(f"{HOME}items/{item.id}/answer/", {"answer": "已按要求配备。", "present": "很多"})
    )
    assert "已按要求配备。" in refused
    assert "请填0或正数" in refused
    figures = dict.fromkeys(office.get(f"{HOME}items/{item.id}/").context["form"].fields, "5") | {
        "answer": "已按要求配备。"
    }
    page = text(office.post(f"{HOME}items/{item.id}/answer/", figures, follow=True))
    assert "下载，交给市&lt;评议办&gt;" in page
    sent = Letter.objects.get(way="out")
    file = office.get(f"{HOME}letters/{sent.id}/letter.minping")
    assert raw_of(sent) not in file.content
    assert city.read(file.content).letter.body["figures"]["present"] == "5"


def test_what_is_no_letter_is_told_in_plain_words(browser_of: Browser, lead: Actor) -> None:
    answer = browser_of(lead).post(HOME + "take/", upload(b"hello"))
    assert answer.status_code == 422
    assert "文件不完整或已损坏" in text(answer)
    assert browser_of(lead).post(HOME + "take/", {}).status_code == 422


def test_nothing_typed_is_lost_when_an_item_lacks_its_day(browser_of: Browser, lead: Actor) -> None:
    office, bureau = browser_of(lead), Other("局行评办", 2)
    peer = met(office, bureau, "lower")
    typed = {
        "peers": [str(peer.id)],
        "title": "关于自查的通知",
        "1-kind": "task",
        "1-title": "自查",
        "2-kind": "task",
    }
    page = text(office.post(HOME + "instruct/", typed))
    assert "请填写期限" in page
    assert 'value="自查"' in page
    assert not Letter.objects.exists()
    page = text(office.post(HOME + "instruct/", typed | {"1-due": "2026-12-20"}, follow=True))
    assert "已制作" in page
    assert Item.objects.get().title == "自查"


def test_a_lower_office_is_graded(browser_of: Browser, lead: Actor) -> None:
    office, bureau = browser_of(lead), Other("局行评办", 2)
    peer = met(office, bureau, "lower")
    there = f"{HOME}peers/{peer.id}/grade/"
    assert "得分由你评定" in text(office.get(there))
    marks = {
        "people": "38",
        "people_full": "40",
        "time": "30",
        "time_full": "30",
        "standard": "31",
        "standard_full": "30",
    }
    page = text(office.post(there, marks))
    assert "标准" in page
    assert 'value="38"' in page
    page = text(office.post(there, marks | {"standard": "28.5"}, follow=True))
    assert "28.5/30" in page


def test_a_reported_result_is_computed_again(browser_of: Browser, lead: Actor, public_zip: bytes) -> None:
    office, bureau = browser_of(lead), Other("局行评办", 2)
    met(office, bureau, "lower")
    body = {"campaign": str(UUID(int=1)), "title": "2026年评议", "year": 2026, "run": 1, "record": "x"}
    odd = body | {"commentary": [["办公室"]]}
    assert "不合格式" in text(
        office.post(
            HOME + "take/", upload(bureau.letter(Kind.RESULT, odd, [("public.zip", public_zip)], number=1))
        )
    )
    body |= {"summary": "全年平稳。<b>", "commentary": [["窗口服务科", "进步明显。"]]}
    files = [("public.zip", public_zip), ("照片.jpg", picture())]
    raw = bureau.letter(Kind.RESULT, body, files, number=1)
    page = text(office.post(HOME + "take/", upload(raw), follow=True))
    for words in ("上报的结果", "全年平稳。&lt;b&gt;", "窗口服务科", "进步明显。", "照片.jpg"):
        assert words in page
    assert ">public.zip<" not in page
    letter = Letter.objects.get(kind="result")
    office.post(f"{HOME}letters/{letter.id}/recompute/")
    run_due()
    assert "与上报完全一致" in text(office.get(f"{HOME}letters/{letter.id}/"))
    assert office.get(f"{HOME}letters/{letter.id}/public.zip").content == public_zip
    table = load_workbook(BytesIO(office.get(f"{HOME}letters/{letter.id}/result.xlsx").content)).worksheets[0]
    cells = {str(cell) for row in table.iter_rows(values_only=True) for cell in row if cell is not None}
    assert {"单位", "得分", "党群政法第01单位"} <= cells


def test_a_result_with_a_changed_score_is_found_out(
    browser_of: Browser, lead: Actor, changed_zip: bytes
) -> None:
    office, bureau = browser_of(lead), Other("局行评办", 2)
    met(office, bureau, "lower")
    body = {"campaign": str(UUID(int=1)), "title": "2026年评议", "year": 2026, "run": 1, "record": "x"}
    office.post(HOME + "take/", upload(bureau.letter(Kind.RESULT, body, [("public.zip", changed_zip)])))
    letter = Letter.objects.get(kind="result")
    office.post(f"{HOME}letters/{letter.id}/recompute/")
    run_due()
    assert "与上报不一致" in text(office.get(f"{HOME}letters/{letter.id}/"))


def test_a_clerk_reads_and_does_not_exchange(browser_of: Browser, clerk: Actor) -> None:
    office = browser_of(clerk)
    assert "收取文件" not in text(office.get(HOME))
    assert office.post(HOME + "take/", upload(b"x")).status_code == 403

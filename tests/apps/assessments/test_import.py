"""Entries from Excel: a dry run with every error at its cell, undone until the units were told."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from tests.apps.assessments.conftest import CUT_OFF, County

from minping.apps.assessments import services
from minping.apps.assessments.models import Book, Entry
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.imports.models import ImportRun

pytestmark = pytest.mark.django_db
HEAD = ["单位", "考评项", "日期", "分值", "次数", "事由", "佐证", "来源"]
GOOD = ["县水务局", "投诉属实", "2026-03-05", "", 2, "停水未通知", "热线交办单21号", "12345热线"]
Browser = Callable[..., Client]


def workbook(*rows: list[Any]) -> bytes:
    book, raw = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (HEAD, *rows):
        sheet.append(row)
    book.save(raw)
    return raw.getvalue()


def checked(client: Client, county: County, *rows: list[Any]) -> ImportRun:
    """The table as far as the dry run."""
    client.post(
        f"/office/imports/new/assessments.entries/?campaign={county.campaign}",
        {"file": SimpleUploadedFile("日常考评.xlsx", workbook(*rows))},
    )
    run = ImportRun.objects.get(state="uploaded")
    fields = {f"column-{at}": name for name, at in run.mapping["columns"].items()}
    client.post(
        f"/office/imports/{run.id}/match/",
        {"sheet": run.mapping["sheet"], "header": run.mapping["header"], **fields},
    )
    run.refresh_from_db()
    return run


def apply(client: Client, run: ImportRun, rows: str = "all") -> None:
    client.post(f"/office/imports/{run.id}/apply/", {"digest": run.digest, "rows": rows})
    run.refresh_from_db()


@pytest.fixture
def office(book: County, clerk: Actor, browser_of: Browser) -> Client:
    return browser_of(clerk)


def test_a_table_goes_in_and_may_be_taken_back(book: County, office: Client) -> None:
    other = ["W01", "问题逾期未整改", "2026年2月1日", -0.5, "", "督办后未改", "督办单3号", "问题台账"]
    run = checked(office, book, GOOD, other)
    assert run.counts == {"new": 2, "changed": 0, "unchanged": 0, "refused": 0}
    assert not Entry.objects.exists()
    apply(office, run)
    rows = {(one.unit_id, one.item, one.points, one.count, one.state) for one in Entry.objects.all()}
    assert rows == {
        (book.water, "投诉属实", "", 2, "proposed"),
        (book.water, "逾期办理", "-1/2", 1, "proposed"),
    }
    office.post(f"/office/imports/{run.id}/undo/")
    assert not Entry.objects.exists()


def test_each_fault_is_told_at_its_cell(book: County, office: Client) -> None:
    bad = [
        ["县档案馆", *GOOD[1:]],
        [GOOD[0], "迟到", *GOOD[2:]],
        [*GOOD[:2], "2025-09-30", *GOOD[3:]],
        [*GOOD[:2], "2026-03-11", *GOOD[3:]],
        [*GOOD[:2], "三月五日", *GOOD[3:]],
        [*GOOD[:3], "2", *GOOD[4:]],
        [*GOOD[:3], "50%", *GOOD[4:]],
        [*GOOD[:4], 0, *GOOD[5:]],
        [*GOOD[:6], "", GOOD[7]],
    ]
    run = checked(office, book, *bad, GOOD)
    assert run.counts == {"new": 1, "changed": 0, "unchanged": 0, "refused": len(bad)}
    page = office.get(f"/office/imports/{run.id}/").content.decode()
    for said in (
        "这次评议没有名为「县档案馆」的单位",
        "没有考评项「迟到」",
        "不在考评年度",
        "日期晚于今天",
        "不是完整的日期",
        "正负号",
        "是百分数",
        "小于1",
        "没有佐证",
    ):
        assert said in page, said
    apply(office, run, "good")
    assert Entry.objects.count() == 1


def test_the_same_table_twice_adds_nothing(book: County, office: Client) -> None:
    apply(office, checked(office, book, GOOD))
    run = checked(office, book, [*GOOD], [*GOOD[:5], "另一件", *GOOD[6:]])
    assert run.counts == {"new": 1, "changed": 0, "unchanged": 1, "refused": 0}
    apply(office, run)
    assert Entry.objects.count() == 2


def test_what_a_unit_was_told_is_not_undone(book: County, office: Client, clerk: Actor) -> None:
    run = checked(office, book, GOOD)
    apply(office, run)
    entry = Entry.objects.get().id
    services.entries_show(actor=clerk, campaign=book.campaign, entries=[entry])
    answer = office.post(f"/office/imports/{run.id}/undo/", follow=True)
    assert "不能整批撤销" in answer.content.decode()
    assert Entry.objects.count() == 1


def test_a_frozen_book_takes_nothing_in(book: County, office: Client) -> None:
    Book.objects.update(state=Book.State.FROZEN)
    run = checked(office, book, GOOD)
    assert run.counts["refused"] == 1
    assert "已冻结" in office.get(f"/office/imports/{run.id}/").content.decode()
    assert Book.objects.get().cut_off == CUT_OFF


def test_a_unit_takes_nothing_in(book: County, browser_of: Browser) -> None:
    page = browser_of(book.liaison).get(f"/office/imports/new/assessments.entries/?campaign={book.campaign}")
    assert page.status_code == 403

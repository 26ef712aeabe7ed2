"""Codes and reminders as files for a sending platform. Made in memory, handed over once, kept nowhere."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

import xlsxwriter
from django.conf import settings
from django.utils import timezone

from minping.apps.campaigns.selectors import RoundFacts
from minping.apps.people.selectors import Contact
from minping.apps.register.services import NewCode
from minping.core.bundle.write import csv_bytes

HEAD = ("手机号", "姓名", "链接", "短信内容")
REMINDER_HEAD = ("手机号", "短信内容")
KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
Rows = Sequence[Sequence[str]]


def link(code: str) -> str:
    """The address on a slip or in a message; what stands behind # is never sent to any server."""
    return f"{settings.SITE_URL}/i/#{code}"


def closing_day(facts: RoundFacts) -> str:
    """11月30日18时 as a message says it."""
    at = timezone.localtime(facts.closes)
    return f"{at.month}月{at.day}日{at.hour}时" + (f"{at.minute}分" if at.minute else "")


def code_rows(
    facts: RoundFacts, office: str, codes: Iterable[NewCode], contacts: Mapping[UUID, Contact]
) -> list[list[str]]:
    """One message for each code whose person has a number."""
    day = closing_day(facts)
    rows = []
    for code in codes:
        found = contacts.get(code.person)
        if found is None or not found.phone:
            continue
        address = link(code.long)
        text = (
            f"【{office}】邀请您参加{facts.title}，不记名，{day}截止。请点开链接填写：{address} "
            "链接只供您本人使用，请勿转发。"
        )
        rows.append([_sendable(found.phone), found.name, address, text])
    return rows


def reminder_rows(
    facts: RoundFacts, office: str, persons: Iterable[UUID], contacts: Mapping[UUID, Contact]
) -> list[list[str]]:
    """One message for each person who may be reminded, without any code."""
    text = (
        f"【{office}】{facts.title}将于{closing_day(facts)}截止。先前发给您的链接仍然有效；"
        "如已填写请不必理会。我们只知道链接是否打开领票，不知道您是否投票、投了什么。"
    )
    found = (contacts.get(person) for person in persons)
    return [[_sendable(one.phone), text] for one in found if one is not None and one.phone]


def _sendable(phone: str) -> str:
    return phone.removeprefix("+86")


def written(kind: str, head: Sequence[str], rows: Rows) -> bytes:
    """The rows as ``xlsx`` or ``csv``; no cell is ever a formula or a link that works by itself."""
    return WRITERS[kind](head, rows)


def _workbook(head: Sequence[str], rows: Rows) -> bytes:
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet("名单")
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    guarded = book.add_format({"num_format": "@", "quote_prefix": True})
    sheet.freeze_panes(1, 0)
    for column, width in enumerate((16, 12, 60, 90)[: len(head)]):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head[column], bold)
    for at, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            sheet.write_string(
                at, column, cell, guarded if cell[:1] in "=+-@＝＋－＠\t\r\n" and cell else text
            )
    book.close()
    return out.getvalue()


def _separated(head: Sequence[str], rows: Rows) -> bytes:
    return csv_bytes(head, rows)


WRITERS: dict[str, Callable[[Sequence[str], Rows], bytes]] = {"xlsx": _workbook, "csv": _separated}

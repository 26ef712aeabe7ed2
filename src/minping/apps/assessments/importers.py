"""Entries from an Excel table: checked row by row before anything is written, undone until shown."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404
from django.urls import reverse

from minping.apps.assessments.checks import EntryLine, Ground, faults_of, ground_of
from minping.apps.assessments.models import Book, Entry
from minping.apps.assessments.services import batch_remove
from minping.apps.assessments.services.entries import entry_made
from minping.apps.assessments.services.found import CLOSED, FROZEN, writable_book
from minping.apps.campaigns.selectors import campaign_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.imports.kinds import (
    NEW,
    UNCHANGED,
    ImportColumn,
    ImportKind,
    Notes,
    Outcome,
    Row,
    Target,
    Undo,
    declare,
)
from minping.apps.foundation.imports.parsers import BadCell, day, integer, text
from minping.apps.foundation.jobs import Told
from minping.apps.foundation.permissions import require
from minping.core.bundle.cells import number
from minping.core.bundle.columns import ENTRIES
from minping.core.bundle.names import Lexicon
from minping.core.findings import Text
from minping.core.scoring.inputs import EntryState


def _points(written: str) -> Fraction:
    read = number(written)
    if read.percent:
        raise BadCell(
            "cell.not_a_number",
            Text(f"「{written}」是百分数", f"“{written}” is a percentage"),
            Text("请填分值，如 -0.5", "write points, such as -0.5"),
        )
    return read.value


def _aliases(column: str) -> tuple[str, ...]:
    """What the campaign folder's own table of entries calls the column."""
    return ENTRIES.column(column).aliases


COLUMNS = (
    ImportColumn(
        "unit",
        "单位",
        "unit",
        text(100),
        _aliases("unit"),
        required=True,
        filled_down=True,
        about=Text("全称、简称或代码", "name or code"),
        example="县水务局",
    ),
    ImportColumn(
        "item",
        "考评项",
        "item",
        text(100),
        _aliases("item"),
        required=True,
        about=Text("方案里的名称或代码", "its name or code in the scheme"),
        example="投诉属实",
    ),
    ImportColumn("day", "日期", "day", day, _aliases("date"), required=True, example="2026-03-05"),
    ImportColumn(
        "points",
        "分值",
        "points",
        _points,
        _aliases("points"),
        about=Text(
            "不填则按考评项的分值乘次数；扣分写负数", "if empty: the item's own; deductions are negative"
        ),
        example="",
    ),
    ImportColumn("count", "次数", "count", integer(1, 1000), _aliases("count"), example="1"),
    ImportColumn(
        "reason",
        "事由",
        "what happened",
        text(2000),
        ("说明", "情况", "内容"),
        required=True,
        example="投诉经查属实",
    ),
    ImportColumn(
        "evidence",
        "佐证",
        "evidence",
        text(300),
        _aliases("evidence"),
        about=Text("材料名称、文号", "title and number of the paper"),
        example="热线交办单2026-118号",
    ),
    ImportColumn(
        "source",
        "来源",
        "source",
        text(200),
        _aliases("source"),
        required=True,
        filled_down=True,
        example="12345热线",
    ),
)


def _target(asked: Mapping[str, str]) -> Target:
    campaign = campaign_of(_uuid(asked.get("campaign", "")))
    if campaign is None:
        raise Http404
    return {"campaign": str(campaign.id)}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as bad:
        raise Http404 from bad


def _allow(actor: Actor, target: Target) -> None:
    require(actor, "assessments.edit")


def _target_name(target: Target) -> Text:
    found = campaign_of(UUID(target["campaign"]))
    return Text(found.title, found.title_en or found.title) if found else Text("", "")


def _home(target: Target) -> str:
    return f"{reverse('assessments:board')}?campaign={target['campaign']}"


def _book(target: Target) -> Book:
    found = Book.objects.filter(campaign=UUID(target["campaign"])).first()
    if found is None:
        raise Refused(Text("日常考评还没有开账。", "The book of the daily assessment is not open yet."))
    return found


def _lexicon(ground: Ground) -> Lexicon:
    return Lexicon((str(unit), (place.unit.code, place.unit.name)) for unit, place in ground.places.items())


Key = tuple[UUID, str, date, str]


def _check(rows: Sequence[Row], notes: Notes, target: Target) -> Mapping[int, Outcome]:
    ground = ground_of(_book(target))
    shut = FROZEN if ground.book.state == Book.State.FROZEN else CLOSED
    open_now = ground.book.state == Book.State.OPEN and ground.today <= ground.book.cut_off
    known = set(_known(ground.book.campaign_id))
    found: dict[int, Outcome] = {}
    for row, line in _lines(rows, ground, notes):
        if not open_now:
            notes.error(row, "", "entry.closed", shut, Text("请先调整截止日。", "Move the cut-off first."))
        for fault in faults_of(line, ground):
            notes.error(row, fault.part, fault.code, fault.said, fault.remedy)
        if notes.refused(row):
            continue
        key = (line.unit, line.item, line.day, line.reason.strip())
        label = f"{ground.places[line.unit].unit.name} {line.day} {line.item}"
        found[row.number] = Outcome(UNCHANGED if key in known else NEW, label)
        known.add(key)
    return found


def _known(campaign: UUID) -> Iterator[Key]:
    rows = Entry.objects.filter(campaign=campaign).exclude(state=EntryState.STRUCK)
    yield from rows.values_list("unit", "item", "day", "reason")


def _lines(rows: Sequence[Row], ground: Ground, notes: Notes | None) -> Iterator[tuple[Row, EntryLine]]:
    """Rows as entries; a unit that is not found, or is two, is noted and left out."""
    units = _lexicon(ground)
    items = {
        unit: Lexicon((code, (item.name,)) for code, item in known.items())
        for unit, known in ground.items.items()
    }
    for row in rows:
        unit = units.find(row["unit"])
        if unit is None:
            if notes is not None:
                _no_unit(row, notes, units)
            continue
        code = items[UUID(unit)].find(row["item"]) or row["item"]
        yield (
            row,
            EntryLine(
                UUID(unit),
                code,
                date.fromisoformat(row["day"]),
                row["points"],
                row["count"] or 1,
                row["reason"] or "",
                row["evidence"] or "",
                row["source"] or "",
            ),
        )


def _no_unit(row: Row, notes: Notes, units: Lexicon) -> None:
    near = "、".join(name for name in units.nearest(row["unit"]) if not _is_id(name))
    notes.error(
        row,
        "unit",
        "entry.unit",
        Text(
            f"这次评议没有名为「{row['unit']}」的单位",
            f"no unit of this campaign is called “{row['unit']}”",
        ),
        Text(
            f"最接近的有：{near}" if near else "请填参评单位的全称或代码",
            f"the nearest are: {near}" if near else "give the name or code of a unit that takes part",
        ),
    )


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _apply(actor: Actor, rows: Sequence[Row], target: Target, told: Told) -> Undo:
    require(actor, "assessments.edit")
    campaign, batch = UUID(target["campaign"]), uuid4()
    ground, known = ground_of(writable_book(campaign)), set(_known(campaign))
    made: list[Entry] = []
    for _row, line in _lines(rows, ground, None):
        key = (line.unit, line.item, line.day, line.reason.strip())
        if key in known:
            continue
        known.add(key)
        entry = entry_made(actor, campaign, line)
        entry.batch = batch
        made.append(entry)
    Entry.objects.bulk_create(made)
    told(len(rows), len(rows))
    record(actor, "assessments.entry.imported", campaign, batch=batch, entries=len(made))
    return {"batch": str(batch)}


def _undo(actor: Actor, info: Mapping[str, Any], target: Target) -> None:
    batch_remove(actor=actor, campaign=UUID(target["campaign"]), batch=UUID(info["batch"]))


KIND = declare(
    ImportKind(
        code="assessments.entries",
        name=Text("日常考评记录", "entries of the daily assessment"),
        columns=COLUMNS,
        allow=_allow,
        check=_check,
        apply=_apply,
        undo=_undo,
        home=_home,
        target=_target,
        target_name=_target_name,
        about=Text(
            "导入的记录先由评议办核对，再告知单位；告知之前可以整批撤销。",
            "The office checks what was taken in before the units are told; until then it can be undone.",
        ),
        sheets=ENTRIES.names,
    )
)

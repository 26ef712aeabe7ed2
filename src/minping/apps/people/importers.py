"""Tables that come into the room: rosters, numbers of a unit's own staff, proposed appraisers."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from minping.apps.foundation.actors import Actor
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
from minping.apps.foundation.imports.parsers import day, text
from minping.apps.foundation.jobs import Told
from minping.apps.foundation.permissions import require
from minping.apps.messaging.phones import e164, masked_name
from minping.apps.people.identities import CHUNK, phone_index
from minping.apps.people.models import Roster, RosterRow, StaffNumber
from minping.apps.people.rosters.services import (
    Listed,
    batch_take_back,
    open_roster,
    rows_add,
    staff_numbers_put,
    staff_numbers_take_back,
)
from minping.apps.people.scope import roster_for, units_for
from minping.apps.units.selectors import units_of
from minping.core.findings import Text

PHONE = ImportColumn(
    "phone",
    "手机号",
    "phone",
    e164,
    aliases=("电话", "联系电话", "手机", "手机号码", "联系方式", "电话号码", "号码", "移动电话", "mobile"),
    required=True,
    about=Text("手机，或带区号的固定电话。", "A mobile number, or a landline with its area code."),
    example="13800000000",
)
NAME = ImportColumn(
    "name",
    "姓名",
    "name",
    text(60),
    aliases=("名字", "办事人", "服务对象", "联系人", "经办人", "评议员"),
    required=True,
    example="张三",
)


def _uuid(asked: Mapping[str, str], name: str) -> UUID:
    try:
        return UUID(asked.get(name, ""))
    except ValueError as fault:
        raise Http404 from fault


# ---- rosters


def _roster_target(asked: Mapping[str, str]) -> Target:
    found = Roster.objects.filter(id=_uuid(asked, "roster")).first()
    if found is None:
        raise Http404
    return {"roster": str(found.id)}


def _roster_allow(actor: Actor, target: Target) -> None:
    roster = roster_for(actor, UUID(target["roster"]))
    require(actor, "people.supply", unit=roster.unit_id)
    open_roster_for_reading(actor, roster)


def open_roster_for_reading(actor: Actor, roster: Roster) -> None:
    """Whether the actor may fill the list at all: who may not edit holds no list without a unit."""
    if roster.unit_id is None:
        require(actor, "people.edit")


def _roster_name(target: Target) -> Text:
    found = Roster.objects.select_related("round", "unit").filter(id=target["roster"]).first()
    if found is None or found.round is None:
        return Text("", "")
    unit = units_of([found.unit_id])[0].name if found.unit_id else ""
    english = found.round.title_en or found.round.title
    return Text(f"{found.round.title} {unit}".strip(), f"{english} {unit}".strip())


def _roster_check(rows: Sequence[Row], notes: Notes, target: Target) -> Mapping[int, Outcome]:
    here = set(
        RosterRow.objects.filter(roster=target["roster"], person__phone_index__isnull=False)
        .values_list("person__phone_index", flat=True)
        .iterator(CHUNK)
    )
    first: dict[str, int] = {}
    found: dict[int, Outcome] = {}
    for row in rows:
        index, label = phone_index(row["phone"]), masked_name(row["name"])
        if index in first:
            _told_twice(notes, row, first[index])
            found[row.number] = Outcome(UNCHANGED, label)
        elif index in here:
            found[row.number] = Outcome(UNCHANGED, label)
        else:
            found[row.number] = Outcome(NEW, label)
        first.setdefault(index, row.number)
        if row["handled_on"] and not _sensible(row["handled_on"]):
            notes.error(
                row,
                "handled_on",
                "roster.odd_day",
                Text(f"日期 {row['handled_on']} 不合理", f"{row['handled_on']} is no likely day"),
                Text("请填办事的实际日期", "write the day on which the matter was handled"),
            )
    return found


def _told_twice(notes: Notes, row: Row, before: int) -> None:
    notes.warn(
        row,
        "phone",
        "roster.twice",
        Text(f"号码与第{before}行相同，只计一次", f"the same number as in row {before}; it counts once"),
        Text("如不是同一人，请改为本人号码", "if it is another person, write that person's own number"),
    )


def _sensible(written: str) -> bool:
    try:
        return 2000 <= date.fromisoformat(written).year <= 2100
    except ValueError:
        return False


def _roster_apply(actor: Actor, rows: Sequence[Row], target: Target, told: Told) -> Undo:
    people = [
        Listed(
            name=row["name"],
            phone=row["phone"],
            post=row["post"] or "",
            stratum=row["stratum"] or "",
            cluster=row["cluster"] or "",
            handled_on=date.fromisoformat(row["handled_on"]) if row["handled_on"] else None,
        )
        for row in rows
    ]
    batch, added = rows_add(actor=actor, roster=UUID(target["roster"]), people=people, told=told)
    return {"batch": str(batch), "doubles": len(people) - added}


def _roster_undo(actor: Actor, info: Undo, target: Target) -> None:
    open_roster(actor, UUID(target["roster"]))
    batch_take_back(
        actor=actor, roster=UUID(target["roster"]), batch=UUID(info["batch"]), doubles=int(info["doubles"])
    )


ROSTER = declare(
    ImportKind(
        code="people.roster",
        name=Text("名册", "roster"),
        columns=(
            NAME,
            PHONE,
            ImportColumn(
                "post", "单位职务", "post", text(100), aliases=("职务", "工作单位", "单位及职务", "身份")
            ),
            ImportColumn(
                "stratum",
                "层别",
                "stratum",
                text(60),
                aliases=("层", "类型", "人员类别", "对象类别", "类别", "群体"),
                about=Text("如 企业办事员、社区居民、农村群众。", "Such as enterprise clerks or villagers."),
                example="社区居民",
            ),
            ImportColumn(
                "cluster", "乡镇社区", "community", text(60), aliases=("乡镇", "社区", "村", "地区", "片区")
            ),
            ImportColumn(
                "handled_on",
                "办事日期",
                "handled on",
                day,
                aliases=("日期", "办理日期", "办结日期", "服务日期", "受理日期", "业务日期"),
            ),
        ),
        allow=_roster_allow,
        check=_roster_check,
        apply=_roster_apply,
        undo=_roster_undo,
        home=lambda target: reverse("people:roster", args=[target["roster"]]),
        target=_roster_target,
        target_name=_roster_name,
        about=Text(
            "只收姓名和联系电话，请勿报送身份证号、住址等其他个人信息。",
            "Names and numbers only; leave out identity numbers, addresses and the like.",
        ),
        personal=True,
        sheets=("名册", "服务对象", "管理相对人", "花名册"),
    )
)


# ---- numbers of a unit's own staff


def _unit_target(asked: Mapping[str, str]) -> Target:
    found = units_of([_uuid(asked, "unit")])
    if not found:
        raise Http404
    return {"unit": str(found[0].id)}


def _unit_allow(actor: Actor, target: Target) -> None:
    scope = units_for(actor)
    if scope is not None and UUID(target["unit"]) not in scope:
        raise Http404
    require(actor, "people.supply", unit=UUID(target["unit"]))


def _unit_name(target: Target) -> Text:
    found = units_of([UUID(target["unit"])])
    return Text(found[0].name, found[0].english or found[0].name) if found else Text("", "")


def _staff_check(rows: Sequence[Row], notes: Notes, target: Target) -> Mapping[int, Outcome]:
    known = set(StaffNumber.objects.filter(unit=target["unit"]).values_list("phone_index", flat=True))
    found: dict[int, Outcome] = {}
    for row in rows:
        index = phone_index(row["phone"])
        found[row.number] = Outcome(UNCHANGED if index in known else NEW, masked_name(row["name"] or ""))
        known.add(index)
    return found


def _staff_apply(actor: Actor, rows: Sequence[Row], target: Target, told: Told) -> Undo:
    phones = [row["phone"] for row in rows]
    batch, _ = staff_numbers_put(actor=actor, unit=UUID(target["unit"]), phones=phones)
    told(len(rows), len(rows))
    return {"batch": str(batch)}


def _staff_undo(actor: Actor, info: Undo, target: Target) -> None:
    staff_numbers_take_back(actor=actor, unit=UUID(target["unit"]), batch=UUID(info["batch"]))


STAFF = declare(
    ImportKind(
        code="people.staff",
        name=Text("工作人员号码", "staff numbers"),
        columns=(
            ImportColumn(**{**vars(NAME), "required": False}),
            PHONE,
        ),
        allow=_unit_allow,
        check=_staff_check,
        apply=_staff_apply,
        undo=_staff_undo,
        home=lambda target: reverse("people:home"),
        target=_unit_target,
        target_name=_unit_name,
        about=Text(
            "只用来查对名册里有没有本单位工作人员；系统不保存姓名和号码，只存加密索引。",
            "Only to find own staff on rosters; neither names nor numbers are kept, only a keyed index.",
        ),
        personal=True,
        sheets=("工作人员", "职工", "通讯录"),
    )
)


def loaded() -> tuple[Any, ...]:
    """The kinds of this room."""
    return (ROSTER, STAFF)

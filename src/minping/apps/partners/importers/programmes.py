"""The broadcaster's schedule as a table: the same one takes the dates ahead and the record afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.imports.kinds import (
    CHANGED,
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
from minping.apps.foundation.imports.parsers import choice, day, integer, text
from minping.apps.foundation.jobs import Told
from minping.apps.partners.families import BROADCAST
from minping.apps.partners.importers.table import allow, target_of
from minping.apps.partners.models import Airing, Component
from minping.apps.partners.programmes.record import COUNTS
from minping.apps.partners.scope import Names, names_of, taking_part
from minping.apps.partners.services.airings import Attendance, attendance_put, day_fits
from minping.apps.partners.tables.lines import unit_read
from minping.apps.partners.tables.notebook import Every
from minping.apps.units.selectors import unit_lines
from minping.core.bundle.names import key
from minping.core.findings import Text

_WORDS = BROADCAST.column("attended").words or {}
_KEPT = ("guest", "attended", "who", "post", *COUNTS, "note")


def _counted(name: str) -> ImportColumn:
    one = BROADCAST.column(name)
    return ImportColumn(name, one.zh, one.en, integer(0, 1_000_000), one.aliases, example=one.example)


COLUMNS = (
    ImportColumn(
        "on", "日期", "day", day, ("播出日期", "上线日期", "时间"), True, True, example="2026-05-12"
    ),
    ImportColumn(
        "programme",
        "栏目",
        "programme",
        text(60),
        ("节目", "节目名称", "栏目名称"),
        required=True,
        filled_down=True,
        about=Text(
            "如阳光政务热线、作风面对面、电视问政、政务面对面", "name of the programme, the same each time"
        ),
        example="阳光政务热线",
    ),
    ImportColumn(
        "unit",
        "单位",
        "unit",
        text(100),
        ("上线单位", "单位名称", "参评单位"),
        required=True,
        about=Text("全称、曾用名或代码", "name, former name or code"),
        example="县水务局",
    ),
    ImportColumn("code", "单位代码", "unit code", text(40), ("代码",)),
    ImportColumn(
        "guest",
        "拟上线人员",
        "expected",
        text(100),
        ("计划上线人员", "拟安排人员", "安排人员"),
        about=Text("姓名和职务", "name and post"),
        example="张某 局长",
    ),
    ImportColumn(
        "attended",
        "上线情况",
        "on air",
        choice(_WORDS),
        ("出席", "上线", "谁上线"),
        about=Text("播出以后填：主要领导、替代、缺席", "afterwards: head, substitute, absent"),
        example="主要领导",
    ),
    ImportColumn("who", "上线人员", "name", text(60), ("姓名", "实际上线人员"), example="张某"),
    ImportColumn(
        "post",
        "职务",
        "office held",
        text(60),
        ("上线人员职务",),
        about=Text("替代上线的必填", "needed of a substitute"),
        example="局长",
    ),
    *(_counted(name) for name in COUNTS),
    ImportColumn("note", "备注", "note", text(300), ("说明",)),
)


@dataclass(frozen=True)
class _Read:
    """A turn as the table has it, and how it stood before; nothing is saved."""

    row: Row
    one: Airing
    before: Mapping[str, Any] | None
    unit: str


def _component(target: Target) -> Component:
    found = Component.objects.select_related("campaign").get(id=target["component"])
    if found.family != BROADCAST.code or found.parent_id:
        raise Http404
    return found


def _allow(actor: Actor, target: Target) -> None:
    allow(actor, target)
    _component(target)


def _read(component: Component, rows: Sequence[Row], notes: Notes, by: str) -> list[_Read]:
    names, book = names_of(component.campaign_id), Every()
    units = taking_part(component.campaign_id)
    there = {(a.on, key(a.programme), a.unit_id): a for a in component.airings.filter(called_off="")}
    seen: dict[tuple[date, str, UUID], int] = {}
    found = []
    for row in rows:
        unit = unit_read(names, row, notes, book, required=True)
        if not unit:
            continue
        try:
            turn = _turn(component, names, row, unit, units)
            place = (turn.on, key(turn.programme), turn.unit_id)
            _once(seen, place, row)
            held = there.get(place)
            before = _values(held) if held else None
            one = held or turn
            _put(one, row, by)
        except Refused as refused:
            notes.error(row, "", "partners.airing", refused.text, _MEND)
            continue
        found.append(_Read(row, one, before, names.index.units[unit].name))
    for finding in book.every:
        notes.add(finding)
    return found


_MEND = Text("请改正本行", "mend this row")


def _turn(component: Component, names: Names, row: Row, unit: str, units: frozenset[UUID]) -> Airing:
    known = names.ids[unit]
    if known not in units:
        raise Refused(Text("这个单位不参评。", "This unit is not appraised."))
    on = date.fromisoformat(row["on"])
    day_fits(component, on)
    return Airing(component=component, on=on, programme=row["programme"], unit_id=known)


def _once(seen: dict[tuple[date, str, UUID], int], place: tuple[date, str, UUID], row: Row) -> None:
    first = seen.setdefault(place, row.number)
    if first != row.number:
        raise Refused(Text(f"与第{first}行重复。", f"The same as row {first}."))


def _put(one: Airing, row: Row, by: str) -> None:
    """What the row says into the turn. A row without attendance leaves what is recorded."""
    if row["guest"]:
        one.guest = row["guest"]
    told = [name for name in (*COUNTS, "who", "post") if row[name] is not None]
    if row["attended"]:
        names = [one.name for one in fields(Attendance)]
        said = {name: row[name] for name in names if row[name] is not None}
        changed = any(getattr(one, name) != value for name, value in said.items())
        if changed:
            attendance_put(one, Attendance(**said), by)
    elif told and not one.attended:
        raise Refused(
            Text(
                "填了播出以后的情况，还须填「上线情况」。",
                "Say also who was on air: head, substitute or absent.",
            )
        )


def _values(one: Airing) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _KEPT}


def _check(rows: Sequence[Row], notes: Notes, target: Target) -> Mapping[int, Outcome]:
    return {one.row.number: _outcome(one) for one in _read(_component(target), rows, notes, "")}


def _outcome(read: _Read) -> Outcome:
    label = f"{read.one.on.isoformat()} {read.one.programme} {read.unit}"
    if read.before is None:
        return Outcome(NEW, label)
    after = _values(read.one)
    changes = tuple(
        (name, _shown(name, was), _shown(name, after[name]))
        for name, was in read.before.items()
        if was != after[name]
    )
    return Outcome(CHANGED if changes else UNCHANGED, label, changes)


def _shown(name: str, value: object) -> str:
    if value is None:
        return ""
    return BROADCAST.column(name).shown(str(value)) if name == "attended" else str(value)


def _apply(actor: Actor, rows: Sequence[Row], target: Target, told: Told) -> Undo:
    component = _component(target)
    notes = Notes(KIND, "", "", rows[0].written if rows else {})
    done: dict[str, Any] = {}
    for read in _read(component, rows, notes, actor.name):
        after = _values(read.one)
        if after != read.before:
            read.one.save()
            done[str(read.one.id)] = [read.before, after]
    if notes.refused_rows:
        raise Refused(
            Text("排期已变，请重新检查。", "The schedule has changed; check again."), notes.findings
        )
    record(actor, "partners.airings.imported", component.id, rows=len(done))
    told(len(rows), len(rows))
    return done


def _undo(actor: Actor, info: Undo, target: Target) -> None:
    component = _component(target)
    touched = list(Airing.objects.select_for_update().filter(component=component, id__in=list(info)))
    for one in touched:
        day_fits(component, one.on)
    if len(touched) < len(info) or any(
        one.called_off or _values(one) != info[str(one.id)][1] for one in touched
    ):
        raise Refused(
            Text(
                "导入以后有场次又改过，不能整批撤销；请逐场更正。",
                "Some were changed after this import; correct them one by one instead.",
            )
        )
    for one in touched:
        before = info[str(one.id)][0]
        if before is None:
            one.delete()
        else:
            Airing.objects.filter(id=one.id).update(**before)
    record(actor, "partners.airings.undone", component.id, rows=len(info))


def _target_name(target: Target) -> Text:
    found = _component(target)
    return Text(f"{found.title}（节目排期）", f"{found.title} (schedule)")


def _begun(target: Target) -> Sequence[Mapping[str, object]]:
    """What is on the schedule already, so that the record is filled in beside it."""
    held = list(_component(target).airings.filter(called_off="").select_related("unit"))
    named = {unit.id: unit.name for unit in unit_lines({one.unit_id for one in held})}
    rows = []
    for one in held:
        told = {name: getattr(one, name) for name in (*_KEPT, "on", "programme")}
        told["attended"] = _shown("attended", one.attended)
        rows.append({**told, "unit": named[one.unit_id], "code": one.unit.code})
    return rows


KIND = declare(
    ImportKind(
        code="partners.programmes",
        name=Text("节目排期", "schedule of programmes"),
        columns=COLUMNS,
        allow=_allow,
        check=_check,
        apply=_apply,
        undo=_undo,
        home=lambda target: reverse("partners:programmes", args=[target["component"]]),
        target=target_of,
        begun=_begun,
        target_name=_target_name,
        about=Text(
            "先导入排期（日期、栏目、单位、拟上线人员），播出以后在同一张表补填上线情况再导入一次；"
            "没有填上线情况的行，不影响已经登记的内容。",
            "Take the dates in first; fill in who was on air in the same table afterwards and take it in again. "
            "Rows without attendance leave what is recorded.",
        ),
    )
)

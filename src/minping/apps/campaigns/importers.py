"""The table of who takes part: unit, category, status, reason, key object."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from minping.apps.campaigns.library.kinds import STATUSES
from minping.apps.campaigns.models import Campaign, Participation
from minping.apps.campaigns.services.categories import before_voting
from minping.apps.campaigns.services.participations import participations_remove, participations_set
from minping.apps.foundation.actors import Actor
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
from minping.apps.foundation.imports.parsers import choice, text, yes_no
from minping.apps.foundation.jobs import Told
from minping.apps.foundation.permissions import require
from minping.apps.units.selectors import UnitFacts, units_of, within
from minping.core.findings import Text

APPRAISED = "appraised"
STATUS_WORDS = {
    "参评": APPRAISED,
    "评议": APPRAISED,
    "免评": "exempt",
    "征求意见": "opinion_only",
    "只征求意见": "opinion_only",
    **{value: value for value in STATUSES},
}
COLUMNS = (
    ImportColumn(
        "unit",
        "单位",
        "unit",
        text(100),
        ("单位名称", "参评单位", "名称", "单位代码", "代码"),
        required=True,
        about=Text("名称或代码，须已登记", "name or code; it must be registered"),
        example="县公安局",
    ),
    ImportColumn(
        "category",
        "类别",
        "category",
        text(60),
        ("类别名称", "单位类别", "序列"),
        filled_down=True,
        about=Text("本次评议的类别名称或代码", "name or code of a category of this campaign"),
        example="监管与执法单位",
    ),
    ImportColumn(
        "status",
        "参评方式",
        "takes part as",
        choice(STATUS_WORDS),
        ("状态", "是否参评", "评议方式"),
        about=Text("参评（默认）、免评、征求意见", "appraised (if empty), exempt, opinion_only"),
        example="参评",
    ),
    ImportColumn("reason", "理由", "reason", text(200), ("免评理由", "原因", "说明"), example=""),
    ImportColumn("key", "重点对象", "key object", yes_no, ("重点", "是否重点"), example="否"),
)


def _target(asked: Mapping[str, str]) -> Target:
    try:
        campaign = UUID(asked.get("campaign", ""))
    except ValueError as fault:
        raise Http404 from fault
    if not Campaign.objects.filter(id=campaign).exists():
        raise Http404
    return {"campaign": str(campaign)}


def _allow(actor: Actor, target: Target) -> None:
    require(actor, "campaigns.edit")


def _found(written: str, units: Sequence[UnitFacts]) -> list[UnitFacts]:
    plain = written.strip()
    by_code = [unit for unit in units if unit.code == plain]
    return by_code or [unit for unit in units if plain in {unit.name, unit.short} and plain]


def _categories(campaign: UUID) -> Mapping[str, str]:
    rows = Campaign.objects.get(id=campaign).categories.values_list("code", "name")
    return {name: code for code, name in rows} | {code: code for code, _ in rows}


def _check(rows: Sequence[Row], notes: Notes, target: Target) -> Mapping[int, Outcome]:
    campaign = Campaign.objects.get(id=target["campaign"])
    units, categories = units_of(), _categories(campaign.id)
    parts = {part.unit_id: part for part in campaign.participations.select_related("category")}
    seen: dict[UUID, int] = {}
    outcomes: dict[int, Outcome] = {}
    for row in rows:
        unit = _unit(row, notes, units)
        if unit is None or not _fits(row, notes, categories, unit, campaign):
            continue
        if unit.id in seen:
            notes.error(
                row,
                "unit",
                "participation.twice",
                Text(
                    f"第{seen[unit.id]}行已经写过「{unit.name}」",
                    f"“{unit.name}” is in row {seen[unit.id]} too",
                ),
                Text("请删去一行", "remove one of the rows"),
            )
            continue
        seen[unit.id] = row.number
        outcomes[row.number] = _outcome(unit, parts.get(unit.id), _wanted(row, categories))
    return outcomes


def _unit(row: Row, notes: Notes, units: Sequence[UnitFacts]) -> UnitFacts | None:
    found = _found(row["unit"], units)
    if len(found) == 1:
        return found[0]
    said = (
        Text(f"有{len(found)}个单位叫「{row['unit']}」", f"{len(found)} units are called “{row['unit']}”")
        if found
        else Text(f"没有登记单位「{row['unit']}」", f"no unit “{row['unit']}” is registered")
    )
    fix = Text("请写单位代码，或先在「单位」页登记", "write the unit's code, or register it first")
    notes.error(row, "unit", "participation.unit", said, fix)
    return None


def _fits(row: Row, notes: Notes, categories: Mapping[str, str], unit: UnitFacts, campaign: Campaign) -> bool:
    status = row["status"] or APPRAISED
    written = row["category"] or ""
    faults = []
    if (written and written not in categories) or (status == APPRAISED and not written):
        names = "、".join(dict.fromkeys(categories)) or "—"
        said = (
            Text(f"本次评议没有类别「{written}」", f"this campaign has no category “{written}”")
            if written
            else Text("参评单位没有写类别", "an appraised unit has no category")
        )
        faults.append(("category", said, Text(f"可写：{names}", f"possible: {names}")))
    if status != APPRAISED and not row["reason"]:
        said = Text("免评和征求意见须写理由", "exempt and opinion-only units need a reason")
        faults.append(("reason", said, Text("如“上年第1名”", "such as last year's rank")))
    if campaign.enforcement_only and not unit.enforcement:
        said = Text(f"「{unit.name}」没有行政执法职能", f"“{unit.name}” has no enforcement power")
        faults.append(
            ("unit", said, Text("请移出本表，或在单位登记中改正", "take it out, or correct the register"))
        )
    if campaign.inside_id is not None and unit.id not in within(campaign.inside_id):
        said = Text(
            f"「{unit.name}」不是开展单位的科室、窗口、站所", f"“{unit.name}” does not belong to the host"
        )
        fix = Text("请移出本表，或在单位登记中改正上级", "take it out, or correct its parent in the register")
        faults.append(("unit", said, fix))
    for column, said, fix in faults:
        notes.error(row, column, f"participation.{column}", said, fix)
    return not faults


def _wanted(row: Row, categories: Mapping[str, str]) -> dict[str, Any]:
    return {
        "category": categories.get(row["category"] or "", ""),
        "status": row["status"] or APPRAISED,
        "reason": row["reason"] or "",
        "key_object": bool(row["key"]),
    }


def _held(part: Participation) -> dict[str, Any]:
    return {
        "category": part.category.code if part.category else "",
        "status": part.status,
        "reason": part.reason,
        "key_object": part.key_object,
    }


def _outcome(unit: UnitFacts, part: Participation | None, wanted: Mapping[str, Any]) -> Outcome:
    if part is None:
        return Outcome(NEW, unit.name)
    held = _held(part)
    changes = tuple(
        (name, str(held[name]), str(value)) for name, value in wanted.items() if held[name] != value
    )
    return Outcome(CHANGED if changes else UNCHANGED, unit.name, changes)


def _apply(actor: Actor, rows: Sequence[Row], target: Target, told: Told) -> Undo:
    campaign = UUID(target["campaign"])
    before_voting(actor, campaign)
    units, categories = units_of(), _categories(campaign)
    parts = {
        part.unit_id: part
        for part in Participation.objects.filter(campaign=campaign).select_related("category")
    }
    before: dict[str, Any] = {}
    for done, row in enumerate(rows):
        unit = _found(row["unit"], units)[0]
        before[str(unit.id)] = _held(parts[unit.id]) if unit.id in parts else None
        wanted = _wanted(row, categories)
        participations_set(actor=actor, campaign=campaign, units=[unit.id], **wanted)
        told(done + 1, len(rows))
    return {"before": before}


def _undo(actor: Actor, info: Undo, target: Target) -> None:
    campaign = UUID(target["campaign"])
    before_voting(actor, campaign)
    new = [UUID(unit) for unit, held in info["before"].items() if held is None]
    participations_remove(actor=actor, campaign=campaign, units=new)
    for unit, held in info["before"].items():
        if held is not None:
            participations_set(actor=actor, campaign=campaign, units=[UUID(unit)], **held)


def _name(target: Target) -> Text:
    found = Campaign.objects.filter(id=target["campaign"]).first()
    return Text(found.title, found.title_en or found.title) if found else Text("", "")


declare(
    ImportKind(
        code="campaigns.participations",
        name=Text("参评单位", "units that take part"),
        columns=COLUMNS,
        allow=_allow,
        target=_target,
        target_name=_name,
        check=_check,
        apply=_apply,
        undo=_undo,
        home=lambda target: reverse("campaigns:units", args=[target["campaign"]]),
        about=Text(
            "按名称或代码对应已登记的单位；表里没有的单位不动。",
            "Units are found by name or code; those the table leaves out stay as they are.",
        ),
        sheets=("参评单位",),
    )
)

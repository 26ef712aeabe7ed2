"""The kind of table this room takes in; its columns are those of the component it goes into."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.imports.kinds import (
    CHANGED,
    NEW,
    UNCHANGED,
    ImportKind,
    Notes,
    Outcome,
    Row,
    Shape,
    Target,
    Undo,
    declare,
)
from minping.apps.foundation.jobs import Told
from minping.apps.foundation.permissions import require
from minping.apps.partners.families import FAMILIES
from minping.apps.partners.families import Shape as Layout
from minping.apps.partners.models import Component
from minping.apps.partners.programmes.record import kept_here
from minping.apps.partners.scope import Names, component_for, names_of
from minping.apps.partners.services.found import in_force, still_open
from minping.apps.partners.services.submissions import submission_keep, submission_take, submission_undo
from minping.apps.partners.tables import LineRead, TableRead, read_table, shape_of
from minping.apps.partners.tables.begun import begun_rows
from minping.apps.partners.tables.columns import FEED
from minping.core.findings import Finding, RefusedInput, Severity, Text, error

_WHOLE_TABLE = {"table.total_differs"}
"""Faults of a total row: the rows above it may all be read, and still something is wrong with them."""


def target_of(asked: Mapping[str, str]) -> Target:
    """The component named in the address; Http404 where there is none."""
    try:
        found = Component.objects.filter(id=asked.get("component", "")).first()
    except ValidationError as fault:
        raise Http404 from fault
    if found is None:
        raise Http404
    return {"component": str(found.id)}


def allow(actor: Actor, target: Target) -> None:
    """The office, or the partner whose component it is."""
    require(actor, "partners.own")
    component_for(actor, target["component"])


def _found(target: Target) -> Component:
    return Component.objects.select_related("campaign").prefetch_related("feeds").get(id=target["component"])


def _shape(target: Target) -> Shape:
    found = _found(target)
    return shape_of(found, names_of(found.campaign_id))


def _check(rows: Sequence[Row], notes: Notes, target: Target) -> Mapping[int, Outcome]:
    component = _found(target)
    names = names_of(component.campaign_id)
    _usable(component, names, notes)
    read = read_table(component, names, rows, notes)
    told = _compared(component, names, read)
    return {row.number: told.get(row.number) or Outcome(NEW, row["unit"] or "") for row in rows}


def _usable(component: Component, names: Names, notes: Notes) -> None:
    """Raises RefusedInput for what no row can mend."""
    found: list[Finding] = [
        one for one in notes.findings if one.code in _WHOLE_TABLE and one.severity is Severity.ERROR
    ]
    closed = still_open(component)
    if closed is not None:
        found.append(Finding("partners.closed", Severity.ERROR, closed, Text("", ""), notes.place(0)))
    held = {"in_periods": bool(component.every), "from_record": kept_here(component)}
    held["no_scheme"] = names.scheme is None
    found += [
        error(f"partners.{code}", *_HELD[code], notes.place(0)) for code, is_so in held.items() if is_so
    ]
    if FAMILIES[component.family].shape is Layout.WIDE:
        lacking = [feed.code for feed in component.supplies if f"{FEED}{feed.code}" not in notes.written]
        if lacking:
            found.append(_column_missing(lacking, notes))
    if found:
        raise RefusedInput(found)


_HELD = {
    "in_periods": (
        "这项任务分期报送，年度数由各期汇总",
        "this task is handed in by periods, and the year is pooled from them",
        "请打开要报的那一期导入",
        "open the period and take the table in there",
    ),
    "from_record": (
        "这张表由节目排期的登记生成",
        "this table is made of the record of programmes",
        "请在节目排期里登记上线情况，或用排期表导入",
        "record who was on air in the schedule, or take the schedule's table in",
    ),
    "no_scheme": (
        "还没有评议方案",
        "there is no scheme yet",
        "请评议办先建立方案",
        "the office has to make it first",
    ),
}
"""Why a component takes no table at all, and what to do."""


def _column_missing(lacking: Sequence[str], notes: Notes) -> Finding:
    return error(
        "partners.column_missing",
        f"没有对应的列：{'、'.join(lacking)}",
        f"no column is matched to: {', '.join(lacking)}",
        "请补上这些列，或回到上一步选择",
        "add these columns, or go back and match them",
        notes.place(0),
    )


def _compared(component: Component, names: Names, read: TableRead) -> Mapping[int, Outcome]:
    """What each row changes against the delivery in force; a table that only leaves rows out is new."""
    there = in_force(component)
    codes = {unit: code for code, unit in names.ids.items()}
    before = {
        (codes.get(line.unit_id, "") if line.unit_id else "", line.label): line.cells
        for line in (there.lines.all() if there else ())
    }
    after = {(line.unit, line.label): line.cells for line in read.lines}
    if before and before.keys() - after.keys():
        before = {}
    return {line.row: _outcome(names, line, before.get((line.unit, line.label))) for line in read.lines}


def _outcome(names: Names, line: LineRead, before: Mapping[str, str] | None) -> Outcome:
    unit = names.index.units.get(line.unit)
    label = "·".join(part for part in (unit.name if unit else "", line.label) if part)
    if before is None:
        return Outcome(NEW, label)
    cells = dict(line.cells)
    changes = tuple(
        (name, before.get(name, ""), cells.get(name, ""))
        for name in dict.fromkeys((*before, *cells))
        if before.get(name, "") != cells.get(name, "")
    )
    return Outcome(CHANGED if changes else UNCHANGED, label, changes)


def _apply(actor: Actor, rows: Sequence[Row], target: Target, told: Told) -> Undo:
    component = _found(target)
    names = names_of(component.campaign_id)
    notes = Notes(KIND.shaped(target), "", "", rows[0].written if rows else {})
    read = read_table(component, names, rows, notes)
    faults = [one for one in notes.findings if one.severity is Severity.ERROR]
    if faults:
        raise Refused(Text("这些行不能单独导入。", "These rows cannot be taken in by themselves."), faults)
    made, before = submission_take(actor=actor, component=component.id, read=read, names=names)
    told(len(rows), len(rows))
    return {"submission": str(made), "before": str(before) if before else ""}


def _keep(info: Undo, name: str, raw: bytes) -> None:
    submission_keep(submission=UUID(info["submission"]), name=name, raw=raw)


def _undo(actor: Actor, info: Undo, target: Target) -> None:
    before = UUID(info["before"]) if info["before"] else None
    submission_undo(actor=actor, submission=UUID(info["submission"]), before=before)


def _begun(target: Target) -> Sequence[Mapping[str, object]]:
    component = _found(target)
    return begun_rows(component, names_of(component.campaign_id))


def _target_name(target: Target) -> Text:
    found = _found(target)
    family = FAMILIES[found.family].name
    return Text(f"{found.title}（{family.zh}）", f"{found.title} ({family.en})")


KIND = declare(
    ImportKind(
        code="partners.table",
        name=Text("报送表", "reported table"),
        columns=(),
        allow=allow,
        check=_check,
        apply=_apply,
        undo=_undo,
        home=lambda target: reverse("partners:component", args=[target["component"]]),
        target=target_of,
        target_name=_target_name,
        shape=_shape,
        keep=_keep,
        begun=_begun,
        about=Text(
            "导入后先成为草稿，可以反复导入更正，签字后生效。比率由系统按各自写明的分母计算。",
            "What is taken in is a draft at first and may be corrected by another import; it counts once it is "
            "signed. Rates are computed, each over the denominator named for it.",
        ),
    )
)

"""A checked table of units, written in a handful of statements and taken back by one."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.imports.kinds import Notes, Outcome, Row, Target
from minping.apps.foundation.jobs import Told
from minping.apps.units.changing import change_undo, changing
from minping.apps.units.models import Unit, UnitName
from minping.apps.units.services.units import next_codes
from minping.apps.units.spelling import normal_name, sounds
from minping.apps.units.tables.places import place_rows
from minping.apps.units.tables.plan import PLAIN, Planned, plan_rows
from minping.apps.units.tables.world import World

_FIELDS = ("kind", "parent", "system", "district", "category", "enforcement", "since", "note")


def check(rows: Sequence[Row], notes: Notes, target: Target) -> Mapping[int, Outcome]:
    """The dry run."""
    return {one.row.number: one.outcome() for one in _plan(rows, notes)}


def _plan(rows: Sequence[Row], notes: Notes) -> list[Planned]:
    world = World()
    planned = place_rows(plan_rows(rows, notes, world), notes, world)
    for one in planned:
        one.changes = [(notes.kind.column(column).zh, was, will) for column, was, will in one.changes]
    return planned


def apply(actor: Actor, rows: Sequence[Row], notes: Notes, told: Told) -> dict[str, Any]:
    """Write what the plan of the rows says, as one change."""
    planned = [one for one in _plan(rows, notes) if one.known is None or one.changes]
    told(0, len(planned))
    with changing(actor, "imported", [one.id for one in planned if one.known]) as change:
        _write_units(planned)
        _write_names(planned)
        change.add(*(one.id for one in planned))
    told(len(planned), len(planned))
    return {"change": str(change.change)}


def undo(actor: Actor, info: Mapping[str, Any], target: Target) -> None:
    """Put every unit back."""
    change_undo(actor=actor, change=UUID(info["change"]))


def _write_units(planned: Sequence[Planned]) -> None:
    new = [one for one in planned if one.known is None]
    taken = {one.code.casefold() for one in new if one.code}
    free = iter(code for code in next_codes(2 * len(new)) if code.casefold() not in taken)
    Unit.objects.bulk_create(
        Unit(id=one.id, code=one.code or next(free), parent_id=one.parent, **_plain(one)) for one in new
    )
    standing = []
    for one in planned:
        if one.known is not None:
            unit = one.known.unit
            unit.parent_id = one.parent
            for field, value in _plain(one).items():
                setattr(unit, field, value)
            standing.append(unit)
    Unit.objects.bulk_update(standing, _FIELDS, batch_size=100)


def _plain(one: Planned) -> dict[str, Any]:
    return {field: one.values[field] for field in PLAIN}


def _write_names(planned: Sequence[Planned]) -> None:
    ended, mended, made = [], [], []
    for one in planned:
        made += [_name(one, former, former=True) for former in one.former]
        present = one.known.present if one.known else None
        if present is None:
            made.append(_name(one, one.name, since=one.values["since"]))
        elif one.renamed:
            present.until = one.renamed - 1
            ended.append(present)
            made.append(_name(one, one.name, since=one.renamed))
        else:
            present.short, present.english = one.values["short"], one.values["english"]
            present.sounds = sounds(present.name, present.short)
            mended.append(present)
    UnitName.objects.bulk_update(ended, ["until"], batch_size=100)
    UnitName.objects.bulk_update(mended, ["short", "english", "sounds"], batch_size=100)
    UnitName.objects.bulk_create(made)


def _name(one: Planned, name: str, *, former: bool = False, since: int | None = None) -> UnitName:
    name = normal_name(name)
    short = "" if former else one.values["short"]
    english = "" if former else one.values["english"]
    return UnitName(
        unit_id=one.id,
        name=name,
        short=short,
        english=english,
        since=since,
        former=former,
        sounds=sounds(name, short),
    )

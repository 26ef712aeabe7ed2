"""Each act on units as one change: what was before, what is after, one entry in the log, one way back."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.db.models import ForeignObjectRel

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.units.models import Change, ChangedUnit, Succession, Unit, UnitName
from minping.apps.units.snapshots import put_back, snapshots
from minping.core.findings import Text


class Touched:
    """The units of a change; a service adds those it makes."""

    def __init__(self, units: Iterable[UUID]) -> None:
        self.units = dict.fromkeys(units)
        self.change: UUID | None = None

    def add(self, *units: UUID) -> None:
        """Units that the change makes."""
        self.units.update(dict.fromkeys(units))


@contextmanager
def changing(actor: Actor, what: str, units: Iterable[UUID], **detail: object) -> Iterator[Touched]:
    """Do something to units in one transaction; ``what`` names the act (``renamed``)."""
    with transaction.atomic():
        touched = Touched(units)
        require(actor, "units.edit")
        list(Unit.objects.select_for_update().filter(id__in=touched.units).values_list("id", flat=True))
        before = snapshots(touched.units)
        yield touched
        after = snapshots(touched.units)
        change = Change(what=what, at=now(), by=actor.id, by_name=actor.name)
        change.save(force_insert=True)
        ChangedUnit.objects.bulk_create(
            ChangedUnit(change=change, unit=unit, before=before.get(unit), after=after.get(unit))
            for unit in touched.units
        )
        touched.change = change.id
        subject = next(iter(touched.units)) if len(touched.units) == 1 else change.id
        record(actor, f"units.unit.{what}", subject, change=change.id, units=len(touched.units), **detail)


@transaction.atomic
def change_undo(*, actor: Actor, change: UUID) -> None:
    """Put everything back as it was before a change. Raises Refused when it was changed again since, or
    when something depends on a unit that the change made."""
    require(actor, "units.edit")
    found = Change.objects.select_for_update().filter(id=change).first()
    if found is None or found.undone_at is not None:
        raise Refused(Text("这项改动已经撤销。", "This change has been undone already."))
    rows = list(found.units.all())
    now_are = snapshots(row.unit for row in rows)
    changed = [row for row in rows if now_are.get(row.unit) != row.after]
    if changed:
        raise Refused(_changed_since(changed))
    gone = [row.unit for row in rows if row.before is None]
    refuse_if_used(gone, [row.unit for row in rows])
    put_back({row.unit: row.before for row in rows})
    found.undone_at, found.undone_name = now(), actor.name
    found.save()
    record(actor, f"units.unit.{found.what}.undone", found.id, units=len(rows))


def _changed_since(rows: Sequence[ChangedUnit]) -> Text:
    names = [str((row.after or row.before or {}).get("code", "")) for row in rows[:5]]
    zh, en = "、".join(names), ", ".join(names)
    return Text(
        f"之后又有改动，不能撤销（{zh}等{len(rows)}个单位）。请先撤销较后的改动。",
        f"Changed again since (units {en}; {len(rows)} in all): undo the later change first.",
    )


def refuse_if_used(units: Sequence[UUID], among: Sequence[UUID]) -> None:
    """Raise Refused when anything outside this room, or a unit not ``among`` those that are put back,
    depends on one of the units."""
    own = (UnitName, Succession)
    for relation in Unit._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.related_model in own:
            continue
        model = relation.related_model
        using = model._default_manager.filter(**{f"{relation.field.name}__in": units})
        if model is Unit:
            using = using.exclude(id__in=among)
        if using.exists():
            raise Refused(
                Text(
                    "这些单位已被用到（下属单位、活动、名册、账号等），不能删除。",
                    "Something depends on these units (sub-units, campaigns, rosters, accounts): they stay.",
                )
            )
    if Succession.objects.filter(before__in=units).exclude(after__in=among).exists():
        raise Refused(
            Text("其他单位的沿革用到了这些单位。", "The history of another unit leads through these.")
        )

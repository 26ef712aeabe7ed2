"""Everything a unit is, as JSON: kept before and after each change, compared and put back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from minping.apps.units.models import Succession, Unit, UnitName
from minping.apps.units.spelling import sounds

FIELDS = ("code", "kind", "parent", "district", "system", "category", "enforcement", "since", "until", "note")
_NAME = ("name", "short", "english", "since", "until", "former")
Snapshot = Mapping[str, Any]


def snapshots(ids: Iterable[UUID]) -> dict[UUID, Snapshot]:
    """Unit → what it is now; absent for a unit that does not exist. Four queries, however many units."""
    wanted = list(dict.fromkeys(ids))
    names: dict[UUID, list[Any]] = defaultdict(list)
    for name in UnitName.objects.filter(unit__in=wanted).order_by("id"):
        names[name.unit_id].append([getattr(name, field) for field in _NAME])
    links: dict[UUID, list[Any]] = defaultdict(list)
    for link in Succession.objects.filter(after__in=wanted).order_by("id"):
        links[link.after_id].append([str(link.before_id), link.what, link.year, link.main])
    return {
        unit.id: {
            **{field: getattr(unit, field) for field in FIELDS if field != "parent"},
            "parent": str(unit.parent_id) if unit.parent_id else None,
            "names": names[unit.id],
            "predecessors": links[unit.id],
        }
        for unit in Unit.objects.filter(id__in=wanted)
    }


def put_back(wanted: Mapping[UUID, Snapshot | None]) -> None:
    """Make units what they were; those that were not are removed. Nothing may depend on the latter."""
    gone = [unit for unit, was in wanted.items() if was is None]
    kept = {unit: was for unit, was in wanted.items() if was is not None}
    rows = list(Unit.objects.filter(id__in=kept))
    for row in rows:
        for field, value in kept[row.id].items():
            if field in FIELDS and field != "parent":
                setattr(row, field, value)
        parent = kept[row.id]["parent"]
        row.parent_id = UUID(parent) if parent else None
    _free_codes(rows)
    Unit.objects.bulk_update(rows, FIELDS)
    _put_names(kept)
    _put_predecessors(kept)
    Unit.objects.filter(id__in=gone).update(parent=None)
    Unit.objects.filter(id__in=gone).delete()


def _free_codes(rows: Sequence[Unit]) -> None:
    """Codes may have changed hands: each is freed before any is given."""
    stand_ins = [Unit(id=row.id, code=str(row.id)) for row in rows]
    Unit.objects.bulk_update(stand_ins, ["code"])


def _put_names(kept: Mapping[UUID, Snapshot]) -> None:
    UnitName.objects.filter(unit__in=kept).delete()
    made = []
    for unit, was in kept.items():
        for values in was["names"]:
            name = dict(zip(_NAME, values, strict=True))
            made.append(UnitName(unit_id=unit, sounds=sounds(name["name"], name["short"]), **name))
    UnitName.objects.bulk_create(made)


def _put_predecessors(kept: Mapping[UUID, Snapshot]) -> None:
    Succession.objects.filter(after__in=kept).delete()
    Succession.objects.bulk_create(
        Succession(after_id=unit, before_id=UUID(before), what=what, year=year, main=main)
        for unit, was in kept.items()
        for before, what, year, main in was["predecessors"]
    )

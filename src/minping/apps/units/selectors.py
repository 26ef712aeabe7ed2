"""What other rooms may know of units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from minping.apps.units.models import Office, Unit


@dataclass(frozen=True)
class OfficeFacts:
    """The office as pages and documents name it."""

    name: str = "民主评议办公室"
    phone: str = ""
    address: str = ""


@dataclass(frozen=True)
class UnitFacts:
    """A unit under its present name. ``former``: earlier names and the codes of merged units, main first."""

    id: UUID
    code: str
    name: str
    short: str = ""
    english: str = ""
    kind: str = "unit"
    parent: UUID | None = None
    district: str = ""
    system: str = ""
    enforcement: bool = False
    since: int | None = None
    until: int | None = None
    former: tuple[str, ...] = ()


def own_office() -> OfficeFacts:
    """The office that runs this installation."""
    found = Office.objects.filter(own=True).first()
    return OfficeFacts(found.name, found.phone, found.address) if found else OfficeFacts()


def units_of(ids: Iterable[UUID] | None = None) -> Sequence[UnitFacts]:
    """Units by code, all or those with the given ids."""
    found = Unit.objects.order_by("code").prefetch_related("names", "predecessors__before__names")
    if ids is not None:
        found = found.filter(id__in=list(ids))
    return [facts_of(unit) for unit in found]


def facts_of(unit: Unit) -> UnitFacts:
    """The facts of one unit, its names prefetched where many are asked for."""
    names = list(unit.names.all())
    present = next((name for name in names if name.until is None), None)
    earlier = sorted((n for n in names if n.until is not None), key=lambda n: -(n.until or 0))
    merged = [p.before for p in unit.predecessors.all() if p.main]
    return UnitFacts(
        id=unit.id,
        code=unit.code,
        name=present.name if present else unit.code,
        short=present.short if present else "",
        english=present.english if present else "",
        kind=unit.kind,
        parent=unit.parent_id,
        district=unit.district,
        system=unit.system,
        enforcement=unit.enforcement,
        since=unit.since,
        until=unit.until,
        former=(*(n.name for n in earlier), *(u.code for u in merged)),
    )

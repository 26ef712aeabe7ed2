"""What other rooms may know of units."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Q

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.permissions import roles_for
from minping.apps.foundation.roles import SCOPED
from minping.apps.units.models import Office, Succession, Unit, UnitName


@dataclass(frozen=True)
class OfficeFacts:
    """The office as pages and documents name it. ``upper``: the name of the one above it, if it is known."""

    name: str = "民主评议办公室"
    phone: str = ""
    address: str = ""
    upper: str = ""


@dataclass(frozen=True)
class UnitFacts:
    """A unit under its present name. ``former``: earlier names, and code and names of those whose history it
    carries on. ``joined``: code and names of units merged into it, or into one of those, without handing theirs
    on."""

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
    joined: tuple[str, ...] = ()
    category: str = ""
    """What the office's own list says; a campaign decides for itself."""


@dataclass(frozen=True)
class Identity:
    """Who bore a unit's history in a year, and what it was called then."""

    unit: UUID
    code: str
    name: str
    year: int


def own_office() -> OfficeFacts:
    """The office that runs this installation."""
    found = Office.objects.filter(own=True).select_related("upper").first()
    if found is None:
        return OfficeFacts()
    return OfficeFacts(found.name, found.phone, found.address, found.upper.name if found.upper else "")


def units_of(ids: Iterable[UUID] | None = None) -> Sequence[UnitFacts]:
    """Units by code, all or those with the given ids."""
    found = Unit.objects.order_by("code").prefetch_related("names", "predecessors__before__names")
    if ids is not None:
        found = found.filter(id__in=list(ids))
    inherited, joined = _inherited(found)
    return [replace(facts_of(unit, inherited.get(unit.id)), joined=joined.get(unit.id, ())) for unit in found]


@dataclass(frozen=True)
class UnitLine:
    """A unit in a long list: its present name and its place."""

    id: UUID
    code: str
    name: str
    parent: UUID | None
    system: str


def unit_lines(ids: Iterable[UUID] | None = None) -> Sequence[UnitLine]:
    """Units by code, all or those with the given ids, without their history: two queries, quick for hundreds."""
    found = Unit.objects.order_by("code")
    names = UnitName.objects.filter(until__isnull=True, former=False)
    if ids is not None:
        wanted = list(ids)
        found, names = found.filter(id__in=wanted), names.filter(unit__in=wanted)
    known = dict(names.order_by().values_list("unit", "name"))
    rows = found.values_list("id", "code", "parent", "system")
    return [
        UnitLine(unit, code, known.get(unit, code), parent, system) for unit, code, parent, system in rows
    ]


Words = dict[UUID, tuple[str, ...]]


def _inherited(units: Iterable[Unit]) -> tuple[Words, Words]:
    """Unit → codes and names of all whose history it carries on, the nearest first; and of those merged into
    one of them without handing theirs on. Two queries."""
    links = list(Succession.objects.order_by("-id"))
    before = {link.after_id: link.before_id for link in links if link.main}
    merged: dict[UUID, list[UUID]] = defaultdict(list)
    for link in links:
        if link.what == Succession.What.MERGED:
            merged[link.after_id].append(link.before_id)
    every = {unit.id: _line(unit.id, before) for unit in units}
    lines = {unit: line[1:] for unit, line in every.items() if len(line) > 1}
    others = {unit: _others(line, merged, before) for unit, line in every.items()}
    wanted = {one for found in (lines, others) for line in found.values() for one in line}
    known = Unit.objects.filter(id__in=wanted) if wanted else Unit.objects.none()
    words = {unit.id: _borne(unit) for unit in known.prefetch_related("names")}

    def told(found: Mapping[UUID, Sequence[UUID]]) -> Words:
        return {
            unit: tuple(word for one in line for word in words.get(one, ())) for unit, line in found.items()
        }

    return told(lines), told({unit: line for unit, line in others.items() if line})


def _others(
    line: Sequence[UUID], merged: Mapping[UUID, Sequence[UUID]], before: Mapping[UUID, UUID]
) -> list[UUID]:
    """Everyone merged into the line from beside it, with what they were before."""
    seen, found, waiting = set(line), list[UUID](), list(line)
    while waiting:
        unit = waiting.pop(0)
        for one in (*merged.get(unit, ()), *([before[unit]] if unit in before else ())):
            if one not in seen:
                seen.add(one)
                found.append(one)
                waiting.append(one)
    return found


def _borne(unit: Unit) -> tuple[str, ...]:
    """Code and names of a unit, the last name first."""
    names = sorted(unit.names.all(), key=lambda name: -(name.until or 9999))
    return (unit.code, *(name.name for name in names))


def _line(unit: UUID, before: Mapping[UUID, UUID]) -> list[UUID]:
    line = [unit]
    while (earlier := before.get(line[-1])) is not None and earlier not in line:
        line.append(earlier)
    return line


def facts_of(unit: Unit, inherited: Sequence[str] | None = None) -> UnitFacts:
    """The facts of one unit, its names prefetched where many are asked for. ``inherited``: codes and names of
    all its predecessors; None: of the nearest alone."""
    names = list(unit.names.all())
    present = next((name for name in names if name.until is None and not name.former), None)
    earlier = sorted((n for n in names if n is not present), key=lambda n: -(n.until or 0))
    if inherited is None:
        inherited = [p.before.code for p in unit.predecessors.all() if p.main]
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
        former=(*(n.name for n in earlier), *inherited),
        category=unit.category,
    )


def below(ids: Iterable[UUID]) -> frozenset[UUID]:
    """The units with everything beneath them: sections, stations and theirs. One query."""
    children: dict[UUID | None, list[UUID]] = defaultdict(list)
    for unit, parent in Unit.objects.exclude(parent=None).values_list("id", "parent"):
        children[parent].append(unit)
    found: set[UUID] = set()
    waiting = list(ids)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting += children[unit]
    return frozenset(found)


def within(host: UUID) -> frozenset[UUID]:
    """What belongs to a unit: everything beneath it; of a system also the units whose line names it, with what
    is beneath them. Not the host itself, nothing that is closed."""
    names = {*Unit.objects.filter(id=host).values_list("code", flat=True)}
    names |= {*UnitName.objects.filter(unit=host).values_list("name", flat=True)}
    in_system = Unit.objects.filter(system__in=names).values_list("id", flat=True)
    found = below([host, *in_system]) - {host}
    return frozenset(Unit.objects.filter(id__in=found, until__isnull=True).values_list("id", flat=True))


def hosts() -> Sequence[UnitLine]:
    """Standing units and systems to which something belongs, by code."""
    lines, standing = unit_lines(), set(Unit.objects.filter(until=None).values_list("id", flat=True))
    above = {line.parent for line in lines if line.id in standing}
    systems = {line.system for line in lines if line.id in standing and line.system}
    return [
        line
        for line in lines
        if line.id in standing and (line.id in above or line.name in systems or line.code in systems)
    ]


def scope_of(actor: Actor, permission: str = "units.view") -> frozenset[UUID] | None:
    """The units that the actor may see; None for all of them. Liaisons: their unit and what lies below."""
    if actor.system or actor.roles & (roles_for(permission) - SCOPED):
        return None
    return below(actor.units) if actor.units else frozenset()


def answering_for(ids: Iterable[UUID]) -> frozenset[UUID]:
    """The units with all that they carry on or that were merged into them: whose open matters are theirs now."""
    into: dict[UUID, list[UUID]] = defaultdict(list)
    links = Succession.objects.filter(Q(main=True) | Q(what=Succession.What.MERGED))
    for before, after in links.values_list("before", "after"):
        into[after].append(before)
    found, waiting = set[UUID](), list(ids)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting += into[unit]
    return frozenset(found)


def history_line(unit: UUID) -> Sequence[UUID]:
    """The identities that carry one history, newest first: the unit, its main predecessor, and so on."""
    return _line(unit, {link.after_id: link.before_id for link in _main_links()})


def _main_links() -> Sequence[Succession]:
    return list(Succession.objects.filter(main=True).order_by("-id"))


def identity_of(unit: UUID, year: int) -> Identity | None:
    """Who carried the unit's history in ``year``, under the name of that year; None: nobody did yet, or
    any more (F160)."""
    begun = {link.after_id: link.year for link in _main_links()}
    line = history_line(unit)
    rows = {row.id: row for row in Unit.objects.filter(id__in=line).prefetch_related("names")}
    for one in line:
        row = rows.get(one)
        if row is not None and (row.since or begun.get(one) or 0) <= year <= (row.until or 9999):
            return Identity(row.id, row.code, name_in(list(row.names.all()), year) or row.code, year)
    return None


def name_in(names: Sequence[UnitName], year: int) -> str:
    """The name borne in a year; where the years are not known, the nearest later one."""
    dated = [n for n in names if not n.former]
    held = [n for n in dated if (n.since or 0) <= year <= (n.until or 9999)]
    found = held or sorted(dated, key=lambda n: n.until or 9999)
    return found[0].name if found else ""

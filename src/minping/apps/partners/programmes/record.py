"""The record of programmes as the broadcaster's table, which the score reads like any other."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from minping.apps.foundation.clock import today
from minping.apps.foundation.imports.kinds import Notes, Row, kind_of
from minping.apps.partners.families import BROADCAST
from minping.apps.partners.models import Airing, Component, Submission
from minping.apps.partners.scope import Names
from minping.apps.partners.tables import TableRead, read_table
from minping.apps.units.selectors import unit_lines
from minping.core.findings import Finding, Severity

AHEAD = timedelta(days=14)
COUNTS = ("raised", "closed", "rated", "satisfied")


def airings_of(component: Component) -> list[Airing]:
    """The programmes that the component's table is made of, called off ones left out, by day."""
    found = Airing.objects.filter(component=component.parent_id or component.id, called_off="")
    if component.since:
        found = found.filter(on__gte=component.since)
    if component.until:
        found = found.filter(on__lte=component.until)
    return list(found)


def kept_here(component: Component) -> bool:
    """Whether the component's table comes from a schedule that is kept here."""
    root = component.parent_id or component.id
    return component.family == BROADCAST.code and Airing.objects.filter(component=root).exists()


@dataclass(frozen=True)
class Record:
    """How far the record is. ``lacking``: aired and not recorded; ``ahead``: still to come."""

    planned: int
    lacking: Sequence[Airing]
    ahead: int


def record_of(component: Component) -> Record:
    """How far the record of the component's programmes is."""
    found = airings_of(component)
    lacking = [one for one in found if not one.attended and one.on < today()]
    return Record(len(found), lacking, sum(not one.attended and one.on >= today() for one in found))


def as_table(component: Component, names: Names) -> tuple[TableRead, list[Finding]]:
    """The record as the rows of the broadcaster's table, and why it cannot be that."""
    kind = kind_of("partners.table")
    assert kind is not None  # noqa: S101 - declared when the room is loaded
    notes = Notes(kind.shaped({"component": str(component.id)}), "", "", {})
    found = airings_of(component)
    named = {unit.id: (unit.name, unit.code) for unit in unit_lines({one.unit_id for one in found})}
    rows = [_row(at, one, *named[one.unit_id]) for at, one in enumerate(found, 1)]
    read = read_table(component, names, rows, notes)
    return read, [one for one in notes.findings if one.severity is Severity.ERROR]


def outrun(component: Component, names: Names, there: Submission) -> bool:
    """Whether the record has moved on since the table was made of it."""
    if component.every or there.file_sha256 or not kept_here(component):
        return False
    read, _ = as_table(component, names)
    codes = {unit: code for code, unit in names.ids.items()}
    held = [
        (codes.get(one.unit_id, "") if one.unit_id else "", one.label, one.cells) for one in there.lines.all()
    ]
    return held != [(one.unit, one.label, dict(one.cells)) for one in read.lines]


def _row(number: int, one: Airing, unit: str, code: str) -> Row:
    values: dict[str, object] = {
        "unit": unit,
        "code": code,
        "programme": label_of(one.programme, one.on),
        "attended": one.attended,
        "who": " ".join(part for part in (one.who, one.post) if part) or None,
        "note": one.note or None,
    }
    return Row(number, values | {name: getattr(one, name) for name in COUNTS})


def label_of(programme: str, on: date) -> str:
    """What tells the programmes of one unit apart."""
    return f"{programme} {on.isoformat()}"


def unrecorded(campaigns: Collection[UUID], partners: Collection[UUID] | None = None) -> int:
    """Programmes that were aired and are not recorded, of all broadcasters or of these."""
    found = Airing.objects.filter(
        component__campaign__in=campaigns, attended="", called_off="", on__lt=today()
    )
    return (found if partners is None else found.filter(component__partner__in=partners)).count()


def coming_up(units: Collection[UUID]) -> int:
    """Turns of these units within the next days."""
    days = (today(), today() + AHEAD)
    return Airing.objects.filter(unit__in=units, attended="", called_off="", on__range=days).count()


@dataclass(frozen=True)
class Turn:
    """A unit's turn on air, as the unit sees it."""

    id: UUID
    on: date
    programme: str
    unit: str
    guest: str
    attended: str
    who: str
    post: str
    raised: int | None
    closed: int | None
    called_off: str


def turns_of(units: Sequence[UUID]) -> list[Turn]:
    """The turns of these units in campaigns that are not archived, newest day first."""
    found = Airing.objects.filter(unit__in=units).exclude(component__campaign__state="archived")
    named = {unit.id: unit.name for unit in unit_lines(units)}
    return [
        Turn(
            one.id,
            one.on,
            one.programme,
            named[one.unit_id],
            one.guest,
            one.attended,
            one.who,
            one.post,
            one.raised,
            one.closed,
            one.called_off,
        )
        for one in found.order_by("-on", "programme")
    ]

"""Notices to people with an account: the liaisons of a unit, those above them, the office.

Reminders climb as lateness does: to the unit's own liaisons first, then to those of the unit above it as well
(层层负责), at last to the office's leads. Who gave no number is reached by the pages alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from minping.apps.accounts.models import Grant, User
from minping.apps.accounts.selectors import holding
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.roles import Role
from minping.apps.foundation.sealing import unseal
from minping.apps.messaging.services import Draft
from minping.apps.messaging.standing import standing_queue
from minping.apps.units.selectors import UnitFacts, own_office, units_of

ABOVE_TOO, OFFICE_TOO = 2, 3
"""Levels from which the unit above, and the office's leads, are told too."""
WORTH = timedelta(days=5)
"""After so many days a notice that was not sent is not worth sending."""


@dataclass(frozen=True)
class Notice:
    """``kind``: a standing text; ``key``: told once to each, whatever happens; ``level``: how high it climbs."""

    kind: str
    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    level: int = 0
    campaign: UUID | None = None


def unit_tell(unit: UUID, notice: Notice) -> int:
    """Queue a notice for those who answer for a unit; how many messages are new."""
    known = {one.id: one for one in units_of()}
    if unit not in known:
        return 0
    people = _liaisons(known, unit, climbs=notice.level >= ABOVE_TOO)
    if notice.level >= OFFICE_TOO:
        people |= _holders(Role.LEAD)
    return _queue(people, notice, {"unit": known[unit].name})


def people_tell(persons: Iterable[UUID], notice: Notice) -> int:
    """Queue a notice for people of the rosters; their numbers are looked up when the file is made."""
    drafts = [Draft(f"{notice.key}:{one}", person=one, values=_values(notice)) for one in persons]
    return _send(drafts, notice)


def reachable(units: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the units that a message would reach."""
    known = {one.id: one for one in units_of()}
    return frozenset(unit for unit in units if unit in known and _liaisons(known, unit, climbs=False))


def _liaisons(known: Mapping[UUID, UnitFacts], unit: UUID, *, climbs: bool) -> dict[UUID, str]:
    """User → number of the nearest unit upwards that has any; of the next one above it too, if it climbs."""
    way = _way(known, unit)
    grants = Grant.objects.filter(holding(today()), role=Role.LIAISON, unit__in=way, user__is_active=True)
    by_unit: dict[UUID | None, dict[UUID, str]] = {}
    for grant in grants.select_related("user"):
        if number := unseal(grant.user.sealed_phone, "phone"):
            by_unit.setdefault(grant.unit_id, {})[grant.user_id] = number
    near = [by_unit[one] for one in way if one in by_unit][: 2 if climbs else 1]
    return {user: number for some in near for user, number in some.items()}


def _way(known: Mapping[UUID, UnitFacts], unit: UUID) -> Sequence[UUID]:
    """The unit, the one above it, and so on; each once."""
    way: list[UUID] = []
    at: UUID | None = unit
    while at is not None and at in known and at not in way:
        way.append(at)
        at = known[at].parent
    return way


def _holders(role: Role) -> dict[UUID, str]:
    ids = Grant.objects.filter(holding(today()), role=role, user__is_active=True).values("user")
    people = User.objects.filter(id__in=ids)
    numbers = {one.id: unseal(one.sealed_phone, "phone") for one in people}
    return {user: number for user, number in numbers.items() if number}


def _values(notice: Notice) -> dict[str, str]:
    office = own_office()
    return {"office": office.name, "phone": office.phone, **notice.values}


def _queue(people: Mapping[UUID, str], notice: Notice, more: Mapping[str, str]) -> int:
    said = {**_values(notice), **more}
    return _send(
        [Draft(f"{notice.key}:{one}", number=number, values=said) for one, number in people.items()], notice
    )


def _send(drafts: Sequence[Draft], notice: Notice) -> int:
    return standing_queue(
        kind=notice.kind, drafts=drafts, campaign=notice.campaign, valid_until=now() + WORTH
    )

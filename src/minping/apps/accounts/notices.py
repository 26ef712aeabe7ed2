"""Notices to people with an account: those who answer for a unit, those above them, the office.

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
from minping.apps.units.selectors import UnitLine, own_office, unit_lines

ABOVE_TOO, OFFICE_TOO = 2, 3
"""Levels from which the unit above, and the office's leads, are told too."""
WORTH = timedelta(days=5)
"""After so many days a notice that was not sent is not worth sending."""


@dataclass(frozen=True)
class Notice:
    """``kind``: a standing text; ``key``: told once to each, whatever happens; ``level``: how high it climbs;
    ``role``: who answers for the unit in this matter."""

    kind: str
    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    level: int = 0
    campaign: UUID | None = None
    role: Role = Role.LIAISON


def unit_tell(unit: UUID, notice: Notice) -> int:
    """Queue a notice for those who answer for a unit; how many messages are new."""
    return units_tell([(unit, notice)])


def units_tell(notices: Iterable[tuple[UUID, Notice]]) -> int:
    """Queue notices for those who answer for units, each its own; how many messages are new. Units, people and
    numbers are read once."""
    wanted = list(notices)
    known = {one.id: one for one in unit_lines()} if wanted else {}
    units = {above for unit, _ in wanted for above in _way(known, unit)}
    numbers = {role: _numbers(units, role) for role in {one.role for _, one in wanted}}
    leads = _holders(Role.LEAD) if any(one.level >= OFFICE_TOO for _, one in wanted) else {}
    drafts: dict[tuple[str, UUID | None], list[Draft]] = {}
    office = _office()
    for unit, notice in wanted:
        people = _nearest(numbers[notice.role], _way(known, unit), climbs=notice.level >= ABOVE_TOO)
        if notice.level >= OFFICE_TOO and unit in known:
            people = {**people, **leads}
        said = {**office, **notice.values, "unit": known[unit].name} if unit in known else {}
        of_kind = drafts.setdefault((notice.kind, notice.campaign), [])
        of_kind += [
            Draft(f"{notice.key}:{one}", number=number, values=said) for one, number in people.items()
        ]
    return sum(_send(of_kind, kind, campaign) for (kind, campaign), of_kind in drafts.items())


def office_tell(notice: Notice) -> int:
    """Queue a notice for the office's leads, from the second level on for the leading group too; how many
    messages are new."""
    said, people = {**_office(), **notice.values}, _holders(Role.LEAD)
    if notice.level >= ABOVE_TOO:
        people = {**people, **_holders(Role.LEADING_GROUP)}
    drafts = [Draft(f"{notice.key}:{one}", number=to, values=said) for one, to in people.items()]
    return _send(drafts, notice.kind, notice.campaign)


def people_tell(persons: Iterable[UUID], notice: Notice) -> int:
    """Queue a notice for people of the rosters; their numbers are looked up when the file is made."""
    said = {**_office(), **notice.values}
    drafts = [Draft(f"{notice.key}:{one}", person=one, values=said) for one in persons]
    return _send(drafts, notice.kind, notice.campaign)


def reachable(units: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the units that a message would reach."""
    known, wanted = {one.id: one for one in unit_lines()}, list(units)
    numbers = _numbers({above for unit in wanted for above in _way(known, unit)}, Role.LIAISON)
    return frozenset(unit for unit in wanted if _nearest(numbers, _way(known, unit), climbs=False))


def _numbers(units: Iterable[UUID], role: Role) -> Mapping[UUID, Mapping[UUID, str]]:
    """Unit → those who hold the role for it and gave a number → the number."""
    grants = Grant.objects.filter(holding(today()), role=role, user__is_active=True)
    found: dict[UUID, dict[UUID, str]] = {}
    for grant in grants.filter(unit__in=list(units)).select_related("user"):
        number = unseal(grant.user.sealed_phone, "phone")
        if number and grant.unit_id is not None:
            found.setdefault(grant.unit_id, {})[grant.user_id] = number
    return found


def _nearest(
    numbers: Mapping[UUID, Mapping[UUID, str]], way: Sequence[UUID], *, climbs: bool
) -> Mapping[UUID, str]:
    """User → number of the nearest unit upwards that has any; of the next one above it too, if it climbs."""
    near = [numbers[one] for one in way if one in numbers][: 2 if climbs else 1]
    return {user: number for some in near for user, number in some.items()}


def _way(known: Mapping[UUID, UnitLine], unit: UUID) -> Sequence[UUID]:
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


def _office() -> dict[str, str]:
    office = own_office()
    return {"office": office.name, "phone": office.phone}


def _send(drafts: Sequence[Draft], kind: str, campaign: UUID | None) -> int:
    return standing_queue(kind=kind, drafts=drafts, campaign=campaign, valid_until=now() + WORTH)

"""The demo's office: its name, its units over the years, its accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from minping.apps.accounts.selectors import actor_for
from minping.apps.accounts.services import NewGrant, grant_give, user_create
from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.roles import SCOPED
from minping.apps.units.services import own_office_set, unit_create
from minping.core.simulate.county import SimulatedCounty
from minping.site.demo.logins import LOGINS, PARTNERS, PASSWORD, REPORTERS

PHONE = "0000-12345"


@dataclass(frozen=True)
class Office:
    """Those who act in the demo, and its units by code. ``partners``: who acts for a partner, by its code;
    ``ordered``: the liaison who gets his unit once it is known."""

    lead: Actor
    second: Actor
    clerk: Actor
    appraiser: Actor
    liaison: Actor
    group: Actor
    discipline: Actor
    ordered: UUID
    partners: Mapping[str, Actor]
    units: Mapping[str, UUID]


@transaction.atomic
def make_office(county: SimulatedCounty) -> Office:
    """Name the office, register the units, open one account for each role."""
    own_office_set(actor=SYSTEM, name=county.office, phone=PHONE)
    units = _units(county) | {
        code: unit_create(actor=SYSTEM, name=name, code=code, kind="unit") for code, name in PARTNERS.items()
    }
    people = {
        login.username: user_create(
            actor=SYSTEM, username=login.username, name=login.name, phone=login.phone, password=PASSWORD
        )
        for login in LOGINS
    }
    for login in LOGINS:
        for role in login.roles if login.unit or not set(login.roles) & SCOPED else ():
            unit = units[login.unit] if login.unit else None
            grant_give(actor=SYSTEM, user=people[login.username], grant=NewGrant(role, unit))
    return Office(
        lead=actor_for(people["lead"]),
        second=actor_for(people["deputy"]),
        clerk=actor_for(people["clerk"]),
        appraiser=actor_for(people["appraiser"]),
        liaison=actor_for(people["liaison"]),
        group=actor_for(people["group"]),
        discipline=actor_for(people["discipline"]),
        ordered=people["ordered"],
        partners={login.unit: actor_for(people[login.username]) for login in REPORTERS},
        units=units,
    )


def _units(county: SimulatedCounty) -> dict[str, UUID]:
    """Units by code, those above before those below."""
    names = {unit.name: unit.code for unit in county.units}
    made: dict[str, UUID] = {}
    for unit in sorted(county.units, key=lambda one: bool(one.parent)):
        above = made.get(unit.parent) or made.get(names.get(unit.parent, ""))
        made[unit.code] = unit_create(
            actor=SYSTEM,
            name=unit.name,
            code=unit.code,
            kind=unit.kind,
            parent=above,
            district=unit.district,
            system=unit.system,
            enforcement=unit.category == "执法",
            former=unit.former,
        )
    return made

"""Sessions of the townships in the demo: all but two have reported, one is signed absent, one is still to come."""

import random
from datetime import timedelta
from uuid import UUID

from minping.apps.accounts.selectors import actor_for
from minping.apps.accounts.services import NewGrant, grant_give, user_create
from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.clock import as_of, today
from minping.apps.foundation.roles import Role
from minping.apps.partners.services import ComponentPlan, absence_sign, component_make, submission_sign
from minping.site.demo.campaign import Launched
from minping.site.demo.collecting import OPEN_ROUND, PANEL
from minping.site.demo.handing_in import take_in
from minping.site.demo.logins import LATE_TOWN, PASSWORD
from minping.site.demo.office import Office
from minping.site.demo.reporting import TABLE, Told, appraised

TOWNS = "镇街"
ABSENT_TOWN = "U609"
OPTIONS = ("满意", "比较满意", "一般", "不太满意", "很不满意", "不了解")
PAPERS = 24
"""How many delegates come to a session."""


def hold_sessions(office: Office, launched: Launched, seed: int) -> None:
    """Delegates on the spot rate in the round of the panel; no totals before every site has reported."""
    dice = random.Random(seed)
    for unit in launched.demo.county.units:
        if unit.category != TOWNS or unit.kind != "unit" or unit.code.startswith("M"):
            continue
        plan = ComponentPlan(
            f"{unit.name}评议会",
            "site",
            office.units[unit.code],
            today() + timedelta(days=5),
            group=PANEL,
            round=OPEN_ROUND,
        )
        component = component_make(actor=office.clerk, campaign=launched.id, plan=plan)
        if unit.code == ABSENT_TOWN:
            absence_sign(
                actor=office.lead, component=component, reason="因防汛救灾，经县领导小组同意不召开评议会。"
            )
        elif unit.code != LATE_TOWN:
            _report(office, launched, component, unit.code, dice)


def _report(office: Office, launched: Launched, component: UUID, code: str, dice: random.Random) -> None:
    rows: list[list[object]] = [["单位", *OPTIONS, "废票"]]
    rows += [_votes(unit, dice) for unit in appraised(launched)]
    with as_of(today() - timedelta(days=dice.randrange(1, 6))):
        actor = _recorder(office.units[code], code)
        take_in(actor, TABLE, {"component": str(component)}, "评议会计票表.csv", rows)
        submission_sign(
            actor=actor, component=component, signer="镇纪委书记", issued=PAPERS + 2, returned=PAPERS
        )


def _votes(unit: Told, dice: random.Random) -> list[object]:
    likes = (50 - 3 * unit.miss, 30, 8 + unit.miss, 3 + unit.miss, 1 + unit.miss // 2, 8)
    drawn = dice.choices(OPTIONS, likes, k=PAPERS)
    return [unit.name, *(drawn.count(one) for one in OPTIONS), 0]


def _recorder(town: UUID, code: str) -> Actor:
    user = user_create(
        actor=SYSTEM, username=f"town-{code.lower()}", name="镇评议点录入员", password=PASSWORD
    )
    grant_give(actor=SYSTEM, user=user, grant=NewGrant(Role.PARTNER, town))
    return actor_for(user)

"""The campaign that collects votes: rounds that are over, one that is open, lists of one to come."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from minping.apps.campaigns.selectors import round_of
from minping.apps.campaigns.services import round_edit
from minping.apps.foundation.clock import now, today
from minping.apps.people.draws.services import take_all
from minping.apps.people.rosters.screening import roster_screen, warning_accept
from minping.apps.people.rosters.services import Listed, roster_make, rosters_lock, rows_add
from minping.apps.people.selectors import open_warnings
from minping.apps.register.persons import invite_drawn
from minping.apps.register.services import codes_make, round_open
from minping.core.scoring.inputs import Status
from minping.core.simulate.names import Names
from minping.site.demo.campaign import Launched
from minping.site.demo.finished import finish_rounds
from minping.site.demo.office import Office

PANEL, OPEN_ROUND = "专家", "专家11月"
NEXT_GROUP, NEXT_ROUND = "服务对象", "四季度"
EXPERTS, SERVED = 60, 36
POSTS = ("人大代表", "政协委员", "民主党派人士", "企业主", "县直机关工作人员", "社区居民代表")


@dataclass(frozen=True)
class Voting:
    """The round that is open, with the codes of all its voters."""

    round: UUID
    codes: Sequence[str]


def begin_collecting(office: Office, launched: Launched, seed: int) -> Voting:
    """The rounds of the year up to now are over; the panel votes; the next round's lists come in."""
    open_round = launched.rounds[PANEL, OPEN_ROUND]
    to_come = launched.rounds[NEXT_GROUP, NEXT_ROUND]
    over = {found for place, found in launched.rounds.items() if _is_over(launched, place[1])}
    finish_rounds(office, launched, over - {open_round, to_come})
    crowd = Crowd(seed)
    _lists_to_come(office, launched, to_come, crowd)
    return Voting(open_round, _open(office, open_round, crowd))


def _is_over(launched: Launched, code: str) -> bool:
    return launched.demo.county.scheme.rounds[code].fieldwork.end < today().isoformat()


class Crowd:
    """Made-up people with numbers that nobody else on the lists has."""

    def __init__(self, seed: int) -> None:
        self._names, self._dice = Names(seed + 7), random.Random(seed)
        self._numbers: set[str] = set()

    def person(self, post: str = "", stratum: str = "") -> Listed:
        """Somebody new."""
        number = ""
        while not number or number in self._numbers:
            number = f"+86190{self._dice.randrange(10**8):08d}"
        self._numbers.add(number)
        return Listed(self._names.person(), number, post, stratum)


def _lists_to_come(office: Office, launched: Launched, to_come: UUID, crowd: Crowd) -> None:
    """Lists of service objects: two thirds of the units have handed theirs in."""
    day = today()
    round_edit(
        actor=office.lead,
        round=to_come,
        opens=day + timedelta(days=18),
        closes=now() + timedelta(days=38),
    )
    appraised = [u for u in launched.demo.county.units if u.kind == "unit" and u.status is Status.APPRAISED]
    for at, unit in enumerate(appraised):
        if at % 3 == 2:
            continue
        roster = roster_make(
            actor=office.clerk,
            round_id=to_come,
            unit=office.units[unit.code],
            provenance="unit",
            source="单位报送的办事记录",
        )
        people = [crowd.person(stratum="企业办事员" if n % 4 else "社区居民") for n in range(SERVED)]
        rows_add(actor=office.clerk, roster=roster, people=people)
        roster_screen(actor=office.clerk, roster=roster)


def _open(office: Office, found: UUID, crowd: Crowd) -> Sequence[str]:
    """Everybody on the panel is invited and the round is open; the codes."""
    day = today()
    round_edit(
        actor=office.lead, round=found, opens=day - timedelta(days=9), closes=now() + timedelta(days=20)
    )
    roster = roster_make(actor=office.clerk, round_id=found, provenance="office", source="县评议办选聘")
    panel = [crowd.person(POSTS[at % len(POSTS)]) for at in range(EXPERTS)]
    rows_add(actor=office.clerk, roster=roster, people=panel)
    roster_screen(actor=office.clerk, roster=roster)
    for warning in open_warnings(roster):
        warning_accept(actor=office.clerk, warning=warning, reason="已逐人核对")
    rosters_lock(actor=office.clerk, round_id=found)
    take_all(actor=office.lead, round_id=found)
    invite_drawn(actor=office.clerk, round=found)
    codes = [made.long for made in codes_make(actor=office.clerk, round=found)]
    round_open(actor=office.lead, round=found)
    facts = round_of(found)
    if facts is None or facts.state != "open":
        raise LookupError(found)
    return codes

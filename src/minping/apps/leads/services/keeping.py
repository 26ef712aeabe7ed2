"""Who keeps leads, in how many days each step is owed, and who read what."""

from uuid import UUID

from django.db import transaction

from minping.apps.accounts.selectors import holders
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.approvals import ask
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.roles import Role
from minping.apps.leads.access import may_know
from minping.apps.leads.models import Clock, Keeper, Lead, Reading
from minping.apps.leads.sealed import Opened, opened
from minping.core.findings import Text

NAME, END = "leads.keeper_name", "leads.keeper_end"
LONGEST = 250
"""Working days of a year: no allowance is longer."""


def candidates() -> dict[UUID, str]:
    """Active people of the office by id: one of them may be named."""
    return {user.id: user.name for role in (Role.LEAD, Role.CLERK) for user in holders(role)}


def ask_keeper(*, actor: Actor, user: UUID, end: bool = False, reason: str = "") -> UUID:
    """Ask for the second person: name somebody keeper of leads, or end it."""
    require(actor, "leads.keep")
    standing = Keeper.objects.filter(user=user, until__isnull=True).first()
    if end != (standing is not None):
        raise Refused(
            Text("此人不在名单上。", "Not on the list.")
            if end
            else Text("此人已是线索管理人。", "Already a keeper of leads.")
        )
    name = standing.name if standing else candidates().get(user)
    if name is None:
        raise Refused(Text("只能在评议办人员中指定。", "Only somebody of the office can be named."))
    title = (
        Text(f"取消{name}的线索管理人资格", f"End {name}'s keeping of leads")
        if end
        else Text(f"指定{name}为线索管理人", f"Name {name} a keeper of leads")
    )
    payload = {"user": str(user), "name": name}
    return ask(
        actor=actor, act=END if end else NAME, subject=user, title=title, payload=payload, reason=reason
    )


@transaction.atomic
def keeper_name(*, actor: Actor, user: UUID, name: str) -> None:
    """Carry out what two persons agreed on."""
    require(actor, "leads.keep")
    Keeper.objects.get_or_create(
        user=user, until=None, defaults={"name": name, "since": now(), "agreed_by": actor.name}
    )
    record(actor, "leads.keeper.named", user)


@transaction.atomic
def keeper_end(*, actor: Actor, user: UUID) -> None:
    """The person sees no lead any more, on whatever list he stands."""
    require(actor, "leads.keep")
    Keeper.objects.filter(user=user, until__isnull=True).update(until=now())
    record(actor, "leads.keeper.ended", user)


@transaction.atomic
def clock_set(*, actor: Actor, hand_over: int, receipt: int, report: int) -> None:
    """Set the working days of 交、收、报; days already running keep their end."""
    require(actor, "leads.hand_over")
    if not may_know(actor):
        raise NotAllowed("leads.hand_over")
    days = {"hand_over": hand_over, "receipt": receipt, "report": report}
    if not all(1 <= n <= LONGEST for n in days.values()):
        raise Refused(Text(f"天数须在1到{LONGEST}之间。", f"The days must lie between 1 and {LONGEST}."))
    Clock.objects.update_or_create(id=1, defaults=days)
    record(actor, "leads.clock.set", "", **days)


@transaction.atomic
def lead_read(*, actor: Actor, lead: Lead) -> Opened:
    """Open the sealed text and write down who did, and when (F168)."""
    require(actor, "leads.view")
    Reading.objects.create(lead=lead, user=actor.person, name=actor.name, at=now())
    return opened(lead)

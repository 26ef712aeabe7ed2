"""Sweeps of the register."""

from django.utils import timezone

from minping.apps.campaigns.selectors import campaigns, rounds_of
from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.clock import today
from minping.apps.foundation.jobs import sweep
from minping.apps.people.rosters.erasure import erase_after
from minping.apps.register.services import invitations_erase, rounds_settle

OVER = {"tallied", "validated", "short", "supplemented", "void", "repeated"}


@sweep("register.settle")
def settle() -> None:
    """Rounds that the box has closed on time are closed here too, and their unconfirmed tickets erased."""
    rounds_settle()


@sweep("register.erase")
def erase() -> None:
    """With the contact data of a round its invitations go too; the numbers stay."""
    for campaign in campaigns():
        for facts in rounds_of(campaign.id):
            if facts.state in OVER and erase_after(timezone.localtime(facts.closes).date()) <= today():
                invitations_erase(actor=SYSTEM, round=facts.id)

"""The one place where an opinion changes its state."""

from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import hold, record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.opinions.models import Opinion, Step
from minping.core.findings import Text
from minping.core.lifecycle import OPINION
from minping.core.lifecycle.machine import Case, Facts, IllegalMove, perform

APART = frozenset({"restricted", "handed_over"})
"""States in which nobody of the office finds an opinion any more."""
QUIET = frozenset({"mark_lead", "release", "hand_over"})
"""Acts that leave no entry in the log of acts: it would stand beside that of the lead and tell whose it is."""


def step_add(opinion: Opinion, act: str, actor: Actor, note: str = "") -> None:
    """Write down one act in the opinion's own history."""
    Step.objects.create(
        opinion=opinion, act=act, state=opinion.state, note=note, by_name=actor.name, at=now()
    )


@transaction.atomic
def opinion_moved(
    *, actor: Actor, opinion: UUID, act: str, facts: Facts = (), note: str = "", **also: object
) -> str:
    """Perform ``act`` of the machine OPINION; the state after it. ``also``: fields written with it.

    The caller has checked who may do it: this is asked by this room's services, by cases and by the sweep that
    takes up what became of leads. The log of acts says only that the opinion was moved, and nothing of what
    became of one as a lead. Raises Refused.
    """
    hold()
    found = Opinion.objects.select_for_update().filter(id=opinion).first()
    if found is None:
        raise Refused(Text("没有这条意见。", "There is no such opinion."))
    try:
        after = perform(OPINION, Case(found.state, flags=frozenset(found.flags)), act, facts)
    except IllegalMove as illegal:
        raise Refused(illegal.text) from illegal
    found.state, found.flags = after.state, sorted(after.flags)
    for name, value in also.items():
        setattr(found, name, value)
    found.save(update_fields=["state", "flags", *also])
    step_add(found, act, actor, note)
    if act not in QUIET:
        record(actor, "opinions.opinion.moved", found.id)
    return found.state

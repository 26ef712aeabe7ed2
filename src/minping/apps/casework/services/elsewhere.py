"""A problem that is none of the office's: passed on, or handed over as a lead."""

from uuid import UUID

from django.db import transaction

from minping.apps.casework.evidence import behind
from minping.apps.casework.services.acting import problem_act
from minping.apps.casework.services.raising import triaged
from minping.apps.casework.services.telling import opinions_settled
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.written import said
from minping.apps.leads.services import lead_spot
from minping.core.findings import Text

ENDED_AS_LEAD = Text("（已移交）", "(handed over)")


@transaction.atomic
def problem_transfer(*, actor: Actor, problem: UUID, note: str) -> None:
    """Not ours: passed on, ``note`` says to whom."""
    found = triaged(actor, problem)
    to = said(note, Text("转往何处", "receiver"), 200)
    problem_act(actor=actor, problem=found, act="transfer", facts={"not_ours"}, note=to)
    opinions_settled(found, to)


@transaction.atomic
def problem_hand_over(*, actor: Actor, problem: UUID) -> None:
    """It points to misconduct: its text goes to the keepers of leads, and nobody finds it here any more.

    Opinions behind it are marked as leads where they are read, before this. Raises Refused.
    """
    found = triaged(actor, problem)
    if behind(found):
        raise Refused(
            Text(
                "它的依据里还有群众意见。请先在意见办理页面把这些意见标为线索，再移交本问题。",
                "Opinions stand behind it. Mark them as leads where they are read, then hand this over.",
            )
        )
    lead_spot(
        actor=actor,
        text=f"{found.title}\n{found.text}",
        source=found.source,
        unit=found.unit_id,
        campaign=found.campaign_id,
        by_person=True,
    )
    found.title, found.text, found.published = ENDED_AS_LEAD.zh, ENDED_AS_LEAD.zh, False
    problem_act(actor=actor, problem=found, act="hand_over", facts={"is_lead"}, public=False)

"""A lead comes in: from the word list before anybody reads the text, or marked by a person."""

import json
from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.sealing import seal
from minping.apps.leads.clocks import due_after
from minping.apps.leads.models import Lead, Step
from minping.apps.leads.sealed import PURPOSE


def lead_spot(
    *,
    actor: Actor,
    text: str,
    source: str,
    words: Sequence[str] = (),
    unit: UUID | None = None,
    campaign: UUID | None = None,
    opinion: UUID | None = None,
    by_person: bool = False,
) -> UUID:
    """Keep a suspicious text as a lead, within the caller's transaction; its id, known to keepers alone.

    Asks for no permission: the giver's own form calls it as well. What the word list finds leaves no entry in
    the log of acts, since that entry would stand beside the one of the text's arrival and tell on it; the
    lead's own log has it.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a lead is spotted in the transaction that keeps the text away from others")
    kept = {"text": text, "words": list(words), "marked_by": actor.name if by_person else ""}
    at = now()
    made = Lead.objects.create(
        source=source,
        campaign=campaign,
        unit=unit,
        opinion=opinion,
        by_person=by_person,
        text=seal(json.dumps(kept, ensure_ascii=False), PURPOSE),
        due=due_after("spot", at),
    )
    Step.objects.create(lead=made, act="spot", at=at, by=actor.id if by_person else None)
    if by_person:
        record(actor, "leads.lead.spotted", made.id)
    return made.id

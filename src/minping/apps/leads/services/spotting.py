"""A lead comes in: from the word list before anybody reads the text, or marked by a person."""

import json
from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from minping.apps.foundation.actors import Actor
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

    Asks for no permission: the giver's own form calls it as well. Nothing is written into the log of acts, where
    it would stand beside the arrival of the text or the act of the clerk who marked it, and tell on both; the
    lead's own log has who, when and how.
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
    Step.objects.create(
        lead=made,
        act="spot",
        at=at,
        by=actor.id if by_person else None,
        by_name=actor.name if by_person else "",
    )
    return made.id

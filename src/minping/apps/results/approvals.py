"""What this room does when a second person agrees."""

from collections.abc import Mapping
from typing import Any

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.approvals import act_by_two
from minping.apps.results.services.publication import ACT, publication_make


@act_by_two(ACT, ACT)
def publish(actor: Actor, payload: Mapping[str, Any]) -> None:
    """Make the publication that was asked for."""
    publication_make(actor=actor, payload=payload)

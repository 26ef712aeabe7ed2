"""Acts of this room that take two persons."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.approvals import act_by_two
from minping.apps.leads.services import keeping


@act_by_two(keeping.NAME, "leads.keep")
def name(actor: Actor, payload: Mapping[str, Any]) -> None:
    """Name a keeper of leads."""
    keeping.keeper_name(actor=actor, user=UUID(payload["user"]), name=payload["name"])


@act_by_two(keeping.END, "leads.keep")
def end(actor: Actor, payload: Mapping[str, Any]) -> None:
    """End somebody's keeping."""
    keeping.keeper_end(actor=actor, user=UUID(payload["user"]))

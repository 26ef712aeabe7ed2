"""Acts of the register that two persons agree on."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.approvals import act_by_two
from minping.apps.register import services


@act_by_two("register.close", "register.close")
def close(actor: Actor, payload: Mapping[str, Any]) -> None:
    """Close a round."""
    services.round_shut(actor=actor, round=UUID(payload["round"]))


@act_by_two("register.unlock", "register.unlock")
def unlock(actor: Actor, payload: Mapping[str, Any]) -> None:
    """Unlock a typed code after too many wrong tries."""
    services.invitation_unlock(actor=actor, invitation=UUID(payload["invitation"]))


@act_by_two("register.reissue", "register.reissue")
def reissue(actor: Actor, payload: Mapping[str, Any]) -> None:
    """Let somebody whose device was lost fetch another ticket."""
    services.invitation_reissue(actor=actor, invitation=UUID(payload["invitation"]))

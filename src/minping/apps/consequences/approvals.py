"""Acts of this room that take two persons."""

from collections.abc import Mapping
from typing import Any

from minping.apps.consequences.services import EXEMPT, carry_exempt
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.approvals import act_by_two


@act_by_two(EXEMPT, EXEMPT)
def exempt(actor: Actor, payload: Mapping[str, Any]) -> None:
    """Exempt units for one campaign."""
    carry_exempt(actor, payload)

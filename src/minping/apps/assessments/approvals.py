"""Acts of this room that take two persons."""

from collections.abc import Mapping
from typing import Any

from minping.apps.assessments.services.freezing import FREEZE, carry_freeze
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.approvals import act_by_two


@act_by_two(FREEZE, "assessments.decide")
def freeze(actor: Actor, payload: Mapping[str, Any]) -> None:
    """Freeze the daily assessment."""
    carry_freeze(actor, payload)

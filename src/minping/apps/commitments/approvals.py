"""Acts of this room that take two persons."""

from collections.abc import Mapping
from typing import Any

from minping.apps.commitments.services.examples import RELEASE, carry_release
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.approvals import act_by_two


@act_by_two(RELEASE, RELEASE)
def release(actor: Actor, payload: Mapping[str, Any]) -> None:
    """Show an example to the public."""
    carry_release(actor, payload)

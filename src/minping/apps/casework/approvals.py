"""Acts of this room that take two persons."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from minping.apps.casework.services.asking import PHONE_ANSWER, PHONE_ANSWER_BY, carry_phone
from minping.apps.casework.services.ending import EXCEPTION, carry_exception
from minping.apps.casework.services.planning import LONG_TERM, LONG_TERM_BY, carry_long_term
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.approvals import act_by_two


@act_by_two(EXCEPTION, EXCEPTION)
def exception(actor: Actor, payload: Mapping[str, Any]) -> None:
    """Clear what nobody answered about."""
    carry_exception(actor, UUID(payload["problem"]), payload["turn"], payload["reason"])


@act_by_two(LONG_TERM, LONG_TERM_BY)
def long_term(actor: Actor, payload: Mapping[str, Any]) -> None:
    """Mark a problem as long-term."""
    next_date = date.fromisoformat(payload["next_date"])
    carry_long_term(actor, UUID(payload["problem"]), payload["obstacle"], next_date)


@act_by_two(PHONE_ANSWER, PHONE_ANSWER_BY)
def phone_answer(actor: Actor, payload: Mapping[str, Any]) -> None:
    """Take down what a giver said by phone."""
    carry_phone(actor, payload)

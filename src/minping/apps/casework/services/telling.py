"""What the room of opinions is told when a problem that they stand behind begins or ends."""

from collections.abc import Sequence
from uuid import UUID

from minping.apps.casework.models import Problem
from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.errors import Refused
from minping.apps.opinions.selectors import OpinionCard, cards_of, settle_possible
from minping.apps.opinions.services import opinion_moved
from minping.core.findings import Text


def opinions_raised(actor: Actor, problem: Problem, opinions: Sequence[UUID]) -> None:
    """They became this problem; one that was settled before comes up again. Raises Refused."""
    cards = cards_of(opinions)
    if not set(opinions) <= set(cards):
        raise Refused(Text("其中有意见不存在或不能阅看。", "One of these opinions cannot be found."))
    for card in cards.values():
        act = _act_for(card)
        if act:
            opinion_moved(actor=actor, opinion=card.id, act=act, facts={"problem_raised"}, note=problem.label)


def _act_for(card: OpinionCard) -> str:
    if card.state == "in_casework":
        return ""
    return "resume" if card.state == "settled" else "raise_problem"


def opinions_settled(problem: Problem, note: str) -> None:
    """Their problem has ended; it follows by itself from what others decided."""
    behind = list(problem.opinions.values_list("opinion", flat=True))
    for opinion in sorted(settle_possible(behind)):
        opinion_moved(actor=SYSTEM, opinion=opinion, act="settle", facts={"problem_ended"}, note=note)

"""State machines of an appraisal year as tables, and the interpreter that reads them.

``advance(machine, state, act, facts)`` is all a service needs; ``perform`` also keeps flags, open
stages and counters. ``docs/lifecycle.md`` is generated from these tables.
"""

from minping.core.lifecycle.appeal import APPEAL
from minping.core.lifecycle.batch import BATCH
from minping.core.lifecycle.campaign import CAMPAIGN
from minping.core.lifecycle.campaign_short import CAMPAIGN_SHORT
from minping.core.lifecycle.commendation import COMMENDATION
from minping.core.lifecycle.daily_entry import DAILY_ENTRY
from minping.core.lifecycle.delivery import DELIVERY
from minping.core.lifecycle.exemption import EXEMPTION
from minping.core.lifecycle.interview import INTERVIEW
from minping.core.lifecycle.invitation import INVITATION
from minping.core.lifecycle.lead import LEAD
from minping.core.lifecycle.machine import (
    Case,
    Facts,
    IllegalMove,
    Machine,
    State,
    Transition,
    advance,
    allowed,
    begin,
    perform,
    possible,
)
from minping.core.lifecycle.opinion import OPINION
from minping.core.lifecycle.problem import PROBLEM, recurrence_of
from minping.core.lifecycle.recommendation import RECOMMENDATION
from minping.core.lifecycle.round import ROUND
from minping.core.lifecycle.yellow_card import YELLOW_CARD

MACHINES = (
    CAMPAIGN,
    CAMPAIGN_SHORT,
    ROUND,
    INVITATION,
    DELIVERY,
    BATCH,
    OPINION,
    PROBLEM,
    DAILY_ENTRY,
    APPEAL,
    EXEMPTION,
    COMMENDATION,
    INTERVIEW,
    YELLOW_CARD,
    RECOMMENDATION,
    LEAD,
)
"""In the order of the campaign year."""

__all__ = [
    "APPEAL",
    "BATCH",
    "CAMPAIGN",
    "CAMPAIGN_SHORT",
    "COMMENDATION",
    "DAILY_ENTRY",
    "DELIVERY",
    "EXEMPTION",
    "INTERVIEW",
    "INVITATION",
    "LEAD",
    "MACHINES",
    "OPINION",
    "PROBLEM",
    "RECOMMENDATION",
    "ROUND",
    "YELLOW_CARD",
    "Case",
    "Facts",
    "IllegalMove",
    "Machine",
    "State",
    "Transition",
    "advance",
    "allowed",
    "begin",
    "perform",
    "possible",
    "recurrence_of",
]

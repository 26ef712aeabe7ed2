"""Every write of the room."""

from minping.apps.leads.services.acts import (
    WAYS,
    access_give,
    lead_close,
    lead_dismiss,
    lead_feed_back,
    lead_hand_over,
    lead_receipt,
    lead_seal,
)
from minping.apps.leads.services.keeping import ask_keeper, candidates, clock_set, lead_read
from minping.apps.leads.services.spotting import lead_spot

__all__ = [
    "WAYS",
    "access_give",
    "ask_keeper",
    "candidates",
    "clock_set",
    "lead_close",
    "lead_dismiss",
    "lead_feed_back",
    "lead_hand_over",
    "lead_read",
    "lead_receipt",
    "lead_seal",
    "lead_spot",
]

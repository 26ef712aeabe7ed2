"""Every write of the room assessments."""

from minping.apps.assessments.services.books import book_set, fact_rules_set
from minping.apps.assessments.services.corrections import entry_add_on_appeal, entry_correct
from minping.apps.assessments.services.entries import (
    batch_remove,
    entries_show,
    entry_change,
    entry_record,
    entry_withdraw,
)
from minping.apps.assessments.services.events import event_confirm, event_register, event_strike
from minping.apps.assessments.services.freezing import freeze_ask
from minping.apps.assessments.services.objections import (
    entries_seen,
    entry_accept,
    entry_decide,
    entry_object,
    entry_object_on_paper,
)
from minping.apps.assessments.services.proposals import fact_leave, fact_record
from minping.apps.assessments.services.selves import self_call_set, self_save, self_take

__all__ = [
    "batch_remove",
    "book_set",
    "entries_seen",
    "entries_show",
    "entry_accept",
    "entry_add_on_appeal",
    "entry_change",
    "entry_correct",
    "entry_decide",
    "entry_object",
    "entry_object_on_paper",
    "entry_record",
    "entry_withdraw",
    "event_confirm",
    "event_register",
    "event_strike",
    "fact_leave",
    "fact_record",
    "fact_rules_set",
    "freeze_ask",
    "self_call_set",
    "self_save",
    "self_take",
]

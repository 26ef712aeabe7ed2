"""Every write of the room: one transaction, permission, and an entry in the log of acts."""

from minping.apps.campaigns.services.campaigns import (
    campaign_create,
    campaign_edit,
    campaign_move,
    machine_of,
)
from minping.apps.campaigns.services.categories import (
    categories_from_scheme,
    category_create,
    category_edit,
    category_remove,
)
from minping.apps.campaigns.services.drafts import (
    scheme_amend,
    scheme_change,
    scheme_discard,
    scheme_draft_from_preset,
    scheme_draft_from_yaml,
    scheme_restore,
    scheme_undo,
)
from minping.apps.campaigns.services.freezing import scheme_freeze
from minping.apps.campaigns.services.participations import participations_remove, participations_set
from minping.apps.campaigns.services.rounds import round_create, round_edit, round_move, round_remove

__all__ = [
    "campaign_create",
    "campaign_edit",
    "campaign_move",
    "categories_from_scheme",
    "category_create",
    "category_edit",
    "category_remove",
    "machine_of",
    "participations_remove",
    "participations_set",
    "round_create",
    "round_edit",
    "round_move",
    "round_remove",
    "scheme_amend",
    "scheme_change",
    "scheme_discard",
    "scheme_draft_from_preset",
    "scheme_draft_from_yaml",
    "scheme_freeze",
    "scheme_restore",
    "scheme_undo",
]

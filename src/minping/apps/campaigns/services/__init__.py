"""Every write of the room: one transaction, permission, and an entry in the log of acts."""

from minping.apps.campaigns.services.adopting import scheme_adopt
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
from minping.apps.campaigns.services.commentary import commentary_write
from minping.apps.campaigns.services.content import head_remove, head_save, tags_save, topics_save
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
from minping.apps.campaigns.services.participations import (
    participations_copy,
    participations_remove,
    participations_set,
)
from minping.apps.campaigns.services.rounds import round_create, round_edit, round_move, round_remove
from minping.apps.campaigns.services.stages import (
    member_add,
    member_remove,
    stage_create,
    stage_edit,
    stage_remove,
)
from minping.apps.campaigns.services.tasks import (
    deliverable_report,
    deliverable_settle,
    task_create,
    task_edit,
    task_remove,
    task_report,
    task_settle,
)

__all__ = [
    "campaign_create",
    "campaign_edit",
    "campaign_move",
    "categories_from_scheme",
    "category_create",
    "category_edit",
    "category_remove",
    "commentary_write",
    "deliverable_report",
    "deliverable_settle",
    "head_remove",
    "head_save",
    "machine_of",
    "member_add",
    "member_remove",
    "participations_copy",
    "participations_remove",
    "participations_set",
    "round_create",
    "round_edit",
    "round_move",
    "round_remove",
    "scheme_adopt",
    "scheme_amend",
    "scheme_change",
    "scheme_discard",
    "scheme_draft_from_preset",
    "scheme_draft_from_yaml",
    "scheme_freeze",
    "scheme_restore",
    "scheme_undo",
    "stage_create",
    "stage_edit",
    "stage_remove",
    "tags_save",
    "task_create",
    "task_edit",
    "task_remove",
    "task_report",
    "task_settle",
    "topics_save",
]

"""Every write of this room."""

from minping.apps.partners.services.components import (
    ComponentPlan,
    absence_sign,
    absence_withdraw,
    component_change,
    component_make,
    component_remove,
    component_reopen,
)
from minping.apps.partners.services.submissions import submission_sign, submission_take, submission_undo

__all__ = [
    "ComponentPlan",
    "absence_sign",
    "absence_withdraw",
    "component_change",
    "component_make",
    "component_remove",
    "component_reopen",
    "submission_sign",
    "submission_take",
    "submission_undo",
]

"""Every write of this room."""

from minping.apps.partners.services.airings import (
    Attendance,
    Plan,
    airing_call_off,
    airing_plan,
    airing_record,
    record_take,
)
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
    "Attendance",
    "ComponentPlan",
    "Plan",
    "absence_sign",
    "absence_withdraw",
    "airing_call_off",
    "airing_plan",
    "airing_record",
    "component_change",
    "component_make",
    "component_remove",
    "component_reopen",
    "record_take",
    "submission_sign",
    "submission_take",
    "submission_undo",
]

"""Every write of this room."""

from minping.apps.partners.services.absences import absence_sign, absence_withdraw
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
    component_change,
    component_make,
    component_remove,
)
from minping.apps.partners.services.elsewhere import FigureRow, figures_take
from minping.apps.partners.services.periods import year_pool
from minping.apps.partners.services.reopening import component_reopen
from minping.apps.partners.services.submissions import submission_sign, submission_take, submission_undo

__all__ = [
    "Attendance",
    "ComponentPlan",
    "FigureRow",
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
    "figures_take",
    "record_take",
    "submission_sign",
    "submission_take",
    "submission_undo",
    "year_pool",
]

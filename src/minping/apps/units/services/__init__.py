"""Every write to offices and units."""

from minping.apps.units.changing import change_undo
from minping.apps.units.services.offices import office_delete, office_save, own_office_set
from minping.apps.units.services.successions import NewUnit, unit_split, units_merge
from minping.apps.units.services.units import (
    unit_close,
    unit_correct,
    unit_create,
    unit_edit,
    unit_move,
    unit_rename,
)

__all__ = [
    "NewUnit",
    "change_undo",
    "office_delete",
    "office_save",
    "own_office_set",
    "unit_close",
    "unit_correct",
    "unit_create",
    "unit_edit",
    "unit_move",
    "unit_rename",
    "unit_split",
    "units_merge",
]

"""Who may do what in the room units."""

from minping.apps.foundation.roles import OFFICE, READERS, Role

RULES = {
    "units.view": READERS | {Role.LIAISON},
    "units.edit": OFFICE,
    "units.office": frozenset({Role.LEAD}),
}

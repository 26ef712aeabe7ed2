"""Who may do what in the room partners."""

from minping.apps.foundation.roles import OFFICE, READERS, Role

RULES = {
    "partners.view": READERS | {Role.PARTNER},
    "partners.own": OFFICE | {Role.PARTNER},
    "partners.edit": OFFICE,
    "partners.dates": frozenset({Role.LIAISON}),
}

"""Who may do what in the room partners."""

from minping.apps.foundation.roles import OFFICE, READERS, Role

RULES = {
    "partners.view": READERS,
    "partners.own": frozenset({Role.PARTNER}),
    "partners.edit": OFFICE,
}

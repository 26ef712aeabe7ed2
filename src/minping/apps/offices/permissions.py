"""Who may do what in the room offices."""

from minping.apps.foundation.roles import OFFICE, READERS, Role

RULES = {
    "offices.view": READERS,
    "offices.edit": OFFICE,
    "offices.exchange": frozenset({Role.LEAD}),
}

"""Who may do what in the room year."""

from minping.apps.foundation.roles import EVERYBODY, READERS, Role

RULES = {
    "year.view": EVERYBODY - {Role.APPRAISER},
    "year.load": READERS,
    "year.move": frozenset({Role.LEAD}),
}

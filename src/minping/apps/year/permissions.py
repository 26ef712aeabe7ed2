"""Who may do what in the room year."""

from minping.apps.foundation.roles import EVERYBODY, Role

RULES = {
    "year.view": EVERYBODY - {Role.APPRAISER},
    "year.move": frozenset({Role.LEAD}),
}

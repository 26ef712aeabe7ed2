"""Who may do what in the room year."""

from minping.apps.foundation.roles import EVERYBODY, OFFICE, READERS, Role

RULES = {
    "year.view": EVERYBODY - {Role.APPRAISER},
    "year.load": READERS,
    "year.diligence": OFFICE | {Role.LEADING_GROUP},
    "year.move": frozenset({Role.LEAD}),
}

"""Who may do what in the room consequences: the office proposes, the right body decides."""

from minping.apps.foundation.roles import OFFICE, READERS, Role

RULES = {
    "consequences.view": READERS,
    "consequences.own": frozenset({Role.LIAISON}),
    "consequences.edit": OFFICE,
    "consequences.handle": OFFICE | {Role.DISCIPLINE},
    "consequences.sanction": frozenset({Role.DISCIPLINE}),
    "consequences.commend": frozenset({Role.LEADING_GROUP}),
    "consequences.exempt": OFFICE | {Role.LEADING_GROUP},
}

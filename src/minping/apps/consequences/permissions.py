"""Who may do what in the room consequences."""

from minping.apps.foundation.roles import OFFICE, READERS, Role

RULES = {
    "consequences.view": READERS,
    "consequences.own": frozenset({Role.LIAISON}),
    "consequences.edit": OFFICE,
    "consequences.decide": frozenset({Role.DISCIPLINE, Role.LEADING_GROUP}),
}

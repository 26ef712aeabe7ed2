"""Who may do what in the room assessments."""

from minping.apps.foundation.roles import OFFICE, READERS, Role

RULES = {
    "assessments.view": READERS | {Role.LIAISON},
    "assessments.own": frozenset({Role.LIAISON}),
    "assessments.edit": OFFICE,
    "assessments.decide": OFFICE | {Role.LEADING_GROUP},
}

"""Who may do what in the room results."""

from minping.apps.foundation.roles import OFFICE, READERS, Role

RULES = {
    "results.view": READERS,
    "results.own": frozenset({Role.LIAISON}),
    "results.edit": OFFICE,
    "results.private": OFFICE | {Role.DISCIPLINE, Role.AUDITOR},
    "results.review": OFFICE | {Role.LEADING_GROUP},
    "results.decide": frozenset({Role.LEAD, Role.LEADING_GROUP}),
    "results.announce": frozenset({Role.LEAD}),
    "results.publish": OFFICE | {Role.LEADING_GROUP},
}

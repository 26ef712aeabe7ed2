"""Who may do what in the room campaigns."""

from minping.apps.foundation.roles import OFFICE, READERS, Role

RULES = {
    "campaigns.view": READERS,
    "campaigns.edit": OFFICE,
    "campaigns.freeze": OFFICE | {Role.LEADING_GROUP},
    "campaigns.own": frozenset({Role.LIAISON, Role.PARTNER}),
    "campaigns.report": OFFICE | {Role.LIAISON, Role.PARTNER},
}

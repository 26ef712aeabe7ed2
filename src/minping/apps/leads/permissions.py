"""Who may open the pages of the room leads; which lead somebody sees, ``access`` decides."""

from minping.apps.foundation.roles import OFFICE, Role

RULES = {
    "leads.view": OFFICE | {Role.DISCIPLINE},
    "leads.hand_over": OFFICE | {Role.DISCIPLINE},
    "leads.keep": frozenset({Role.LEAD, Role.LEADING_GROUP}),  # name the keepers, by two
}

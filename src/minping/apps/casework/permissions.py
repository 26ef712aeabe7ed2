"""Who may do what in the room casework."""

from minping.apps.foundation.roles import OFFICE, READERS, Role

RULES = {
    "casework.view": READERS | {Role.LIAISON},  # the ledger and the boards; a liaison: own units only
    "casework.edit": OFFICE,
    "casework.decide": OFFICE,
    "casework.press": READERS,  # orders and accountability that are proposed
    "casework.own": frozenset({Role.LIAISON}),
    "casework.inspect": OFFICE | {Role.APPRAISER},  # who found it rechecks it; asked in the services
    "casework.exception": frozenset({Role.LEAD, Role.CLERK, Role.LEADING_GROUP}),
}

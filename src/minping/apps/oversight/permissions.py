"""Who may do what in the room oversight."""

from minping.apps.foundation.roles import OFFICE, READERS, Role

RULES = {
    "oversight.view": READERS,  # plans, records, minutes: never a unit
    "oversight.edit": OFFICE,
    "oversight.visit": OFFICE
    | {Role.APPRAISER},  # records made on the way; the right is asked in the services
    "oversight.hear": OFFICE | {Role.APPRAISER},  # hearings one is invited to
    "oversight.own": frozenset({Role.LIAISON}),  # issued reports, hearings and invitations of the own unit
}

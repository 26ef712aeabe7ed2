"""Who may do what in the room commitments."""

from minping.apps.foundation.roles import OFFICE, READERS, Role

RULES = {
    "commitments.view": READERS | {Role.LIAISON},
    "commitments.own": OFFICE | {Role.LIAISON},
    "commitments.edit": OFFICE,
    "commitments.release": OFFICE,
}

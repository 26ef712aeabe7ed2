"""Who may do what in the room messaging."""

from minping.apps.foundation.roles import OFFICE, READERS

RULES = {
    "messaging.view": READERS,  # texts and counts
    "messaging.edit": OFFICE,
    "messaging.send": OFFICE,  # a file with full numbers
}

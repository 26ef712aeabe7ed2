"""Who may do what in the room messaging."""

from minping.apps.foundation.roles import OFFICE, READERS

RULES = {
    "messaging.view": READERS,
    "messaging.edit": OFFICE,
}

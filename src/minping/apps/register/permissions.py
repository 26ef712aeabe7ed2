"""Who may do what in the room register."""

from minping.apps.foundation.roles import OFFICE, READERS

RULES = {
    "register.view": READERS,
    "register.edit": OFFICE,
}

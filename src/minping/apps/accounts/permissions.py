"""Who may do what in the room accounts."""

from minping.apps.foundation.roles import OFFICE, READERS

RULES = {
    "accounts.view": READERS,
    "accounts.edit": OFFICE,
}

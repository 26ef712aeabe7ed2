"""Who may do what in the room campaigns."""

from minping.apps.foundation.roles import OFFICE, READERS

RULES = {
    "campaigns.view": READERS,
    "campaigns.edit": OFFICE,
}

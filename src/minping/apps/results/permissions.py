"""Who may do what in the room results."""

from minping.apps.foundation.roles import OFFICE, READERS

RULES = {
    "results.view": READERS,
    "results.edit": OFFICE,
}

"""Who may do what in the room year."""

from minping.apps.foundation.roles import OFFICE, READERS

RULES = {
    "year.view": READERS,
    "year.edit": OFFICE,
}

"""Who may do what in the room people."""

from minping.apps.foundation.roles import OFFICE, READERS

RULES = {
    "people.view": READERS,
    "people.edit": OFFICE,
}

"""Who may do what in the room units."""

from minping.apps.foundation.roles import OFFICE, READERS

RULES = {
    "units.view": READERS,
    "units.edit": OFFICE,
}

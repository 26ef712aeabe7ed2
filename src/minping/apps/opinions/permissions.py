"""Who may do what in the room opinions: what citizens wrote is read by the office alone."""

from minping.apps.foundation.roles import OFFICE, READERS, Role

RULES = {
    "opinions.view": READERS,
    "opinions.read": OFFICE,
    "opinions.take": OFFICE,
    "opinions.triage": OFFICE,
    "opinions.mask": OFFICE,
    "opinions.release": frozenset({Role.LEAD}),
    "opinions.words": OFFICE,
    "opinions.own": frozenset({Role.LIAISON}),
}

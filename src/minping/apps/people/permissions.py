"""Who may do what in the room people."""

from minping.apps.foundation.roles import OFFICE, READERS, Role

RULES = {
    "people.view": READERS | {Role.LIAISON},  # counts, warnings, draws: nothing personal
    "people.rounds": READERS,  # rounds and draws: counts, hashes
    "people.see": OFFICE,  # rows, masked
    "people.supply": OFFICE | {Role.LIAISON},  # a unit's own list, and its staff's numbers
    "people.edit": OFFICE,
    "people.contact": OFFICE,  # a full name or number, with a reason
    "people.draw": OFFICE,
    "people.appraisers": OFFICE,
    "people.appraisers.view": READERS,
    "people.training": OFFICE,
    "people.own_training": frozenset({Role.APPRAISER}),
    "people.erase": OFFICE,
}

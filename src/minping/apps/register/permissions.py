"""Who may do what in the room register."""

from minping.apps.foundation.roles import OFFICE, READERS, Role

RULES = {
    "register.view": READERS,
    "register.edit": OFFICE,
    "register.codes": OFFICE,
    "register.open": frozenset({Role.LEAD}),
    "register.close": OFFICE,
    "register.unlock": OFFICE,
    "register.reissue": OFFICE,
}

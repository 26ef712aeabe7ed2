"""Who may do what in the room accounts."""

from minping.apps.foundation.roles import READERS, Role

_KEEPERS = frozenset({Role.LEAD, Role.SYSADMIN})
_GRANTERS = frozenset({Role.LEAD, Role.SECURITY})

RULES = {
    "accounts.view": READERS | _KEEPERS | _GRANTERS,
    "accounts.edit": _KEEPERS,
    "accounts.grant": _GRANTERS,
}

"""Which roles may do what. Denied unless a room declares it (``permissions.RULES``)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from minping.apps.foundation.errors import NotAllowed
from minping.apps.foundation.roles import EVERYBODY, OFFICE, READERS, Role

if TYPE_CHECKING:
    from minping.apps.foundation.actors import Actor

_RULES: dict[str, frozenset[Role]] = {}


def declare(rules: Mapping[str, frozenset[Role]]) -> None:
    """Add a room's permissions. Raises ValueError when two rooms declare the same name differently."""
    for name, roles in rules.items():
        if _RULES.get(name, roles) != roles:
            raise ValueError(f"permission {name} is declared twice")
        _RULES[name] = frozenset(roles)


def roles_for(permission: str) -> frozenset[Role]:
    """The roles that hold a permission. Raises KeyError for a name that no room declared."""
    return _RULES[permission]


def declared() -> dict[str, frozenset[Role]]:
    """All permissions by name, for the page that shows them and for tests."""
    return dict(sorted(_RULES.items()))


def require(actor: "Actor", permission: str, unit: UUID | None = None) -> None:
    """Raise NotAllowed unless ``actor`` holds ``permission`` (for ``unit``)."""
    if not actor.may(permission, unit):
        raise NotAllowed(permission)


RULES = {
    "foundation.home": EVERYBODY,
    "foundation.audit": (READERS - {Role.LEADING_GROUP}) | {Role.SECURITY},
    "foundation.approve": frozenset({Role.LEAD, Role.CLERK, Role.LEADING_GROUP}),
    "foundation.jobs": READERS | {Role.SYSADMIN},
    "foundation.import": OFFICE | {Role.LIAISON},
}

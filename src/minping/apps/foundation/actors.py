"""Who acts."""

from dataclasses import dataclass, field
from uuid import UUID

from minping.apps.foundation.permissions import roles_for
from minping.apps.foundation.roles import OFFICE, SCOPED, Role


@dataclass(frozen=True)
class Actor:
    """Somebody signed in, the system itself, or nobody in particular.

    ``units``: the units that the scoped roles (liaison, partner) hold for.
    """

    id: UUID | None = None
    name: str = ""
    roles: frozenset[Role] = frozenset()
    units: frozenset[UUID] = field(default_factory=frozenset)
    system: bool = False

    @property
    def signed_in(self) -> bool:
        return self.id is not None

    @property
    def person(self) -> UUID:
        """The id of somebody signed in. Raises LookupError for the system and for nobody."""
        if self.id is None:
            raise LookupError("nobody is signed in")
        return self.id

    @property
    def of_office(self) -> bool:
        return bool(self.roles & OFFICE)

    def may(self, permission: str, unit: UUID | None = None) -> bool:
        """Whether the permission is granted; with ``unit``, whether for this unit.

        A scoped role grants nothing about a unit outside its scope; without ``unit`` it says only that
        the page may be opened, whose content the room then narrows to ``units``.
        """
        granted = roles_for(permission)
        if self.system:
            return True
        if self.roles & (granted - SCOPED):
            return True
        scoped = bool(self.roles & granted & SCOPED)
        return scoped and (unit is None or unit in self.units)


SYSTEM = Actor(name="system", system=True)
"""Sweeps and jobs that nobody started by hand."""

NOBODY = Actor()

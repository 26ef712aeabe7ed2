"""What other rooms may know of accounts."""

from uuid import UUID

from minping.apps.accounts.models import Grant, User
from minping.apps.foundation.actors import NOBODY, Actor
from minping.apps.foundation.roles import Role


def actor_for(user: UUID) -> Actor:
    """The actor that a signed-in user is: name, roles, units of the scoped roles."""
    found = User.objects.filter(pk=user, is_active=True).first()
    if found is None:
        return NOBODY
    grants = list(Grant.objects.filter(user=found))
    return Actor(
        id=found.id,
        name=found.name,
        roles=frozenset(Role(grant.role) for grant in grants),
        units=frozenset(grant.unit_id for grant in grants if grant.unit_id),
    )

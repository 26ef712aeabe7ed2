"""Ids for the addresses of accounts."""

from tests.apps.security.objects import World, makes

from minping.apps.accounts import services
from minping.apps.accounts.models import User
from minping.apps.accounts.services import NewGrant
from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.roles import Role


def _user(world: World) -> object:
    return services.user_create(actor=SYSTEM, username="other", name="另一位")


@makes(
    "accounts:user",
    "accounts:edit",
    "accounts:deactivate",
    "accounts:reactivate",
    "accounts:password",
    "accounts:second_factor",
    "accounts:give",
    "accounts:deputy",
    shared=True,
)
def user(world: World) -> dict[str, object]:
    return {"user": _user(world)}


@makes("accounts:take", shared=True)
def grant(world: World) -> dict[str, object]:
    made = services.user_create(actor=SYSTEM, username="other", name="另一位")
    given = services.grant_give(actor=SYSTEM, user=made, grant=NewGrant(Role.LIAISON, world.unit))
    return {"user": made, "grant": given}


@makes("first_password", shared=True)
def link(world: World) -> dict[str, object]:
    made = services.user_create(actor=SYSTEM, username="other", name="另一位")
    assert User.objects.get(id=made).is_active
    return {"user": made, "token": services.first_password_link(actor=SYSTEM, user=made)}

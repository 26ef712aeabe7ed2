"""Ids for the addresses of invitations: a round belongs to no unit."""

from tests.apps.register.made import invite, make_round
from tests.apps.security.objects import World, makes


@makes(
    "invitations:round",
    "invitations:make",
    "invitations:open",
    "invitations:close",
    "invitations:unlock",
    "invitations:reissue",
    "invitations:codes",
    "invitations:resend",
    "invitations:reminders",
    shared=True,
)
def drawn(world: World) -> dict[str, object]:
    made = make_round()
    invite(made, 3)
    return {"round": made.round}

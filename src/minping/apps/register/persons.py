"""Who is invited, as the room of people knows them: drawn voters in, contacts for a file out."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.people.selectors import Contact, contacts_of, frame_sizes, voters_for
from minping.apps.register.services import Invitee, invitations_make


def drawn(round: UUID) -> Sequence[Invitee]:
    """The persons who were drawn, once for each unit that they are asked about."""
    return [
        Invitee(voter.person, unit)
        for voter in voters_for(round)
        for unit in sorted(voter.units or {None}, key=str)
    ]


def invite_drawn(*, actor: Actor, round: UUID) -> int:
    """Invite everybody who was drawn and is not invited yet; how many."""
    return invitations_make(actor=actor, round=round, invitees=drawn(round), eligible=frame_sizes(round))


@transaction.atomic
def contacts(actor: Actor, persons: Iterable[UUID], reason: str) -> Mapping[UUID, Contact]:
    """Names and numbers for a file that leaves the application; one entry in the log."""
    return contacts_of(actor, persons, reason=reason)


def with_number(actor: Actor, persons: Iterable[UUID], reason: str) -> frozenset[UUID]:
    """Those to whom a message can be sent."""
    return frozenset(one.person for one in contacts(actor, persons, reason).values() if one.phone)

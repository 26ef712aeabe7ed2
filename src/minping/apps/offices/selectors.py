"""What other rooms may know of the work with other offices."""

from dataclasses import dataclass

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.offices.models import Item, Letter, Peer


@dataclass(frozen=True)
class Waiting:
    """What waits for this office: asked by an upper one, answered by a lower one, offices to confirm."""

    asked: int = 0
    late: int = 0
    answered: int = 0
    unconfirmed: int = 0


def waiting_for(actor: Actor) -> Waiting:
    """Counts for the inbox of somebody who may work with letters; nothing for anybody else."""
    if not actor.may("offices.edit"):
        return Waiting()
    asked = Item.objects.filter(way=Letter.Way.IN, state__in=[Item.State.GIVEN, Item.State.RETURNED])
    return Waiting(
        asked.count(),
        asked.filter(due__lt=today()).count(),
        Item.objects.filter(way=Letter.Way.OUT, state=Item.State.ANSWERED).count(),
        Peer.objects.filter(trusted_at=None, ended_at=None).count(),
    )

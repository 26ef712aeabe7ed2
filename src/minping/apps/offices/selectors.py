"""What other rooms may know of the work with other offices."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Min

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.offices.models import Item, Letter, Peer


@dataclass(frozen=True)
class Waiting:
    """What waits for this office: asked by an upper one (``due``: the nearest day), answered by a lower one or
    overdue there, offices to confirm."""

    asked: int = 0
    late: int = 0
    due: date | None = None
    answered: int = 0
    overdue: int = 0
    unconfirmed: int = 0


def waiting_for(actor: Actor) -> Waiting:
    """Counts for the inbox: the whole office works on what is asked; who exchanges letters decides and compares."""
    if not actor.may("offices.edit"):
        return Waiting()
    open_ones = Item.objects.filter(state__in=[Item.State.GIVEN, Item.State.RETURNED])
    live = open_ones.filter(peer__ended_at=None)
    asked, given = live.filter(way=Letter.Way.IN), live.filter(way=Letter.Way.OUT)
    told = Waiting(
        asked=asked.count(),
        late=asked.filter(due__lt=today()).count(),
        due=asked.aggregate(first=Min("due"))["first"],
        overdue=given.filter(due__lt=today()).count(),
    )
    if not actor.may("offices.exchange"):
        return told
    answered = Item.objects.filter(way=Letter.Way.OUT, state=Item.State.ANSWERED).count()
    unconfirmed = Peer.objects.filter(trusted_at=None, ended_at=None).count()
    return replace(told, answered=answered, unconfirmed=unconfirmed)

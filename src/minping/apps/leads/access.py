"""Who may know of which lead: the discipline body, the keepers until it is sealed, then its own list."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.roles import Role
from minping.apps.leads.models import Access, Keeper, Lead

OPEN_TO_KEEPERS = ("spotted", "dismissed")


def of_discipline(actor: Actor) -> bool:
    """Whether the actor belongs to the discipline body."""
    return Role.DISCIPLINE in actor.roles


def is_keeper(actor: Actor) -> bool:
    """Whether somebody of the office is named today to keep leads."""
    if not actor.of_office or actor.id is None:
        return False
    return Keeper.objects.filter(user=actor.id, until__isnull=True).exists()


def may_know(actor: Actor) -> bool:
    """Whether the inbox exists for this actor at all; the office lead is no exception."""
    return of_discipline(actor) or is_keeper(actor)


def visible(actor: Actor) -> QuerySet[Lead]:
    """The leads that the actor may know of; none for everybody else."""
    if of_discipline(actor):
        return Lead.objects.all()
    if not is_keeper(actor):
        return Lead.objects.none()
    listed = Q(id__in=Access.objects.filter(user=actor.person).values("lead"))
    return Lead.objects.filter(listed | Q(state__in=OPEN_TO_KEEPERS))


def held(actor: Actor, lead: UUID) -> Lead:
    """The lead, held until the transaction ends; for whoever may not know of it there is none."""
    found = visible(actor).select_for_update().filter(id=lead).first()
    if found is None:
        raise Http404
    return found


def keepers() -> Sequence[Keeper]:
    """Those named today."""
    return list(Keeper.objects.filter(until__isnull=True))

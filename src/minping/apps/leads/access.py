"""Who may know of which lead: the discipline body, the keepers until it is sealed, then its own list."""

from uuid import UUID

from django.db.models import Q, QuerySet

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.roles import Role
from minping.apps.leads.models import Access, Keeper, Lead

OPEN_TO_KEEPERS = ("spotted", "dismissed")


def is_keeper(actor: Actor) -> bool:
    """Whether somebody of the office was named to keep leads."""
    return (
        actor.of_office
        and actor.id is not None
        and Keeper.objects.filter(user=actor.id, until__isnull=True).exists()
    )


def of_discipline(actor: Actor) -> bool:
    """Whether the actor belongs to the discipline body."""
    return Role.DISCIPLINE in actor.roles


def visible(actor: Actor) -> QuerySet[Lead]:
    """The leads that the actor may know of; none for everybody else, the office lead included."""
    if of_discipline(actor):
        return Lead.objects.all()
    if actor.id is None or not actor.of_office:
        return Lead.objects.none()
    listed = Q(id__in=Access.objects.filter(user=actor.id).values("lead"))
    if is_keeper(actor):
        listed |= Q(state__in=OPEN_TO_KEEPERS)
    return Lead.objects.filter(listed)


def may_know_of_leads(actor: Actor) -> bool:
    """Whether the inbox exists for this actor at all."""
    if of_discipline(actor) or is_keeper(actor):
        return True
    return actor.of_office and Access.objects.filter(user=actor.id).exists()


def keepers() -> list[tuple[UUID, str]]:
    """The keepers of today: user and name."""
    return list(Keeper.objects.filter(until__isnull=True).values_list("user", "name"))

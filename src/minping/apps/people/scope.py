"""Which lists an actor may know of: a liaison only those of the own units."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.roles import READERS
from minping.apps.people.models import Roster


def all_units(actor: Actor) -> bool:
    """Whether the actor reads about every unit."""
    return actor.system or bool(actor.roles & READERS)


def rosters_for(actor: Actor) -> QuerySet[Roster]:
    """The lists that the actor may know of. A liaison sees what the own unit supplied, nothing else."""
    found = Roster.objects.select_related("campaign", "round", "unit").order_by("unit__code", "made_at")
    if all_units(actor):
        return found
    return found.filter(unit_id__in=actor.units, provenance=Roster.Provenance.UNIT)


def roster_for(actor: Actor, roster: UUID) -> Roster:
    """One of them; Http404 for any other."""
    found = rosters_for(actor).filter(id=roster).first()
    if found is None:
        raise Http404
    return found


def units_for(actor: Actor) -> frozenset[UUID] | None:
    """The units whose lists the actor may supply; None: any."""
    return None if actor.system or actor.of_office else actor.units

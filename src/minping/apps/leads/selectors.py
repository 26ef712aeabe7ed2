"""The little that other rooms may know of leads."""

from collections.abc import Iterable
from uuid import UUID

from minping.apps.foundation.actors import Actor
from minping.apps.leads.access import visible
from minping.apps.leads.models import Lead

HANDED = ("handed_over", "receipted", "result_fed_back", "closed")


def dismissed_of(leads: Iterable[UUID]) -> frozenset[UUID]:
    """Those judged to be none: what they came from may be handled as an opinion again."""
    return _in(leads, ("dismissed",))


def handed_of(leads: Iterable[UUID]) -> frozenset[UUID]:
    """Those handed over to the discipline body: the text need not lie anywhere else."""
    return _in(leads, HANDED)


def _in(leads: Iterable[UUID], states: tuple[str, ...]) -> frozenset[UUID]:
    found = Lead.objects.filter(id__in=list(leads), state__in=states)
    return frozenset(found.values_list("id", flat=True))


def count_waiting(actor: Actor) -> int:
    """Leads that wait for judgement or hand-over; 0 for whoever may not know."""
    return visible(actor).filter(state__in=("spotted", "sealed")).count()

"""Of which campaign and unit a board speaks, and the open problems within."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from minping.apps.casework.boards.ledger import VIEW, visible
from minping.apps.casework.boards.query import query_of
from minping.apps.casework.models import Problem
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.pages import actor_of
from minping.apps.units.selectors import below, scope_of
from minping.core.lifecycle.problem_terms import OPEN_STATES


@dataclass(frozen=True)
class Extent:
    """What a board is about: all that the actor may see, or one campaign, or a unit with all below it."""

    actor: Actor
    campaign: UUID | None = None
    unit: UUID | None = None

    def problems(self) -> QuerySet[Problem]:
        """Everything registered within."""
        rows = visible(self.actor).order_by()
        if self.campaign:
            rows = rows.filter(campaign=self.campaign)
        return rows.filter(unit__in=self.units) if self.unit and self.units is not None else rows

    def open(self) -> QuerySet[Problem]:
        """What is registered and not cleared."""
        return self.problems().filter(state__in=OPEN_STATES)

    @cached_property
    def _scope(self) -> frozenset[UUID] | None:
        return scope_of(self.actor, VIEW)

    @cached_property
    def units(self) -> frozenset[UUID] | None:
        """The units within; None for all."""
        return below([self.unit]) if self.unit else self._scope

    def holds(self, unit: UUID) -> bool:
        """Whether the actor may see the unit."""
        return self._scope is None or unit in self._scope

    def ledger(self, **asked: object) -> str:
        """The address of the ledger for this extent and what is asked for beside it."""
        all_of_it = {"campaign": self.campaign, "unit": self.unit, **asked}
        said = urlencode({name: str(value) for name, value in all_of_it.items() if value})
        return self._ledger + (f"?{said}" if said else "")

    @cached_property
    def _ledger(self) -> str:
        return reverse("casework:ledger")


def extent_of(request: HttpRequest) -> Extent:
    """The extent that the address asks for; a unit that the actor may not see is passed over."""
    query = query_of(request.GET.dict())
    extent = Extent(actor_of(request), query.campaign)
    return (
        Extent(extent.actor, query.campaign, query.unit)
        if query.unit and extent.holds(query.unit)
        else extent
    )

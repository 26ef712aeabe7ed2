"""Which components an actor may know of, and the names that their tables may use."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from minping.apps.campaigns.objects import objects_of
from minping.apps.campaigns.selectors import (
    CampaignFacts,
    campaign_of,
    draft_scheme,
    frozen_scheme,
    participations_of,
)
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.roles import READERS
from minping.apps.partners.models import Component
from minping.core.bundle.units_table import UnitIndex, index_of
from minping.core.bundle.vocabulary import Vocabulary, vocabulary
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Report
from minping.core.scoring.inputs import Status, Unit

_KINDS = {"unit", "station", "window", "section"}


def components_for(actor: Actor) -> QuerySet[Component]:
    """The components that the actor may know of: a partner those of the own unit, nothing else."""
    found = Component.objects.select_related("campaign", "parent").prefetch_related("feeds")
    if actor.system or actor.roles & READERS:
        return found
    return found.filter(partner__in=actor.units)


def component_for(actor: Actor, component: UUID | str) -> Component:
    """One of them; Http404 for any other."""
    found = components_for(actor).filter(id=component).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Names:
    """What a table of a campaign may speak of: the components of its scheme, and its units, looked up when
    they are first asked for (``facts`` None: no such campaign)."""

    scheme: Scheme | None
    facts: CampaignFacts | None

    @cached_property
    def _held(self) -> tuple[dict[str, Unit], dict[str, UUID]]:
        return _units(self.facts, self.scheme) if self.facts else ({}, {})

    @property
    def ids(self) -> Mapping[str, UUID]:
        """Units by their codes."""
        return self._held[1]

    @cached_property
    def index(self) -> UnitIndex:
        """The units by every spelling."""
        return index_of(self._held[0])

    @cached_property
    def words(self) -> Vocabulary | None:
        """Look-ups by spelling; None before there is a scheme."""
        return vocabulary(self.scheme) if self.scheme else None

    @property
    def reports(self) -> Mapping[str, tuple[Report, ...]]:
        """Components that the scheme asks of partners, with the nodes that read them."""
        return self.words.reports if self.words else {}

    def only(self, codes: frozenset[str]) -> Vocabulary | None:
        """The look-ups of a table that supplies these components and no others."""
        if self.words is None:
            return None
        kept = {code: nodes for code, nodes in self.words.reports.items() if code in codes}
        return replace(self.words, reports=kept)


def taking_part(campaign: UUID) -> frozenset[UUID]:
    """Units that are appraised in the campaign."""
    return frozenset(one.unit for one in participations_of(campaign) if one.status == Status.APPRAISED)


def names_of(campaign: UUID) -> Names:
    """The names of a campaign as it is now; the scheme in force, else its draft."""
    return Names(frozen_scheme(campaign) or draft_scheme(campaign), campaign_of(campaign))


def _units(campaign: CampaignFacts, scheme: Scheme | None) -> tuple[dict[str, Unit], dict[str, UUID]]:
    """Units that take part and the stations and windows that count for them."""
    objects = objects_of(campaign, scheme)
    codes, found = {unit.id: unit.code for unit in objects.units}, {}
    for unit in objects.units:
        own = objects.parts.get(unit.id)
        found[unit.code] = Unit(
            code=unit.code,
            name=unit.name,
            category=own.category if own else "",
            parent=codes.get(unit.parent, "") if unit.parent else "",
            district=unit.district,
            system=unit.system,
            kind=unit.kind if unit.kind in _KINDS else "unit",
            status=Status(own.status) if own else Status.APPRAISED,
            former=unit.former,
            joined=unit.joined,
        )
    return found, {unit.code: unit.id for unit in objects.units}

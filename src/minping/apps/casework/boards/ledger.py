"""整改台账: which problems a list shows, in which order, and how many each filter would leave."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, OrderBy, Q, QuerySet, TextField
from django.db.models.functions import Cast

from minping.apps.casework.boards.query import NONE, Query, number_in
from minping.apps.casework.boards.words import HIDDEN, OF_UNITS
from minping.apps.casework.models import Problem
from minping.apps.foundation.actors import Actor
from minping.apps.units.selectors import below, scope_of

VIEW = "casework.view"
_FACETS = ("state", "klass", "source", "origin", "level", "overdue", "media", "recurs")
_COUNTED = (*_FACETS[:-1], "generation")
"""Columns of the index ``problem_facets`` in its own order, so that the database counts within the index."""
Allowed = Mapping[str, frozenset[object]]


def visible(actor: Actor) -> QuerySet[Problem]:
    """The problems that the actor may see: none that became a lead; a unit's people only those registered
    for their units and what lies below them."""
    rows = Problem.objects.exclude(state__in=HIDDEN)
    scope = scope_of(actor, VIEW)
    return rows if scope is None else rows.filter(unit__in=scope, state__in=OF_UNITS)


def _allowed(query: Query) -> Allowed:
    """What each facet may be; a facet that is not asked for is absent."""
    asked: dict[str, frozenset[object]] = {}
    if query.states:
        asked["state"] = frozenset(query.states)
    if query.klass:
        asked["klass"] = frozenset({"" if query.klass == NONE else query.klass})
    for name in ("source", "origin"):
        if wanted := getattr(query, name):
            asked[name] = frozenset({wanted})
    if query.level:
        asked["level"] = frozenset({int(query.level)})
    for name, facet in (("overdue", "overdue"), ("media", "media"), ("recurred", "recurs")):
        if getattr(query, name):
            asked[facet] = frozenset({True})
    return asked


def _plain(actor: Actor, query: Query) -> QuerySet[Problem]:
    """Narrowed by words, campaign, unit and topic: what the facets are counted in."""
    rows = visible(actor)
    if query.campaign:
        rows = rows.filter(campaign=query.campaign)
    if query.unit:
        rows = rows.filter(unit__in=below([query.unit]))
    if query.topic:
        rows = with_topics(rows).filter(bearing(query.topic))
    return rows.filter(_by_words(query.words)) if query.words else rows


def bearing(topic: str) -> Q:
    """Those that bear the topic, on either database; needs ``with_topics``."""
    if connection.features.supports_json_field_contains:
        return Q(topics__contains=[topic])
    return Q(topics_text__contains=json.dumps(topic))


def with_topics(rows: QuerySet[Problem]) -> QuerySet[Problem]:
    """The rows, ready to be asked for topics."""
    return rows.alias(topics_text=Cast("topics", TextField()))


def _by_words(words: str) -> Q:
    said = Q(title__icontains=words) | Q(text__icontains=words)
    number = number_in(words)
    if number is None:
        return said
    year, serial = number
    if year is None:
        return said | Q(number=serial)
    return said | Q(number=serial, year=year)


def found(actor: Actor, query: Query) -> QuerySet[Problem]:
    """The problems asked for, in their order."""
    rows = _plain(actor, query)
    for name, values in _allowed(query).items():
        rows = rows.filter(generation__gte=2) if name == "recurs" else rows.filter(**{f"{name}__in": values})
    return rows.order_by(*_order(query))


def _order(query: Query) -> tuple[OrderBy | str, ...]:
    field, down = query.order.removeprefix("-"), query.order.startswith("-")
    first = {"unit": "unit__code", "registered": "registered_on"}.get(field, field)
    name = F(first)
    ordered = name.desc(nulls_last=True) if down else name.asc(nulls_last=True)
    return (ordered, "-number" if down else "number", "id")


@dataclass(frozen=True)
class Counts:
    """How many problems are asked for, and how many each choice of a filter would leave."""

    total: int
    of: Mapping[str, Counter[object]]

    def sum(self, facet: str, values: Iterable[object]) -> int:
        """Of several choices together."""
        return sum(self.of[facet][value] for value in values)


Kinds = Sequence[tuple[tuple[object, ...], int]]
"""How many problems there are of each kind: a value for each facet, and the number."""


def kinds_of(actor: Actor, query: Query) -> Kinds:
    """The problems within words, campaign, unit and topic of the query, counted in one pass."""
    rows = _plain(actor, query).order_by().values_list(*_COUNTED).annotate(n=Count("*"))
    found: Counter[tuple[object, ...]] = Counter()
    for *values, generation, n in rows:
        found[(*values, generation >= 2)] += n
    return list(found.items())


def folded(kinds: Kinds) -> Kinds:
    """The same without class, source and origin: far fewer kinds, for views that do not ask for these."""
    found: Counter[tuple[object, ...]] = Counter()
    for (state, _, _, _, *rest), n in kinds:
        found[(state, "", "", "", *rest)] += n
    return list(found.items())


def counts_of(kinds: Kinds, query: Query) -> Counts:
    """Each choice of a filter under all other filters that are asked for."""
    asked = _allowed(query)
    tests = [(place, asked[name]) for place, name in enumerate(_FACETS) if name in asked]
    of: list[Counter[object]] = [Counter() for _ in _FACETS]
    total = 0
    for values, n in kinds:
        failed = [place for place, allowed in tests if values[place] not in allowed]
        if not failed:
            total += n
            for place, value in enumerate(values):
                of[place][value] += n
        elif len(failed) == 1:
            of[failed[0]][values[failed[0]]] += n
    return Counts(total, dict(zip(_FACETS, of, strict=True)))


def by_unit(actor: Actor, query: Query) -> Mapping[UUID | None, int]:
    """How many of those asked for each unit has itself, the filter by unit left aside."""
    rows = found(actor, replace(query, unit=None)).order_by()
    return dict(rows.values("unit").annotate(n=Count("*")).values_list("unit", "n"))


def by_topic(actor: Actor, query: Query, topics: Sequence[str]) -> Mapping[str, int]:
    """How many of those asked for bear each topic, the filter by topic left aside."""
    if not topics:
        return {}
    rows = found(actor, replace(query, topic="")).order_by()
    counts: Counter[str] = Counter()
    for borne, n in rows.values_list("topics").annotate(n=Count("*")):
        counts.update(dict.fromkeys(borne, n))
    return {topic: counts[topic] for topic in topics if counts[topic]}

"""Which units a list shows: by words, pinyin, kind, place and state; for liaisons only their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OrderBy, OuterRef, Q, QuerySet, Subquery

from minping.apps.foundation.actors import Actor
from minping.apps.units.models import Kind, Unit, UnitName
from minping.apps.units.selectors import scope_of
from minping.core.bundle.names import key

STATES = ("open", "closed", "all")
PLACES = ("system", "district", "category")
ORDERS = ("name", "code", "kind", "system", "district")


@dataclass(frozen=True)
class Query:
    """What a list asks for. ``words``: name, former name, code, pinyin or its initials."""

    words: str = ""
    kind: str = ""
    state: str = "open"
    system: str = ""
    district: str = ""
    category: str = ""
    order: str = "code"

    @property
    def narrowed(self) -> bool:
        """Whether anything but the usual is asked for."""
        return self != Query(order=self.order)


def query_of(asked: Mapping[str, str]) -> Query:
    """The query of an address; what is not known is passed over."""
    kind, state, order = (asked.get(word, "") for word in ("kind", "state", "sort"))
    return Query(
        words=asked.get("q", "").strip()[:100],
        kind=kind if kind in Kind.values else "",
        state=state if state in STATES else "open",
        order=order if order.removeprefix("-") in ORDERS else "code",
        **{place: asked.get(place, "").strip()[:60] for place in PLACES},
    )


def visible(actor: Actor) -> QuerySet[Unit]:
    """The units that the actor may see."""
    scope = scope_of(actor)
    return Unit.objects.all() if scope is None else Unit.objects.filter(id__in=scope)


def found(actor: Actor, query: Query) -> QuerySet[Unit]:
    """The units asked for, in their order, with their names and predecessors at hand."""
    rows = visible(actor).order_by(*_order(query)).prefetch_related("names", "predecessors__before")
    if query.state != "all":
        rows = rows.filter(until__isnull=query.state == "open")
    if query.kind:
        rows = rows.filter(kind=query.kind)
    for place in PLACES:
        if wanted := getattr(query, place):
            rows = rows.filter(**{place: wanted})
    return rows.filter(_by_words(query.words)) if key(query.words) else rows


def _order(query: Query) -> tuple[OrderBy | str, ...]:
    """Names go by their pinyin."""
    field, down = query.order.removeprefix("-"), query.order.startswith("-")
    if field != "name":
        return query.order, "code"
    present = UnitName.objects.filter(unit=OuterRef("id"), until__isnull=True, former=False)
    return OrderBy(Subquery(present.values("sounds")[:1]), descending=down), "code"


def _by_words(words: str) -> Q:
    names = UnitName.objects.filter(unit=OuterRef("id"))
    said = names.filter(
        Q(sounds__contains=key(words)) | Q(name__icontains=words) | Q(english__icontains=words)
    )
    return Q(Exists(said)) | Q(code__icontains=words)


def places(actor: Actor) -> dict[str, Sequence[str]]:
    """The systems, districts and categories that occur, for the filter."""
    rows = visible(actor)
    return {
        place: list(rows.exclude(**{place: ""}).order_by(place).values_list(place, flat=True).distinct())
        for place in PLACES
    }


def names_of(ids: Sequence[UUID]) -> dict[UUID, str]:
    """Present names, in one query."""
    rows = UnitName.objects.filter(unit__in=ids, until__isnull=True, former=False)
    return dict(rows.values_list("unit", "name"))


def below_of(ids: Sequence[UUID]) -> dict[UUID | None, int]:
    """How many standing units lie right below each."""
    rows = Unit.objects.filter(parent__in=ids, until__isnull=True).order_by()
    return dict(rows.values("parent").annotate(n=Count("id")).values_list("parent", "n"))

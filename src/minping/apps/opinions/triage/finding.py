"""Which opinions the desk shows: by state, source, unit, class, day, who handles them, and words.

What lies in the restricted inbox is not among them, whoever asks. Raw texts are sealed and cannot be searched:
words are looked for in what was masked and confirmed, in units' names, in numbers and in themes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from minping.apps.foundation.clock import today
from minping.apps.opinions.models import Answer, Opinion, Theme
from minping.apps.opinions.services.moving import APART
from minping.apps.units.selectors import below, units_of
from minping.core.lifecycle import OPINION

SHOWN = tuple(state.name for state in OPINION.states if state.name not in APART)
OPEN = ("received", "reading")
OWED = ("received", "reading", "linked")
"""States in which an answer may still be owed."""
ORDERS = {"newest": ("-day", "id"), "oldest": ("day", "id"), "due": ("due", "id")}
MOST_THEMES = 200
REFERENCE = re.compile(r"(?i)^yj-?([0-9a-f]{4,8})$")


@dataclass(frozen=True)
class Query:
    """What a list asks for; the empty query asks for everything that waits."""

    campaign: UUID | None = None
    words: str = ""
    state: str = "open"
    source: str = ""
    kind: str = ""
    klass: str = ""
    unit: UUID | None = None
    handler: UUID | None = None
    since: date | None = None
    until: date | None = None
    only: frozenset[str] = field(default_factory=frozenset)
    """``late``, ``repeats``, ``unmasked``, ``unrouted``, ``unhandled``."""
    order: str = "newest"


ONLY = ("late", "repeats", "unmasked", "unrouted", "unhandled")


def query_of(asked: Mapping[str, str], campaign: UUID | None) -> Query:
    """The query of an address; what is not known is passed over."""
    state, order = asked.get("state", "open"), asked.get("order", "newest")
    source, kind = asked.get("source", ""), asked.get("kind", "")
    return Query(
        campaign=campaign,
        words=asked.get("q", "").strip()[:100],
        state=state if state in {"open", "all", *SHOWN} else "open",
        source=source if source in Opinion.Source.values else "",
        kind=kind if kind in Opinion.Kind.values else "",
        klass=asked.get("class", "").strip()[:40],
        unit=_id(asked.get("unit", "")),
        handler=_id(asked.get("handler", "")),
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
        only=frozenset(word for word in ONLY if asked.get(word)),
        order=order if order in ORDERS else "newest",
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def shown() -> QuerySet[Opinion]:
    """Every opinion that the desk may show."""
    return Opinion.objects.filter(state__in=SHOWN)


def found(query: Query) -> QuerySet[Opinion]:
    """The opinions asked for, in their order."""
    rows = _of_state(query)
    if query.campaign:
        rows = rows.filter(campaign=query.campaign)
    for name in ("source", "kind", "handler"):
        if value := getattr(query, name):
            rows = rows.filter(**{name: value})
    if query.unit:
        rows = rows.filter(unit__in=below([query.unit]))
    if query.klass:
        rows = rows.filter(Q(klass=query.klass) | Q(klass="", suggested=query.klass))
    if query.since:
        rows = rows.filter(day__gte=query.since)
    if query.until:
        rows = rows.filter(day__lte=query.until)
    rows = _only(rows, query.only)
    if query.words:
        rows = rows.filter(_with_words(query.words))
    return rows.order_by(*ORDERS[query.order])


def _of_state(query: Query) -> QuerySet[Opinion]:
    if query.state == "all":
        return Opinion.objects.exclude(state__in=APART)
    if query.state == "open":
        return Opinion.objects.filter(state__in=OPEN)
    return Opinion.objects.filter(state=query.state)


def _only(rows: QuerySet[Opinion], only: frozenset[str]) -> QuerySet[Opinion]:
    asked = {
        "late": late(),
        "repeats": Q(group__isnull=False),
        "unmasked": Q(masked_by__isnull=True),
        "unrouted": Q(unit__isnull=True),
        "unhandled": Q(handler__isnull=True),
    }
    for word in only:
        rows = rows.filter(asked[word])
    return rows


def late() -> Q:
    """Opinions whose giver is owed an answer since yesterday or longer."""
    answered = Exists(Answer.objects.filter(opinion=OuterRef("pk")))
    return Q(due__lt=today(), state__in=OWED) & ~Q(answered)


def _with_words(words: str) -> Q:
    asked = Q(masked__icontains=words, masked_by__isnull=False)
    asked |= Q(external=words)
    themes = list(Theme.objects.filter(title__icontains=words).values_list("id", flat=True)[:MOST_THEMES])
    if themes:
        asked |= Q(theme__in=themes)
    if number := REFERENCE.match(words):
        asked |= _numbered(number[1].lower())
    units = [unit.id for unit in units_of() if words in unit.name or words in unit.short]
    return asked | Q(unit__in=units) if units else asked


def _numbered(beginning: str) -> Q:
    """Ids lie in order on every database: those that begin so are a range."""
    low, high = UUID(beginning.ljust(32, "0")), UUID(beginning.ljust(32, "f"))
    return Q(id__range=(low, high))


def reference(opinion: UUID) -> str:
    """What people call an opinion: the beginning of its id."""
    return f"YJ-{opinion.hex[:8].upper()}"

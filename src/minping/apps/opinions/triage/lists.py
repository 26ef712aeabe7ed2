"""What the desk's list shows of each opinion, and the views that somebody keeps."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.opinions.models import Answer, Likeness, Opinion, SavedView
from minping.apps.opinions.triage.classes import class_names
from minping.apps.opinions.triage.finding import OWED, SHOWN, reference
from minping.apps.opinions.triage.opening import text_of
from minping.apps.opinions.words import KINDS, SOURCES
from minping.apps.units.selectors import units_of
from minping.core.findings import Text
from minping.core.lifecycle import OPINION

BEGINNING = 60
MOST_VIEWS = 20
MARKS = {"settled": "done", "noted": "plain", "transferred": "plain", "linked": "plain"}


@dataclass(frozen=True)
class Line:
    """An opinion in a list. ``text``: its beginning, raw for those who may read it, else what was confirmed."""

    id: UUID
    reference: str
    text: str
    day: date
    due: date | None
    late: bool
    answered: bool
    unit: str
    source: Text
    kind: Text
    klass: Text
    suggested: bool
    state: Text
    mark: str
    handler: str
    repeats: int
    candidates: int
    masked: bool


def lines_of(rows: Iterable[Opinion], *, raw: bool) -> Sequence[Line]:
    """Lines of one page of a list; a handful of queries, however many rows."""
    there = list(rows)
    units = {unit.id: unit.name for unit in units_of({row.unit_id for row in there if row.unit_id})}
    names, day = class_names(), today()
    answered = set(Answer.objects.filter(opinion__in=there).values_list("opinion", flat=True))
    repeats = _repeats({row.group for row in there if row.group})
    alike = _candidates([row.id for row in there])
    lines = []
    for row in there:
        shown = text_of(row) if raw and not row.erased else row.masked if row.masked_by else ""
        klass = row.klass or row.suggested
        owed = row.id not in answered and row.state in OWED
        lines.append(
            Line(
                id=row.id,
                reference=reference(row.id),
                text=beginning(shown),
                day=row.day,
                due=row.due if owed else None,
                late=bool(owed and row.due and row.due < day),
                answered=row.id in answered,
                unit=units.get(row.unit_id, "") if row.unit_id else "",
                source=SOURCES[Opinion.Source(row.source)],
                kind=KINDS[Opinion.Kind(row.kind)],
                klass=names.get(klass, Text(klass, klass)),
                suggested=bool(row.suggested and not row.klass),
                state=OPINION.state(row.state).label,
                mark=MARKS.get(row.state, "waiting"),
                handler=row.handler_name,
                repeats=repeats.get(row.group, 1) - 1 if row.group else 0,
                candidates=alike[row.id],
                masked=row.masked_by is not None,
            )
        )
    return lines


def in_order(ids: Iterable[UUID]) -> Sequence[Opinion]:
    """Opinions by id, in the order of the ids: a list is sorted by what its indexes hold, then one page fetched."""
    asked = list(ids)
    rows = {row.id: row for row in Opinion.objects.filter(id__in=asked)}
    return [rows[one] for one in asked if one in rows]


def beginning(text: str) -> str:
    """The first words, on one line."""
    said = " ".join(text.split())
    return said if len(said) <= BEGINNING else f"{said[:BEGINNING]}…"


def _repeats(groups: Iterable[UUID]) -> Mapping[UUID, int]:
    rows = Opinion.objects.filter(group__in=list(groups), state__in=SHOWN).order_by()
    return dict(rows.values_list("group").annotate(Count("id")))


def _candidates(ids: Sequence[UUID]) -> Counter[UUID]:
    found: Counter[UUID] = Counter()
    for near, far in (("one", "other"), ("other", "one")):
        rows = Likeness.objects.filter(
            state=Likeness.State.PROPOSED, **{f"{near}__in": ids, f"{far}__state__in": SHOWN}
        )
        found.update(rows.values_list(near, flat=True))
    return found


def by_state(rows: QuerySet[Opinion]) -> Sequence[tuple[str, Text, int]]:
    """How many of these stand in each state."""
    counted = dict(rows.order_by().values_list("state").annotate(Count("id")))
    return [
        (state.name, state.label, counted.get(state.name, 0))
        for state in OPINION.states
        if state.name in SHOWN
    ]


def views_of(actor: Actor) -> Sequence[SavedView]:
    """The views that somebody keeps."""
    return list(SavedView.objects.filter(user=actor.person))


@transaction.atomic
def view_keep(*, actor: Actor, name: str, query: str) -> None:
    """Keep what is asked now under a name; the same name is overwritten."""
    require(actor, "opinions.view")
    said = name.strip()[:40]
    if not said:
        raise Refused(Text("请给这个视图起个名字。", "Give the view a name."))
    others = SavedView.objects.filter(user=actor.person).exclude(name=said)
    if others.count() >= MOST_VIEWS:
        raise Refused(Text(f"最多保存{MOST_VIEWS}个视图。", f"At most {MOST_VIEWS} views are kept."))
    SavedView.objects.update_or_create(user=actor.person, name=said, defaults={"query": query[:500]})


@transaction.atomic
def view_forget(*, actor: Actor, view: UUID) -> None:
    """Forget one of one's own views."""
    require(actor, "opinions.view")
    SavedView.objects.filter(id=view, user=actor.person).delete()

"""Opinions that may say the same: proposed by the program, settled by a person (F017)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import hold, record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.opinions.models import Likeness, Opinion
from minping.apps.opinions.services.moving import opinion_moved
from minping.apps.opinions.triage.deciding import held
from minping.apps.opinions.triage.finding import SHOWN
from minping.core.findings import Text

_BOTH_SHOWN = Q(one__state__in=SHOWN, other__state__in=SHOWN)


@dataclass(frozen=True)
class Candidate:
    """Another opinion that may say the same."""

    pair: UUID
    opinion: Opinion
    exact: bool
    score: int


def proposed() -> QuerySet[Likeness]:
    """Pairs that wait for a person; none of which one lies in the restricted inbox."""
    return Likeness.objects.filter(_BOTH_SHOWN, state=Likeness.State.PROPOSED)


def candidates_of(opinion: Opinion, at_most: int = 5) -> Sequence[Candidate]:
    """The likeliest others, exact ones first."""
    rows = (
        proposed()
        .filter(Q(one=opinion) | Q(other=opinion))
        .select_related("one", "other")
        .order_by("-score", "id")[:at_most]
    )
    return [
        Candidate(
            row.id,
            row.other if row.one_id == opinion.id else row.one,
            row.method == Likeness.Method.EXACT,
            row.score,
        )
        for row in rows
    ]


def repeats_of(opinion: Opinion) -> Sequence[Opinion]:
    """Those of the same group, the first of them first; without itself."""
    if opinion.group is None:
        return []
    rows = Opinion.objects.filter(group=opinion.group, state__in=SHOWN).exclude(id=opinion.id)
    return sorted(rows, key=lambda row: (row.id != opinion.group, row.day, row.id))


@transaction.atomic
def likeness_settle(*, actor: Actor, pair: UUID, same: bool) -> None:
    """A person says that two opinions say the same, or do not. The later one is tied to the first."""
    require(actor, "opinions.triage")
    hold()
    row = Likeness.objects.select_for_update().filter(_BOTH_SHOWN, id=pair).first()
    if row is None:
        raise Http404
    if row.state != Likeness.State.PROPOSED:
        raise Refused(Text("这一对已经判断过。", "This pair was settled already."))
    row.state = Likeness.State.SAME if same else Likeness.State.DIFFERENT
    row.decided_by = actor.name
    row.save(update_fields=["state", "decided_by"])
    if same:
        _tie(actor, held(row.one_id), held(row.other_id))
    record(actor, "opinions.likeness.settled", row.id, same=same)


def _tie(actor: Actor, one: Opinion, other: Opinion) -> None:
    """Put both into one group, that of the earliest; the later of the two follows it."""
    groups = {opinion.group or opinion.id for opinion in (one, other)}
    members = list(Opinion.objects.select_for_update().filter(Q(group__in=groups) | Q(id__in=groups)))
    first = min(members, key=lambda row: (row.state == "linked", row.day, row.id))
    Opinion.objects.filter(id__in=[row.id for row in members]).update(group=first.id)
    for row in members:
        if row.id != first.id and row.state == "reading":
            opinion_moved(actor=actor, opinion=row.id, act="link", facts=("confirmed",), group=first.id)
    _pairs_within(row.id for row in members)


def _pairs_within(members: Iterable[UUID]) -> None:
    """What two of one group have between them needs no further answer."""
    ids = list(members)
    Likeness.objects.filter(state=Likeness.State.PROPOSED, one__in=ids, other__in=ids).update(
        state=Likeness.State.SAME
    )


@transaction.atomic
def opinion_unlink(*, actor: Actor, opinion: UUID) -> None:
    """Untie a repeat: it is read by itself again."""
    require(actor, "opinions.triage")
    found = held(opinion)
    opinion_moved(actor=actor, opinion=opinion, act="unlink", group=None)
    left = Opinion.objects.filter(group=found.group)
    if left.count() == 1:
        left.update(group=None)

"""Finding opinions that may say the same: all of a campaign in one go, or the newest against those before."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import now
from minping.apps.foundation.jobs import Told, start
from minping.apps.foundation.permissions import require
from minping.apps.opinions.models import Likeness, Opinion
from minping.apps.opinions.triage.finding import SHOWN
from minping.apps.opinions.triage.opening import text_of
from minping.core.opinions import likeness

JOB = "opinions.group"
FEW = 50
"""So many new opinions are compared one by one; more of them as a job, all together."""
NEAR = 1000
"""A new opinion is compared with so many of the latest about the same unit."""
_ORDER = ("day", "id")


def group_all(campaign: UUID, told: Told) -> int:
    """Compare all opinions of a campaign with each other; how many new pairs were proposed."""
    rows = list(_readable().filter(campaign=campaign).order_by(*_ORDER).only("id", "text"))
    pairs = likeness.groups([text_of(row) for row in rows], told=told)
    made = _propose((rows[pair.one], rows[pair.other], pair) for pair in pairs)
    Opinion.objects.filter(campaign=campaign, compared=False, id__in=_ids(rows)).update(compared=True)
    return made


def _ids(rows: Sequence[Opinion]) -> Any:
    """The rows' ids; past what one statement takes, all of the readable ones."""
    return [row.id for row in rows] if len(rows) <= 500 else _readable().values("id")


def compare_new() -> int:
    """Compare what came in since; how many opinions. Safe to repeat."""
    waiting = list(_readable().filter(compared=False).order_by(*_ORDER)[: FEW + 1])
    if len(waiting) > FEW:
        for campaign in {row.campaign_id for row in waiting}:
            _start(campaign, Actor(system=True))
        return 0
    for row in waiting:
        _compare(row)
    return len(waiting)


def _compare(row: Opinion) -> None:
    others = _readable().filter(campaign=row.campaign_id).exclude(id=row.id)
    twins = others.filter(digest=row.digest).order_by(*_ORDER)[:1]
    about = Q(unit=row.unit_id) if row.unit_id else Q()
    near = (
        others.filter(about | Q(unit__isnull=True)).exclude(digest=row.digest).order_by("-day", "id")[:NEAR]
    )
    known = [*twins, *near]
    found = likeness.like(text_of(row), [text_of(other) for other in known])
    _propose((*_in_order(known[pair.one], row), pair) for pair in found)
    Opinion.objects.filter(id=row.id).update(compared=True)


def _in_order(one: Opinion, other: Opinion) -> tuple[Opinion, Opinion]:
    return (one, other) if (one.day, one.id) <= (other.day, other.id) else (other, one)


def _readable() -> Any:
    return Opinion.objects.filter(state__in=SHOWN, erased=False)


def _propose(pairs: Iterable[tuple[Opinion, Opinion, likeness.Pair]]) -> int:
    """Lay the pairs down; one that a person settled stays settled."""
    rows = [
        Likeness(one_id=one.id, other_id=other.id, method=pair.method, score=pair.score)
        for one, other, pair in pairs
    ]
    before = Likeness.objects.count()
    Likeness.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return Likeness.objects.count() - before


def grouping_ask(*, actor: Actor, campaign: UUID) -> UUID:
    """Start comparing everything again; the job."""
    require(actor, "opinions.triage")
    return _start(campaign, actor)


def _start(campaign: UUID, actor: Actor) -> UUID:
    """One job for a campaign and a minute: pressing twice starts one."""
    key = f"{JOB}:{campaign}:{now():%Y%m%d%H%M}"
    return start(JOB, key, {"campaign": str(campaign)}, actor)


def carry(payload: Mapping[str, Any], told: Told) -> Mapping[str, Any]:
    """The work of the job."""
    return {"pairs": group_all(UUID(payload["campaign"]), told)}

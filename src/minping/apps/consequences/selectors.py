"""What other rooms may know of consequences, and what waits for whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from minping.apps.campaigns.selectors import campaigns
from minping.apps.consequences.models import Measure, Order
from minping.apps.consequences.sources import Grounds, outlook_of
from minping.apps.consequences.terms import (
    KINDS,
    OPEN_BEFORE,
    SANCTIONS,
    TALKS,
    Kind,
    body_of,
    state_words,
)
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.units.selectors import answering_for, below
from minping.core.findings import Text


@dataclass(frozen=True)
class Consequence:
    """A measure that was decided and that the unit has been told of."""

    id: UUID
    unit: UUID
    campaign: UUID
    kind: str
    words: Text
    state: str
    stand: Text
    ended: bool
    due: date | None


@dataclass(frozen=True)
class Waiting:
    """``number`` things of one kind that wait for somebody; ``late``: how many are past their day."""

    words: Text
    number: int
    link: str
    late: int = 0


def shown_to_units() -> QuerySet[Measure]:
    """Measures that their unit may see: served, issued. A recommendation about its leaders is none of them."""
    served = Q(kind__in=SANCTIONS, notice__served_on__isnull=False)
    return Measure.objects.filter(
        served | Q(kind__in=[Kind.PRAISE, Kind.OTHER], state__in=["issued", "withdrawn"])
    )


def consequences_of(*units: UUID) -> Sequence[Consequence]:
    """What followed for units, the newest campaign first."""
    found = shown_to_units().filter(unit__in=units).prefetch_related("orders")
    return [_facts(row) for row in found.order_by("-campaign__year", "unit__code", "kind")]


def own_units(actor: Actor) -> frozenset[UUID]:
    """The units that a liaison answers for: his own, those below, and all that have become one of them."""
    return answering_for(below(actor.units))


def _facts(row: Measure) -> Consequence:
    due = next((order.deadline for order in row.orders.all() if order.rectified is None), None)
    ended = row.state in ("closed", "lifted", "issued", "waived", "withdrawn")
    return Consequence(
        row.id,
        row.unit_id,
        row.campaign_id,
        row.kind,
        KINDS[row.kind],
        row.state,
        state_words(row.kind, row.state),
        ended,
        None if ended else due,
    )


def waiting_for(actor: Actor) -> Sequence[Waiting]:
    """What waits for this person: the office, the deciding bodies, a unit's liaison."""
    found = [*_office(actor), *_bodies(actor), *_handlers(actor), *_own(actor)]
    return [one for one in found if one.number]


def _found(words: Text, rows: QuerySet[Measure], *states: str) -> Waiting:
    """Measures in these states, with the list of the newest campaign that has some."""
    chosen = rows.filter(state__in=states).order_by("-campaign__year", "campaign")
    campaign = chosen.values_list("campaign", flat=True).first()
    return Waiting(words, chosen.count(), _list(campaign, *states))


def _list(campaign: UUID | None, *states: str) -> str:
    named = f"&state={','.join(states)}" if states else ""
    return f"{reverse('consequences:home')}?campaign={campaign}{named}"


def _office(actor: Actor) -> Iterator[Waiting]:
    if not actor.may("consequences.edit"):
        return
    open_now = [one.id for one in campaigns() if one.state not in {"draft", "archived"}]
    looks = {one: outlook_of(one) for one in open_now}
    fresh = {one: len(look.fresh) for one, look in looks.items() if look.fresh}
    words = Text("结果运用建议待提出", "consequences proposed by the rules")
    yield Waiting(words, sum(fresh.values()), _list(next(iter(fresh), None)))
    every = Measure.objects.all()
    yield _found(Text("结果运用建议待提请审定", "consequences to put forward"), every, "triggered")
    praised = every.filter(kind__in=[Kind.PRAISE, Kind.OTHER], state="approved")
    yield Waiting(
        Text("已批准表扬待通报", "praise to be issued"),
        praised.count(),
        f"{reverse('consequences:praise')}?campaign={_newest(praised)}",
    )
    letters = every.filter(kind=Kind.REPLACEMENT)
    words = Text("组织处理建议待发函、待答复", "recommendations to send or to be answered")
    yield _found(words, letters, "approved", "sent")
    cards = every.filter(kind=Kind.YELLOW_CARD)
    yield _found(Text("第二张黄牌待提组织处理建议", "second cards to recommend upon"), cards, "second_card")


def _newest(rows: QuerySet[Measure]) -> UUID | None:
    return rows.order_by("-campaign__year", "campaign").values_list("campaign", flat=True).first()


def _bodies(actor: Actor) -> Iterator[Waiting]:
    for permission, kinds in (
        ("consequences.sanction", Q(kind__in=SANCTIONS)),
        ("consequences.commend", ~Q(kind__in=SANCTIONS)),
    ):
        if actor.may(permission) and not actor.system:
            own = Measure.objects.filter(kinds)
            yield _found(Text("结果运用建议待决定", "consequences to decide"), own, "proposed")
            yield _doubted(permission)


def _doubted(permission: str) -> Waiting:
    """Measures of one body that a corrected result bears out no more."""
    touched = Measure.objects.exclude(state__in=[*OPEN_BEFORE, "lapsed", "withdrawn"])
    found = [
        one
        for campaign in touched.order_by("-campaign__year").values_list("campaign", flat=True).distinct()
        for one in Grounds(campaign).doubts()
        if body_of(one.row.kind) == permission
    ]
    where = found[0].row.campaign_id if found else None
    words = Text("计分更正后待重新审定", "consequences to decide anew after a correction")
    return Waiting(words, len(found), f"{_list(where)}#doubted")


def _handlers(actor: Actor) -> Iterator[Waiting]:
    if not actor.may("consequences.handle"):
        return
    either = Q(kind__in=TALKS, state="approved") | Q(kind=Kind.YELLOW_CARD, state="issued")
    serve, talks = Measure.objects.filter(either), Measure.objects.filter(kind__in=TALKS)
    yield _found(Text("约谈、黄牌待送达通知", "notices to serve"), serve, "approved", "issued")
    yield _found(Text("约谈待进行", "talks to hold"), talks, "notified")
    words = Text("约谈后待责令整改", "orders to rectify to give")
    yield _found(words, talks, "held", "rechecked")
    by_others = _orders().exclude(issued_by=actor.id)  # who gave an order does not recheck it
    due = by_others.filter(~Q(answer="") | Q(deadline__lt=today()))
    again = Measure.objects.filter(id__in=due.values("measure"))
    words = Text("整改情况待复查", "rectification to recheck")
    yield _found(words, again, "rectification_ordered", "rectifying")


def _own(actor: Actor) -> Iterator[Waiting]:
    if not actor.may("consequences.own") or actor.system:
        return
    units, own = own_units(actor), reverse("consequences:own")
    unread = shown_to_units().filter(unit__in=units, kind__in=SANCTIONS, notice__received_at__isnull=True)
    yield Waiting(Text("约谈、黄牌通知待签收", "notices to acknowledge"), unread.count(), own)
    rows = _orders().filter(measure__unit__in=units, answer="")
    late = rows.filter(deadline__lt=today()).count()
    yield Waiting(Text("责令整改待报情况", "orders to answer"), rows.count(), own, late)


def _orders() -> QuerySet[Order]:
    running = ["rectification_ordered", "rectifying"]
    return Order.objects.filter(rectified__isnull=True, measure__state__in=running)

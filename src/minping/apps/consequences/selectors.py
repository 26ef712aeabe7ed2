"""What other rooms may know of consequences, and what waits for whom."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from minping.apps.campaigns.selectors import campaigns
from minping.apps.consequences.models import Measure, Order
from minping.apps.consequences.sources import outlook_of
from minping.apps.consequences.terms import DISMISSED, KINDS, SANCTIONS, TALKS, Kind, state_words
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.units.selectors import below
from minping.core.findings import Text


@dataclass(frozen=True)
class Consequence:
    """A measure that was decided and that the unit has been told of."""

    id: UUID
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
    return Measure.objects.filter(served | Q(kind__in=[Kind.PRAISE, Kind.OTHER], state="issued"))


def consequences_of(unit: UUID) -> Sequence[Consequence]:
    """What followed for a unit, the newest campaign first."""
    found = shown_to_units().filter(unit=unit).prefetch_related("orders")
    return [_facts(row) for row in found.order_by("-campaign__year", "kind")]


def _facts(row: Measure) -> Consequence:
    due = next((order.deadline for order in row.orders.all() if order.rectified is None), None)
    ended = row.state in ("closed", "lifted", "issued", "waived")
    return Consequence(
        row.id,
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


def _list(state: str) -> str:
    return f"{reverse('consequences:home')}?state={state}"


def _office(actor: Actor) -> Iterator[Waiting]:
    if not actor.may("consequences.edit"):
        return
    fresh = 0
    for campaign in campaigns():
        if campaign.state not in {"draft", "archived"}:
            fresh += len(outlook_of(campaign.id).fresh)
    home = reverse("consequences:home")
    yield Waiting(Text("结果运用建议待提出", "consequences proposed by the rules"), fresh, home)
    states = _states(Q())
    words = Text("结果运用建议待提请审定", "consequences to put forward")
    yield Waiting(words, states["triggered"], _list("triggered"))
    approved = Measure.objects.filter(state="approved", kind__in=[Kind.PRAISE, Kind.OTHER]).count()
    yield Waiting(Text("已批准表扬待通报", "praise to be issued"), approved, reverse("consequences:praise"))
    letters = Measure.objects.filter(kind=Kind.REPLACEMENT, state__in=["approved", "sent"]).count()
    words = Text("组织处理建议待发函、待答复", "recommendations to send or to be answered")
    yield Waiting(words, letters, f"{home}?kind=replacement")


def _bodies(actor: Actor) -> Iterator[Waiting]:
    for permission, kinds in (
        ("consequences.sanction", Q(kind__in=SANCTIONS)),
        ("consequences.commend", ~Q(kind__in=SANCTIONS)),
    ):
        if actor.may(permission) and not actor.system:
            number = _states(kinds)["proposed"]
            yield Waiting(Text("结果运用建议待决定", "consequences to decide"), number, _list("proposed"))


def _handlers(actor: Actor) -> Iterator[Waiting]:
    if not actor.may("consequences.handle"):
        return
    talks, cards = _states(Q(kind__in=TALKS)), _states(Q(kind=Kind.YELLOW_CARD))
    yield Waiting(
        Text("约谈、黄牌待送达通知", "notices to serve"),
        talks["approved"] + cards["issued"],
        _list("approved"),
    )
    yield Waiting(Text("约谈待进行", "talks to hold"), talks["notified"], _list("notified"))
    to_order = talks["held"] + talks["rechecked"]
    yield Waiting(Text("约谈后待责令整改", "orders to rectify to give"), to_order, _list("held"))
    yield Waiting(
        Text("整改情况待复查", "rectification to recheck"),
        _orders().exclude(answer="").count(),
        _list("rectification_ordered"),
    )


def _own(actor: Actor) -> Iterator[Waiting]:
    if not actor.may("consequences.own") or actor.system:
        return
    units, own = below(actor.units), reverse("consequences:own")
    unread = shown_to_units().filter(unit__in=units, kind__in=SANCTIONS, notice__received_at__isnull=True)
    yield Waiting(Text("约谈、黄牌通知待签收", "notices to acknowledge"), unread.count(), own)
    rows = _orders().filter(measure__unit__in=units, answer="")
    late = rows.filter(deadline__lt=today()).count()
    yield Waiting(Text("责令整改待报情况", "orders to answer"), rows.count(), own, late)


def _orders() -> QuerySet[Order]:
    running = ["rectification_ordered", "rectifying"]
    return Order.objects.filter(rectified__isnull=True, measure__state__in=running)


def _states(kinds: Q) -> Counter[str]:
    rows = Measure.objects.filter(kinds).exclude(state__in=DISMISSED).order_by()
    return Counter(rows.values_list("state", flat=True))

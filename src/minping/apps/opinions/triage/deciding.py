"""What a person of the office decides about an opinion by itself: whose it is, what it is, whether it is a lead."""

from uuid import UUID

from django.db import transaction
from django.http import Http404

from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.audit import hold, record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.leads.selectors import dismissed_of, handed_of
from minping.apps.leads.services import lead_spot
from minping.apps.opinions.models import Likeness, Opinion
from minping.apps.opinions.services.erasing import opinion_text_erase
from minping.apps.opinions.services.moving import opinion_moved, step_add
from minping.apps.opinions.services.taking import Giver
from minping.apps.opinions.triage.finding import OWED, shown
from minping.apps.opinions.triage.opening import giver_of, text_of
from minping.apps.units.selectors import units_of
from minping.core.findings import Text

BACK = Text("线索管理人认定不属线索，退回办理", "judged to be no lead, given back")


def held(opinion: UUID) -> Opinion:
    """The opinion, held until the transaction ends; one in the restricted inbox is found by nobody here."""
    hold()
    found = shown().select_for_update().filter(id=opinion).first()
    if found is None:
        raise Http404
    return found


def _to_sort(opinion: UUID) -> Opinion:
    found = held(opinion)
    if found.state not in OWED:
        raise Refused(Text("这条意见已有去向，不能再改。", "This opinion has gone its way already."))
    return found


@transaction.atomic
def opinion_route(*, actor: Actor, opinion: UUID, unit: UUID) -> None:
    """Say which unit it is about."""
    require(actor, "opinions.triage")
    found = _to_sort(opinion)
    named = units_of([unit])
    if not named:
        raise Refused(Text("没有这个单位。", "There is no such unit."))
    if found.unit_id == unit:
        return
    _leave_theme(found)
    found.unit_id, found.compared = unit, False
    found.save(update_fields=["unit", "compared"])
    step_add(found, "route", actor, named[0].name)
    record(actor, "opinions.opinion.routed", opinion)


def _leave_theme(found: Opinion) -> None:
    """A theme is about one unit; one that was released already stands as it was."""
    if found.theme is not None and found.theme.released_on is None:
        found.theme = None
        found.save(update_fields=["theme"])


@transaction.atomic
def opinion_sort(*, actor: Actor, opinion: UUID, klass: str, kind: str) -> None:
    """Settle its class and kind; the suggestion stays beside it."""
    require(actor, "opinions.triage")
    found = held(opinion)
    if kind not in Opinion.Kind.values:
        raise Refused(Text("请选择类型。", "Choose a kind."))
    found.klass, found.kind = klass[:40], kind
    found.save(update_fields=["klass", "kind"])
    step_add(found, "sort", actor, klass)
    record(actor, "opinions.opinion.sorted", opinion)


@transaction.atomic
def opinion_mark_lead(*, actor: Actor, opinion: UUID) -> None:
    """Hand it to the keepers of leads; from this moment nobody at the desk finds it any more, whoever marked it."""
    require(actor, "opinions.triage")
    found = held(opinion)
    text = text_of(found)
    if not text:
        raise Refused(Text("原文已按期删除，不能再标。", "Its text was erased when its time came."))
    lead = lead_spot(
        actor=actor,
        text=text,
        source=found.source,
        unit=found.unit_id,
        campaign=found.campaign_id,
        opinion=found.id,
        by_person=True,
    )
    opinion_moved(
        actor=actor,
        opinion=opinion,
        act="mark_lead",
        facts=("marked",),
        lead=lead,
        theme=None,
        group=None,
        case_released=False,
    )
    Likeness.objects.filter(one=opinion).delete()
    Likeness.objects.filter(other=opinion).delete()


def leads_settle() -> int:
    """Take up what became of leads: what was judged to be none comes back, what was handed over is erased here.

    Safe to repeat; how many changed.
    """
    rows = Opinion.objects.filter(state="restricted").values_list("lead", "id")
    waiting = {lead: opinion for lead, opinion in rows if lead is not None}
    if not waiting:
        return 0
    back, gone = dismissed_of(waiting), handed_of(waiting)
    for lead in back:
        _release(waiting[lead])
    for lead in gone:
        _hand_over(waiting[lead])
    return len(back) + len(gone)


@transaction.atomic
def _release(opinion: UUID) -> None:
    if _still(opinion):
        opinion_moved(actor=SYSTEM, opinion=opinion, act="release", facts=("no_lead",), compared=False)


@transaction.atomic
def _hand_over(opinion: UUID) -> None:
    if _still(opinion):
        opinion_moved(actor=SYSTEM, opinion=opinion, act="hand_over", facts=("lead_sealed",))
        opinion_text_erase(opinion=opinion)


def _still(opinion: UUID) -> bool:
    """Whether another process has not done it meanwhile."""
    hold()
    return Opinion.objects.select_for_update().filter(id=opinion, state="restricted").exists()


@transaction.atomic
def giver_read(*, actor: Actor, opinion: UUID, reason: str) -> Giver | None:
    """The giver in full, for a reason that is written down (SEC F6)."""
    require(actor, "opinions.triage")
    found = held(opinion)
    said = reason.strip()
    if not said:
        raise Refused(Text("请写明为什么要看。", "Say why you need it."))
    record(actor, "opinions.giver.read", opinion, reason=said[:300])
    return giver_of(found)

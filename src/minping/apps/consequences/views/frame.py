"""What every page of this room needs: the campaign asked for, one measure, what may be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from minping.apps.campaigns.selectors import CampaignFacts, campaign_of, campaigns
from minping.apps.consequences.models import Measure
from minping.apps.consequences.selectors import own_units, shown_to_units
from minping.apps.consequences.terms import (
    KINDS,
    MARKS,
    OPEN_BEFORE,
    TALKS,
    Kind,
    body_of,
    state_words,
    waivable,
)
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.pages import actor_of
from minping.apps.results.outcomes import outcomes_of
from minping.apps.units.selectors import UnitLine, unit_lines
from minping.core.findings import Text


@dataclass(frozen=True)
class Shown:
    """A measure as lists and pages show it."""

    row: Measure
    unit: UnitLine | None
    kind: Text
    stand: Text
    mark: str


def shown(rows: Sequence[Measure]) -> list[Shown]:
    """Measures with their units, from one look at the list of units."""
    units = {line.id: line for line in unit_lines({row.unit_id for row in rows})}
    return [
        Shown(
            row,
            units.get(row.unit_id),
            KINDS[row.kind],
            state_words(row.kind, row.state),
            MARKS.get(row.state, "plain"),
        )
        for row in rows
    ]


def by_result(campaign: UUID, lines: Sequence[Shown]) -> list[Shown]:
    """The best of each list first, as the newest sound run has them; windows and all others as they came."""
    places = {one.unit: place for place, one in enumerate(outcomes_of(campaign))}
    return sorted(lines, key=lambda line: places.get(line.row.unit_id, len(places)))


def campaign_asked(request: HttpRequest) -> CampaignFacts | None:
    """The campaign named in the address, else the newest with a result, else the newest."""
    every, named = [one for one in campaigns() if one.state != "draft"], request.GET.get("campaign", "")
    if named:
        found = next((one for one in every if str(one.id) == named), None)
        if found is None:
            raise Http404
        return found
    before = {"scheme_frozen", "launched", "running", "collecting_closed", "reconciled"}
    with_result = [one for one in every if one.state not in before | {"archived"}]
    return next(iter([*with_result, *every]), None)


def campaign_or_404(request: HttpRequest) -> CampaignFacts:
    """As ``campaign_asked``, where a page makes no sense without one."""
    found = campaign_asked(request)
    if found is None:
        raise Http404
    return found


def known_campaign(campaign: UUID) -> CampaignFacts:
    """The campaign of this id, or 404."""
    found = campaign_of(campaign)
    if found is None:
        raise Http404
    return found


def measure_or_404(measure: UUID) -> Measure:
    """A measure for the office and those who oversee."""
    found = Measure.objects.filter(id=measure).first()
    if found is None:
        raise Http404
    return found


def own_or_404(request: HttpRequest, measure: UUID) -> Measure:
    """A measure of the liaison's own unit that the unit was told of; all others do not exist for him."""
    found = shown_to_units().filter(id=measure).first()
    if found is None or found.unit_id not in own_units(actor_of(request)):
        raise Http404
    return found


def framed(tab: str, campaign: CampaignFacts | None, **more: Any) -> dict[str, Any]:
    """The context of a page below the tabs."""
    others = [one for one in campaigns() if one.state != "draft"]
    return {"here": tab, "campaign": campaign, "others": others, **more}


def home_of(campaign: UUID) -> str:
    """The list of a campaign's measures."""
    return f"{reverse('consequences:home')}?campaign={campaign}"


@dataclass(frozen=True)
class Next:
    """One thing that this person may do now. ``first``: the ordinary next step."""

    act: str
    words: Text
    first: bool = True


_WORDS = {
    "put": Text("提请审定", "Put it forward"),
    "decide": Text("作出决定", "Decide"),
    "waive": Text("撤销决定（不再采取）", "Take the decision back"),
    "reconsider": Text("重新审定", "Decide anew"),
    "notice": Text("填写通知", "Write the notice"),
    "serve": Text("登记送达", "Record that it was served"),
    "talk": Text("填写谈话记录", "Write the record"),
    "sign": Text("登记记录已签字", "Record that it was signed"),
    "order": Text("责令限期整改", "Order to rectify"),
    "letter": Text("填写建议函", "Write the letter"),
    "send": Text("登记已发函", "Record that it was sent"),
    "reply": Text("登记答复", "Record the reply"),
    "done": Text("登记已办理", "Record that it was done"),
    "recommend": Text("提出组织处理建议", "Propose the recommendation"),
}
_TALK = {
    "approved": (("notice", "serve"), "consequences.handle"),
    "notified": (("talk", "sign"), "consequences.handle"),
    "held": (("order",), "consequences.handle"),
    "rechecked": (("order",), "consequences.handle"),
}
_CARD = {
    "issued": (("notice", "order", "serve"), "consequences.handle"),
    "rectifying": (("order",), "consequences.handle"),
    "second_card": (("recommend",), "consequences.edit"),
}
_LETTER = {
    "approved": (("letter", "send"), "consequences.edit"),
    "sent": (("reply",), "consequences.edit"),
}


def next_acts(actor: Actor, row: Measure, doubtful: bool = False) -> list[Next]:
    """What this person may do with the measure now, the next step first. ``doubtful``: the newest sound run no
    longer bears it out, so that it is decided anew before anything else."""
    body = actor.may(body_of(row.kind)) and actor.id != row.put_by
    if doubtful:
        return [Next("reconsider", _WORDS["reconsider"])] if body else []
    found: list[Next] = []
    if row.state == "triggered" and actor.may("consequences.edit"):
        found.append(Next("put", _WORDS["put"]))
    if row.state == "proposed" and body:
        found.append(Next("decide", _WORDS["decide"]))
    acts, permission = _table(row.kind).get(row.state, ((), "consequences.edit"))
    if actor.may(permission):
        ready = [act for act in acts if _ready(row, act)]
        found += [Next(act, _WORDS[act], first=act == ready[-1]) for act in reversed(ready)]
    if row.state not in OPEN_BEFORE and waivable(row) and body:
        found.append(Next("waive", _WORDS["waive"], first=False))
    return found


def _table(kind: str) -> dict[str, tuple[tuple[str, ...], str]]:
    if kind in TALKS:
        return _TALK
    other: dict[str, tuple[tuple[str, ...], str]] = {"approved": (("done",), "consequences.edit")}
    return {Kind.YELLOW_CARD: _CARD, Kind.REPLACEMENT: _LETTER, Kind.OTHER: other}.get(Kind(kind), {})


def _ready(row: Measure, act: str) -> bool:
    """Whether what the act builds on is there already."""
    last = row.orders.last()
    if act == "order" and row.state == "issued":
        return last is None
    if act == "order" and row.state == "rectifying":
        return last is not None and last.rectified is False
    if act == "serve":
        return hasattr(row, "notice") and (row.kind != Kind.YELLOW_CARD or last is not None)
    if act == "sign":
        return hasattr(row, "talk")
    if act == "send":
        return hasattr(row, "letter")
    if act == "recommend":
        return not Measure.objects.filter(source_id=row.id, kind=Kind.REPLACEMENT).exists()
    return True

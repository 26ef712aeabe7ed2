"""The inbox's second half: what waits around the numbers, from the daily assessment to what follows from results."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from minping.apps.assessments.waiting import waiting_for_office
from minping.apps.campaigns.selectors import campaigns
from minping.apps.consequences import selectors as consequences
from minping.apps.desk.items import Item
from minping.apps.foundation.actors import Actor
from minping.apps.offices import selectors as offices
from minping.apps.partners.programmes.record import coming_up, unrecorded
from minping.apps.partners.selectors import ComponentStand, SiteStand, awaited, site_stand
from minping.apps.results.progress import appeals_waiting, reviews_waiting
from minping.apps.units.selectors import below
from minping.core.findings import Text

_COLLECTING = ("launched", "running")


def around_numbers(actor: Actor) -> Iterator[Item]:
    """Rooms in the order of the year."""
    yield from _daily(actor)
    yield from _handed_in(actor)
    yield from _appeals(actor)
    for one in consequences.waiting_for(actor):
        yield Item(one.words, one.number, one.link, one.late)
    yield from _letters(actor)


def _daily(actor: Actor) -> Iterator[Item]:
    edits, decides = actor.may("assessments.edit"), actor.may("assessments.decide")
    if not edits and not decides:
        return
    told, board = waiting_for_office(actor.id), reverse("assessments:board")
    if decides:
        yield Item(Text("日常考评异议待裁定", "objections to daily entries"), told.objections, board)
    if edits:
        yield Item(Text("日常考评记录待告知单位", "daily entries to show to units"), told.proposed, board)
        facts, events = reverse("assessments:proposals"), reverse("assessments:events")
        yield Item(Text("考评线索待确认或不计", "facts to record or leave"), told.facts, facts)
        yield Item(Text("否决、通报等事项待确认", "events to confirm"), told.events, events)


def _handed_in(actor: Actor) -> Iterator[Item]:
    if actor.may("partners.dates") and actor.units:
        ahead = coming_up(below(actor.units))
        yield Item(
            Text("本单位两周内上线的节目", "your unit on air in a fortnight"),
            ahead,
            reverse("partners:dates"),
        )
    office = actor.may("partners.edit")
    if not office and not actor.may("partners.own"):
        return
    board = reverse("partners:board")
    running = [one.id for one in campaigns() if one.state in _COLLECTING]
    found: list[ComponentStand | SiteStand] = []
    for one in running:
        found += [*awaited(one), *site_stand(one)]
    mine = [stand for stand in found if office or _partner(stand) in actor.units]
    open_now = [stand for stand in mine if stand.state not in {"signed", "absent"}]
    late = sum(stand.late for stand in open_now)
    if office:
        yield Item(
            Text("数据报送逾期，请催报", "reports of partners overdue, ask for them"), late, board, late
        )
    else:
        day = min((stand.due for stand in open_now), default=None)
        yield Item(Text("数据待报送、签字", "reports to hand in and sign"), len(open_now), board, late, day)
    aired = unrecorded(running, None if office else actor.units)
    yield Item(Text("已播出节目待登记上线情况", "programmes aired and not recorded"), aired, board, aired)
    changed = sum(stand.changed_after_signing for stand in mine)
    yield Item(
        Text("报送数据签字后被改动", "reports changed after they were signed"), changed, board, changed
    )


def _partner(stand: ComponentStand | SiteStand) -> UUID:
    return stand.partner if isinstance(stand, ComponentStand) else stand.unit


def _appeals(actor: Actor) -> Iterator[Item]:
    if actor.may("results.review"):
        runs = reviews_waiting(actor.id)
        link = reverse("results:run", args=[runs[0]]) if len(runs) == 1 else reverse("results:home")
        yield Item(Text("计分待复核", "score runs to review"), len(runs), link)
    if not actor.may("results.edit"):
        return
    for campaign in campaigns():
        if campaign.state not in {"draft", "archived"}:
            yield Item(
                Text(f"{campaign.title}：申诉待办理", f"{campaign.title_en or campaign.title}: appeals open"),
                appeals_waiting(campaign.id, actor.id),
                reverse("results:appeals", args=[campaign.id]),
            )


def _letters(actor: Actor) -> Iterator[Item]:
    """What other offices asked and answered (F039)."""
    told, home = offices.waiting_for(actor), reverse("offices:home")
    yield Item(Text("上级交办待办理", "asked by the upper office"), told.asked, home, told.late, told.due)
    words = Text("下级逾期未回复，请催办", "overdue at lower offices, ask for them")
    yield Item(words, told.overdue, home, told.overdue)
    yield Item(Text("下级回复待审核", "answers of lower offices to decide"), told.answered, home)
    yield Item(Text("对方指纹待核对", "fingerprints to compare"), told.unconfirmed, home)

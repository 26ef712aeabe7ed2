"""Ids for the addresses of people and draws."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.apps.people.conftest import DICE, people
from tests.apps.security.objects import World, makes

from minping.apps.campaigns.models import Campaign, Round
from minping.apps.foundation.actors import SYSTEM
from minping.apps.people.appraisers.services import (
    Proposal,
    assign,
    candidate_decide,
    candidate_propose,
    pool_make,
)
from minping.apps.people.appraisers.training import Asked, material_add, paper_write, session_make
from minping.apps.people.draws.services import dice_enter, draw_commit
from minping.apps.people.models import DrawFrame, RosterRow, RosterWarning
from minping.apps.people.rosters.screening import roster_screen
from minping.apps.people.rosters.services import roster_make, rosters_lock, rows_add
from minping.core.sampling.draw import Plan


def _round() -> Round:
    campaign = Campaign.objects.create(title="2026年民主评议", year=2026)
    return Round.objects.create(
        campaign=campaign,
        group="service",
        title="服务对象测评",
        opens=date(2026, 12, 1),
        closes=datetime(2026, 12, 10, 18, tzinfo=ZoneInfo("Asia/Shanghai")),
    )


def _roster(world: World) -> RosterRow:
    roster = roster_make(actor=SYSTEM, round_id=_round().id, unit=world.unit)
    rows_add(actor=SYSTEM, roster=roster, people=people(40))
    roster_screen(actor=SYSTEM, roster=roster)
    return RosterRow.objects.filter(roster=roster)[0]


@makes("people:roster", "people:screen", "people:export")
def roster(world: World) -> dict[str, object]:
    return {"roster_id": _roster(world).roster_id}


@makes("people:row", "people:reveal")
def row(world: World) -> dict[str, object]:
    found = _roster(world)
    return {"roster_id": found.roster_id, "row_id": found.id}


@makes("people:warning")
def warning(world: World) -> dict[str, object]:
    found = _roster(world)
    return {"warning_id": RosterWarning.objects.filter(roster=found.roster_id)[0].id}


@makes(
    "people:round",
    "people:roster_new",
    "people:lock",
    "people:gather",
    "people:notice",
    "people:commit",
    "people:take",
    shared=True,
)
def round_of_campaign(world: World) -> dict[str, object]:
    return {"round_id": _round().id}


def _draw(world: World) -> UUID:
    found = _roster(world).roster
    RosterWarning.objects.update(state="accepted", reason="已核实")
    rosters_lock(actor=SYSTEM, round_id=found.round_id)  # type: ignore[arg-type]
    made = draw_commit(actor=world.clerk, round_id=found.round_id, plan=Plan(10))  # type: ignore[arg-type]
    dice_enter(actor=world.clerk, draw_id=made, dice=DICE)
    dice_enter(actor=world.lead, draw_id=made, dice=DICE)
    return made


@makes("people:draw", "draws:draw", "draws:list", "draws:commitment", shared=True)
def draw(world: World) -> dict[str, object]:
    return {"draw_id": _draw(world)}


@makes("people:protocol", shared=True)
def protocol(world: World) -> dict[str, object]:
    return {"draw_id": _draw(world), "form": "docx"}


@makes("draws:frame", shared=True)
def frame(world: World) -> dict[str, object]:
    made = _draw(world)
    return {"draw_id": made, "frame_id": DrawFrame.objects.filter(draw=made)[0].id}


def _candidate() -> UUID:
    campaign = Campaign.objects.create(title="2026年民主评议", year=2026)
    proposal = Proposal("欧阳评议", "+8613912345678", "expert")
    made = candidate_propose(actor=SYSTEM, campaign=campaign.id, proposal=proposal)
    candidate_decide(actor=SYSTEM, candidate=made, state="accepted", reason="符合条件")
    return made


@makes("people:candidate", "people:candidate_change", "people:decide", "people:assign", shared=True)
def candidate(world: World) -> dict[str, object]:
    return {"candidate_id": _candidate()}


@makes("people:assignment_end", shared=True)
def assignment(world: World) -> dict[str, object]:
    made = assign(actor=SYSTEM, candidate=_candidate(), unit=world.unit, since=date(2026, 1, 1))
    return {"assignment_id": made}


@makes("people:candidate_new", "people:material_new", "people:session_new", "people:paper", shared=True)
def campaign(world: World) -> dict[str, object]:
    return {"campaign_id": _round().campaign_id}


@makes("people:pool", "people:pool_change", shared=True)
def pool(world: World) -> dict[str, object]:
    return {"pool_id": pool_make(actor=SYSTEM, campaign=_round().campaign_id, name="专家组", owner="office")}


@makes("people:material", "people:material_remove", "people:my_material", shared=True)
def material(world: World) -> dict[str, object]:
    file = ("手册.pdf", b"%PDF-1.4 invented\n%%EOF\n")
    made = material_add(actor=SYSTEM, campaign=_round().campaign_id, title="手册", file=file)
    return {"material_id": made}


@makes("people:session", shared=True)
def session(world: World) -> dict[str, object]:
    made = session_make(actor=SYSTEM, campaign=_round().campaign_id, title="培训", held_on=date(2026, 11, 20))
    return {"session_id": made}


@makes("people:paper_switch", shared=True)
def paper(world: World) -> dict[str, object]:
    made = paper_write(
        actor=SYSTEM,
        campaign=_round().campaign_id,
        title="测试",
        pass_mark=60,
        attempts=3,
        questions=[Asked("问", ("甲", "乙"), frozenset({0}))],
    )
    return {"paper_id": made}

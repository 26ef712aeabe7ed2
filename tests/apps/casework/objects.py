"""Ids for the addresses of the ledger, and for the public pages that show it."""

import io
from datetime import date
from uuid import uuid4

from PIL import Image
from tests.apps.security.objects import World, makes

from minping.apps.campaigns.models import Campaign
from minping.apps.casework.models import (
    Check,
    CommonProblem,
    Plan,
    Problem,
    ProblemOpinion,
    Proposal,
    Urge,
)
from minping.apps.foundation import evidence
from minping.apps.foundation.clock import now
from minping.apps.opinions.services import opinion_take

COUNTERS = {"generation": 1, "level": 2, "redo": 0, "extensions": 0, "looks": 0, "exceptions": 0}


def campaign_made() -> Campaign:
    """A campaign that the public may see."""
    return Campaign.objects.create(title="安全试验", year=2032, state="scheme_frozen")


def problem_made(world: World, **more: object) -> Problem:
    """A late problem of another unit."""
    given: dict[str, object] = {
        "campaign": more.get("campaign") or campaign_made(),
        "unit_id": world.unit,
        "year": 2032,
        "number": Problem.objects.count() + 1,
        "origin": "masses",
        "source": "opinion",
        "title": "别家的问题",
        "text": "别家的问题的内容",
        "state": "in_progress",
        "counters": dict(COUNTERS),
        "level": 2,
        "raised_on": date(2026, 1, 5),
        "registered_on": date(2026, 1, 5),
        "deadline": date(2026, 2, 2),
    }
    return Problem.objects.create(**(given | more))


def common_made(world: World) -> CommonProblem:
    """A common problem that another unit answers for."""
    campaign = campaign_made()
    made = CommonProblem.objects.create(
        campaign=campaign, title="共性问题", text="内容", answerable_id=world.unit, made_at=now()
    )
    problem_made(world, campaign=campaign, common=made)
    return made


@makes("casework:unit_board")
def unit(world: World) -> dict[str, object]:
    return {"unit": world.unit}


@makes("casework:proposal_agree", "casework:proposal_decline")
def proposal(world: World) -> dict[str, object]:
    problem = problem_made(world)
    made = Proposal.objects.create(
        problem=problem, level=3, deadline=date(2026, 2, 2), days_late=12, made_on=date(2026, 2, 20)
    )
    return {"proposal": made.id}


@makes(
    "casework:common",
    "casework:common_edit",
    "casework:common_adopt",
    "casework:common_drop",
    "casework:common_join",
)
def common(world: World) -> dict[str, object]:
    return {"common": common_made(world).id}


@makes("casework:common_leave")
def common_and_problem(world: World) -> dict[str, object]:
    made = common_made(world)
    return {"common": made.id, "problem": made.problems.values_list("id", flat=True)[0]}


@makes("casework:day_restore", shared=True)
def day(world: World) -> dict[str, object]:
    return {"day": "2026-05-05"}


@makes("portal:rectification-unit", shared=True)
def public_unit(world: World) -> dict[str, object]:
    return {"unit": problem_made(world).unit_id}


@makes("portal:rectification-problem", shared=True)
def public_problem(world: World) -> dict[str, object]:
    return {"problem": problem_made(world, state="watch", id=uuid4()).id}


@makes("casework:problem")
def problem(world: World) -> dict[str, object]:
    return {"problem": problem_made(world).id}


@makes("casework:act")
def act(world: World) -> dict[str, object]:
    return {"problem": problem_made(world).id, "act": "report"}


@makes("casework:urge_answer")
def urge(world: World) -> dict[str, object]:
    made = problem_made(world)
    return {"problem": made.id, "urge": Urge.objects.create(problem=made, level=2, at=now()).id}


@makes("casework:letter")
def letter(world: World) -> dict[str, object]:
    return {**urge(world), "form": "docx"}


def found_by_lead(world: World) -> Problem:
    """A finding that the lead of the office rechecks."""
    return problem_made(world, source="inspection", state="reported_done", inspector=world.lead.id)


@makes("casework:recheck")
def finding(world: World) -> dict[str, object]:
    return {"problem": found_by_lead(world).id}


@makes("casework:file", "casework:recheck_file")
def paper(world: World) -> dict[str, object]:
    made = found_by_lead(world)
    plan = Plan.objects.create(
        problem=made,
        number=1,
        by_name="乙",
        at=now(),
        content="内容",
        measures="措施",
        deadline=date(2026, 2, 2),
    )
    raw = io.BytesIO()
    Image.new("RGB", (4, 4)).save(raw, "PNG")
    file = evidence.of_bytes(
        actor=world.lead, name="x.png", raw=raw.getvalue(), subject=plan.id, room="casework"
    )
    return {"problem": made.id, "paper": plan.id, "file": file}


@makes("casework:giver")
def giver(world: World) -> dict[str, object]:
    made = problem_made(world, state="citizen_checked", turn=1)
    taken = opinion_take(
        actor=world.lead,
        campaign=made.campaign_id,
        source="hotline",
        text="一直没有人",
        run=uuid4(),
    )
    behind = ProblemOpinion.objects.create(problem=made, opinion_id=taken.id, joined_on=date(2026, 1, 5))
    check = Check.objects.create(of=behind, turn=1, asked_on=date(2026, 2, 1), due=date(2026, 2, 20))
    return {"problem": made.id, "check": check.id, "act": "contact"}

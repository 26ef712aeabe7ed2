"""Ids for the addresses of campaigns: a campaign belongs to no unit."""

import datetime as dt

from tests.apps.security.objects import Made, World, makes

from minping.apps.campaigns.models import ContentHead, Member, Participation, Round, Stage, Task
from minping.apps.campaigns.services import campaign_create, scheme_draft_from_preset
from minping.apps.foundation.clock import now
from minping.core.scheme.presets import preset_names

PAGES = (
    "overview",
    "edit",
    "print",
    "units",
    "units-place",
    "units-copy",
    "category",
    "stages",
    "stage-new",
    "tasks",
    "task-new",
    "member-new",
    "deliverables",
    "content",
    "head-new",
    "content-words",
    "content-scheme",
    "rounds",
    "round-new",
    "scheme-begin",
    "commentary",
)
SCHEME_PAGES = (
    "scheme",
    "scheme-act",
    "scheme-adopt",
    "scheme-part",
    "scheme-trial",
    "scheme-shape",
    "scheme-questions",
    "scheme-history",
    "scheme-compare",
    "scheme-freeze",
)
PRESET = preset_names()[0]
DAY = dt.date(2031, 3, 5)


@makes(*(f"campaigns:{page}" for page in PAGES), shared=True)
def campaign(world: World) -> Made:
    made = campaign_create(actor=world.lead, form="full", title="机关评议", title_en="Bureau", year=2031)
    return {"campaign": made}


@makes(*(f"campaigns:{page}" for page in SCHEME_PAGES), shared=True)
def drafted(world: World) -> Made:
    ids = campaign(world)
    scheme_draft_from_preset(actor=world.lead, campaign=ids["campaign"], preset=PRESET)
    return ids


@makes("campaigns:scheme-file", shared=True)
def scheme_file(world: World) -> Made:
    return {**drafted(world), "kind": "json"}


@makes("campaigns:scheme-preset", shared=True)
def preset(world: World) -> Made:
    return {"name": PRESET}


@makes("campaigns:create", shared=True)
def form(world: World) -> Made:
    return {"form": "full"}


@makes("campaigns:stage", shared=True)
def stage(world: World) -> Made:
    ids = campaign(world)
    made = Stage.objects.create(
        campaign_id=ids["campaign"], kind="tests", name="试验", opens=DAY, closes=DAY, order=99
    )
    return {**ids, "stage": made.id}


@makes("campaigns:task", "campaigns:task-settle", shared=True)
def task(world: World) -> Made:
    ids = campaign(world)
    return {**ids, "task": Task.objects.create(campaign_id=ids["campaign"], title="试验", due=DAY).id}


@makes("campaigns:member-remove", shared=True)
def member(world: World) -> Made:
    ids = campaign(world)
    made = Member.objects.create(campaign_id=ids["campaign"], part=Member.Part.choices[0][0], name="试验")
    return {**ids, "member": made.id}


@makes("campaigns:deliverable")
def deliverable(world: World) -> Made:
    ids = campaign(world)
    Participation.objects.create(campaign_id=ids["campaign"], unit_id=world.unit)
    return {**ids, "unit": world.unit}


@makes("campaigns:head", shared=True)
def head(world: World) -> Made:
    ids = campaign(world)
    return {**ids, "head": ContentHead.objects.create(campaign_id=ids["campaign"], name="试验").id}


@makes("campaigns:round", shared=True)
def round_of(world: World) -> Made:
    ids = campaign(world)
    made = Round.objects.create(
        campaign_id=ids["campaign"], group="群众", title="试验", opens=DAY, closes=now()
    )
    return {**ids, "round_id": made.id}

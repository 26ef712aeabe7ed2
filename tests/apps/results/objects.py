"""Ids for the addresses of results and of what the public reads: one published year, made once."""

from tests.apps.results.steps import published
from tests.apps.results.year import year_of
from tests.apps.security.objects import Made, World, makes

from minping.apps.results.models import TableVersion
from minping.apps.units.models import Office

ANOTHER = "results.published"


def _published(world: World) -> Made:
    if ANOTHER not in world.kept:
        year = year_of()
        run = published(year, world.clerk, world.lead).run
        Office.objects.update(own=False)  # other makers bring their own
        version = TableVersion.objects.filter(campaign=year.campaign).exclude(file="").first()
        unit = next(iter(run.units.values()))
        kept = {"campaign_id": year.campaign, "run_id": run.id, "unit_id": unit}
        world.kept[ANOTHER] = {**kept, "version_id": version.id if version else None}
    return world.kept[ANOTHER]


def _ids(world: World, *names: str) -> Made:
    found = _published(world)
    return {name: found[name] for name in names}


@makes(
    "results:campaign",
    "results:explain",
    "results:reconcile",
    "results:score",
    "portal:campaign",
    "portal:results",
    "portal:data",
    "portal:recompute",
    shared=True,
    once=True,
)
def campaign(world: World) -> Made:
    return _ids(world, "campaign_id")


@makes("results:table", "results:withdraw", shared=True, once=True)
def table(world: World) -> Made:
    return {**_ids(world, "campaign_id"), "sheet": "entries"}


@makes("results:table_file", shared=True, once=True)
def version(world: World) -> Made:
    return _ids(world, "campaign_id", "version_id")


@makes(
    "results:run",
    "results:documents",
    "results:preview",
    "results:review",
    "results:announce",
    "results:publish",
    shared=True,
    once=True,
)
def run(world: World) -> Made:
    return _ids(world, "run_id")


@makes("results:compare", shared=True, once=True)
def two_runs(world: World) -> Made:
    return {**_ids(world, "run_id"), "other_id": _published(world)["run_id"]}


@makes("results:file", shared=True, once=True)
def file(world: World) -> Made:
    return {**_ids(world, "run_id"), "name": "scores.csv"}


@makes("results:unit", "results:own_unit", once=True)
def unit(world: World) -> Made:
    return _ids(world, "run_id", "unit_id")


@makes("results:feedback", "results:own_feedback", once=True)
def feedback(world: World) -> Made:
    return {**_ids(world, "run_id", "unit_id"), "kind": "docx"}


@makes("portal:unit", shared=True, once=True)
def public_unit(world: World) -> Made:
    return _ids(world, "campaign_id", "unit_id")


@makes("portal:identity", shared=True, once=True)
def identity(world: World) -> Made:
    return _ids(world, "unit_id")

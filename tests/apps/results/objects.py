"""Ids for the addresses of results and of what the public reads: one published year, made once."""

import io

from PIL import Image
from tests.apps.results.steps import published
from tests.apps.results.year import year_of
from tests.apps.security.objects import Made, World, makes

from minping.apps.assessments.models import Book
from minping.apps.foundation import evidence
from minping.apps.foundation.clock import now, today
from minping.apps.results.models import Appeal, AppealStep, CorrectionNotice, ScoreRun, TableVersion
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
    "results:appeals",
    "results:explain",
    "results:inside",
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


@makes("results:unit", "results:own_unit", "results:below_unit", once=True)
def unit(world: World) -> Made:
    return _ids(world, "run_id", "unit_id")


@makes("results:feedback", "results:own_feedback", "results:below_feedback", once=True)
def feedback(world: World) -> Made:
    return {**_ids(world, "run_id", "unit_id"), "kind": "docx"}


@makes(
    "results:appeal",
    "results:appeal_accept",
    "results:appeal_reject",
    "results:appeal_recount",
    "results:appeal_check_evidence",
    "results:appeal_decide",
    "results:appeal_mend",
    "results:appeal_answer",
    "results:own_appeal",
)
def appeal(world: World) -> Made:
    return {"appeal_id": _appeal(world).id}


@makes("results:appeal_mend_add")
def appeal_of_kept_book(world: World) -> Made:
    found, day = _appeal(world), today()
    Book.objects.create(
        campaign_id=found.campaign_id, cut_off=day, objection_days=5, state="frozen", opened_at=now()
    )
    return {"appeal_id": found.id}


@makes("results:appeal_letter", "results:own_appeal_letter")
def letter(world: World) -> Made:
    found = _appeal(world)
    for number, (act, after) in enumerate((("reject", "rejected"), ("close", "closed")), start=1):
        AppealStep(
            appeal=found,
            number=number,
            act=act,
            before="filed",
            after=after,
            note="超过申诉期",
            by=world.clerk.id,
            by_name=world.clerk.name,
            at=now(),
        ).save()
    return {"appeal_id": found.id, "kind": "docx"}


@makes("results:appeal_file", "results:own_appeal_file")
def appeal_file(world: World) -> Made:
    found, out = _appeal(world), io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    kept = evidence.of_bytes(
        actor=world.clerk, name="来信.png", raw=out.getvalue(), subject=found.id, room="results"
    )
    return {"appeal_id": found.id, "file_id": kept}


def _appeal(world: World) -> Appeal:
    ids = _published(world)
    found = Appeal(
        campaign_id=ids["campaign_id"],
        number=1,
        run_id=ids["run_id"],
        unit_id=ids["unit_id"],
        item="rank",
        about={"zh": "名次", "en": "rank", "value": "第2名"},
        counting=True,
        evidence=False,
        reason="请复核",
        received=today(),
        by=world.clerk.person,
        by_name=world.clerk.name,
        at=now(),
    )
    found.save()
    return found


@makes("results:own_appeal_new", "results:appeal_paper", once=True)
def number(world: World) -> Made:
    return {**_ids(world, "run_id", "unit_id"), "item": "category"}


@makes("results:levels", "results:gap", shared=True, once=True)
def levels(world: World) -> Made:
    return _ids(world, "run_id")


@makes("results:paper", shared=True, once=True)
def paper(world: World) -> Made:
    return {**_ids(world, "run_id"), "name": "leaders", "kind": "docx"}


@makes("results:level_paper", shared=True, once=True)
def level_paper(world: World) -> Made:
    return {**_ids(world, "run_id"), "level": 0, "name": "circular", "kind": "docx"}


@makes("results:notice", shared=True)
def notice(world: World) -> Made:
    return {"run_id": _corrected(world).id}


@makes("results:notice_printed", shared=True)
def printed(world: World) -> Made:
    run = _corrected(world)
    before = _published(world)["run_id"]
    CorrectionNotice(
        run=run, before_id=before, moved=[], text="无变化", by=world.lead.person, by_name="刘主任", at=now()
    ).save()
    return {"run_id": run.id, "kind": "docx"}


def _corrected(world: World) -> ScoreRun:
    """The same run once more, as a second one."""
    first = ScoreRun.objects.get(id=_published(world)["run_id"])
    names = {field.attname for field in ScoreRun._meta.fields} - {"id", "number"}
    second = ScoreRun(number=2, **{name: getattr(first, name) for name in names})
    second.save()
    return second


@makes("portal:unit", shared=True, once=True)
def public_unit(world: World) -> Made:
    return _ids(world, "campaign_id", "unit_id")


@makes("portal:identity", shared=True, once=True)
def identity(world: World) -> Made:
    return _ids(world, "unit_id")

"""Publication by two, with a check that no unit is left out (F027)."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from minping.apps.campaigns.selectors import frozen_digest, participations_of
from minping.apps.foundation import approvals
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.results.appeals.steps import pending
from minping.apps.results.levels import FIELDS, ordered
from minping.apps.results.models import Announcement, CorrectionNotice, Publication, ScoreRun, Standing
from minping.apps.results.services.moves import advance, known_campaign
from minping.apps.results.services.reviews import check_sound, newest_run
from minping.apps.results.storing import kept
from minping.apps.units.selectors import units_of
from minping.core.findings import Text
from minping.core.scoring.inputs import Status
from minping.core.scoring.record_read import read_record

ACT = "results.publish"
FIRST = ("open_appeals", "finalise", "publish")
FIRST_FACTS = (
    "window_over",
    "all_units_listed",
    "rounds_ended",
    "reports_complete",
    "score_run",
    "reviewed_by_other",
)
AGAIN = ("correct_published",)
AGAIN_FACTS = ("correction_decided", "new_score_run", "correction_notice", "second_person")


def left_out(run: ScoreRun) -> tuple[str, ...]:
    """Names of participating units that the run does not hold; a publication leaves none out."""
    listed = set(run.units.values())
    missing = [p.unit for p in participations_of(run.campaign_id) if str(p.unit) not in listed]
    return tuple(unit.name for unit in units_of(missing)) if missing else ()


def check_publishable(run: ScoreRun, notice: str) -> None:
    """Raises Refused unless the run is reviewed, announced, whole, and the window for objections is over."""
    check_sound(run)
    before = Publication.objects.filter(campaign=run.campaign_id).order_by("-number").first()
    if before is not None and before.run_id == run.id:
        raise Refused(Text("这次计分已经公布。", "This run has been published already."))
    if before is not None and not notice.strip():
        raise Refused(Text("更正已公布的结果须写更正通知。", "A correction needs a correction notice."))
    if frozen_digest(run.campaign_id) != run.scheme_digest:
        raise Refused(Text("计分所据的方案已不是现行方案。", "The run is of a scheme no longer in force."))
    if names := left_out(run):
        listed = "、".join(names[:10])
        raise Refused(
            Text(
                f"有参评单位不在结果里，不能公布：{listed}。请重新计分。",
                f"Participating units are missing from the result: {listed}. Score again.",
            )
        )
    if before is None:
        _check_announced(run)
    _check_appeals(run, notice)


def _check_announced(run: ScoreRun) -> None:
    announced = Announcement.objects.filter(run=run).first()
    if announced is None and known_campaign(run.campaign_id).state not in {"one_vote", "final"}:
        raise Refused(Text("请先向各单位内部通报。", "Announce the result to the units first."))
    last = announced.objections_until if announced else None
    if last is not None and today() <= last:
        raise Refused(
            Text(
                f"异议期到{last.month}月{last.day}日止，期满后才能公布。",
                f"Objections are taken until {last.isoformat()}; publish after that day.",
            )
        )


def _check_appeals(run: ScoreRun, notice: str) -> None:
    """No appeal is open, and what the units were told first is not replaced in silence."""
    if waiting := pending(run.campaign_id):
        listed = "、".join(str(appeal.number) for appeal in waiting[:10])
        raise Refused(
            Text(
                f"还有申诉没有办结（第{listed}号），办结后才能公布。",
                f"Appeals are still open (no. {listed}); publish once they are closed.",
            )
        )
    if CorrectionNotice.objects.filter(run=run).exists() and not notice.strip():
        raise Refused(Text("更正后的结果须附更正通知。", "A corrected result needs its correction notice."))


def publication_ask(
    *,
    actor: Actor,
    run: UUID,
    fields: Sequence[str],
    level: str = "",
    notice: str = "",
    notice_en: str = "",
    reason: str = "",
) -> UUID:
    """Ask the second person to agree to a publication. Raises Refused."""
    require(actor, ACT)
    found = newest_run(run)
    check_publishable(found, notice)
    chosen = ordered(fields)
    if not chosen:
        raise Refused(Text("请至少选一项公布内容。", "Choose at least one thing to publish."))
    campaign = known_campaign(found.campaign_id)
    payload = {
        "run": str(run),
        "fields": list(chosen),
        "level": level[:100],
        "notice": notice.strip(),
        "notice_en": notice_en.strip(),
        "asked_by": str(actor.id),
        "asked_name": actor.name,
    }
    shown_zh = "、".join(FIELDS[name].zh for name in chosen)
    shown_en = ", ".join(FIELDS[name].en for name in chosen)
    title = Text(
        f"公布「{campaign.title}」第{found.number}次计分（{shown_zh}）",
        f"Publish run {found.number} of “{campaign.title_en or campaign.title}” ({shown_en})",
    )
    return approvals.ask(actor=actor, act=ACT, subject=run, title=title, payload=payload, reason=reason)


@transaction.atomic
def publication_make(*, actor: Actor, payload: Mapping[str, Any]) -> Publication:
    """Carried out when the second person agrees: the run is public, standings enter the units' history."""
    require(actor, ACT)
    run = newest_run(UUID(payload["run"]))
    check_publishable(run, payload["notice"])
    if actor.id is None:
        raise Refused(Text("请先登录", "Sign in first"))
    last = Publication.objects.filter(campaign=run.campaign_id).aggregate(number=Max("number"))["number"]
    made = Publication(
        campaign_id=run.campaign_id,
        run=run,
        number=(last or 0) + 1,
        level=payload["level"],
        fields=list(ordered(payload["fields"])),
        notice=payload["notice"],
        notice_en=payload["notice_en"],
        asked_by=UUID(payload["asked_by"]),
        asked_name=payload["asked_name"],
        agreed_by=actor.id,
        agreed_name=actor.name,
        at=now(),
    )
    made.save()
    _keep_standings(made, run)
    record(
        actor, "results.run.published", run.campaign_id, run=run.id, number=made.number, fields=made.fields
    )
    acts, facts = (AGAIN, AGAIN_FACTS) if last else (FIRST, FIRST_FACTS)
    advance(actor, run.campaign_id, acts, facts)
    return made


def _keep_standings(publication: Publication, row: ScoreRun) -> None:
    run = read_record(kept(row.record))
    for unit in run.units:
        place = unit.placing
        Standing(
            publication=publication,
            unit_id=UUID(row.units[unit.unit]),
            year=run.year,
            category=unit.category,
            rank=str(place.rank) if place is not None else "",
            of=place.of if place is not None else None,
            score=str(unit.score) if unit.score is not None else "",
            shown=unit.published,
            grade=unit.grade,
            exempt=unit.status is Status.EXEMPT,
        ).save()

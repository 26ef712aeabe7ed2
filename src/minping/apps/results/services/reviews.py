"""Review by somebody who did not compute, and the announcement to the units."""

from datetime import date
from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.results.models import Announcement, Review, ScoreRun
from minping.apps.results.services.moves import advance
from minping.core.findings import Text


def newest_run(run: UUID) -> ScoreRun:
    """The run, if it is the newest of its campaign. Raises Refused otherwise."""
    found: ScoreRun | None = ScoreRun.objects.filter(id=run).first()
    if found is None or ScoreRun.objects.filter(campaign=found.campaign_id, number__gt=found.number).exists():
        raise Refused(Text("已有更新的计分，请在最新一次上办理。", "There is a newer run; act on that one."))
    return found


@transaction.atomic
def review_give(*, actor: Actor, run: UUID, sound: bool, note: str = "") -> Review:
    """Find the run sound, or say what the fault is. Raises Refused for the one who computed it."""
    require(actor, "results.review")
    found = newest_run(run)
    if actor.id is None or found.by == actor.id:
        raise Refused(Text("计分的人不能复核自己的计分。", "Whoever computed the run cannot review it."))
    if not sound and not note.strip():
        raise Refused(Text("请写明发现了什么差错。", "Say what the fault is."))
    if sound and found.blocked:
        raise Refused(Text("这次计分没有结果，不能通过复核。", "This run has no result; it cannot pass."))
    review = Review(
        run=found,
        sound=sound,
        note=note.strip(),
        computed_by=found.by,
        by=actor.id,
        by_name=actor.name,
        at=now(),
    )
    review.save()
    record(actor, "results.run.reviewed", found.campaign_id, run=run, sound=sound, note=review.note)
    advance(actor, found.campaign_id, ("review",), ("reviewed_by_other",))
    return review


def verdict(run: ScoreRun) -> Review | None:
    """The last word of the reviewers on a run."""
    return run.reviews.order_by("-at").first()


def check_sound(run: ScoreRun) -> None:
    """Raises Refused unless the last review found the run sound."""
    last = verdict(run)
    if last is None or not last.sound:
        raise Refused(
            Text(
                "须先由未参与计分的人复核通过。", "Somebody who did not compute it must find it sound first."
            )
        )


def promised_until(run: ScoreRun) -> date | None:
    """Until when the units were told, of an earlier run, that they may object; None where that is over."""
    known = Announcement.objects.filter(
        run__campaign=run.campaign_id, run__number__lt=run.number, objections_until__gte=today()
    )
    last = known.order_by("-objections_until").first()
    return last.objections_until if last is not None else None


@transaction.atomic
def announcement_make(*, actor: Actor, run: UUID, objections_until: date | None = None) -> Announcement:
    """Tell the units: from now on each liaison sees the result of the own unit, and only that."""
    require(actor, "results.announce")
    found = newest_run(run)
    check_sound(found)
    if actor.id is None or Announcement.objects.filter(run=found).exists():
        raise Refused(Text("这次计分已经内部通报过了。", "This run has been announced already."))
    if objections_until is not None and objections_until < today():
        raise Refused(Text("异议截止日期已过。", "The last day for objections lies in the past."))
    promised = promised_until(found)
    if promised is not None and (objections_until is None or objections_until < promised):
        raise Refused(
            Text(
                f"上次通报已告知异议受理到{promised.month}月{promised.day}日，不能提前。",
                f"The units were told that objections are taken until {promised.isoformat()}; no earlier day.",
            )
        )
    made = Announcement(
        run=found, objections_until=objections_until, by=actor.id, by_name=actor.name, at=now()
    )
    made.save()
    record(actor, "results.run.announced", found.campaign_id, run=run, objections_until=objections_until)
    acts = ("announce_internally", "open_appeals") if objections_until else ("announce_internally",)
    advance(actor, found.campaign_id, acts, ())
    return made

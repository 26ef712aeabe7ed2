"""The notice of correction: what a new run moved for whom, drafted by the system, issued by the office."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.results.appeals.deciding import new_run_of
from minping.apps.results.appeals.steps import appeals_of, needed
from minping.apps.results.models import Appeal, CorrectionNotice, ScoreRun
from minping.apps.results.moved import Moved, moved_between
from minping.apps.results.services.reviews import check_sound, newest_run
from minping.core.findings import Text


def told_before(run: ScoreRun) -> ScoreRun | None:
    """The run that the units were told of before this one: announced, or published."""
    earlier = ScoreRun.objects.filter(campaign=run.campaign_id, number__lt=run.number)
    known = earlier.filter(Q(announcement__isnull=False) | Q(publications__isnull=False))
    found: ScoreRun | None = known.order_by("-number").first()
    return found


def led_to(run: ScoreRun) -> list[Appeal]:
    """Appeals found right since the units were told last, which this run corrects."""
    before = told_before(run)
    first = before.number if before is not None else 0
    found = [(appeal, new_run_of(appeal)) for appeal in appeals_of(run.campaign_id)]
    return [appeal for appeal, new in found if new is not None and first < new.number <= run.number]


def draft(run: ScoreRun, moved: tuple[Moved, ...], title: Text) -> Text:
    """The notice in words, with every rank that moved."""
    numbers = "、".join(str(appeal.number) for appeal in led_to(run))
    because = f"经复核第{numbers}号申诉，" if numbers else "经复核，"
    because_en = f"After appeals no. {numbers}: " if numbers else ""
    listed = "；".join(_line(one) for one in moved)
    listed_en = "; ".join(_line_en(one) for one in moved)
    if not moved:
        return Text(
            f"{because}{title.zh}已重新核算，各单位得分、名次均无变化。",
            f"{because_en}the results of {title.en} were computed again; no score and no rank changed.",
        )
    return Text(
        f"{because}{title.zh}结果更正如下：{listed}。其余单位得分、名次不变。",
        f"{because_en}the results of {title.en} are corrected: {listed_en}. Nothing else changed.",
    )


def _line(one: Moved) -> str:
    parts = []
    if one.score_before != one.score_after:
        parts.append(f"得分由{one.score_before or '无'}更正为{one.score_after or '无'}")
    if one.ranks:
        parts.append(f"名次由第{one.rank_before}名变为第{one.rank_after}名" if _both(one) else _placed(one))
    if one.grade_before != one.grade_after:
        parts.append(f"等次由{one.grade_before or '无'}变为{one.grade_after or '无'}")
    return f"{one.name}{'，'.join(parts) or '得分有微小变化，公布值不变'}"


def _both(one: Moved) -> bool:
    return bool(one.rank_before and one.rank_after)


def _placed(one: Moved) -> str:
    return f"列第{one.rank_after}名" if one.rank_after else "不再排名"


def _line_en(one: Moved) -> str:
    parts = []
    if one.score_before != one.score_after:
        parts.append(f"score {one.score_before or 'none'} → {one.score_after or 'none'}")
    if one.ranks:
        parts.append(f"rank {one.rank_before or 'none'} → {one.rank_after or 'none'}")
    if one.grade_before != one.grade_after:
        parts.append(f"grade {one.grade_before or 'none'} → {one.grade_after or 'none'}")
    return f"{one.name}: {', '.join(parts) or 'score moved below the published digits'}"


@transaction.atomic
def notice_issue(*, actor: Actor, run: UUID, text: str, text_en: str = "") -> CorrectionNotice:
    """Issue the notice for a reviewed run. Each unit reads its own change; the whole goes out with the
    publication. Raises Refused."""
    require(actor, "results.announce")
    found = newest_run(run)
    check_sound(found)
    before = told_before(found)
    if before is None or actor.id is None:
        raise Refused(
            Text("还没有通报过结果，没有可更正的。", "Nothing was announced yet that could be corrected.")
        )
    if CorrectionNotice.objects.filter(run=found).exists():
        raise Refused(Text("这次计分的更正通知已经发出。", "The notice for this run was issued already."))
    made = CorrectionNotice(
        run=found,
        before=before,
        moved=[one.kept() for one in moved_between(before, found)],
        text=needed(text, "请写明更正内容。", "Write the notice."),
        text_en=text_en.strip(),
        by=actor.id,
        by_name=actor.name,
        at=now(),
    )
    made.save()
    record(actor, "results.correction.issued", found.campaign_id, run=run, moved=len(made.moved))
    return made


def notice_of(run: ScoreRun) -> CorrectionNotice | None:
    """The notice that goes with a run."""
    found: CorrectionNotice | None = CorrectionNotice.objects.filter(run=run).first()
    return found

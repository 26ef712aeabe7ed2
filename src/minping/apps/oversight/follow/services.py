"""Choose problems to be visited again, comment on the spot, ask after rectification."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from minping.apps.casework.selectors import problem_facts
from minping.apps.casework.services import problem_verify
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.oversight.models import AfterSurvey, FollowedProblem, FollowUp, Remark, Right
from minping.apps.oversight.rights.selectors import require_right
from minping.core.findings import Text


@transaction.atomic
def follow_up_plan(
    *, actor: Actor, campaign: UUID, title: str, since: date, until: date, problems: Collection[UUID]
) -> UUID:
    """Begin a thematic follow-up of chosen problems of a campaign; their present states are kept (F065)."""
    require(actor, "oversight.edit")
    if not title.strip() or until < since:
        raise Refused(Text("请填写名称，结束不早于开始。", "Give it a name; it ends after it begins."))
    facts = problem_facts(list(problems))
    chosen = [facts[one] for one in problems if one in facts and facts[one].campaign == campaign]
    if not chosen:
        raise Refused(Text("请至少选一个问题。", "Choose at least one problem."))
    made = FollowUp.objects.create(
        campaign_id=campaign,
        title=title.strip()[:100],
        since=since,
        until=until,
        made_by=actor.name,
        made_at=now(),
    )
    FollowedProblem.objects.bulk_create(
        FollowedProblem(
            follow=made, problem_id=one.id, before=one.state, before_text=one.text, chosen_on=today()
        )
        for one in chosen
    )
    record(actor, "oversight.follow_up.planned", made.id, problems=len(chosen))
    return made.id


@transaction.atomic
def remark_make(*, actor: Actor, followed: UUID, day: date, word: str, text: str) -> UUID:
    """点评: what somebody with the right to appraise found on the spot."""
    require(actor, "oversight.visit")
    found = FollowedProblem.objects.filter(id=followed).select_related("follow").first()
    if found is None:
        raise Refused(Text("没有这个问题。", "There is no such problem."))
    facts = problem_facts([found.problem_id]).get(found.problem_id)
    if facts is None:
        raise Refused(Text("没有这个问题。", "There is no such problem."))
    units = [facts.unit] if facts.unit else []
    require_right(actor, found.follow.campaign_id, Right.Kind.APPRAISE, *units)
    if word not in Remark.Word.values or not text.strip() or len(text) > 2000:
        raise Refused(Text("请选择评价并写明看到的情况。", "Choose a word and say what was seen."))
    if not found.follow.since <= day <= today():
        raise Refused(Text("日期不在跟踪期内。", "The day does not lie in the time of the follow-up."))
    made = Remark.objects.create(
        of=found,
        user=actor.person,
        by_name=actor.name,
        day=day,
        word=word,
        text=text.strip(),
        after=facts.state,
        at=now(),
    )
    record(actor, "oversight.remark.made", made.id, word=word)
    return made.id


@transaction.atomic
def after_survey_note(
    *, actor: Actor, problem: UUID, day: date, asked: int, satisfied: int, how: str, note: str = ""
) -> UUID:
    """What the office heard when it asked after rectification (F119)."""
    require(actor, "oversight.edit")
    if not problem_facts([problem]):
        raise Refused(Text("没有这个问题。", "There is no such problem."))
    if asked < 1 or not 0 <= satisfied <= asked or how not in AfterSurvey.How.values:
        raise Refused(Text("满意人数不能多于调查人数。", "No more people can be satisfied than were asked."))
    if day > today():
        raise Refused(Text("日期晚于今天。", "The day lies in the future."))
    try:
        made = AfterSurvey.objects.create(
            problem_id=problem,
            asked=asked,
            satisfied=satisfied,
            how=how,
            note=note.strip()[:2000],
            day=day,
            by_name=actor.name,
            at=now(),
        )
    except IntegrityError as fault:
        raise Refused(Text("没有这个问题。", "There is no such problem.")) from fault
    record(actor, "oversight.after_survey.noted", made.id, problem=problem, asked=asked, satisfied=satisfied)
    return made.id


@transaction.atomic
def after_surveys_verify(*, actor: Actor, problem: UUID) -> None:
    """Verify a problem that was reported as done by what people said in the surveys after it."""
    require(actor, "oversight.edit")
    every = list(AfterSurvey.objects.filter(problem=problem))
    if not every:
        raise Refused(Text("还没有登记跟踪调查。", "No survey after it is on record."))
    asked, satisfied = sum(one.asked for one in every), sum(one.satisfied for one in every)
    days = "、".join(one.day.isoformat() for one in every)
    note = f"整改后跟踪调查（{days}）：调查{asked}人，满意{satisfied}人。" + "".join(
        one.note for one in every
    )
    problem_verify(actor=actor, problem=problem, note=note[:2000])
    record(actor, "oversight.after_survey.applied", problem, asked=asked, satisfied=satisfied)

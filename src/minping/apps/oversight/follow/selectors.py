"""Problems visited again, before and after; what was heard after rectification."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from minping.apps.campaigns.asked import unit_names
from minping.apps.casework.selectors import problem_facts
from minping.apps.foundation.actors import Actor
from minping.apps.oversight.models import AfterSurvey, FollowedProblem, FollowUp, Remark, Right
from minping.apps.oversight.rights.selectors import campaigns_of
from minping.core.findings import Text
from minping.core.lifecycle import PROBLEM

WORDS = {
    Remark.Word.CURED: Text("已解决", "solved"),
    Remark.Word.BETTER: Text("有改进", "better"),
    Remark.Word.SAME: Text("没有变化", "no change"),
    Remark.Word.WORSE: Text("更差", "worse"),
}
HOWS = {
    AfterSurvey.How.ON_SITE: Text("实地走访", "on the spot"),
    AfterSurvey.How.PHONE: Text("电话", "by telephone"),
    AfterSurvey.How.MEETING: Text("座谈", "at a meeting"),
    AfterSurvey.How.PAPER: Text("问卷", "on paper"),
}


@dataclass(frozen=True)
class Followed:
    """A problem of a follow-up: state when chosen and now, with the remarks and surveys between."""

    row: FollowedProblem
    title: str
    label: str
    unit: str
    before: Text
    now: Text
    remarks: Sequence[tuple[Remark, Text]]
    surveys: Sequence[AfterSurvey]


def followed_of(follow: FollowUp) -> Sequence[Followed]:
    """The problems of a follow-up."""
    rows = list(follow.problems.prefetch_related("remarks"))
    ids = [row.problem_id for row in rows]
    facts, names = problem_facts(ids), unit_names()
    surveys = list(AfterSurvey.objects.filter(problem__in=ids))
    found = []
    for row in rows:
        one = facts.get(row.problem_id)
        if one is None:
            continue  # it is dealt with elsewhere
        found.append(
            Followed(
                row,
                one.title,
                one.number,
                names.get(one.unit, "") if one.unit else "",
                PROBLEM.state(row.before).label,
                one.words,
                [(remark, WORDS[Remark.Word(remark.word)]) for remark in row.remarks.all()],
                [survey for survey in surveys if survey.problem_id == row.problem_id],
            )
        )
    return found


def follow_ups_for(actor: Actor) -> Sequence[FollowUp]:
    """Follow-ups at which the actor may comment."""
    if actor.of_office:
        return list(FollowUp.objects.all())
    return list(FollowUp.objects.filter(campaign__in=campaigns_of(actor.person, Right.Kind.APPRAISE)))


def after_surveys_of(problem: UUID) -> Sequence[AfterSurvey]:
    """What was heard after the rectification of a problem, oldest first."""
    return list(AfterSurvey.objects.filter(problem=problem))

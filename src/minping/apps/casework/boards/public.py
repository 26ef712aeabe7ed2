"""The public ledger: what everybody may know of a rectification. No giver, no opinion, no source, no inspector,
nothing that is not published, nothing that became a lead (F052, F125)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from minping.apps.casework.boards.ratings import RATED
from minping.apps.casework.boards.unit_board import Rated
from minping.apps.casework.boards.words import CURED, OF_UNITS
from minping.apps.casework.models import CommonProblem, Problem, Rating, Step
from minping.apps.casework.models.papers import Decision
from minping.core.findings import Text
from minping.core.lifecycle import PROBLEM
from minping.core.lifecycle.problem_terms import OPEN_STATES
from minping.core.opinions import masking

PAGE = 20
FEWEST_GIVERS = 3
"""Words of givers are shown from so many on, so that no single one can be told."""

PLAIN: Mapping[str, Text] = {
    "registered": Text("已登记，将交单位整改", "registered, to be passed to the unit"),
    "assigned": Text("已交单位，正在定整改方案", "with the unit, which plans what to do"),
    "plan_submitted": Text("单位已报方案，正在审核", "the plan is being looked at"),
    "plan_returned": Text("方案不合格，已退回重做", "the plan was not good enough and went back"),
    "plan_approved": Text("方案已通过", "the plan was approved"),
    "in_progress": Text("正在整改", "being put right"),
    "long_term": Text("有客观困难，长期挂账，定期研究", "held up by an obstacle; looked at again and again"),
    "reported_done": Text("单位报告已整改，正在核实", "the unit says it is done; being checked"),
    "report_returned": Text("核实不合格，已退回重做", "it was not good enough and went back"),
    "verified": Text("核实合格，将听取群众意见", "checked; citizens will be asked"),
    "citizen_checked": Text("正在听取群众意见", "citizens are being asked"),
    "reopened": Text("群众不满意或超期，重新整改", "citizens were not satisfied, or it was late: done anew"),
    "cleared": Text("已解决", "solved"),
    "cleared_by_exception": Text(
        "已办结（未收到群众答复，两人签字）", "closed without an answer, by two signatures"
    ),
    "watch": Text("已解决，观察中", "solved, being watched"),
    "closed": Text("已办结", "closed"),
}
_TOLD = (
    "register",
    "assign",
    "approve_plan",
    "return_plan",
    "extend",
    "mark_long_term",
    "look_again",
    "resume",
    "report_done",
    "return_report",
    "verify",
    "verify_by_inspector",
    "ask_citizen",
    "reopen",
    "reopen_late",
    "clear",
    "clear_on_rating",
    "clear_by_exception",
    "close",
    "close_as_recurred",
)
"""Acts that the history shows, with their day and nothing else."""
_STAY = frozenset({"date", "amount"})
_ACTS = {one.act: one.label for one in PROBLEM.transitions} | {
    "verify_by_inspector": Text("核实", "checked"),
    "clear_by_exception": Text("例外销号（两人签字）", "cleared by exception, two signatures"),
}


@dataclass(frozen=True)
class UnitStand:
    """How a unit's published problems stand."""

    unit: UUID
    open: int
    overdue: int
    cured: int

    @property
    def all(self) -> int:
        return self.open + self.cured


@dataclass(frozen=True)
class PublicProblem:
    """The published fields of a problem."""

    id: UUID
    campaign: UUID
    unit: UUID
    number: str
    title: str
    state: Text
    cured: bool
    overdue: bool
    again: bool
    registered_on: date | None
    deadline: date | None
    cleared_on: date | None


@dataclass(frozen=True)
class PublicDetail:
    """A problem with its plan, what came of it, its history and what citizens say of it."""

    problem: PublicProblem
    measures: str
    result: str
    rule: str
    history: Sequence[tuple[Text, date]]
    ratable: bool
    open_words: Rated
    giver_words: Rated | None
    common: "PublicCommon | None"
    before: UUID | None


@dataclass(frozen=True)
class PublicCommon:
    """A common problem with the rule that answered it. ``state``: open or adopted."""

    id: UUID
    title: str
    text: str
    unit: UUID | None
    units: int
    state: str
    measure: str
    document: str
    due: date | None
    decided_on: date | None


def published(campaigns: Collection[UUID]) -> QuerySet[Problem]:
    """The problems in the public ledger of these campaigns."""
    return Problem.objects.filter(
        campaign__in=list(campaigns), published=True, unit__isnull=False, state__in=OF_UNITS
    )


def public_stands(campaigns: Collection[UUID], *, unit: UUID | None = None) -> Mapping[UUID, UnitStand]:
    """By unit, or of one; one query."""
    found = published(campaigns).order_by()
    rows = (found if unit is None else found.filter(unit=unit)).values_list("unit")
    counted = rows.annotate(
        open=Count("state", filter=Q(state__in=OPEN_STATES)),
        late=Count("state", filter=Q(state__in=OPEN_STATES, overdue=True)),
        cured=Count("state", filter=Q(state__in=CURED)),
    )
    return {unit: UnitStand(unit, *numbers) for unit, *numbers in counted if unit is not None}


def public_ledger(
    campaigns: Collection[UUID], *, unit: UUID | None = None, cured: bool | None = None
) -> QuerySet[Problem]:
    """The rows of a public list, open ones first; ``told`` makes them fit to be shown."""
    rows = published(campaigns)
    if unit is not None:
        rows = rows.filter(unit=unit)
    if cured is not None:
        rows = rows.filter(state__in=CURED if cured else OPEN_STATES)
    return rows.order_by(F("cleared_on").desc(nulls_first=True), "-registered_on", "-number")


def told(row: Problem) -> PublicProblem:
    """What of a published problem everybody may read."""
    if row.unit_id is None:
        raise ValueError("a problem without a unit is not published")
    is_open = row.state in OPEN_STATES
    return PublicProblem(
        id=row.id,
        campaign=row.campaign_id,
        unit=row.unit_id,
        number=row.label,
        title=row.title,
        state=PLAIN[row.state],
        cured=row.state in CURED,
        overdue=row.overdue and is_open,
        again=row.generation > 1,
        registered_on=row.registered_on,
        deadline=row.next_date if row.state == "long_term" else row.deadline,
        cleared_on=row.cleared_on,
    )


def public_problem(campaigns: Collection[UUID], problem: UUID) -> PublicDetail | None:
    """One published problem, or None."""
    found = published(campaigns).filter(id=problem).select_related("common").first()
    if found is None:
        return None
    plan = found.plans.filter(decision=Decision.ACCEPTED).order_by("number").last()
    return PublicDetail(
        problem=told(found),
        measures=_masked(plan.measures) if plan else "",
        result=_result(found),
        rule=_masked(found.institution) if found.state in CURED else "",
        history=_history(found),
        ratable=found.state in RATED,
        open_words=_rated(found, by_giver=False),
        giver_words=_enough(_rated(found, by_giver=True)),
        common=_common(found.common) if found.common and _is_public(found.common) else None,
        before=_before(campaigns, found),
    )


def _masked(text: str) -> str:
    """Papers come from units: whatever looks like a person, a number or an address goes. Days and sums stay: they
    are what was promised."""
    found, shown, at = masking.mask(text), "", 0
    for mark in found.marks:
        kept = mark.original if mark.kind in _STAY else found.text[mark.start : mark.end]
        shown += found.text[at : mark.start] + kept
        at = mark.end
    return shown + found.text[at:]


def _result(found: Problem) -> str:
    """What the unit reported, once it was found good."""
    if found.state not in RATED:
        return ""
    report = found.reports.filter(decision=Decision.ACCEPTED).order_by("number").last()
    return _masked(report.text) if report else ""


def _history(found: Problem) -> Sequence[tuple[Text, date]]:
    steps = Step.objects.filter(problem=found, act__in=_TOLD).order_by("serial")
    return [(_ACTS[step.act], timezone.localtime(step.at).date()) for step in steps]


def _rated(found: Problem, *, by_giver: bool) -> Rated:
    words = {word: Count("id", filter=Q(word=word)) for word in Rating.Word.values}
    return Rated(**Rating.objects.filter(problem=found, by_giver=by_giver).aggregate(**words))


def _enough(words: Rated) -> Rated | None:
    return words if words.all >= FEWEST_GIVERS else None


def _before(campaigns: Collection[UUID], found: Problem) -> UUID | None:
    """The generation before, if it is published too."""
    if found.recurrence_of_id is None:
        return None
    return published(campaigns).filter(id=found.recurrence_of_id).values_list("id", flat=True).first()


def _is_public(common: CommonProblem) -> bool:
    return common.published and common.state != CommonProblem.State.DROPPED


def public_commons(campaigns: Collection[UUID]) -> Sequence[PublicCommon]:
    """Common problems that are published, those with a rule first."""
    rows = CommonProblem.objects.filter(campaign__in=list(campaigns), published=True)
    kept = rows.exclude(state=CommonProblem.State.DROPPED)
    counted = kept.annotate(units=Count("problems__unit", distinct=True)).order_by("state", "-made_at")
    return [_common(row, row.units) for row in counted]


def _common(row: CommonProblem, units: int | None = None) -> PublicCommon:
    n = units if units is not None else row.problems.values("unit").distinct().count()
    adopted = row.state == CommonProblem.State.ADOPTED
    return PublicCommon(
        row.id,
        row.title,
        row.text,
        row.answerable_id,
        n,
        row.state,
        row.measure if adopted else "",
        row.document if adopted else "",
        row.due,
        row.decided_on if adopted else None,
    )

"""Numbers of a campaign for its overview."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from minping.apps.campaigns.library.kinds import PARTS
from minping.apps.campaigns.models import Campaign, Category, Member, SchemeVersion, Stage
from minping.apps.campaigns.schemes import scheme_in
from minping.apps.campaigns.selectors import TaskFacts, tasks_of
from minping.apps.campaigns.views.timeline import Timeline, timeline
from minping.apps.foundation.clock import today
from minping.core.findings import Text


@dataclass(frozen=True)
class Summary:
    """``late``: tasks that should be done by now."""

    appraised: int
    exempt: int
    opinion_only: int
    key_objects: int
    late: Sequence[TaskFacts]
    soon: Sequence[TaskFacts]
    rounds: int
    draft: SchemeVersion | None
    frozen: SchemeVersion | None
    open_values: int
    doubts: Sequence[Stage]
    group: Sequence[tuple[Text, Member]]
    categories: Sequence[tuple[Category, int]]
    chart: Timeline | None


def categories_counted(campaign: Campaign) -> list[tuple[Category, int]]:
    """Categories with the number of appraised units in each."""
    held = Counter(campaign.participations.filter(status="appraised").values_list("category", flat=True))
    return [(category, held[category.id]) for category in campaign.categories.all()]


def summary_of(campaign: Campaign) -> Summary:
    """Everything the overview shows."""
    by_status = Counter(campaign.participations.values_list("status", flat=True))
    tasks = tasks_of(campaign.id)
    day = today()
    draft = campaign.schemes.filter(frozen=False).first()
    stages = list(campaign.stages.all())
    members = sorted(campaign.members.all(), key=lambda m: list(PARTS).index(m.part))
    return Summary(
        appraised=by_status["appraised"],
        exempt=by_status["exempt"],
        opinion_only=by_status["opinion_only"],
        key_objects=campaign.participations.filter(key_object=True).count(),
        late=[task for task in tasks if task.late(day)],
        soon=[task for task in tasks if not task.done and 0 <= (task.due - day).days <= 14],
        rounds=campaign.rounds.count(),
        draft=draft,
        frozen=campaign.schemes.filter(frozen=True).order_by("-number").first(),
        open_values=len(scheme_in(draft.canonical).open_questions) if draft else 0,
        doubts=[stage for stage in stages if stage.doubt],
        group=[(PARTS[member.part], member) for member in members],
        categories=categories_counted(campaign),
        chart=timeline(stages, day),
    )

"""What the pages show of leads: lines of the inbox, one lead whole, the figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.timezone import localtime

from minping.apps.foundation.clock import today
from minping.apps.leads.models import Lead, Step
from minping.apps.leads.sealed import told_of
from minping.apps.leads.services import WAYS
from minping.apps.leads.words import ACTS, OUTCOMES, source_words
from minping.apps.units.selectors import units_of
from minping.core.findings import Text
from minping.core.lifecycle import LEAD

WAITING = ("spotted", "sealed")
UNDER_WAY = ("handed_over", "receipted", "result_fed_back")


@dataclass(frozen=True)
class Line:
    """A lead in the inbox, without its text."""

    id: UUID
    reference: str
    state: Text
    kind: str
    source: Text
    unit: str
    spotted: datetime | None
    due: date | None
    late: bool


@dataclass(frozen=True)
class StepLine:
    """One act with its time, and what was written down."""

    label: Text
    at: datetime
    by: str
    due: date | None
    late: bool
    told: Sequence[tuple[Text, str | Text]]


@dataclass(frozen=True)
class Pace:
    """How many of the steps of a kind were in time."""

    label: Text
    done: int
    in_time: int


def reference(lead: Lead) -> str:
    """What keepers call it among themselves and on paper."""
    return f"XS-{lead.id.hex[:8].upper()}"


def lines_of(leads: Iterable[Lead]) -> Sequence[Line]:
    """Lines for the inbox; three queries, however many leads."""
    rows = list(leads)
    names = {unit.id: unit.name for unit in units_of({lead.unit for lead in rows if lead.unit})}
    at = dict(Step.objects.filter(lead__in=rows, act="spot").values_list("lead", "at"))
    day = today()
    return [
        Line(
            id=lead.id,
            reference=reference(lead),
            state=LEAD.state(lead.state).label,
            kind=_mark_of(lead, day),
            source=source_words(lead.source),
            unit=names.get(lead.unit, "") if lead.unit else "",
            spotted=at.get(lead.id),
            due=lead.due,
            late=is_late(lead, day),
        )
        for lead in rows
    ]


def is_late(lead: Lead, day: date) -> bool:
    """Whether the next step should have been done before ``day``."""
    return lead.due is not None and lead.due < day


def _mark_of(lead: Lead, day: date) -> str:
    if is_late(lead, day):
        return "late"
    if lead.state in ("dismissed", "closed"):
        return "done" if lead.state == "closed" else "plain"
    return "waiting"


def steps_of(lead: Lead) -> Sequence[StepLine]:
    """Every act so far, oldest first."""
    told = told_of(lead)
    return [
        StepLine(
            label=ACTS[step.act],
            at=step.at,
            by=step.by_name,
            due=step.due,
            late=step.due is not None and localtime(step.at).date() > step.due,
            told=[
                (_NAMES[name], _said(name, words)) for name, words in told.get(step.act, {}).items() if words
            ],
        )
        for step in lead.steps.all()
    ]


_NAMES = {
    "reason": Text("理由", "Reason"),
    "receiver": Text("移交给", "Handed to"),
    "way": Text("方式", "How"),
    "signer": Text("签收人", "Signed by"),
    "number": Text("收文编号", "Number"),
    "result": Text("情况", "In words"),
    "note": Text("备注", "Remark"),
}


def _said(name: str, words: str) -> str | Text:
    return WAYS[words] if name == "way" else words


def inbox(leads: QuerySet[Lead], state: str) -> QuerySet[Lead]:
    """The leads of one tab: what waits, what is under way, what has ended; the most urgent first."""
    chosen = {"waiting": WAITING, "under_way": UNDER_WAY, "ended": ("closed", "dismissed")}
    rows = leads.filter(state__in=chosen[state])
    return rows.order_by(F("due").asc(nulls_last=True), "id")


def counts(leads: QuerySet[Lead]) -> dict[str, int]:
    """How many leads each tab holds, and how many are late."""
    return leads.aggregate(
        waiting=Count("id", filter=Q(state__in=WAITING)),
        under_way=Count("id", filter=Q(state__in=UNDER_WAY)),
        ended=Count("id", filter=Q(state__in=("closed", "dismissed"))),
        late=Count("id", filter=Q(due__lt=today())),
    )


def by_state(leads: QuerySet[Lead]) -> Sequence[tuple[Text, int]]:
    """How many leads stand in each state."""
    found = dict(leads.order_by().values_list("state").annotate(Count("id")))
    return [(state.label, found.get(state.name, 0)) for state in LEAD.states]


def by_outcome(leads: QuerySet[Lead]) -> Sequence[tuple[Text, int]]:
    """How many results of each kind came back."""
    found = dict(leads.exclude(outcome="").order_by().values_list("outcome").annotate(Count("id")))
    return [(words, found.get(code.value, 0)) for code, words in OUTCOMES.items()]


def paces(leads: QuerySet[Lead]) -> Sequence[Pace]:
    """快交、快查、快办: how many hand-overs, receipts and results came in time."""
    names = {
        "hand_over": Text("快交：移交", "handed over"),
        "sign_receipt": Text("快查：签收", "signed for"),
        "feed_back": Text("快办：反馈", "result fed back"),
    }
    rows = Step.objects.filter(lead__in=leads, act__in=names).values_list("act", "at", "due")
    done: dict[str, list[bool]] = {act: [] for act in names}
    for act, at, due in rows:
        done[act].append(due is None or localtime(at).date() <= due)
    return [Pace(label, len(done[act]), sum(done[act])) for act, label in names.items()]

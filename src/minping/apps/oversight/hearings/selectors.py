"""What is known of hearings, and whether each promise is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from minping.apps.campaigns.asked import unit_names
from minping.apps.casework.selectors import ProblemFacts, problems_of
from minping.apps.foundation.clock import today
from minping.apps.oversight.models import Attendee, Hearing, Promise, Question
from minping.apps.oversight.telling import told
from minping.apps.people.selectors import masked_of
from minping.apps.units.selectors import below
from minping.core.findings import Text

KINDS = {
    Hearing.Kind.HEARING: Text("听证质询会", "hearing"),
    Hearing.Kind.DIALOGUE: Text("听证对话", "dialogue"),
    Hearing.Kind.FORUM: Text("座谈会", "forum"),
    Hearing.Kind.SITE_VISIT: Text("实地参观", "site visit"),
}
STATES = {
    Hearing.State.PLANNED: Text("筹备中", "planned"),
    Hearing.State.HELD: Text("已召开，待确认纪要", "held, minutes to be confirmed"),
    Hearing.State.CONFIRMED: Text("纪要已确认", "minutes confirmed"),
    Hearing.State.CANCELLED: Text("已取消", "cancelled"),
}
REPLIES = {
    Attendee.Reply.WAITING: Text("未答复", "no reply"),
    Attendee.Reply.ACCEPTED: Text("出席", "comes"),
    Attendee.Reply.DECLINED: Text("不能出席", "cannot come"),
}
WHENS = {
    Question.When.BEFORE: Text("会前提问", "before the meeting"),
    Question.When.ON_SITE: Text("现场提问", "on the spot"),
}


@dataclass(frozen=True)
class HearingLine:
    """A meeting in a list."""

    hearing: Hearing
    kind: Text
    state: Text
    host: str


@dataclass(frozen=True)
class Invited:
    """Somebody invited. ``name``: of the unit, or of the appraiser, masked; ``late``: no reply in time;
    ``told``: what became of the newest message, None where none could be sent."""

    attendee: Attendee
    name: str
    reply: Text
    late: bool
    told: Text | None


@dataclass(frozen=True)
class Kept:
    """A promise and what became of it. ``mark``: done, late, waiting or plain; ``label``, ``problem``: the
    newest problem that came of it."""

    promise: Promise
    unit: str
    state: Text
    mark: str
    label: str
    problem: UUID | None


def lines_of(hearings: Iterable[Hearing]) -> Sequence[HearingLine]:
    """Meetings as lists show them."""
    names = unit_names()
    return [
        HearingLine(
            one,
            KINDS[Hearing.Kind(one.kind)],
            STATES[Hearing.State(one.state)],
            names.get(one.host_id, "") if one.host_id else "",
        )
        for one in hearings
    ]


def hearing_lines(campaign: UUID) -> Sequence[HearingLine]:
    """Meetings of a campaign, latest first."""
    return lines_of(Hearing.objects.filter(campaign=campaign))


def of_units(units: Iterable[UUID]) -> QuerySet[Hearing]:
    """Meetings that units are asked to or invite to themselves."""
    mine = below(units)
    return Hearing.objects.filter(id__in=Attendee.objects.filter(unit__in=mine).values("hearing"))


def hearings_for_units(units: Iterable[UUID]) -> Sequence[HearingLine]:
    """The same as lines."""
    return lines_of(of_units(units))


def hearings_for_person(user: UUID) -> Sequence[HearingLine]:
    """Meetings that an account is invited to."""
    return lines_of(Hearing.objects.filter(attendees__user=user))


def invited_of(hearing: Hearing) -> Sequence[Invited]:
    """Everybody invited, units first."""
    rows = list(hearing.attendees.all())
    names = unit_names(one.unit_id for one in rows if one.unit_id)
    people = masked_of(one.person for one in rows if one.person)
    day, messages = today(), told(hearing.id)
    planned = hearing.state == Hearing.State.PLANNED
    found = []
    for one in rows:
        person = people.get(one.person) if one.person else None
        name = names.get(one.unit_id, "") if one.unit_id else person.name if person else "—"
        late = planned and one.reply == Attendee.Reply.WAITING and hearing.reply_by < day
        found.append(Invited(one, name, REPLIES[Attendee.Reply(one.reply)], late, messages.get(one.id)))
    return sorted(found, key=lambda one: (one.attendee.unit_id is None, one.name))


def newest_of(promises: Iterable[UUID]) -> dict[UUID | None, ProblemFacts]:
    """Promise → the problem that came of it; a recurrence stands in the place of the one before."""
    every = problems_of(source_ids=list(promises))
    return {one.source_id: one for one in sorted(every, key=lambda one: one.generation)}


def kept_of(promises: Iterable[Promise]) -> Sequence[Kept]:
    """Each promise with the state of its problem (件件落实)."""
    rows = list(promises)
    names = unit_names(one.unit_id for one in rows)
    newest = newest_of(row.id for row in rows)
    found = []
    for row in rows:
        problem = newest.get(row.id)
        if problem is None:
            elsewhere = Text("另行办理", "dealt with elsewhere")
            state = elsewhere if row.problem else Text("待确认纪要", "minutes to be confirmed")
            mark, label = "plain", ""
        else:
            state, label = problem.words, problem.number
            if problem.generation > 1:
                state = Text(f"重犯，{state.zh}", f"came up again, {state.en}")
            lapsed = problem.overdue or (row.deadline < today() and not problem.ended)
            mark = "done" if problem.cured else "late" if lapsed else "waiting"
        number = problem.id if problem else None
        found.append(Kept(row, names.get(row.unit_id, ""), state, mark, label, number))
    return found


def promises_of(campaign: UUID) -> Sequence[Kept]:
    """Promises of all confirmed meetings of a campaign, those that lapsed first."""
    rows = Promise.objects.filter(
        hearing__campaign=campaign, hearing__state=Hearing.State.CONFIRMED
    ).select_related("hearing")
    order = {"late": 0, "waiting": 1, "plain": 2, "done": 3}
    return sorted(kept_of(rows), key=lambda one: (order[one.mark], one.promise.deadline))


def attendees_of(hearing: UUID) -> Sequence[UUID]:
    """Everybody invited, appraisers and units, by the id of the invitation."""
    return list(Attendee.objects.filter(hearing=hearing).values_list("id", flat=True))

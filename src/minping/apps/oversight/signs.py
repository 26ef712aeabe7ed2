"""What appraisers of a kind were asked to and did: sums over a kind, never a person (履职情况)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from minping.apps.oversight.models import (
    Attendee,
    FieldRecord,
    Hearing,
    Inspector,
    Question,
    Remark,
    SurveyAnswer,
)
from minping.apps.people.selectors import AppraiserFacts, appraisers_of

MET = (Hearing.State.HELD, Hearing.State.CONFIRMED)


@dataclass(frozen=True)
class Done:
    """``people`` were asked ``asked`` times in all and did so ``done`` times."""

    asked: int
    done: int
    people: int


@dataclass(frozen=True)
class Signs:
    """Of the accepted appraisers of one kind. ``raised``: questions, remarks and opinions brought back."""

    people: int
    meetings: Done
    visits: Done
    raised: int


def signs_of(campaign: UUID) -> Mapping[str, Signs]:
    """Kind of appraiser → what its people were asked to and did."""
    kinds: dict[str, list[AppraiserFacts]] = {}
    for one in appraisers_of(campaign):
        kinds.setdefault(one.kind, []).append(one)
    met, went, raised = _meetings(campaign), _visits(campaign), _raised(campaign)
    return {
        kind: Signs(
            len(people),
            _done(met, (one.person for one in people)),
            _done(went, (one.user for one in people)),
            sum(raised[one.user] for one in people if one.user is not None),
        )
        for kind, people in kinds.items()
    }


Marks = Mapping[UUID, list[bool]]
"""Person or account → for each time it was asked, whether it came."""


def _done(marks: Marks, people: Iterable[UUID | None]) -> Done:
    found = [marks[one] for one in people if one is not None and one in marks]
    return Done(sum(map(len, found)), sum(map(sum, found)), len(found))


def _meetings(campaign: UUID) -> Marks:
    """Hearings, dialogues, forums and visits on site that took place."""
    found: dict[UUID, list[bool]] = {}
    rows = Attendee.objects.filter(hearing__campaign=campaign, hearing__state__in=MET, person__isnull=False)
    for person, present in rows.values_list("person", "present"):
        if person is not None:
            found.setdefault(person, []).append(bool(present))
    return found


def _visits(campaign: UUID) -> Marks:
    """Inspections that somebody was to go on, and whether a record of his came back."""
    records = FieldRecord.objects.filter(campaign=campaign, standing=True, visit__isnull=False)
    went = set(records.values_list("visit__inspection", "user"))
    found: dict[UUID, list[bool]] = {}
    for inspection, user in Inspector.objects.filter(inspection__campaign=campaign).values_list(
        "inspection", "user"
    ):
        found.setdefault(user, []).append((inspection, user) in went)
    return found


def _raised(campaign: UUID) -> Counter[UUID | None]:
    answers = SurveyAnswer.objects.filter(visit__campaign=campaign, visit__source__standing=True)
    questions = Question.objects.filter(hearing__campaign=campaign, user__isnull=False)
    remarks = Remark.objects.filter(of__follow__campaign=campaign)
    return Counter[UUID | None](
        [
            *answers.values_list("visit__source__user", flat=True),
            *questions.values_list("user", flat=True),
            *remarks.values_list("user", flat=True),
        ]
    )

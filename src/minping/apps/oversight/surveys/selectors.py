"""Signs that a record of the survey should be asked about. They are questions, never accusations."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from minping.apps.oversight.models import SurveyAnswer, SurveyVisit
from minping.core.findings import Text

MANY_A_DAY = 25
PLACES = {
    SurveyVisit.Place.FIRM: Text("企业", "firm"),
    SurveyVisit.Place.VILLAGE: Text("农村", "village"),
    SurveyVisit.Place.SCHOOL: Text("学校", "school"),
    SurveyVisit.Place.SHOP: Text("门店", "shop"),
    SurveyVisit.Place.OTHER: Text("其他", "other"),
}
RESPONDENTS = {
    SurveyVisit.Respondent.OWNER: Text("企业主、店主", "owner of a firm or shop"),
    SurveyVisit.Respondent.WORKER: Text("职工", "worker"),
    SurveyVisit.Respondent.FARMER: Text("农民", "farmer"),
    SurveyVisit.Respondent.TEACHER: Text("教师", "teacher"),
    SurveyVisit.Respondent.PARENT: Text("家长", "parent"),
    SurveyVisit.Respondent.RESIDENT: Text("居民", "resident"),
    SurveyVisit.Respondent.OTHER: Text("其他", "other"),
}


@dataclass(frozen=True)
class SurveyLine:
    """A conversation as the office's list shows it."""

    visit: SurveyVisit
    place_kind: Text
    respondent: Text
    by_name: str
    answers: int
    questions: tuple[Text, ...]


@dataclass(frozen=True)
class SurveyCount:
    """How many conversations and opinions a kind of place has brought."""

    place: Text
    visits: int
    opinions: int


def survey_lines(campaign: UUID, place_kind: str = "") -> Sequence[SurveyLine]:
    """Conversations of a campaign, newest first, with what the office may want to ask."""
    found = (
        SurveyVisit.objects.filter(campaign=campaign)
        .select_related("source")
        .annotate(number=Count("answers"))
    )
    every = list(found)
    signs = _signs(campaign, every)
    return [
        SurveyLine(
            visit,
            PLACES[SurveyVisit.Place(visit.place_kind)],
            RESPONDENTS[SurveyVisit.Respondent(visit.respondent)],
            visit.source.by_name,
            visit.number,
            tuple(signs[visit.id]),
        )
        for visit in every
        if not place_kind or visit.place_kind == place_kind
    ]


def survey_counts(campaign: UUID) -> Sequence[SurveyCount]:
    """By kind of place; kinds without a conversation stand there with 0."""
    visits = Counter(SurveyVisit.objects.filter(campaign=campaign).values_list("place_kind", flat=True))
    opinions = Counter(
        SurveyAnswer.objects.filter(visit__campaign=campaign).values_list("visit__place_kind", flat=True)
    )
    return [SurveyCount(word, visits[kind.value], opinions[kind.value]) for kind, word in PLACES.items()]


def _signs(campaign: UUID, visits: Sequence[SurveyVisit]) -> dict[UUID, list[Text]]:
    found: dict[UUID, list[Text]] = defaultdict(list)
    by_day = Counter((v.source.user, v.day) for v in visits)
    by_minute = Counter((v.source.user, v.day, v.time) for v in visits if v.time)
    same = _same_words(campaign)
    for visit in visits:
        number = by_day[visit.source.user, visit.day]
        if number > MANY_A_DAY:
            found[visit.id].append(
                Text(
                    f"当天有{number}次走访，可否介绍安排？",
                    f"{number} visits on this day: how was it arranged?",
                )
            )
        if visit.time and by_minute[visit.source.user, visit.day, visit.time] > 1:
            found[visit.id].append(
                Text(
                    "同一分钟另有一次走访，时间是否记准？",
                    "Another visit in the same minute: is the time right?",
                )
            )
        if visit.id in same:
            found[visit.id].append(
                Text(
                    "与另一次走访文字相同，是否同一人或照抄？",
                    "Same words as another visit: the same person?",
                )
            )
        if not visit.place.strip():
            found[visit.id].append(Text("没有写地点，在哪里走访的？", "No place is written: where was it?"))
    return found


def _same_words(campaign: UUID) -> frozenset[UUID]:
    answers = SurveyAnswer.objects.filter(visit__campaign=campaign)
    often = answers.values("digest").annotate(visits=Count("visit", distinct=True)).filter(visits__gt=1)
    digests = [row["digest"] for row in often]
    return frozenset(answers.filter(digest__in=digests).values_list("visit_id", flat=True))

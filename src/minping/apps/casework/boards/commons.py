"""普遍性问题: the same in many units, answered by a rule 建章立制 instead of case by case (F069)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from minping.apps.casework.boards.extent import Extent
from minping.apps.casework.boards.rules import rules
from minping.apps.casework.boards.words import CURED, ELSEWHERE, HIDDEN
from minping.apps.casework.models import CommonProblem, Problem, ProblemOpinion
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import hold, record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import said
from minping.apps.opinions.selectors import cards_of
from minping.apps.units.selectors import units_of
from minping.core.findings import Text

GONE = Text("没有找到这个普遍性问题。", "There is no such common problem.")
TITLE, WHAT = Text("标题", "title"), Text("内容", "account")
FEWEST = 2


@dataclass(frozen=True)
class Suggestion:
    """The same class or topic in several units. ``problems``: their ids."""

    theme: str
    units: int
    problems: tuple[UUID, ...]


def suggestions(extent: Extent) -> Sequence[Suggestion]:
    """Topics of problems, and classes of the opinions behind them, that occur in enough units and are part of
    no common problem yet; most units first."""
    rows = extent.problems().exclude(state__in=ELSEWHERE).filter(unit__isnull=False, common__isnull=True)
    found: dict[str, dict[UUID, UUID]] = defaultdict(dict)
    unit_of: dict[UUID, UUID] = {}
    for problem, unit, topics in rows.values_list("id", "unit", "topics"):
        unit_of[problem] = unit
        for topic in topics:
            found[str(topic)][problem] = unit
    for problem, klass in _classes(rows):
        if problem in unit_of:
            found[klass][problem] = unit_of[problem]
    fewest = rules().common_units
    made = [Suggestion(theme, len(set(of.values())), tuple(of)) for theme, of in found.items()]
    return sorted((one for one in made if one.units >= fewest), key=lambda one: (-one.units, one.theme))


def _classes(rows: QuerySet[Problem]) -> Sequence[tuple[UUID, str]]:
    """The class of each opinion behind the problems, where one was settled."""
    behind = list(ProblemOpinion.objects.filter(problem__in=rows).values_list("problem", "opinion"))
    cards = cards_of({opinion for _, opinion in behind})
    return [(p, cards[o].klass) for p, o in behind if o in cards and cards[o].klass]


def visible(extent: Extent) -> QuerySet[CommonProblem]:
    """All of them; a unit's people those that it answers for or has a part in."""
    rows = CommonProblem.objects.all()
    if extent.campaign:
        rows = rows.filter(campaign=extent.campaign)
    if extent.units is None:
        return rows
    part = extent.problems().filter(common__isnull=False).values("common")
    return rows.filter(Q(answerable__in=extent.units) | Q(id__in=part))


@dataclass(frozen=True)
class Draft:
    """What a person says about a common problem."""

    title: str
    text: str
    answerable: UUID | None
    due: date | None
    theme: str = ""
    published: bool = True


def _checked(draft: Draft) -> dict[str, object]:
    if draft.answerable is not None and not units_of([draft.answerable]):
        raise Refused(Text("没有找到牵头单位。", "The answerable unit was not found."))
    return {
        "title": said(draft.title, TITLE, 100),
        "text": said(draft.text, WHAT, 5000),
        "answerable_id": draft.answerable,
        "due": draft.due,
        "theme": draft.theme.strip()[:60],
        "published": draft.published,
    }


@transaction.atomic
def common_make(*, actor: Actor, draft: Draft, problems: Collection[UUID]) -> UUID:
    """Make one over several problems, in the campaign of the newest of them. Raises Refused."""
    require(actor, "casework.edit")
    _not_past(draft.due)
    free = _free(problems).filter(common__isnull=True).order_by("-year", "-number")
    newest = free.first()
    if newest is None or free.count() < FEWEST:
        raise Refused(
            Text(
                "至少要选两个不属于其他普遍性问题的问题。",
                "Choose at least two problems that belong to no other common problem.",
            )
        )
    made = CommonProblem.objects.create(
        campaign_id=newest.campaign_id, made_at=now(), made_by=actor.name, **_checked(draft)
    )
    record(actor, "casework.common.made", made.id, problems=_join(made, problems))
    return made.id


def _not_past(due: date | None) -> None:
    if due is not None and due < today():
        raise Refused(Text("完成期限已经过去。", "The due day has passed already."))


def _join(common: CommonProblem, problems: Collection[UUID]) -> int:
    return _free(problems).filter(common__isnull=True).update(common=common)


def _free(problems: Collection[UUID]) -> QuerySet[Problem]:
    return Problem.objects.filter(id__in=list(problems)).exclude(state__in=(*HIDDEN, *ELSEWHERE))


def _held(actor: Actor, common: UUID) -> CommonProblem:
    require(actor, "casework.edit")
    hold()
    found = CommonProblem.objects.select_for_update().filter(id=common).first()
    if found is None:
        raise Refused(GONE)
    return found


@transaction.atomic
def common_edit(*, actor: Actor, common: UUID, draft: Draft) -> None:
    """Change what is said about it. Raises Refused."""
    found = _held(actor, common)
    if draft.due != found.due:
        _not_past(draft.due)
    for name, value in _checked(draft).items():
        setattr(found, name, value)
    found.save()
    record(actor, "casework.common.edited", found.id)


@transaction.atomic
def common_join(*, actor: Actor, common: UUID, problems: Collection[UUID]) -> None:
    """Add problems that belong to no other."""
    found = _held(actor, common)
    if not _join(found, problems):
        raise Refused(
            Text("没有可加入的问题。", "None of these can be added: they belong to another, or are not here.")
        )
    record(actor, "casework.common.joined", found.id, problems=len(problems))


@transaction.atomic
def common_leave(*, actor: Actor, common: UUID, problem: UUID) -> None:
    """Take a problem out again."""
    found = _held(actor, common)
    if Problem.objects.filter(id=problem, common=found).update(common=None):
        record(actor, "casework.common.left", found.id, problem=problem)


@transaction.atomic
def common_adopt(*, actor: Actor, common: UUID, measure: str, document: str, on: date) -> None:
    """The rule was made: what it says, under which number, on which day. Raises Refused."""
    found = _open(actor, common)
    if on > today():
        raise Refused(Text("印发日期不能晚于今天。", "The day of issue cannot lie ahead."))
    found.measure = said(measure, Text("制度内容", "rule"), 5000)
    found.document = said(document, Text("文号", "document number"), 100)
    found.state, found.decided_on = CommonProblem.State.ADOPTED, on
    found.save()
    record(actor, "casework.common.adopted", found.id, document=found.document)


@transaction.atomic
def common_drop(*, actor: Actor, common: UUID, reason: str) -> None:
    """No rule will be made; why. Raises Refused."""
    found = _open(actor, common)
    found.reason = said(reason, Text("理由", "reason"), 1000)
    found.state, found.decided_on = CommonProblem.State.DROPPED, today()
    found.save()
    record(actor, "casework.common.dropped", found.id)


def _open(actor: Actor, common: UUID) -> CommonProblem:
    found = _held(actor, common)
    if found.state != CommonProblem.State.OPEN:
        raise Refused(Text("这个普遍性问题已经办结。", "This common problem was settled already."))
    return found


def stand_of(common: CommonProblem, extent: Extent) -> tuple[int, int, int]:
    """(problems, of them cleared, units) within the extent."""
    rows = list(extent.problems().filter(common=common).values_list("state", "unit"))
    return len(rows), sum(state in CURED for state, _ in rows), len({unit for _, unit in rows})

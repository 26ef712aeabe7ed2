"""Topics that a unit chose for the year, from the choice to the judgement at its end."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from minping.apps.commitments.models import Topic
from minping.apps.commitments.services.found import GONE, as_office, as_unit_or_office, reasoned, takes_part
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.written import said, short
from minping.core.findings import Text

MOST_TOPICS = 2
"""每个股室选择1至2个问题 (seed 002, F081)."""
FULL = Text(
    f"每个单位最多选{MOST_TOPICS}个题，已经选满。可以修改已有的选题。",
    f"Each unit chooses at most {MOST_TOPICS} topics. Change one of those chosen.",
)


@transaction.atomic
def topic_save(
    *,
    actor: Actor,
    campaign: UUID,
    unit: UUID,
    title: str,
    goal: str,
    measures: str,
    handler: str,
    due: date,
    commitment: str = "",
    topic: UUID | None = None,
) -> UUID:
    """Choose a topic, or change it before the office accepted it. At most two for each unit (F081)."""
    as_unit_or_office(actor, unit)
    takes_part(campaign, unit)
    held = list(Topic.objects.select_for_update().filter(campaign=campaign, unit=unit))
    found = next((one for one in held if one.id == topic), None) if topic else _next(campaign, unit, held)
    if found is None:
        raise Refused(GONE)
    if found.state not in {Topic.State.CHOSEN, Topic.State.RETURNED}:
        raise Refused(
            Text("选题已经同意，不能再改。", "The topic was accepted and can no longer be changed.")
        )
    if due < today():
        raise Refused(Text("完成期限不能早于今天。", "The due day cannot lie in the past."))
    found.title = said(title, Text("问题", "the problem"), 100)
    found.goal = said(goal, Text("目标", "the goal"), 2000)
    found.measures = said(measures, Text("措施", "the measures"), 4000)
    found.handler = said(handler, Text("责任人", "who answers for it"), 100)
    found.commitment = short(commitment, Text("公开承诺", "the commitment"), 2000)
    found.due, found.state, found.reason = due, Topic.State.CHOSEN, ""
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as fault:
        raise Refused(FULL) from fault
    record(actor, "commitments.topic.chosen", found.id, unit=unit, title=found.title)
    return found.id


@transaction.atomic
def topic_decide(*, actor: Actor, topic: UUID, accept: bool, reason: str = "") -> None:
    """The office accepts a topic, or returns it with the reason."""
    as_office(actor)
    found = _topic(topic, Topic.State.CHOSEN)
    found.state = Topic.State.ACCEPTED if accept else Topic.State.RETURNED
    found.reason = "" if accept else reasoned(reason)
    found.save(update_fields=["state", "reason"])
    act = "accepted" if accept else "returned"
    record(actor, f"commitments.topic.{act}", topic, unit=found.unit_id, reason=found.reason)


@transaction.atomic
def topic_report(*, actor: Actor, topic: UUID, result: str) -> None:
    """The unit says what came of its topic."""
    found = _topic(topic, Topic.State.ACCEPTED)
    as_unit_or_office(actor, found.unit_id)
    found.result, found.state = said(result, Text("结果", "the result"), 4000), Topic.State.REPORTED
    found.save(update_fields=["result", "state"])
    record(actor, "commitments.topic.reported", topic, unit=found.unit_id)


@transaction.atomic
def topic_judge(*, actor: Actor, topic: UUID, solved: bool, judgement: str) -> None:
    """The office says at the end of the year whether the topic was solved, and on what facts."""
    as_office(actor)
    found = _topic(topic, Topic.State.REPORTED)
    found.judgement = said(judgement, Text("评定依据", "the facts it rests on"), 500)
    found.state = Topic.State.SOLVED if solved else Topic.State.NOT_SOLVED
    found.save(update_fields=["judgement", "state"])
    record(actor, f"commitments.topic.{found.state}", topic, unit=found.unit_id)


def _next(campaign: UUID, unit: UUID, held: Sequence[Topic]) -> Topic:
    free = set(range(1, MOST_TOPICS + 1)) - {one.slot for one in held}
    if not free:
        raise Refused(FULL)
    return Topic(campaign_id=campaign, unit_id=unit, at=now(), slot=min(free), state=Topic.State.CHOSEN)


def _topic(topic: UUID, state: str) -> Topic:
    found = Topic.objects.select_for_update().filter(id=topic).first()
    if found is None:
        raise Refused(GONE)
    if found.state != state:
        raise Refused(
            Text(
                "选题的状态已经变化，请刷新页面再操作。", "The topic has moved on meanwhile; reload the page."
            )
        )
    return found

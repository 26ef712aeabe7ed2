"""The inbox of those outside the office: a unit's liaison, a partner, an appraiser."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.urls import reverse

from minping.apps.assessments import waiting
from minping.apps.campaigns.selectors import campaigns, tasks_of
from minping.apps.casework.waiting import to_recheck, waiting_for_units
from minping.apps.commitments import selectors as commitments
from minping.apps.desk.items import Item
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.oversight import waiting as oversight
from minping.apps.people.selectors import test_owed
from minping.apps.results.progress import window_for
from minping.apps.units.selectors import below
from minping.core.findings import Text


def of_persons(actor: Actor) -> Iterator[Item]:
    """What waits for this person as one who answers for a unit, or goes out and looks."""
    yield from _own(actor)
    yield from _tasks(actor)
    yield from _around_results(actor)
    yield from _as_appraiser(actor)


def _own(actor: Actor) -> Iterator[Item]:
    """What waits for a unit's liaison."""
    if not actor.may("casework.own"):
        return
    units = below(actor.units)
    held = waiting_for_units(units)
    late, day = (
        sum(one.overdue for one in held),
        min((one.deadline for one in held if one.deadline), default=None),
    )
    words = Text("本单位待整改问题", "problems of your unit")
    yield Item(words, len(held), reverse("casework:own"), late, day)
    returned = commitments.returned_to(units)
    yield Item(
        Text("被退回的承诺、选题、记录", "commitments, topics, records returned"),
        returned,
        reverse("commitments:board"),
    )
    yield from _undertaken(units)
    told, own = oversight.waiting_for_units(units), reverse("oversight:own")
    yield Item(Text("督查报告待查看", "inspection reports to open"), told.reports, own)
    yield Item(Text("会议邀请待答复", "invitations to reply to"), told.replies.number, own, told.replies.late)
    yield Item(Text("会议提问待回答", "questions to answer"), told.answers.number, own, told.answers.late)


def _undertaken(units: Collection[UUID]) -> Iterator[Item]:
    """What a unit set itself or was set a day for."""
    told = commitments.owed_by(units)
    duties, topics = reverse("commitments:duties"), reverse("commitments:topics")
    yield Item(
        Text("主要负责人职责待填报", "duties of the head to report"),
        told.duties,
        f"{duties}?state=planned",
        told.duties_late,
    )
    yield Item(
        Text("选题结果待报", "results of topics to report"),
        told.topics,
        f"{topics}?state=accepted",
        told.topics_late,
    )


def _tasks(actor: Actor) -> Iterator[Item]:
    """Tasks of the campaigns that name a unit of this person."""
    if not actor.may("campaigns.own") or not actor.units:
        return
    live = {one.id for one in campaigns() if one.state != "archived"}
    mine = [one for one in tasks_of() if one.unit in actor.units and one.campaign in live and not one.done]
    late, day = sum(one.late(today()) for one in mine), min((one.due for one in mine), default=None)
    yield Item(Text("本单位任务待报送", "tasks of your unit"), len(mine), reverse("campaigns:own"), late, day)


def _around_results(actor: Actor) -> Iterator[Item]:
    """What a unit says of itself, and what it may say against its result."""
    units = below(actor.units)
    if actor.may("assessments.own") and units:
        board = reverse("assessments:board")
        unseen = waiting.waiting_for_units(units)
        yield Item(Text("本单位新的考评记录待查看", "new daily entries of your unit to read"), unseen, board)
        owed = waiting.selves_owed(actor.units)
        words = Text("单位自评待报送", "self-assessments to hand in")
        yield Item(words, owed.number, reverse("assessments:selves"), due=owed.due)
    if actor.may("results.own") and actor.units:
        window = window_for(actor.units)
        words = Text("结果已通报，有异议可申诉", "results announced, open to appeal")
        yield Item(words, window.number, reverse("results:own"), due=window.until)


def _as_appraiser(actor: Actor) -> Iterator[Item]:
    """What waits for an appraiser."""
    if actor.of_office or actor.id is None:
        return
    if actor.may("oversight.hear"):
        told = oversight.waiting_for_person(actor.id)
        words = Text("会议邀请待答复", "invitations to reply to")
        yield Item(words, told.number, reverse("oversight:mine"), told.late)
    if actor.may("casework.inspect"):
        again = to_recheck(actor.person)
        yield Item(
            Text("本人发现的问题待复查", "findings of yours to recheck"),
            again,
            reverse("casework:inspecting"),
        )
    if actor.may("people.own_training"):
        words = Text("评议知识测试待完成", "test to take")
        yield Item(words, int(test_owed(actor)), reverse("people:mine"))

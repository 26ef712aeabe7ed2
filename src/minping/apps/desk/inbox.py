"""One inbox 待办 (F132): what waits for this person in every room, each with the way there."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from minping.apps.campaigns.selectors import campaigns
from minping.apps.casework.waiting import waiting_for_office
from minping.apps.commitments import selectors as commitments
from minping.apps.desk.items import Item, by_urgency
from minping.apps.desk.numbers import around_numbers
from minping.apps.desk.persons import of_persons
from minping.apps.foundation.actors import Actor
from minping.apps.leads.selectors import count_waiting
from minping.apps.messaging.selectors import counts as counts_of_messages
from minping.apps.opinions.selectors import counts
from minping.apps.oversight import waiting as oversight
from minping.core.findings import Text


def inbox(actor: Actor) -> Sequence[Item]:
    """What waits for this person in every room, each kind once, the most urgent first."""
    office = [*_opinions(actor), *_problems(actor), *_undertakings(actor), *_oversight(actor)]
    return by_urgency([*office, *_messages(actor), *around_numbers(actor), *of_persons(actor)])


def _messages(actor: Actor) -> Iterator[Item]:
    if actor.may("messaging.send"):
        queued = counts_of_messages().get("queued", 0)
        yield Item(Text("通知短信待发送", "messages to send"), queued, reverse("messaging:home"))


def _opinions(actor: Actor) -> Iterator[Item]:
    if actor.may("opinions.read"):
        for campaign in campaigns():
            if campaign.state in {"draft", "archived"}:
                continue
            told = counts(campaign.id)
            link = f"{reverse('opinions:desk')}?campaign={campaign.id}"
            yield Item(
                Text(f"{campaign.title}：意见待办理", f"{_english(campaign)}: opinions to deal with"),
                told.open,
                link,
                told.late,
            )
    if waiting := count_waiting(actor):
        yield Item(Text("线索待处理", "leads to deal with"), waiting, reverse("leads:home"))


def _english(campaign: object) -> str:
    return str(getattr(campaign, "title_en", "") or getattr(campaign, "title", ""))


def _problems(actor: Actor) -> Iterator[Item]:
    if not actor.may("casework.edit"):
        return
    told, ledger = waiting_for_office(), reverse("casework:ledger")

    def item(zh: str, en: str, number: int, state: str) -> Item:
        return Item(Text(zh, en), number, f"{ledger}?state={state}")

    yield item("问题待挂号", "problems to register", told.to_register, "raised")
    yield item("问题待交办", "problems to assign", told.to_assign, "registered")
    yield item("整改方案待审", "plans to decide", told.plans, "plan_submitted")
    yield item("延期申请待批", "extensions to decide", told.extensions, "in_progress")
    yield item("整改报告待核实", "reports to verify", told.reports, "reported_done")
    yield item("核实后待回访", "verified, givers to be asked", told.to_ask, "verified")
    yield item("正在回访群众", "givers being asked", told.answers, "citizen_checked")
    yield Item(
        Text("责令、问责建议待决定", "orders and accountability proposed"),
        told.proposals,
        reverse("casework:proposals"),
    )
    yield Item(Text("逾期未整改", "overdue problems"), told.late, reverse("casework:late"), told.late)


def _undertakings(actor: Actor) -> Iterator[Item]:
    if not actor.may("commitments.edit"):
        return
    told, board = commitments.waiting_for_office(), reverse("commitments:board")
    topics, duties = reverse("commitments:topics"), reverse("commitments:duties")
    yield Item(Text("公开承诺待审核", "commitments to decide"), told.commitments, f"{board}?state=submitted")
    yield Item(Text("选题待审核", "topics to decide"), told.topics, f"{topics}?state=chosen")
    yield Item(Text("选题结果待评定", "results of topics to judge"), told.results, f"{topics}?state=reported")
    yield Item(Text("负责人职责待核实", "duties to check"), told.duties, f"{duties}?state=reported")


def _oversight(actor: Actor) -> Iterator[Item]:
    if not actor.may("oversight.edit"):
        return
    told, home, hearings = (
        oversight.waiting_for_office(),
        reverse("oversight:home"),
        reverse("oversight:hearings"),
    )
    yield Item(Text("督查发现待核定", "findings of inspections to decide"), told.findings, home)
    conflicts = reverse("oversight:conflicts")
    yield Item(Text("走访记录冲突待核对", "contradicting records to compare"), told.conflicts, conflicts)
    yield Item(
        Text("单位主办的会议待邀请评议员", "events of units: invite appraisers"), told.to_invite, hearings
    )
    yield Item(Text("会议纪要待确认", "minutes to confirm"), told.minutes, hearings)

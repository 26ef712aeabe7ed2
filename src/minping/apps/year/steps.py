"""The guided year: the steps of a campaign in their order, each with what is done, what lacks, where to go."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from minping.apps.year.standing import ENDED, Standing, facts_of
from minping.core.findings import Text
from minping.core.lifecycle.machine import Transition, allowed, possible
from minping.core.lifecycle.machine import facts_of as all_facts

_ORDER = (
    "draft",
    "scheme_frozen",
    "launched",
    "running",
    "collecting_closed",
    "reconciled",
    "scored",
    "reviewed",
    "internally_announced",
    "appeal_window",
    "final",
    "published",
    "follow_up",
    "archived",
)
_SHORT = {"commitment": "running", "one_vote": "running"}
_HERE = frozenset({"launch", "open_commitment", "open_vote", "follow_up", "archive"})
"""Acts of the campaign that are carried out on the year's page, with opening and closing of stages; the
rooms below carry out the others on their own pages."""


@dataclass(frozen=True)
class Step:
    """``state``: done, now, later."""

    title: Text
    state: str
    says: Text
    link: str


@dataclass(frozen=True)
class Act:
    """An act of the campaign's table: whether it may be done now, and what it lacks if not."""

    name: str
    label: Text
    ready: bool
    lacking: Sequence[Text]
    irreversible: bool


def _said(says: Text | Callable[[], Text], wanted: bool) -> Text:
    if isinstance(says, Text):
        return says
    return says() if wanted else Text("", "")


def _reached(standing: Standing, state: str) -> bool:
    here = _SHORT.get(standing.campaign.state, standing.campaign.state)
    return _ORDER.index(here) >= _ORDER.index(state)


def steps_of(standing: Standing, *, brief: bool = False) -> Sequence[Step]:
    """Every step of the year; the first one that is not done is the one to do now. ``brief``: of the others
    nothing is said that takes long to find out."""
    steps, now_given = [], False
    for title, done, says, link in _rows(standing):
        state = "done" if done else "later" if now_given else "now"
        now_given = now_given or not done
        steps.append(Step(title, state, _said(says, state == "now" or not brief), link))
    return steps


Row = tuple[Text, bool, Text | Callable[[], Text], str]
"""Title of a step, whether it is done, what is said of it (found out when it is asked for), where it is done."""


def _rows(s: Standing) -> list[Row]:
    page = reverse("campaigns:overview", args=[s.campaign.id])
    result = reverse("results:campaign", args=[s.campaign.id])
    return [*_beginning(s, page), *_collecting(s), *_ending(s, page, result)]


def _beginning(s: Standing, page: str) -> list[Row]:
    frozen = Text(f"方案校验值 {s.scheme[:20]}", f"hash {s.scheme[:20]}")
    units = Text(
        f"参评{s.appraised}个，免评{s.exempt}个，未分类{s.uncategorised}个",
        f"{s.appraised} appraised, {s.exempt} exempt, {s.uncategorised} without a category",
    )
    settled = s.appraised > 0 and s.uncategorised == 0
    scheme = frozen if s.scheme else Text("尚未冻结", "not frozen yet")
    begun = Text("宣布要求，各阶段开始", "requirements announced, stages begin")
    return [
        (Text("确定单位和类别", "Units and categories"), settled, units, f"{page}units/"),
        (Text("定方案并冻结", "The scheme, frozen by two"), bool(s.scheme), scheme, f"{page}scheme/"),
        (Text("启动", "Launch"), _reached(s, "launched"), begun, page),
    ]


def _collecting(s: Standing) -> list[Row]:
    number = len(s.rounds)
    opened = sum(r.state not in {"planned", "roster_open"} for r in s.rounds)
    voted = sum(r.state in ENDED for r in s.rounds)
    locked = Text(f"{opened}/{number}个轮次的名册已锁定", f"rosters locked in {opened} of {number} rounds")
    ended = Text(f"{voted}/{number}个轮次已有结论", f"{voted} of {number} rounds have come to their end")
    lists = Text("名册、抽样、评议员", "Rosters, draws, appraisers")
    votes = Text("邀请和投票", "Invitations and voting")
    return [
        (lists, 0 < number == opened, locked, reverse("people:home")),
        (votes, 0 < number == voted, ended, reverse("invitations:home")),
    ]


def _ending(s: Standing, page: str, result: str) -> list[Row]:
    scored = Text(f"已计分{s.scores.runs}次", f"{s.scores.runs} score runs")
    own = Text("各单位先看到自己的结果，可以提出异议", "each unit sees its own result first and may object")
    listed = Text("两人办理，所有单位都在公布之列", "by two persons, with every unit listed")
    settled = Text("整改、约谈办结后归档", "archived when what follows is settled")
    announced = Text("内部通报和申诉期", "Internal announcement, appeal window")
    return [
        (Text("核对报送", "Reports complete"), _reached(s, "reconciled"), lambda: _complete(s), result),
        (Text("计分和复核", "Score and review"), _reached(s, "reviewed"), scored, result),
        (announced, _reached(s, "final"), own, result),
        (Text("公布", "Publish"), _reached(s, "published"), listed, result),
        (Text("后续和归档", "Follow-up and archive"), _reached(s, "archived"), settled, page),
    ]


def reconciled(standing: Standing) -> bool:
    """Whether everything had come in: from then on the results' own page says what an appeal opened again."""
    return _reached(standing, "reconciled")


def _complete(s: Standing) -> Text:
    if reconciled(s) or not s.missing:
        return Text("齐全", "complete")
    return Text(f"还缺{len(s.missing)}项", f"{len(s.missing)} items missing")


def acts_of(standing: Standing) -> Sequence[Act]:
    """The acts of the campaign's present state that are done on the year's page, ready ones first."""
    machine, case = standing.machine, standing.case
    facts = all_facts(case, facts_of(standing))
    ready = {act.act for act in possible(machine, case.state, facts)}
    found = [
        Act(act.act, act.label, act.act in ready, _lacking(standing, act, facts), act.irreversible)
        for act in allowed(machine, case.state)
        if _is_here(act) and not _idle(act, case.stages)
    ]
    return sorted(found, key=lambda act: not act.ready)


def _is_here(act: Transition) -> bool:
    return act.act in _HERE or bool(act.opens or act.closes)


def _idle(act: Transition, stages: frozenset[str]) -> bool:
    """Opening an open stage, closing one that is not open: nothing to offer."""
    return any(stage in stages for stage in act.opens) or any(stage not in stages for stage in act.closes)


def _lacking(standing: Standing, act: Transition, facts: dict[str, object]) -> Sequence[Text]:
    machine = standing.machine
    lacks = [machine.label_of(name) for name in act.needed if not facts.get(name)]
    bars = [machine.label_of(name) for name in act.bars if facts.get(name)]
    return [
        *(Text(f"还差：{lack.zh}", f"still lacking: {lack.en}") for lack in lacks),
        *(Text(f"先要结束：{bar.zh}", f"in the way: {bar.en}") for bar in bars),
    ]

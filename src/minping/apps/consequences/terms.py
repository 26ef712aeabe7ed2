"""Kinds of measures: their lifecycles, who decides them, what they are called."""

from collections.abc import Mapping

from minping.apps.consequences.models import Exemption, Letter, Measure
from minping.core.findings import Text
from minping.core.lifecycle import (
    COMMENDATION,
    EXEMPTION,
    INTERVIEW,
    RECOMMENDATION,
    YELLOW_CARD,
    Case,
    Machine,
)

Kind = Measure.Kind

KINDS: Mapping[str, Text] = {
    Kind.PRAISE: Text("通报表扬", "praise in a circular"),
    Kind.TALK: Text("提醒谈话", "reminding talk"),
    Kind.INTERVIEW: Text("约谈", "interview (约谈)"),
    Kind.ADMONITION: Text("诫勉谈话", "admonition (诫勉谈话)"),
    Kind.YELLOW_CARD: Text("黄牌警告", "yellow card (黄牌警告)"),
    Kind.REPLACEMENT: Text("建议调整负责人", "recommendation to replace leaders"),
    Kind.OTHER: Text("其他结果运用", "other consequence"),
}
TALKS = (Kind.TALK, Kind.INTERVIEW, Kind.ADMONITION)
"""Kinds that are a conversation with the unit's leaders."""
SANCTIONS = (*TALKS, Kind.YELLOW_CARD)
"""Kinds that the discipline body decides; the leading group decides the others."""
LADDER = (Kind.REPLACEMENT, Kind.YELLOW_CARD, Kind.ADMONITION, Kind.INTERVIEW, Kind.TALK)
"""From the hardest to the mildest."""

SOURCES: Mapping[str, Text] = {
    Measure.Source.SELECTION: Text("计分结果", "the result"),
    Measure.Source.WINDOW: Text("窗口满意度", "satisfaction of windows"),
    Measure.Source.CASEWORK: Text("问题整改", "rectification"),
    Measure.Source.INSTEAD: Text("改用的措施", "taken instead"),
    Measure.Source.SECOND_CARD: Text("第二张黄牌", "second card"),
}
ADVICE: Mapping[str, Text] = {
    Measure.Advice.AS_RULED: Text("按规则办理", "as the rule says"),
    Measure.Advice.TALK_FIRST: Text("先作提醒谈话", "a reminding talk first"),
    Measure.Advice.NEXT_BAND: Text("改用下一档措施", "the next milder measure"),
    Measure.Advice.WAIVE: Text("不予采取", "waive"),
}
OUTCOMES: Mapping[str, Text] = {
    Letter.Outcome.ADOPTED: Text("采纳", "adopted"),
    Letter.Outcome.PARTLY: Text("部分采纳", "adopted in part"),
    Letter.Outcome.DECLINED: Text("未采纳", "not adopted"),
    Letter.Outcome.UNDER_REVIEW: Text("研究中", "under review"),
}

SECOND = Text("黄牌整改期间再次触发黄牌", "a second card while the first was being rectified")
"""The first fact of a recommendation that follows a second card."""

OPEN_BEFORE = ("triggered", "proposed")
"""Not decided yet."""
DISMISSED = ("waived", "lapsed", "withdrawn")

MARKS = {
    "triggered": "waiting",
    "proposed": "waiting",
    "rectification_ordered": "waiting",
    "rectifying": "waiting",
    "second_card": "late",
    "closed": "done",
    "lifted": "done",
    "replied": "done",
    "active": "done",
    "approved": "done",
    "revoked": "late",
    "withdrawn": "late",
}
"""The mark that goes with a state; plain for all others."""


def machine_of(kind: str) -> Machine:
    """The lifecycle that measures of this kind follow."""
    if kind in TALKS:
        return INTERVIEW
    return {Kind.YELLOW_CARD: YELLOW_CARD, Kind.REPLACEMENT: RECOMMENDATION}.get(Kind(kind), COMMENDATION)


def body_of(kind: str) -> str:
    """The permission of the body that decides."""
    return "consequences.sanction" if kind in SANCTIONS else "consequences.commend"


BODIES: Mapping[str, Text] = {
    "consequences.sanction": Text("纪检监察机关", "the discipline body"),
    "consequences.commend": Text("民主评议领导小组", "the leading group"),
}
APPROVED_BY = {
    "consequences.sanction": "approved_by_discipline_body",
    "consequences.commend": "approved_by_leading_group",
}


_SPOKEN = {"约谈": {Kind.TALK: "提醒谈话", Kind.ADMONITION: "诫勉谈话"}, "通报": {Kind.OTHER: "办理"}}
"""A lifecycle speaks of its commonest kind; the others lend it their own word."""


def words_for(kind: str, words: Text) -> Text:
    """A state or act of a lifecycle in the words of this kind."""
    for spoken, own in _SPOKEN.items():
        if kind in own:
            words = Text(words.zh.replace(spoken, own[Kind(kind)]), words.en)
    return words


def state_words(kind: str, state: str) -> Text:
    """What a state is called for this kind."""
    return words_for(kind, machine_of(kind).state(state).label)


def act_words(kind: str, act: str) -> Text:
    """What an act is called for this kind."""
    moves = machine_of(kind).transitions
    return words_for(kind, next((m.label for m in moves if m.act == act), Text(act, act)))


def exemption_words(found: Exemption) -> Text:
    """What the state of an exemption is called."""
    return EXEMPTION.state(found.state).label


def case_of(measure: Measure) -> Case:
    """Where a measure stands, as its lifecycle reads it."""
    return Case(measure.state, flags=frozenset(measure.flags), counters=dict(measure.counters))


def waivable(measure: Measure) -> bool:
    """Whether it can still be waived, nothing of it having been carried out."""
    moves = machine_of(measure.kind).transitions
    return any(move.act == "waive" and measure.state in move.sources for move in moves)


def milder(kind: str) -> str:
    """The next milder kind, or nothing below the mildest and for praise."""
    if kind not in LADDER or kind == LADDER[-1]:
        return ""
    return LADDER[LADDER.index(Kind(kind)) + 1]


def alternatives(kind: str) -> tuple[str, ...]:
    """What else may be done than the rule says."""
    found = [Measure.Advice.AS_RULED]
    if milder(kind):
        found.append(Measure.Advice.TALK_FIRST)
        if milder(kind) != Kind.TALK:
            found.append(Measure.Advice.NEXT_BAND)
    return (*found, Measure.Advice.WAIVE)

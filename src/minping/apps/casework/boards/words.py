"""What the ledger calls things: states in groups, sources, classes, rungs, in whose hands a problem lies."""

from collections.abc import Mapping

from minping.apps.casework.models import Origin, Problem
from minping.core.findings import Text
from minping.core.lifecycle import PROBLEM
from minping.core.lifecycle.problem_terms import LADDER, OPEN_STATES

STATES: Mapping[str, Text] = {state.name: state.label for state in PROBLEM.states}
LEVELS: Mapping[int, Text] = dict(enumerate(LADDER.rungs))
TOP = len(LADDER.rungs) - 1

SOURCES: Mapping[str, Text] = {
    Problem.Source.OPINION: Text("群众意见", "opinions"),
    Problem.Source.HEARING: Text("听证质询", "hearings"),
    Problem.Source.INSPECTION: Text("明察暗访", "inspections"),
    Problem.Source.SURVEY: Text("社情民意调查", "survey"),
    Problem.Source.PROGRAMME: Text("政风行风热线", "programme"),
    Problem.Source.EXPOSURE: Text("媒体曝光", "media"),
    Problem.Source.TOPIC: Text("选题评议", "topics chosen"),
    Problem.Source.SELF_CHECK: Text("自查", "self-check"),
    Problem.Source.OFFICE: Text("评议办", "the office"),
}
ORIGINS: Mapping[str, Text] = {
    Origin.MASSES: Text("群众提", "raised by the masses"),
    Origin.SELF: Text("自己找", "found by the unit"),
    Origin.COLLECTIVE: Text("集体评", "found together"),
}
CLASSES: Mapping[str, Text] = {
    Problem.Klass.IMMEDIATE: Text("立行立改", "immediate"),
    Problem.Klass.PLANNED: Text("限期整改", "planned"),
    Problem.Klass.ORDERED: Text("责令整改", "ordered"),
    "": Text("未定", "not settled"),
}

HIDDEN = ("handed_over",)
"""A problem that turned out to be a lead stands in no list at all."""
NEW = ("raised", "triaged")
CURED = ("cleared", "cleared_by_exception", "watch", "closed")
ELSEWHERE = ("transferred", "linked")
OF_UNITS = (*OPEN_STATES, *CURED)
"""What a unit sees: problems that were registered for it."""

OFFICE = ("registered", "plan_submitted", "reported_done", "verified", "reopened")
UNIT = ("assigned", "plan_returned", "plan_approved", "in_progress", "report_returned")
CITIZEN = ("citizen_checked",)
OBSTACLE = ("long_term",)
HANDS: Mapping[str, tuple[Text, tuple[str, ...]]] = {
    "unit": (Text("在单位", "with the unit"), UNIT),
    "office": (Text("在评议办", "with the office"), OFFICE),
    "citizen": (Text("回访群众", "with the citizen"), CITIZEN),
    "obstacle": (Text("长期挂账", "long-term"), OBSTACLE),
}
"""In whose hands an open problem lies."""

GROUPS: Mapping[str, tuple[Text, tuple[str, ...]]] = {
    "open": (Text("在办", "open"), OPEN_STATES),
    "new": (Text("待甄别", "to be triaged"), NEW),
    **{f"with_{name}": hands for name, hands in HANDS.items()},
    "cured": (Text("已销号", "cleared"), CURED),
    "elsewhere": (Text("已转出、已关联", "transferred or linked"), ELSEWHERE),
}


def look_of(state: str) -> str:
    """The kind of mark for a state: ``done``, ``waiting`` or ``plain``."""
    if state in CURED:
        return "done"
    return "plain" if state in (*ELSEWHERE, *NEW) else "waiting"

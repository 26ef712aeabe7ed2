"""A commendation 通报表扬: proposed by a rule, decided by the leading group, issued as a circular."""

from minping.core.findings import Text
from minping.core.lifecycle.decided import LEADING_GROUP, WITHDRAWN, facts_of, proposed_and_decided
from minping.core.lifecycle.machine import Machine, State, Transition

COMMENDATION = Machine(
    name="commendation",
    label=Text("通报表扬", "commendation"),
    source="seeds 000, 001; F028, F072; P19",
    note=Text(
        "规则只提出，由领导小组决定；表彰须另有批准文号。",
        "The rule proposes and the leading group decides; an award (表彰) needs an approval of its own.",
    ),
    facts={
        **facts_of(LEADING_GROUP),
        "circular_signed": Text("通报已签发", "the circular is signed"),
    },
    states=(
        State("triggered", Text("规则触发", "triggered")),
        State("proposed", Text("提请审定", "proposed")),
        State("approved", Text("已批准", "approved")),
        State("issued", Text("已通报", "issued"), final=True),
        State("waived", Text("不予通报", "waived"), final=True),
        State("lapsed", Text("不再列入", "lapsed"), final=True),
        WITHDRAWN,
    ),
    transitions=(
        *proposed_and_decided(
            LEADING_GROUP,
            "F028",
            propose=Text("提请审定", "propose"),
            waive=Text("不予通报", "waive"),
            carried=("issued",),
        ),
        Transition(
            "issue",
            ("approved",),
            "issued",
            Text("印发通报", "issue the circular"),
            needs=("circular_signed",),
            irreversible=True,
            source="F028, F072",
        ),
    ),
)

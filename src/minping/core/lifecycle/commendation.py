"""A commendation 通报表扬: proposed by a rule, decided by the leading group, issued as a circular."""

from minping.core.findings import Text
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
        "rule_and_facts": Text("触发规则与事实已列明", "the rule and its facts are listed"),
        "approved_by_leading_group": Text("领导小组已批准", "the leading group approved"),
        "reason_given": Text("已写明理由", "a reason is given"),
        "no_longer_listed": Text("最新计分不再列入", "the newest run lists it no more"),
        "circular_signed": Text("通报已签发", "the circular is signed"),
    },
    states=(
        State("triggered", Text("规则触发", "triggered")),
        State("proposed", Text("提请审定", "proposed")),
        State("approved", Text("已批准", "approved")),
        State("issued", Text("已通报", "issued"), final=True),
        State("waived", Text("不予通报", "waived"), final=True),
        State("lapsed", Text("不再列入", "lapsed"), final=True),
    ),
    transitions=(
        Transition(
            "propose",
            ("triggered",),
            "proposed",
            Text("提请审定", "propose"),
            needs=("rule_and_facts",),
            irreversible=True,
            source="F028",
        ),
        Transition(
            "approve",
            ("proposed",),
            "approved",
            Text("批准", "approve"),
            needs=("approved_by_leading_group",),
            irreversible=True,
            source="F028",
        ),
        Transition(
            "waive",
            ("triggered", "proposed", "approved"),
            "waived",
            Text("不予通报", "waive"),
            needs=("reason_given",),
            by_two=True,
            irreversible=True,
            source="F028",
        ),
        Transition(
            "lapse",
            ("triggered", "proposed"),
            "lapsed",
            Text("不再列入", "lapse"),
            needs=("no_longer_listed",),
            irreversible=True,
            source="F028, F147",
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

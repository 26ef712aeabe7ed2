"""A recommendation 建议调整 to the organisation department: three years at the bottom, decided by the leading group."""

from minping.core.findings import Text
from minping.core.lifecycle.decided import LEADING_GROUP, WITHDRAWN, facts_of, proposed_and_decided
from minping.core.lifecycle.machine import Machine, State, Transition

RECOMMENDATION = Machine(
    name="recommendation",
    label=Text("建议调整负责人", "recommendation to replace leaders"),
    source="seed 000; F031",
    note=Text(
        "只是建议：是否调整由组织部门决定，其答复登记在案。",
        "A recommendation only: the organisation department decides, and its reply is recorded.",
    ),
    facts={
        **facts_of(LEADING_GROUP),
        "letter_signed": Text("建议函已签发", "the letter is signed"),
        "reply_received": Text("组织部门已答复", "the organisation department has replied"),
    },
    states=(
        State("triggered", Text("规则触发", "triggered")),
        State("proposed", Text("提请审定", "proposed")),
        State("approved", Text("已批准", "approved")),
        State("sent", Text("已发函", "sent")),
        State("replied", Text("已答复", "replied"), final=True),
        State("waived", Text("不予建议", "waived"), final=True),
        State("lapsed", Text("不再列入", "lapsed"), final=True),
        WITHDRAWN,
    ),
    transitions=(
        *proposed_and_decided(
            LEADING_GROUP,
            "F031",
            propose=Text("提请审定", "propose"),
            waive=Text("不予建议", "waive"),
            carried=("sent", "replied"),
        ),
        Transition(
            "send",
            ("approved",),
            "sent",
            Text("发函", "send the letter"),
            needs=("letter_signed",),
            irreversible=True,
            source="F031",
        ),
        Transition(
            "reply",
            ("sent",),
            "replied",
            Text("登记答复", "record the reply"),
            needs=("reply_received",),
            irreversible=True,
            source="F031",
        ),
    ),
)

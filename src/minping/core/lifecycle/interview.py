"""An interview 约谈: proposed by a rule, approved by the discipline body, followed by rectification."""

from minping.core.findings import Text
from minping.core.lifecycle.decided import DISCIPLINE_BODY, WITHDRAWN, facts_of, proposed_and_decided
from minping.core.lifecycle.machine import Machine, State, Transition

INTERVIEW = Machine(
    name="interview",
    label=Text("约谈", "interview"),
    source="seeds 000, 001; F029, F030, F073",
    note=Text(
        "规则只提出，不决定；可以免于约谈，但须写明理由并留痕。",
        "The rule proposes and never decides; waiving is allowed with a reason that stays on record.",
    ),
    facts={
        **facts_of(DISCIPLINE_BODY),
        "notice_sent": Text("约谈通知已送达", "the notice is served"),
        "record_signed": Text(
            "约谈记录（谈话人、被约谈人）已签字", "the record, with who spoke to whom, is signed"
        ),
        "deadline_set": Text("整改期限", "a deadline is set"),
        "rectified": Text("整改到位", "it is rectified"),
        "not_rectified": Text("整改不到位", "it is not rectified"),
    },
    counters={"orders": Text("责令整改次数", "rectification orders")},
    states=(
        State("triggered", Text("规则触发", "triggered")),
        State("proposed", Text("建议约谈", "proposed")),
        State("approved", Text("已批准", "approved")),
        State("notified", Text("已通知", "notified")),
        State("held", Text("已约谈", "held")),
        State("rectification_ordered", Text("限期整改", "rectification ordered")),
        State("rechecked", Text("已复查", "rechecked")),
        State("closed", Text("已办结", "closed"), final=True),
        State("waived", Text("免于约谈", "waived"), final=True),
        State("lapsed", Text("不再列入", "lapsed"), final=True),
        WITHDRAWN,
    ),
    transitions=(
        *proposed_and_decided(
            DISCIPLINE_BODY,
            "F029",
            propose=Text("建议约谈", "propose"),
            waive=Text("免于约谈", "waive"),
            carried=("held", "rectification_ordered", "rechecked", "closed"),
            waivable=("triggered", "proposed", "approved", "notified"),
            approved_by="F029, F034",
        ),
        Transition(
            "notify",
            ("approved",),
            "notified",
            Text("通知", "notify"),
            needs=("notice_sent",),
            irreversible=True,
            source="F073",
        ),
        Transition(
            "hold",
            ("notified",),
            "held",
            Text("约谈", "hold"),
            needs=("record_signed",),
            irreversible=True,
            source="F029, F073",
        ),
        Transition(
            "order",
            ("held",),
            "rectification_ordered",
            Text("责令整改", "order rectification"),
            needs=("deadline_set",),
            adds=("orders",),
            irreversible=True,
            source="F073",
        ),
        Transition(
            "recheck",
            ("rectification_ordered",),
            "rechecked",
            Text("复查", "recheck"),
            source="F119",
        ),
        Transition(
            "order_again",
            ("rechecked",),
            "rectification_ordered",
            Text("再次责令整改", "order again"),
            needs=("not_rectified", "deadline_set"),
            adds=("orders",),
            source="F054",
        ),
        Transition(
            "close",
            ("rechecked",),
            "closed",
            Text("办结", "close"),
            needs=("rectified",),
            bars=("not_rectified",),
            irreversible=True,
            source="F073",
        ),
    ),
)

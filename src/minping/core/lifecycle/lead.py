"""A lead 线索: sealed and handed to the discipline body; unseen by the unit and most of the office."""

from minping.core.findings import Text
from minping.core.lifecycle.machine import Machine, State, Transition

LEAD = Machine(
    name="lead",
    label=Text("问题线索", "lead"),
    source="seed 000; F032, F074, F168",
    restricted=True,
    note=Text(
        "快交、快查、快办：每一步留时间；被评单位和评议办多数人员看不到。",
        "Handed over, examined and handled fast, each step with its time; hidden from the unit and from most of "
        "the office.",
    ),
    facts={
        "access_list_set": Text("知情人名单已定", "its access list is set"),
        "reason_given": Text("已写明理由", "a reason is given"),
        "time_recorded": Text("时间已记录", "the time is recorded"),
        "receipt_signed": Text("纪检监察机关已签收", "the discipline body signed for it"),
        "result_received": Text("办理结果已反馈", "the result is fed back"),
    },
    states=(
        State("spotted", Text("已发现", "spotted")),
        State("dismissed", Text("不属线索", "no lead"), final=True),
        State("sealed", Text("已封存", "sealed")),
        State("handed_over", Text("已移交", "handed over")),
        State("receipted", Text("已签收", "receipted")),
        State("result_fed_back", Text("已反馈", "result fed back")),
        State("closed", Text("已办结", "closed"), final=True),
    ),
    transitions=(
        Transition(
            "dismiss",
            ("spotted",),
            "dismissed",
            Text("认定不属线索", "judge it to be none"),
            needs=("reason_given",),
            irreversible=True,
            source="F032",
        ),
        Transition(
            "seal",
            ("spotted",),
            "sealed",
            Text("封存", "seal"),
            needs=("access_list_set",),
            irreversible=True,
            source="F168",
        ),
        Transition(
            "hand_over",
            ("sealed",),
            "handed_over",
            Text("移交", "hand over"),
            needs=("time_recorded",),
            irreversible=True,
            source="F032",
        ),
        Transition(
            "sign_receipt",
            ("handed_over",),
            "receipted",
            Text("签收", "sign for it"),
            needs=("receipt_signed", "time_recorded"),
            irreversible=True,
            source="F032",
        ),
        Transition(
            "feed_back",
            ("receipted",),
            "result_fed_back",
            Text("反馈结果", "feed back"),
            needs=("result_received", "time_recorded"),
            irreversible=True,
            source="F032",
        ),
        Transition(
            "close",
            ("result_fed_back",),
            "closed",
            Text("办结", "close"),
            irreversible=True,
            source="F032",
        ),
    ),
)

"""A batch of slips or a meeting: it may be set aside by two persons with a reason; nothing is deleted."""

from minping.core.findings import Text
from minping.core.lifecycle.machine import Machine, State, Transition

BATCH = Machine(
    name="batch",
    label=Text("批次（会场）", "batch or meeting"),
    source="F139, F144, F156",
    note=Text(
        "隔离只针对批次和会场，不针对网上单张选票；隔离的批次保留，计入与不计入两种得分并存。",
        "Batches and meetings are quarantined, never single web ballots; the slips are kept, and the score is "
        "kept both with and without them.",
    ),
    facts={
        "slips_shuffled": Text("票已打乱次序录入", "the slips were shuffled and entered"),
        "entered_twice": Text("已双人录入或抽查合格", "entered twice or spot-checked"),
        "reason_given": Text("已写明理由", "a reason is given"),
        "round_tallied": Text("本轮已计票", "the round is tallied"),
        "both_scores_kept": Text("计入与不计入两种得分均已留存", "scores with and without it are kept"),
    },
    counters={"quarantines": Text("隔离次数", "quarantines")},
    states=(
        State("received", Text("已接收", "received")),
        State("accepted", Text("已入箱", "accepted")),
        State("quarantined", Text("已隔离", "quarantined")),
        State("counted", Text("已计入", "counted"), final=True),
        State("set_aside", Text("不计入、留存", "set aside, kept"), final=True),
    ),
    transitions=(
        Transition(
            "accept",
            ("received",),
            "accepted",
            Text("入箱", "accept"),
            needs=("slips_shuffled", "entered_twice"),
            irreversible=True,
            source="F138",
        ),
        Transition(
            "quarantine",
            ("received", "accepted"),
            "quarantined",
            Text("隔离", "quarantine"),
            needs=("reason_given",),
            bars=("round_tallied",),
            adds=("quarantines",),
            by_two=True,
            source="F139, F144",
        ),
        Transition(
            "release",
            ("quarantined",),
            "accepted",
            Text("解除隔离", "release"),
            needs=("reason_given", "slips_shuffled", "entered_twice"),
            bars=("round_tallied",),
            by_two=True,
            source="F139",
        ),
        Transition(
            "count",
            ("accepted",),
            "counted",
            Text("计入", "count"),
            needs=("round_tallied",),
            irreversible=True,
            source="F156",
        ),
        Transition(
            "set_aside",
            ("quarantined",),
            "set_aside",
            Text("不计入", "set aside"),
            needs=("round_tallied", "both_scores_kept", "reason_given"),
            by_two=True,
            irreversible=True,
            source="F144",
        ),
    ),
)

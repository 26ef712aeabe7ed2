"""The short form of a year (seed 004): a few promises in August, one vote at its end."""

from minping.core.findings import Text
from minping.core.lifecycle.campaign import FACTS
from minping.core.lifecycle.machine import Machine, State, Transition

_USED = (
    "no_open_values",
    "scheme_checked",
    "units_registered",
    "rounds_ended",
    "reports_complete",
    "score_run",
    "reviewed_by_other",
    "appeal_pending",
    "all_units_listed",
    "follow_up_pending",
)

CAMPAIGN_SHORT = Machine(
    name="campaign_short",
    label=Text("评议活动（简式）", "campaign, short form"),
    source="seed 004 ③; F136",
    note=Text(
        "只有两个阶段：承诺与年底一次投票。",
        "Two stages only: the commitment and one vote at the year's end.",
    ),
    facts={name: FACTS[name] for name in _USED}
    | {"commitments_public": Text("各单位承诺均已公开", "all commitments are public")},
    states=(
        State("draft", Text("草拟", "draft")),
        State("scheme_frozen", Text("方案已冻结", "scheme frozen")),
        State("launched", Text("已启动", "launched")),
        State("commitment", Text("公开承诺", "commitment")),
        State("one_vote", Text("年底一次投票", "one vote")),
        State("final", Text("结果确定", "final")),
        State("published", Text("已公布", "published")),
        State("archived", Text("已归档", "archived"), final=True),
    ),
    transitions=(
        Transition(
            "freeze_scheme",
            ("draft",),
            "scheme_frozen",
            Text("冻结方案", "freeze the scheme"),
            needs=("no_open_values", "scheme_checked"),
            irreversible=True,
            source="F020",
        ),
        Transition(
            "launch",
            ("scheme_frozen",),
            "launched",
            Text("启动", "launch"),
            needs=("units_registered",),
            irreversible=True,
            source="F005",
        ),
        Transition(
            "open_commitment",
            ("launched",),
            "commitment",
            Text("开始公开承诺", "open the commitment"),
            irreversible=True,
            source="F136",
        ),
        Transition(
            "open_vote",
            ("commitment",),
            "one_vote",
            Text("开始投票", "open the vote"),
            needs=("commitments_public",),
            irreversible=True,
            source="F136",
        ),
        Transition(
            "finalise",
            ("one_vote",),
            "final",
            Text("确定结果", "make final"),
            needs=("rounds_ended", "reports_complete", "score_run", "reviewed_by_other"),
            bars=("appeal_pending",),
            irreversible=True,
            source="F136, F170",
        ),
        Transition(
            "publish",
            ("final",),
            "published",
            Text("公布", "publish"),
            needs=("all_units_listed",),
            irreversible=True,
            source="F027",
        ),
        Transition(
            "archive",
            ("published",),
            "archived",
            Text("归档", "archive"),
            bars=("follow_up_pending",),
            irreversible=True,
            source="F001",
        ),
    ),
)

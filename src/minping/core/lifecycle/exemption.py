"""An exemption 免评: for one campaign, from an earlier result; 免评不免建."""

from minping.core.findings import Text
from minping.core.lifecycle.machine import Machine, State, Transition

EXEMPTION = Machine(
    name="exemption",
    label=Text("免评", "exemption"),
    source="seed 003; F120, F121, F126",
    note=Text(
        "免评不免建：免评期间照常公开承诺、受理投诉、整改，只是不排名。",
        "An exempt unit still commits itself, takes complaints and rectifies; only ranking is skipped.",
    ),
    facts={
        "basis_is_earlier_result": Text("依据为上年结果", "the basis is an earlier result"),
        "reason_given": Text("已写明理由", "a reason is given"),
        "campaign_started": Text("当年评议已启动", "the campaign has begun"),
        "veto_event": Text("发生一票否决事项", "a veto event happened"),
        "campaign_archived": Text("当年评议已结束", "the campaign is over"),
    },
    states=(
        State("proposed", Text("拟免评", "proposed")),
        State("declined", Text("未批准", "declined"), final=True),
        State("approved", Text("已批准", "approved")),
        State("active", Text("免评中", "active")),
        State("revoked", Text("已取消", "revoked"), final=True),
        State("expired", Text("已到期", "expired"), final=True),
    ),
    transitions=(
        Transition(
            "approve",
            ("proposed",),
            "approved",
            Text("批准（一年）", "approve for one campaign"),
            needs=("basis_is_earlier_result",),
            by_two=True,
            irreversible=True,
            source="F120",
        ),
        Transition(
            "decline",
            ("proposed",),
            "declined",
            Text("不批准", "decline"),
            needs=("reason_given",),
            irreversible=True,
            source="F120",
        ),
        Transition(
            "activate",
            ("approved",),
            "active",
            Text("生效", "activate"),
            needs=("campaign_started",),
            bars=("veto_event",),
            irreversible=True,
            source="F120",
        ),
        Transition(
            "revoke",
            ("approved", "active"),
            "revoked",
            Text("取消", "revoke"),
            needs=("veto_event", "reason_given"),
            irreversible=True,
            source="F121",
        ),
        Transition(
            "expire",
            ("active",),
            "expired",
            Text("到期", "expire"),
            needs=("campaign_archived",),
            irreversible=True,
            source="F120",
        ),
    ),
)

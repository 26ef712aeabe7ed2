"""A yellow card 黄牌: proposed by a rule, issued by the discipline body; while it lasts the head is neither moved
nor promoted."""

from minping.core.findings import Text
from minping.core.lifecycle.decided import DISCIPLINE_BODY, WITHDRAWN, facts_of, proposed_and_decided
from minping.core.lifecycle.machine import Machine, State, Transition

YELLOW_CARD = Machine(
    name="yellow_card",
    label=Text("黄牌", "yellow card"),
    source="F031, F054, F117; P22",
    note=Text(
        "规则只提出，由纪检机关决定。整改期间主要负责人不得调动、提拔；第二张黄牌转为向组织部门的建议。",
        "The rule proposes, the discipline body decides. While rectifying the head may not be moved or promoted; "
        "a second card becomes a recommendation to the organisation department.",
    ),
    facts={
        **facts_of(DISCIPLINE_BODY),
        "notice_served": Text("黄牌已送达", "the card is served"),
        "rectified": Text("整改验收合格", "rectification is accepted"),
        "second_trigger": Text("再次触发黄牌", "a second card is triggered"),
        "recommendation_signed": Text("组织处理建议已签发", "the recommendation is signed"),
    },
    flags={"head_bound": Text("主要负责人暂不调动、提拔", "the head may not be moved or promoted")},
    states=(
        State("triggered", Text("规则触发", "triggered")),
        State("proposed", Text("建议黄牌", "proposed")),
        State("issued", Text("已发黄牌", "issued")),
        State("rectifying", Text("整改中", "rectifying")),
        State("lifted", Text("已解除", "lifted"), final=True),
        State("second_card", Text("第二张黄牌", "second card")),
        State("recommended", Text("已提组织处理建议", "organisational recommendation"), final=True),
        State("waived", Text("不发黄牌", "waived"), final=True),
        State("lapsed", Text("不再列入", "lapsed"), final=True),
        WITHDRAWN,
    ),
    transitions=(
        *proposed_and_decided(
            DISCIPLINE_BODY,
            "F029",
            propose=Text("建议黄牌", "propose"),
            waive=Text("不发黄牌", "waive"),
            carried=("rectifying", "second_card", "lifted", "recommended"),
            lowers=("head_bound",),
            approved="issued",
            waivable=("triggered", "proposed", "issued"),
            proposed_by="F029, P22",
            approved_by="F034, P22",
        ),
        Transition(
            "begin_rectifying",
            ("issued",),
            "rectifying",
            Text("进入整改", "begin rectifying"),
            needs=("notice_served",),
            raises=("head_bound",),
            irreversible=True,
            source="P22",
        ),
        Transition(
            "lift",
            ("rectifying",),
            "lifted",
            Text("解除", "lift"),
            needs=("rectified",),
            bars=("second_trigger",),
            lowers=("head_bound",),
            irreversible=True,
            source="P22",
        ),
        Transition(
            "second_card",
            ("rectifying",),
            "second_card",
            Text("第二张黄牌", "second card"),
            needs=("second_trigger",),
            irreversible=True,
            source="P22",
        ),
        Transition(
            "recommend",
            ("second_card",),
            "recommended",
            Text("建议组织处理", "recommend"),
            needs=("recommendation_signed",),
            by_two=True,
            irreversible=True,
            source="F031, F117",
        ),
    ),
)

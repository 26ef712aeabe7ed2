"""One entry of the daily assessment 日常考评: shown to the unit, open to objection, frozen at the cut-off.

State names equal ``core.scoring.inputs.EntryState``; only ``upheld`` and ``frozen`` count.
"""

from minping.core.findings import Text
from minping.core.lifecycle.machine import Machine, State, Transition

DAILY_ENTRY = Machine(
    name="daily_entry",
    label=Text("日常考评记录", "daily entry"),
    source="F148, F169",
    note=Text(
        "有异议的记录必须先裁定才能冻结；只有“维持”和“冻结”的记录计分。",
        "An entry objected to is decided before it can be frozen; only upheld and frozen entries count.",
    ),
    facts={
        "evidence": Text("有佐证、日期、考评项和来源", "evidence, date, item and source are there"),
        "reason_given": Text("已写明理由", "a reason is given"),
        "within_objection_period": Text("在异议期内", "within the objection period"),
        "decided_by_other": Text("由非记录人裁定", "decided by somebody else than the recorder"),
        "cut_off_reached": Text("已到截止日", "the cut-off has come"),
    },
    states=(
        State("proposed", Text("已提出", "proposed")),
        State("visible_to_unit", Text("单位可见", "visible to the unit")),
        State("objected", Text("有异议", "objected to")),
        State("upheld", Text("维持", "upheld")),
        State("struck", Text("撤销", "struck"), final=True),
        State("frozen", Text("冻结", "frozen"), final=True),
    ),
    transitions=(
        Transition(
            "show",
            ("proposed",),
            "visible_to_unit",
            Text("告知单位", "show to the unit"),
            needs=("evidence",),
            irreversible=True,
            source="F169",
        ),
        Transition(
            "withdraw",
            ("proposed", "visible_to_unit"),
            "struck",
            Text("撤回", "withdraw"),
            needs=("reason_given",),
            irreversible=True,
            source="F169",
        ),
        Transition(
            "object",
            ("visible_to_unit",),
            "objected",
            Text("提出异议", "object"),
            needs=("reason_given", "within_objection_period"),
            irreversible=True,
            source="F169",
        ),
        Transition(
            "uphold",
            ("objected",),
            "upheld",
            Text("维持", "uphold"),
            needs=("decided_by_other", "reason_given"),
            irreversible=True,
            source="F169",
        ),
        Transition(
            "strike",
            ("objected",),
            "struck",
            Text("撤销", "strike"),
            needs=("decided_by_other", "reason_given"),
            irreversible=True,
            source="F169",
        ),
        Transition(
            "freeze",
            ("visible_to_unit", "upheld"),
            "frozen",
            Text("截止冻结", "freeze at the cut-off"),
            needs=("cut_off_reached",),
            bars=("within_objection_period",),
            irreversible=True,
            source="F169",
        ),
    ),
)

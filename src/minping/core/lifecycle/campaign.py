"""The campaign year: stages overlap inside ``running``; results move only forwards, by score runs."""

from minping.core.findings import Text
from minping.core.lifecycle.machine import Machine, State, Transition

STAGES = {
    "commitment": Text("公开承诺", "public commitment"),
    "topic_selection": Text("选题评议", "topic selection"),
    "self_check": Text("自查自纠", "self-check"),
    "rectification": Text("落实整改", "rectification"),
    "rating": Text("集中评议", "rating rounds"),
}
"""Stages of seeds 001 and 002; the year's plan decides which of them are opened and when."""

FACTS = {
    "no_open_values": Text("方案没有待定项", "the scheme has no open values"),
    "scheme_checked": Text("方案检查无错误", "the scheme passed its checks"),
    "new_version_frozen": Text("修订后的新版本已冻结", "the amended version is frozen"),
    "first_ballot_cast": Text("已有人投票", "a ballot has been cast"),
    "units_registered": Text("参评单位名册已确定", "the register of units is settled"),
    "rounds_ended": Text("各轮次均已有结论", "every round has come to its end"),
    "reports_complete": Text(
        "各会场、各部门均已报送，或缺报已签字说明", "all sites and partners reported, or absences are signed"
    ),
    "entries_frozen": Text("日常考评记录已截止冻结", "the daily entries are frozen at the cut-off"),
    "score_run": Text("计分已完成并留存", "a score run is stored"),
    "new_score_run": Text("已重新计分，受影响名次全部重排", "a new score run with every affected rank"),
    "reviewed_by_other": Text("由未参与计分的人复核", "reviewed by somebody who did not compute it"),
    "fault_found": Text("复核发现差错", "the review found a fault"),
    "window_over": Text("申诉期已满", "the appeal window is over"),
    "appeal_pending": Text("尚有申诉未结", "an appeal is pending"),
    "correction_decided": Text("申诉决定更正", "a decision to correct"),
    "correction_notice": Text("已发更正通知", "a correction notice is issued"),
    "all_units_listed": Text("全部参评单位均在公布之列", "every appraised unit is listed"),
    "follow_up_pending": Text("约谈、通报等事项未办结", "interviews or circulars are pending"),
}

_AFTER_LAUNCH = ("running", "collecting_closed", "reconciled", "scored", "reviewed")
_LATE = ("internally_announced", "appeal_window", "final", "published", "follow_up")


def _stage(name: str, closable: tuple[str, ...], needs: tuple[str, ...], source: str) -> list[Transition]:
    label = STAGES[name]
    opened = Text(f"开始{label.zh}", f"open {label.en}")
    return [
        Transition(
            f"open_{name}",
            ("launched", "running"),
            "running",
            opened,
            bars=(f"{name}_open",),
            opens=(name,),
            source=source,
        ),
        Transition(
            f"close_{name}",
            closable,
            "",
            Text(f"结束{label.zh}", f"close {label.en}"),
            needs=(f"{name}_open", *needs),
            closes=(name,),
            source=source,
        ),
    ]


_EVER = (*_AFTER_LAUNCH, *_LATE)

CAMPAIGN = Machine(
    name="campaign",
    label=Text("评议活动", "campaign"),
    source="seeds 001, 002; F005, F020, F046, F047, F080, F170",
    note=Text(
        "阶段可以重叠，是“进行中”状态之内的一组开放阶段；落实整改贯穿到后续处理。方案一经冻结不可退回，"
        "首张选票之前可以冻结新版本替换。",
        "Stages overlap: they are a set kept inside the state “running”; rectification runs on until the "
        "follow-up. A frozen scheme cannot be thawed; before the first ballot a new version may replace it.",
    ),
    stages=STAGES,
    facts=FACTS,
    counters={
        "scheme_version": Text("方案版本", "scheme versions"),
        "score_runs": Text("计分次数", "score runs"),
        "corrections": Text("公布后的更正", "corrections after publication"),
    },
    states=(
        State("draft", Text("草拟", "draft")),
        State("scheme_frozen", Text("方案已冻结", "scheme frozen")),
        State("launched", Text("已启动", "launched")),
        State("running", Text("进行中", "running")),
        State("collecting_closed", Text("采集截止", "collecting closed")),
        State("reconciled", Text("核对齐全", "reconciled")),
        State("scored", Text("已计分", "scored")),
        State("reviewed", Text("已复核", "reviewed")),
        State("internally_announced", Text("内部通报", "announced internally")),
        State("appeal_window", Text("申诉期", "appeal window")),
        State("final", Text("结果确定", "final")),
        State("published", Text("已公布", "published")),
        State("follow_up", Text("后续处理", "follow-up")),
        State("archived", Text("已归档", "archived"), final=True),
    ),
    transitions=(
        Transition(
            "freeze_scheme",
            ("draft",),
            "scheme_frozen",
            Text("冻结方案", "freeze the scheme"),
            needs=("no_open_values", "scheme_checked"),
            adds=("scheme_version",),
            irreversible=True,
            source="F020",
        ),
        Transition(
            "amend_scheme",
            ("scheme_frozen", "launched", "running"),
            "",
            Text("启用方案新版本", "put an amended version in force"),
            needs=("new_version_frozen",),
            bars=("first_ballot_cast",),
            adds=("scheme_version",),
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
        *_stage("commitment", _EVER, (), "F127"),
        *_stage("topic_selection", _EVER, (), "seed 002 §四2; F081"),
        *_stage("self_check", _EVER, (), "seed 001; F047"),
        *_stage("rectification", ("follow_up",), (), "seed 002 §四4; F084"),
        *_stage("rating", ("running",), ("rounds_ended",), "seed 001; F046"),
        Transition(
            "close_collecting",
            ("running",),
            "collecting_closed",
            Text("采集截止", "close collecting"),
            needs=("rounds_ended",),
            bars=("rating_open",),
            irreversible=True,
            source="F046",
        ),
        Transition(
            "reconcile",
            ("collecting_closed",),
            "reconciled",
            Text("核对齐全", "reconcile"),
            needs=("reports_complete", "entries_frozen"),
            irreversible=True,
            source="F170",
        ),
        Transition(
            "score",
            ("reconciled",),
            "scored",
            Text("计分", "score"),
            needs=("score_run",),
            adds=("score_runs",),
            irreversible=True,
            source="F166",
        ),
        Transition(
            "score_again",
            ("reviewed", "internally_announced"),
            "scored",
            Text("复核退回重新计分", "score again after review"),
            needs=("fault_found", "new_score_run"),
            adds=("score_runs",),
            source="F147",
        ),
        Transition(
            "review",
            ("scored",),
            "reviewed",
            Text("复核", "review"),
            needs=("reviewed_by_other",),
            source="F147",
        ),
        Transition(
            "announce_internally",
            ("reviewed",),
            "internally_announced",
            Text("内部通报", "announce internally"),
            source="F070",
        ),
        Transition(
            "open_appeals",
            ("internally_announced",),
            "appeal_window",
            Text("开始受理申诉", "open the appeal window"),
            source="F147",
        ),
        Transition(
            "correct",
            ("internally_announced", "appeal_window"),
            "scored",
            Text("按申诉决定更正", "correct after an appeal"),
            needs=("correction_decided", "new_score_run"),
            adds=("score_runs",),
            source="F147",
        ),
        Transition(
            "finalise",
            ("appeal_window",),
            "final",
            Text("确定结果", "make final"),
            needs=("window_over",),
            bars=("appeal_pending",),
            irreversible=True,
            source="F147",
        ),
        Transition(
            "publish",
            ("final",),
            "published",
            Text("公布", "publish"),
            needs=("all_units_listed",),
            irreversible=True,
            source="F027, F076",
        ),
        Transition(
            "correct_published",
            ("published", "follow_up"),
            "",
            Text("公布后更正", "correct after publication"),
            needs=("correction_decided", "new_score_run", "correction_notice"),
            adds=("score_runs", "corrections"),
            by_two=True,
            source="F147",
        ),
        Transition(
            "follow_up",
            ("published",),
            "follow_up",
            Text("转入后续处理", "begin the follow-up"),
            irreversible=True,
            source="F028, F029, F125",
        ),
        Transition(
            "archive",
            ("follow_up",),
            "archived",
            Text("归档", "archive"),
            bars=(*(f"{s}_open" for s in STAGES), "follow_up_pending"),
            irreversible=True,
            source="F001",
        ),
    ),
)

"""A problem and its rectification: 挂号 — 复号 — 销号. Nothing is cleared that is not solved."""

from minping.core.findings import Text
from minping.core.lifecycle.machine import Case, Machine, Threshold, Transition, Trigger, begin
from minping.core.lifecycle.problem_terms import FACTS, FLAGS, LADDER, OPEN_STATES, STATES


def _step(act: str, source: str, target: str, label: Text, *needs: str, cite: str) -> Transition:
    return Transition(act, (source,), target, label, needs=needs, source=cite)


_TRIAGE = (
    _step("triage", "raised", "triaged", Text("甄别", "triage"), cite="F032, F051"),
    _step("transfer", "triaged", "transferred", Text("转出", "transfer"), "not_ours", cite="F132"),
    _step("hand_over", "triaged", "handed_over", Text("移交线索", "hand over"), "is_lead", cite="F032, F168"),
    _step("link", "triaged", "linked", Text("关联重复件", "link"), "is_duplicate", cite="F017"),
    _step("register", "triaged", "registered", Text("挂号", "register"), "concerns_unit", cite="P23 柳城"),
)

_PLAN = (
    Transition(
        "assign",
        ("registered", "reopened"),
        "assigned",
        Text("交办", "assign"),
        needs=("handler_named", "deadline_set", "class_set"),
        lowers=("overdue",),
        source="F068, F118",
    ),
    Transition(
        "start_at_once",
        ("assigned",),
        "in_progress",
        Text("立即整改", "start at once"),
        needs=("class_immediate",),
        source="seed 002 §四4; F118",
    ),
    Transition(
        "submit_plan",
        ("assigned", "plan_returned"),
        "plan_submitted",
        Text("报送方案", "submit the plan"),
        needs=("measures_named",),
        source="seed 002 §四4; F084",
    ),
    _step(
        "return_plan",
        "plan_submitted",
        "plan_returned",
        Text("退回方案", "return the plan"),
        "reason_given",
        cite="F035",
    ),
    _step(
        "approve_plan", "plan_submitted", "plan_approved", Text("通过方案", "approve the plan"), cite="F084"
    ),
    _step("start", "plan_approved", "in_progress", Text("开始整改", "start"), cite="F084"),
    Transition(
        "extend",
        ("assigned", "plan_approved", "in_progress", "report_returned"),
        "",
        Text("延期", "extend"),
        needs=("reason_given", "new_deadline", "extension_allowed"),
        lowers=("overdue",),
        adds=("extensions",),
        source="F084, F118",
    ),
    Transition(
        "mark_long_term",
        ("plan_approved", "in_progress"),
        "long_term",
        Text("转长期挂账", "mark as long-term"),
        needs=("obstacle_named", "next_date"),
        lowers=("overdue",),
        by_two=True,
        source="seed 003; F118",
    ),
    Transition(
        "look_again",
        ("long_term",),
        "",
        Text("再次研究", "look at it again"),
        needs=("next_date",),
        lowers=("overdue",),
        adds=("looks",),
        source="F118",
    ),
    _step(
        "resume",
        "long_term",
        "in_progress",
        Text("恢复整改", "resume"),
        "obstacle_gone",
        "deadline_set",
        cite="F118",
    ),
)

_CHECK = (
    Transition(
        "report_done",
        ("in_progress", "report_returned"),
        "reported_done",
        Text("报告完成", "report it done"),
        needs=("evidence",),
        source="F052",
    ),
    Transition(
        "return_report",
        ("reported_done",),
        "report_returned",
        Text("退回报告", "return the report"),
        needs=("reason_given",),
        adds=("redo",),
        source="F035",
    ),
    Transition(
        "verify",
        ("reported_done",),
        "verified",
        Text("评议办核实", "verify by the office"),
        needs=("verified_by_office",),
        bars=("from_inspection",),
        source="F119",
    ),
    Transition(
        "verify_by_inspector",
        ("reported_done",),
        "verified",
        Text("督查人核实", "verify by the inspector"),
        needs=("from_inspection", "verified_by_inspector"),
        source="F066, F143",
    ),
    _step("ask_citizen", "verified", "citizen_checked", Text("回访", "ask the citizen"), cite="F052, F119"),
    Transition(
        "reopen",
        ("citizen_checked",),
        "reopened",
        Text("复号（不满意）", "reopen: dissatisfied"),
        needs=("citizen_dissatisfied",),
        adds=("redo",),
        source="P23 柳城、西峡; F116",
    ),
    Transition(
        "reopen_late",
        ("citizen_checked",),
        "reopened",
        Text("复号（逾期）", "reopen: late"),
        needs=("overdue",),
        adds=("redo",),
        source="P23 柳城; F116",
    ),
    Transition(
        "clear",
        ("citizen_checked",),
        "cleared",
        Text("销号", "clear"),
        needs=("citizen_satisfied",),
        bars=("citizen_dissatisfied",),
        lowers=("overdue",),
        source="P23 柳城、西峡",
    ),
    Transition(
        "clear_on_recheck",
        ("verified",),
        "cleared",
        Text("复查合格销号", "clear on the recheck"),
        needs=("from_inspection", "verified_by_inspector"),
        bars=("giver_behind",),
        lowers=("overdue",),
        source="F066, F143",
    ),
    Transition(
        "clear_on_rating",
        ("citizen_checked",),
        "cleared",
        Text("公众评价合格销号", "clear on the public's rating"),
        needs=("rated_by_public", "rating_confirmed"),
        bars=("giver_behind", "from_inspection", "citizen_dissatisfied"),
        lowers=("overdue",),
        source="F051, F052",
    ),
    Transition(
        "clear_by_exception",
        ("citizen_checked",),
        "cleared_by_exception",
        Text("例外销号", "clear by exception"),
        needs=("citizen_silent", "exception_signed"),
        bars=("citizen_dissatisfied", "overdue"),
        adds=("exceptions",),
        by_two=True,
        source="F116",
    ),
    Transition(
        "watch",
        ("cleared", "cleared_by_exception"),
        "watch",
        Text("转入观察", "watch"),
        needs=("watch_until",),
        irreversible=True,
        source="F019, F142",
    ),
    Transition(
        "close",
        ("watch",),
        "closed",
        Text("办结", "close"),
        needs=("watch_over",),
        bars=("recurred",),
        irreversible=True,
        source="F119",
    ),
    Transition(
        "close_as_recurred",
        ("watch",),
        "closed",
        Text("因重犯办结、另立新号", "close, a new problem follows"),
        needs=("recurred",),
        raises=("recurrence",),
        irreversible=True,
        source="F019, F142",
    ),
)


def _rung(level: int, act: str, cite: str) -> Transition:
    return Transition(
        act,
        OPEN_STATES,
        "",
        LADDER.rungs[level],
        needs=("overdue",),
        when=(Threshold("level", at_least=level - 1, at_most=level - 1),),
        adds=("level",),
        source=cite,
    )


_PRESSURE = (
    Transition(
        "raise_level",
        OPEN_STATES,
        "",
        Text("评议办升级督办", "raise the level"),
        needs=("reason_given",),
        when=(Threshold("level", at_most=2),),
        adds=("level",),
        source="F053",
    ),
    Transition(
        "mark_overdue",
        OPEN_STATES,
        "",
        Text("标记逾期", "mark as overdue"),
        bars=("overdue",),
        raises=("overdue",),
        source="F019",
    ),
    Transition(
        "mark_media",
        ("raised", "triaged", *OPEN_STATES),
        "",
        Text("标记媒体曝光", "mark as exposed"),
        bars=("media_exposed",),
        raises=("media_exposed",),
        source="F018",
    ),
    _rung(1, "urge", "F134"),
    _rung(2, "supervise", "seed 001; F053"),
    _rung(3, "order", "seed 003; F054, F118"),
    _rung(4, "propose_accountability", "F018, F054"),
    Transition(
        "propose_accountability_exposed",
        OPEN_STATES,
        "",
        Text("曝光后仍不整改，直接建议问责", "propose accountability, exposed and still not rectified"),
        needs=("overdue", "media_exposed"),
        when=(Threshold("level", at_most=3),),
        sets={"level": 4},
        source="F018",
    ),
)

PROBLEM = Machine(
    name="problem",
    label=Text("问题整改", "problem and rectification"),
    source="seeds 000, 001, 002, 003, 004; P23 (柳城, 西峡, 巴彦淖尔); F016–F019, F035, F050–F054, F084, F116–F119",
    note=Text(
        "不解决不销号：有意见提出人的，提出人都满意才销号；提出人不答复的，两人签字例外。没有提出人的，听证、督查"
        "发现的由原督查人复查合格，其他的由评议办核实并经公示评价。重犯另立新号，代数加一；第二代起挂号即升一级，每多一代再高一级；"
        "第三次重办列为问题工单再升一级。",
        "Nothing is cleared that is not solved. Where citizens stand behind it, all of them are satisfied, or are "
        "silent and two persons sign the exception. Where nobody does, a finding of a hearing or an inspection "
        "needs the inspector's recheck, anything else the office's check and the public's rating. A recurrence "
        "is a new problem one generation on; from the second generation registering climbs one rung, one more "
        "for each generation, and the third redo makes it a problem order and climbs one more.",
    ),
    states=STATES,
    transitions=(*_TRIAGE, *_PLAN, *_CHECK, *_PRESSURE),
    facts=FACTS,
    flags=FLAGS,
    counters={
        "generation": Text("第几代", "generation"),
        "level": LADDER.label,
        "redo": Text("重办次数", "redone"),
        "extensions": Text("延期次数", "extensions"),
        "looks": Text("长期挂账研究次数", "looks at a long-term problem"),
        "exceptions": Text("例外销号", "exceptions"),
    },
    start={"generation": 1},
    ladder=LADDER,
    triggers=(
        Trigger(
            ("register",),
            Threshold("generation", at_least=2),
            Text("重犯的问题挂号即升一级", "a recurrence climbs one rung when registered"),
            adds=("level",),
            source="F019, F054",
        ),
        Trigger(
            ("return_report", "reopen", "reopen_late"),
            Threshold("redo", at_least=3),
            Text("第三次重办：列为问题工单，升一级", "third redo: problem order, one level up"),
            raises="problem_order",
            adds=("level",),
            source="P23 巴彦淖尔",
        ),
    ),
)


def recurrence_of(earlier: Case) -> Case:
    """The new problem that follows when ``earlier`` recurs: one generation on (F019, F142).

    Registering it climbs one rung; so the third generation begins on the first rung and comes to the second.
    No further than 责令 by itself: accountability is for a person to propose.
    """
    generation = earlier.counters["generation"]
    return begin(PROBLEM, {"generation": generation + 1, "level": min(generation - 1, LADDER.top - 2)})

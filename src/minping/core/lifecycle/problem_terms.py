"""Words of the rectification table: states, facts, flags, the ladder 催办 → 重点督办 → 责令 → 问责建议."""

from minping.core.findings import Text
from minping.core.lifecycle.machine import Ladder, State

LADDER = Ladder(
    counter="level",
    label=Text("督办层级", "escalation ladder"),
    rungs=(
        Text("正常", "normal"),
        Text("催办", "urged"),
        Text("重点督办", "key supervision"),
        Text("责令限期整改", "ordered to rectify"),
        Text("问责建议", "accountability proposed"),
    ),
)

OPEN_STATES = (
    "registered",
    "assigned",
    "plan_submitted",
    "plan_returned",
    "plan_approved",
    "in_progress",
    "long_term",
    "reported_done",
    "report_returned",
    "verified",
    "citizen_checked",
    "reopened",
)
"""Registered and not yet cleared: lateness and exposure in the media matter here."""

STATES = (
    State("raised", Text("已提出", "raised")),
    State("triaged", Text("已甄别", "triaged")),
    State("transferred", Text("非本级，已转出", "not ours, transferred"), final=True),
    State("handed_over", Text("属线索，已移交", "a lead, handed over"), final=True),
    State("linked", Text("重复件，已关联", "a duplicate, linked"), final=True),
    State("registered", Text("已挂号", "registered")),
    State("assigned", Text("已交办", "assigned")),
    State("plan_submitted", Text("方案已报", "plan submitted")),
    State("plan_returned", Text("方案退回", "plan returned")),
    State("plan_approved", Text("方案通过", "plan approved")),
    State("in_progress", Text("整改中", "in progress")),
    State("long_term", Text("长期挂账", "long-term")),
    State("reported_done", Text("报告整改完成", "reported done")),
    State("report_returned", Text("报告退回", "report returned")),
    State("verified", Text("已核实", "verified")),
    State("citizen_checked", Text("回访群众", "checked with the citizen")),
    State("reopened", Text("已复号", "reopened")),
    State("cleared", Text("已销号", "cleared")),
    State("cleared_by_exception", Text("例外销号", "cleared by exception")),
    State("watch", Text("观察期", "watch period")),
    State("closed", Text("已办结", "closed"), final=True),
)

FACTS = {
    "not_ours": Text("不属本级职责", "it is not ours"),
    "is_lead": Text("涉嫌违纪违法", "it points to misconduct"),
    "is_duplicate": Text("与已有问题相同", "it repeats a known problem"),
    "concerns_unit": Text("属被评单位职责", "it concerns an appraised unit"),
    "handler_named": Text("整改责任人", "a person is answerable"),
    "deadline_set": Text("整改期限", "a deadline is set"),
    "class_set": Text("整改类别（立行立改／限期整改／责令整改）", "its class: immediate, planned or ordered"),
    "class_immediate": Text("属立行立改", "it is of the immediate class"),
    "measures_named": Text("整改措施", "measures are named"),
    "reason_given": Text("已写明理由", "a reason is given"),
    "new_deadline": Text("新的期限", "a new deadline"),
    "extension_allowed": Text("未超延期次数", "extensions are left"),
    "obstacle_named": Text("客观障碍已写明", "the objective obstacle is named"),
    "next_date": Text("下次研究日期", "a next date is set"),
    "obstacle_gone": Text("客观障碍已消除", "the obstacle is gone"),
    "evidence": Text("整改佐证", "evidence"),
    "from_inspection": Text("来自听证或督查", "it came from a hearing or an inspection"),
    "verified_by_office": Text("评议办核实", "verified by the office"),
    "verified_by_inspector": Text("原督查人（听证人）核实", "verified by the inspector"),
    "giver_behind": Text("有意见提出人", "a citizen who said so stands behind it"),
    "rated_by_public": Text("公示期满，公众评价合格", "published long enough and rated well enough"),
    "rating_confirmed": Text(
        "评议办看过评价，认定已解决", "somebody of the office read the ratings and finds it solved"
    ),
    "citizen_satisfied": Text("群众满意", "the citizen is satisfied"),
    "citizen_dissatisfied": Text("群众不满意", "a citizen is dissatisfied"),
    "citizen_silent": Text("多次联系，群众未答复", "the citizen did not answer repeated contacts"),
    "exception_signed": Text("例外销号已签字", "the exception is signed"),
    "watch_until": Text("观察期截止日", "the watch period has an end"),
    "watch_over": Text("观察期满、未再发生", "the watch period passed without recurrence"),
    "recurred": Text("问题再次发生", "the problem recurred"),
}

FLAGS = {
    "overdue": Text("逾期", "overdue"),
    "media_exposed": Text("媒体曝光", "exposed by the media"),
    "problem_order": Text("问题工单（已提级）", "problem order, one level up"),
    "recurrence": Text("观察期内重犯", "recurred while watched"),
}

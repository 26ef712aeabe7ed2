"""Kinds of stages, tasks' states and the like, with their words."""

from minping.core.findings import Text
from minping.core.lifecycle.campaign import STAGES

STAGE_KINDS = {
    "launch": Text("动员部署", "launch and planning"),
    **STAGES,
    "vote": Text("年底投票", "year-end vote"),
    "summary": Text("总结评定", "summary"),
    "other": Text("其他", "other"),
}
"""Those of the lifecycle can be opened and closed; the others are planned days alone."""

STATUSES = {
    "appraised": Text("参评", "appraised"),
    "exempt": Text("免评", "exempt"),
    "opinion_only": Text("只征求意见", "opinions only"),
}

PARTS = {
    "head": Text("组长", "head"),
    "deputy": Text("副组长", "deputy head"),
    "member": Text("成员单位", "member department"),
    "partner": Text("配合单位", "cooperating unit"),
}

TASK_STATES = {
    "waiting": Text("未完成", "to do"),
    "reported": Text("已报完成，待确认", "reported done, to be confirmed"),
    "done": Text("已完成", "done"),
    "dropped": Text("已取消", "dropped"),
}

DELIVERABLES = {
    "body": Text("工作机构", "working body"),
    "staff": Text("专门人员", "dedicated staff"),
    "standard": Text("站所服务标准", "service standard of stations"),
    "ethics": Text("职业道德规范", "code of professional ethics"),
    "commitment": Text("公开承诺", "public commitment"),
    "plan": Text("具体评议方案", "the unit's own plan"),
}

DELIVERABLE_STATES = {
    "missing": Text("未报", "not handed in"),
    "reported": Text("已报，待核", "handed in, to be checked"),
    "accepted": Text("已核", "accepted"),
    "returned": Text("退回", "returned"),
    "not_needed": Text("不适用", "not needed"),
}

CHANNELS = {
    "web": Text("网络", "web"),
    "sms": Text("短信", "text message"),
    "phone": Text("电话", "telephone"),
    "paper": Text("问卷", "paper"),
    "meeting": Text("现场会议", "meeting"),
    "kiosk": Text("现场设备", "kiosk"),
}

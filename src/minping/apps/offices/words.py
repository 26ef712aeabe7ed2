"""What things of this room are called."""

from collections.abc import Mapping

from minping.apps.offices.models import Item, Letter, Peer
from minping.core.dispatch import Kind
from minping.core.findings import Text

SIDES: Mapping[str, Text] = {
    Peer.Side.UPPER: Text("上级办公室", "upper office"),
    Peer.Side.LOWER: Text("下级办公室", "lower office"),
}
WAYS: Mapping[str, Text] = {Letter.Way.OUT: Text("发出", "sent"), Letter.Way.IN: Text("收到", "received")}
KINDS: Mapping[str, Text] = {
    Kind.INTRODUCTION: Text("身份文件", "introduction"),
    Kind.INSTRUCTION: Text("任务", "instruction"),
    Kind.ANSWER: Text("回复", "answer"),
    Kind.VERDICT: Text("审核意见", "verdict"),
    Kind.INFORMATION: Text("信息", "information"),
    Kind.RESULT: Text("评议结果", "result"),
    Kind.GRADING: Text("考核结果", "grading"),
}
ITEMS: Mapping[str, Text] = {
    Item.Kind.TASK: Text("工作任务", "task"),
    Item.Kind.CASE: Text("要结果的案件", "case whose outcome is asked for"),
    Item.Kind.CHECKLIST: Text("人员、办公设施配备表", "checklist of staff and equipment"),
}
STATES: Mapping[str, Text] = {
    Item.State.GIVEN: Text("待办理", "to do"),
    Item.State.ANSWERED: Text("已回复，待审核", "answered, to be decided"),
    Item.State.RETURNED: Text("已退回", "returned"),
    Item.State.ACCEPTED: Text("已办结", "settled"),
}
MARKS: Mapping[str, str] = {"given": "plain", "answered": "wait", "returned": "late", "accepted": "done"}

CHECKLIST: tuple[tuple[str, Text, str], ...] = (
    ("established", Text("编制人数", "posts established"), "人"),
    ("present", Text("在岗人数", "people at work"), "人"),
    ("full_time", Text("专职人数", "full-time"), "人"),
    ("computer_staff", Text("微机技术人员", "computer technicians"), "人"),
    ("writers", Text("文秘人员", "writers"), "人"),
    ("rooms", Text("办公用房", "office rooms"), "间"),
    ("computers", Text("计算机", "computers"), "台"),
    ("printers", Text("打印、复印设备", "printers and copiers"), "台"),
    ("telephones", Text("监督电话", "telephones for citizens"), "部"),
    ("network", Text("联网计算机", "computers with a network"), "台"),
    ("budget", Text("年度工作经费", "budget of the year"), "元"),
)
"""Rows of the checklist (F149) in the order of the form: code, name, unit of measure."""
PEOPLE = frozenset({"established", "present", "full_time", "computer_staff", "writers"})
"""Rows that count for 人数 in the grading (F151)."""
PARTS: Mapping[str, Text] = {
    "people": Text("人数", "people"),
    "time": Text("时间", "time"),
    "standard": Text("标准", "standard"),
}
"""By what the year is graded (F151)."""

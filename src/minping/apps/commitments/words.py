"""What the states and kinds of this room are called."""

from minping.apps.commitments.models import Commitment, Contact, Duty, Example, Promise, Topic
from minping.core.findings import Text

COMMITMENT_STATES = {
    Commitment.State.DRAFT: Text("草稿", "draft"),
    Commitment.State.SUBMITTED: Text("已报送，待审", "submitted"),
    Commitment.State.RETURNED: Text("已退回", "returned"),
    Commitment.State.PUBLISHED: Text("已公开", "published"),
}
KEPT = {
    Promise.Kept.OPEN: Text("尚未评定", "not judged yet"),
    Promise.Kept.KEPT: Text("已兑现", "kept"),
    Promise.Kept.NOT_KEPT: Text("未兑现", "not kept"),
}
TOPIC_STATES = {
    Topic.State.CHOSEN: Text("已报选题，待审", "chosen, to be looked at"),
    Topic.State.RETURNED: Text("已退回", "returned"),
    Topic.State.ACCEPTED: Text("已同意，实施中", "accepted, being worked on"),
    Topic.State.REPORTED: Text("已报结果，待评", "result reported"),
    Topic.State.SOLVED: Text("已解决", "solved"),
    Topic.State.NOT_SOLVED: Text("未解决", "not solved"),
}
DUTIES = {
    Duty.Kind.ON_AIR: Text("上线接听", "on air"),
    Duty.Kind.LISTENING: Text("了解社情民意", "learning public opinion"),
    Duty.Kind.SURVEY_PHONE: Text("现场接听电话调查", "answering the survey phone in person"),
    Duty.Kind.RECTIFICATION: Text("抓整改落实", "seeing to rectification"),
}
DUTY_STATES = {
    Duty.State.PLANNED: Text("已安排，待填报", "planned, to be reported"),
    Duty.State.REPORTED: Text("待核实", "to be checked"),
    Duty.State.ACCEPTED: Text("已核实", "accepted"),
    Duty.State.RETURNED: Text("已退回", "returned"),
}
CONTACTS = {
    Contact.Kind.ENTERPRISE: Text("联系重点企业", "key enterprise"),
    Contact.Kind.VILLAGE: Text("联系后进村", "weak village"),
    Contact.Kind.HOUSEHOLD: Text("联系困难户", "poor household"),
    Contact.Kind.SERVICE_OBJECT: Text("走访重点服务对象", "key service object"),
}
EXAMPLES = {
    Example.Kind.PRACTICE: Text("好做法好经验", "good practice"),
    Example.Kind.MODEL: Text("优质服务示范站所（窗口）", "model station or window"),
    Example.Kind.CASE: Text("典型案例", "typical case"),
}
EXAMPLE_STATES = {
    Example.State.DRAFT: Text("草稿", "draft"),
    Example.State.ASKED: Text("待第二人确认", "waits for the second person"),
    Example.State.RELEASED: Text("已发布", "released"),
    Example.State.WITHDRAWN: Text("已撤下", "withdrawn"),
}
MARKS = {
    "published": "done",
    "kept": "done",
    "solved": "done",
    "accepted": "done",
    "released": "done",
    "returned": "late",
    "not_kept": "late",
    "not_solved": "late",
    "planned": "waiting",
    "submitted": "waiting",
    "chosen": "waiting",
    "reported": "waiting",
    "asked": "waiting",
}
"""The mark that goes with a state; plain for all others."""

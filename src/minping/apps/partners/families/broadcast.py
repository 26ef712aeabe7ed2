"""广播电视台: who went on air, what was raised, what was closed (F023, F024)."""

from minping.apps.partners.families.model import LINES, Column, Family, Measure, at_most
from minping.core.findings import Text

HEAD, SUBSTITUTE, ABSENT = "head", "substitute", "absent"
_ATTENDED = {
    **dict.fromkeys(("主要领导", "主要负责人", "本人", "一把手", "局长", "head"), HEAD),
    **dict.fromkeys(("替代", "代替", "分管领导", "分管负责人", "副职", "substitute"), SUBSTITUTE),
    **dict.fromkeys(("缺席", "未上线", "未到", "absent"), ABSENT),
}
_SCHEDULED = Text("安排的上线场次", "programmes it was scheduled for")

BROADCAST = Family(
    code="broadcast",
    name=Text("广播电视台", "broadcaster"),
    about=Text(
        "每场一行：日期、栏目、单位、谁上线、群众提出和办结的问题。",
        "A row for each programme: day, name, unit, who went on air, problems raised and closed.",
    ),
    label=Column(
        "programme",
        "栏目和日期",
        "programme and day",
        ("场次", "栏目", "节目", "日期", "期次"),
        True,
        Text("同一单位的各场要能区分", "must tell the programmes of one unit apart"),
        "政务热线 2026-05-12",
    ),
    columns=(
        Column(
            "attended",
            "上线人员",
            "on air",
            ("上线情况", "出席", "上线领导", "谁上线"),
            True,
            Text("主要领导、替代、缺席", "head, substitute, absent"),
            "主要领导",
            _ATTENDED,
        ),
        Column("who", "姓名职务", "name and post", ("姓名", "上线人员姓名"), plain=True, example="张某 局长"),
        Column("raised", "提出问题", "raised", ("反映问题", "问题数", "现场问题"), example="6"),
        Column("closed", "办结问题", "closed", ("办结", "办结数", "已办结"), example="5"),
        Column("rated", "评价人数", "rated", ("评价", "回访评价", "评价数"), example="6"),
        Column("satisfied", "满意人数", "satisfied", ("满意", "满意数"), example="5"),
    ),
    measures=(
        Measure("head", Text("主要领导上线率", "head on air"), (f"attended:{HEAD}",), (LINES,), _SCHEDULED),
        Measure(
            "attended",
            Text("上线率（含替代）", "on air, substitutes included"),
            (f"attended:{HEAD}", f"attended:{SUBSTITUTE}"),
            (LINES,),
            _SCHEDULED,
        ),
        Measure("absent", Text("缺席场次", "absences"), (f"attended:{ABSENT}",)),
        Measure(
            "closed",
            Text("问题办结率", "problems closed"),
            ("closed",),
            ("raised",),
            Text("节目中提出的问题", "problems raised on air"),
        ),
        Measure(
            "satisfied",
            Text("群众满意率", "satisfaction"),
            ("satisfied",),
            ("rated",),
            Text("作出评价的群众", "people who rated"),
        ),
    ),
    rules=(at_most("closed", "raised"), at_most("satisfied", "rated")),
)

"""Forms of earlier campaigns that the sources name (F106, F107). What a source does not state stays open."""

from minping.apps.campaigns.library.content import (
    BURDEN_TOPICS,
    ENFORCEMENT_HEADS,
    FIVE_HEADS,
    FOCUS_TOPICS,
    SERVICE_HEADS,
    TAX_HEADS,
)
from minping.apps.campaigns.library.model import FormTemplate, StagePlan, TaskPlan
from minping.apps.campaigns.library.seeds import ALL_TAGS, REQUIREMENT
from minping.core.findings import Text

SIX_CATEGORIES = (
    ("行政", "行政单位"),
    ("执法", "监管与执法单位"),
    ("服务", "服务行业"),
    ("垂直", "垂直管理单位"),
    ("其他", "其他参评单位"),
    ("镇街", "镇（街道）"),
)
"""The six categories of F009."""

LAUNCH = StagePlan("launch", "动员部署", (4, 1), (4, 30), "下发方案，召开启动会。")
RATE = StagePlan("rating", "集中测评", (9, 1), (10, 31), "组织测评。")
MEND = StagePlan("rectification", "整改落实", (6, 1), (11, 30), "整改贯穿全过程。")
CLOSE = StagePlan("summary", "总结通报", (11, 1), (12, 15), "计分、通报。")
TASKS = (
    TaskPlan("下发方案，召开启动会", "launch", (4, 30), "评议办"),
    TaskPlan("确定参评单位和评议人员", "launch", (4, 30), "评议办"),
    TaskPlan("组织测评", "rating", (10, 31), "评议办"),
    TaskPlan("通报结果，督促整改", "summary", (12, 15), "评议办"),
)

EARLIER = (
    FormTemplate(
        code="three_faces",
        name=Text(
            "背对背测评、面对面讲评、心连心整改", "rated unseen, discussed face to face, mended together"
        ),
        about=Text(
            "先由群众背对背测评，再向单位面对面讲评，最后一起整改。测评时被评单位不在场、看不到谁怎样评。",
            "People rate with the units absent and unable to see who rated and how; results are then "
            "discussed face to face, and what was found is mended.",
        ),
        requirement=REQUIREMENT,
        stages=(
            LAUNCH,
            StagePlan("rating", "背对背测评", (5, 1), (7, 31), "被评单位回避，不记名测评。"),
            StagePlan("topic_selection", "面对面讲评", (8, 1), (9, 15), "逐个单位讲评测评结果和意见。"),
            StagePlan("rectification", "心连心整改", (8, 1), (11, 30), "评议代表参与整改检查。"),
            CLOSE,
        ),
        categories=SIX_CATEGORIES,
        heads=FIVE_HEADS,
        tags=ALL_TAGS,
        tasks=TASKS,
    ),
    FormTemplate(
        code="public_services",
        name=Text("万名群众评服务", "ten thousand citizens rate services"),
        about=Text(
            "面向服务行业和窗口单位，大样本群众测评。",
            "A large sample of citizens rates services and windows.",
        ),
        requirement=REQUIREMENT,
        stages=(LAUNCH, RATE, MEND, CLOSE),
        categories=(("服务行业", "服务行业"), ("窗口单位", "窗口单位")),
        heads=SERVICE_HEADS,
        tags=("四风", "五难"),
        tasks=TASKS,
    ),
    FormTemplate(
        code="enterprises",
        name=Text("千家企业评执法", "a thousand enterprises rate enforcement"),
        about=Text(
            "由企业评监管与执法单位，重点是涉企收费和检查。",
            "Enterprises rate regulators and enforcement, above all fees and inspections.",
        ),
        requirement=REQUIREMENT,
        enforcement_only=True,
        stages=(LAUNCH, RATE, MEND, CLOSE),
        categories=(("执法单位", "监管与执法单位"),),
        heads=ENFORCEMENT_HEADS,
        topics=BURDEN_TOPICS,
        tags=("四风",),
        tasks=TASKS,
    ),
    FormTemplate(
        code="special",
        name=Text("专项评议", "appraisal of one matter"),
        about=Text(
            "围绕一两个重点问题，只评与其有关的单位。",
            "One or two focus topics, and only the units they concern.",
        ),
        requirement=REQUIREMENT,
        stages=(LAUNCH, RATE, MEND, CLOSE),
        categories=(("有关单位", "有关单位"),),
        heads=FIVE_HEADS[:3],
        topics=FOCUS_TOPICS,
        tags=ALL_TAGS,
        tasks=TASKS,
    ),
    FormTemplate(
        code="taxpayers",
        name=Text("纳税人评行风", "taxpayers rate the tax offices"),
        about=Text(
            "由纳税人评税务系统及其办税服务厅。", "Taxpayers rate the tax offices and their service halls."
        ),
        requirement=REQUIREMENT,
        stages=(LAUNCH, RATE, MEND, CLOSE),
        categories=(("税务单位", "税务分局、办税服务厅"),),
        heads=TAX_HEADS,
        tags=("四风",),
        tasks=TASKS,
    ),
    FormTemplate(
        code="society",
        name=Text("社会各界评政风", "all walks of life rate the administration"),
        about=Text(
            "人大代表、政协委员、企业、群众等各层面分别测评，按层面加权。",
            "Deputies, enterprises, citizens and others rate as separate groups with weights of their own.",
        ),
        preset="P19",
        requirement=REQUIREMENT,
        stages=(LAUNCH, RATE, MEND, CLOSE),
        categories=SIX_CATEGORIES,
        heads=FIVE_HEADS,
        tags=ALL_TAGS,
        topics=FOCUS_TOPICS,
        tasks=TASKS,
    ),
    FormTemplate(
        code="citizens",
        name=Text("万名市民评行风", "ten thousand citizens rate public trades"),
        about=Text("由市民评与生活相关的公共服务行业。", "Citizens rate the public trades of daily life."),
        requirement=REQUIREMENT,
        stages=(LAUNCH, RATE, MEND, CLOSE),
        categories=(("公共服务", "公共服务行业"),),
        heads=SERVICE_HEADS,
        tags=("四风", "五难"),
        tasks=TASKS,
    ),
)

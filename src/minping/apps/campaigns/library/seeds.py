"""The forms of the two seed plans and the short form (F046–F048, F080, F136)."""

from minping.apps.campaigns.library.content import BURDEN_TOPICS, EIGHT_HEADS, FIVE_HEADS, FOCUS_TOPICS
from minping.apps.campaigns.library.model import FormTemplate, RoundPlan, StagePlan, TaskPlan
from minping.core.findings import Text

REQUIREMENT = "多方联动、广泛参评、公开纳言、重在整改。"
"""The general requirement of the year (F005)."""

ALL_TAGS = ("三严三实", "四风", "六病", "五化", "五难")

_QUARTERLY = Text(
    "服务对象评议写“每季度一次”，却只写了“3、12月中旬”，另一处又写上旬发短信。请定下各期月份。",
    "Service objects are asked “quarterly”, yet only mid-March and mid-December are named, and elsewhere "
    "messages go out at the beginning of the month. Settle the months.",
)
_RUNS_ON = Text(
    "“自查自纠贯穿全过程”，本阶段开始下一阶段后不结束。",
    "The self-check runs through the whole activity: it does not end when the next stage begins.",
)
_BEFORE_LAUNCH = Text(
    "3月的服务对象评议早于5月中旬的动员部署；专家7月评议时整改才刚开始。请核对各轮时间。",
    "The service objects' March round comes before the launch in May, and the experts' July round when "
    "rectification has only begun. Check the days of the rounds.",
)

SEED_002 = FormTemplate(
    code="full",
    name=Text("机关五阶段评议", "five stages, bureau"),
    about=Text(
        "专家与服务对象分别评议，加日常考评，百分制；五个阶段从5月到12月。",
        "Experts and service objects rate separately, with daily assessment, out of 100; five stages, "
        "May to December.",
    ),
    preset="seed-002",
    requirement=REQUIREMENT,
    stages=(
        StagePlan(
            "launch", "动员部署", (5, 11), (5, 20), "成立领导小组，制定方案，选聘评议代表，召开启动会。"
        ),
        StagePlan("topic_selection", "选题评议", (5, 21), (5, 31), "选定评议题目，公开承诺。"),
        StagePlan(
            "self_check", "查找问题", (5, 21), (6, 30), "群众提、自己找、集体评，列出问题清单。", _RUNS_ON
        ),
        StagePlan(
            "rectification", "落实整改", (7, 1), (11, 20), "逐条整改，挂号、复号、销号。", _BEFORE_LAUNCH
        ),
        StagePlan("summary", "总结评定", (12, 11), (12, 20), "计分、复核、通报。", _QUARTERLY),
    ),
    categories=(("参评单位", "局机关股（室）、国企管理中心、执法大队"),),
    heads=EIGHT_HEADS,
    tags=ALL_TAGS,
    topics=BURDEN_TOPICS,
    rounds=(
        RoundPlan(
            "服务对象", "服务对象3月", "服务对象评议（3月）", "Service objects, March", (3, 11), (3, 20)
        ),
        RoundPlan("专家", "专家7月", "专家评议（7月）", "Experts, July", (7, 1), (7, 31), trained_only=True),
        RoundPlan(
            "专家", "专家11月", "专家评议（11月）", "Experts, November", (11, 1), (11, 30), trained_only=True
        ),
        RoundPlan(
            "服务对象",
            "服务对象12月",
            "服务对象评议（12月）",
            "Service objects, December",
            (12, 11),
            (12, 20),
        ),
    ),
    tasks=(
        TaskPlan("成立领导小组和办公室，制定实施方案", "launch", (5, 15), "评议办"),
        TaskPlan("召开启动会，布置任务", "launch", (5, 20), "评议办"),
        TaskPlan("选聘评议代表并培训", "launch", (5, 20), "评议办"),
        TaskPlan("各单位报送服务对象名单", "topic_selection", (5, 31), "各参评单位"),
        TaskPlan("公布评议题目和公开承诺", "topic_selection", (5, 31), "各参评单位"),
        TaskPlan("汇总问题清单并交办", "self_check", (6, 30), "评议办"),
        TaskPlan("整改情况检查", "rectification", (11, 20), "成员单位"),
        TaskPlan("日常考评记录截止、公示", "summary", (12, 15), "评议办"),
        TaskPlan("计分、复核、向领导小组报告", "summary", (12, 20), "评议办"),
    ),
)

SEED_001 = FormTemplate(
    code="district",
    name=Text("区级四阶段评议", "four stages, district"),
    about=Text(
        "十二个执法系统，窗口和基层站所在镇街现场评议，满意率汇总到部门；四个阶段从5月到11月。",
        "Twelve systems with enforcement power; windows and stations are rated at township meetings and "
        "rolled up to the department; four stages, May to November.",
    ),
    preset="seed-001",
    requirement=REQUIREMENT,
    enforcement_only=True,
    stages=(
        StagePlan("launch", "动员部署", (5, 1), (5, 31), "建立工作机构，确定专门人员，公布服务标准和承诺。"),
        StagePlan("self_check", "自查整改", (6, 1), (8, 31), "对照五项内容自查，边查边改。", _RUNS_ON),
        StagePlan("rating", "集中评议", (9, 1), (10, 31), "自下而上、属地为主，现场评议和问卷测评。"),
        StagePlan("summary", "总结统计", (11, 1), (11, 30), "汇总、报告、公开。"),
    ),
    categories=(("执法系统", "具有行政执法职能的系统（12个）"), ("窗口站所", "窗口单位和基层站所")),
    heads=FIVE_HEADS,
    tags=ALL_TAGS,
    topics=FOCUS_TOPICS,
    rounds=(
        RoundPlan(
            "现场群众",
            "集中评议",
            "现场评议和问卷测评",
            "On-site appraisal and questionnaire",
            (9, 1),
            (10, 31),
            minimum=500,
            channel="meeting",
        ),
        RoundPlan("评议员", "集中评议", "评议员评议", "Appraisers", (9, 1), (10, 31), trained_only=True),
        RoundPlan("服务对象", "集中评议", "服务对象评议", "Service objects", (9, 1), (10, 31)),
    ),
    tasks=(
        TaskPlan("各系统成立领导小组，主要领导任组长", "launch", (5, 15), "各参评系统"),
        TaskPlan("报送具体评议方案", "launch", (5, 25), "各参评系统"),
        TaskPlan("公布站所服务标准、职业道德规范、公开承诺", "launch", (5, 31), "各参评系统"),
        TaskPlan("聘请政风行风评议员", "launch", (5, 31), "区纠风办"),
        TaskPlan("自查报告", "self_check", (8, 31), "各参评系统"),
        TaskPlan("各镇（街道）完成现场评议会", "rating", (10, 20), "各镇（街道）"),
        TaskPlan("测评问卷不少于500份", "rating", (10, 31), "区纠风办"),
        TaskPlan("结果报区党委、政府和市纠风办", "summary", (11, 30), "区纠风办"),
    ),
)

SHORT = FormTemplate(
    code="short",
    name=Text("简式评议", "short form"),
    about=Text(
        "8月公开承诺几件实事，年底投票评价一次，只有两个阶段。",
        "A commitment to a few concrete things in August and one vote at the year's end: two stages only.",
    ),
    short=True,
    requirement=REQUIREMENT,
    stages=(
        StagePlan("commitment", "公开承诺", (8, 1), (8, 31), "每个单位公开承诺几件看得见的实事。"),
        StagePlan("vote", "年底投票", (12, 1), (12, 15), "群众对承诺完成情况投票评价一次。"),
    ),
    categories=(("参评单位", "参评单位"),),
    tasks=(
        TaskPlan("各单位公开承诺", "commitment", (8, 31), "各参评单位"),
        TaskPlan("公布投票结果", "vote", (12, 31), "评议办"),
    ),
)

"""Ways of holding an appraisal: systems and communities, stations that count twice, inside one unit."""

from minping.apps.campaigns.library.content import EIGHT_HEADS, FIVE_HEADS, FOCUS_TOPICS, SERVICE_HEADS
from minping.apps.campaigns.library.earlier import CLOSE, LAUNCH, MEND, RATE, SIX_CATEGORIES, TASKS
from minping.apps.campaigns.library.model import FormTemplate, RoundPlan, StagePlan, TaskPlan
from minping.apps.campaigns.library.seeds import ALL_TAGS, REQUIREMENT
from minping.core.findings import Text

INSIDE = (
    FormTemplate(
        code="inside",
        name=Text("在一个单位内部开展", "inside one unit"),
        about=Text(
            "局里评科室，窗口、站所同评，各自排名；只评该单位或系统自己的科室、窗口、站所，不计入全县历年名次。"
            "该单位的联络员看得到进展，公布后看得到结果，逐个点评。",
            "A bureau's sections, windows and stations, each ranked among its own kind. Only what belongs to the "
            "unit or system takes part, and it is no year of the county's history. The unit's liaison follows it, "
            "sees the results once they are announced, and comments on each.",
        ),
        preset="seed-002-inside",
        inside=True,
        requirement=REQUIREMENT,
        stages=(
            StagePlan("launch", "动员部署", (5, 11), (5, 20), "成立局民主评议领导小组，制定实施方案。"),
            StagePlan("topic_selection", "选题评议", (5, 21), (5, 31), "各科室选定题目，公开承诺。"),
            StagePlan("self_check", "查找问题", (5, 21), (6, 30), "组织自查，接受代表明察暗访。"),
            StagePlan("rectification", "整改落实", (7, 1), (11, 20), "逐条整改。"),
            StagePlan("rating", "集中测评", (11, 1), (11, 30), "代表和服务对象测评。"),
            StagePlan(
                "summary", "总结评定", (12, 11), (12, 20), "向县评议办汇报，对各科室、所属单位汇总与点评。"
            ),
        ),
        categories=(("科室", "科室"), ("窗口", "窗口"), ("站所", "站所（所属单位）")),
        heads=EIGHT_HEADS,
        tags=("四风", "五难"),
        rounds=(
            RoundPlan("代表", "", "代表评议", "Representatives", (11, 1), (11, 30), trained_only=True),
            RoundPlan("服务对象", "", "服务对象评议", "Service users", (11, 1), (11, 30)),
        ),
        tasks=(
            TaskPlan("制定局内实施方案", "launch", (5, 20), "局行评办"),
            TaskPlan("各科室、窗口、站所报送服务对象名单", "topic_selection", (5, 31), "各科室"),
            TaskPlan("选定题目，公开承诺", "topic_selection", (5, 31), "各科室"),
            TaskPlan("组织代表和服务对象测评", "rating", (11, 30), "局行评办"),
            TaskPlan("逐个点评，向县评议办报总结", "summary", (12, 20), "局行评办"),
        ),
    ),
)
"""Forms that ask for a host."""

MODES = (
    FormTemplate(
        code="communities",
        name=Text("系统自评、社区直评", "systems rate their own, communities rate directly"),
        about=Text(
            "系统评本系统的单位，社区直接评单位和站所，两个结果分别计入；站所计入单位，单位平均为系统。",
            "A system rates its own units, communities rate units and stations directly; the two stay separate "
            "inputs. Stations count for their unit, units for their system.",
        ),
        preset="seed-003",
        requirement=REQUIREMENT,
        stages=(
            LAUNCH,
            StagePlan("self_check", "系统自评", (5, 1), (8, 31), "各系统评本系统基层单位。"),
            StagePlan("rating", "社区直评", (9, 1), (10, 31), "社区居民直接测评。"),
            MEND,
            CLOSE,
        ),
        categories=(("基层单位", "基层单位"), ("系统", "系统")),
        heads=SERVICE_HEADS,
        tags=("四风", "五难"),
        rounds=(
            RoundPlan("系统", "", "系统自评", "Systems rate their own", (5, 1), (8, 31), channel="meeting"),
            RoundPlan("社区", "", "社区直评", "Communities rate", (9, 1), (10, 31), channel="meeting"),
            RoundPlan("社会各界", "", "社会各界评议", "Circles of society", (9, 1), (10, 31)),
        ),
        tasks=TASKS,
    ),
    FormTemplate(
        code="dual",
        name=Text("站所双挂钩评议", "stations count for department and district"),
        about=Text(
            "站所、窗口的结果同时计入主管部门和所在镇街；登记单位时，站所要有上级，也要有区划。",
            "A station's result counts for its department and for the township where it stands. In the register "
            "a station needs a parent and a district.",
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
)

"""The accounts of the demo: one for each role, one password for all, each with what to look at first."""

from dataclasses import dataclass

from minping.apps.foundation.roles import Role
from minping.core.findings import Text

PASSWORD = "minping-demo-2026"  # noqa: S105 - invented people, printed on the screen

CENTRE, HOTLINE, RADIO, SURVEY = "R01", "R02", "R03", "R04"
LATE_TOWN = "U606"
"""The township whose session has not been reported."""
PARTNERS = {
    CENTRE: "县政务服务中心",
    HOTLINE: "县12345热线中心",
    RADIO: "县广播电视台",
    SURVEY: "县社情民意调查中心",
}
"""Units that report about others and are not appraised themselves."""


@dataclass(frozen=True)
class Login:
    """``unit``: code of the unit that a scoped role holds for; ``first``: what is waiting for this person."""

    username: str
    name: str
    roles: tuple[Role, ...]
    does: Text
    first: Text
    unit: str = ""
    phone: str = ""
    """For notices; of a range that no operator has given out."""


OFFICE = (
    Login(
        "lead",
        "刘建国",
        (Role.LEAD,),
        Text("评议办负责人", "office lead"),
        Text("首页待办，「结果运用」里约谈、黄牌各办到哪一步", "the inbox; how far interviews and cards are"),
    ),
    Login(
        "deputy",
        "周敏",
        (Role.LEAD,),
        Text("评议办副主任，第二人", "deputy, the second person"),
        Text("「申诉复核」：财政局的申诉等重新计票", "the finance bureau's appeal waits to be counted again"),
    ),
    Login(
        "clerk",
        "陈晓",
        (Role.CLERK,),
        Text("评议办工作人员", "office clerk"),
        Text(
            "「数据报送」谁还没报、「日常考评」的一条异议", "who has not reported; an objection to an entry"
        ),
    ),
    Login(
        "group",
        "赵书记",
        (Role.LEADING_GROUP,),
        Text("领导小组", "leading group"),
        Text("「结果运用」：窗口表扬等待决定", "praise of windows waits for a decision"),
    ),
    Login(
        "discipline",
        "郑刚",
        (Role.DISCIPLINE,),
        Text("纪检监察，批准约谈、诫勉、黄牌", "discipline body, decides on interviews and cards"),
        Text("「结果运用」：半年末位单位的约谈等待批准", "interviews of the half-year wait for approval"),
    ),
    Login(
        "auditor",
        "王静",
        (Role.AUDITOR,),
        Text("审计核验，只读", "auditor, reads"),
        Text("「操作记录」里核验全链", "check the chain of the log of acts"),
    ),
)
UNITS = (
    Login(
        "liaison",
        "孙丽",
        (Role.LIAISON,),
        Text("财政局联络员", "liaison of the finance bureau"),
        Text("「本单位结果」和自己提出的申诉", "the unit's own result and its appeal"),
        "U107",
        "19000000002",
    ),
    Login(
        "ordered",
        "马强",
        (Role.LIAISON,),
        Text("被约谈单位联络员", "liaison of a unit that was interviewed"),
        Text("「表扬与约谈」：限期整改等待答复", "an order to rectify waits for an answer"),
    ),
    Login(
        "appraiser",
        "钱伟",
        (Role.APPRAISER,),
        Text("评议员", "appraiser"),
        Text("走访督查、听证会回执", "visits, and the invitation to a hearing"),
    ),
)
REPORTERS = (
    Login(
        "partner",
        "吴芳",
        (Role.PARTNER,),
        Text("政务服务中心", "service centre"),
        Text("办件表已签字，好差评表还没报", "one table is signed, the ratings are to come"),
        CENTRE,
    ),
    Login(
        "hotline",
        "何静",
        (Role.PARTNER,),
        Text("12345热线中心", "hotline"),
        Text(
            "「导入表格」里最近的一次核对出错，逐格标出",
            "a table with faults, each cell marked, to be mended",
        ),
        HOTLINE,
    ),
    Login(
        "radio",
        "方亮",
        (Role.PARTNER,),
        Text("广播电视台", "broadcaster"),
        Text("「节目排期」：有一场播出了还没登记", "the schedule; a programme was aired and is not recorded"),
        RADIO,
    ),
    Login(
        "survey",
        "许可",
        (Role.PARTNER,),
        Text("社情民意调查中心", "survey centre"),
        Text("草稿等负责人签字", "a draft waits for its signature"),
        SURVEY,
    ),
    Login(
        "town",
        "罗勇",
        (Role.PARTNER,),
        Text("一个镇的评议点", "site of a township"),
        Text("全县只有这里还没报票数", "the only site that has not reported its votes"),
        LATE_TOWN,
    ),
)
LOGINS = (*OFFICE, *UNITS, *REPORTERS)

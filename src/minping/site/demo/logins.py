"""The accounts of the demo: one for each role, one password for all."""

from dataclasses import dataclass

from minping.apps.foundation.roles import Role
from minping.core.findings import Text

PASSWORD = "minping-demo-2026"  # noqa: S105 - invented people, printed on the screen


@dataclass(frozen=True)
class Login:
    """``unit``: code of the unit that a scoped role holds for."""

    username: str
    name: str
    roles: tuple[Role, ...]
    does: Text
    unit: str = ""
    phone: str = ""
    """For notices; of a range that no operator has given out."""


LOGINS = (
    Login("lead", "刘建国", (Role.LEAD,), Text("评议办负责人", "office lead")),
    Login("deputy", "周敏", (Role.LEAD,), Text("评议办副主任，第二人", "deputy, the second person")),
    Login("clerk", "陈晓", (Role.CLERK,), Text("评议办工作人员", "office clerk")),
    Login("group", "赵书记", (Role.LEADING_GROUP,), Text("领导小组", "leading group")),
    Login(
        "liaison",
        "孙丽",
        (Role.LIAISON,),
        Text("财政局联络员", "liaison of the finance bureau"),
        "U107",
        "19000000002",
    ),
    Login("appraiser", "钱伟", (Role.APPRAISER,), Text("评议员", "appraiser")),
    Login("partner", "吴芳", (Role.PARTNER,), Text("成员单位（司法局）", "partner"), "U106"),
    Login(
        "discipline",
        "郑刚",
        (Role.DISCIPLINE,),
        Text("纪检监察，查阅、审批约谈", "discipline body, reads and decides on interviews"),
    ),
    Login("auditor", "王静", (Role.AUDITOR,), Text("审计核验，只读", "auditor, reads")),
)

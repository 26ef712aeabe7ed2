"""Which roles may do what. Denied unless a room declares it (``permissions.RULES``)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from minping.apps.foundation.errors import NotAllowed
from minping.apps.foundation.roles import EVERYBODY, OFFICE, READERS, Role
from minping.core.findings import Text

if TYPE_CHECKING:
    from minping.apps.foundation.actors import Actor

_RULES: dict[str, frozenset[Role]] = {}


def declare(rules: Mapping[str, frozenset[Role]]) -> None:
    """Add a room's permissions. Raises ValueError when two rooms declare the same name differently."""
    for name, roles in rules.items():
        if _RULES.get(name, roles) != roles:
            raise ValueError(f"permission {name} is declared twice")
        _RULES[name] = frozenset(roles)


def roles_for(permission: str) -> frozenset[Role]:
    """The roles that hold a permission. Raises KeyError for a name that no room declared."""
    return _RULES[permission]


def declared() -> dict[str, frozenset[Role]]:
    """All permissions by name, for the page that shows them and for tests."""
    return dict(sorted(_RULES.items()))


def words_of(permission: str) -> Text:
    """A permission as people call it: the room and what is done there."""
    room, _, verb = permission.partition(".")
    where, what = ROOMS.get(room, Text(room, room)), VERBS.get(verb, Text(verb, verb))
    return Text(f"{where.zh}：{what.zh}", f"{where.en}: {what.en}")


def require(actor: "Actor", permission: str, unit: UUID | None = None) -> None:
    """Raise NotAllowed unless ``actor`` holds ``permission`` (for ``unit``)."""
    if not actor.may(permission, unit):
        raise NotAllowed(permission)


ROOMS = {
    "accounts": Text("账号", "accounts"),
    "assessments": Text("日常考评", "daily assessment"),
    "campaigns": Text("评议活动", "campaigns"),
    "casework": Text("问题整改", "problems and rectification"),
    "commitments": Text("承诺与典型", "commitments and examples"),
    "consequences": Text("结果运用", "use of results"),
    "foundation": Text("公共", "common"),
    "leads": Text("问题线索", "leads"),
    "messaging": Text("通知", "messages"),
    "offices": Text("上下级往来", "upper and lower offices"),
    "opinions": Text("意见建议", "opinions"),
    "oversight": Text("听证与督查", "hearings and inspections"),
    "partners": Text("数据报送", "partners' reports"),
    "people": Text("名册与评议员", "rosters and appraisers"),
    "register": Text("邀请", "invitations"),
    "results": Text("计分与公布", "scores and publication"),
    "units": Text("单位", "units"),
    "year": Text("工作安排", "the year's work"),
}
VERBS = {
    "announce": Text("内部通报", "announce internally"),
    "appraisers": Text("管理评议员", "keep appraisers"),
    "appraisers.view": Text("查看评议员", "see appraisers"),
    "approve": Text("双人确认", "agree as the second person"),
    "audit": Text("查阅操作记录", "read the log of acts"),
    "close": Text("截止", "close"),
    "commend": Text("决定表扬和建议", "decide praise and recommendations"),
    "codes": Text("导出编码", "export codes"),
    "contact": Text("查看完整姓名、号码", "see a full name or number"),
    "dates": Text("查看本单位上线安排", "see one's own dates on air"),
    "decide": Text("审批、督办", "decide and escalate"),
    "draw": Text("抽样", "draw samples"),
    "edit": Text("编辑", "edit"),
    "erase": Text("删除个人信息", "erase personal data"),
    "exempt": Text("提出、确认免评", "propose and agree exemptions"),
    "exception": Text("例外销号签字", "sign exceptions"),
    "exchange": Text("收发上下级文件", "send and take in files of other offices"),
    "freeze": Text("冻结方案", "freeze the plan"),
    "grant": Text("授予角色", "give roles"),
    "handle": Text("办理约谈、黄牌", "handle interviews and cards"),
    "hand_over": Text("判断、封存、移交线索", "judge, seal and hand over leads"),
    "home": Text("首页和本人账号", "first page and own account"),
    "hear": Text("参加听证", "take part in hearings"),
    "import": Text("导入表格", "import tables"),
    "inspect": Text("复查本人发现的问题", "recheck what one found"),
    "jobs": Text("查看处理进度", "see the progress of work"),
    "diligence": Text("查看评议员履职汇总", "see sums of appraisers' diligence"),
    "load": Text("查看各单位负担", "see the load of units"),
    "mask": Text("遮盖并确认", "mask and confirm"),
    "keep": Text("指定线索管理人", "name the keepers of leads"),
    "move": Text("推进阶段", "move on to the next stage"),
    "office": Text("修改本办信息", "change the office's own record"),
    "open": Text("开放投票", "open voting"),
    "own": Text("本单位事项", "matters of one's own unit"),
    "own_training": Text("本人培训和测试", "one's own training and test"),
    "press": Text("查看督办、问责建议", "see proposed orders and accountability"),
    "private": Text("查看未公开的细项", "see details that are not published"),
    "publish": Text("公布", "publish"),
    "read": Text("阅看原文", "read what was written"),
    "reissue": Text("补发编码", "re-issue codes"),
    "release": Text("发给单位", "release to units"),
    "report": Text("上报", "report"),
    "review": Text("复核", "review"),
    "rounds": Text("查看名册轮次和抽样", "see rounds and draws"),
    "sanction": Text("决定约谈、诫勉、黄牌", "decide interviews, admonitions, cards"),
    "see": Text("查看名册（遮盖）", "see rosters, masked"),
    "send": Text("发送", "send"),
    "supply": Text("报送名单", "send in lists"),
    "take": Text("登记、导入", "take in"),
    "training": Text("管理培训", "keep training"),
    "triage": Text("分办", "sort and route"),
    "unlock": Text("解锁", "unlock"),
    "view": Text("查看", "view"),
    "visit": Text("走访、督查", "visit and inspect"),
    "words": Text("维护词表", "keep word lists"),
}
"""A room that declares another verb adds its words here; a test asks for them."""

RULES = {
    "foundation.home": EVERYBODY,
    "foundation.audit": (READERS - {Role.LEADING_GROUP}) | {Role.SECURITY},
    "foundation.approve": frozenset({Role.LEAD, Role.CLERK, Role.LEADING_GROUP}),
    "foundation.jobs": READERS | {Role.SYSADMIN},
    "foundation.import": OFFICE | {Role.LIAISON, Role.PARTNER},
}

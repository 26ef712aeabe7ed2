"""市民服务热线 and the livelihood website: tickets, and what each rate is divided by (F022, P14).

A rate is over the tickets that could fall under it, never over all tickets: a circular that divides the closed
by all tickets received misleads by a point.
"""

from minping.apps.partners.families.model import Column, Family, Measure, Parts, at_most
from minping.core.findings import Text

_DISPATCHED = Text("转办到本单位的工单", "tickets passed on to the unit")
_DUE = Text("到期应办结的工单", "tickets due in the period")
_RATED = Text("回访中作出评价的工单", "tickets rated when called back")
_PROVINCIAL = Text("省派工单中作出评价的", "tickets of the province that were rated")
_CHECKED = Text("抽检的工单", "tickets that were checked")

HOTLINE = Family(
    code="hotline",
    name=Text("市民服务热线", "citizens' hotline"),
    about=Text(
        "每个单位一行，填件数，不填百分比；各项比率由系统按写明的分母计算。没有工单的填“—”。",
        "A row for each unit, with numbers of tickets instead of percentages: the rates are computed, each "
        "over the denominator named beside it. Write — where there were no tickets.",
    ),
    columns=(
        Column(
            "received",
            "受理量",
            "received",
            ("受理", "受理件", "工单量", "工单总量", "诉求量"),
            example="506",
        ),
        Column(
            "answered", "直接答复", "answered at once", ("在线答复", "直接解答", "当场答复"), example="11"
        ),
        Column(
            "dispatched",
            "转办",
            "passed on",
            ("转办量", "派单量", "交办", "转办工单", "承办量"),
            True,
            example="495",
        ),
        Column("signed", "按时签收", "signed in time", ("及时签收", "按时签收数"), example="490"),
        Column("due", "应办结", "due", ("应办", "到期工单", "应办结数"), example="460"),
        Column("on_time", "按时办结", "on time", ("按时办结数", "按期办结"), example="452"),
        Column("redone", "重办", "redone", ("重办量", "重办工单", "退回重办"), example="9"),
        Column("called", "回访", "called back", ("回访量", "回访数", "电话回访"), example="430"),
        Column("rated", "回访评价", "rated", ("评价数", "有效回访", "回访有效数"), example="415"),
        Column("satisfied", "回访满意", "satisfied", ("满意", "满意数", "回访满意数"), example="398"),
        Column("provincial_rated", "省派评价", "rated, province", ("省派回访", "省派评价数"), example="12"),
        Column("provincial", "省派满意", "satisfied, province", ("省派满意数",), example="11"),
        Column("checked", "抽检", "checked", ("工单抽检", "抽查", "抽检数"), example="50"),
        Column("proper", "答复规范", "proper answers", ("规范答复", "抽检合格"), example="49"),
    ),
    measures=(
        Measure("volume", Text("转办工单量", "tickets passed on"), ("dispatched",)),
        Measure("sign_in", Text("按时签收率", "signed in time"), ("signed",), ("dispatched",), _DISPATCHED),
        Measure("on_time", Text("按时办结率", "closed on time"), ("on_time",), ("due",), _DUE),
        Measure("redone", Text("重办率", "redone"), ("redone",), ("dispatched",), _DISPATCHED),
        Measure(
            "satisfied", Text("回访满意率", "satisfaction, called back"), ("satisfied",), ("rated",), _RATED
        ),
        Measure(
            "provincial",
            Text("省派满意率", "satisfaction, province"),
            ("provincial",),
            ("provincial_rated",),
            _PROVINCIAL,
        ),
        Measure("proper", Text("答复规范率", "proper answers"), ("proper",), ("checked",), _CHECKED),
    ),
    rules=(
        Parts("received", ("answered", "dispatched")),
        at_most("signed", "dispatched"),
        at_most("on_time", "due"),
        at_most("redone", "dispatched"),
        at_most("rated", "called"),
        at_most("satisfied", "rated"),
        at_most("provincial", "provincial_rated"),
        at_most("proper", "checked"),
    ),
)

WEBSITE = Family(
    code="website",
    name=Text("民生网", "livelihood website"),
    about=Text(
        "每个单位一行，填留言件数；没有留言的填“—”。",
        "A row for each unit with numbers of messages; write — where there were none.",
    ),
    columns=(
        Column(
            "received",
            "留言量",
            "messages",
            ("留言", "收到留言", "转办留言", "网民留言"),
            True,
            example="120",
        ),
        Column("due", "应回复", "due", ("应回复数", "应办结", "到期留言"), example="118"),
        Column("on_time", "按时回复", "in time", ("按时回复数", "按期回复", "按时办结"), example="115"),
        Column("problems", "反映问题", "problems", ("问题数", "应整改", "需整改"), example="40"),
        Column("rectified", "已整改", "rectified", ("整改完成", "已解决", "整改数"), example="37"),
        Column("rated", "网民评价", "rated", ("评价数", "评价"), example="60"),
        Column("satisfied", "评价满意", "satisfied", ("满意", "满意数"), example="55"),
    ),
    measures=(
        Measure("volume", Text("留言量", "messages"), ("received",)),
        Measure(
            "on_time",
            Text("按时回复率", "answered in time"),
            ("on_time",),
            ("due",),
            Text("到期应回复的留言", "messages due for an answer"),
        ),
        Measure(
            "rectified",
            Text("问题整改率", "rectified"),
            ("rectified",),
            ("problems",),
            Text("反映属于本单位问题的留言", "messages that name a problem of the unit"),
        ),
        Measure(
            "satisfied",
            Text("网民满意率", "satisfaction"),
            ("satisfied",),
            ("rated",),
            Text("网民作出评价的留言", "messages that were rated"),
        ),
    ),
    rules=(at_most("on_time", "due"), at_most("rectified", "problems"), at_most("satisfied", "rated")),
)

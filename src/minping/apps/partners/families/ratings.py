"""政务服务好差评 (P17): 好评率, 主动评价好评率 and 未评率 are three figures that are never joined.

What the system filled in when nobody rated (默认好评) is no rating: it is never good, and counts as not rated.
The national standards name the figures; their formulas were not found, so the ones below are this product's.
"""

from minping.apps.partners.families.model import Column, Family, Measure, Parts, at_most
from minping.core.findings import Text

_BAD = Text("收到的差评", "bad ratings received")

RATINGS = Family(
    code="ratings",
    name=Text("政务服务“好差评”", "service ratings"),
    about=Text(
        "好评＝非常满意、满意、基本满意，差评＝不满意、非常不满意，都只计群众实际作出的评价；系统默认的好评单独填，"
        "按未评计算。",
        "Good: the upper three grades, bad: the lower two, both of ratings that people really gave. What the "
        "system filled in by itself stands in a column of its own and counts as not rated.",
    ),
    columns=(
        Column(
            "services", "办件量", "services", ("办件", "应评价", "办结量", "服务次数"), True, example="1000"
        ),
        Column("rated", "实际评价", "rated", ("评价量", "评价数", "实评", "实际评价数"), True, example="620"),
        Column(
            "defaulted", "默认好评", "by default", ("默认评价", "系统默认", "自动好评"), True, example="150"
        ),
        Column("unrated", "未评价", "not rated", ("未评", "未评数", "未评价数"), example="230"),
        Column("good", "好评", "good", ("好评数", "好评量"), True, example="610"),
        Column("bad", "差评", "bad", ("差评数", "差评量"), True, example="10"),
        Column("active", "主动评价", "of one's own accord", ("主动评价数", "主动评价量"), example="200"),
        Column("active_good", "主动评价好评", "good of those", ("主动好评", "主动评价好评数"), example="192"),
        Column("answered", "差评已回复", "bad, answered", ("差评回复", "差评回复数"), example="10"),
        Column("visited", "差评已回访", "bad, called back", ("差评回访", "回访数", "回访"), example="10"),
        Column("mended", "差评已整改", "bad, mended", ("差评整改", "整改数", "回访整改"), example="9"),
        Column("content", "整改满意", "content afterwards", ("整改满意数", "回访整改满意"), example="8"),
    ),
    measures=(
        Measure(
            "good",
            Text("好评率", "good ratings"),
            ("good",),
            ("rated",),
            Text("群众实际作出的评价（不含默认）", "ratings that people really gave, without defaults"),
        ),
        Measure(
            "active_good",
            Text("主动评价好评率", "good ratings of one's own accord"),
            ("active_good",),
            ("active",),
            Text("群众主动作出的评价", "ratings given of one's own accord"),
        ),
        Measure(
            "unrated",
            Text("未评率", "not rated"),
            ("unrated", "defaulted"),
            ("services",),
            Text("全部办件", "all services"),
        ),
        Measure("answered", Text("差评回复率", "bad ratings answered"), ("answered",), ("bad",), _BAD),
        Measure("visited", Text("差评回访率", "bad ratings called back"), ("visited",), ("bad",), _BAD),
        Measure("mended", Text("回访整改率", "bad ratings mended"), ("mended",), ("bad",), _BAD),
        Measure(
            "content",
            Text("回访整改满意率", "content after mending"),
            ("content",),
            ("mended",),
            Text("已整改的差评", "bad ratings that were mended"),
        ),
    ),
    rules=(
        Parts(
            "rated",
            ("good", "bad"),
            hint=Text("系统默认的好评不能计入好评", "what the system filled in is never a good rating"),
        ),
        Parts("services", ("rated", "defaulted", "unrated")),
        at_most("active", "rated"),
        at_most("active_good", "active"),
        at_most("active_good", "good"),
        at_most("answered", "bad"),
        at_most("visited", "bad"),
        at_most("mended", "bad"),
        at_most("content", "mended"),
    ),
)

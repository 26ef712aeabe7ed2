"""政务服务中心: volume, timeliness and complaints of each stationed window (F021)."""

from minping.apps.partners.families.model import Column, Family, Measure, at_most
from minping.core.findings import Text

SERVICE_CENTRE = Family(
    code="service",
    name=Text("政务服务中心", "service centre"),
    about=Text(
        "每个入驻窗口一行；一个单位有几个窗口的，合计后计算。窗口已登记为下属对象的，另按窗口计算。",
        "A row for each stationed window; those of one unit are added up. A window that is registered as an "
        "object below its unit also gets figures of its own.",
    ),
    label=Column("window", "入驻窗口", "window", ("窗口", "窗口名称", "服务窗口"), example="户籍窗口"),
    columns=(
        Column(
            "volume", "承办量", "volume", ("办件量", "受理量", "行政审批事项承办量"), True, example="1280"
        ),
        Column("due", "应办结", "due", ("应办结数", "应办结件", "到期办件"), example="1260"),
        Column("on_time", "按时办结", "on time", ("按时办结数", "按期办结", "按时办结件"), example="1251"),
        Column("early", "提前办结", "early", ("提前办结数", "提前办结件"), example="830"),
        Column("complaints", "投诉量", "complaints", ("投诉", "群众投诉", "投诉件数"), example="3"),
        Column("upheld", "属实投诉", "upheld", ("投诉属实", "查实投诉", "有效投诉"), example="1"),
    ),
    measures=(
        Measure("volume", Text("承办量", "volume"), ("volume",)),
        Measure(
            "on_time",
            Text("按时办结率", "closed on time"),
            ("on_time",),
            ("due",),
            Text("应办结的办件", "services due in the period"),
        ),
        Measure(
            "early",
            Text("提前办结率", "closed early"),
            ("early",),
            ("due",),
            Text("应办结的办件", "services due in the period"),
        ),
        Measure("complaints", Text("投诉量", "complaints"), ("complaints",)),
        Measure("upheld", Text("属实投诉量", "complaints upheld"), ("upheld",)),
        Measure(
            "complaint_rate",
            Text("投诉率", "complaint rate"),
            ("complaints",),
            ("volume",),
            Text("承办的全部办件", "all services handled"),
        ),
    ),
    rules=(at_most("on_time", "due"), at_most("early", "on_time"), at_most("upheld", "complaints")),
)

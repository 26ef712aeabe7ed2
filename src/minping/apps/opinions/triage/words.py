"""What the steps in an opinion's history are called that are no acts of its lifecycle."""

from minping.core.findings import Text

STEPS = {
    "route": Text("选定单位", "routed"),
    "sort": Text("选定类别", "sorted"),
    "mask": Text("遮盖并确认", "masked and confirmed"),
    "theme": Text("并入主题", "put into a theme"),
    "theme_out": Text("移出主题", "taken out of a theme"),
    "case": Text("作为个案发给单位", "passed to the unit as a case"),
    "case_back": Text("从单位页面撤回", "taken off the unit's page"),
}

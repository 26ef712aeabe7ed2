"""The columns of a component's table."""

from minping.apps.foundation.imports.kinds import ImportColumn, Shape
from minping.apps.foundation.imports.parsers import text
from minping.apps.partners.families import FAMILIES, LINES, Column, Family, Measure
from minping.apps.partners.families import Shape as Layout
from minping.apps.partners.models import Component
from minping.apps.partners.scope import Names
from minping.apps.partners.tables.session import session_columns
from minping.core.bundle.columns import REPORTS
from minping.core.findings import Text

FEED = "feed:"
"""Before the code of a component, in the name of the column that holds its values."""

LISTED = ("component", "value", "numerator", "denominator", "part_of", "breakdown", "source", "note")
_MARKED = {"value"}
_LONGEST = {"value": 60, "numerator": 60, "denominator": 60, "source": 200, "note": 200}
_ABOUT = {
    "component": Text(
        "方案的部件，或合计、组成部分的名称", "component of the scheme, or name of a total or part"
    ),
    "value": Text("得分、数量或比率；比率写 87.3% 或 0.873", "points, number or rate (87.3% or 0.873)"),
    "numerator": Text("比率的分子，如按时办结数", "what a rate counts"),
    "denominator": Text("比率的分母，如应办结数", "what a rate is divided by"),
    "part_of": Text("本行是哪一行合计的组成部分", "the total that this row is a part of"),
    "breakdown": Text("同一合计有几种拆法时区分", "tells apart several ways of splitting one total"),
}


def shape_of(component: Component, names: Names) -> Shape:
    """The columns of the component's table, and under what name their match is remembered: that of the
    partner and the family, so that next month's and next year's table need no matching."""
    family = FAMILIES[component.family]
    unit = _unit(required=family.shape is not Layout.LIST)
    code = ImportColumn("code", "单位代码", "unit code", text(40), REPORTS.column("code").aliases)
    rest = _rest(component, names, family)
    profile = f"partners.{family.code}:{component.partner_id.hex}"
    partial = family.shape in {Layout.COUNTS, Layout.WIDE}
    return Shape((unit, code, *rest), profile, partial)


def _rest(component: Component, names: Names, family: Family) -> tuple[ImportColumn, ...]:
    if family.shape is Layout.COUNTS:
        return _counts(component, family)
    if family.shape is Layout.WIDE:
        return _wide(component, names)
    return _listed() if family.shape is Layout.LIST else session_columns(component, names)


def _unit(*, required: bool) -> ImportColumn:
    return ImportColumn(
        "unit",
        "单位",
        "unit",
        text(100),
        (*REPORTS.column("unit").aliases, "县", "县区", "区县", "乡镇", "镇街"),
        required=required,
        filled_down=True,
        about=Text(
            "参评单位的全称、曾用名或代码" + ("" if required else "；整表的合计可不填"),
            "name, former name or code of a unit" + ("" if required else "; none for totals of the table"),
        ),
        example="县自然资源局",
    )


def _counts(component: Component, family: Family) -> tuple[ImportColumn, ...]:
    labels = (_label(family.label),) if family.label else ()
    needed = _needed(component, family)
    note = ImportColumn("note", "备注", "note", text(200), ("说明", "附注"))
    return (*labels, *(_column(one, needed.get(one.name)) for one in family.columns), note)


def _needed(component: Component, family: Family) -> dict[str, Measure]:
    """Columns without which a figure cannot be computed, with the first figure that needs them."""
    found: dict[str, Measure] = {}
    for feed in component.supplies:
        measure = family.measure(feed.measure)
        for name in (*measure.numerator, *measure.denominator) if measure else ():
            if measure and name != LINES:
                found.setdefault(name.partition(":")[0], measure)
    return found


def _label(one: Column) -> ImportColumn:
    """The column that tells the lines of one unit apart."""
    return ImportColumn(
        one.name,
        one.zh,
        one.en,
        text(100),
        one.aliases,
        required=one.required,
        filled_down=True,
        about=one.about,
        example=one.example,
    )


def _column(one: Column, needed: Measure | None) -> ImportColumn:
    use = Text("", "")
    if needed is not None and one.counted:
        use = Text(
            f"用于计算{needed.name.zh}；没有发生的填“—”或0",
            f"needed for “{needed.name.en}”; — or 0 where there were none",
        )
    return ImportColumn(
        one.name,
        one.zh,
        one.en,
        one.parse,
        one.aliases,
        required=one.required or needed is not None,
        about=one.about if one.about.zh else use,
        example=one.example,
        summed=one.counted,
        marks=one.counted,
    )


def _wide(component: Component, names: Names) -> tuple[ImportColumn, ...]:
    found = []
    for feed in component.supplies:
        nodes = names.reports.get(feed.code, ())
        aliases = tuple(dict.fromkeys(word for node in nodes for word in (node.head.name, node.head.code)))
        about = next((node.denominator_name for node in nodes if node.denominator_name), "")
        found.append(
            ImportColumn(
                f"{FEED}{feed.code}",
                feed.code,
                feed.code,
                text(60),
                aliases,
                about=Text(f"分母：{about}", f"divided by: {about}") if about else Text("", ""),
                example="9.48",
                marks=True,
            )
        )
    return (*found, *(_plain(name) for name in ("source", "note")))


def _listed() -> tuple[ImportColumn, ...]:
    return tuple(_plain(name) for name in LISTED)


def _plain(name: str) -> ImportColumn:
    spec = REPORTS.column(name)
    return ImportColumn(
        name,
        spec.zh,
        name.replace("_", " "),
        text(_LONGEST.get(name, 100)),
        spec.aliases,
        required=name == "component",
        about=_ABOUT.get(name, Text("", "")),
        marks=name in _MARKED,
    )

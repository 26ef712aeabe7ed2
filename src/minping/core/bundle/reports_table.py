"""``reports``: components from partner departments (operators 25, 27), and sums that must add up (R7)."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from minping.core.bundle.cells import MARKS, Number, agrees, is_not_applicable
from minping.core.bundle.fields import Fields
from minping.core.bundle.names import key
from minping.core.bundle.table import Row
from minping.core.bundle.units_table import UnitIndex, note_unscored, unit_of
from minping.core.bundle.vocabulary import Vocabulary
from minping.core.bundle.written import exact
from minping.core.scheme.nodes import Quantity, Report
from minping.core.scoring.inputs import ReportRow, Status


@dataclass(frozen=True)
class _Read:
    """A row and what it says. ``stated``: the number that takes part in sums."""

    row: Row
    report: ReportRow
    stated: Fraction | None


def read_reports(fields: Fields, words: Vocabulary, index: UnitIndex) -> tuple[ReportRow, ...]:
    """The rows. Notes values that contradict their numerator and denominator, unequal sums, rows
    without the signature that the scheme asks for, and components that nobody reported."""
    rows = [read for row in fields.rows() if (read := _row(fields, row, words, index)) is not None]
    _check_repeated(fields, rows)
    _check_sums(fields, rows)
    _check_unit_named(fields, rows, words)
    _check_absent(fields, rows, words, index)
    return tuple(read.report for read in rows)


def _row(fields: Fields, row: Row, words: Vocabulary, index: UnitIndex) -> _Read | None:
    before = fields.notebook.errors
    unit = unit_of(fields, row, index, required=False)
    text = fields.need(row, "component")
    component = words.components.find(text) or text
    nodes = words.reports.get(component, ()) if unit else ()
    applicable, value = _value(fields, row, nodes)
    numerator, denominator = fields.number(row, "numerator"), fields.number(row, "denominator")
    date = fields.day(row)
    if unit is None or fields.notebook.errors > before:
        return None
    if unit:
        note_unscored(fields, row, unit, index)
        _check_component(fields, row, component, words, is_part=bool(fields.text(row, "part_of")))
    below = _divided(fields, row, numerator, denominator, value, nodes)
    stated = value.value if value else below
    if applicable and stated is None and not numerator:
        fields.missing(row, "value")
    _check_signed(fields, row, nodes)
    report = ReportRow(
        unit=unit,
        component=component,
        value=stated,
        numerator=numerator.value if numerator else None,
        denominator=denominator.value if denominator else None,
        applicable=applicable,
        source=fields.text(row, "source"),
        signer=fields.text(row, "signer"),
        date=date,
        part_of=fields.text(row, "part_of"),
        breakdown=fields.text(row, "breakdown"),
        note=fields.text(row, "note"),
    )
    in_sums = value.value if value else (numerator.value if numerator and not denominator else None)
    return _Read(row, report, in_sums)


def _value(fields: Fields, row: Row, nodes: tuple[Report, ...]) -> tuple[bool, Number | None]:
    """(applicable, number). A dash or 无 in the cell says that there was nothing to rate."""
    text = row["value"]
    if is_not_applicable(text):
        return False, None
    if text and key(text) in MARKS:
        fields.notebook.warn(
            "reports.mark_as_not_applicable",
            f"「{text}」按“不适用”处理",
            f"“{text}” is taken as “not applicable”",
            "如确实不适用请写明“不适用”；如漏填请补上数值",
            "write 不适用 if so, or fill in the value",
            fields.table.place(row, "value"),
        )
        return False, None
    value = fields.number(row, "value")
    if value and not value.percent and "%" in key(fields.table.place(row, "value").column):
        value = Number(value.value / 100, True, value.places)  # as in a header 按期办结率（%）
    if value and not value.percent and any(n.quantity is Quantity.RATE for n in nodes) and value.value > 1:
        fields.notebook.error(
            "reports.rate_without_percent",
            f"「{text}」应为比率，但没有百分号",
            f"“{text}” should be a rate, but has no percent sign",
            f"请写成 {text}%，或写成小数 {exact(value.value / 100)}，或填分子分母",
            f"write {text}% or {exact(value.value / 100)}, or give numerator and denominator",
            fields.table.place(row, "value"),
        )
    if value:
        _check_range(fields, row, value, nodes)
    return True, value


def _check_range(fields: Fields, row: Row, value: Number, nodes: tuple[Report, ...]) -> None:
    """A rate ends at 100 %. Points beyond the full mark can be meant, or a decimal point got lost."""
    if value.percent and value.value > 1 and any(n.quantity is Quantity.RATE for n in nodes):
        fields.notebook.error(
            "reports.rate_over_one",
            f"「{row['value']}」超过100%",
            f"“{row['value']}” is more than 100 %",
            "率在0到100%之间，请核对；可以超过100%的，方案里请作为「数」报送",
            "a rate lies between 0 and 100 %; what may exceed it is reported as a number",
            fields.table.place(row, "value"),
        )
    fulls = [n.head.full for n in nodes if n.quantity is Quantity.POINTS and n.head.full is not None]
    if fulls and not 0 <= value.value <= max(fulls):
        fields.notebook.warn(
            "reports.outside_full",
            f"「{row['value']}」不在0到满分{exact(max(fulls))}之间，照此计分",
            f"“{row['value']}” lies outside 0 to the full mark {exact(max(fulls))}; it is scored as it is",
            "请核对是否填错；本来可以超过的，请在方案里写「上限」",
            "check whether it was mistyped; if it may exceed the full mark, give the node a cap",
            fields.table.place(row, "value"),
        )


def _divided(
    fields: Fields,
    row: Row,
    numerator: Number | None,
    denominator: Number | None,
    value: Number | None,
    nodes: tuple[Report, ...],
) -> Fraction | None:
    """Numerator ÷ denominator, after comparing it with the value that is printed beside."""
    if numerator is None or denominator is None:
        return None
    if denominator.value <= 0:
        if denominator.value < 0 or numerator.value or value is not None:
            fields.notebook.error(
                "reports.denominator_not_positive",
                f"分母为{exact(denominator.value)}",
                f"the denominator is {exact(denominator.value)}",
                "分母应大于零；没有业务量的，值填“不适用”",
                "it must be above zero; write 不适用 as value where there was nothing to rate",
                fields.table.place(row, "denominator"),
            )
        return None
    if nodes and all(n.quantity is Quantity.POINTS for n in nodes):
        return None  # points are not a quotient: the two numbers only document them
    divided = numerator.value / denominator.value
    rate = any(n.quantity is Quantity.RATE for n in nodes)
    if rate and numerator.value > denominator.value:
        _over_one(fields, row, numerator, denominator)
    of_hundred = Number(value.value / 100, True, value.places) if value else None
    if value and not agrees(value, divided) and (nodes or not agrees(of_hundred or value, divided)):
        shown = exact(round(divided * 100, 4)) + "%" if rate or value.percent else exact(round(divided, 6))
        above, below = exact(numerator.value), exact(denominator.value)
        fields.notebook.error(
            "reports.value_differs",
            f"值为「{row['value']}」，而 {above} ÷ {below} ＝ {shown}",
            f"the value is “{row['value']}”, but {above} ÷ {below} = {shown}",
            "请核对值、分子和分母",
            "check the value, the numerator and the denominator",
            fields.table.place(row, "value"),
        )
    return divided


def _over_one(fields: Fields, row: Row, numerator: Number, denominator: Number) -> None:
    fields.notebook.error(
        "reports.rate_over_one",
        f"分子{exact(numerator.value)}大于分母{exact(denominator.value)}",
        f"numerator {exact(numerator.value)} exceeds denominator {exact(denominator.value)}",
        "请核对分子和分母是否填反",
        "check whether the two were exchanged",
        fields.table.place(row, "denominator"),
    )


def _check_component(fields: Fields, row: Row, component: str, words: Vocabulary, *, is_part: bool) -> None:
    if not component or component in words.reports or is_part:
        return
    near = words.components.nearest(component)
    named = "、".join(near or words.components.names())
    fields.notebook.warn(
        "reports.not_in_scheme",
        f"方案没有用到部件「{component}」，本行不计分",
        f"the scheme does not use the component “{component}”: this row is not scored",
        f"{'最接近的有' if near else '方案用到的部件'}：{named or '（无）'}",
        f"{'the nearest are' if near else 'components of the scheme'}: {named or '(none)'}",
        fields.table.place(row, "component"),
    )


def _check_signed(fields: Fields, row: Row, nodes: tuple[Report, ...]) -> None:
    if any(node.signed for node in nodes) and not fields.text(row, "signer"):
        fields.notebook.error(
            "reports.unsigned",
            "方案要求签字，本行没有签字人",
            "the scheme asks for a signature; this row has none",
            "请报送部门负责人签字后填写签字人",
            "have the partner sign it and enter who signed",
            fields.table.place(row, "signer"),
        )


def _check_repeated(fields: Fields, rows: list[_Read]) -> None:
    """A unit has one value per component; a statement's label must be unique where parts refer to it."""
    referred = {(r.report.unit, key(r.report.part_of)) for r in rows if r.report.part_of}
    seen: dict[tuple[str, str], int] = {}
    for read in rows:
        label = (read.report.unit, key(read.report.component))
        if read.report.part_of and label not in referred and not read.report.unit:
            continue
        if label in seen and (read.report.unit or label in referred):
            fields.notebook.error(
                "reports.duplicate",
                f"「{read.report.component}」在第{seen[label]}行已经填报",
                f"“{read.report.component}” was reported in row {seen[label]} already",
                "请删除其中一行，或改正单位或部件",
                "remove one of the rows, or correct the unit or the component",
                fields.table.place(read.row, "component"),
            )
        seen.setdefault(label, read.row.number)


def _check_sums(fields: Fields, rows: list[_Read]) -> None:
    """Parts of a total, by way of splitting, add up to it exactly."""
    totals = {(r.report.unit, key(r.report.component)): r for r in rows}
    parts: dict[tuple[str, str, str], list[_Read]] = defaultdict(list)
    for read in rows:
        if read.report.part_of:
            parts[read.report.unit, key(read.report.part_of), key(read.report.breakdown)].append(read)
    for (unit, label, _), members in parts.items():
        total = totals.get((unit, label))
        name = members[0].report.part_of
        if total is None or total in members:
            fields.notebook.error(
                "reports.total_missing",
                f"找不到合计行「{name}」",
                f"there is no total row “{name}”",
                f"请补一行，部件写「{name}」、值写合计数，单位与各部分相同",
                f"add a row with component “{name}”, the total as value, and the unit of the parts",
                fields.table.place(members[0].row, "part_of"),
            )
            continue
        _compare(fields, total, members)


def _compare(fields: Fields, total: _Read, members: list[_Read]) -> None:
    bare = [read for read in (total, *members) if read.stated is None]
    for read in bare:
        fields.missing(read.row, "value")
    added = sum((read.stated or Fraction(0) for read in members), start=Fraction(0))
    if bare or total.stated is None or total.stated == added:
        return
    shown = " + ".join(exact(read.stated or Fraction(0)) for read in members[:12])
    shown += " + …" if len(members) > 12 else ""
    way = members[0].report.breakdown
    by_zh, by_en = (f"（按{way}）", f" (by {way})") if way else ("", "")
    fields.notebook.error(
        "reports.sum_differs",
        f"「{total.report.component}」合计 {exact(total.stated)}，各部分之和{by_zh} {shown} ＝ {exact(added)}",
        f"“{total.report.component}” is {exact(total.stated)}, its parts{by_en} add up to {exact(added)}",
        "请核对各部分和合计；如有漏列的部分请补一行",
        "check the parts and the total; add a row for a part that was left out",
        fields.table.place(total.row, "value"),
    )


def _check_unit_named(fields: Fields, rows: list[_Read], words: Vocabulary) -> None:
    """A number that the scheme scores belongs to a unit; only totals and their parts may do without."""
    totals = {key(read.report.part_of) for read in rows if not read.report.unit}
    for read in rows:
        report = read.report
        if not report.unit and not report.part_of and key(report.component) not in totals:
            code = words.components.find(report.component) or report.component
            if code in words.reports:
                fields.missing(read.row, "unit")


def _check_absent(fields: Fields, rows: list[_Read], words: Vocabulary, index: UnitIndex) -> None:
    """A component of the scheme that has no row at all is probably spelled differently."""
    reported = {read.report.component for read in rows if read.report.unit}
    appraised = any(unit.status is Status.APPRAISED for unit in index.units.values())
    for component in words.reports:
        if component not in reported and appraised:
            fields.notebook.warn(
                "reports.component_absent",
                f"没有任何单位报送方案要求的部件「{component}」",
                f"no unit has the component “{component}” that the scheme asks for",
                "请核对部件名称，或补充报送",
                "check the component's name, or add the report",
                fields.table.place(),
            )

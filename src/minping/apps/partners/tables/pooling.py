"""The periods of a year made into one table: counts are added up and divided anew, never rates averaged,
unless the plan says so. Values without parts are pooled as the component says."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from minping.apps.foundation.imports.kinds import Notes, kind_of
from minping.apps.partners.exact import read
from minping.apps.partners.families import FAMILIES, Family, Shape
from minping.apps.partners.models import Component, Submission
from minping.apps.partners.scope import Names
from minping.apps.partners.tables.lines import LineRead
from minping.apps.partners.tables.reading import TableRead, computed
from minping.core.bundle.written import exact
from minping.core.findings import Finding, Place, Severity, Text
from minping.core.scheme.nodes import Quantity
from minping.core.scoring.inputs import ReportRow

Pooling = Component.Pooling
_LONGEST = 200
WAYS = {
    Pooling.PARTS: Text("各期分子、分母分别相加", "numerators and denominators of all periods added up"),
    Pooling.MEAN: Text("各期平均", "mean of the periods"),
    Pooling.SUM: Text("各期合计", "sum of the periods"),
    Pooling.LAST: Text("取最后一期", "the last period"),
}


@dataclass(frozen=True)
class Delivered:
    """A signed period: its name, its lines and figures, units by code."""

    name: str
    lines: tuple[LineRead, ...]
    figures: tuple[ReportRow, ...]

    @classmethod
    def of(cls, found: Submission, year: str) -> "Delivered":
        """From what was signed."""
        lines = tuple(
            LineRead(one.row, one.unit.code if one.unit else "", one.label, one.cells)
            for one in found.lines.all()
        )
        figures = tuple(
            ReportRow(
                one.unit.code,
                one.code,
                read(one.value),
                read(one.numerator),
                read(one.denominator),
                one.applicable,
            )
            for one in found.figures.all()
            if one.unit and not one.part_of
        )
        return cls(found.component.title.removeprefix(year).strip(), lines, figures)


def pooled(
    component: Component, names: Names, periods: Sequence[Delivered]
) -> tuple[TableRead, list[Finding]]:
    """The year's lines and figures, and why they cannot be had."""
    family = FAMILIES[component.family]
    faults: list[Finding] = []
    rows = tuple(_pooled_rows(component, names, periods, faults))
    if family.shape is not Shape.COUNTS:
        return TableRead(_value_lines(family, rows), rows), faults
    lines = _summed(family, periods)
    if component.pooling == Pooling.MEAN:
        return TableRead(lines, rows), faults
    kind = kind_of("partners.table")
    assert kind is not None  # noqa: S101 - declared when the room is loaded
    notes = Notes(kind.shaped({"component": str(component.id)}), "", "", {})
    found = computed(component, names, lines, notes)
    number = {(row.unit, row.component): row.note for row in rows}
    told = tuple(replace(row, note=number.get((row.unit, row.component), "")) for row in found)
    return TableRead(lines, told), [one for one in notes.findings if one.severity is Severity.ERROR]


def _pooled_rows(
    component: Component, names: Names, periods: Sequence[Delivered], faults: list[Finding]
) -> Iterator[ReportRow]:
    held: dict[tuple[str, str], list[ReportRow]] = defaultdict(list)
    codes = [feed.code for feed in component.supplies]
    for period in periods:
        for row in period.figures:
            if row.component in codes:
                held[row.unit, row.component].append(row)
    for (unit, code), rows in sorted(held.items()):
        nodes = names.reports.get(code, ())
        points = bool(nodes) and all(node.quantity is Quantity.POINTS for node in nodes)
        found = _one(component, unit, code, rows, points=points)
        if found is None:
            faults.append(_no_parts(names, unit, code))
        else:
            yield found


def _one(
    component: Component, unit: str, code: str, rows: Sequence[ReportRow], *, points: bool
) -> ReportRow | None:
    """One unit's figure of the year; None where it has no parts and no way of pooling is chosen."""
    said = [row for row in rows if row.applicable and row.value is not None]
    if not said:
        return ReportRow(unit, code, None, applicable=False, note=f"{len(rows)}期均不适用")
    counts = FAMILIES[component.family].shape is Shape.COUNTS
    averaged = counts and component.pooling == Pooling.MEAN
    above = [row.numerator for row in said if row.numerator is not None]
    below = [row.denominator for row in said if row.denominator is not None]
    if len(above) == len(below) == len(said) and not points and not averaged:
        top, bottom = sum(above, Fraction(0)), sum(below, Fraction(0))
        return ReportRow(unit, code, top / bottom, top, bottom, note=_note(Pooling.PARTS, said, ""))
    values = [row.value for row in said if row.value is not None]
    way = Pooling(component.pooling) if not counts or (averaged and below) else Pooling.SUM
    if way is Pooling.PARTS:
        return None
    return ReportRow(unit, code, _value(way, values), note=_note(way, said, component.pooling_basis))


def _value(way: Pooling, values: Sequence[Fraction]) -> Fraction:
    if way is Pooling.LAST:
        return values[-1]
    total = sum(values, Fraction(0))
    return total / len(values) if way is Pooling.MEAN else total


def _note(way: Pooling, rows: Sequence[ReportRow], basis: str) -> str:
    of = f"（{basis}）" if basis and way is Pooling.MEAN else ""
    return f"{len(rows)}期，{WAYS[way].zh}{of}"


def _no_parts(names: Names, unit: str, code: str) -> Finding:
    name = names.index.units[unit].name if unit in names.index.units else unit
    return Finding(
        "partners.no_parts",
        Severity.ERROR,
        Text(
            f"{name}的「{code}」有的期没有分子分母，不能合并",
            f"“{code}” of {name} has no numerator and denominator in some period",
        ),
        Text(
            "请各期都填分子分母，或请评议办在任务里定明取平均、合计还是最后一期",
            "give them in every period, or let the office choose mean, sum or last in the task",
        ),
        Place(),
    )


def _value_lines(family: Family, rows: Sequence[ReportRow]) -> tuple[LineRead, ...]:
    """Lines that show the pooled values, in the columns of the family."""
    if family.shape is Shape.LIST:
        return tuple(
            LineRead(at, row.unit, row.component, {"component": row.component, **_numbers(row)})
            for at, row in enumerate(rows, 1)
        )
    by_unit: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        by_unit[row.unit][row.component] = _numbers(row)["value"]
    return tuple(LineRead(at, unit, "", cells) for at, (unit, cells) in enumerate(by_unit.items(), 1))


def _numbers(row: ReportRow) -> dict[str, str]:
    found = {"value": "不适用" if row.value is None else exact(row.value), "note": row.note}
    if row.numerator is not None and row.denominator is not None:
        found |= {"numerator": exact(row.numerator), "denominator": exact(row.denominator)}
    return found


def _summed(family: Family, periods: Sequence[Delivered]) -> tuple[LineRead, ...]:
    """Lines of the same unit and label added up; lines that hold words stand each by itself."""
    apart = any(column.words is not None for column in family.columns)
    held: dict[tuple[str, str], list[Mapping[str, str]]] = defaultdict(list)
    for period in periods:
        for line in period.lines:
            twice = apart and (line.unit, line.label) in held
            label = f"{line.label}（{period.name}）" if twice else line.label
            held[line.unit, label].append(line.cells)
    return tuple(
        LineRead(at, unit, label, _added(family, cells))
        for at, ((unit, label), cells) in enumerate(held.items(), 1)
    )


def _added(family: Family, cells: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Counts added up, where every period has them; words and texts as they are."""
    found = {}
    for column in family.columns:
        said = [one[column.name] for one in cells if column.name in one]
        if column.counted and len(said) == len(cells):
            found[column.name] = str(sum(map(int, said)))
        elif said and not column.counted:
            found[column.name] = "、".join(dict.fromkeys(said))[:_LONGEST]
    notes = [one["note"] for one in cells if one.get("note")]
    return found | ({"note": "、".join(dict.fromkeys(notes))[:_LONGEST]} if notes else {})

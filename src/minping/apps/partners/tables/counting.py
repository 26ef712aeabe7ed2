"""Tables of whole numbers: what must agree in each line, and the figures of each unit."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from minping.apps.foundation.imports.kinds import Notes, Row
from minping.apps.partners.families import FAMILIES, LINES, Family, Measure, Parts
from minping.apps.partners.models import Component
from minping.apps.partners.scope import Names
from minping.apps.partners.tables.lines import LineRead, unit_read
from minping.apps.partners.tables.notebook import Every
from minping.core.bundle import table as tables
from minping.core.bundle.names import key
from minping.core.findings import Text

NOT_APPLICABLE = "不适用"


def counted_lines(
    component: Component, names: Names, rows: Sequence[Row], notes: Notes, book: Every
) -> list[LineRead]:
    """The lines. Notes lines that stand twice, sums that differ, parts that exceed their whole."""
    family = FAMILIES[component.family]
    seen: dict[tuple[str, str], int] = {}
    lines = []
    for row in rows:
        unit = unit_read(names, row, notes, book, required=True)
        for rule in family.rules:
            _check(family, rule, row, notes)
        if unit is None:
            continue
        label = (row[family.label.name] or "") if family.label else ""
        _note_twice(seen, (unit, key(label)), row, notes)
        lines.append(LineRead(row.number, unit, label, _cells(family, row)))
    return lines


def _cells(family: Family, row: Row) -> dict[str, str]:
    found = {one.name: str(row[one.name]) for one in family.columns if row[one.name] is not None}
    return {**found, "note": row["note"]} if row["note"] else found


def _check(family: Family, rule: Parts, row: Row, notes: Notes) -> None:
    whole, parts = row[rule.whole], [row[name] for name in rule.parts]
    if whole is None or any(part is None for part in parts):
        return
    added = sum(parts)
    if added == whole or (rule.most and added < whole):
        return
    named = [family.column(name) for name in rule.parts]
    of = family.column(rule.whole)
    if rule.most:
        said = Text(
            f"{named[0].zh} {added} 大于{of.zh} {whole}", f"{named[0].en} {added} exceeds {of.en} {whole}"
        )
    else:
        shown = " + ".join(str(part) for part in parts)
        said = Text(
            f"{of.zh} {whole}，而{'＋'.join(c.zh for c in named)} ＝ {shown} ＝ {added}",
            f"{of.en} is {whole}, but {' + '.join(c.en for c in named)} = {shown} = {added}",
        )
    hint = (f"；{rule.hint.zh}", f"; {rule.hint.en}") if rule.hint.zh else ("", "")
    remedy = Text(f"请核对这几列{hint[0]}", f"check these columns{hint[1]}")
    code = "partners.more_than_whole" if rule.most else "partners.sum_differs"
    notes.error(row, rule.parts[0] if rule.most else rule.whole, code, said, remedy)


def _note_twice(seen: dict[tuple[str, str], int], place: tuple[str, str], row: Row, notes: Notes) -> None:
    first = seen.setdefault(place, row.number)
    if first != row.number:
        notes.error(
            row,
            "unit",
            "partners.duplicate",
            Text(f"与第{first}行重复", f"the same as row {first}"),
            Text("请删除其中一行，或填写能区分的列", "remove one of them, or fill in what tells them apart"),
        )


def figure_rows(component: Component, names: Names, lines: Sequence[LineRead]) -> list[tables.Row]:
    """What the table says of each unit and each registered window, as rows of the table of reports."""
    family = FAMILIES[component.family]
    grouped: dict[str, list[LineRead]] = defaultdict(list)
    for line in lines:
        grouped[line.unit].append(line)
        window = _window(names, line)
        if window:
            grouped[window].append(line)
    return [
        tables.Row(
            held[0].row,
            {"code": unit, "component": feed.code, "signer": component.title, **_values(measure, held)},
        )
        for unit, held in grouped.items()
        for feed in component.supplies
        for measure in _measures(family, feed.measure)
    ]


def _measures(family: Family, code: str) -> Iterator[Measure]:
    found = family.measure(code)
    if found is not None:
        yield found


def _window(names: Names, line: LineRead) -> str:
    """The object below the unit that bears the line's label; empty where none is registered."""
    found = names.index.lexicon.all(line.label) if line.label else ()
    below = [code for code in found if names.index.units[code].parent == line.unit]
    return below[0] if len(below) == 1 else ""


def _values(measure: Measure, lines: Sequence[LineRead]) -> Mapping[str, str]:
    above = _total(measure.numerator, lines)
    if not measure.denominator:
        return {"value": str(above)}
    below = _total(measure.denominator, lines)
    if not above and not below:
        return {"value": NOT_APPLICABLE}
    return {"numerator": str(above), "denominator": str(below)}


def _total(columns: Sequence[str], lines: Sequence[LineRead]) -> int:
    return sum(_amount(column, line) for column in columns for line in lines)


def _amount(column: str, line: LineRead) -> int:
    if column == LINES:
        return 1
    name, _, word = column.partition(":")
    written = line.cells.get(name, "")
    return int(written == word) if word else int(written or 0)

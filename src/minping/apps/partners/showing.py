"""A delivery as pages show it: figures with their denominators named, and the lines as they came."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from minping.apps.partners.exact import read
from minping.apps.partners.families import FAMILIES, Shape
from minping.apps.partners.models import Component, Figure, Line, Submission
from minping.apps.partners.scope import Names
from minping.apps.partners.sites import WHOLE
from minping.apps.partners.tables import shape_of
from minping.apps.partners.tables.begun import reported_on
from minping.apps.partners.tables.columns import FEED
from minping.apps.partners.tables.session import BALLOTS, OPTION
from minping.apps.units.selectors import unit_lines
from minping.core.bundle.written import exact
from minping.core.findings import Text
from minping.core.scheme.nodes import Quantity
from minping.core.scoring.rounding import decimal_text

_NUMBERS = {"numerator", "denominator"}
_WHOLE_BALLOTS = "整张票"


@dataclass(frozen=True)
class Fed:
    """One component of the scheme that the table supplies. ``asked``: the denominator that the scheme names;
    ``below``: what the table divides by. ``known`` false: the scheme does not have it any more."""

    code: str
    name: Text
    asked: str
    below: Text
    known: bool


@dataclass(frozen=True)
class Shown:
    """A cell, under the header that stands above it. ``number``: it is set to the right."""

    label: Text
    text: Text | str
    number: bool


@dataclass(frozen=True)
class Told:
    """A table: headers, and rows of a unit's name, a label and cells in the order of the headers. ``label``
    is the header of the rows' labels, empty where they have none."""

    heads: Sequence[tuple[Text, bool]]
    rows: Sequence[tuple[str, str, Sequence[Shown]]]
    label: Text | None = None


_Row = tuple[str, str, Sequence[Text | str]]


def _told(heads: Sequence[tuple[Text, bool]], rows: Sequence[_Row], label: Text | None = None) -> Told:
    shown = [
        (unit, of, [Shown(head, text, number) for (head, number), text in zip(heads, cells, strict=True)])
        for unit, of, cells in rows
    ]
    return Told(heads, shown, label)


def fed(component: Component, names: Names) -> list[Fed]:
    """What the component supplies."""
    family, found = FAMILIES[component.family], []
    for feed in component.supplies:
        nodes, measure = names.reports.get(feed.code, ()), family.measure(feed.measure)
        asked = next((node.denominator_name for node in nodes if node.denominator_name), "")
        name = measure.name if measure else Text("表中所填", "as the table has it")
        below = measure.below if measure else Text("", "")
        found.append(Fed(feed.code, name, asked, below, bool(nodes)))
    return found


def figures_told(component: Component, there: Submission, names: Names) -> Told:
    """A row for each unit, a column for each component of the scheme."""
    codes = [feed.code for feed in component.supplies]
    rates = {c for c in codes if any(n.quantity is Quantity.RATE for n in names.reports.get(c, ()))}
    by_unit: dict[UUID, dict[str, Text | str]] = defaultdict(dict)
    for one in there.figures.all():
        if one.unit_id and one.code in codes:
            by_unit[one.unit_id][one.code] = _figure(one, rate=one.code in rates)
    rows: list[_Row] = [
        (unit.name, "", [by_unit[unit.id].get(code, "—") for code in codes]) for unit in unit_lines(by_unit)
    ]
    return _told([(Text(code, code), True) for code in codes], rows)


def _figure(one: Figure, *, rate: bool) -> Text | str:
    value, below = read(one.value), read(one.denominator)
    if not one.applicable:
        return Text("不适用", "n/a")
    if value is None:
        return "—"
    shown = f"{decimal_text(value * 100, 2)}%" if rate else exact(value)
    above = read(one.numerator)
    return f"{shown}（{exact(above)}/{exact(below)}）" if above is not None and below else shown


def lines_told(component: Component, there: Submission, names: Names) -> Told:
    """The table as it came."""
    family = FAMILIES[component.family]
    if family.shape is Shape.SESSION:
        return _session(component, there, names)
    skipped = {"unit", "code", family.label.name if family.label else ""}
    used = {name for line in there.lines.all() for name in line.cells}
    columns = [
        one
        for one in shape_of(component, names).columns
        if one.name not in skipped and one.name.removeprefix(FEED) in used
    ]
    own, named = {one.name: one for one in family.columns}, _names(there)
    rows: list[_Row] = []
    for line in there.lines.all():
        texts = [(one.name, line.cells.get(one.name.removeprefix(FEED), "")) for one in columns]
        cells = [own[name].shown(text) if name in own else text for name, text in texts]
        rows.append((named(line), line.label if family.label else "", cells))
    heads = [(one.title, one.marks or one.name in _NUMBERS) for one in columns]
    return _told(heads, rows, family.label.title if family.label else None)


def _session(component: Component, there: Submission, names: Names) -> Told:
    """Units and aspects, with a column for each option and each state of a ballot; in one row where the unit
    was asked about one aspect."""
    columns = [one for one in shape_of(component, names).columns if one.name.startswith((OPTION, BALLOTS))]
    held: dict[tuple[str, str], dict[str, str]] = {}
    aspects = {line.label for line in there.lines.all() if line.label != WHOLE}
    single, named = len(aspects) == 1, _names(there)
    for line in there.lines.all():
        mark = BALLOTS if line.label == WHOLE else OPTION
        row = held.setdefault((named(line), "" if single else line.label), {})
        row.update({f"{mark}{code}": number for code, number in line.cells.items()})
    known = names.scheme.aspects if names.scheme else {}
    rows: list[_Row] = [
        (
            unit,
            known[label].name if label in known else _WHOLE_BALLOTS if label == WHOLE else label,
            [row.get(one.name, "") for one in columns],
        )
        for (unit, label), row in held.items()
    ]
    return _told([(one.title, True) for one in columns], rows, None if single else Text("测评项", "aspect"))


def _names(there: Submission) -> Callable[[Line], str]:
    """A look-up of the present name of a line's unit."""
    wanted = {line.unit_id for line in there.lines.all() if line.unit_id}
    known = {unit.id: unit.name for unit in unit_lines(wanted)}
    return lambda line: known.get(line.unit_id, "") if line.unit_id else ""


def missing(component: Component, there: Submission, names: Names) -> list[str]:
    """Appraised units whose score asks for what the table supplies, and of which it says nothing."""
    told = {one.unit_id for one in there.figures.all()}
    return [unit.name for unit in reported_on(component, names) if names.ids[unit.code] not in told]

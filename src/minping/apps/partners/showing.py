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
from minping.apps.partners.tables.columns import FEED
from minping.apps.partners.tables.session import BALLOTS, OPTION
from minping.apps.units.selectors import unit_lines
from minping.core.bundle.written import exact
from minping.core.findings import Text
from minping.core.scheme.nodes import Quantity, Report
from minping.core.scheme.tree import walk
from minping.core.scoring.inputs import Status
from minping.core.scoring.rounding import decimal_text


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
    """A cell, under the header that stands above it."""

    label: Text
    text: str


@dataclass(frozen=True)
class Told:
    """A table: headers, and rows of a unit's name, a label and cells in the order of the headers. ``label``
    is the header of the rows' labels, empty where they have none."""

    heads: Sequence[Text]
    rows: Sequence[tuple[str, str, Sequence[Shown]]]
    label: Text | None = None


def _told(
    heads: Sequence[Text], rows: Sequence[tuple[str, str, Sequence[str]]], label: Text | None = None
) -> Told:
    shown = [
        (unit, of, [Shown(head, text) for head, text in zip(heads, cells, strict=True)])
        for unit, of, cells in rows
    ]
    return Told(heads, shown, label)


def fed(component: Component, names: Names) -> list[Fed]:
    """What the component supplies."""
    family, found = FAMILIES[component.family], []
    for feed in component.feeds.all():
        nodes, measure = names.reports.get(feed.code, ()), family.measure(feed.measure)
        asked = next((node.denominator_name for node in nodes if node.denominator_name), "")
        name = measure.name if measure else Text("表中所填", "as the table has it")
        below = measure.below if measure else Text("", "")
        found.append(Fed(feed.code, name, asked, below, bool(nodes)))
    return found


def figures_told(component: Component, there: Submission, names: Names) -> Told:
    """A row for each unit, a column for each component of the scheme."""
    codes = [feed.code for feed in component.feeds.all()]
    rates = {c for c in codes if any(n.quantity is Quantity.RATE for n in names.reports.get(c, ()))}
    by_unit: dict[UUID, dict[str, str]] = defaultdict(dict)
    for one in there.figures.all():
        if one.unit_id and one.code in codes:
            by_unit[one.unit_id][one.code] = _figure(one, rate=one.code in rates)
    lines = unit_lines(by_unit)
    rows = [(unit.name, "", [by_unit[unit.id].get(code, "—") for code in codes]) for unit in lines]
    return _told([Text(code, code) for code in codes], rows)


def _figure(one: Figure, *, rate: bool) -> str:
    value, below = read(one.value), read(one.denominator)
    if not one.applicable:
        return "不适用 n/a"
    if value is None:
        return "—"
    shown = f"{decimal_text(value * 100, 2)}%" if rate else exact(value)
    above = read(one.numerator)
    return f"{shown}（{exact(above)}/{exact(below)}）" if above is not None and below else shown


def lines_told(component: Component, there: Submission, names: Names) -> Told:
    """The table as it came."""
    if FAMILIES[component.family].shape is Shape.SESSION:
        return _session(component, there, names)
    shape, label = shape_of(component, names), FAMILIES[component.family].label
    skipped = {"unit", "code", label.name if label else ""}
    columns = [one for one in shape.columns if one.name not in skipped]
    used = {name for line in there.lines.all() for name in line.cells}
    shown = [one for one in columns if one.name.removeprefix(FEED) in used]
    named = _names(there)
    rows = [
        (
            named(line),
            line.label if label else "",
            [line.cells.get(c.name.removeprefix(FEED), "") for c in shown],
        )
        for line in there.lines.all()
    ]
    return _told([one.title for one in shown], rows, label.title if label else None)


def _session(component: Component, there: Submission, names: Names) -> Told:
    """Units and aspects, with a column for each option and each state of a ballot."""
    columns = [one for one in shape_of(component, names).columns if one.name.startswith((OPTION, BALLOTS))]
    named = _names(there)
    rows = []
    for line in there.lines.all():
        mark = BALLOTS if line.label == WHOLE else OPTION
        label = "" if line.label == WHOLE else line.label
        cells = [
            line.cells.get(one.name.partition(":")[2], "0") if one.name.startswith(mark) else ""
            for one in columns
        ]
        rows.append((named(line), label, cells))
    aspects = any(label for _, label, _ in rows)
    return _told([one.title for one in columns], rows, Text("测评项", "aspect") if aspects else None)


def _names(there: Submission) -> Callable[[Line], str]:
    """A look-up of the present name of a line's unit."""
    wanted = {line.unit_id for line in there.lines.all() if line.unit_id}
    known = {unit.id: unit.name for unit in unit_lines(wanted)}
    return lambda line: known.get(line.unit_id, "") if line.unit_id else ""


def missing(component: Component, there: Submission, names: Names) -> list[str]:
    """Appraised units whose score asks for what the table supplies, and of which it says nothing."""
    codes = {feed.code for feed in component.feeds.all()}
    told = {one.unit_id for one in there.figures.all()}
    asking = {category for category in _categories(names) if codes & _asked(names, category)}
    wanted = [u for u in names.index.units.values() if u.status is Status.APPRAISED and u.category in asking]
    return [unit.name for unit in wanted if names.ids[unit.code] not in told]


def _categories(names: Names) -> set[str]:
    return {unit.category for unit in names.index.units.values() if unit.category}


def _asked(names: Names, category: str) -> set[str]:
    """Components of partners that the score of a category reads."""
    tree = names.scheme.tree_of(category) if names.scheme else None
    return {node.component for node in walk(tree) if isinstance(node, Report)} if tree else set()

"""The table that a partner downloads: the units that it is to report on stand in it already."""

from collections.abc import Iterator, Mapping, Sequence

from minping.apps.partners.families import FAMILIES, Shape
from minping.apps.partners.models import Component
from minping.apps.partners.scope import Names
from minping.core.scheme.nodes import Report
from minping.core.scheme.tree import walk
from minping.core.scoring.inputs import Status, Unit

WHOLE_BALLOTS = "整张票"


def reported_on(component: Component, names: Names) -> list[Unit]:
    """Appraised units whose score asks for what the table supplies."""
    codes = {feed.code for feed in component.supplies}
    asking = {category for category in _categories(names) if codes & _asked(names, category)}
    return [u for u in names.index.units.values() if u.status is Status.APPRAISED and u.category in asking]


def _categories(names: Names) -> set[str]:
    return {unit.category for unit in names.index.units.values() if unit.category}


def _asked(names: Names, category: str) -> set[str]:
    """Components of partners that the score of a category reads."""
    tree = names.scheme.tree_of(category) if names.scheme else None
    return {node.component for node in walk(tree) if isinstance(node, Report)} if tree else set()


def begun_rows(component: Component, names: Names) -> list[Mapping[str, object]]:
    """Rows of the blank table: unit and code, and what tells the lines of one unit apart."""
    family = FAMILIES[component.family]
    if family.shape is Shape.SESSION:
        return list(_session(component, names))
    rows: list[Mapping[str, object]] = []
    for unit in reported_on(component, names):
        place = {"unit": unit.name, "code": unit.code}
        if family.shape is Shape.LIST:
            rows += [{**place, "component": feed.code} for feed in component.supplies]
        else:
            label = family.label.name if family.label else ""
            windows = _windows(names, unit.code) if label == "window" else []
            rows += [{**place, label: window} for window in windows] or [place]
    return rows


def _windows(names: Names, unit: str) -> Sequence[str]:
    """Windows that are registered below a unit."""
    return [one.name for one in names.index.units.values() if one.parent == unit and one.kind == "window"]


def _session(component: Component, names: Names) -> Iterator[Mapping[str, object]]:
    """A row for each unit that the group rates, and for each aspect where there are several."""
    scheme = names.scheme
    for unit in names.index.units.values():
        if scheme is None or unit.status is not Status.APPRAISED or not unit.category:
            continue
        aspects = scheme.asked(component.group, unit.category)
        place = {"unit": unit.name, "code": unit.code}
        if len(aspects) == 1:
            yield place
        elif aspects:
            titles = [scheme.aspects[code].name if code in scheme.aspects else code for code in aspects]
            yield from ({**place, "aspect": title} for title in (*titles, WHOLE_BALLOTS))

"""The score tree as rows: weight, points, full mark and range of every node, and what the linter says of it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from minping.apps.campaigns.editor import exact
from minping.apps.campaigns.editor.items import Item, children_of, item_for, items_of
from minping.apps.campaigns.editor.words import op_label
from minping.core.findings import Finding, Severity, Text
from minping.core.scheme.bounds import bounds, full_mark, part_points
from minping.core.scheme.intervals import written
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Node, Part, Quantity, Sum, Term, Weighted
from minping.core.scheme.quantities import quantity_of

SEVERITIES = (Severity.ERROR, Severity.OPEN, Severity.WARNING)


@dataclass(frozen=True)
class Line:
    """One node of the tree. ``points``: what its weight comes to; ``worst``: gravest finding about it."""

    item: Item
    depth: int
    op: Text
    weight: str
    points: str
    full: str
    low: str
    high: str
    worst: str
    findings: int

    @property
    def indent(self) -> int:
        """Depth for the page, which shows nine levels."""
        return min(self.depth, 8)


def outline(scheme: Scheme, section: str, findings: Sequence[Finding]) -> list[Line]:
    """The rows of the trees (``trees``) or measures (``measures``)."""
    items = items_of(scheme)
    told = findings_by_item(items, findings)
    lines: list[Line] = []
    for code, tree in getattr(scheme, section).items():
        category = _category(scheme, tree)
        lines += _below(scheme, items, told, items[f"{section}.{code}"], category, 0, "", "")
    return lines


def _category(scheme: Scheme, tree: Node) -> str:
    """A category whose units are scored by the tree, to compute with."""
    return next((code for code in scheme.categories if scheme.tree_of(code) is tree), "") or next(
        iter(scheme.categories), ""
    )


def findings_by_item(items: Mapping[str, Item], findings: Sequence[Finding]) -> Mapping[str, list[Finding]]:
    """Address of a part → findings about it."""
    told: dict[str, list[Finding]] = {}
    for finding in findings:
        item = item_for(items, finding.place.path)
        if item is not None:
            told.setdefault(item.address, []).append(finding)
    return told


def _below(
    scheme: Scheme,
    items: Mapping[str, Item],
    told: Mapping[str, list[Finding]],
    item: Item,
    category: str,
    depth: int,
    weight: str,
    points: str,
) -> Iterator[Line]:
    node: Node = item.value
    own = told.get(item.address, [])
    counted = Counter(finding.severity for finding in own)
    worst = next((str(s) for s in SEVERITIES if counted[s]), "")
    full, low, high = _range(scheme, node, category)
    yield Line(
        item,
        depth,
        op_label(node),
        weight,
        points,
        full,
        low,
        high,
        worst,
        sum(counted[s] for s in SEVERITIES),
    )
    weighed = _weights(scheme, node, category)
    for place, child in enumerate(children_of(items, item)):
        share, due = weighed[place] if place < len(weighed) else ("", "")
        yield from _below(scheme, items, told, child, category, depth + 1, share, due)


def _range(scheme: Scheme, node: Node, category: str) -> tuple[str, str, str]:
    rate = quantity_of(scheme, node) is Quantity.RATE
    reach = bounds(scheme, node, category)
    full = full_mark(scheme, node, category)
    return tuple(  # type: ignore[return-value]
        "" if value is None else written(value, rate=rate) for value in (full, reach.low, reach.high)
    )


def _weights(scheme: Scheme, node: Node, category: str) -> list[tuple[str, str]]:
    if isinstance(node, Weighted):
        worth = part_points(scheme, node, category)
        return [(_weight(part, category), _points(due)) for part, due in zip(node.parts, worth, strict=True)]
    if isinstance(node, Sum):
        return [(_sign(term), "") for term in node.terms]
    return []


def _weight(part: Part, category: str) -> str:
    value = part.weight.of(category)
    text = "" if value is None else exact.shown_weight(value, part.share)
    return f"{text}*" if part.weight.by_category else text


def _points(value: Fraction | None) -> str:
    return "" if value is None else written(value)


def _sign(term: Term) -> str:
    return "+" if term.sign > 0 else "−"

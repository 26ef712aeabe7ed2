"""Whether a node gives points, a rate or a number: known from the scheme alone."""

from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import (
    Adjust,
    Each,
    EventCount,
    Mean,
    Measure,
    Node,
    Pick,
    Quantity,
    Ref,
    Report,
    Rollup,
    Sum,
    Survey,
    Switch,
)
from minping.core.scheme.tree import children


def quantity_of(scheme: Scheme, node: Node, entered: frozenset[str] = frozenset()) -> Quantity:
    """What ``node`` gives. A node that averages, adds, picks or adjusts gives what its children give;
    points where they differ."""
    match node:
        case Survey(measure=measure):
            return Quantity.RATE if measure is Measure.SATISFACTION_RATE else Quantity.POINTS
        case Report(quantity=quantity):
            return quantity
        case EventCount():
            return Quantity.NUMBER
        case Ref(tree=tree):
            target = scheme.trees.get(tree) or scheme.measures.get(tree)
            if target is None or tree in entered:
                return Quantity.POINTS
            return quantity_of(scheme, target, entered | {tree})
        case Sum() | Mean() | Each() | Rollup() | Adjust() | Pick() | Switch():
            found = {quantity_of(scheme, child, entered) for child in children(node)}
            return found.pop() if len(found) == 1 else Quantity.POINTS
        case _:
            return Quantity.POINTS

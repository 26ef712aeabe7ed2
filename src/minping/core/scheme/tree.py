"""Walking a score tree."""

from minping.core.scheme.nodes import (
    Adjust,
    Each,
    Mean,
    Node,
    Pick,
    Piecewise,
    Relative,
    Rescale,
    Rollup,
    Sum,
    Switch,
    Weighted,
)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below ``node`` (not through ``Ref``)."""
    match node:
        case Weighted(parts=parts):
            return tuple(p.node for p in parts)
        case Sum(terms=terms):
            return tuple(t.node for t in terms)
        case Mean(nodes=nodes) | Pick(nodes=nodes):
            return nodes
        case Rollup(node=child, otherwise=other):
            return (child,) if other is None else (child, other)
        case Switch(cases=cases, default=default):
            return tuple(cases.values()) + (() if default is None else (default,))
        case (
            Each(node=child)
            | Piecewise(node=child)
            | Adjust(node=child)
            | Rescale(node=child)
            | Relative(node=child)
        ):
            return (child,)
        case _:
            return ()


def walk(node: Node) -> tuple[Node, ...]:
    """``node`` and everything below it, parents first."""
    return (node, *(below for child in children(node) for below in walk(child)))

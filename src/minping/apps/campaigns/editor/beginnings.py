"""New parts: a node of each operation, an entry of each section, with values that hold together."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from minping.core.scheme import model, nodes, outcomes
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Head, Node
from minping.core.scheme.quantities import quantity_of

HUNDRED = Fraction(100)


def node_begun(scheme: Scheme, op: str, head: Head, child: Node | None = None) -> Node:
    """A node of an operation. ``child``: what it takes its value from, where it takes one."""
    return _NODES[op](scheme, head, child or _survey(scheme, _below(head), None))


def _below(head: Head) -> Head:
    return Head(code=f"{head.code}·测评", name=f"{head.name or head.code}·测评")


def _survey(scheme: Scheme, head: Head, child: Node | None) -> Node:
    return nodes.Survey(head, groups=tuple(list(scheme.groups)[:1]))


def _full(head: Head) -> Head:
    return replace(head, full=head.full or HUNDRED)


def _most(scheme: Scheme, child: Node) -> Fraction:
    return Fraction(1) if quantity_of(scheme, child) is nodes.Quantity.RATE else HUNDRED


_NODES: Mapping[str, Callable[[Scheme, Head, Node], Node]] = {
    "survey": _survey,
    "report": lambda s, h, c: nodes.Report(_full(h), component=h.name or h.code),
    "ledger": lambda s, h, c: nodes.Ledger(
        h,
        base=h.full or HUNDRED,
        items=(nodes.LedgerItem("条目1", "条目1", Fraction(-1)),),
    ),
    "event_count": lambda s, h, c: nodes.EventCount(h, events=("事件",)),
    "constant": lambda s, h, c: nodes.Constant(h, h.full or Fraction(0)),
    "weighted": lambda s, h, c: nodes.Weighted(
        _full(h), parts=(nodes.Part(c, nodes.ByCategory(Fraction(1)), share=True),)
    ),
    "sum": lambda s, h, c: nodes.Sum(h, terms=(nodes.Term(c),)),
    "mean": lambda s, h, c: nodes.Mean(h, nodes=(c,)),
    "each": lambda s, h, c: nodes.Each(h, nodes.Dimension.ROUND, c),
    "rollup": lambda s, h, c: nodes.Rollup(h, nodes.Attribution.PARENT, c),
    "piecewise": lambda s, h, c: nodes.Piecewise(
        h, c, line=((Fraction(0), Fraction(0)), (_most(s, c), h.full or HUNDRED))
    ),
    "adjust": lambda s, h, c: nodes.Adjust(h, c, events=("事件",), amount=Fraction(1)),
    "rescale": lambda s, h, c: nodes.Rescale(_full(h), c),
    "pick": lambda s, h, c: nodes.Pick(h, nodes.Choice.FIRST, (c,)),
    "switch": lambda s, h, c: nodes.Switch(h, cases={}, default=c),
    "ref": lambda s, h, c: nodes.Ref(h, tree=next(iter((*s.measures, *s.trees)), "")),
    "relative": lambda s, h, c: nodes.Relative(_full(h), c, nodes.RelativeTo.BEST),
}


def entry_begun(scheme: Scheme, section: str, name: str) -> Any:
    """A new entry of a section, named as asked."""
    return _ENTRIES[section](scheme, name)


def _scale(scheme: Scheme, name: str) -> model.Scale:
    options = (
        model.Option("A", "满意", points=HUNDRED, satisfied=True),
        model.Option("B", "基本满意", points=Fraction(80), satisfied=True),
        model.Option("C", "不满意", points=Fraction(0)),
        model.Option("U", "不了解", kind=model.OptionKind.UNKNOWN),
    )
    return model.Scale(name, name, options)


_ENTRIES: Mapping[str, Callable[[Scheme, str], Any]] = {
    "scales": _scale,
    "aspects": lambda s, n: model.Aspect(n, n),
    "contents": lambda s, n: model.Content(n),
    "groups": lambda s, n: model.VoterGroup(n, n, scale=next(iter(s.scales), "")),
    "rounds": lambda s, n: model.Round(n, n),
    "categories": lambda s, n: model.Category(n, n),
    "trees": lambda s, n: _survey(s, Head(n, n), None),
    "measures": lambda s, n: _survey(s, Head(n, n), None),
    "vetoes": lambda s, n: outcomes.Veto(n, events=(n,), effects=(outcomes.VetoEffect.ZERO,)),
    "grades": lambda s, n: outcomes.Grade(n),
    "rankings": lambda s, n: outcomes.Ranking(n, n),
    "selections": lambda s, n: outcomes.Selection(
        n, n, outcomes.Purpose.OTHER, cut=outcomes.Cut(outcomes.End.TOP, 3)
    ),
}

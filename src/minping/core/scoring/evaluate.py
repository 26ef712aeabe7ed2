"""One door to evaluate any node for any object: dispatch, caps and floors, words, memo."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from minping.core.findings import Text
from minping.core.scheme import nodes as kinds
from minping.core.scheme.nodes import Node, Quantity
from minping.core.scheme.quantities import quantity_of
from minping.core.scoring import combine, facts, shape
from minping.core.scoring.context import Context, Subject
from minping.core.scoring.result import ScoreNode
from minping.core.scoring.rounding import percent, plain, published
from minping.core.scoring.survey import survey

_LEAVES: dict[type, Callable[[Context, Any, Subject], ScoreNode]] = {
    kinds.Survey: survey,
    kinds.Report: facts.report,
    kinds.Ledger: facts.ledger,
    kinds.EventCount: facts.event_count,
    kinds.Constant: facts.constant,
}
_INNER: dict[type, Callable[[Context, Any, Any, Subject], ScoreNode]] = {
    kinds.Weighted: combine.weighted,
    kinds.Sum: combine.total,
    kinds.Mean: combine.mean,
    kinds.Each: combine.each,
    kinds.Rollup: combine.rollup,
    kinds.Pick: combine.pick,
    kinds.Piecewise: shape.piecewise,
    kinds.Adjust: shape.adjust,
    kinds.Rescale: shape.rescale,
    kinds.Relative: shape.relative,
}


def evaluate(context: Context, node: Node, subject: Subject) -> ScoreNode:
    """The explained value of ``node`` for ``subject``. Pure; each value is computed once per run."""
    key = (id(node), subject.unit.code, subject.category, subject.focus)
    known = context.memo.get(key)
    if known is None:
        known = context.memo[key] = _finished(context, node, subject, _raw(context, node, subject))
    return known


def _raw(context: Context, node: Node, subject: Subject) -> ScoreNode:
    if isinstance(node, kinds.Ref):
        target = context.scheme.trees.get(node.tree) or context.scheme.measures[node.tree]
        inner = evaluate(context, target, subject)
        return replace(inner, code=node.head.code, name=node.head.name, kind="ref", missing_rule=None)
    if isinstance(node, kinds.Switch):
        return _switch(context, node, subject)
    leaf = _LEAVES.get(type(node))
    if leaf is not None:
        return leaf(context, node, subject)
    return _INNER[type(node)](context, evaluate, node, subject)


def _switch(context: Context, node: kinds.Switch, subject: Subject) -> ScoreNode:
    chosen = node.cases.get(subject.category, node.default)
    if chosen is None:
        words = Text("本类别没有这一项", "this item does not exist in the category")
        return ScoreNode(
            node.head.code,
            node.head.name,
            "switch",
            subject.unit.code,
            quantity_of(context.scheme, node),
            missing=words,
        )
    inner = evaluate(context, chosen, subject)
    return ScoreNode(
        code=node.head.code,
        name=node.head.name,
        kind="switch",
        object=subject.unit.code,
        quantity=inner.quantity,
        rule=Text("按类别取用", "chosen by category"),
        valid=inner.valid,
        missing=inner.missing,
        missing_rule=inner.missing_rule,
        parts=(inner,),
    ).with_value(inner.value)


def _bounded(node: Node, value: Fraction, quantity: Quantity) -> tuple[Fraction, Text | None]:
    show = percent if quantity is Quantity.RATE else plain
    if node.head.cap is not None and value > node.head.cap:
        cap = show(node.head.cap)
        return node.head.cap, Text(f"{show(value)}超过上限，按{cap}计", f"{show(value)} capped at {cap}")
    if node.head.floor is not None and value < node.head.floor:
        floor = show(node.head.floor)
        return node.head.floor, Text(
            f"{show(value)}低于下限，按{floor}计", f"{show(value)} raised to {floor}"
        )
    return value, None


def _finished(context: Context, node: Node, subject: Subject, raw: ScoreNode) -> ScoreNode:
    """Caps, floors, clause, rule in the plan's words, the missing rule, the published text."""
    value, note = raw.value, None
    if value is not None:
        value, note = _bounded(node, value, raw.quantity)
    rule = Text(node.head.rule, node.head.rule) if node.head.rule else raw.rule
    missing_rule = raw.missing_rule or node.head.missing if raw.value is None else None
    return replace(
        raw.with_value(value),
        code=node.head.code + subject.focus.suffix,
        clause=node.head.clause,
        rule=rule,
        full=context.full(node, subject),
        published=published(value, raw.quantity, context.scheme.rounding),
        notes=raw.notes + ((note,) if note else ()),
        missing_rule=missing_rule,
        parts=tuple(_printed(context, part) for part in raw.parts),
    )


def _printed(context: Context, part: ScoreNode) -> ScoreNode:
    if part.published or part.value is None:
        return part
    return replace(part, published=published(part.value, part.quantity, context.scheme.rounding))

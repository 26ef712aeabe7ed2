"""Evaluation of nodes that change one child's value (operators 11, 12, 24) or its standing."""

from dataclasses import replace
from fractions import Fraction

from minping.core.findings import Text
from minping.core.scheme.curves import on_line, on_slope
from minping.core.scheme.nodes import (
    Adjust,
    AdjustMode,
    Node,
    Piecewise,
    Quantity,
    Relative,
    RelativeTo,
    Rescale,
)
from minping.core.scoring.context import Context, Subject
from minping.core.scoring.result import Input, ScoreNode
from minping.core.scoring.rounding import legible, percent, plain
from minping.core.scoring.weigh import ZERO, Evaluate
from minping.core.scoring.wording import piecewise_words


def _shown(
    node: Node, subject: Subject, kind: str, child: ScoreNode, rule: Text, quantity: Quantity
) -> ScoreNode:
    return ScoreNode(
        code=node.head.code,
        name=node.head.name,
        kind=kind,
        object=subject.unit.code,
        quantity=quantity,
        rule=rule,
        valid=child.valid,
        missing=child.missing,
        missing_rule=child.missing_rule,
        parts=(child,),
    )


def piecewise(context: Context, evaluate: Evaluate, node: Piecewise, subject: Subject) -> ScoreNode:
    """Points from a rate or a number by slope, table or line."""
    child = evaluate(context, node.node, subject)
    show = percent if child.quantity is Quantity.RATE else plain
    result = _shown(node, subject, "piecewise", child, piecewise_words(node, child.quantity), Quantity.POINTS)
    x = child.value
    if x is None:
        return result
    if node.slope is not None:
        return result.with_value(on_slope(node.slope, x))
    if node.line:
        return result.with_value(on_line(node.line, x))
    for step in node.table:
        if step.band.holds(x):
            return result.with_value(step.points)
    words = Text(f"{show(x)}不在任何一档内", f"{show(x)} lies in no band")
    return replace(result, missing=words)


def adjust(context: Context, evaluate: Evaluate, node: Adjust, subject: Subject) -> ScoreNode:
    """The child's value reduced for each event (P6: 2 % off the satisfaction rate per circular)."""
    child = evaluate(context, node.node, subject)
    events = context.events(subject.unit.code, node.events, node.window)
    number = sum(event.count for event in events)
    show = percent if node.mode is not AdjustMode.SUBTRACT or child.quantity is Quantity.RATE else plain
    rule = Text(
        f"每次「{'、'.join(node.events)}」{_adjust_zh(node.mode)}{show(node.amount)}，共{number}次",
        f"{show(node.amount)} off per {', '.join(node.events)}, {number} in all",
    )
    inputs = tuple(Input(event.event, Fraction(event.count), date=event.date) for event in events)
    result = replace(_shown(node, subject, "adjust", child, rule, child.quantity), inputs=inputs)
    x = child.value
    if x is None:
        return result
    value = {
        AdjustMode.SUBTRACT: x - node.amount * number,
        AdjustMode.FACTOR: x * (1 - node.amount * number),
        AdjustMode.COMPOUND: x * (1 - node.amount) ** number,
    }[node.mode]
    return result.with_value(value)


def _adjust_zh(mode: AdjustMode) -> str:
    return {
        AdjustMode.SUBTRACT: "减",
        AdjustMode.FACTOR: "按原值扣",
        AdjustMode.COMPOUND: "逐次按余值扣",
    }[mode]


def rescale(context: Context, evaluate: Evaluate, node: Rescale, subject: Subject) -> ScoreNode:
    """Child ÷ its full mark × this node's full mark (150 → 100)."""
    child = evaluate(context, node.node, subject)
    of = context.full(node.node, subject) or Fraction(1)
    to = node.head.full or Fraction(100)
    name = node.node.head.name
    zh, en = (f"÷{plain(of)}", f" ÷ {plain(of)}") if of != 1 else ("", "")
    rule = Text(f"{name}{zh}×{plain(to)}折算", f"{name}{en} × {plain(to)}")
    result = _shown(node, subject, "rescale", child, rule, Quantity.POINTS)
    return result if child.value is None else result.with_value(child.value / of * to)


def relative(context: Context, evaluate: Evaluate, node: Relative, subject: Subject) -> ScoreNode:
    """Points by standing among the appraised units of the category."""
    child = evaluate(context, node.node, subject)
    full = node.head.full or Fraction(100)
    best_zh, best_en = "÷同类别最高值×", "÷ the category's best × "
    place_zh, place_en = "同类别第一得", "first of the category "
    words = (
        Text(f"{best_zh}{plain(full)}", f"{best_en}{plain(full)}")
        if node.to is RelativeTo.BEST
        else Text(
            f"{place_zh}{plain(full)}分，每后一位少{plain(node.step)}分",
            f"{place_en}{plain(full)}, {plain(node.step)} less per place",
        )
    )
    result = _shown(node, subject, "relative", child, words, Quantity.POINTS)
    x = child.value
    if x is None:
        return result
    values = [
        value
        for unit in context.appraised(subject.category)
        if (value := evaluate(context, node.node, replace(subject, unit=unit)).value) is not None
    ]
    if node.to is RelativeTo.PLACE:
        ahead = sum(1 for value in values if value > x)
        note = Text(f"同类别有{ahead}个更高", f"{ahead} of the category are higher")
        return replace(result, notes=(note,)).with_value(full - node.step * ahead)
    best = max([*values, x])
    show = percent if child.quantity is Quantity.RATE else legible
    note = Text(f"同类别最高{show(best)}", f"the category's best is {show(best)}")
    return replace(result, notes=(note,)).with_value(x / best * full if best else ZERO)

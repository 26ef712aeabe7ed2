"""Nodes that reshape one child, and the ranges they use: slope, table, line, adjust, relative."""

from fractions import Fraction

from minping.core.scheme.blocks import Block, block, each
from minping.core.scheme.cursor import Cursor
from minping.core.scheme.nodes import (
    Adjust,
    AdjustMode,
    Head,
    Node,
    Piecewise,
    Relative,
    RelativeTo,
    Slope,
    Step,
    Steps,
)
from minping.core.scheme.ranges import Band, Window
from minping.core.scheme.values import choice, number, points, texts, window
from minping.core.scheme.yaml_text import Kind

ZERO, ONE = Fraction(0), Fraction(1)


def band_of(found: Block) -> Band | None:
    """The range written with 不低于, 高于, 不高于, 低于 in this block; None when none is."""
    ends: dict[str, Fraction | None] = {
        key: found.take(key, number, None) for key in ("ge", "gt", "le", "lt")
    }
    return Band(**ends) if any(key in found for key in ends) else None


def piecewise(found: Block, head: Head, child: Node) -> Piecewise:
    """分段."""
    return Piecewise(
        head=head,
        node=child,
        slope=found.take("slope", lambda c: _slope(c, head), None),
        table=found.take("table", lambda c: each(c, _step), ()),
        line=found.take("line", lambda c: each(c, _line_point), ()),
    )


def _slope(cursor: Cursor, head: Head) -> Slope:
    found = block(cursor, "slope")
    if head.full is None and "full" not in found:
        found.missing("full")
    return Slope(
        target=found.need("target", number, ONE),
        full=found.take("full", points, head.full or ZERO),
        step=found.need("step", number, ONE),
        points=found.need("points", points, ZERO),
        bonus=found.take("bonus", points, ZERO),
        steps=found.take("steps", choice(Steps), Steps.PROPORTIONAL),
    )


def _step(cursor: Cursor) -> Step:
    found = block(cursor, "band", "step")
    return Step(band_of(found) or Band(), found.need("points", points, ZERO))


def _line_point(cursor: Cursor) -> tuple[Fraction, Fraction]:
    if cursor.item.kind is Kind.LIST:
        pair = cursor.elements()
        if len(pair) != 2:
            raise cursor.wrong(
                "scheme.line",
                f"这一点写了{len(pair)}个数",
                f"this point has {len(pair)} numbers",
                "请写两个数：[值, 得分]",
                "write two numbers: [value, points]",
            )
        return number(pair[0]), points(pair[1])
    found = block(cursor, "line_point")
    return found.need("x", number, ZERO), found.need("points", points, ZERO)


def adjust(found: Block, head: Head, child: Node) -> Adjust:
    """扣减."""
    return Adjust(
        head=head,
        node=child,
        events=found.need("events", texts, ()),
        amount=found.need("amount", number, ZERO),
        mode=found.take("mode", choice(AdjustMode), AdjustMode.SUBTRACT),
        window=found.take("window", window, Window()),
    )


def relative(found: Block, head: Head, child: Node) -> Relative:
    """相对."""
    return Relative(
        head=head,
        node=child,
        to=found.need("to", choice(RelativeTo), RelativeTo.BEST),
        step=found.take("step", points, ZERO),
    )

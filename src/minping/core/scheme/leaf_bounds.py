"""Ranges of leaves: surveys from their scales, reports, ledgers, event counts, constants."""

from fractions import Fraction

from minping.core.findings import Text
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import (
    AspectRule,
    Constant,
    EventCount,
    Ledger,
    LedgerItem,
    Measure,
    Missing,
    Node,
    Quantity,
    Report,
    Survey,
)
from minping.core.scheme.ranges import Window
from minping.core.scheme.reach import DEFAULT, NEVER, End, Member, Reach, average, least, most, total
from minping.core.scheme.surveyed import Frame, aspects_in, has_points, scales_in, weight_in

ZERO, ONE = Fraction(0), Fraction(1)
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def leaf(scheme: Scheme, node: Node, frame: Frame) -> Reach | None:
    """The range of a leaf before its own cap and floor; None: not a leaf."""
    match node:
        case Survey():
            return _survey(scheme, node, frame)
        case Report():
            return _report(node)
        case Ledger():
            return _ledger(node)
        case EventCount():
            return Reach(ZERO, None if node.events else ZERO, NEVER, _endless(node, node.events))
        case Constant(value=value):
            return Reach(value, value)
        case _:
            return None


def _endless(node: Node, events: tuple[str, ...]) -> tuple[Text, ...]:
    if not events:
        return ()
    name = node.head.name or node.head.code
    return (Text(f"「{name}」的次数没有上限", f"“{name}” counts events without limit"),)


def _survey(scheme: Scheme, node: Survey, frame: Frame) -> Reach:
    """Every aspect anywhere on its scale. A mean leaves out aspects that nobody graded."""
    short = {node.if_short, scheme.small_cells.if_short}
    rules = DEFAULT | {rule for rule in short if rule is not Missing.NA}
    aspects = aspects_in(scheme, node, frame)
    if node.measure is Measure.SATISFACTION_RATE:
        ranges = {aspect: Reach(ZERO, ONE) for aspect in aspects}
    else:
        ranges = {
            aspect: Reach(min(s.low for s in scored), max(s.high for s in scored))
            for aspect, scales in scales_in(scheme, node, frame).items()
            if (scored := [scale for scale in scales if has_points(scale)])
        }
    members = [Member(ranges[a], weight_in(scheme, a, frame.category), True) for a in aspects if a in ranges]
    if not members:
        return Reach(None, None, rules)
    if node.aspect_rule is AspectRule.SUM:
        summed = total([m.reach.times(m.weight) for m in members])
        return Reach(summed.low, summed.high, rules)
    if node.aspect_rule is AspectRule.POOL:
        return Reach(least(m.reach.low for m in members), most(m.reach.high for m in members), rules)
    mean = average(members)
    return Reach(mean.low, mean.high, rules)


def _report(node: Report) -> Reach:
    rules: frozenset[Missing | None] = DEFAULT | (
        {node.not_applicable} if node.not_applicable is not None else NEVER
    )
    name = node.head.name or node.head.code
    if node.quantity is Quantity.RATE:
        return Reach(ZERO, ONE, rules)
    if node.quantity is Quantity.NUMBER:
        return Reach(ZERO, None, rules)
    if node.head.full is not None:
        return Reach(ZERO, node.head.full, rules)
    note = Text(f"「{name}」是报送值，没有写明范围", f"“{name}” is reported without a stated range")
    return Reach(None, None, rules, (note,))


def _ledger(node: Ledger) -> Reach:
    items = [_item(item, node.window) for item in node.items]
    summed = total(items)
    name = node.head.name or node.head.code
    notes = []
    if summed.low is None and node.head.floor is None:
        notes.append(Text(f"「{name}」扣分没有下限", f"“{name}” deducts without a floor"))
    if summed.high is None and node.head.cap is None:
        notes.append(Text(f"「{name}」加分没有上限", f"“{name}” adds without a cap"))
    return Reach(_plus(node.base, summed.low), _plus(node.base, summed.high), NEVER, tuple(notes))


def _plus(base: Fraction, end: End) -> End:
    return None if end is None else base + end


def _item(item: LedgerItem, window: Window) -> Reach:
    """An item's sum: one-sided by the sign of its points, two-sided when entries bring their own."""
    size = None if item.cap is None else abs(item.cap)
    periods = periods_in(window, item.period)
    if item.period_cap is not None and periods is not None:
        in_all = abs(item.period_cap) * periods
        size = in_all if size is None else min(size, in_all)
    low: End = None if size is None else -size
    if item.points is None:
        return Reach(low, size)
    return Reach(ZERO, size) if item.points >= 0 else Reach(low, ZERO)


def periods_in(window: Window, period: str) -> int | None:
    """How many months, quarters, halves or years a window touches; None: not limited."""
    if not period or not window.start or not window.end or period not in MONTHS:
        return None if period else 1
    first, last = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in (window.start, window.end))
    return max(last // MONTHS[period] - first // MONTHS[period] + 1, 0)

"""Rules on what scores are possible at all: simulated minimum and maximum against the full mark."""

from collections.abc import Callable, Iterator

from minping.core.findings import Severity
from minping.core.scheme.bounds import Bounds
from minping.core.scheme.intervals import written
from minping.core.scheme.lint.plan import Note, Plan, Rule, Spot, limited_to, per_category
from minping.core.scheme.nodes import Sum, Weighted


def _roots(plan: Plan) -> Iterator[tuple[Spot, str]]:
    for category in plan.categories:
        root = plan.root_of(category)
        if root is not None:
            yield root, category


def _joined(plan: Plan, said: dict[Note, list[str]]) -> Iterator[Note]:
    for note, categories in said.items():
        yield note if len(categories) == len(plan.categories) else limited_to(plan, note, categories)


def span_of(found: Bounds, *, rate: bool) -> tuple[str, str]:
    """``70–100`` in both languages."""
    low, high = (None if end is None else written(end, rate=rate) for end in (found.low, found.high))
    if low is None and high is None:
        return "无法确定", "not known"
    zh = f"{low if low is not None else '无下限'}–{high if high is not None else '无上限'}"
    en = f"{low if low is not None else 'no minimum'}–{high if high is not None else 'no maximum'}"
    return zh, en


def range_told(plan: Plan) -> Iterator[Note]:
    """The range of every score tree, always printed."""
    said: dict[Note, list[str]] = {}
    for root, category in _roots(plan):
        rate = plan.is_rate(root.node)
        zh, en = span_of(plan.bounds(root.node, category), rate=rate)
        full = plan.full_mark(root.node, category)
        mark = "?" if full is None else written(full, rate=rate)
        note = Note(
            root.path,
            f"「{root.name}」可得区间 {zh}，满分 {mark}",
            f"“{root.name}”: range {en}, full mark {mark}",
        )
        said.setdefault(note, []).append(category)
    return _joined(plan, said)


def minimum(plan: Plan) -> Iterator[Note]:
    """The lowest possible score is not 0 (P5: 70)."""
    said: dict[Note, list[str]] = {}
    for root, category in _roots(plan):
        low = plan.bounds(root.node, category).low
        if low is None or not low:
            continue
        value = written(low, rate=plan.is_rate(root.node))
        below = low < 0
        note = Note(
            root.path,
            f"「{root.name}」最低可到{value}，低于0" if below else f"「{root.name}」最低也有{value}，到不了0",
            f"“{root.name}” can fall to {value}, below 0"
            if below
            else f"“{root.name}” is never below {value}",
            "请写「下限: 0」，或确认允许负分" if below else "请确认本意如此，并按这个区间定等次线",
            "write floor: 0, or confirm that negative scores are meant"
            if below
            else "confirm that this is meant, and set the grades' lines within the range",
        )
        said.setdefault(note, []).append(category)
    return _joined(plan, said)


def unbounded(plan: Plan) -> Iterator[Note]:
    """No lowest or no highest score: which item runs without limit."""
    said: dict[Note, list[str]] = {}
    for root, category in _roots(plan):
        found = plan.bounds(root.node, category)
        if found.low is not None and found.high is not None:
            continue
        why_zh = "；".join(note.zh for note in found.notes) or "有的部分没有分值"
        why_en = "; ".join(note.en for note in found.notes) or "some part has no points"
        ends_zh = "没有下限" if found.low is None else ""
        ends_zh += ("、" if ends_zh else "") + "没有上限" if found.high is None else ""
        ends_en = " or ".join(
            word for word, end in (("minimum", found.low), ("maximum", found.high)) if end is None
        )
        note = Note(
            root.path,
            f"「{root.name}」{ends_zh}：{why_zh}",
            f"“{root.name}” has no {ends_en}: {why_en}",
            "请给这些项写「下限」「上限」（或各条目的上限）",
            "give these items a floor or a cap (or a cap for each entry)",
        )
        said.setdefault(note, []).append(category)
    return _joined(plan, said)


def maximum_above(plan: Plan) -> Iterator[Note]:
    """A total or a part can pass its full mark (bonus without a cap)."""
    return per_category(plan, lambda spot, category: _above(plan, spot, category))


def _above(plan: Plan, spot: Spot, category: str) -> Iterator[Note]:
    over = _innermost(plan, spot, category, _over)
    if over is None:
        return
    yield Note(
        spot.path,
        f"「{spot.name}」最高可达{over[0]}，超过满分{over[1]}",
        f"“{spot.name}” can reach {over[0]}, more than its full mark of {over[1]}",
        "请写「上限」（加到满分为止），或给加分条目写上限",
        "write a cap (up to the full mark), or cap the entries that add points",
    )


def _weighs(spot: Spot) -> bool:
    """Where a full mark means something: whole trees, weighted parts, sums."""
    return spot.scored and (
        spot.parent is None or isinstance(spot.parent, Weighted) or isinstance(spot.node, Sum)
    )


Reach = tuple[str, str] | None
"""The highest possible value and the full mark in words, where they do not agree."""


def _innermost(plan: Plan, spot: Spot, category: str, off: Callable[[Plan, Spot, str], Reach]) -> Reach:
    """What is off at a spot, unless it is off at a part of it already."""
    parts = (part for part in plan.spots_in(category) if part.under(spot.node))
    return None if any(off(plan, part, category) for part in parts) else off(plan, spot, category)


def _over(plan: Plan, spot: Spot, category: str) -> Reach:
    if not _weighs(spot):
        return None
    full = plan.full_mark(spot.node, category)
    found = plan.bounds(spot.node, category)
    if full is None or (found.low is None and found.high is None):
        return None
    if found.high is not None and found.high <= full:
        return None
    rate = plan.is_rate(spot.node)
    return "∞" if found.high is None else written(found.high, rate=rate), written(full, rate=rate)


def maximum_below(plan: Plan) -> Iterator[Note]:
    """A total or a part can never reach its full mark."""
    return per_category(plan, lambda spot, category: _below(plan, spot, category))


def _below(plan: Plan, spot: Spot, category: str) -> Iterator[Note]:
    short = _innermost(plan, spot, category, _short)
    if short is None:
        return
    yield Note(
        spot.path,
        f"「{spot.name}」最高只能到{short[0]}，到不了满分{short[1]}",
        f"“{spot.name}” can reach {short[0]} at most, not its full mark of {short[1]}",
        "请核对分值、上限和满分",
        "check points, caps and the full mark",
    )


def _short(plan: Plan, spot: Spot, category: str) -> Reach:
    if not _weighs(spot):
        return None
    full = plan.full_mark(spot.node, category)
    high = plan.bounds(spot.node, category).high
    if full is None or high is None or high >= full:
        return None
    rate = plan.is_rate(spot.node)
    return written(high, rate=rate), written(full, rate=rate)


RULES = (
    Rule("lint.range", Severity.INFO, range_told),
    Rule("lint.minimum_not_zero", Severity.WARNING, minimum),
    Rule("lint.unbounded", Severity.WARNING, unbounded),
    Rule("lint.maximum_above_full", Severity.WARNING, maximum_above),
    Rule("lint.maximum_below_full", Severity.WARNING, maximum_below),
)

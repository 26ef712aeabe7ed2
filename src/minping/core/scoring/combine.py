"""Evaluation of combinators: weighted, sum, mean, each, rollup, pick, switch, ref (operators 5–9, 24)."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from minping.core.findings import Text, warning
from minping.core.scheme.nodes import (
    Attribution,
    Choice,
    Dimension,
    Each,
    Mean,
    Missing,
    Node,
    Pick,
    Quantity,
    Rollup,
    Sum,
    Survey,
    Weighted,
    Weights,
)
from minping.core.scheme.quantities import quantity_of as planned_quantity
from minping.core.scheme.tree import walk
from minping.core.scoring.context import Context, Subject
from minping.core.scoring.inputs import Status, Unit
from minping.core.scoring.result import ScoreNode
from minping.core.scoring.rounding import plain
from minping.core.scoring.survey import selected_cells, void_notes, wanted_rounds
from minping.core.scoring.weigh import ZERO, Evaluate, Joined, Share, join, stood_in, substitute
from minping.core.tally.counts import JOIN


def quantity_of(parts: Sequence[ScoreNode]) -> Quantity:
    """The children's common quantity; points where they differ."""
    found = {part.quantity for part in parts}
    return found.pop() if len(found) == 1 else Quantity.POINTS


def _shown(
    node: Node, subject: Subject, kind: str, joined: Joined, rule: Text, quantity: Quantity | None = None
) -> ScoreNode:
    behind = [part.valid for part in joined.parts if part.valid is not None]
    return ScoreNode(
        code=node.head.code,
        name=node.head.name,
        kind=kind,
        object=subject.unit.code,
        quantity=quantity or quantity_of(joined.parts),
        rule=rule,
        valid=sum(behind) if behind else None,
        missing=joined.missing,
        missing_rule=joined.rule,
        notes=joined.notes,
        parts=joined.parts,
    ).with_value(joined.value)


def weighted(context: Context, evaluate: Evaluate, node: Weighted, subject: Subject) -> ScoreNode:
    """Σ child ÷ its full mark × weight. Parts without a weight in this category do not take part."""
    full = context.full(node, subject)
    shares = []
    for part in node.parts:
        weight = part.weight.of(subject.category)
        if weight is None:
            continue
        points = weight * (full or 1) if part.share else weight
        shown = evaluate(context, part.node, subject)
        shares.append(Share(part.node, subject, shown, points, context.full(part.node, subject)))
    joined = join(context, evaluate, shares, node.missing, normalise=True)
    words = "＋".join(_of_full(share, "÷", "×") for share in shares)
    english = " + ".join(_of_full(share, " ÷ ", " × ") for share in shares)
    return _shown(node, subject, "weighted", joined, Text(words, english), Quantity.POINTS)


def _of_full(share: Share, over: str, times: str) -> str:
    """``评议÷100×70``; a rate is of 1, and what does not exist has no full mark: ``满意率×20``."""
    divided = f"{over}{plain(share.full)}" if share.full and share.full != 1 else ""
    return f"{share.shown.name}{divided}{times}{plain(share.weight)}"


def total(context: Context, evaluate: Evaluate, node: Sum, subject: Subject) -> ScoreNode:
    """Σ sign × child. A missing term makes the sum missing unless its rule gives a value."""
    value: Fraction | None = ZERO
    missing: Text | None = None
    parts, notes = [], []
    for term in node.terms:
        shown = evaluate(context, term.node, subject)
        found = shown.value
        if found is None:
            full = context.full(term.node, subject)
            share = Share(term.node, subject, shown, Fraction(1), full)
            rule, found = substitute(context, evaluate, share, Missing.NA)
            if rule is Missing.REDISTRIBUTE:
                rule, found = Missing.ZERO, ZERO
            if found is not None:
                notes.append(stood_in(shown, rule, found))
        if found is None:
            why = shown.missing or Text("", "")
            missing = missing or Text(f"「{shown.name}」：{why.zh}", f"“{shown.name}”: {why.en}")
            value = None
        elif value is not None:
            value += term.sign * found
        parts.append(
            replace(
                shown, weight=Fraction(term.sign), contribution=None if found is None else term.sign * found
            )
        )
    joined = Joined(value, tuple(parts), missing, notes=tuple(notes))
    words = "".join(("＋" if t.sign > 0 else "－") + t.node.head.name for t in node.terms).lstrip("＋")
    return _shown(node, subject, "sum", joined, Text(words, words))


def mean(context: Context, evaluate: Evaluate, node: Mean, subject: Subject) -> ScoreNode:
    """Mean of the listed children: equal, by ballots, or by given weights."""
    shares = []
    for place, child in enumerate(node.nodes):
        shown = evaluate(context, child, subject)
        weight = _weight(node.weights, shown, node.given[place] if node.given else Fraction(1))
        shares.append(Share(child, subject, shown, weight, context.full(child, subject)))
    joined = join(context, evaluate, shares, node.missing, normalise=False)
    return _shown(node, subject, "mean", joined, _mean_words(node.weights, "各项", "the items"))


def _weight(weights: Weights, shown: ScoreNode, given: Fraction) -> Fraction:
    if weights is Weights.BALLOTS:
        return Fraction(shown.valid or 0)
    return given if weights is Weights.GIVEN else Fraction(1)


def _mean_words(weights: Weights, zh: str, en: str) -> Text:
    how = {
        Weights.EQUAL: ("简单平均", "plain mean"),
        Weights.BALLOTS: ("按有效票数加权平均", "mean weighted by valid ballots"),
        Weights.GIVEN: ("按给定权重加权平均", "mean by given weights"),
    }[weights]
    return Text(f"{zh}{how[0]}", f"{how[1]} of {en}")


def each(context: Context, evaluate: Evaluate, node: Each, subject: Subject) -> ScoreNode:
    """One value per round, channel, stratum, cluster, group or aspect, then their mean."""
    values = dimension_values(context, node, subject)
    if node.weights is Weights.GIVEN:
        _warn_unweighted(context, node, values)
        values = [value for value in values if value in node.given]
    shares = []
    for value in values:
        narrowed = subject.on(node.over, value)
        shown = evaluate(context, node.node, narrowed)
        shown = replace(shown, name=f"{shown.name}（{_label(context, node.over, value)}）")
        weight = _weight(node.weights, shown, node.given.get(value, Fraction(1)))
        shares.append(Share(node.node, narrowed, shown, weight, context.full(node.node, narrowed)))
    joined = join(context, evaluate, shares, node.missing, normalise=False)
    zh = {"round": "各期", "channel": "各渠道", "stratum": "各层", "cluster": "各会场", "group": "各层面"}
    rule = _mean_words(node.weights, zh.get(node.over.value, "各测评项"), f"each {node.over.value}")
    quantity = None if shares else planned_quantity(context.scheme, node.node)
    if node.over is Dimension.ROUND:
        surveys = [below for below in walk(node.node) if isinstance(below, Survey)]
        joined = replace(joined, notes=(*joined.notes, *void_notes(context, surveys, subject)))
    return _shown(node, subject, "each", joined, rule, quantity)


def _label(context: Context, over: Dimension, value: str) -> str:
    scheme = context.scheme
    known = {Dimension.ROUND: scheme.rounds, Dimension.GROUP: scheme.groups, Dimension.ASPECT: scheme.aspects}
    named = known.get(over, {}).get(value)
    return getattr(named, "name", "") or value or "未分"


def _warn_unweighted(context: Context, node: Each, values: list[str]) -> None:
    extra = sorted(set(values) - set(node.given))
    if not extra:
        return
    finding = warning(
        "score.no_weight",
        f"「{node.head.name}」没有给出{'、'.join(extra)}的权重，这部分票不计",
        f"“{node.head.name}” gives no weight for {', '.join(extra)}: these ballots do not count",
        "请在方案里补上权重（可写0）",
        "add the weight to the scheme (0 is allowed)",
    )
    if finding not in context.findings:
        context.findings.append(finding)


def dimension_values(context: Context, node: Each, subject: Subject) -> list[str]:
    """The values over which ``node`` runs: scheme order for rounds, groups, aspects; else as counted."""
    surveys = [below for below in walk(node.node) if isinstance(below, Survey)]
    if node.over is Dimension.ROUND:
        wanted = {code for s in surveys for code in wanted_rounds(context, s, subject)}
        return [code for code in context.scheme.rounds if code in wanted]
    if node.over is Dimension.GROUP:
        groups = {g for s in surveys for g in (s.groups or tuple(context.scheme.groups))}
        return [code for code in context.scheme.groups if code in groups]
    if node.over is Dimension.ASPECT:
        named = {a for s in surveys for a in s.aspects}
        asked = {a for s in surveys for g in s.groups for a in context.scheme.asked(g, subject.category)}
        return [code for code in context.scheme.aspects if code in asked and (not named or code in named)]
    cells = {cell for s in surveys for cell, _ in selected_cells(context, s, subject)}
    return sorted({v for cell in cells for v in getattr(cell, node.over.value).split(JOIN)})


def rollup(context: Context, evaluate: Evaluate, node: Rollup, subject: Subject) -> ScoreNode:
    """Mean of the subunits' values; ``otherwise`` for an object without subunits (S1 §四(二)3)."""
    units = context.subunits(subject.unit, node.by, node.kinds)
    if not units:
        if node.otherwise is not None:
            shown = evaluate(context, node.otherwise, subject)
            note = Text("没有下级单位，直接测评", "no subunits: rated directly")
            joined = Joined(shown.value, (shown,), shown.missing, shown.missing_rule, (note,))
            return _shown(node, subject, "rollup", joined, _mean_words(node.weights, "下级单位", "subunits"))
        words = Text("没有下级单位", "no subunits")
        joined = Joined(None, (), words)
        return _shown(node, subject, "rollup", joined, words, planned_quantity(context.scheme, node.node))
    shares = []
    for unit in units:
        below = subject.child(unit)
        shown = evaluate(context, node.node, below)
        notes = (*shown.notes, *also_counted(context, unit, node.by))
        shown = replace(shown, name=f"{unit.name}·{shown.name}", notes=notes)
        weight = _weight(node.weights, shown, Fraction(1))
        shares.append(Share(node.node, below, shown, weight, context.full(node.node, below)))
    joined = join(context, evaluate, shares, node.missing, normalise=False)
    return _shown(node, subject, "rollup", joined, _mean_words(node.weights, *_BELOW[node.by]))


_BELOW = {
    Attribution.PARENT: ("下级单位", "subunits"),
    Attribution.DISTRICT: ("驻地单位（按区划）", "units of the district"),
    Attribution.SYSTEM: ("本系统单位（按系统）", "units of the system"),
}


def also_counted(context: Context, unit: Unit, by: Attribution) -> tuple[Text, ...]:
    """Says for whom else a subunit counts (双挂钩): its parent, its township, as far as the scheme rolls up by
    these and they are appraised."""
    found = []
    for other, kinds in context.rollups.items():
        link = getattr(unit, other.value)
        above = context.unit_named(link) if other is not by and other is not Attribution.SYSTEM else None
        counts = any(not wanted or unit.kind in wanted for wanted in kinds)
        if above is not None and above.category and above.status is Status.APPRAISED and counts:
            found.append(Text(f"双挂钩：同时计入{above.name}", f"counts for {above.name} too"))
    return tuple(found)


def pick(context: Context, evaluate: Evaluate, node: Pick, subject: Subject) -> ScoreNode:
    """The first child that has a value, or the smallest or largest of those that have."""
    shown = tuple(evaluate(context, child, subject) for child in node.nodes)
    present = [part for part in shown if part.value is not None]
    words = {
        Choice.FIRST: Text("按顺序取第一个有结果的", "the first that has a result"),
        Choice.MIN: Text("取最低", "the lowest"),
        Choice.MAX: Text("取最高", "the highest"),
    }[node.choice]
    if not present:
        missing = shown[0].missing if shown else Text("没有可选项", "nothing to choose from")
        rule = shown[0].missing_rule if shown else None
        return _shown(node, subject, "pick", Joined(None, shown, missing, rule), words)
    ordered = sorted(present, key=lambda part: part.value or ZERO)
    chosen = {Choice.FIRST: present[0], Choice.MIN: ordered[0], Choice.MAX: ordered[-1]}[node.choice]
    result = _shown(node, subject, "pick", Joined(chosen.value, shown), words, chosen.quantity)
    return replace(result, valid=chosen.valid)

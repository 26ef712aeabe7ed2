"""How parents join children when some are missing (operators 5, 6, 8, 9). One rule for all combinators."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from minping.core.findings import Text
from minping.core.scheme.nodes import Missing, Node, Quantity
from minping.core.scoring.context import Context, Subject
from minping.core.scoring.result import ScoreNode
from minping.core.scoring.rounding import legible, percent

Evaluate = Callable[[Context, Node, Subject], ScoreNode]
ZERO = Fraction(0)


@dataclass(frozen=True)
class Share:
    """One child of a combinator: evaluated, with its weight and its full mark."""

    node: Node
    subject: Subject
    shown: ScoreNode
    weight: Fraction
    full: Fraction | None


@dataclass(frozen=True)
class Joined:
    """``value`` Σ weight × value over the weights that count; ``weights`` after redistribution."""

    value: Fraction | None
    parts: tuple[ScoreNode, ...]
    missing: Text | None = None
    rule: Missing | None = None
    notes: tuple[Text, ...] = ()


def category_mean(context: Context, evaluate: Evaluate, node: Node, subject: Subject) -> Fraction | None:
    """Mean of ``node`` over the appraised units of the category that have a value."""
    values = []
    for unit in context.appraised(subject.category):
        value = evaluate(context, node, replace(subject, unit=unit)).value
        if value is not None:
            values.append(value)
    return sum(values, ZERO) / len(values) if values else None


def substitute(
    context: Context, evaluate: Evaluate, share: Share, default: Missing
) -> tuple[Missing, Fraction | None]:
    """What stands in for a missing child: the rule that applies and its value, if it gives one."""
    rule = share.shown.missing_rule or default
    if rule is Missing.FULL:
        return rule, share.full
    if rule is Missing.ZERO:
        return rule, ZERO
    if rule is Missing.CATEGORY_MEAN:
        return rule, category_mean(context, evaluate, share.node, share.subject)
    if rule is Missing.BLOCK:
        why = share.shown.missing or Text("", "")
        unit = share.subject.unit.name
        context.blocks.append(
            Text(
                f"「{unit}」的「{share.shown.name}」缺少结果：{why.zh}",
                f"“{unit}” lacks “{share.shown.name}”: {why.en}",
            )
        )
    return rule, None


_WORDS = {
    Missing.REDISTRIBUTE: ("缺项，权重由其余各项按比例分担", "missing: the others share its weight"),
    Missing.FULL: ("缺项，按满分{}计", "missing: counted as full mark {}"),
    Missing.ZERO: ("缺项，按零分计", "missing: counted as zero"),
    Missing.CATEGORY_MEAN: ("缺项，按同类别平均值{}计", "missing: counted as the category's mean {}"),
}


def stood_in(shown: ScoreNode, rule: Missing, value: Fraction | None) -> Text:
    """What the missing ``shown`` was counted as, and by which rule."""
    show = percent if shown.quantity is Quantity.RATE else legible
    number = "" if value is None else show(value)
    zh, en = (words.format(number) for words in _WORDS[rule])
    return Text(f"「{shown.name}」{zh}", f"“{shown.name}” {en}")


def join(
    context: Context,
    evaluate: Evaluate,
    shares: Sequence[Share],
    default: Missing,
    *,
    normalise: bool,
) -> Joined:
    """Σ weight × (value / full) if ``normalise``, else Σ weight × value ÷ Σ weight.

    A missing child is treated by its own rule, else by ``default``; if the rule is ``na`` or gives
    nothing, the whole is missing. Redistribution keeps the children's proportions. A full mark is
    needed only where there is a value to divide: what does not exist in a category has none.
    """
    kept: list[tuple[Share, Fraction]] = []
    notes: list[Text] = []
    for share in shares:
        own = value = share.shown.value
        if not share.weight:
            continue
        if own is None:
            rule, value = substitute(context, evaluate, share, default)
            if value is None and rule is not Missing.REDISTRIBUTE:
                why = share.shown.missing or Text("", "")
                words = Text(f"「{share.shown.name}」：{why.zh}", f"“{share.shown.name}”: {why.en}")
                propagated = rule if rule in {Missing.BLOCK} else None
                return Joined(None, tuple(s.shown for s in shares), words, propagated)
            notes.append(stood_in(share.shown, rule, value))
        if normalise and not share.full and (own is not None or value):
            words = Text(
                f"「{share.shown.name}」没有满分，无法折算", f"“{share.shown.name}” has no full mark"
            )
            return Joined(None, tuple(s.shown for s in shares), words)
        if value is not None:
            kept.append((share, value))
    return _sum(shares, kept, tuple(notes), normalise=normalise)


def _sum(
    shares: Sequence[Share], kept: list[tuple[Share, Fraction]], notes: tuple[Text, ...], *, normalise: bool
) -> Joined:
    total = sum((share.weight for share in shares), ZERO)
    present = sum((share.weight for share, _ in kept), ZERO)
    if not present:
        words = Text("各组成部分都没有结果", "no component has a result")
        return Joined(None, tuple(s.shown for s in shares), words)
    stretch = (total if normalise else Fraction(1)) / present
    contributions: dict[int, tuple[Fraction, Fraction]] = {}
    for share, value in kept:
        weight = share.weight * stretch
        unit_value = value / share.full if normalise and share.full else value
        contributions[id(share)] = (weight, weight * unit_value)
    parts = tuple(
        replace(share.shown, weight=contributions[id(share)][0], contribution=contributions[id(share)][1])
        if id(share) in contributions
        else replace(share.shown, weight=ZERO, contribution=ZERO)
        for share in shares
    )
    return Joined(sum((c for _, c in contributions.values()), ZERO), parts, notes=notes)

"""Evaluation of a ``Survey``: select cells, pool them, combine aspects (operators 1–4, 8, 26)."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from minping.core.findings import Text
from minping.core.scheme.model import Round
from minping.core.scheme.nodes import AspectRule, Dimension, Measure, Missing, Quantity, Survey
from minping.core.scoring.answers import AspectValue, aspect_value
from minping.core.scoring.context import Context, Subject
from minping.core.scoring.papers import base_of, narrowed, papers
from minping.core.scoring.result import Input, ScoreNode
from minping.core.scoring.wording import survey_words
from minping.core.tally.counts import JOIN, Cell, CellCounts


def wanted_rounds(context: Context, node: Survey, subject: Subject) -> set[str]:
    """Rounds that the survey counts: scored, not void, in the node's list, in focus."""
    return _planned_rounds(context, node, subject) - context.void


def void_notes(context: Context, surveys: Iterable[Survey], subject: Subject) -> tuple[Text, ...]:
    """The void rounds that the surveys would have counted: ballots do not get lost without a word."""
    lost = {code for node in surveys for code in _planned_rounds(context, node, subject) & context.void}
    names = [known.name for code, known in context.scheme.rounds.items() if code in lost]
    return tuple(
        Text(f"「{name}」无效，其票不计", f"“{name}” is void: its ballots do not count") for name in names
    )


def _planned_rounds(context: Context, node: Survey, subject: Subject) -> set[str]:
    focus = subject.focus.value(Dimension.ROUND)
    return {
        code
        for code, known in context.scheme.rounds.items()
        if known.counts
        and (not node.rounds or code in node.rounds)
        and (focus is None or code == focus)
        and _asks(known, node.groups)
    }


def _asks(known: Round, groups: Sequence[str]) -> bool:
    return not known.groups or not groups or bool(set(known.groups) & set(groups))


def selected_cells(context: Context, node: Survey, subject: Subject) -> list[tuple[Cell, CellCounts]]:
    """The cells of the object that the survey and the focus let through, withheld ones included."""
    focus = subject.focus
    allowed = {
        "group": narrowed(node.groups, focus.value(Dimension.GROUP)),
        "channel": narrowed(node.channels, focus.value(Dimension.CHANNEL)),
        "stratum": narrowed(node.strata, focus.value(Dimension.STRATUM)),
        "cluster": narrowed(node.clusters, focus.value(Dimension.CLUSTER)),
        "round": wanted_rounds(context, node, subject) if context.scheme.rounds else None,
    }
    return [
        (cell, counts)
        for cell, counts in context.cells(subject.unit.code)
        if all(_lets_through(getattr(cell, name), values) for name, values in allowed.items())
        and not any((subject.unit.code, group) in context.barred for group in cell.group.split(JOIN))
    ]


def _lets_through(of_cell: str, values: set[str] | None) -> bool:
    return values is None or bool(values & set(of_cell.split(JOIN))) or (of_cell == "" and values == {""})


def _asked(context: Context, node: Survey, subject: Subject) -> tuple[str, ...]:
    focus = subject.focus.value(Dimension.ASPECT)
    groups = node.groups or tuple(context.scheme.groups)
    asked = {a for group in groups for a in context.scheme.asked(group, subject.category)}
    return tuple(
        code
        for code in context.scheme.aspects
        if code in asked and (not node.aspects or code in node.aspects) and focus in {None, code}
    )


def combine(rule: AspectRule, values: list[AspectValue]) -> Fraction | None:
    """Aspects to one value. ``mean`` leaves out aspects that nobody graded; ``sum`` needs them all."""
    if rule is AspectRule.POOL:
        below = sum((v.denominator for v in values), Fraction(0))
        return sum((v.numerator for v in values), Fraction(0)) / below if below else None
    present = [v for v in values if v.value is not None]
    if rule is AspectRule.SUM:
        if len(present) < len(values) or not values:
            return None
        return sum((v.weight * (v.value or 0) for v in present), Fraction(0))
    total = sum((v.weight for v in present), Fraction(0))
    if not total:
        return None
    return sum((v.weight * (v.value or 0) for v in present), Fraction(0)) / total


def _aspect_node(node: Survey, subject: Subject, value: AspectValue, quantity: Quantity) -> ScoreNode:
    shown = ScoreNode(
        code=f"{node.head.code}.{value.aspect}{subject.focus.suffix}",
        name=value.name,
        kind="aspect",
        object=subject.unit.code,
        quantity=quantity,
        weight=value.weight,
        inputs=(
            *value.inputs,
            Input("=", value.value, value.numerator, value.denominator),
        ),
    )
    return shown.with_value(value.value)


def _shortage(node: Survey, cells: list[tuple[Cell, CellCounts]], valid: int) -> Text | None:
    """Why the survey has no value, or None."""
    if not cells:
        return Text("没有收到有效票", "no valid ballot was received")
    if all(counts.short for _, counts in cells):
        return Text(
            f"样本不足（有效票{valid}份），按小样本规则不计分",
            f"too few valid ballots ({valid}) to be scored",
        )
    if valid < node.min_valid:
        return Text(
            f"样本不足（有效票{valid}份，少于{node.min_valid}份）",
            f"too few valid ballots ({valid}, fewer than {node.min_valid})",
        )
    return None


def survey(context: Context, node: Survey, subject: Subject) -> ScoreNode:
    """Evaluate; the parts are the aspects, their inputs the options' counts."""
    quantity = Quantity.RATE if node.measure is Measure.SATISFACTION_RATE else Quantity.POINTS
    every = selected_cells(context, node, subject)
    cells = [(cell, counts) for cell, counts in every if not counts.short]
    valid = sum(counts.valid for _, counts in cells)
    shell = ScoreNode(
        code=node.head.code,
        name=node.head.name,
        kind="survey",
        object=subject.unit.code,
        quantity=quantity,
        valid=valid,
        rule=survey_words(context.scheme, node),
        notes=void_notes(context, [node], subject),
    )
    shortage = _shortage(node, every, valid if cells else sum(c.valid for _, c in every))
    if shortage is not None:
        explicit = context.scheme.small_cells.if_short if not cells and every else node.if_short
        rule = None if explicit is Missing.NA else explicit
        return ScoreNode(**{**vars(shell), "missing": shortage, "missing_rule": rule})
    base, rounds = base_of(node.denominator), wanted_rounds(context, node, subject)
    below = None if base is None else papers(context, subject, node, rounds, base)
    values = [
        aspect_value(context, subject, node, aspect, cells, below)
        for aspect in _asked(context, node, subject)
    ]
    value = combine(node.aspect_rule, values)
    missing = None if value is not None else Text("没有人作出评价", "nobody gave a grade")
    withheld = [cell for cell, counts in every if counts.short]
    notes = (*_merge_notes(cells, node, subject), *shell.notes)
    if withheld:
        words = Text(f"另有{len(withheld)}个小样本单元不计分", f"{len(withheld)} small cells are left out")
        notes = (*notes, words)
    parts = tuple(_aspect_node(node, subject, v, quantity) for v in values)
    return ScoreNode(**{**vars(shell), "missing": missing, "notes": notes, "parts": parts}).with_value(value)


def _merge_notes(cells: list[tuple[Cell, CellCounts]], node: Survey, subject: Subject) -> tuple[Text, ...]:
    """Which values were joined because a cell was small; rounds that the rule pools anyway are no news."""
    names = ["unit", "group", "channel", "stratum", "cluster"]
    if node.rounds or subject.focus.value(Dimension.ROUND) is not None:
        names.append("round")
    joined = [getattr(cell, name).replace(JOIN, "、") for cell, _ in cells for name in names]
    words = dict.fromkeys(j for j in joined if "、" in j)
    return tuple(Text(f"按小样本规则合并计算：{w}", f"merged by the small-cell rule: {w}") for w in words)

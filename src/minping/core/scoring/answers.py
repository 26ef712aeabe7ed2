"""Answers of one aspect in selected cells → points or rate (operators 1–4). Exact integers in."""

from dataclasses import dataclass, replace
from fractions import Fraction

from minping.core.scheme.model import OptionKind, Scale, Scheme
from minping.core.scheme.nodes import Measure, Survey
from minping.core.scoring.context import Context, Subject
from minping.core.scoring.result import Input
from minping.core.tally.counts import BLANK, JOIN, SPOILED, Cell, CellCounts

GRADED = "graded"
STATE_WORDS = {
    BLANK: ("漏填", "blank"),
    SPOILED: ("废票", "spoiled"),
}


@dataclass(frozen=True)
class Answer:
    """How often one answer was given. ``points`` is None for non-answers."""

    label: str
    kind: str
    number: int
    points: Fraction | None
    counted: bool
    """In the numerator of a rate."""


@dataclass(frozen=True)
class AspectValue:
    """``numerator``/``denominator`` of one aspect: Σ points / graded answers, or satisfied / valid."""

    aspect: str
    name: str
    weight: Fraction
    numerator: Fraction
    denominator: Fraction
    inputs: tuple[Input, ...]

    @property
    def value(self) -> Fraction | None:
        return self.numerator / self.denominator if self.denominator else None


def answer_of(scale: Scale, code: str, number: int, wanted: tuple[str, ...]) -> Answer:
    """Classify a counted code of ``scale``. ``wanted``: codes or names that a rate counts."""
    if code == BLANK:
        return Answer("漏填", "blank", number, None, False)
    if code == SPOILED:
        return Answer("废票", "spoiled", number, None, False)
    option = scale.option(code)
    if option is not None:
        satisfied = bool({option.code, option.name} & set(wanted)) if wanted else option.satisfied
        points = option.points if option.kind is OptionKind.GRADED else None
        return Answer(option.name, option.kind.value, number, points, satisfied)
    if scale.free is None:
        raise KeyError(code)
    points = Fraction(code)
    bands = [band for band in scale.free.bands if band.low <= points <= band.high]
    satisfied = any(b.name in wanted if wanted else b.satisfied for b in bands)
    return Answer(code, GRADED, number, points, satisfied)


def pooled_answers(
    scheme: Scheme, cells: list[tuple[Cell, CellCounts]], aspect: str, wanted: tuple[str, ...]
) -> list[Answer]:
    """All answers to ``aspect`` in ``cells``, the same answer of one scale added up."""
    pooled: dict[tuple[str, str], int] = {}
    scales: dict[str, Scale] = {}
    for cell, counts in cells:
        scale = scheme.scale_for(cell.group.split(JOIN)[0], aspect)
        if scale is None:
            continue
        scales[scale.code] = scale
        for code, number in counts.answers.get(aspect, {}).items():
            pooled[scale.code, code] = pooled.get((scale.code, code), 0) + number
    ranks = {name: {o.code: place for place, o in enumerate(of.options)} for name, of in scales.items()}
    found: dict[tuple[object, ...], Answer] = {}
    order: dict[tuple[object, ...], tuple[str, int, int | Fraction, str]] = {}
    for (name, code), number in pooled.items():
        answer = answer_of(scales[name], code, number, wanted)
        ratio = answer.points and answer.points.as_integer_ratio()
        key = (name, answer.label, answer.kind, ratio, answer.counted)
        found[key] = replace(answer, number=number + found[key].number) if key in found else answer
        rank = ranks[name].get(code, 900 if code.startswith("#") else 100)
        order[key] = (name, rank, -_light(answer.points or Fraction(0)), answer.label)
    return [found[key] for key in sorted(found, key=order.__getitem__)]


def _light(value: Fraction) -> int | Fraction:
    """The same number, as an integer if it is one: with many marks, fractions take most of the time."""
    return value.numerator if value.denominator == 1 else value


def trimmed(answers: list[Answer], high: int, low: int) -> list[Answer]:
    """Without the ``high`` highest and ``low`` lowest graded answers (去掉最高分、最低分)."""
    graded = sorted((a for a in answers if a.points is not None), key=lambda a: a.points or 0)
    others = [a for a in answers if a.points is None]
    graded = _without_first(graded, low)
    return [*_without_first(graded[::-1], high), *others]


def _without_first(answers: list[Answer], number: int) -> list[Answer]:
    """``answers`` in their order with ``number`` of them taken from the front."""
    left, kept = number, []
    for answer in answers:
        taken = min(left, answer.number)
        left -= taken
        kept.append(replace(answer, number=answer.number - taken))
    return kept


def aspect_value(
    context: Context,
    subject: Subject,
    node: Survey,
    aspect: str,
    cells: list[tuple[Cell, CellCounts]],
    papers: int | None,
) -> AspectValue:
    """Numerator and denominator of one aspect, with every option's count as an input. ``papers``: what a
    rate is divided by in place of answers."""
    scheme = context.scheme
    answers = pooled_answers(scheme, cells, aspect, node.numerator)
    if node.trim_high or node.trim_low:
        answers = trimmed(answers, node.trim_high, node.trim_low)
    if node.measure is Measure.MEAN_POINTS:
        graded = [a for a in answers if a.points is not None]
        numerator = Fraction(sum(a.number * _light(a.points or Fraction(0)) for a in graded))
        denominator = Fraction(sum(a.number for a in graded))
    else:
        numerator = Fraction(sum(a.number for a in answers if a.counted))
        kinds = node.denominator or (GRADED,)
        denominator = Fraction(sum(a.number for a in answers if a.kind in kinds))
        if papers is not None:
            denominator = Fraction(papers)
    rate = node.measure is Measure.SATISFACTION_RATE
    inputs = tuple(
        Input(
            a.label,
            None if rate else a.points,
            Fraction(a.number),
            weight=Fraction(a.counted) if rate else None,
        )
        for a in answers
    )
    asked = scheme.aspects[aspect]
    weight = scheme.aspect_weight(aspect, subject.category)
    return AspectValue(aspect, asked.name, weight, numerator, denominator, inputs)

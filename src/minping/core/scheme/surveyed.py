"""What a survey node asks, seen from a category: groups, aspects, scales, and the values of an ``Each``."""

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from minping.core.scheme.model import OVERALL, Round, Scale, Scheme
from minping.core.scheme.nodes import Dimension, Each, Node, Survey, Switch
from minping.core.scheme.tree import walk


@dataclass(frozen=True)
class Frame:
    """Where a node is looked at: the category of the object, the aspect or group that an ``Each``
    above has fixed (empty: none), and the trees entered on the way down and climbed out of on the way
    up (a cycle of ``Ref`` ends there)."""

    category: str
    aspect: str = ""
    group: str = ""
    entered: tuple[str, ...] = ()
    climbed: tuple[str, ...] = ()
    known: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out from this frame's scheme already, by (what, node, frame); nodes by identity."""

    def fixed(self, over: Dimension, value: str) -> "Frame":
        if over is Dimension.ASPECT:
            return replace(self, aspect=value)
        return replace(self, group=value) if over is Dimension.GROUP else self


def case_of(node: Switch, category: str) -> Node | None:
    """The branch of a switch that units of ``category`` take."""
    return node.cases.get(category, node.default)


def groups_in(scheme: Scheme, node: Survey, frame: Frame) -> tuple[str, ...]:
    """The voter groups whose answers the survey pools (an empty list means all)."""
    groups = node.groups or tuple(scheme.groups)
    return tuple(g for g in groups if g == frame.group) if frame.group else groups


def aspects_in(scheme: Scheme, node: Survey, frame: Frame) -> tuple[str, ...]:
    """The aspects the survey uses in this category: those listed, and asked of one of its groups."""
    if not scheme.aspects:
        return (OVERALL,)
    groups = groups_in(scheme, node, frame)
    asked = {aspect for group in groups for aspect in scheme.asked(group, frame.category)}
    return tuple(
        aspect
        for aspect in scheme.aspects
        if aspect in asked
        and (not node.aspects or aspect in node.aspects)
        and (not frame.aspect or aspect == frame.aspect)
    )


def scales_in(scheme: Scheme, node: Survey, frame: Frame) -> dict[str, list[Scale]]:
    """By aspect, the scales on which the survey's groups answer it."""
    found: dict[str, list[Scale]] = {}
    for aspect in aspects_in(scheme, node, frame):
        for group in groups_in(scheme, node, frame):
            scale = scheme.scale_for(group, aspect)
            asks = not scheme.aspects or aspect in scheme.asked(group, frame.category)
            if asks and scale is not None and scale not in found.setdefault(aspect, []):
                found[aspect].append(scale)
    return found


def has_points(scale: Scale) -> bool:
    """Whether the scale gives points for anything."""
    return scale.free is not None or any(option.points is not None for option in scale.graded)


def weight_in(scheme: Scheme, aspect: str, category: str) -> Fraction:
    """An aspect's weight; the one aspect of a scheme without aspects weighs 1."""
    return scheme.aspect_weight(aspect, category) if aspect in scheme.aspects else Fraction(1)


def values_of(scheme: Scheme, node: Each, frame: Frame) -> tuple[str, ...]:
    """The values an ``Each`` runs through in this category, as far as the scheme knows them; channels,
    strata and clusters come from the ballots: those with a given weight, else one unnamed value."""
    surveys = [n for n in walk(node.node) if isinstance(n, Survey)]
    if node.over is Dimension.ASPECT:
        used = {a for survey in surveys for a in aspects_in(scheme, survey, frame)}
        return tuple(a for a in (scheme.aspects or (OVERALL,)) if a in used)
    if node.over is Dimension.GROUP:
        asked = {g for survey in surveys for g in groups_in(scheme, survey, frame)}
        return tuple(g for g in scheme.groups if g in asked)
    if node.over is Dimension.ROUND:
        return tuple(
            code
            for code, known in scheme.rounds.items()
            if known.counts and any(takes_round(survey, code, known) for survey in surveys)
        )
    return tuple(node.given) or ("",)


def takes_round(survey: Survey, code: str, known: Round) -> bool:
    """Whether ballots of this round can reach the survey."""
    meets = not known.groups or not survey.groups or bool(set(known.groups) & set(survey.groups))
    return meets and (not survey.rounds or code in survey.rounds)

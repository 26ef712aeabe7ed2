"""What a plan (实施方案) says: frozen, exact, without behaviour beyond look-ups. Standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from minping.core.scheme.nodes import Missing, Node
from minping.core.scheme.outcomes import (
    Grade,
    Publication,
    Ranking,
    Rounding,
    Selection,
    Veto,
)
from minping.core.scheme.ranges import Window

OVERALL = "总体评价"
"""The one aspect of a scheme that lists none: the unit as a whole is rated."""


class OptionKind(StrEnum):
    GRADED = "graded"
    UNKNOWN = "unknown"
    ABSTAIN = "abstain"


class BlankPolicy(StrEnum):
    """What an unanswered aspect means (operator 2)."""

    ABSTAIN = "abstain"  # left out of that aspect, counted as blank
    SPOIL_ASPECT = "spoil_aspect"  # that answer is spoiled
    SPOIL_BALLOT = "spoil_ballot"  # the whole ballot is spoiled


@dataclass(frozen=True)
class Option:
    """``aliases``: other ways the option is written in files. ``satisfied``: in a rate's default numerator."""

    code: str
    name: str
    kind: OptionKind = OptionKind.GRADED
    points: Fraction | None = None
    satisfied: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class FreeBand:
    """A named range of free points (梅州: 满意 80–100)."""

    name: str
    low: Fraction
    high: Fraction
    satisfied: bool = False


@dataclass(frozen=True)
class FreePoints:
    """Any number from ``low`` to ``high`` in steps of ``step`` (operator 1)."""

    low: Fraction
    high: Fraction
    step: Fraction = Fraction(1)
    bands: tuple[FreeBand, ...] = ()


@dataclass(frozen=True)
class Scale:
    """The options of an answer, or a range of free points; and what a blank means (operators 1, 2)."""

    code: str
    name: str
    options: tuple[Option, ...] = ()
    free: FreePoints | None = None
    blank: BlankPolicy = BlankPolicy.ABSTAIN
    clause: str = ""

    def option(self, code: str) -> Option | None:
        return next((o for o in self.options if o.code == code), None)

    @property
    def graded(self) -> tuple[Option, ...]:
        return tuple(o for o in self.options if o.kind is OptionKind.GRADED)

    @property
    def low(self) -> Fraction:
        points = [o.points for o in self.graded if o.points is not None]
        return self.free.low if self.free else min(points, default=Fraction(0))

    @property
    def high(self) -> Fraction:
        points = [o.points for o in self.graded if o.points is not None]
        return self.free.high if self.free else max(points, default=Fraction(0))


@dataclass(frozen=True)
class Aspect:
    """A question asked of every voter. ``scale`` overrides the group's. ``do``/``dont``: check points
    是否做到 / 是否存在 printed with it."""

    code: str
    name: str
    weight: Fraction = Fraction(1)
    scale: str = ""
    do: tuple[str, ...] = ()
    dont: tuple[str, ...] = ()
    clause: str = ""


@dataclass(frozen=True)
class Content:
    """A content head 评议内容 of the plan that is printed but not rated by itself."""

    name: str
    do: tuple[str, ...] = ()
    dont: tuple[str, ...] = ()
    clause: str = ""


@dataclass(frozen=True)
class VoterGroup:
    """投票层面. ``rates_all``: every member rates all units (one ballot, many units). ``mass``: counts
    for the "masses first" check. ``merge_class``: groups of one class may be merged when small.
    ``quota``: persons the plan wants. ``roster``: where the list of persons comes from."""

    code: str
    name: str
    scale: str = ""
    aspects: tuple[str, ...] = ()
    roster: str = ""
    rates_all: bool = False
    mass: bool = False
    merge_class: str = ""
    quota: int = 0
    channels: tuple[str, ...] = ()
    clause: str = ""


@dataclass(frozen=True)
class Round:
    """期次. The reference period is what is judged; the fieldwork window is when it is asked.
    ``counts`` false: collected and shown, never scored."""

    code: str
    name: str
    groups: tuple[str, ...] = ()
    reference_period: Window = Window()
    fieldwork: Window = Window()
    counts: bool = True
    clause: str = ""


@dataclass(frozen=True)
class Category:
    """A rank scope. ``tree``: the score tree of its units. ``aspects``: asked here (empty: all);
    ``aspect_weights`` override the aspects' own. ``ranked`` false: scored, never ranked."""

    code: str
    name: str
    tree: str = ""
    aspects: tuple[str, ...] = ()
    aspect_weights: Mapping[str, Fraction] = field(default_factory=dict)
    full: Fraction | None = None
    ranked: bool = True
    clause: str = ""


class ShortAction(StrEnum):
    """What falling short of a minimum does (operators 8, 22)."""

    BLOCK = "block"  # no result
    REASON = "reason"  # no result until events.csv holds a signed reason (event 未达标说明)
    NA = "na"  # that object's group result is missing
    WARN = "warn"


class MinimumScope(StrEnum):
    CAMPAIGN = "campaign"
    UNIT = "unit"
    GROUP = "group"
    UNIT_GROUP = "unit_group"
    STATION = "station"


@dataclass(frozen=True)
class Minimum:
    """不少于 n 份. ``counted``: valid ballots (不了解 does not count, F164) or returned ones."""

    number: int
    scope: MinimumScope = MinimumScope.CAMPAIGN
    groups: tuple[str, ...] = ()
    counted: str = "valid"
    if_short: ShortAction = ShortAction.REASON
    clause: str = ""


@dataclass(frozen=True)
class Quorum:
    """A round is void unless returned / ``of`` passes ``more_than`` or reaches ``at_least`` (operator 22)."""

    more_than: Fraction | None = None
    at_least: Fraction | None = None
    of: str = "issued"
    clause: str = ""


class BallotCheck(StrEnum):
    MAX_SHARE = "max_share"  # one option on more than ``limit`` of the answers of a ballot
    ALL_SAME = "all_same"
    DUPLICATE = "duplicate"
    LATE = "late"
    OUTSIDE = "outside"  # unit or person not on the list
    LATER_CHANNEL = "later_channel"  # a later channel replaces an earlier one
    SAME_IP = "same_ip"


class BallotAction(StrEnum):
    REFUSE = "refuse"
    SPOIL = "spoil"
    FLAG = "flag"
    QUARANTINE = "quarantine"


@dataclass(frozen=True)
class BallotRule:
    """Operator 21. ``option``: the option limited (empty: any). ``groups`` empty: all."""

    check: BallotCheck
    action: BallotAction
    option: str = ""
    limit: Fraction | None = None
    groups: tuple[str, ...] = ()
    clause: str = ""


class MergeStep(StrEnum):
    """Merge order of small cells; each step merges all siblings along that line."""

    STRATUM = "stratum"
    CHANNEL = "channel"
    CLUSTER = "cluster"
    ROUND = "round"
    STATION = "station"  # the stations of one unit
    GROUP = "group"  # voter groups of one merge class


@dataclass(frozen=True)
class SmallCells:
    """Operator 26. Cells under ``threshold`` valid ballots are merged in this order; what is still
    short is not scored and not shown. Threshold never under 5."""

    threshold: int = 10
    merge: tuple[MergeStep, ...] = ()
    if_short: Missing = Missing.NA
    clause: str = ""


@dataclass(frozen=True)
class MassesFirst:
    """群众优先 (F013): the least share of the total that mass groups must carry."""

    at_least: Fraction
    clause: str = ""


@dataclass(frozen=True)
class Validity:
    """When ballots, rounds and results count (operators 8, 21, 22)."""

    minimums: tuple[Minimum, ...] = ()
    quorum: Quorum | None = None
    returned_within_issued: bool = True
    ballot_rules: tuple[BallotRule, ...] = ()
    masses_first: MassesFirst | None = None


@dataclass(frozen=True)
class OpenQuestion:
    """A value the plan's text does not give. ``answer`` is empty while the question is open.
    ``line`` helps the author and is no part of the scheme: neither equality nor hash looks at it."""

    path: str
    question: str
    answer: str = ""
    decided_by: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Scheme:
    """A whole plan. Mappings go from code to thing, in the order of the plan."""

    title: str
    source: str
    year: int | None
    full: Fraction
    scales: Mapping[str, Scale]
    aspects: Mapping[str, Aspect]
    contents: tuple[Content, ...]
    groups: Mapping[str, VoterGroup]
    rounds: Mapping[str, Round]
    categories: Mapping[str, Category]
    trees: Mapping[str, Node]
    measures: Mapping[str, Node]
    validity: Validity
    small_cells: SmallCells
    vetoes: tuple[Veto, ...]
    grades: tuple[Grade, ...]
    grade_basis: str
    rankings: tuple[Ranking, ...]
    selections: tuple[Selection, ...]
    publication: Publication
    rounding: Rounding
    questions: tuple[OpenQuestion, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        return tuple(q for q in self.questions if not q.answer)

    def tree_of(self, category: str) -> Node | None:
        """The score tree of a category: its own, else the scheme's first."""
        known = self.categories.get(category)
        if known is not None and known.tree:
            return self.trees.get(known.tree)
        return next(iter(self.trees.values()), None)

    def scale_for(self, group: str, aspect: str) -> Scale | None:
        """The scale on which ``group`` rates ``aspect``: the aspect's, the group's, or the only one."""
        asked = self.aspects.get(aspect)
        voter_group = self.groups.get(group)
        code = (asked.scale if asked else "") or (voter_group.scale if voter_group else "")
        if code:
            return self.scales.get(code)
        return next(iter(self.scales.values()), None)

    def asked(self, group: str, category: str) -> tuple[str, ...]:
        """Aspect codes that ``group`` answers about units of ``category``, in the scheme's order."""
        of_category = self.categories[category].aspects if category in self.categories else ()
        of_group = self.groups[group].aspects if group in self.groups else ()
        return tuple(
            code
            for code in self.aspects
            if (not of_category or code in of_category) and (not of_group or code in of_group)
        )

    def aspect_weight(self, aspect: str, category: str) -> Fraction:
        known = self.categories.get(category)
        if known is not None and aspect in known.aspect_weights:
            return known.aspect_weights[aspect]
        return self.aspects[aspect].weight

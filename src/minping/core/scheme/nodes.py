"""The score tree: one frozen dataclass per kind of node. Numbers are ``Fraction`` throughout.

A node is evaluated for one *object* (unit, station, section) and gives points or a rate, or is
missing with a reason. ``full`` is the node's full mark in points (a rate's is 1); where it is None
it follows from the node's content (``bounds.py``). ``code`` is unique in the scheme, names the
column in ``scores.csv`` and may be referred to by ``Ref``, tie-breaks and conditions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from minping.core.scheme.ranges import Band, Window


class Quantity(StrEnum):
    """What a node's value is. A rate and a score are never the same field (satisfaction_rate ≠ score)."""

    POINTS = "points"
    RATE = "rate"
    NUMBER = "number"


class Missing(StrEnum):
    """What happens when a component is missing (operators 8, 9)."""

    NA = "na"  # the parent is missing too
    REDISTRIBUTE = "redistribute"  # the other parts share the weight in proportion
    FULL = "full"  # full mark
    ZERO = "zero"
    CATEGORY_MEAN = "category_mean"  # mean of the units of the category that have it
    BLOCK = "block"  # no result for anybody until it is there


@dataclass(frozen=True)
class Head:
    """What every node has. ``clause`` cites the plan; ``rule`` is the rule in the plan's words.

    ``cap`` and ``floor`` bound the node's value (points; rates as fractions of 1).
    ``missing`` is what the parent does when this node is missing (None: the parent's own rule).
    """

    code: str
    name: str
    clause: str = ""
    rule: str = ""
    full: Fraction | None = None
    cap: Fraction | None = None
    floor: Fraction | None = None
    missing: Missing | None = None


@dataclass(frozen=True)
class ByCategory:
    """A number that may differ by category (operator 5)."""

    default: Fraction | None
    by_category: Mapping[str, Fraction] = field(default_factory=dict)

    def of(self, category: str) -> Fraction | None:
        return self.by_category.get(category, self.default)


class AspectRule(StrEnum):
    MEAN = "mean"  # weighted mean of the aspects' values
    SUM = "sum"  # weighted sum of the aspects' values
    POOL = "pool"  # all answers of all aspects in one pot


class Measure(StrEnum):
    MEAN_POINTS = "mean_points"  # 满意度得分
    SATISFACTION_RATE = "satisfaction_rate"  # 满意率


@dataclass(frozen=True)
class Survey:
    """Answers counted (operators 1–4). Cells selected by the lists (empty: all) are pooled.

    ``numerator``: option codes that count for a rate (as (group, code) applies to every scale that
    has the code; empty: options marked ``satisfied``). ``denominator``, of a rate: any of ``graded
    unknown abstain blank spoiled`` added up, or ``issued``; mean points are over graded answers.
    ``trim``: how many single answers, highest and lowest, are left out per aspect (mean points).
    ``min_valid``: fewest valid ballots in the selected cells; ``if_short`` says what follows.
    """

    head: Head
    groups: tuple[str, ...]
    rounds: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    strata: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    measure: Measure = Measure.MEAN_POINTS
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    aspect_rule: AspectRule = AspectRule.MEAN
    trim_high: int = 0
    trim_low: int = 0
    min_valid: int = 0
    if_short: Missing = Missing.NA


@dataclass(frozen=True)
class Report:
    """A partner's component from ``reports.csv`` (operators 25, 27).

    ``denominator_name`` says in words what a rate is divided by. ``signed``: unsigned rows are refused.
    ``not_applicable``: what "no tickets, no window" (value "n/a") means for the parent.
    """

    head: Head
    component: str
    quantity: Quantity = Quantity.POINTS
    partner: str = ""
    denominator_name: str = ""
    signed: bool = False
    not_applicable: Missing | None = None


@dataclass(frozen=True)
class LedgerItem:
    """One item of the daily assessment. ``points`` per event, signed. ``cap`` bounds the item's sum
    (its size), ``period_cap`` the sum within one ``period`` (month, quarter, half, year)."""

    code: str
    name: str
    points: Fraction | None
    cap: Fraction | None = None
    period: str = ""
    period_cap: Fraction | None = None
    clause: str = ""


@dataclass(frozen=True)
class Ledger:
    """Base ± entries from ``entries.csv`` (operator 10); ``head.cap``/``head.floor`` bound the total."""

    head: Head
    base: Fraction
    items: tuple[LedgerItem, ...]
    window: Window = Window()
    evidence: bool = True


@dataclass(frozen=True)
class EventCount:
    """How many events of these kinds ``events.csv`` records in the window."""

    head: Head
    events: tuple[str, ...]
    window: Window = Window()


@dataclass(frozen=True)
class Constant:
    """A fixed number of points."""

    head: Head
    value: Fraction


@dataclass(frozen=True)
class Part:
    """A weighted child: ``weight`` in points of the parent, or as a share of 1 if ``share``."""

    node: "Node"
    weight: ByCategory
    share: bool = False


@dataclass(frozen=True)
class Weighted:
    """Σ child/full(child) × weight (operator 5). ``missing`` is the default for its parts."""

    head: Head
    parts: tuple[Part, ...]
    missing: Missing = Missing.NA


@dataclass(frozen=True)
class Term:
    """A child of a sum; ``sign`` is +1 or −1."""

    node: "Node"
    sign: int = 1


@dataclass(frozen=True)
class Sum:
    """Points added as they are (bonus, deduction). A missing term: by its own rule, else
    the sum is missing; ``redistribute`` adds nothing. Rates are not joined with points."""

    head: Head
    terms: tuple[Term, ...]


class Weights(StrEnum):
    EQUAL = "equal"
    BALLOTS = "ballots"  # in proportion to valid ballots
    GIVEN = "given"


@dataclass(frozen=True)
class Mean:
    """Mean of the listed children (operator 6)."""

    head: Head
    nodes: tuple["Node", ...]
    weights: Weights = Weights.EQUAL
    given: tuple[Fraction, ...] = ()
    missing: Missing = Missing.NA


class Dimension(StrEnum):
    ROUND = "round"
    CHANNEL = "channel"
    STRATUM = "stratum"
    CLUSTER = "cluster"
    GROUP = "group"
    ASPECT = "aspect"


@dataclass(frozen=True)
class Each:
    """``node`` evaluated for every value of a dimension, then averaged (operator 6: mean_of, not pool).
    ``given``: only proportions matter, values not listed are left out. Aspects' own weights are not used."""

    head: Head
    over: Dimension
    node: "Node"
    weights: Weights = Weights.EQUAL
    given: Mapping[str, Fraction] = field(default_factory=dict)
    missing: Missing = Missing.REDISTRIBUTE


class Attribution(StrEnum):
    """By which link an object's subunits are found (operator 7; dual attribution 双挂钩 uses two)."""

    PARENT = "parent"
    DISTRICT = "district"
    SYSTEM = "system"


@dataclass(frozen=True)
class Rollup:
    """Mean of the subunits' values (operator 7). ``otherwise`` is used by objects without subunits;
    where there are some and none has a value, ``missing`` decides."""

    head: Head
    by: Attribution
    node: "Node"
    weights: Weights = Weights.EQUAL
    kinds: tuple[str, ...] = ()
    otherwise: "Node | None" = None
    missing: Missing = Missing.REDISTRIBUTE


class Steps(StrEnum):
    PROPORTIONAL = "proportional"
    FULL_STEPS = "full_steps"  # 不足一档不计
    STARTED_STEPS = "started_steps"  # 不足一档按一档计


@dataclass(frozen=True)
class Slope:
    """``full − points × (target − x)/step`` below the target, ``+ bonus × (x − target)/step`` above."""

    target: Fraction
    full: Fraction
    step: Fraction
    points: Fraction
    bonus: Fraction = Fraction(0)
    steps: Steps = Steps.PROPORTIONAL


@dataclass(frozen=True)
class Step:
    """Points for every value within the band."""

    band: Band
    points: Fraction


@dataclass(frozen=True)
class Piecewise:
    """Points from a rate or a number (operator 11): exactly one of slope, table, line is given.
    x of a rate is a fraction of 1. The first step that holds gives its points; x outside all steps has
    none. ``line`` holds (x, points), joined by straight lines; beyond its ends the end value holds."""

    head: Head
    node: "Node"
    slope: Slope | None = None
    table: tuple[Step, ...] = ()
    line: tuple[tuple[Fraction, Fraction], ...] = ()


class AdjustMode(StrEnum):
    SUBTRACT = "subtract"  # value − amount × events
    FACTOR = "factor"  # value × (1 − amount × events)
    COMPOUND = "compound"  # value × (1 − amount)^events


@dataclass(frozen=True)
class Adjust:
    """A deduction acting on an intermediate node, per event (operator 12). Rates: amount as share of 1.
    Not bounded by 0 unless ``head.floor`` says so."""

    head: Head
    node: "Node"
    events: tuple[str, ...]
    amount: Fraction
    mode: AdjustMode = AdjustMode.SUBTRACT
    window: Window = Window()


@dataclass(frozen=True)
class Rescale:
    """Child / its full mark × ``head.full``, which is required (operator 24)."""

    head: Head
    node: "Node"


class Choice(StrEnum):
    FIRST = "first"  # the first that is not missing
    MIN = "min"
    MAX = "max"


@dataclass(frozen=True)
class Pick:
    """One of the nodes: the first that is there, the lowest, the highest."""

    head: Head
    choice: Choice
    nodes: tuple["Node", ...]


@dataclass(frozen=True)
class Switch:
    """Another node by category; ``default`` for the rest."""

    head: Head
    cases: Mapping[str, "Node"]
    default: "Node | None" = None


@dataclass(frozen=True)
class Ref:
    """Another tree of the scheme, or a measure."""

    head: Head
    tree: str


class RelativeTo(StrEnum):
    BEST = "best"  # value / best of the category × full
    PLACE = "place"  # full for the first, ``step`` less for each following place


@dataclass(frozen=True)
class Relative:
    """Points from the unit's standing among the appraised units of its category; ``head.full`` required."""

    head: Head
    node: "Node"
    to: RelativeTo
    step: Fraction = Fraction(0)


Node = (
    Survey
    | Report
    | Ledger
    | EventCount
    | Constant
    | Weighted
    | Sum
    | Mean
    | Each
    | Rollup
    | Piecewise
    | Adjust
    | Rescale
    | Pick
    | Switch
    | Ref
    | Relative
)

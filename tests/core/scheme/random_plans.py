"""Random schemes and random years, to hold what is said about a plan against what the engine computes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import count
from random import Random
from typing import Any

from hypothesis import strategies as st
from tests.core.scheme.plan_parts import constant, head, item, ledger, plan, scale, survey

from minping.core.scheme.bounds import full_mark
from minping.core.scheme.model import Aspect, Category, Round, Scheme, SmallCells, VoterGroup
from minping.core.scheme.nodes import (
    Adjust,
    AdjustMode,
    AspectRule,
    Attribution,
    ByCategory,
    Choice,
    Dimension,
    Each,
    EventCount,
    Ledger,
    Mean,
    Measure,
    Missing,
    Node,
    Part,
    Pick,
    Piecewise,
    Quantity,
    Ref,
    Relative,
    RelativeTo,
    Report,
    Rescale,
    Rollup,
    Slope,
    Step,
    Steps,
    Sum,
    Switch,
    Term,
    Weighted,
    Weights,
)
from minping.core.scheme.ranges import Band
from minping.core.scheme.tree import walk
from minping.core.scoring.inputs import CampaignData, EntryRow, EventRow, ReportRow, Unit
from minping.core.tally.counts import BLANK, Cell, CellCounts, Counts

F = Fraction
Draw = Callable[[st.SearchStrategy[Any]], Any]

GROUPS, ROUNDS, ASPECTS = ("群众", "专家"), ("上", "下"), ("公开", "效率")
UNITS = {
    "甲": Unit("甲", "甲", "部门"),
    "乙": Unit("乙", "乙", "部门"),
    "丙": Unit("丙", "丙", "乡镇"),
    "站": Unit("站", "站", "乡镇", parent="甲"),
}
HALF, FAIRLY, RARELY = 0.5, 0.75, 0.1
few = st.integers(0, 9).map(F)
some = st.integers(1, 9).map(F)
optional = st.one_of(st.none(), few)
missing = st.sampled_from((None, *(m for m in Missing if m is not Missing.BLOCK)))


def schemes(*, plain: bool = False) -> st.SearchStrategy[Scheme]:
    """Any tree of up to three levels; ``plain``: weighted surveys only, nothing imputed."""
    return st.composite(_scheme)(plain)


def _scheme(draw: Draw, plain: bool) -> Scheme:
    lower = st.lists(few, min_size=1, max_size=3)
    scales = {
        code: scale(code, top, *sorted(draw(lower), reverse=True), satisfied=1)
        for code, top in (("百", 10), ("十", 12))
    }
    weights = [draw(some) for _ in ASPECTS]
    base = plan(
        survey("总分"),
        scales=scales,
        aspects={a: Aspect(a, a, w) for a, w in zip(ASPECTS, weights, strict=True)},
        groups={"群众": VoterGroup("群众", "群众", "百"), "专家": VoterGroup("专家", "专家", "十")},
        rounds={code: Round(code, code) for code in ROUNDS},
        categories={code: Category(code, code) for code in ("部门", "乡镇")},
        small_cells=SmallCells(if_short=Missing.NA if plain else draw(st.sampled_from(list(Missing)[:4]))),
        measures={"参考": survey("参考")},
    )
    trees = {"总分": Grower(draw, base, plain=plain).grow(3)}
    return replace(base, trees=trees)


class Grower:
    """Draws nodes; every node has its own code."""

    def __init__(self, draw: Draw, scheme: Scheme, *, plain: bool) -> None:
        self.draw = draw
        self.scheme = scheme
        self.plain = plain
        self.names: Iterator[int] = count(1)

    def code(self) -> str:
        return f"n{next(self.names)}"

    def grow(self, depth: int) -> Node:
        leaves = (
            [self.survey] if self.plain else [self.survey, self.survey, self.report, self.ledger, self.fixed]
        )
        inner = [self.weighted]
        if not self.plain:
            inner += [
                self.sum,
                self.mean,
                self.each,
                self.rollup,
                self.pick,
                self.switch,
                self.shape,
                self.ref,
            ]
        make: Callable[[int], Node] = self.draw(st.sampled_from(inner if depth > 1 else leaves))
        return make(depth - 1)

    def children(self, depth: int) -> tuple[Node, ...]:
        return tuple(self.grow(depth) for _ in range(self.draw(st.integers(1, 3))))

    def limits(self) -> dict[str, Any]:
        """A cap or a floor now and then, and a rule for missing values."""
        if self.plain:
            return {}
        cap, floor = (self.draw(st.one_of(st.none(), st.none(), few)) for _ in range(2))
        floor = None if cap is not None and floor is not None and floor > cap else floor
        return {"cap": cap, "floor": floor, "missing": self.draw(missing)}

    def survey(self, depth: int) -> Node:
        rate = self.draw(st.booleans())
        rule = self.draw(st.sampled_from([AspectRule.MEAN, AspectRule.POOL] if rate else list(AspectRule)))
        return survey(
            self.code(),
            groups=self.draw(
                st.sampled_from([("群众",), ("专家",)] if self.plain else [("群众",), ("专家",), GROUPS])
            ),
            measure=Measure.SATISFACTION_RATE if rate else Measure.MEAN_POINTS,
            aspect_rule=rule,
            if_short=Missing.NA if self.plain else self.draw(st.sampled_from(list(Missing)[:4])),
            min_valid=0 if self.plain else self.draw(st.integers(0, 3)),
            **self.limits(),
        )

    def report(self, depth: int) -> Node:
        code, quantity = self.code(), self.draw(st.sampled_from([Quantity.POINTS, Quantity.RATE]))
        full = self.draw(some) if quantity is Quantity.POINTS else None
        return Report(
            head(code, full=full, **self.limits()), code, quantity, not_applicable=self.draw(missing)
        )

    def ledger(self, depth: int) -> Node:
        signed = st.integers(-3, 3).map(F)
        items = [item(self.code(), self.draw(signed), self.draw(optional)) for _ in range(2)]
        return ledger(self.code(), self.draw(few), *items, **self.limits())

    def fixed(self, depth: int) -> Node:
        if self.draw(st.booleans()):
            return EventCount(head(self.code(), full=self.draw(some)), ("通报",))
        return constant(self.code(), self.draw(some))

    def weighted(self, depth: int) -> Node:
        nodes = self.children(depth)
        weights = [self.draw(some) for _ in nodes]
        rule = Missing.NA if self.plain else self.draw(st.sampled_from(list(Missing)[:5]))
        share = self.draw(st.booleans())
        whole = sum(weights) if share else F(1)
        parts = tuple(Part(n, ByCategory(w / whole), share) for n, w in zip(nodes, weights, strict=True))
        return Weighted(head(self.code(), **self.limits()), parts, rule)

    def sum(self, depth: int) -> Node:
        signs = st.sampled_from([1, 1, -1])
        return Sum(
            head(self.code(), **self.limits()), tuple(Term(n, self.draw(signs)) for n in self.children(depth))
        )

    def mean(self, depth: int) -> Node:
        nodes = self.children(depth)
        weights = self.draw(st.sampled_from(list(Weights)))
        given = tuple(self.draw(some) for _ in nodes) if weights is Weights.GIVEN else ()
        return Mean(
            head(self.code(), **self.limits()),
            nodes,
            weights,
            given,
            self.draw(st.sampled_from(list(Missing)[:5])),
        )

    def each(self, depth: int) -> Node:
        over = self.draw(st.sampled_from([Dimension.ROUND, Dimension.CHANNEL, Dimension.GROUP]))
        weights = self.draw(st.sampled_from([Weights.EQUAL, Weights.BALLOTS]))
        return Each(head(self.code(), **self.limits()), over, self.grow(depth), weights)

    def rollup(self, depth: int) -> Node:
        other = self.grow(depth) if self.draw(st.booleans()) else None
        weights = self.draw(st.sampled_from([Weights.EQUAL, Weights.BALLOTS]))
        return Rollup(
            head(self.code(), **self.limits()), Attribution.PARENT, self.grow(depth), weights, (), other
        )

    def pick(self, depth: int) -> Node:
        return Pick(
            head(self.code(), **self.limits()), self.draw(st.sampled_from(list(Choice))), self.children(depth)
        )

    def switch(self, depth: int) -> Node:
        default = self.grow(depth) if self.draw(st.booleans()) else None
        return Switch(head(self.code(), **self.limits()), {"部门": self.grow(depth)}, default)

    def ref(self, depth: int) -> Node:
        return Ref(head(self.code(), **self.limits()), "参考")

    def shape(self, depth: int) -> Node:
        kinds = [self.piecewise, self.adjust, self.rescale, self.relative]
        make: Callable[[Node], Node] = self.draw(st.sampled_from(kinds))
        return make(self.grow(depth))

    def piecewise(self, child: Node) -> Node:
        of, x = head(self.code(), **self.limits()), self.draw(st.sampled_from([F(1, 2), F(1), F(4)]))
        way = self.draw(st.integers(0, 2))
        if way == 0:
            steps = self.draw(st.sampled_from(list(Steps)))
            slope = Slope(x, self.draw(few), self.draw(some) / 10, self.draw(few), self.draw(few), steps)
            return Piecewise(of, child, slope=slope)
        if way == 1:
            lower = Band(lt=x) if self.draw(st.booleans()) else Band(le=x)
            table = (Step(lower, self.draw(few)), Step(Band(ge=x), self.draw(few)))
            return Piecewise(of, child, table=table[:: self.draw(st.sampled_from([1, -1]))])
        line = tuple((F(i), self.draw(few)) for i in range(self.draw(st.integers(1, 3))))
        return Piecewise(of, child, line=line)

    def adjust(self, child: Node) -> Node:
        amount, mode = (
            self.draw(st.integers(-2, 12).map(lambda n: F(n, 10))),
            self.draw(st.sampled_from(list(AdjustMode))),
        )
        return Adjust(head(self.code(), **self.limits()), child, ("通报",), amount, mode)

    def rescale(self, child: Node) -> Node:
        return Rescale(head(self.code(), **{**self.limits(), "full": self.draw(some)}), child)

    def relative(self, child: Node) -> Node:
        to = self.draw(st.sampled_from(list(RelativeTo)))
        return Relative(
            head(self.code(), **{**self.limits(), "full": self.draw(some)}), child, to, self.draw(few)
        )


def year(scheme: Scheme, seed: int) -> CampaignData:
    """A year's facts for ``UNITS``: ballots, reports within their full mark, entries, events."""
    chance = Random(seed)
    nodes = [n for tree in scheme.trees.values() for n in walk(tree)]
    reports = [n for n in nodes if isinstance(n, Report)]
    items = [i for n in nodes if isinstance(n, Ledger) for i in n.items]
    day = "2024-05-01"
    return CampaignData(
        title="试验",
        year=2024,
        units=UNITS,
        counts=_counts(chance, scheme),
        reports=tuple(
            _reported(chance, scheme, u, n) for u in UNITS for n in reports if chance.random() < HALF
        ),
        entries=tuple(
            EntryRow(unit, i.code, day, count=chance.randint(1, 4))
            for unit in UNITS
            for i in items
            if chance.random() < HALF
        ),
        events=tuple(EventRow(u, "通报", day, chance.randint(1, 4)) for u in UNITS if chance.random() < HALF),
    )


def _reported(chance: Random, scheme: Scheme, unit: str, node: Report) -> ReportRow:
    full = full_mark(scheme, node, UNITS[unit].category) or F(1)
    value = full * chance.randint(0, 4) / 4
    return ReportRow(unit, node.component, value, applicable=chance.random() < FAIRLY)


def _counts(chance: Random, scheme: Scheme) -> Counts:
    return Counts(
        {
            Cell(unit, group, turn, chance.choice(["", "web"])): _cell(chance, scheme, group)
            for unit in UNITS
            for group in GROUPS
            for turn in ROUNDS
            if chance.random() < FAIRLY
        }
    )


def _cell(chance: Random, scheme: Scheme, group: str) -> CellCounts:
    """Few answers, so that aspects without a grade and short cells occur; often all of one kind."""
    codes = [option.code for option in scheme.scales[scheme.groups[group].scale].options]
    answers: dict[str, dict[str, int]] = {}
    for aspect in ASPECTS:
        kept = chance.choice(([chance.choice(codes)], codes))
        answers[aspect] = {**{code: chance.randint(0, 2) for code in kept}, BLANK: chance.randint(0, 1)}
    graded = max(sum(n for code, n in of.items() if code not in {"U", BLANK}) for of in answers.values())
    return CellCounts(answers, {"valid": graded}, short=chance.random() < RARELY)

"""Random score trees whose references hold, for ``schemes``."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from minping.core.scheme import nodes as n
from minping.core.scheme.ranges import Band, Window

SIGNS = "甲乙丙丁戊专家服务满意一般ABXYZ0123456789·_"
codes = st.text(SIGNS, min_size=1, max_size=6)
words = st.text(SIGNS + " ，。：#-{}[]'\"%&*!|>@", min_size=1, max_size=12).map(str.strip).filter(bool)
clauses = st.one_of(st.just(""), words)
positive = st.fractions(Fraction(1, 7), 300, max_denominator=60)
signed = st.fractions(-50, 50, max_denominator=40)
shares = st.fractions(0, 1, max_denominator=40)
counts = st.integers(0, 500)
days = st.dates().map(lambda d: d.isoformat())


@st.composite
def windows(draw: st.DrawFn) -> Window:
    first, last = sorted([draw(days), draw(days)])
    return Window(draw(st.sampled_from(["", first])), draw(st.sampled_from(["", last])))


def some(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """A few different ones of these, in any order."""
    if not values:
        return st.just(())
    return st.lists(st.sampled_from(list(values)), unique=True, max_size=3).map(tuple)


def optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values)


@dataclass
class Maker:
    """Draws nodes with codes that are unique in the scheme."""

    draw: st.DrawFn
    groups: tuple[str, ...]
    rounds: tuple[str, ...]
    aspects: tuple[str, ...]
    options: tuple[str, ...]
    categories: tuple[str, ...]
    trees: list[str] = field(default_factory=list)
    made: int = 0
    codes: list[str] = field(default_factory=list)

    def head(self, *, code: str = "", full: bool = False, bounds: bool = True) -> n.Head:
        self.made += 1
        own = code or f"{self.draw(codes)}#{self.made}"
        self.codes.append(own)
        return n.Head(
            code=own,
            name=self.draw(words),
            clause=self.draw(clauses),
            rule=self.draw(clauses),
            full=self.draw(positive) if full else None,
            cap=self.draw(optional(shares)) if bounds else None,
            floor=self.draw(optional(shares)) if bounds else None,
            missing=self.draw(optional(st.sampled_from(n.Missing))),
        )

    def leaf(self, code: str = "") -> n.Node:
        kind = self.draw(st.sampled_from(["survey", "rate", "report", "ledger", "events", "constant", "ref"]))
        draw = self.draw
        if kind in {"survey", "rate"}:
            return self._survey(kind == "rate", code)
        if kind == "report":
            quantity = draw(st.sampled_from(n.Quantity))
            gone = draw(optional(st.sampled_from(n.Missing)))
            word = draw(words)
            return n.Report(
                self.head(code=code), word, quantity, draw(clauses), draw(clauses), draw(st.booleans()), gone
            )
        if kind == "ledger":
            return self._ledger(code)
        if kind == "events":
            named = draw(st.lists(words, min_size=1, max_size=2).map(tuple))
            return n.EventCount(self.head(code=code), named, draw(windows()))
        if kind == "ref" and self.trees:
            return n.Ref(self.head(code=code), draw(st.sampled_from(self.trees)))
        return n.Constant(self.head(code=code), draw(signed))

    def _survey(self, rate: bool, code: str) -> n.Survey:
        draw = self.draw
        asked = ("graded", "unknown", "abstain", "blank", "spoiled", "issued")
        return n.Survey(
            head=self.head(code=code),
            groups=draw(some(self.groups)) or self.groups,
            rounds=draw(some(self.rounds)),
            channels=draw(st.lists(words, max_size=2).map(tuple)),
            strata=draw(st.lists(words, max_size=2).map(tuple)),
            clusters=draw(st.lists(words, max_size=2).map(tuple)),
            aspects=draw(some(self.aspects)),
            measure=n.Measure.SATISFACTION_RATE if rate else n.Measure.MEAN_POINTS,
            numerator=draw(some(self.options)) if rate else (),
            denominator=draw(some(asked)) if rate else ("graded",),
            aspect_rule=draw(st.sampled_from(n.AspectRule)),
            trim_high=0 if rate else draw(st.integers(0, 3)),
            trim_low=0 if rate else draw(st.integers(0, 3)),
            min_valid=draw(counts),
            if_short=draw(st.sampled_from(n.Missing)),
        )

    def _ledger(self, code: str) -> n.Ledger:
        draw = self.draw
        named = draw(st.lists(codes, unique=True, max_size=3))
        items = tuple(
            n.LedgerItem(
                code=word,
                name=word + draw(st.sampled_from(["", "项"])),
                points=draw(optional(signed)),
                cap=draw(optional(positive)),
                period=draw(st.sampled_from(["", "month", "quarter", "half", "year"])),
                period_cap=draw(optional(positive)),
                clause=draw(clauses),
            )
            for word in (f"{w}{i}条" for i, w in enumerate(named))
        )
        return n.Ledger(self.head(code=code), draw(signed), items, draw(windows()), draw(st.booleans()))

    def node(self, depth: int, code: str = "") -> n.Node:
        if depth <= 0 or self.draw(st.booleans()):
            return self.leaf(code)
        kinds = ["weighted", "sum", "mean", "pick", "switch", "each", "rollup"]
        kinds += ["slope", "table", "line", "adjust", "rescale", "relative"]
        kind = self.draw(st.sampled_from(kinds))
        if kind in {"weighted", "sum", "mean", "pick", "switch"}:
            return self._several(kind, depth - 1, code)
        return self._one(kind, depth - 1, code)

    def _several(self, kind: str, depth: int, code: str) -> n.Node:
        draw, head = self.draw, self.head(code=code)
        missing = draw(st.sampled_from(n.Missing))
        if kind == "weighted":
            below = [self.node(depth) for _ in range(draw(st.integers(1, 3)))]
            return n.Weighted(head, tuple(self._part(node) for node in below), missing)
        if kind == "switch":
            cases = {name: self.node(depth) for name in sorted(draw(some(self.categories)))}
            return n.Switch(head, cases, self.node(depth) if draw(st.booleans()) or not cases else None)
        same = [n.Constant(self.head(), draw(signed)) for _ in range(draw(st.integers(1, 3)))]
        if kind == "sum":
            return n.Sum(head, tuple(n.Term(node, draw(st.sampled_from([1, -1]))) for node in same))
        if kind == "pick":
            return n.Pick(head, draw(st.sampled_from(n.Choice)), tuple(same))
        weights = draw(st.sampled_from(n.Weights))
        given = tuple(draw(positive) for _ in same) if weights is n.Weights.GIVEN else ()
        return n.Mean(head, tuple(same), weights, given, missing)

    def _part(self, node: n.Node) -> n.Part:
        share = self.draw(st.booleans())
        amounts = shares if share else positive
        default = self.draw(optional(amounts))
        by = {name: self.draw(amounts) for name in sorted(self.draw(some(self.categories)))}
        return n.Part(node, n.ByCategory(default if by else self.draw(amounts), by), share)

    def _one(self, kind: str, depth: int, code: str) -> n.Node:
        draw = self.draw
        full = kind in {"rescale", "relative"}
        head = self.head(code=code, full=full)
        before = len(self.codes)
        below = self.node(depth)
        if kind in {"each", "rollup"}:
            del self.codes[
                before:
            ]  # what lies inside has several values for a unit: nothing compares with it
        if kind == "each":
            return self._each(head, below)
        if kind == "rollup":
            other = self.node(depth) if draw(st.booleans()) else None
            by, weights = draw(st.sampled_from(n.Attribution)), draw(st.sampled_from(list(n.Weights)[:2]))
            named = draw(st.lists(words, max_size=2).map(tuple))
            return n.Rollup(head, by, below, weights, named, other, draw(st.sampled_from(n.Missing)))
        if kind == "adjust":
            named = draw(st.lists(words, min_size=1, max_size=2).map(tuple))
            mode = draw(st.sampled_from(n.AdjustMode))
            return n.Adjust(head, below, named, draw(shares), mode, draw(windows()))
        if kind == "rescale":
            return n.Rescale(head, below)
        if kind == "relative":
            return n.Relative(head, below, draw(st.sampled_from(n.RelativeTo)), draw(signed))
        return self._piecewise(kind, head, below)

    def _each(self, head: n.Head, below: n.Node) -> n.Each:
        draw = self.draw
        over = draw(st.sampled_from(n.Dimension))
        known = {"round": self.rounds, "group": self.groups, "aspect": self.aspects}.get(
            over.value, ("东", "西")
        )
        weights = draw(st.sampled_from(n.Weights)) if known else n.Weights.EQUAL
        named = sorted(draw(some(known)) or known[:1]) if weights is n.Weights.GIVEN else []
        given = {name: draw(positive) for name in named}
        return n.Each(head, over, below, weights, given, draw(st.sampled_from(n.Missing)))

    def _piecewise(self, kind: str, head: n.Head, below: n.Node) -> n.Piecewise:
        draw = self.draw
        if kind == "slope":
            step = draw(st.fractions(Fraction(1, 100), 1, max_denominator=100))
            steps = draw(st.sampled_from(n.Steps))
            slope = n.Slope(draw(shares), draw(positive), step, draw(positive), draw(signed), steps)
            return n.Piecewise(head, below, slope=slope)
        cuts = sorted({draw(shares) for _ in range(3)})
        if kind == "line":
            return n.Piecewise(head, below, line=tuple((x, draw(signed)) for x in cuts))
        open_low, open_high = draw(st.booleans()), draw(st.booleans())
        bands = [
            Band(**{"lt" if open_low else "le": cuts[0]}),
            Band(**{"gt" if open_high else "ge": cuts[-1]}),
        ]
        return n.Piecewise(head, below, table=tuple(n.Step(band, draw(signed)) for band in bands))

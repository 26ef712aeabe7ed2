"""What a lint rule looks at: the scheme, the sizes of its categories, and every node with its place."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from minping.core.findings import Finding, Place, Severity, Text
from minping.core.scheme.bounds import Bounds, bounds
from minping.core.scheme.full_mark import full_mark
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Node, Quantity, Ref, Switch
from minping.core.scheme.problems import Path, printed, steps_below
from minping.core.scheme.quantities import quantity_of
from minping.core.scheme.surveyed import Frame, case_of

PlaceOf = Callable[[Path], Place]


@dataclass(frozen=True)
class Spot:
    """A node, where it stands and what stands above it, root first. ``scored``: in a score tree (else
    in a measure, which is shown and never scored)."""

    node: Node
    path: Path
    above: tuple[Node, ...] = ()

    @property
    def name(self) -> str:
        return name_of(self.node)

    @property
    def parent(self) -> Node | None:
        return self.above[-1] if self.above else None

    @property
    def scored(self) -> bool:
        return self.path[0] == "trees"

    def under(self, node: Node) -> bool:
        return any(above is node for above in self.above)


def name_of(node: Node) -> str:
    """What messages call a node."""
    return node.head.name or node.head.code


@dataclass(frozen=True)
class Note:
    """What a rule has to say, before its code and severity are added."""

    path: Path
    zh: str
    en: str
    fix_zh: str = ""
    fix_en: str = ""
    line: int | None = None


@dataclass(frozen=True)
class Plan:
    """``sizes``: ranked units per category code, where known."""

    scheme: Scheme
    sizes: Mapping[str, int] | None = None

    @property
    def categories(self) -> tuple[str, ...]:
        return tuple(self.scheme.categories) or ("",)

    @cached_property
    def _frames(self) -> dict[str, Frame]:
        return {}

    def _frame(self, category: str) -> Frame:
        """One frame for each category, so that ranges are worked out once."""
        return self._frames.setdefault(category, Frame(category))

    def bounds(self, node: Node, category: str) -> Bounds:
        """The values that a node can take in a category."""
        return bounds(self.scheme, node, category, self._frame(category))

    def full_mark(self, node: Node, category: str) -> Fraction | None:
        """The most points that a node stands for in a category."""
        return full_mark(self.scheme, node, category, self._frame(category))

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Every node of every tree and measure, as written."""
        roots = [("trees", self.scheme.trees), ("measures", self.scheme.measures)]
        return tuple(
            spot
            for section, trees in roots
            for code, root in trees.items()
            for spot in _below(Spot(root, (section, code)))
        )

    def root_of(self, category: str) -> Spot | None:
        """The score tree of a category."""
        root = self.scheme.tree_of(category)
        found = [code for code, tree in self.scheme.trees.items() if tree is root]
        return Spot(root, ("trees", found[0])) if root is not None and found else None

    def spots_in(self, category: str) -> tuple[Spot, ...]:
        """The nodes that are evaluated for units of ``category``: its branch of each switch, and what
        references lead to (each tree once)."""
        root = self.root_of(category)
        starts = [root] if root is not None else []
        starts += [Spot(tree, ("measures", code)) for code, tree in self.scheme.measures.items()]
        found: dict[Path, Spot] = {}
        for start in starts:
            self._reach(start, category, found)
        return tuple(found.values())

    def _reach(self, spot: Spot, category: str, found: dict[Path, Spot]) -> None:
        if spot.path in found:
            return
        found[spot.path] = spot
        above = (*spot.above, spot.node)
        if isinstance(spot.node, Ref):
            for section, trees in (("trees", self.scheme.trees), ("measures", self.scheme.measures)):
                if spot.node.tree in trees:
                    target = Spot(trees[spot.node.tree], (section, spot.node.tree), above)
                    self._reach(target, category, found)
                    return
        taken = case_of(spot.node, category) if isinstance(spot.node, Switch) else None
        for step, child in steps_below(spot.node):
            if not isinstance(spot.node, Switch) or child is taken:
                self._reach(Spot(child, (*spot.path, *step), above), category, found)

    def is_rate(self, node: Node) -> bool:
        return quantity_of(self.scheme, node) is Quantity.RATE

    def category_name(self, category: str) -> str:
        known = self.scheme.categories.get(category)
        return known.name if known is not None else category


def _below(spot: Spot) -> Iterator[Spot]:
    yield spot
    for step, child in steps_below(spot.node):
        yield from _below(Spot(child, (*spot.path, *step), (*spot.above, spot.node)))


Check = Callable[[Plan], Iterator[Note]]


@dataclass(frozen=True)
class Rule:
    """One thing the linter looks for. ``code`` is stable and documented in ``docs/lint.md``."""

    code: str
    severity: Severity
    check: Check

    def findings(self, plan: Plan, place: PlaceOf | None) -> Iterator[Finding]:
        for note in dict.fromkeys(self.check(plan)):
            at = place(note.path) if place is not None else Place(path=printed(note.path))
            if note.line is not None:
                at = replace(at, line=note.line, path=printed(note.path))
            text, remedy = Text(note.zh, note.en), Text(note.fix_zh, note.fix_en)
            yield Finding(self.code, self.severity, text, remedy, at)


def per_category(plan: Plan, check: Callable[[Spot, str], Iterator[Note]]) -> Iterator[Note]:
    """Run ``check`` on each node as each category sees it; say the same thing once, and name the
    categories when it does not hold for all that use the node."""
    reached: dict[Path, list[str]] = {}
    said: dict[Note, list[str]] = {}
    for category in plan.categories:
        for spot in plan.spots_in(category):
            reached.setdefault(spot.path, []).append(category)
            for note in check(spot, category):
                said.setdefault(note, []).append(category)
    for note, categories in said.items():
        everywhere = len(categories) == len(reached.get(note.path, plan.categories))
        yield note if everywhere else limited_to(plan, note, categories)


def limited_to(plan: Plan, note: Note, categories: list[str]) -> Note:
    """The note with the categories it holds for."""
    names = [plan.category_name(category) for category in categories]
    return replace(
        note,
        zh=f"{note.zh}（类别：{'、'.join(names)}）",
        en=f"{note.en} (category: {', '.join(names)})",
    )

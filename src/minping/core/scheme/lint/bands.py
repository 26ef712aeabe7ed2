"""Rules on bands: grades and tables that leave values out, name them twice, or can never be reached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from minping.core.findings import Severity
from minping.core.scheme.intervals import Interval, closed, of_band, without, written
from minping.core.scheme.lint.plan import Note, Plan, Rule, Spot, limited_to, per_category
from minping.core.scheme.nodes import Node, Piecewise, Quantity
from minping.core.scheme.outcomes import Basis, Grade, VetoEffect
from minping.core.scheme.problems import Path
from minping.core.scheme.quantities import quantity_of
from minping.core.scheme.ranges import Band

ZERO = Fraction(0)
EVERYTHING = Band()


@dataclass(frozen=True)
class Ladder:
    """The grades of one category in the plan's order, as intervals of the value they test.

    ``step`` is the rounding step when grades look at published values, else None."""

    rungs: tuple[tuple[int, Grade, Interval], ...]
    domain: tuple[Interval, ...]
    step: Fraction | None
    rate: bool

    def real(self, part: Interval) -> bool:
        """Whether a value that the grades look at can lie in ``part``."""
        return not part.empty and (self.step is None or part.has_multiple_of(self.step))


def is_plain(grade: Grade) -> bool:
    """The grade asks for one value alone: no quota, event, other grade, selection or further condition."""
    c = grade.condition
    asked = c.grades or c.events or c.without_events or c.selected or c.all_of or c.any_of
    return grade.cut is None and not asked


def ladder(plan: Plan, category: str) -> Ladder | None:
    """The grades that units of ``category`` can get; None: none, or they test different values."""
    numbered = [
        (place, grade)
        for place, grade in enumerate(plan.scheme.grades)
        if not grade.condition.categories or category in grade.condition.categories
    ]
    tested = {g.condition.node for _, g in numbered if g.condition.band is not None}
    if not numbered or len(tested) > 1:
        return None
    node = _tested(plan, category, next(iter(tested), ""))
    if node is None:
        return None
    domain = [_domain(plan, node, category)]
    zeroed = any(VetoEffect.ZERO in veto.effects for veto in plan.scheme.vetoes)
    if zeroed and not tested - {""} and domain[0].meet(closed(ZERO, ZERO)).empty:
        domain.append(closed(ZERO, ZERO))
    rate = plan.is_rate(node)
    rounding = plan.scheme.rounding
    digits = rounding.rate_digits + 2 if rate else rounding.digits
    step = Fraction(1, 10**digits) if plan.scheme.grade_basis == Basis.PUBLISHED else None
    rungs = tuple((place, g, of_band(g.condition.band or EVERYTHING)) for place, g in numbered)
    return Ladder(rungs, tuple(domain), step, rate)


def _domain(plan: Plan, node: Node, category: str) -> Interval:
    """The values that are possible; from 0 to the full mark where points are still open."""
    found = plan.bounds(node, category)
    if found.low is None and found.high is None:
        return closed(ZERO, plan.full_mark(node, category))
    return closed(found.low, found.high)


def _tested(plan: Plan, category: str, code: str) -> Node | None:
    if not code:
        root = plan.root_of(category)
        return None if root is None else root.node
    named = [s.node for s in plan.spots_in(category) if s.node.head.code == code]
    return plan.scheme.measures.get(code) or next(iter(named), None)


def _by_category(plan: Plan, told: Sequence[tuple[str, Note]]) -> Iterator[Note]:
    said: dict[Note, list[str]] = {}
    for category, note in told:
        said.setdefault(note, []).append(category)
    for note, categories in said.items():
        yield note if len(categories) == len(plan.categories) else limited_to(plan, note, categories)


def _ladders(plan: Plan) -> Iterator[tuple[str, Ladder]]:
    for category in plan.categories:
        found = ladder(plan, category)
        if found is not None:
            yield category, found


def interval_words(part: Interval, *, rate: bool) -> tuple[str, str]:
    """``(89, 90)，如89.5`` in both languages; a single value as such."""
    example = written(part.example(), rate=rate)
    if part.point:
        return f"恰为{example}", f"exactly {example}"
    whole = part.written(rate=rate)
    return f"{whole}，如{example}", f"{whole}, such as {example}"


def grade_gap(plan: Plan) -> Iterator[Note]:
    """Values without a grade: 优 ≥ 90 / 良 80–89 leaves 89.5."""
    told = []
    for category, grades in _ladders(plan):
        sure = [part for _, grade, part in grades.rungs if is_plain(grade)]
        for part in without(grades.domain, sure):
            if grades.real(part):
                told.append((category, _gap_note(part, grades)))
    return _by_category(plan, told)


def _gap_note(part: Interval, grades: Ladder) -> Note:
    zh, en = interval_words(part, rate=grades.rate)
    quotas = any(not is_plain(grade) and not of.meet(part).empty for _, grade, of in grades.rungs)
    if quotas:
        zh, en = f"{zh}，且不符合其他条件（名额、事件）的单位", f"{en}, outside the quota or other condition,"
    return Note(
        ("grades",),
        f"等次有空档：{zh}，没有等次",
        f"the grades leave a gap: {en} has no grade",
        "请把相邻等次写成首尾相接，一端「不低于」、另一端「低于」",
        "let neighbouring grades meet: one with ge, the other with lt",
    )


def grade_overlap(plan: Plan) -> Iterator[Note]:
    """Two grades name the same values by explicit ends (80–90 and ≥ 90)."""
    told = []
    for category, grades in _ladders(plan):
        plain = [(place, grade, part) for place, grade, part in grades.rungs if is_plain(grade)]
        for first, (_, above, upper) in enumerate(plain):
            for place, below, lower in plain[first + 1 :]:
                both = [part for whole in grades.domain if not (part := whole.meet(upper).meet(lower)).empty]
                if both and grades.real(both[0]) and _meant_apart(upper, lower):
                    told.append((category, _overlap_note(place, above, below, both[0], grades)))
    return _by_category(plan, told)


def _meant_apart(first: Interval, second: Interval) -> bool:
    """The later grade has an end of its own on the side of the earlier one. (≥ 90, ≥ 80, ≥ 60 in this
    order is the usual way to write a ladder: no overlap is meant.)"""
    if first.high > second.high:
        return second.high[0] == 0
    if first.low < second.low:
        return second.low[0] == 0
    return False


def _overlap_note(place: int, above: Grade, below: Grade, both: Interval, grades: Ladder) -> Note:
    zh, en = interval_words(both, rate=grades.rate)
    return Note(
        ("grades", place),
        f"「{above.name}」和「{below.name}」重叠：{zh}；按先后顺序归「{above.name}」",
        f"“{above.name}” and “{below.name}” overlap: {en}; by their order “{above.name}” wins",
        "请改写一端为「低于」或「高于」",
        "write lt or gt at one of the ends",
    )


def grade_unreachable(plan: Plan) -> Iterator[Note]:
    """A grade that no unit can get: outside the possible range, or taken by the grades before it.
    One that a veto gives is reached that way."""
    told = []
    by_veto = {veto.grade_cap for veto in plan.scheme.vetoes}
    for category, grades in _ladders(plan):
        taken: list[Interval] = []
        for place, grade, part in grades.rungs:
            inside = [meet for whole in grades.domain if not (meet := whole.meet(part)).empty]
            left = [rest for rest in without(inside, taken) if grades.real(rest)]
            if not left and not part.empty and grade.name not in by_veto:
                told.append((category, _unreachable_note(place, grade, grades, out=not inside)))
            if is_plain(grade):
                taken.append(part)
    return _by_category(plan, told)


def _unreachable_note(place: int, grade: Grade, grades: Ladder, *, out: bool) -> Note:
    whole = grades.domain[0]
    span = whole.written(rate=grades.rate)
    why_zh = f"得分只可能在{span}内" if out else "前面的等次已经全部占去"
    why_en = f"values lie in {span}" if out else "the grades before it take all its values"
    return Note(
        ("grades", place),
        f"「{grade.name}」谁也得不到：{why_zh}",
        f"nobody can get “{grade.name}”: {why_en}",
        "请改等次线，或改等次的先后顺序",
        "change its line, or the order of the grades",
    )


def band_empty(plan: Plan) -> Iterator[Note]:
    """A band whose ends contradict each other holds nothing."""
    scheme = plan.scheme
    bands: list[tuple[Path, str, Band | None]] = []
    bands += [
        (("grades", i), g.name, c.band) for i, g in enumerate(scheme.grades) for c in g.condition.walk()
    ]
    for i, s in enumerate(scheme.selections):
        bands += [(("selections", i), s.name, c.band) for c in s.condition.walk()]
    for spot in plan.spots:
        if isinstance(spot.node, Piecewise):
            bands += [((*spot.path, "table", i), spot.name, s.band) for i, s in enumerate(spot.node.table)]
    for path, name, band in bands:
        if band is not None and of_band(band).empty:
            yield Note(
                path,
                f"「{name}」的范围是空的：{of_band(band).written()}",
                f"the band of “{name}” is empty: {of_band(band).written()}",
                "请核对两端的数",
                "check both ends",
            )


def table_gap(plan: Plan) -> Iterator[Note]:
    """A table of points must answer every value its child can have, unless the node says what follows
    when it is missing."""
    return per_category(plan, lambda spot, category: _table_gap(plan, spot, category))


def _table_gap(plan: Plan, spot: Spot, category: str) -> Iterator[Note]:
    node = spot.node
    if not isinstance(node, Piecewise) or not node.table or node.head.missing is not None:
        return
    found = plan.bounds(node.node, category)
    rate = plan.is_rate(node.node)
    for part in without([closed(found.low, found.high)], [of_band(step.band) for step in node.table]):
        zh, en = interval_words(part, rate=rate)
        yield Note(
            spot.path,
            f"「{spot.name}」的分档有空档：{zh}，没有分",
            f"the table of “{spot.name}” leaves a gap: {en} gets no points",
            "请补上这一档；如本意就是不计，请写「缺项时」",
            "add a step for it; if nothing is meant to count there, write missing",
        )


def table_unreachable(plan: Plan) -> Iterator[Note]:
    """A step that earlier steps cover, or that lies outside what is possible."""
    return per_category(plan, lambda spot, category: _table_unreachable(plan, spot, category))


def _table_unreachable(plan: Plan, spot: Spot, category: str) -> Iterator[Note]:
    node = spot.node
    if not isinstance(node, Piecewise):
        return
    found = plan.bounds(node.node, category)
    counted = quantity_of(plan.scheme, node.node) is Quantity.NUMBER
    left: tuple[Interval, ...] = (closed(None if counted else found.low, found.high),)
    for place, step in enumerate(node.table):
        band = of_band(step.band)
        if not band.empty and all(part.meet(band).empty for part in left):
            points = written(step.points)
            yield Note(
                (*spot.path, "table", place),
                f"「{spot.name}」第{place + 1}档（{points}分）用不到：不在可能的范围内，或前面的档已经占去",
                f"step {place + 1} of “{spot.name}” ({points} points) is never used: "
                "out of range, or covered by the steps before it",
                "请核对各档的范围和先后",
                "check the steps' bands and order",
            )
        left = without(left, [band])


RULES = (
    Rule("lint.grade_gap", Severity.ERROR, grade_gap),
    Rule("lint.grade_overlap", Severity.WARNING, grade_overlap),
    Rule("lint.grade_unreachable", Severity.WARNING, grade_unreachable),
    Rule("lint.band_empty", Severity.ERROR, band_empty),
    Rule("lint.table_gap", Severity.ERROR, table_gap),
    Rule("lint.table_unreachable", Severity.WARNING, table_unreachable),
)

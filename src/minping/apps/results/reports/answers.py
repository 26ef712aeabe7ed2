"""How a unit's voters answered: numbers per voter group and aspect, as a table and as a chart."""

from dataclasses import dataclass
from fractions import Fraction

from minping.apps.documents.content import (
    Align,
    Block,
    Choice,
    Column,
    DistributionChart,
    Row,
    Shade,
    Stack,
    Table,
)
from minping.apps.results.reports.overview import Overview
from minping.core.scheme.model import FreePoints, OptionKind, Scale
from minping.core.scoring.rounding import decimal_text, plain
from minping.core.tally.counts import BLANK, JOIN, SPOILED, CellCounts

_SHADES = {
    OptionKind.GRADED: Shade.GRADED,
    OptionKind.UNKNOWN: Shade.UNKNOWN,
    OptionKind.ABSTAIN: Shade.OTHER,
}
_EQUAL_RANGES = 5


@dataclass(frozen=True)
class Heap:
    """One kind of answer: an option, a range of free points, blank or spoiled."""

    name: str
    shade: Shade
    low: Fraction | None = None
    high: Fraction | None = None
    code: str = ""

    def holds(self, code: str) -> bool:
        if self.low is None or self.high is None:
            return code == self.code
        return not code.startswith("#") and self.low <= Fraction(code) <= self.high


@dataclass(frozen=True)
class Answered:
    """Counts of one group's answers to one aspect, in the order of the heaps of its scale."""

    group: str
    aspect: str
    scale: Scale
    counts: tuple[int, ...]


def heaps(overview: Overview, scale: Scale) -> tuple[Heap, ...]:
    """Best first, then the non-answers; free points by the scheme's bands or in five equal ranges."""
    graded = sorted(scale.graded, key=lambda o: -(o.points or Fraction(0)))
    others = [o for o in scale.options if o.kind is not OptionKind.GRADED]
    options = [Heap(o.name, _SHADES[o.kind], code=o.code) for o in (*graded, *others)]
    ranges = _ranges(scale.free) if scale.free is not None else []
    return (
        *ranges,
        *options,
        Heap(overview.say("漏填", "blank"), Shade.OTHER, code=BLANK),
        Heap(overview.say("废票", "spoiled"), Shade.OTHER, code=SPOILED),
    )


def _ranges(free: FreePoints) -> list[Heap]:
    if free.bands:
        bands = sorted(free.bands, key=lambda b: b.low, reverse=True)
        return [
            Heap(f"{b.name}（{plain(b.low)}—{plain(b.high)}）", Shade.GRADED, b.low, b.high) for b in bands
        ]
    width = (free.high - free.low) / _EQUAL_RANGES
    made = []
    for place in range(_EQUAL_RANGES):
        low = free.low + place * width
        last = place == _EQUAL_RANGES - 1
        high = low + width if last else low + width - free.step
        made.append(Heap(f"{plain(low)}—{plain(high)}", Shade.GRADED, low, high))
    return made[::-1]


def answered(overview: Overview, unit: str) -> tuple[tuple[Answered, ...], int]:
    """Everything that may be shown about the unit's answers, and the number of withheld cells.
    A unit without ballots of its own shows the sum over its subunits."""
    pooled, withheld = _pooled(overview, {unit})
    below = set(overview.subunits(unit))
    if not pooled and not withheld and below:
        pooled, withheld = _pooled(overview, below)
    scheme = overview.scheme
    places = {code: i for i, code in enumerate(scheme.groups)}
    aspects = {code: i for i, code in enumerate(scheme.aspects)}
    found = []
    for group in sorted(pooled, key=lambda g: (places.get(g.split(JOIN)[0], 99), g)):
        for aspect in sorted(pooled[group].answers, key=lambda a: (aspects.get(a, 99), a)):
            scale = scheme.scale_for(group.split(JOIN)[0], aspect)
            if scale is not None:
                found.append(_counted(overview, group, aspect, scale, pooled[group].answers[aspect]))
    return tuple(found), withheld


def _pooled(overview: Overview, units: set[str]) -> tuple[dict[str, CellCounts], int]:
    pooled: dict[str, CellCounts] = {}
    withheld = 0
    for cell, counts in overview.data.counts.items():
        if not units & set(cell.unit.split(JOIN)):
            continue
        if counts.short:
            withheld += 1
            continue
        into = pooled.setdefault(cell.group, CellCounts())
        for aspect, options in counts.answers.items():
            for option, number in options.items():
                into.add_answer(aspect, option, number)
    return pooled, withheld


def _counted(overview: Overview, group: str, aspect: str, scale: Scale, options: dict[str, int]) -> Answered:
    numbers = [0] * len(heaps(overview, scale))
    for code, number in options.items():
        for place, heap in enumerate(heaps(overview, scale)):
            if heap.holds(code):
                numbers[place] += number
                break
    return Answered(group, aspect, scale, tuple(numbers))


def answer_blocks(overview: Overview, rows: tuple[Answered, ...]) -> list[Block]:
    """For each scale a table (groups are bands, aspects rows) and a chart of the same numbers as shares."""
    scales = {row.scale.code: row.scale for row in rows}
    blocks: list[Block] = []
    for code, scale in scales.items():
        of_scale = [row for row in rows if row.scale.code == code]
        blocks.append(_table(overview, scale, of_scale, single=len(scales) == 1))
        blocks.append(_chart(overview, scale, of_scale))
    return blocks


def _table(overview: Overview, scale: Scale, rows: list[Answered], *, single: bool) -> Table:
    say = overview.say
    shown = _shown(overview, scale, rows)
    names = [heap.name for _, heap in shown]
    bands = len({row.group for row in rows}) < len(rows)
    columns = (
        Column(
            say("评议主体与测评项", "voters and aspect") if bands else say("评议主体", "voters"), width=14
        ),
        *(Column(name, align=Align.RIGHT, number=True) for name in names),
        Column(say("合计", "total"), align=Align.RIGHT, number=True),
    )
    made: list[Row] = []
    before = ""
    for row in rows:
        if bands and row.group != before:
            made.append(Row((group_name(overview, row.group),)))
            before = row.group
        name = aspect_name(overview, row.aspect) if bands else group_name(overview, row.group)
        numbers = [str(row.counts[place]) for place, _ in shown]
        made.append(Row((name, *numbers, str(sum(row.counts))), level=int(bands)))
    caption = say("评价分布", "Distribution of answers")
    if not single:
        caption += say(f"（{scale.name}）", f" ({scale.name})")
    note = say(
        "各栏为票数。不了解、弃权、漏填、废票分别列出，如何计入由方案规定。",
        "Figures are ballots. Unknown, abstained, blank and spoiled are told apart; the scheme says how each counts.",
    )
    return Table(caption, columns, tuple(made), notes=(note,))


def _shown(overview: Overview, scale: Scale, rows: list[Answered]) -> list[tuple[int, Heap]]:
    """Every option of the scale; blank and spoiled only where there were any."""
    listed = list(enumerate(heaps(overview, scale)))
    return [
        (place, heap)
        for place, heap in listed
        if heap.code not in {BLANK, SPOILED} or any(row.counts[place] for row in rows)
    ]


def _chart(overview: Overview, scale: Scale, rows: list[Answered]) -> DistributionChart:
    shown = _shown(overview, scale, rows)
    groups = {row.group for row in rows}
    stacks = []
    for row in rows:
        aspect, group = aspect_name(overview, row.aspect), group_name(overview, row.group)
        alone = sum(other.group == row.group for other in rows) == 1
        label = group if alone else aspect if len(groups) == 1 else f"{group}·{aspect}"
        stacks.append(Stack(label, tuple(row.counts[place] for place, _ in shown)))
    axis = overview.say("占全部答案的比例；n 为答案数", "share of all answers; n is their number")
    choices = tuple(Choice(heap.name, heap.shade) for _, heap in shown)
    return DistributionChart(_finding(overview, choices, stacks), axis, choices, tuple(stacks))


def _finding(overview: Overview, choices: tuple[Choice, ...], stacks: list[Stack]) -> str:
    """Where the worst grade was given most often, in numbers."""
    say = overview.say
    graded = [place for place, choice in enumerate(choices) if choice.shade is Shade.GRADED]
    filled = [stack for stack in stacks if sum(stack.counts)]
    if not graded or not filled:
        return say("没有可显示的答案", "No answers to show")
    worst = graded[-1]
    name = choices[worst].name
    most = max(filled, key=lambda s: Fraction(s.counts[worst], sum(s.counts)))
    number, total = most.counts[worst], sum(most.counts)
    if not number:
        return say(f"各项都没有“{name}”的评价", f"No answer “{name}” in any row")
    share = decimal_text(Fraction(100 * number, total), 1)
    if len(filled) == 1:
        return say(f"“{name}”占{share}%（{number}/{total}）", f"“{name}”: {share}% ({number}/{total})")
    return say(
        f"“{name}”比例最高的是“{most.label}”：{share}%（{number}/{total}）",
        f"“{name}” is most frequent in “{most.label}”: {share}% ({number}/{total})",
    )


def group_name(overview: Overview, group: str) -> str:
    """A voter group's name; merged groups with all their names."""
    known = overview.scheme.groups
    names = [known[code].name if code in known else code for code in group.split(JOIN)]
    merged = overview.say("（合并）", " (merged)") if len(names) > 1 else ""
    return overview.say.listed(names) + merged


def aspect_name(overview: Overview, aspect: str) -> str:
    """The aspect's name in the scheme, else its code."""
    known = overview.scheme.aspects.get(aspect)
    return known.name if known is not None else aspect

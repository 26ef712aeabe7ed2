"""Own and public view aspect by aspect, where units gave points for aspects that the public rated too (F146)."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from minping.apps.documents.content import Align, Block, Column, Heading, Paragraph, Row, Table
from minping.apps.results.reports.answers import aspect_name
from minping.apps.results.reports.gap import TOO_HIGH, Gap, apart_text, share_text
from minping.apps.results.reports.overview import Overview
from minping.core.scheme.nodes import Quantity, Survey
from minping.core.scheme.tree import walk
from minping.core.scoring.result import ScoreNode, UnitResult
from minping.core.scoring.rounding import percent

OUT_OF = 100
"""What units rate an aspect out of."""
MOST_NAMED = 5

Own = Mapping[str, Mapping[str, Fraction]]
"""Unit → aspect → points out of 100."""


def aspect_gaps(overview: Overview, own: Own) -> dict[str, dict[str, Gap]]:
    """Unit → aspect → both views, for units that rated an aspect which has a public value; in the order of names."""
    surveys = _surveys(overview)
    found: dict[str, dict[str, Gap]] = {}
    for result in sorted(overview.run.units, key=lambda one: one.unit):
        mine = own.get(result.unit, {})
        public = _public(overview, result, surveys) if mine else {}
        both = {
            code: Gap(result.unit, mine[code] / OUT_OF, public[code])
            for code in overview.scheme.aspects
            if code in mine and code in public
        }
        if both:
            found[result.unit] = both
    return found


def _surveys(overview: Overview) -> dict[str, Survey]:
    """Start of an aspect's code → the survey that asks for it."""
    scheme = overview.scheme
    roots = (*scheme.trees.values(), *scheme.measures.values())
    return {node.head.code: node for root in roots for node in walk(root) if isinstance(node, Survey)}


def _public(overview: Overview, result: UnitResult, surveys: Mapping[str, Survey]) -> dict[str, Fraction]:
    """Aspect → share of the full mark over all surveys of the unit's total, weighted by their grades."""
    parts = {(node.code, node.object): node for node in _aspects(result.tree)}.values()
    above: dict[str, Fraction] = {}
    below: dict[str, Fraction] = {}
    for node in parts:
        known = _asked(overview, node, surveys)
        graded = node.inputs[-1].denominator if node.inputs else None
        if known is None or node.value is None or not graded:
            continue
        code, full = known
        above[code] = above.get(code, Fraction(0)) + node.value / full * graded
        below[code] = below.get(code, Fraction(0)) + graded
    return {code: above[code] / below[code] for code in above}


def _aspects(node: ScoreNode | None) -> Iterator[ScoreNode]:
    if node is None:
        return
    if node.kind == "aspect":
        yield node
    for part in node.parts:
        yield from _aspects(part)


def _asked(overview: Overview, node: ScoreNode, surveys: Mapping[str, Survey]) -> tuple[str, Fraction] | None:
    """Which aspect the value is about, and its full mark; None where no scale tells."""
    plain = node.code.partition("@")[0]
    for code in overview.scheme.aspects:
        asked = surveys.get(plain.removesuffix(f".{code}")) if plain.endswith(f".{code}") else None
        if asked is None:
            continue
        if node.quantity is Quantity.RATE:
            return code, Fraction(1)
        groups = asked.groups or tuple(overview.scheme.groups)
        scales = [scale for group in groups if (scale := overview.scheme.scale_for(group, code))]
        full = max((scale.high for scale in scales), default=Fraction(0))
        return (code, full) if full > 0 else None
    return None


def aspect_blocks(overview: Overview, own: Own) -> Iterator[Block]:
    """A sentence and a table, units by aspects; nothing where no unit rated an aspect that the public rated."""
    say, found = overview.say, aspect_gaps(overview, own)
    if not found:
        return
    codes = [code for code in overview.scheme.aspects if any(code in gaps for gaps in found.values())]
    high = [(gap, code) for gaps in found.values() for code, gap in gaps.items() if gap.too_high]
    yield Heading(say("分项对照", "By aspect"), level=2)
    yield Paragraph(_summary(overview, high))
    columns = (
        Column(say("单位", "unit"), width=14),
        *(Column(aspect_name(overview, code), say("百分点", "points"), Align.RIGHT) for code in codes),
    )
    widest = sorted(found, key=lambda unit: (-max(gap.apart for gap in found[unit].values()), unit))
    rows = tuple(
        Row((overview.name(unit), *(_cell(found[unit].get(code)) for code in codes))) for unit in widest
    )
    note = say(
        "数字为自我评价得分率减群众评价得分率，正数表示自我评价高于群众评价；标*的高出10个百分点以上，为估计过高。"
        "群众评价为该单位各次测评中这一项的得分率，按评价份数合并。",
        "Own share minus public share; positive: the unit sees itself higher. * higher by 10 points or more, an "
        "estimate too high. Public: the aspect's share over all surveys of the unit, weighted by grades given.",
    )
    caption = say("自我评价与群众评价分项对照", "Own and public view by aspect")
    yield Table(caption, columns, rows, notes=(note,))


def _summary(overview: Overview, high: list[tuple[Gap, str]]) -> str:
    say, margin = overview.say, percent(TOO_HIGH).removesuffix("%")
    if not high:
        return say(
            f"分项看，没有高出群众评价{margin}个百分点以上的。",
            f"No aspect was rated {margin} points or more above the public's view.",
        )
    named = [
        say(
            f"{overview.name(gap.unit)}“{aspect_name(overview, code)}”（高{apart_text(gap)}）",
            f"{overview.name(gap.unit)}, {aspect_name(overview, code)} (+{apart_text(gap)})",
        )
        for gap, code in sorted(high, key=lambda one: (-one[0].apart, one[0].unit))[:MOST_NAMED]
    ]
    more = say("等", " and others") if len(high) > MOST_NAMED else ""
    return say(
        f"分项看，高出群众评价{margin}个百分点以上的有{len(high)}项：{'、'.join(named)}{more}。",
        f"Aspects rated {margin} points or more above the public's view: {len(high)}: {'; '.join(named)}{more}.",
    )


def _cell(gap: Gap | None) -> str:
    if gap is None:
        return "—"
    sign = "+" if gap.apart > 0 else "−" if gap.apart < 0 else ""
    return f"{sign}{apart_text(gap)}{'*' if gap.too_high else ''}"


def aspect_words(overview: Overview, unit: str, own: Mapping[str, Fraction]) -> str:
    """One unit's aspects in a sentence; empty where there is nothing to compare."""
    say, gaps = overview.say, aspect_gaps(overview, {unit: own}).get(unit, {})
    told = [
        say(
            f"“{aspect_name(overview, code)}”自评{share_text(gap.own)}、群众评价{share_text(gap.public)}"
            f"{'，估计过高' if gap.too_high else ''}",
            f"{aspect_name(overview, code)}: own {share_text(gap.own)}, public {share_text(gap.public)}"
            f"{', too high' if gap.too_high else ''}",
        )
        for code, gap in gaps.items()
    ]
    return say(f"分项得分率：{'；'.join(told)}。", f"By aspect: {'; '.join(told)}.") if told else ""

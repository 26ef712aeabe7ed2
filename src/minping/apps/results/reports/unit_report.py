"""单位评议情况反馈: what one unit is told about its own result, down to the counts."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from minping.apps.documents.content import (
    Align,
    Bar,
    BarChart,
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Letterhead,
    Paragraph,
    Role,
    Row,
    Signature,
    Table,
)
from minping.apps.documents.letterhead import blank_number
from minping.apps.results.paths import trees_of
from minping.apps.results.reports.answers import answer_blocks, answered
from minping.apps.results.reports.around import UnitAround
from minping.apps.results.reports.components import (
    Share,
    component_mean,
    components,
    missing_word,
    share_text,
    shares,
)
from minping.apps.results.reports.explanation import explanation_table
from minping.apps.results.reports.overview import Overview, mean, middle
from minping.apps.results.reports.source import source_lines
from minping.apps.results.reports.unit_next import around_blocks
from minping.core.scheme.nodes import Quantity
from minping.core.scoring.result import UnitResult
from minping.core.scoring.rounding import decimal_text, plain

FEW_BALLOTS = 30
"""Below this many valid ballots a few voters can move the result; the report says so."""


def compose_unit_report(
    overview: Overview, unit: str, *, date: date, office: str = "", around: UnitAround | None = None
) -> Document:
    """The report of the unit with code ``unit``; ``KeyError`` if the run has no such unit. ``around``: what
    people said, problems, the unit's own view; without it the figures alone."""
    result = next((r for r in overview.run.units if r.unit == unit), None)
    if result is None:
        raise KeyError(unit)
    say = overview.say
    blocks: list[Block] = [
        Paragraph(f"{result.name}{say('：', ':')}", Role.ADDRESSEE),
        Paragraph(
            say(
                f"现将你单位在{overview.title}中的结果及其由来反馈如下。",
                f"This is your result in {overview.title}, and how it came about.",
            )
        ),
        Facts(_key_figures(overview, result)),
        *_warnings(overview, result),
        *_composition(overview, result),
        *_answers(overview, result),
        *_comparison(overview, result, ("你单位", "Your")),
        *(around_blocks(overview, result, around) if around is not None else ()),
        *_origin(overview, result),
        Heading(say("异议与复核", "Objection and review")),
        Paragraph(_appeal(overview)),
    ]
    return Document(
        title=overview.headed("", say("情况反馈", ": feedback")),
        subtitle=result.name,
        blocks=tuple(blocks),
        signature=Signature(office, say.day(date)),
        source=source_lines(overview),
        language=say.language,
        author=office,
        head=Letterhead(office, blank_number(date.year, say.language), letter=True) if office else None,
    )


def public_blocks(
    overview: Overview, unit: str, *, score: bool, components: bool, answers: bool
) -> list[Block]:
    """What everybody may read about the unit's result, by what is published; ``KeyError`` if there is no such
    unit. The key figures stand elsewhere on the page."""
    result = next((r for r in overview.run.units if r.unit == unit), None)
    if result is None:
        raise KeyError(unit)
    return [
        *_warnings(overview, result),
        *(_composition(overview, result) if score and components else ()),
        *(_answers(overview, result) if answers else ()),
        *(_comparison(overview, result, ("该单位", "Its")) if score else ()),
    ]


def origin_tables(overview: Overview, unit: str) -> list[Table]:
    """The explanation of every tree of the unit, from the total down to the counts."""
    trees = trees_of(overview.run.unit(unit))
    return [explanation_table(overview, name, tree) for name, tree in trees]


def _key_figures(overview: Overview, result: UnitResult) -> tuple[tuple[str, str], ...]:
    say = overview.say
    none = say("无", "none")
    full = plain(overview.full_of(result.category))
    score = say(f"{result.published}分（满分{full}分）", f"{result.published} of {full} points")
    if overview.total_quantity() is Quantity.RATE:
        score = result.published
    if result.score is None:
        score = overview.why_not(result)
    pairs = [(say("得分", "score"), score)]
    for placing in result.placings:
        named = overview.ranking_name(placing) if len(result.placings) > 1 else say("名次", "rank")
        pairs.append((named, overview.place_text(placing)))
    if not result.placings:
        shown = overview.why_not(result) if result.score is not None else say("不参加排名", "not ranked")
        pairs.append((say("名次", "rank"), shown))
    if overview.scheme.grades:
        pairs.append((say("等次", "grade"), result.grade or none))
    pairs.append((say("类别", "category"), overview.category_name(result.category)))
    valid = overview.valid_of(result.unit)
    shown = say(f"{valid}份", str(valid)) if valid else say("没有可显示的", "none that may be shown")
    pairs.append((say("有效票", "valid ballots"), shown))
    return tuple(pairs)


def _warnings(overview: Overview, result: UnitResult) -> list[Paragraph]:
    say = overview.say
    valid = overview.valid_of(result.unit)
    made = []
    if overview.run.blocked:
        words = say.joined(say.text(reason) for reason in overview.run.blocked[:5])
        made.append(say(f"本次评议未达到计分条件：{words}", f"No result for anybody: {words}"))
    if 0 < valid < FEW_BALLOTS:
        made.append(
            say(
                f"样本较少：有效票共{valid}份，不足{FEW_BALLOTS}份。个别评议人的意见就能使结果明显变化，"
                "请结合意见建议使用，不宜仅凭名次下结论。",
                f"Few ballots: {valid} valid ballots, under {FEW_BALLOTS}. Single voters can move the result; "
                "do not conclude from the rank alone.",
            )
        )
    made += [say(f"一票否决：{veto}。", f"Veto: {veto}.") for veto in result.vetoes]
    if result.grade and result.grade_reason.zh.startswith("「"):
        made.append(say.text(result.grade_reason))
    return [Paragraph(words, Role.WARNING) for words in made]


def _composition(overview: Overview, result: UnitResult) -> list[Block]:
    parts = shares(result)
    if len(parts) < 2:
        return []
    say = overview.say
    peers = overview.listed(result.category)
    columns = (
        Column(say("组成部分", "component"), width=14),
        Column(say("满分或权重", "full mark or weight"), say("分", "points"), Align.RIGHT, number=True),
        Column(say("原始结果", "own value"), align=Align.RIGHT, number=True),
        Column(say("计入总分", "in the total"), say("分", "points"), Align.RIGHT, number=True),
        Column(say("本类平均", "category mean"), say("分", "points"), Align.RIGHT, number=True),
    )
    known = {component.code: component.weight for component in components(peers)}
    parts = [replace(s, weight=s.weight or known.get(s.node.code)) for s in parts]
    rows = [_part_row(overview, share, component_mean(peers, share.node.code)) for share in parts]
    total = Row(
        (say("总分", "total"), "", "", result.published, overview.total(_mean_of(peers))), strong=True
    )
    table = Table(
        say("得分构成", "How the score is made up"),
        columns,
        tuple(rows),
        foot=(total,) if result.score is not None else (),
    )
    return [
        Heading(say("得分构成", "Composition of the score")),
        table,
        *_parts_chart(overview, parts, peers),
    ]


def _mean_of(peers: list[UnitResult]) -> Fraction | None:
    return mean([r.score for r in peers if r.score is not None])


def _part_row(overview: Overview, share: Share, of_category: Fraction | None) -> Row:
    node = share.node
    own = node.published if node.value is not None else missing_word(overview, node)
    weight = plain(share.weight) if share.weight is not None else overview.say("按实际加减", "as it is")
    return Row((node.name, weight, own, share_text(overview, share), overview.points(of_category)))


def _parts_chart(overview: Overview, parts: list[Share], peers: list[UnitResult]) -> list[BarChart]:
    say = overview.say
    drawn = [
        s for s in parts if s.weight is not None and s.weight > 0 and (s.points is None or s.points >= 0)
    ]
    got = [s for s in drawn if s.points is not None]  # what is missing was not lost
    if len(drawn) < 2 or not got:
        return []
    bars = tuple(
        Bar(
            s.node.name,
            s.points,
            f"{share_text(overview, s)} / {plain(s.weight or Fraction(0))}",
            full=s.weight,
            mean=component_mean(peers, s.node.code),
        )
        for s in drawn
    )
    lost = max(got, key=lambda s: (s.weight or Fraction(0)) - (s.points or Fraction(0)))
    gap = (lost.weight or Fraction(0)) - (lost.points or Fraction(0))
    title = say(
        f"失分最多的是“{lost.node.name}”：{overview.points(gap)}分",
        f"Most points were lost in “{lost.node.name}”: {overview.points(gap)}",
    )
    if gap <= 0:
        title = say("各部分均得满分", "Full marks in every component")
    if len(got) < len(drawn):
        title = say("有缺项，只画有结果的部分", "Some components are missing")
    legend = say(
        "方框：满分；色块：本单位；竖线：本类平均", "box: full mark; filled: this unit; line: category mean"
    )
    return [BarChart(title, say("计入总分（分）", "points of the total"), bars, full_text=legend)]


def _answers(overview: Overview, result: UnitResult) -> list[Block]:
    say = overview.say
    rows, withheld = answered(overview, result.unit)
    if not rows and not withheld:
        return []
    valid = overview.valid_of(result.unit)
    words = say(f"共有有效票{valid}份。", f"There were {valid} valid ballots. ") if valid else ""
    if withheld:
        words += say(
            f"{withheld}组票因样本不足不计分、不显示。",
            f"{withheld} groups of ballots were too small to be scored or shown.",
        )
    blocks: list[Block] = [Heading(say("评价分布", "Distribution of answers")), Paragraph(words)]
    return [*blocks, *answer_blocks(overview, rows)]


def _comparison(overview: Overview, result: UnitResult, whose: tuple[str, str]) -> list[Block]:
    """``whose``: how the unit is addressed, in both languages."""
    scores = overview.scores(result.category)
    if result.score is None or not scores:
        return []
    say, total = overview.say, overview.total
    name = overview.category_name(result.category)
    heading = Heading(say("与同类单位比较", "Comparison with its category"))
    if len(scores) == 1:
        alone = say(
            f"“{name}”类别只有{whose[0]}一个有结果的单位，无从比较。",
            f"“{name}” has no other unit with a result.",
        )
        return [heading, Paragraph(alone)]
    average = mean(scores) or Fraction(0)
    gap = result.score - average
    word = say("高于", "above") if gap > 0 else say("低于", "below")
    apart = overview.gap(abs(gap))
    sentence = (
        say(f"{whose[0]}得分与本类平均分相同。", f"{whose[1]} score equals the category mean.")
        if not gap
        else say(
            f"{whose[0]}得分{word}本类平均分{apart}。",
            f"{whose[1]} score is {apart} {word} the category mean.",
        )
    )
    heads = (
        say("本单位", "this unit"),
        say("平均", "mean"),
        say("中位数", "median"),
        say("最高", "highest"),
        say("最低", "lowest"),
    )
    values = (result.score, average, middle(scores), max(scores), min(scores))
    columns = tuple(Column(title, overview.total_unit(), Align.RIGHT, number=True) for title in heads)
    caption = say(f"{name}（{len(scores)}个有结果的单位）", f"{name} ({len(scores)} units with a result)")
    return [heading, Paragraph(sentence), Table(caption, columns, (Row(tuple(total(v) for v in values)),))]


def _origin(overview: Overview, result: UnitResult) -> list[Block]:
    say = overview.say
    tables = origin_tables(overview, result.unit)
    if not tables:
        return []
    rounding = overview.scheme.rounding
    sample = decimal_text(Fraction(0), rounding.digits)
    intro = say(
        f"下表从总分逐层列到票数。每一层注明算法、方案条款和原始数据，公布值保留{len(sample.partition('.')[2])}位小数。",
        "The table goes from the total down to the counts, with rule, clause and data at every step.",
    )
    return [Heading(say("得分由来", "How each number came about")), Paragraph(intro), *tables]


def _appeal(overview: Overview) -> str:
    return overview.say(
        "如对上述数据或计算有异议，请在规定期限内，在系统「本单位结果」里逐项提出，或以书面形式向评议办提出，"
        "写明项目、理由并附佐证材料。"
        "评议办安排原计票、核分人员以外的人员复核。经复核更正的，重新核算并更正所有受影响的名次。",
        "Objections to data or computation may be filed within the set period, beside each number of the own "
        "result or with the office in writing, naming the item and the reason, with evidence. Somebody other "
        "than the first counter reviews them. A correction leads to a new run and to corrected ranks of "
        "everybody affected.",
    )

"""通报: the campaign in words and numbers, for the units and, where the scheme says so, the public."""

from collections import Counter
from datetime import date
from fractions import Fraction

from minping.apps.documents.content import (
    Align,
    Bar,
    BarChart,
    Block,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Role,
    Row,
    Signature,
    Table,
)
from minping.apps.documents.letterhead import blank_number
from minping.apps.results.levels import GRADE, RANK, SCORE
from minping.apps.results.reports.method import method_blocks
from minping.apps.results.reports.overview import Overview, mean, middle
from minping.apps.results.reports.proposals import proposal_blocks
from minping.apps.results.reports.result_table import axis_start, blocked_notice
from minping.apps.results.reports.source import source_lines
from minping.apps.results.reports.turnout import turnout_blocks
from minping.core.scheme.nodes import Quantity
from minping.core.scheme.outcomes import Purpose


def compose_circular(overview: Overview, *, date: date, office: str = "", public: bool = False) -> Document:
    """Turnout, result by category, units proposed for praise, units without a rank, method; what is not shown
    at this level of publication is left out. Other consequences are nobody's business before they are decided:
    they stand in the proposals for those who decide. ``public``: for everybody, without proposals."""
    say = overview.say
    blocks: list[Block] = [
        *(() if public else (Paragraph(say("各参评单位：", "To all units:"), Role.ADDRESSEE),)),
        Paragraph(
            say(
                f"现将{overview.title}结果{'公布' if public else '通报'}如下。",
                f"These are the results of {overview.title}.",
            )
        ),
        *blocked_notice(overview),
        Heading(say("参评概况", "Participation")),
        *turnout_blocks(overview),
        Heading(say("总体结果", "Overall result")),
        *overall_blocks(overview),
        *(() if public else _praise(overview)),
        Heading(say("不参加排名的单位", "Units that are not ranked")),
        *_not_ranked(overview),
        Heading(say("评分办法", "Method")),
        *method_blocks(overview),
        *(() if public else _objections(overview)),
        Paragraph(say(f"附件：{overview.title}结果一览表", f"Annex: {overview.title}, table of results")),
    ]
    return Document(
        title=_title(overview, public),
        blocks=tuple(blocks),
        signature=Signature(office, say.day(date)),
        source=source_lines(overview),
        language=say.language,
        author=office,
        head=Letterhead(office, blank_number(date.year, say.language)) if office else None,
    )


def _title(overview: Overview, public: bool) -> str:
    say = overview.say
    if public:
        return overview.headed(say("关于公布", "Publication of the results of "), say("结果的通告", ""))
    return overview.headed(say("关于", "Circular on the results of "), say("结果的通报", ""))


def _objections(overview: Overview) -> list[Block]:
    say = overview.say
    told = say(
        "各单位得分的组成和由来见发给该单位的情况反馈。有异议的，请在规定期限内书面提出。",
        "How each score came about is in the feedback to that unit. Objections are made in writing "
        "within the set period.",
    )
    return [Heading(say("异议与复核", "Objection and review")), Paragraph(told)]


def _praise(overview: Overview) -> list[Block]:
    """Who the rules put forward for praise."""
    say = overview.say
    if not any(rule.purpose is Purpose.PRAISE for rule in overview.scheme.selections):
        return []
    later = say(
        "其他结果运用事项由有权机关审定后另行通知。",
        "Whatever else follows is told once it has been decided.",
    )
    return [
        Heading(say("拟表扬单位", "Proposed for praise")),
        *proposal_blocks(overview, praise=True),
        Paragraph(later),
    ]


def overall_blocks(overview: Overview) -> list[Block]:
    """Mean, highest and lowest in words, by category as a table and a chart."""
    say, every = overview.say, overview.all_scores()
    if not every:
        return [Paragraph(say("没有单位产生结果。", "No unit has a result."))]
    if not overview.shows(SCORE):
        return _grade_blocks(overview)
    average = overview.total(mean(every))
    unit = overview.total_unit()
    best, worst = overview.total(max(every)), overview.total(min(every))
    return [
        Paragraph(
            say(
                f"{len(every)}个有结果的单位平均{average}{unit}（按单位平均），"
                f"最高{best}{unit}，最低{worst}{unit}。",
                f"The mean of {len(every)} units is {average} (each unit counts once), "
                f"the highest {best}, the lowest {worst}.",
            )
        ),
        _category_table(overview),
    ]


def _grade_blocks(overview: Overview) -> list[Block]:
    """How many units got which grade, where scores are not shown."""
    say, every = overview.say, len(overview.all_scores())
    counted = Paragraph(say(f"{every}个单位有结果。", f"{every} units have a result."))
    if not overview.scheme.grades or not overview.shows(GRADE):
        return [counted]
    names = tuple(dict.fromkeys(grade.name for grade in overview.scheme.grades))
    columns = (
        Column(say("类别", "category"), width=14),
        *(Column(name, say("个", "units"), Align.RIGHT, number=True) for name in names),
    )
    rows = []
    for category in overview.categories():
        given = Counter(result.grade for result in overview.listed(category))
        rows.append(Row((overview.category_name(category), *(str(given[name]) for name in names))))
    return [counted, Table(say("各类别等次", "Grades by category"), columns, tuple(rows))]


def _category_table(overview: Overview) -> Table:
    say = overview.say
    unit = overview.total_unit()
    heads = (say("平均", "mean"), say("中位数", "median"), say("最高", "highest"), say("最低", "lowest"))
    columns = (
        Column(say("类别", "category"), width=14),
        Column(say("有结果的单位", "units with result"), say("个", "units"), Align.RIGHT, number=True),
        *(Column(head, unit, Align.RIGHT, number=True) for head in heads),
    )
    rows = []
    for category in overview.categories():
        scores = overview.scores(category)
        figures: tuple[str, ...] = (say("无结果", "no result"), "", "", "")
        if scores:
            values = (mean(scores), middle(scores), max(scores), min(scores))
            figures = tuple(overview.total(value) for value in values)
        rows.append(Row((overview.category_name(category), str(len(scores)), *figures)))
    every = overview.all_scores()
    values = (mean(every), middle(every), max(every), min(every))
    foot = Row((say("全部", "all"), str(len(every)), *(overview.total(v) for v in values)), strong=True)
    return Table(
        say("各类别结果", "Results by category"),
        columns,
        tuple(rows),
        foot=(foot,) if len(rows) > 1 else (),
        chart=_means_chart(overview),
    )


def _means_chart(overview: Overview) -> BarChart | None:
    say = overview.say
    means = {c: mean(overview.scores(c)) for c in overview.categories()}
    known = {c: value for c, value in means.items() if value is not None}
    if len(known) < 2 or overview.total_quantity() is not Quantity.POINTS:
        return None
    every = mean(overview.all_scores()) or Fraction(0)
    low = min(known, key=lambda c: known[c])
    high = max(known, key=lambda c: known[c])
    title = say(
        f"{overview.category_name(high)}平均分最高（{overview.total(known[high])}分），"
        f"{overview.category_name(low)}最低（{overview.total(known[low])}分）",
        f"Highest mean: {overview.category_name(high)} ({overview.total(known[high])}); "
        f"lowest: {overview.category_name(low)} ({overview.total(known[low])})",
    )
    if known[low] == known[high]:
        title = say("各类别平均分相同", "All categories have the same mean")
    start = axis_start(known[low], known[high])
    axis = say("平均分（分）", "mean score (points)")
    bars = tuple(Bar(overview.category_name(c), value, overview.total(value)) for c, value in known.items())
    shown = overview.total(every)
    return BarChart(
        title, axis, bars, low=start, mean=every, mean_text=say(f"全部单位平均 {shown}", f"all units {shown}")
    )


def _not_ranked(overview: Overview) -> list[Block]:
    say = overview.say
    rows = []
    for category in overview.categories():
        ranks = bool(overview.scheme.rankings) and overview.shows(RANK)
        unplaced = [r for r in overview.listed(category) if r.placing is None and ranks]
        unplaced += overview.unlisted(category)
        rows += [Row((overview.category_name(category), r.name, overview.why_not(r))) for r in unplaced]
    if not rows:
        return [Paragraph(say("没有。", "None."))]
    columns = (
        Column(say("类别", "category"), width=9),
        Column(say("单位", "unit"), width=14),
        Column(say("原因", "reason"), width=18),
    )
    return [Table(say("不参加排名的单位", "Units that are not ranked"), columns, tuple(rows))]

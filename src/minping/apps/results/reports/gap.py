"""单位自评与群众评价的差距: who sees himself better than the public does (估计过高, F146)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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
    Paragraph,
    Row,
    Signature,
    Table,
)
from minping.apps.results.reports.components import shares
from minping.apps.results.reports.overview import Overview
from minping.apps.results.reports.source import source_lines
from minping.core.scheme.nodes import Quantity
from minping.core.scoring.result import ScoreNode, UnitResult
from minping.core.scoring.rounding import decimal_text, percent

TOO_HIGH = Fraction(1, 10)
"""From this distance on the report calls an estimate too high; it is a mark for the reader, nothing more."""
MOST = 20
"""So many units a chart holds, and a report to those who have little time."""
_BY_PEOPLE = frozenset({"survey", "aspect"})


@dataclass(frozen=True)
class Gap:
    """Both as shares of the full mark they were given on."""

    unit: str
    own: Fraction
    public: Fraction

    @property
    def apart(self) -> Fraction:
        return self.own - self.public

    @property
    def too_high(self) -> bool:
        return self.apart >= TOO_HIGH


def public_share(result: UnitResult) -> Fraction | None:
    """What the public gave of what it could give: the parts of the total that rest on ballots alone."""
    parts = [s for s in shares(result) if _by_people(s.node) and s.points is not None and s.weight]
    if parts:
        points = sum((s.points for s in parts if s.points is not None), Fraction(0))
        return points / sum((s.weight for s in parts if s.weight is not None), Fraction(0))
    node = result.tree
    if node is None or node.value is None or not _by_people(node):
        return None
    if node.quantity is Quantity.RATE:
        return node.value
    return node.value / node.full if node.full else None


def _by_people(node: ScoreNode) -> bool:
    """Whether nothing but ballots is behind the number."""
    if node.parts:
        return all(_by_people(part) for part in node.parts)
    return node.kind in _BY_PEOPLE


def gaps(overview: Overview, own: Mapping[str, Fraction]) -> list[Gap]:
    """Units that handed in a view of themselves and have a public result, the widest gap first."""
    found = []
    for result in overview.run.units:
        full, public = overview.full_of(result.category), public_share(result)
        if result.unit in own and public is not None and full:
            found.append(Gap(result.unit, own[result.unit] / full, public))
    return sorted(found, key=lambda gap: (-gap.apart, gap.unit))


def gap_words(overview: Overview, gap: Gap) -> str:
    """One unit's gap in a sentence."""
    say = overview.say
    own, public = share_text(gap.own), share_text(gap.public)
    apart = _points(abs(gap.apart))
    head = say(
        f"你单位自我评价得分率{own}，群众评价得分率{public}，",
        f"The unit gave itself {own} of the full mark, the public {public}; ",
    )
    if not gap.apart:
        return head + say("两者一致。", "both agree.")
    if gap.apart < 0:
        return head + say(
            f"自我评价低于群众评价{apart}个百分点。",
            f"it sees itself {apart} points lower than the public does.",
        )
    tail = say(
        "，估计过高，请对照群众意见查找原因", ", which is too high: look for the reasons in what people said"
    )
    return (
        head
        + say(f"自我评价高于群众评价{apart}个百分点", f"it sees itself {apart} points higher")
        + (tail if gap.too_high else "")
        + say("。", ".")
    )


def share_text(value: Fraction) -> str:
    """A share as percent with one digit."""
    return f"{_points(value)}%"


def apart_text(gap: Gap) -> str:
    """How far apart, in percentage points, without a sign."""
    return _points(abs(gap.apart))


def _points(share: Fraction) -> str:
    """Percentage points with one digit."""
    return decimal_text(share * 100, 1)


def _tenth(value: Fraction) -> Fraction:
    return Fraction(round(value * 1000), 1000)


def gap_blocks(overview: Overview, own: Mapping[str, Fraction], most: int | None = None) -> Iterator[Block]:
    """A sentence, the table and its chart. ``most``: no more units than that, the widest gaps first."""
    say, found = overview.say, gaps(overview, own)
    if not found:
        yield Paragraph(
            say(
                "没有单位报送自我评价总分，总分无从比较。", "No unit handed in a total of its own to compare."
            )
        )
        return
    high = [gap for gap in found if gap.too_high]
    yield Paragraph(
        say(
            f"{len(found)}个单位报送了自我评价并有群众评价结果，"
            f"其中{sum(gap.apart > 0 for gap in found)}个自我评价高于群众评价，"
            f"{len(high)}个高出{percent(TOO_HIGH).removesuffix('%')}个百分点以上。",
            f"Units that rated themselves and have a public result: {len(found)}; higher than the public did: "
            f"{sum(gap.apart > 0 for gap in found)}, by {percent(TOO_HIGH)} of the full mark or more: {len(high)}.",
        )
    )
    yield _table(overview, found[:most], left_out=len(found[most:]) if most is not None else 0)


def _table(overview: Overview, found: list[Gap], left_out: int) -> Table:
    say = overview.say
    columns = (
        Column(say("单位", "unit"), width=14),
        Column(say("自我评价", "own view"), say("得分率", "share"), align=Align.RIGHT, number=True),
        Column(say("群众评价", "public"), say("得分率", "share"), align=Align.RIGHT, number=True),
        Column(say("差距", "gap"), say("百分点", "points"), Align.RIGHT, number=True),
        Column(say("说明", "remark"), width=6),
    )
    rows = tuple(
        Row(
            (
                overview.name(gap.unit),
                share_text(gap.own),
                share_text(gap.public),
                _points(gap.apart),
                say("估计过高", "too high") if gap.too_high else "",
            )
        )
        for gap in found
    )
    note = say(
        "得分率＝得分÷满分。群众评价取总分中全部由投票产生的部分。",
        "Share = points ÷ full mark. Public: the parts of the total that rest on ballots alone.",
    )
    rest = say(
        f"只列差距最大的{len(found)}个，其余{left_out}个见单位自评与群众评价对照报告。",
        f"The {len(found)} widest gaps; the other {left_out} are in the report on own and public view.",
    )
    return Table(
        say("自我评价与群众评价对照", "Own and public view"),
        columns,
        rows,
        notes=(note, rest) if left_out else (note,),
        chart=_chart(overview, found[:MOST]),
    )


def _chart(overview: Overview, found: list[Gap]) -> BarChart:
    say = overview.say
    first = found[0]
    title = say(
        f"差距最大的是{overview.name(first.unit)}：{_points(first.apart)}个百分点",
        f"Widest gap: {overview.name(first.unit)}, {_points(first.apart)} points",
    )
    bars = tuple(
        Bar(
            overview.name(gap.unit),
            gap.public * 100,
            _points(gap.public),
            mean=gap.own * 100,
        )
        for gap in found
    )
    return BarChart(
        title,
        say("得分率（%）", "share of the full mark (%)"),
        bars,
        high=Fraction(100),
        full_text=say("色块：群众评价；竖线：自我评价", "filled: the public; line: the unit itself"),
    )


def compose_gap_report(
    overview: Overview,
    own: Mapping[str, Fraction],
    aspects: Iterable[Block] = (),
    *,
    date: date,
    office: str = "",
) -> Document:
    """The comparison as a report for the office. ``aspects``: the same aspect by aspect."""
    say = overview.say
    return Document(
        title=overview.headed("", say("单位自评与群众评价对照报告", ": own and public view")),
        blocks=(
            Heading(say("总体情况", "Overview")),
            *gap_blocks(overview, own),
            *aspects,
            Heading(say("怎样使用", "How to read it")),
            Paragraph(
                say(
                    "差距大的单位，往往对自身作风的判断与群众感受不一致。建议在反馈时一并出示群众意见的主题，"
                    "由单位对照查找原因，不作为处理依据。",
                    "A wide gap means that the unit and the people see its conduct differently. Show it together "
                    "with the themes of what people said; it is no ground for a sanction.",
                )
            ),
        ),
        signature=Signature(office, say.day(date)),
        source=source_lines(overview),
        language=say.language,
        author=office,
    )

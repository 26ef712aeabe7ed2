"""结果一览表: every unit with its rank, score, grade and components, by category."""

from datetime import date
from fractions import Fraction

from minping.apps.documents.content import (
    Align,
    Bar,
    BarChart,
    Block,
    Column,
    Document,
    Paragraph,
    Role,
    Row,
    Table,
)
from minping.apps.results.levels import COMPONENTS, GRADE, RANK, SCORE
from minping.apps.results.reports.components import (
    Component,
    component_mean,
    components,
    head_unit,
    share_of,
    share_text,
)
from minping.apps.results.reports.overview import Overview, mean
from minping.apps.results.reports.source import source_lines
from minping.core.scheme.nodes import Quantity
from minping.core.scoring.result import UnitResult
from minping.core.scoring.rounding import plain

_WIDE = 5
"""With more components than this the page lies on its side."""


def compose_result_table(overview: Overview, *, date: date, office: str = "") -> Document:
    """One table for each category, its chart below; units without a rank with the reason in words.

    What is not shown to whoever reads it is left out, components also where the scheme does not publish them."""
    say = overview.say
    blocks: list[Block] = [*blocked_notice(overview)]
    widest = 0
    for category in overview.categories():
        table, count = category_table(overview, category)
        widest = max(widest, count)
        blocks.append(table)
    if not overview.categories():
        blocks.append(Paragraph(say("没有参评单位。", "There are no units.")))
    return Document(
        title=overview.headed("", say("结果一览表", ": results")),
        subtitle="\n".join(part for part in (office, say.day(date)) if part),
        blocks=tuple(blocks),
        source=source_lines(overview),
        landscape=widest > _WIDE,
        language=say.language,
        author=office,
    )


def blocked_notice(overview: Overview) -> list[Paragraph]:
    """Why there is no result for anybody, where a rule of the scheme forbids it."""
    say, reasons = overview.say, overview.run.blocked
    if not reasons:
        return []
    words = say.joined(say.text(reason) for reason in reasons[:20])
    more = "" if len(reasons) <= 20 else say(f"；等共{len(reasons)}条", f"; {len(reasons)} in all")
    notice = say(
        f"按方案规定，本次评议不产生得分、名次和等次：{words}{more}。",
        f"By the rules of the scheme there are no scores, ranks or grades: {words}{more}.",
    )
    return [Paragraph(notice, Role.WARNING)]


def category_table(overview: Overview, category: str) -> tuple[Table, int]:
    """The category's table and the number of its component columns."""
    listed, unlisted = overview.listed(category), overview.unlisted(category)
    published = overview.scheme.publication.components and overview.shows(SCORE, COMPONENTS)
    columns = components(listed) if published else ()
    remarks = {result.unit: _remark(overview, result) for result in listed}
    alone = not overview.shows(SCORE) and not _graded(overview)  # no other column holds the reasons
    noted = any(remarks.values()) or (alone and bool(unlisted))
    rows = [_row(overview, result, columns, remarks[result.unit] if noted else None) for result in listed]
    rows += _without_result(overview, unlisted)
    name = overview.category_name(category)
    table = Table(
        caption=overview.say(
            f"{name}（{len(overview.members(category))}个）", f"{name} ({len(overview.members(category))})"
        ),
        columns=_columns(overview, columns, noted),
        rows=tuple(rows),
        foot=_foot(overview, listed, columns, noted) if overview.shows(SCORE) else (),
        notes=_notes(overview, listed, columns),
        empty=overview.say("本类别没有单位", "no units in this category"),
        sheet=name,
        chart=_chart(overview, category, listed) if overview.shows(SCORE) else None,
    )
    return table, len(columns)


def _columns(overview: Overview, parts: tuple[Component, ...], noted: bool) -> tuple[Column, ...]:
    say = overview.say
    rank = Column(say("名次", "rank"), align=Align.CENTER, number=True)
    score = Column(say("得分", "score"), align=Align.RIGHT, number=True)
    return (
        *((rank,) if overview.shows(RANK) else ()),
        Column(say("单位", "unit"), width=16),
        *((score,) if overview.shows(SCORE) else ()),
        *((Column(say("等次", "grade"), align=Align.CENTER),) if _graded(overview) else ()),
        *(Column(part.name, head_unit(overview, part), Align.RIGHT, number=True) for part in parts),
        *((Column(say("备注", "remarks"), width=9),) if noted else ()),
    )


def _graded(overview: Overview) -> bool:
    return bool(overview.scheme.grades) and overview.shows(GRADE)


def _row(overview: Overview, result: UnitResult, parts: tuple[Component, ...], remark: str | None) -> Row:
    placing = result.placing
    rank = plain(placing.rank) if placing is not None else overview.say("不排名", "not ranked")
    grades = (result.grade or overview.say("无", "none"),) if _graded(overview) else ()
    return Row(
        (
            *((rank,) if overview.shows(RANK) else ()),
            result.name,
            *((result.published,) if overview.shows(SCORE) else ()),
            *grades,
            *(share_text(overview, share_of(result, part.code)) for part in parts),
            *(() if remark is None else (remark,)),
        )
    )


def _remark(overview: Overview, result: UnitResult) -> str:
    """Ties, vetoes and the reason why a scored unit has no place."""
    say, placing = overview.say, result.placing
    words, ranked = [], overview.shows(RANK)
    if ranked and placing is not None and placing.tied_with:
        words.append(say("并列", "tied") if placing.ordered else say("同分不分先后", "equal, without order"))
    if ranked and placing is None and overview.scheme.rankings:
        words.append(overview.why_not(result))
    words += [say(f"一票否决：{veto}", f"veto: {veto}") for veto in result.vetoes]
    return say.joined(words)


def _without_result(overview: Overview, unlisted: list[UnitResult]) -> list[Row]:
    if not unlisted:
        return []
    say = overview.say
    rows = [Row((say("不参加排名的单位", "Units that are not ranked"),))]
    rank = (say("不排名", "no rank"),) if overview.shows(RANK) else ()
    rows += [Row((*rank, result.name, overview.why_not(result))) for result in unlisted]
    return rows


def _foot(
    overview: Overview, listed: list[UnitResult], parts: tuple[Component, ...], noted: bool
) -> tuple[Row, ...]:
    scores = [r.score for r in listed if r.score is not None]
    if len(scores) < 2:
        return ()
    cells = [
        *([""] if overview.shows(RANK) else []),
        overview.say(f"{len(scores)}个单位平均", f"mean of {len(scores)} units"),
        overview.total(mean(scores)),
        *([""] if _graded(overview) else []),
        *(overview.points(component_mean(listed, part.code), Quantity.POINTS) for part in parts),
        *([""] if noted else []),
    ]
    return (Row(tuple(cells), strong=True),)


def _notes(overview: Overview, listed: list[UnitResult], parts: tuple[Component, ...]) -> tuple[str, ...]:
    say, notes = overview.say, []
    scopes = {r.placing.pool for r in listed if r.placing is not None}
    names = [overview.pool_name(pool) for pool in sorted(scopes)]
    if overview.shows(RANK) and scopes and scopes != {listed[0].category}:
        notes.append(say(f"名次的排名范围：{say.listed(names)}。", f"Ranks are among: {say.listed(names)}."))
    if parts:
        notes.append(
            say(
                "各组成部分为计入总分的分数，分别取舍，其和与总分可能相差末位，以总分为准。",
                "Components are points of the total, each rounded by itself; the total is authoritative.",
            )
        )
    return tuple(notes)


def axis_start(lowest: Fraction, highest: Fraction) -> Fraction:
    """Zero, or a round number below the lowest where the values lie close together far from zero."""
    if lowest <= 0 or highest - lowest > lowest / 2:
        return Fraction(0)
    step = next(
        (s for s in (Fraction(1), Fraction(5), Fraction(10)) if highest - lowest <= 4 * s), Fraction(10)
    )
    return max(Fraction(0), (lowest / step).__floor__() * step - step)


def _chart(overview: Overview, category: str, listed: list[UnitResult]) -> BarChart | None:
    scored = [r for r in listed if r.score is not None and overview.total_quantity() is Quantity.POINTS]
    if len(scored) < 2:
        return None
    say, scores = overview.say, [r.score or Fraction(0) for r in scored]
    low, high, middle = min(scores), max(scores), mean(scores)
    name = overview.category_name(category)
    best, worst = overview.total(high), overview.total(low)
    title = say(
        f"{name}：最高{best}分，最低{worst}分，平均{overview.total(middle)}分",
        f"{name}: highest {best}, lowest {worst}, mean {overview.total(middle)}",
    )
    if low == high:
        title = say(
            f"{name}：{len(scored)}个单位得分相同，均为{best}分",
            f"{name}: all {len(scored)} units have {best}",
        )
    start = axis_start(low, high)
    axis = say("得分（分）", "score (points)")
    return BarChart(
        title=title,
        axis=axis,
        bars=tuple(Bar(r.name, r.score, r.published) for r in scored),
        low=start,
        mean=middle,
        mean_text=say(f"平均 {overview.total(middle)}", f"mean {overview.total(middle)}"),
    )

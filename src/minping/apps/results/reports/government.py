"""报告: the year's appraisal reported to the party committee and the government, and to the upper office (F070)."""

from collections.abc import Iterator
from datetime import date

from minping.apps.documents.content import (
    Align,
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
from minping.apps.results.reports.around import YearAround
from minping.apps.results.reports.circular import overall_blocks
from minping.apps.results.reports.gap import MOST, gap_blocks
from minping.apps.results.reports.overview import Overview
from minping.apps.results.reports.proposals import proposal_blocks
from minping.apps.results.reports.result_table import blocked_notice
from minping.apps.results.reports.source import source_lines
from minping.apps.results.reports.turnout import turnout_blocks

EDGE = 3
"""Units named at either end of a category."""


def compose_report(
    overview: Overview, around: YearAround, *, addressee: str, date: date, office: str = ""
) -> Document:
    """Participation, results, what people said and what was put right, appeals, proposals, what comes next."""
    say = overview.say
    blocks: list[Block] = [
        Paragraph(f"{addressee}{say('：', ':')}", Role.ADDRESSEE),
        Paragraph(
            say(
                f"{overview.title}工作已完成计分、复核。现将有关情况报告如下。",
                f"{overview.title} has been scored and reviewed. This is the report.",
            )
        ),
        *blocked_notice(overview),
        Heading(say("评议开展情况", "What was done")),
        *turnout_blocks(overview),
        Heading(say("评议结果", "Results")),
        *overall_blocks(overview),
        *_edges(overview),
        Heading(say("群众意见和问题整改", "Opinions and rectification")),
        *_casework(overview, around),
        Heading(say("单位自评与群众评价", "Own and public view")),
        *gap_blocks(overview, around.self_scores, MOST),
        Heading(say("申诉复核", "Appeals")),
        Paragraph(_appeals(overview, around)),
        Heading(say("结果运用建议", "Proposals")),
        *proposal_blocks(overview),
        Heading(say("下一步工作", "What comes next")),
        *_next(overview, around),
        Paragraph(say("特此报告。", "Respectfully submitted.")),
        Paragraph(say(f"附件：{overview.title}结果一览表", f"Annex: {overview.title}, table of results")),
    ]
    return Document(
        title=overview.headed(say("关于", "Report on "), say("情况的报告", "")),
        blocks=tuple(blocks),
        signature=Signature(office, say.day(date)),
        source=source_lines(overview),
        language=say.language,
        author=office,
        head=Letterhead(office, blank_number(date.year, say.language), signer=True) if office else None,
    )


def _edges(overview: Overview) -> list[Block]:
    """The first and the last of each category that is large enough for both."""
    say = overview.say
    rows = []
    for category in overview.categories():
        ranked = [r for r in overview.listed(category) if r.placing is not None]
        if len(ranked) < 2 * EDGE:
            continue
        first, last = ranked[:EDGE], ranked[-EDGE:]
        rows.append(
            Row(
                (
                    overview.category_name(category),
                    *(say.listed(f"{r.name}（{r.published}）" for r in chosen) for chosen in (first, last)),
                )
            )
        )
    if not rows:
        return []
    columns = (
        Column(say("类别", "category"), width=7),
        Column(say("居前单位", "first"), width=18),
        Column(say("居后单位", "last"), width=18),
    )
    note = say(f"单位在{2 * EDGE}个以上的类别才列出。", f"Only categories of {2 * EDGE} units and more.")
    return [
        Table(say("各类别居前、居后单位", "First and last by category"), columns, tuple(rows), notes=(note,))
    ]


def _casework(overview: Overview, around: YearAround) -> Iterator[Block]:
    say = overview.say
    if not around.opinions and not around.registered:
        yield Paragraph(
            say(
                "没有收到群众意见建议，没有挂号督办的问题。",
                "No opinions came in and no problem was registered.",
            )
        )
        return
    yield Paragraph(
        say(
            f"共收到群众意见建议{around.opinions}件，已答复{around.answered}件。挂号督办问题{around.registered}件，"
            f"已销号{around.cleared}件（其中例外销号{around.exceptions}件），未办结{around.open}件，"
            f"其中逾期{around.overdue}件；重复发生{around.recurred}件。",
            f"Opinions: {around.opinions}, answered: {around.answered}. Problems registered: {around.registered}, "
            f"cleared: {around.cleared} ({around.exceptions} by exception), open: {around.open}, of these overdue: "
            f"{around.overdue}; occurred before: {around.recurred}.",
        )
    )
    if not around.themes:
        return
    ordered = sorted(around.themes.items(), key=lambda one: (-one[1], one[0].zh))
    columns = (
        Column(say("问题类别", "kind"), width=16),
        Column(say("归并的主题", "themes"), say("个", "number"), Align.RIGHT, number=True),
    )
    rows = tuple(Row((say.text(klass), str(number))) for klass, number in ordered)
    yield Table(say("群众反映较多的方面", "What people spoke of"), columns, rows)


def _appeals(overview: Overview, around: YearAround) -> str:
    if not around.appeals:
        return overview.say("没有单位提出申诉。", "No unit appealed.")
    return overview.say(
        f"收到申诉{around.appeals}件，经复核维持{around.upheld}件，更正{around.corrected}件；"
        "更正的均已重新核算并更正全部受影响的名次。",
        f"Appeals: {around.appeals}; upheld: {around.upheld}, corrected: {around.corrected}. Every rank affected by a "
        "correction was corrected.",
    )


def _next(overview: Overview, around: YearAround) -> Iterator[Block]:
    say = overview.say
    steps = [
        say("向各单位反馈结果、意见和整改要求。", "Give every unit its result, opinions and what to do.")
    ]
    if around.open:
        steps.append(
            say(
                f"继续督办未办结的{around.open}件问题，不解决不销号。",
                f"Go on with what is open ({around.open}): nothing is cleared before it is solved.",
            )
        )
    if any(selection.chosen for selection in overview.run.selections):
        steps.append(say("结果运用建议按程序报批后办理。", "Carry out the proposals once they are approved."))
    steps.append(say("按规定向社会公布结果。", "Publish the results as the rules say."))
    yield from (Paragraph(f"{number}. {words}") for number, words in enumerate(steps, start=1))

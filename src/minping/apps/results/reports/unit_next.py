"""What a unit is told beside its figures: what people said, its problems, its own view, what to do next."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from minping.apps.documents.content import Block, Column, Heading, Paragraph, Row, Table
from minping.apps.results.reports.around import Problem, UnitAround
from minping.apps.results.reports.components import component_mean, shares
from minping.apps.results.reports.gap import gap_words, gaps
from minping.apps.results.reports.gap_aspects import aspect_words
from minping.apps.results.reports.overview import Overview
from minping.core.scoring.result import UnitResult

MOST_WEAK = 3
_PEACE = (
    "不得打听、追查评议人和提意见人，不得打击报复。",
    "Do not ask who rated or who gave an opinion; retaliation is punished.",
)


def around_blocks(overview: Overview, result: UnitResult, around: UnitAround) -> Iterator[Block]:
    """The parts of the feedback that come from beside the score."""
    yield from _themes(overview, around)
    yield from _problems(overview, around)
    own = {result.unit: around.self_score} if around.self_score is not None else {}
    told = [gap_words(overview, gap) for gap in gaps(overview, own)]
    told += [words] if (words := aspect_words(overview, result.unit, around.self_aspects)) else []
    if told:
        yield Heading(overview.say("自我评价与群众评价", "Own and public view"))
        yield from map(Paragraph, told)
    yield Heading(overview.say("下一步工作", "What to do next"))
    for number, words in enumerate(_next(overview, result, around), start=1):
        yield Paragraph(f"{number}. {words}")


def _themes(overview: Overview, around: UnitAround) -> Iterator[Block]:
    say = overview.say
    yield Heading(say("群众反映的主要意见", "What people said"))
    if not around.themes:
        yield Paragraph(say("本次没有归并成主题的意见。", "There are no themes."))
        return
    yield Paragraph(
        say(
            "以下由评议办根据多条意见归纳，不含任何提意见人的信息，请勿追查。",
            "Put together by the office from several opinions; nothing tells who gave them. Do not look for them.",
        )
    )
    for theme in around.themes:
        yield Heading(theme.title, level=2)
        yield from (Paragraph(line) for line in theme.text.splitlines() if line.strip())


def _problems(overview: Overview, around: UnitAround) -> Iterator[Block]:
    say = overview.say
    yield Heading(say("问题整改情况", "Problems and how they stand"))
    if not around.problems:
        yield Paragraph(say("没有挂号的问题。", "No problem is registered."))
        return
    still = sum(one.open for one in around.problems)
    yield Paragraph(
        say(
            f"共挂号问题{len(around.problems)}件，未办结{still}件。",
            f"Problems registered: {len(around.problems)}; still open: {still}.",
        )
    )
    columns = (
        Column(say("问题", "problem"), width=18),
        Column(say("进展", "state"), width=8),
        Column(say("整改期限", "deadline"), width=10),
    )
    rows = tuple(Row((one.title, say.text(one.state), _deadline(overview, one))) for one in around.problems)
    yield Table(say("问题清单", "Problems"), columns, rows)


def _deadline(overview: Overview, one: Problem) -> str:
    say = overview.say
    if not one.open:
        return "—"
    if one.deadline is None:
        return say("未定", "not set")
    late = say("，已逾期", ", overdue") if one.overdue else ""
    return say.day(one.deadline) + late


def _next(overview: Overview, result: UnitResult, around: UnitAround) -> list[str]:
    """Steps that follow from the figures; nothing that the record does not tell."""
    say, found = overview.say, []
    late = [one for one in around.problems if one.open and one.overdue]
    due = [one for one in around.problems if one.open and not one.overdue]
    if late:
        names = say.listed(say.quoted(one.title) for one in late[:3])
        if len(late) > 3:
            names += say("等", " and others")
        found.append(
            say(
                f"逾期未整改的{len(late)}件问题（{names}）立即办结，并书面说明逾期原因。",
                f"Settle what is overdue at once ({len(late)}) and say in writing why it is late: {names}.",
            )
        )
    if due:
        nearest = min((one.deadline for one in due if one.deadline is not None), default=None)
        by = _by(overview, nearest)
        found.append(
            say(
                f"按期整改其余{len(due)}件问题{by}。",
                f"Put the other problems ({len(due)}) right in time{by}.",
            )
        )
    if weak := _weak(overview, result):
        found.append(
            say(
                f"对照“{say.listed(weak)}”等失分较多、低于本类平均的项目查找原因，制定措施。",
                f"Look for the reasons in {say.listed(weak)}, where points were lost and the category does better.",
            )
        )
    if around.themes:
        found.append(
            say(
                "对上述群众意见逐条研究，整改情况在单位显著位置和评议网页公开。",
                "Go through what people said point by point, and publish what was done about it.",
            )
        )
    found.append(say(*_PEACE))
    return found


def _by(overview: Overview, day: date | None) -> str:
    if day is None:
        return ""
    shown = overview.say.day(day)
    return overview.say(f"，最近的期限是{shown}", f"; the nearest deadline is {shown}")


def _weak(overview: Overview, result: UnitResult) -> list[str]:
    """Components below the category's mean, the one with most points lost first."""
    peers = overview.listed(result.category)
    lost: list[tuple[Fraction, str]] = []
    for share in shares(result):
        mean = component_mean(peers, share.node.code)
        if share.points is not None and mean is not None and share.points < mean:
            lost.append(((share.weight or share.points) - share.points, share.node.name))
    return [name for _, name in sorted(lost, key=lambda one: -one[0])[:MOST_WEAK]]

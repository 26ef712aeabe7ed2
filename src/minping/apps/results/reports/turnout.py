"""参评概况: how many units, which rounds, how many ballots of which kind."""

from collections import Counter, defaultdict

from minping.apps.documents.content import Align, Block, Column, Paragraph, Row, Table
from minping.apps.results.reports.answers import group_name
from minping.apps.results.reports.overview import Overview
from minping.core.scoring.inputs import Status
from minping.core.tally.counts import JOIN, BallotState

_STATES = (
    (BallotState.VALID, "有效", "valid"),
    (BallotState.UNKNOWN_ONLY, "只答不了解或弃权", "unknown only"),
    (BallotState.BLANK, "空白", "blank"),
    (BallotState.SPOILED, "废票", "spoiled"),
)


def turnout_blocks(overview: Overview) -> list[Block]:
    """Sentences and tables on units, rounds and ballots."""
    return [
        Paragraph(_units_sentence(overview)),
        units_table(overview),
        *_rounds(overview),
        *_ballots(overview),
    ]


def _units_sentence(overview: Overview) -> str:
    say, results = overview.say, overview.run.units
    status = Counter(result.status for result in results)
    count, categories = len(results), len(overview.categories())
    words = say(
        f"本次评议涉及{count}个单位，分{categories}个类别，其中参加评议{status[Status.APPRAISED]}个",
        f"{count} units in {categories} categories take part: {status[Status.APPRAISED]} are appraised",
    )
    if status[Status.EXEMPT]:
        words += say(f"，免评{status[Status.EXEMPT]}个", f", {status[Status.EXEMPT]} exempt")
    if status[Status.OPINION_ONLY]:
        number = status[Status.OPINION_ONLY]
        words += say(f"，只征求意见{number}个", f", {number} asked for opinions only")
    scored = len(overview.all_scores())
    return words + say(f"；有结果的{scored}个。", f"; {scored} have a result.")


def units_table(overview: Overview) -> Table:
    """Numbers of units by category and status."""
    say = overview.say
    heads = (
        say("参评", "appraised"),
        say("有结果", "with result"),
        say("免评", "exempt"),
        say("只征求意见", "opinions only"),
        say("合计", "total"),
    )
    columns = (
        Column(say("类别", "category"), width=14),
        *(Column(head, say("个", "units"), Align.RIGHT, number=True) for head in heads),
    )
    rows = []
    sums = Counter[int]()
    for category in overview.categories():
        members = overview.members(category)
        status = Counter(r.status for r in members)
        scored = sum(r.score is not None for r in members)
        numbers = [
            status[Status.APPRAISED],
            scored,
            status[Status.EXEMPT],
            status[Status.OPINION_ONLY],
            len(members),
        ]
        sums.update(dict(enumerate(numbers)))
        rows.append(Row((overview.category_name(category), *map(str, numbers))))
    total = Row((say("合计", "total"), *(str(sums[i]) for i in range(len(heads)))), strong=True)
    return Table(
        say("参评单位", "Units"),
        columns,
        tuple(rows),
        foot=(total,) if len(rows) > 1 else (),
        empty=say("没有单位", "no units"),
    )


def _rounds(overview: Overview) -> list[Block]:
    """When what was judged and asked, and rounds that do not count, with the reason."""
    say = overview.say
    void = {r.round: say.text(r.reason) for r in overview.run.rounds if not r.valid}
    rows = []
    for code, known in overview.scheme.rounds.items():
        remark = say("计分", "scored")
        if not known.counts:
            remark = say("只作参考，不计分", "shown, not scored")
        if code in void:
            remark = say(f"无效，不计分：{void[code]}", f"void, not scored: {void[code]}")
        judged = say.period(known.reference_period.start, known.reference_period.end)
        asked = say.period(known.fieldwork.start, known.fieldwork.end)
        unset = say("未注明", "not stated")
        rows.append(Row((known.name, judged or unset, asked or unset, remark)))
    if not rows:
        return []
    columns = (
        Column(say("期次", "round"), width=9),
        Column(say("测评期间", "period judged"), width=12),
        Column(say("实施时间", "held"), width=12),
        Column(say("计分", "scoring"), width=8),
    )
    sentence = say(f"评议分{len(rows)}期进行。", f"There were {len(rows)} rounds.")
    return [Paragraph(sentence), Table(say("评议期次", "Rounds"), columns, tuple(rows))]


def _ballots(overview: Overview) -> list[Block]:
    say = overview.say
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    withheld = 0
    for cell, counts in overview.data.counts.items():
        withheld += counts.short
        if not counts.short:
            groups[cell.group].update(counts.ballots)
    if not groups:
        return [Paragraph(say("没有收到评议票。", "No ballots were received."))]
    issued = _issued(overview)
    order = {code: i for i, code in enumerate(overview.scheme.groups)}
    rows = [
        _ballot_row(overview, group, groups[group], issued)
        for group in sorted(groups, key=lambda g: (order.get(g.split(JOIN)[0], 99), g))
    ]
    sums = sum(groups.values(), Counter[str]())
    total = Row(
        (say("合计", "total"), "", *(str(sums[s]) for s, _, _ in _STATES), str(sums.total())), strong=True
    )
    sentence = say(
        f"共收到评议票{sums.total()}份，其中有效{sums[BallotState.VALID]}份。",
        f"{sums.total()} ballots were received, {sums[BallotState.VALID]} of them valid.",
    )
    table = Table(
        say("评议票", "Ballots"),
        _ballot_columns(overview),
        tuple(rows),
        foot=(total,) if len(rows) > 1 else (),
        notes=_ballot_notes(overview, withheld),
    )
    return [Paragraph(sentence), table]


def _ballot_columns(overview: Overview) -> tuple[Column, ...]:
    say = overview.say
    return (
        Column(say("评议主体", "voters"), width=14),
        Column(say("发出", "issued"), say("份", "forms"), Align.RIGHT, number=True),
        *(Column(say(zh, en), say("份", "ballots"), Align.RIGHT, number=True) for _, zh, en in _STATES),
        Column(say("合计", "total"), say("份", "ballots"), Align.RIGHT, number=True),
    )


def _ballot_notes(overview: Overview, withheld: int) -> tuple[str, ...]:
    say = overview.say
    counted = say(
        "票数按被评单位计：一张票评多个单位的，每个单位计一份。",
        "Ballots are counted per unit: one paper about several units counts once for each.",
    )
    hidden = say(
        f"另有{withheld}组票因样本不足不显示。", f"{withheld} groups of ballots are too small to be shown."
    )
    return (counted, hidden) if withheld else (counted,)


def _ballot_row(overview: Overview, group: str, states: Counter[str], issued: dict[str, int]) -> Row:
    sent = sum(issued[code] for code in group.split(JOIN) if code in issued)
    known = any(code in issued for code in group.split(JOIN))
    numbers = [str(states[state]) for state, _, _ in _STATES]
    shown = str(sent) if known else overview.say("未报", "not reported")
    return Row((group_name(overview, group), shown, *numbers, str(states.total())))


def _issued(overview: Overview) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in overview.data.participation:
        if row.issued is not None:
            found[row.group] = found.get(row.group, 0) + row.issued
    return found

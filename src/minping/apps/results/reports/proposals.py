"""Who the scheme's rules propose for praise, interview and other consequences: facts, no decision."""

from collections.abc import Sequence
from datetime import date

from minping.apps.documents.content import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Signature,
    Table,
)
from minping.apps.results.levels import RANK, SCORE
from minping.apps.results.reports.overview import Overview
from minping.apps.results.reports.result_table import blocked_notice
from minping.apps.results.reports.source import source_lines
from minping.core.scheme.outcomes import Purpose, Selection
from minping.core.scoring.result import Chosen, SelectionResult

_TITLES = {
    Purpose.PRAISE: ("拟表扬单位", "Proposed for praise"),
    Purpose.INTERVIEW: ("拟约谈单位", "Proposed for an interview (约谈)"),
    Purpose.ADMONITION: ("拟诫勉谈话单位", "Proposed for an admonition (诫勉谈话)"),
    Purpose.YELLOW_CARD: ("拟黄牌警告单位", "Proposed for a yellow card (黄牌警告)"),
    Purpose.REPLACEMENT: ("拟建议调整单位", "Proposed for replacement of the head"),
    Purpose.OTHER: ("其他拟定事项", "Other proposals"),
}


def compose_proposals(overview: Overview, *, date: date, office: str = "") -> Document:
    """What the rules propose, with the facts, for those who decide; it goes to nobody else."""
    say = overview.say
    return Document(
        title=overview.headed("", say("结果运用建议（送审稿）", ": proposals, to be decided")),
        blocks=(*blocked_notice(overview), *proposal_blocks(overview)),
        signature=Signature(office, say.day(date)),
        source=source_lines(overview),
        language=say.language,
        author=office,
    )


def proposal_blocks(overview: Overview, *, praise: bool = False) -> list[Block]:
    """A part for each selection of the scheme, in its order. ``praise``: only those for praise."""
    say = overview.say
    rules = [rule for rule in overview.scheme.selections if not praise or rule.purpose is Purpose.PRAISE]
    if not rules:
        return [
            Paragraph(say("方案没有规定由名次或等次产生的结果运用。", "The scheme names no consequences."))
        ]
    blocks: list[Block] = [
        Paragraph(
            say(
                "以下单位由方案规则列出，均为建议，须按程序审定后才生效。",
                "The rules of the scheme list the units below. All are proposals that take effect once approved.",
            )
        )
    ]
    for rule in rules:
        blocks += _selection(overview, rule, alone=praise and len(rules) == 1)
    return blocks


def _selection(overview: Overview, rule: Selection, *, alone: bool) -> list[Block]:
    """``alone``: the heading above says it already."""
    say = overview.say
    places = {pool: place for place, pool in enumerate(overview.categories())}
    results = [found for found in overview.run.selections if found.code == rule.code]
    results.sort(key=lambda found: (places.get(found.pool, len(places)), found.pool))
    title = say(*_TITLES[rule.purpose])
    plain_names = {"表扬", "约谈", "诫勉", "黄牌", "调整", rule.code, ""}
    if rule.name not in plain_names and rule.name not in title:
        title += say(f"（{rule.name}）", f": {rule.name}")
    blocks: list[Block] = [] if alone else [Heading(title, level=2)]
    chosen = [(found, unit) for found in results for unit in _in_order(overview, found)]
    clause = say(f"（{rule.clause}）", f" ({rule.clause})") if rule.clause else ""
    if not chosen:
        blocks.append(
            Paragraph(say(f"按方案规则{clause}，没有单位列入。", f"By the rule{clause} no unit is listed."))
        )
    else:
        blocks.append(
            Paragraph(
                say(
                    f"依据方案规则{clause}，共{len(chosen)}个单位。",
                    f"{len(chosen)} units by the rule{clause}.",
                )
            )
        )
        blocks.append(_table(overview, title, chosen))
    notes = [
        overview.pool_name(found.pool) + say("：", ": ") + say.text(note)
        for found in results
        for note in found.notes
    ]
    if notes:
        blocks.append(Paragraph(say.joined(notes) + say("。", ".")))
    return blocks


def _in_order(overview: Overview, found: SelectionResult) -> Sequence[Chosen]:
    """By rank; where ranks are not shown, by code."""
    return found.chosen if overview.shows(RANK) else sorted(found.chosen, key=lambda unit: unit.unit)


def _table(overview: Overview, title: str, chosen: list[tuple[SelectionResult, Chosen]]) -> Table:
    say = overview.say
    told = overview.shows(SCORE, RANK)  # the facts name both
    columns = (
        Column(say("序号", "no."), align=Align.CENTER, number=True),
        Column(say("范围", "among"), width=9),
        Column(say("单位", "unit"), width=9),
        *((Column(say("事实", "facts"), width=19),) if told else ()),
    )
    rows = []
    for number, (found, unit) in enumerate(chosen, start=1):
        facts = (say.joined(say.text(fact) for fact in unit.facts),) if told else ()
        rows.append(Row((str(number), overview.pool_name(found.pool), overview.name(unit.unit), *facts)))
    return Table(title, columns, tuple(rows))

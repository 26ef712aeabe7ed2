"""Who the scheme's rules propose for praise, interview and other consequences: facts, no decision."""

from minping.apps.documents.content import Align, Block, Column, Heading, Paragraph, Row, Table
from minping.apps.results.reports.overview import Overview
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


def proposal_blocks(overview: Overview) -> list[Block]:
    """A part for each selection of the scheme, in its order."""
    say, rules = overview.say, overview.scheme.selections
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
        blocks += _selection(overview, rule)
    return blocks


def _selection(overview: Overview, rule: Selection) -> list[Block]:
    say = overview.say
    places = {pool: place for place, pool in enumerate(overview.categories())}
    results = [found for found in overview.run.selections if found.code == rule.code]
    results.sort(key=lambda found: (places.get(found.pool, len(places)), found.pool))
    title = say(*_TITLES[rule.purpose])
    plain_names = {"表扬", "约谈", "诫勉", "黄牌", "调整", rule.code, ""}
    if rule.name not in plain_names and rule.name not in title:
        title += say(f"（{rule.name}）", f": {rule.name}")
    blocks: list[Block] = [Heading(title, level=2)]
    chosen = [(found, unit) for found in results for unit in found.chosen]
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


def _table(overview: Overview, title: str, chosen: list[tuple[SelectionResult, Chosen]]) -> Table:
    say = overview.say
    columns = (
        Column(say("序号", "no."), align=Align.CENTER, number=True),
        Column(say("范围", "among"), width=9),
        Column(say("单位", "unit"), width=9),
        Column(say("事实", "facts"), width=19),
    )
    rows = []
    for number, (found, unit) in enumerate(chosen, start=1):
        facts = say.joined(say.text(fact) for fact in unit.facts)
        rows.append(Row((str(number), overview.pool_name(found.pool), overview.name(unit.unit), facts)))
    return Table(title, columns, tuple(rows))

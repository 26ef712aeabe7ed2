"""通报: turnout, results by category, proposals with facts, method in plain words."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.site.county import close, county, run_of, scheme, troubled

from minping.apps.documents.content import Document, Heading, Paragraph, Table
from minping.apps.results.reports.circular import compose_circular
from minping.apps.results.reports.overview import Overview
from minping.apps.results.reports.proposals import compose_proposals
from minping.core.scheme.model import Quorum, Scheme, Validity
from minping.core.scheme.outcomes import Mode, Rounding
from minping.core.scoring.inputs import CampaignData, ParticipationRow
from minping.core.tally.counts import Counts

DAY = date(2025, 1, 15)


def composed(data: CampaignData, plan: Scheme | None = None, language: str = "zh") -> Document:
    overview = Overview(run_of(data, plan), plan or scheme(), data, language)
    return compose_circular(overview, date=DAY, office="评议办")


def text(document: Document) -> str:
    return "\n".join(block.text for block in document.blocks if isinstance(block, Paragraph | Heading))


def table(document: Document, caption: str) -> Table:
    return next(b for b in document.blocks if isinstance(b, Table) and b.caption == caption)


def test_participation_counts_units_by_status() -> None:
    document = composed(troubled())
    assert "涉及32个单位，分4个类别，其中参加评议30个，免评1个，只征求意见1个；有结果的28个" in text(document)
    total = table(document, "参评单位").foot[0].cells
    assert total == ("合计", "30", "28", "1", "1", "32")


def test_ballots_are_counted_by_group_and_state() -> None:
    data = county({"party": 2}, ballots=40)
    document = composed(data)
    shown = table(document, "评议票")
    expert, client = shown.rows
    # 2 units × 2 rounds: 10 and 30 valid ballots each, with 2 unknown and 1 spoiled beside them
    assert expert.cells == ("专家评议员", "9000", "40", "8", "0", "4", "52")
    assert client.cells == ("服务对象", "9000", "120", "8", "0", "4", "132")
    assert "共收到评议票184份，其中有效160份" in text(document)


def test_a_group_nobody_reported_forms_for_says_so() -> None:
    data = replace(county({"party": 2}), participation=())
    assert {row.cells[1] for row in table(composed(data), "评议票").rows} == {"未报"}


def test_rounds_name_what_was_judged_and_when() -> None:
    july, december = table(composed(troubled()), "评议期次").rows
    assert july.cells[1:3] == ("2024年1月1日至6月30日", "2024年7月1日至7月31日")
    assert december.cells[1] == "未注明"


def test_a_void_round_is_named_with_its_reason() -> None:
    rows = tuple(ParticipationRow(group, "dec", issued=100, returned=20) for group in ("expert", "client"))
    plan = scheme(validity=Validity(quorum=Quorum(more_than=Fraction(1, 2))))
    document = composed(replace(county({"party": 2}), participation=rows), plan)
    assert table(document, "评议期次").rows[1].cells[3].startswith("无效，不计分：")


def test_results_by_category_are_exact_means() -> None:
    data = county({"party": 3, "service": 2})
    document = composed(data)
    scores = {u.unit: u.score for u in run_of(data).units if u.score is not None}
    for row, prefix in zip(table(document, "各类别结果").rows, ("party", "service"), strict=True):
        own = [score for unit, score in scores.items() if unit.startswith(prefix)]
        assert row.cells[1] == str(len(own))
        assert close(Fraction(row.cells[2]) - sum(own) / len(own))
        assert close(Fraction(row.cells[4]) - max(own))
    overall = Fraction(table(document, "各类别结果").foot[0].cells[2])
    assert close(overall - sum(scores.values()) / 5)


def proposed(data: CampaignData, plan: Scheme | None = None, language: str = "zh") -> Document:
    overview = Overview(run_of(data, plan), plan or scheme(), data, language)
    return compose_proposals(overview, date=DAY, office="评议办")


def test_the_circular_proposes_praise_and_tells_nobody_who_may_be_interviewed() -> None:
    document = composed(troubled())
    assert table(document, "拟表扬单位").rows
    assert "其他结果运用事项由有权机关审定后另行通知。" in text(document)
    captions = [block.caption for block in document.blocks if isinstance(block, Table)]
    assert "拟约谈单位" not in captions
    assert "约谈" not in text(document)
    assert "拟表扬" not in text(composed(county({"party": 3}), scheme(selections=())))


def test_proposals_are_proposals_with_facts_in_the_order_of_the_categories() -> None:
    document = proposed(troubled())
    run = run_of(troubled())
    assert "均为建议，须按程序审定后才生效" in text(document)
    praised = table(document, "拟表扬单位")
    assert [row.cells[1] for row in praised.rows] == ["党群政法"] * 2 + ["行政事业"] * 3 + [
        "服务行业及企业"
    ] * 2
    for row in table(document, "拟约谈单位").rows:
        result = next(u for u in run.units if u.name == row.cells[2])
        assert f"得分{result.published}" in row.cells[3]


def test_ties_across_the_last_place_are_all_proposed_and_stated() -> None:
    """P19: a tie for the last praised place; both are praised and the circular says 并列."""
    data = county({"service": 4})
    ordered = sorted(run_of(data).units, key=lambda u: -(u.score or 0))
    second, third = ordered[1].unit, ordered[2].unit
    counts = Counts(dict(data.counts.items()))
    for cell in list(counts):
        if cell.unit == second:
            counts.cell(replace(cell, unit=third)).__dict__.update(vars(counts[cell]))
    of_second = next(row for row in data.reports if row.unit == second)
    reports = tuple(replace(row, value=of_second.value) if row.unit == third else row for row in data.reports)
    document = proposed(replace(data, counts=counts, reports=reports))
    facts = [row.cells[3] for row in table(document, "拟表扬单位").rows]
    assert len(facts) == 3
    assert sum("并列" in fact for fact in facts) == 2
    assert "因并列共3个" in text(document)


def test_no_rules_and_nobody_chosen_are_said() -> None:
    assert "没有规定由名次或等次产生的结果运用" in text(proposed(county({"party": 3}), scheme(selections=())))
    assert "没有单位列入" in text(proposed(county({"party": 2})))


def test_units_without_a_rank_are_listed_with_reasons() -> None:
    rows = table(composed(troubled()), "不参加排名的单位").rows
    assert [row.cells[1] for row in rows] == ["县党群第5局", "县行政第5局", "县行政第6局", "县服务第4局"]
    assert all(row.cells[2] for row in rows)


def test_the_method_comes_from_the_scheme() -> None:
    document = composed(county({"party": 3}), scheme(rounding=Rounding(digits=1, mode=Mode.HALF_EVEN)))
    rows = {row.cells[0]: row.cells for row in table(document, "总分的组成").rows}
    assert rows["群众评议"][1:] == ("70", "各部分按权重相加", "五（一）")
    assert rows["专家代表评议各期平均"][1] == "30%"
    assert rows["日常考评"][2] == "由县评议办提供"
    assert "保留1位小数（四舍六入五成双）" in text(document)
    assert "有效票不足10份的" in text(document)
    assert "得分相同的并列，其后名次顺延空缺" in text(document)


def test_nothing_received_is_said_in_words() -> None:
    data = replace(county({"party": 2}), counts=Counts(), reports=(), participation=())
    assert "没有收到评议票" in text(composed(data))
    assert "没有单位产生结果" in text(composed(data))


def test_a_long_title_breaks_before_its_last_words() -> None:
    data = replace(county({"party": 2}), title="某某省某某市某某县2024年民主评议政风行风工作方案")
    document = composed(data)
    assert document.title == "关于某某省某某市某某县2024年民主评议政风行风\n结果的通报"
    assert document.name == "关于某某省某某市某某县2024年民主评议政风行风结果的通报"


def test_the_english_edition_has_the_same_parts() -> None:
    chinese, english = (composed(troubled(), language=language) for language in ("zh", "en"))
    assert [type(block) for block in chinese.blocks] == [type(block) for block in english.blocks]
    assert "All are proposals that take effect once approved." in text(english)

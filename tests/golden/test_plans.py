"""Eleven invented plans, worked by hand with fractions before any program saw them.

Each folder under ``tests/data/golden`` is a whole campaign. The comments hold the arithmetic; the public
form of each campaign must give the same results.
"""

from collections.abc import Mapping
from fractions import Fraction as F
from functools import cache
from pathlib import Path

import pytest

from minping.core.bundle.public import to_public
from minping.core.bundle.read import read_bundle
from minping.core.bundle.write import write_folder
from minping.core.findings import Severity
from minping.core.scheme.lint import lint
from minping.core.scoring.engine import score
from minping.core.scoring.result import ScoreNode, ScoreRun

GOLDEN = Path(__file__).parents[1] / "data" / "golden"
PLANS = [f"plan_{number:02}" for number in range(1, 12)]


@cache
def run(name: str) -> ScoreRun:
    bundle = read_bundle(GOLDEN / name)
    return score(bundle.scheme, bundle.data)


def scores(name: str) -> Mapping[str, F | None]:
    return {unit.name: unit.score for unit in run(name).units}


def ranks(name: str, ranking: int = 0) -> dict[str, F]:
    units = run(name).units
    return {u.name: u.placings[ranking].rank for u in units if len(u.placings) > ranking}


def grades(name: str) -> dict[str, str]:
    return {unit.name: unit.grade for unit in run(name).units}


def published(name: str) -> dict[str, str]:
    return {unit.name: unit.published for unit in run(name).units}


def chosen(name: str, selection: str) -> dict[str, list[str]]:
    made = run(name)
    return {
        s.pool: [made.unit(c.unit).name for c in s.chosen] for s in made.selections if s.code == selection
    }


def parts(name: str, unit: str) -> dict[str, ScoreNode]:
    found = next(u for u in run(name).units if u.name == unit)
    assert found.tree is not None
    return {part.name: part for part in found.tree.parts}


def codes(name: str) -> list[str]:
    return [finding.code for finding in run(name).findings]


@pytest.mark.parametrize("name", PLANS)
def test_the_scheme_has_no_error(name):
    scheme = read_bundle(GOLDEN / name).scheme
    assert [f for f in lint(scheme) if f.severity in {Severity.ERROR, Severity.OPEN}] == []


@pytest.mark.parametrize("name", PLANS)
def test_the_public_form_gives_the_same(name, tmp_path):
    write_folder(to_public(read_bundle(GOLDEN / name)), tmp_path / "public")
    public = read_bundle(tmp_path / "public")
    again = score(public.scheme, public.data)
    for before, after in zip(run(name).units, again.units, strict=True):
        assert (before.unit, before.score, before.published, before.placings, before.grade) == (
            after.unit,
            after.score,
            after.published,
            after.placings,
            after.grade,
        )
    assert again.selections == run(name).selections


def test_01_leaders_without_extremes_aspects_by_category_and_no_questionnaire_for_party_organs():
    # Leaders: 12 free marks, one highest and one lowest left out, so ten count.
    #   公安 (95×3+90×5+88×2)/10 = 91.1   市监 (85×5+80×5)/10 = 82.5   城管 (70×6+62×4)/10 = 66.8
    #   医保 (98×5+92×5)/10 = 95          供水 (75×6+68×4)/10 = 72.2   公交 (60×5+55×5)/10 = 57.5
    #   组织 (96×9+90)/10 = 95.4          宣传 (82×5+79×5)/10 = 80.5   文联 (66×7+58×3)/10 = 63.6
    # Representatives (100/85/70/40, 不了解 left out):
    #   公安 (1000+510+210+40)/20 = 88    市监 85    城管 (840+320)/20 = 58    医保 98.5    供水 66.25
    #   公交 (560+480)/20 = 52    组织 96.25    宣传 (400+850+420)/20 = 83.5    文联 (1120+160)/20 = 64
    # Questionnaire, six aspects of equal weight for enforcement:
    #   公安 (92.5+88.75+73.75+70+70+100)/6 = 82.5   市监 (90.625+85+79.375+85+85+90.625)/6 = 85.9375
    #   城管 (70+40+70+70+40+85)/6 = 62.5
    # Four aspects at 10:40:30:20 for services:
    #   医保 96.25×0.7 + 85×0.3 = 92.875   供水 76×0.1 + 58×0.4 + 85×0.3 + 76×0.2 = 71.5
    #   公交 55×0.1 + 55×0.4 + 77.5×0.3 + 85×0.2 = 67.75
    # Party organs have no questionnaire: its 50 % goes to the others, 20:30 becomes 40:60.
    assert scores("plan_01") == {
        "公安局": F("85.87"),  # 18.22 + 41.25 + 26.4
        "市场监管局": F("84.96875"),  # 16.5 + 42.96875 + 25.5
        "城市管理局": F("62.01"),  # 13.36 + 31.25 + 17.4
        "医疗保障局": F("94.9875"),  # 19 + 46.4375 + 29.55
        "供水公司": F("70.065"),  # 14.44 + 35.75 + 19.875
        "公交公司": F("60.975"),  # 11.5 + 33.875 + 15.6
        "组织部": F("95.91"),  # 38.16 + 57.75
        "宣传部": F("82.3"),  # 32.2 + 50.1
        "文联": F("63.84"),  # 25.44 + 38.4
    }
    assert grades("plan_01") == {
        "公安局": "良好",
        "市场监管局": "良好",
        "城市管理局": "合格",
        "医疗保障局": "优秀",
        "供水公司": "合格",
        "公交公司": "合格",
        "组织部": "优秀",
        "宣传部": "良好",
        "文联": "合格",
    }
    # The last two of three, and only below 70: 市监 84.97, 供水 70.065, 宣传 82.3 are not called in.
    assert chosen("plan_01", "约谈") == {"执法": ["城市管理局"], "服务": ["公交公司"], "党群": ["文联"]}


def test_01_tells_what_was_left_out_and_what_does_not_exist():
    leaders = parts("plan_01", "供水公司")["领导评议"]
    assert "去掉1个最高、1个最低" in leaders.rule.zh
    made = next(u for u in run("plan_01").units if u.name == "文联")
    assert made.tree is not None
    assert [note.zh for note in made.tree.notes] == ["「对象问卷」缺项，权重由其余各项按比例分担"]
    assert made.tree.rule.zh == "领导评议÷100×20＋对象问卷×50＋代表评议÷100×30"


def test_02_stars_a_veto_and_half_even_rounding():
    # Stars × 20. 发改: deputies (10×100+5×80+5×60)/20 = 85, masses 126 stars of 32 ballots = 78.75
    #   → 85×0.4 + 78.75×0.6 = 81.25, printed 81.2 (half to even; half up would print 81.3)
    # 财政: 90×0.4 + 82.5×0.6 = 85.5.   自来水: 70×0.2 + 84.375×0.8 = 81.5
    # 电信: 80×0.2 + (233×20/64 = 72.8125)×0.8 = 74.25 → 74.2.   公交: 82×0.2 + 74.25×0.8 = 75.8
    # 交通: 40 + 57 = 97 in the tree; the veto makes it 0.
    assert scores("plan_02") == {
        "发改局": F("81.25"),
        "财政局": F("85.5"),
        "交通局": F(0),
        "自来水公司": F("81.5"),
        "电信公司": F("74.25"),
        "公交集团": F("75.8"),
        "评议办": None,
        "纪委监委": None,
    }
    printed = published("plan_02")
    assert [printed[name] for name in ("发改局", "电信公司", "公交集团", "交通局")] == [
        "81.2",
        "74.2",
        "75.8",
        "0.0",
    ]
    assert chosen("plan_02", "表扬") == {
        "行政": ["财政局", "发改局"],
        "服务": ["自来水公司", "公交集团", "电信公司"],
    }
    vetoed = next(u for u in run("plan_02").units if u.name == "交通局")
    assert vetoed.tree is not None
    assert (vetoed.tree.score, vetoed.placing and vetoed.placing.rank) == (F(97), 3)
    assert [note.zh for note in vetoed.notes] == ["一票否决：安全责任事故，总分改为0"]


def test_03_rounds_at_forty_and_sixty_merged_where_small_and_a_round_that_never_counts():
    # 甲, 乙: rounds (24×100+6×70)/30 = 94 and (15×100+15×70)/30 = 85 → 94×0.4 + 85×0.6 = 88.6
    #   SMS 甲 (2000+1120+120)/40 = 81, 乙 (1100+1330)/30 = 81: both 84.8; 乙 has fewer 不满意 (0 < 4/100)
    # 丙: 25 ballots at mid-year are too few: both rounds together (3000+1750+150)/60 = 245/3 → (245/3 + 81)/2
    # 丁: SMS 28 < 30 and the 40 of mid-year do not count: representatives alone 70×0.4 + 85×0.6 = 79
    assert scores("plan_03") == {
        "甲局": F("84.8"),
        "乙局": F("84.8"),
        "丙局": F(244, 3),
        "丁局": F(79),
    }
    assert ranks("plan_03") == {"乙局": 1, "甲局": 2, "丙局": 3, "丁局": 4}
    said = [f.text.zh for f in read_bundle(GOLDEN / "plan_03").findings]
    assert said == ["「丁局」（短信评议，短信年末）只有28份有效票，少于30份，不计分也不公开"]


def test_04_a_ledger_by_quarters_and_two_points_off_the_rate_per_circular():
    # 民政: rate 36/40 = 90 % − 3×2 % = 84 % → 50.4 (the circular of 2023-09-30 lies before the window)
    #   ledger: 2023Q4 (3+4)×2 = 14, at most 10; 2024Q1 2; praise 4 → 100 − 12 + 4 = 92 → 36.8
    # 水利: 45/50 = 90 % → 54; praise 7, at most 5; absence −3 as entered → 102, at most 100 → 40
    # 林业: 30/30 → 60; 100 + 2, at most 100 → 40
    # 粮食: 2/20 = 10 % − 12 % → 0; four quarters at 10, absence 10 → 50, at least 60 → 24
    assert scores("plan_04") == {
        "民政局": F("87.2"),
        "水利局": F(94),
        "林业局": F(100),
        "粮食局": F(24),
    }
    assert parts("plan_04", "民政局")["满意度测评"].satisfaction_rate == F("0.84")
    assert parts("plan_04", "民政局")["日常考评"].score == 92
    assert parts("plan_04", "粮食局")["日常考评"].score == 60


def test_05_a_quorum_a_spoiled_ballot_and_abstentions_in_the_denominator():
    # Spring, 15 papers of 20. k11 calls 8 of 12 units 不满意, more than 60 %: spoiled. k13 and k14 call 7 of
    # 12 so, 58 %: they stand, although k13 abstains once (7 of 11 graded would be 64 %). k12 is all alike:
    # only flagged. Of the 14 papers that count (valid and abstaining):
    #   units 1–7: k01–k10 and k12 are satisfied, k13 and k14 are not, k15 abstains → 11/14
    #   unit 8: k01–k10, k12, k14 satisfied; k13 and k15 abstain → 12/14
    #   units 9–11: k01–k09, k12–k14 satisfied; k10 is not, k15 abstains → 12/14
    #   unit 12: k07–k09, k12–k14 satisfied; k01–k06 are not; k10 and k15 abstain → 6/14
    # Autumn: 12 of 24 is not more than half: void.
    found = scores("plan_05")
    assert [
        found[name] for name in ("派出所", "司法所", "财政所", "国土所", "市监所", "税务所", "卫生院")
    ] == [F(1100, 14)] * 7
    assert [found[name] for name in ("供电所", "水管站", "农技站", "林业站")] == [F(1200, 14)] * 4
    assert found["广电站"] == F(600, 14)
    assert ranks("plan_05")["广电站"] == 12
    assert [(r.round, r.valid) for r in run("plan_05").rounds] == [("春会", True), ("秋会", False)]
    assert codes("plan_05") == ["score.round_void"]
    assert [note.zh for note in parts("plan_05", "派出所")["大会评议"].notes] == ["「秋会」无效，其票不计"]
    said = {f.code: f.text.zh for f in read_bundle(GOLDEN / "plan_05").findings}
    assert "有 12 行选票（一人评一个单位为一行）同一选项占比超限" in said["ballots.rule_max_share"]
    assert "有 12 行选票（一人评一个单位为一行）各项答案全部相同" in said["ballots.rule_all_same"]


def test_06_slopes_tables_a_bonus_under_the_full_mark_and_two_boards():
    # Sign-in: 10 less 1 per point below 100 %; on time: 30 less 2 per started point below 95 %;
    # satisfaction 40/35/25/0 at 95/90/80 %; quality as reported; bonus; at most 100; counties × 1.5.
    #   东 10+30+40+20+5 (6 at most 5) = 105 → 100      西 9 + (90.5 %: 5 steps) 20 + 35 + 19 + 1 = 84
    #   南 7.5 + (93 %) 26 + 35 + 18 = 86.5             北 0 + 0 + 25 + 16.5 = 41.5
    #   中 0 + 0 + (79 %) 0 + 12 = 12                   海 10 + (94.5 %) 28 + 40 + 20 + 2 = 100
    #   水务 (300/301: 1/3.01 points below) 10 − 100/301, (284/300: 1 step) 28, (89.9 %) 25, 17
    assert scores("plan_06") == {
        "东县": F(150),
        "西县": F(126),
        "南县": F("129.75"),
        "北县": F("62.25"),
        "中县": F(18),
        "海县": F(150),
        "山县": None,
        "公安局": F(100),
        "人社局": F(90),  # 9 + 28 + 35 + 18
        "医保局": F(90),
        "住建局": F(40),  # 0 + 0 + 25 + 15
        "城管局": F(40),
        "水务局": 80 - F(100, 301),
        "教育局": F(85),  # 10 + 30 + 25 + 20
        "气象局": None,
    }
    assert chosen("plan_06", "红榜前五") == {
        "县": ["东县", "海县", "南县", "西县", "北县"],
        "部门": ["公安局", "人社局", "医保局", "教育局", "水务局"],
    }
    # On the common scale of 100: 12, 40, 40, 41.5, 79.67, …
    assert chosen("plan_06", "黑榜后五") == {"": ["中县", "住建局", "城管局", "北县", "水务局"]}
    assert ranks("plan_06", 1)["北县"] == 4
    assert codes("plan_06") == ["score.no_result"]
    assert "不足一档按一档" in parts("plan_06", "水务局")["按时办结"].rule.zh
    assert parts("plan_06", "水务局")["群众满意"].rule.zh.startswith(
        "不低于95%得40分，不低于90%、低于95%得35分"
    )


def test_07_stations_count_for_their_department_by_ballots_and_for_their_town_alike():
    # S1 (3000+700)/40 = 92.5   S2 (5000+2100+400)/100 = 75   S3 1700/20 = 85   S4 2900/40 = 72.5   S5 75 of 10
    # 公安 (92.5×40 + 75×100)/140 = 80      市监 (85×20 + 72.5×40 + 75×10)/70 = 535/7
    # 档案 has windows and no station: its own 50 ballots (4000+560+40)/50 = 92
    # 东镇 (92.5 + 85 + 75)/3 = 505/6       西街道 (75 + 72.5)/2 = 73.75
    found = scores("plan_07")
    assert found["公安分局"] == 80
    assert found["市监局"] == F(535, 7)
    assert found["档案局"] == 92
    assert found["东镇"] == F(505, 6)
    assert found["西街道"] == F("73.75")
    for number in range(1, 12):  # 10+n of 100, 12−n of 70, two of 20: (1880 + 30n)/24
        assert found[f"窗口{number:02}"] == F(1880 + 30 * number, 24)
    # 10 % of 11 windows is 1.1, rounded up 2; the rule is for windows, the other categories have no list.
    assert chosen("plan_07", "窗口表扬") == {"窗口": ["窗口11", "窗口10"]}


def test_08_grades_by_line_and_by_place_and_years_in_a_row():
    # All but the last three of seven and at least 70: 合格; else at least 60: 留观; else 留评.
    assert grades("plan_08") == {
        "办公室": "合格",  # 88
        "财务股": "留评",  # 85, second of seven, but vetoed
        "人事股": "合格",  # 82
        "法规股": "合格",  # exactly 70, fourth
        "市容股": "留观",  # 69.5, fifth
        "统计股": "留观",  # exactly 60
        "农业股": "留评",  # 59.99
        "林政股": "合格",  # 92
        "稽查股": "合格",  # 90
        "路政股": "留观",  # third, but 69.99
        "渔政股": "留观",
        "水政股": "留观",
        "监察股": "留观",
        "文物股": "留观",
    }
    # 市容 was 环卫: sixth of 7 in 2024, fifth of 7 in 2023. 统计: last in 2024, exempt in 2023 (skipped),
    # sixth of 8 in 2022. 农业, of 种植 (first of 8) and 畜牧 (last of 8) in 2023: any of them counts.
    # 水政: 2024 only. 监察: first in 2024. 文物: 2024 is missing, so nothing is said of it.
    assert chosen("plan_08", "建议调整") == {"行政": ["农业股", "统计股", "市容股"], "执法": []}
    assert chosen("plan_08", "黄牌") == {"行政": ["农业股", "统计股", "市容股"], "执法": ["水政股"]}
    notes = [n.zh for s in run("plan_08").selections if s.pool == "执法" for n in s.notes]
    assert notes == ["缺少往年记录，无法判断：文物股"] * 2


def test_09_five_communities_alike_last_year_and_a_quota():
    # Communities of 12 ballots each (A 100, B 80, C 60, D 0), then their plain mean:
    #   供水 four times (600+320+120)/12 = 260/3 and (2000+800+360)/40 = 79 → (1040/3 + 79)/5 = 1277/15
    #   卫生 250/3, 260/3, 85, 265/3; the fifth has 6 ballots and is left out → 1030/12
    # 今年 = 自评×0.3 + 直评×0.7; total = 今年×0.9 + 去年×0.1.
    assert scores("plan_09") == {
        "供水所": F(9, 10) * (F("28.5") + F(7, 10) * F(1277, 15)) + F("8.125"),
        "供电所": F("93.15"),  # 0.9 × (27 + 0.7 × 95) + 9
        "燃气站": F("71.5"),  # 0.9 × (26.4 + 0.7 × 194/3) + 7
        "公交站": F("63.815"),  # 0.9 × (27.75 + 0.7 × 154/3) + 6.5
        "环卫所": F("90.61"),  # 0.9 × (30 + 0.7 × 87) + 8.8
        "卫生站": 24 + F(7, 10) * F(1030, 12),  # no last year: this year stands alone
        "邮政所": F("97.04"),  # 0.9 × (29.7 + 0.7 × 97) + 9.2
    }
    # 30 % of 7 is 2.1, rounded down 2.
    assert {name for name, grade in grades("plan_09").items() if grade == "先进"} == {"邮政所", "供电所"}
    # 卫生站 was named as well, but is not 先进.
    assert chosen("plan_09", "标兵") == {"公服": ["邮政所", "供电所"]}


def test_10_points_by_place_by_the_best_and_the_mean_of_the_category():
    # 甲类, place: 司法 95 % 20; 发改 45/50 and 工信 90/100 both 90 %: 19.5; 商务 80/90 behind three: 18.5; 审计 18
    # best 1500 = 30: 发改 24, 工信 18, 商务 30, 司法 6; 审计 has no window: their mean 78/4 = 19.5
    # survey (100/75/0) × 0.5: 发改 (3000+600)/40 = 90 → 45, 工信 43.75, 商务 31.25, 司法 50, 审计 37.5
    assert scores("plan_10") == {
        "发改委": F("88.5"),
        "工信局": F("81.25"),
        "商务局": F("79.75"),
        "司法局": F(76),
        "审计局": F(75),
        "供热公司": F("94.5"),  # 19.5 + 30 + 45
        "燃气公司": 60 + F(3, 7) * 30,  # 20 + 3/7 × 30 + 40
        "自来水": F("66.5") + F(5, 7) * 30,  # 19 + 5/7 × 30 + 47.5
    }
    own = parts("plan_10", "商务局")
    assert [note.zh for note in own["效率名次分"].notes] == ["同类别有3个更高"]
    assert [note.zh for note in own["窗口业务"].notes] == ["同类别最高1500"]
    without = next(u for u in run("plan_10").units if u.name == "审计局")
    assert without.tree is not None
    assert [note.zh for note in without.tree.notes] == ["「窗口业务」缺项，按同类别平均值19.5计"]


def test_11_missing_reports_a_rate_of_the_papers_given_out_and_grades_as_printed():
    # survey × 0.6 + (graded ÷ issued) × 10 + report of 50 × 0.6; 不适用: full 30; not reported: 0
    assert scores("plan_11") == {
        "一局": F(95),  # 60 + 20/40 × 10 + 30
        "二局": F("90.776"),  # 95.5 × 0.6 + 5 + 47.46 × 0.6
        "三局": F("90.8"),  # 57.3 + 5 + 28.5
        "四局": F(80),  # 51 + 5 + 24
        "五局": F(80),
        "六局": F(65),  # 57 + 20/25 × 10 + 0
    }
    # Printed 90.8 twice: 二局 and 三局 are level and the report decides. Vetoed units stand last.
    assert ranks("plan_11") == {"三局": 1, "二局": 2, "四局": 3, "六局": 4, "一局": 5, "五局": 6}
    assert chosen("plan_11", "后二") == {"甲": ["五局", "一局"]}
    one = next(u for u in run("plan_11").units if u.name == "四局")
    assert one.measures["去头尾"].score == 85  # ten of 100 and ten of 70, three off each end
    first = next(u for u in run("plan_11").units if u.name == "一局")
    assert first.measures["收回率满意"].satisfaction_rate == F(20, 25)
    assert first.measures["去头尾"].rule.zh.startswith(
        "满意度得分＝Σ票数×分值÷有效票数（去掉3个最高、3个最低）"
    )

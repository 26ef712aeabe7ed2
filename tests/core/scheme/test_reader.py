"""What a clerk may write, and what the scheme then says."""

from fractions import Fraction as F

import pytest
from tests.core.scheme.base_plan import BASE, node, read, varied

from minping.core.scheme import nodes as n
from minping.core.scheme.canonical import scheme_hash
from minping.core.scheme.model import OVERALL, BlankPolicy, OptionKind
from minping.core.scheme.outcomes import Condition, Ranking, VetoEffect
from minping.core.scheme.ranges import Band, Window
from minping.core.scheme.reader import read_placed

SURVEY = "运算: 测评, 层面: 群众}"


def survey(*changes: tuple[str, str]) -> n.Survey:
    found = node(read(varied(*changes)), "群众评议")
    assert isinstance(found, n.Survey)
    return found


def test_names_codes_and_defaults() -> None:
    scheme = read(BASE)
    scale = scheme.scales["四档"]
    assert [o.code for o in scale.options] == ["A", "B", "C", "U"]
    assert scale.options[3].kind is OptionKind.UNKNOWN
    assert scale.blank is BlankPolicy.ABSTAIN
    assert scheme.full == 100
    assert scheme.rounds["上半年"].groups == ("群众", "企业")
    assert list(scheme.categories) == ["行政单位", "服务"]
    assert scheme.categories["服务"].name == "服务行业"
    assert scheme.aspects["X"].weight == 2
    assert scheme.rankings == (Ranking("排名", "排名"),)
    second = node(scheme, "企业评议")
    assert isinstance(second, n.Survey)
    assert second.groups == ("企业",)
    assert second.denominator == ("graded",)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("70", F(70)),
        ("７０", F(70)),
        ("70分", F(70)),
        ("70.125", F(561, 8)),
        ("1/3", F(1, 3)),
        ("1,000", F(1000)),
        (".5", F(1, 2)),
        ("0.1", F(1, 10)),
    ],
)
def test_numbers_are_exact(written: str, value: F) -> None:
    weights = read(varied(("权重: 60", f"权重: '{written}'"))).trees["总分"]
    assert isinstance(weights, n.Weighted)
    assert weights.parts[0].weight.default == value
    assert not weights.parts[0].share


@pytest.mark.parametrize("written", ["30%", "３０％", "30 %", "30个百分点"])
def test_a_percent_sign_makes_a_share(written: str) -> None:
    tree = read(varied(("权重: 60", f"权重: {written}"))).trees["总分"]
    assert isinstance(tree, n.Weighted)
    assert (tree.parts[0].weight.default, tree.parts[0].share) == (F(3, 10), True)


def test_minus_signs_of_all_kinds() -> None:
    for minus in "-−–－":
        text = varied((SURVEY, f"运算: 台账, 条目: [{{名称: 通报, 分值: {minus}2}}]}}"))
        ledger = node(read(text), "群众评议")
        assert isinstance(ledger, n.Ledger)
        assert ledger.items[0].points == -2


def test_weights_by_category_with_a_rest() -> None:
    tree = read(varied(("权重: 60", "权重: {服务行业: 20, 其他: 30}"))).trees["总分"]
    assert isinstance(tree, n.Weighted)
    assert tree.parts[0].weight == n.ByCategory(F(30), {"服务": F(20)})
    assert tree.parts[0].weight.of("行政单位") == 30


def test_points_alone_are_a_weight_and_a_share_may_be_proved_by_points() -> None:
    tree = read(varied(("权重: 60", "计分值: 60"))).trees["总分"]
    assert isinstance(tree, n.Weighted)
    assert tree.parts[0].weight.default == 60
    read(varied(("权重: 60", "权重: 60%, 计分值: 60"), ("权重: 40", "权重: 40%, 计分值: 40")))


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("有效票", ("graded",)),
        ("有效票+不了解", ("graded", "unknown")),
        ("[有效票, 弃权]", ("graded", "abstain")),
        ("收回", ("graded", "unknown", "abstain", "blank", "spoiled")),
        ("issued", ("issued",)),
    ],
)
def test_denominators_of_a_rate(written: str, found: tuple[str, ...]) -> None:
    rate = survey((SURVEY, f"运算: 测评, 计量: 满意率, 分子: 满意、B, 分母: {written}}}"))
    assert rate.numerator == ("A", "B")
    assert rate.denominator == found


def test_an_undeclared_denominator_stays_empty_for_the_linter() -> None:
    assert survey((SURVEY, "运算: 测评, 计量: 满意率}")).denominator == ()


def test_a_survey_without_groups_asks_all() -> None:
    assert survey((SURVEY, "运算: 测评}")).groups == ("企业", "群众")


def test_days_months_and_years() -> None:
    for written, window in [
        ("{从: 2023年10月1日, 到: 2024.9.30}", Window("2023-10-01", "2024-09-30")),
        ("{从: 2023-10, 到: 2024-02}", Window("2023-10-01", "2024-02-29")),
        ("2024 至 2024", Window("2024-01-01", "2024-12-31")),
        ("2024年", Window("2024-01-01", "2024-12-31")),
        ("2024-02", Window("2024-02-01", "2024-02-29")),
        ("2024年7月1日", Window("2024-07-01", "2024-07-01")),
        ("2024年1月至3月", Window("2024-01-01", "2024-03-31")),
        ("2024年7 - 9月", Window("2024-07-01", "2024-09-30")),
        ("2024年上半年", Window("2024-01-01", "2024-06-30")),
        ("2024年第四季度", Window("2024-10-01", "2024-12-31")),
        ("2024年7月1日至7月20日", Window("2024-07-01", "2024-07-20")),
        ("2024年7月1日—20日", Window("2024-07-01", "2024-07-20")),
        ("2024.7.1-2024.7.20", Window("2024-07-01", "2024-07-20")),
        ("2023年10月至2024年9月", Window("2023-10-01", "2024-09-30")),
        ("2024-07-01~2024-07-20", Window("2024-07-01", "2024-07-20")),
        ("{从: 20240701}", Window("2024-07-01", "")),
        ("{start: 2024/7/1}", Window("2024-07-01", "")),
    ]:
        scheme = read(varied(("下半年: {}", f"下半年: {{实施时间: {written}}}")))
        assert scheme.rounds["下半年"].fieldwork == window


def test_nameless_nodes_are_called_after_what_holds_them() -> None:
    text = varied((SURVEY, "运算: 逐项平均, 维度: 轮次, 取自: {op: survey, 层面: 群众}}"))
    each = node(read(text), "群众评议")
    assert isinstance(each, n.Each)
    assert (each.node.head.code, each.node.head.name) == ("群众评议·测评", "群众评议·测评")


def test_weights_of_a_mean_beside_its_parts_or_in_a_list() -> None:
    children = "组成: [{名称: 一, 运算: 测评, 权重: 60%}, {名称: 二, 运算: 测评, 权重: 40%}]"
    first = node(read(varied((SURVEY, f"运算: 平均, {children}}}"))), "群众评议")
    assert isinstance(first, n.Mean)
    assert (first.weights, first.given) == (n.Weights.GIVEN, (F(3, 5), F(2, 5)))


def test_rules_by_category_and_the_rest() -> None:
    text = varied((SURVEY, "运算: 按类别, 情形: {服务行业: {运算: 定值, 值: 1}}, 其他: {运算: 定值, 值: 2}}"))
    switch = node(read(text), "群众评议")
    assert isinstance(switch, n.Switch)
    assert set(switch.cases) == {"服务"}
    assert switch.default is not None


def test_shapes_of_a_rate() -> None:
    rate = "取自: {运算: 测评, 计量: 满意率, 分母: 有效票}"
    slope = node(
        read(
            varied(
                (
                    SURVEY,
                    f"运算: 分段, 满分: 26, 下限: 12.5, 斜率: {{目标: 97%, 每差: 1%, 扣: 0.5}}, {rate}}}",
                )
            )
        ),
        "群众评议",
    )
    assert isinstance(slope, n.Piecewise)
    assert slope.slope == n.Slope(F(97, 100), F(26), F(1, 100), F(1, 2))
    table = node(
        read(
            varied(
                (SURVEY, f"运算: 分段, 分档: [{{不低于: 90%, 得分: 10}}, {{低于: 90%, 得分: 6}}], {rate}}}")
            )
        ),
        "群众评议",
    )
    assert isinstance(table, n.Piecewise)
    assert table.table[1] == n.Step(Band(lt=F(9, 10)), F(6))
    line = node(
        read(varied((SURVEY, f"运算: 分段, 折线: [[0, 0], {{值: 100%, 得分: 20}}], {rate}}}"))), "群众评议"
    )
    assert isinstance(line, n.Piecewise)
    assert line.line == ((F(0), F(0)), (F(1), F(20)))


def test_a_scheme_without_aspects_asks_about_the_whole() -> None:
    start, end = BASE.index("测评项:"), BASE.index("投票层面:")
    assert list(read(BASE[:start] + BASE[end:]).aspects) == [OVERALL]


def test_order_of_keys_comments_and_language_do_not_change_the_hash() -> None:
    other = varied(
        ("方案: 试点方案\n年度: 2024", "year: 2024 # 年度\ntitle: 试点方案"),
        (
            "{代码: A, 名称: 满意, 分值: 100, 计为满意: 是}",
            "{points: 100.0, satisfied: true, NAME: 满意, code: A}",
        ),
        (
            "  群众: {名称: 群众代表, 渠道: [短信, 网络]}\n  企业: {名称: 企业代表}",
            "  企业: {名称: 企业代表}\n  群众: {channels: [短信, 网络], name: 群众代表}",
        ),
    )
    assert scheme_hash(read(other)) == scheme_hash(read(BASE))
    assert scheme_hash(read(varied(("权重: 60", "权重: 61")))) != scheme_hash(read(BASE))
    lines = BASE.splitlines()
    swapped = [*lines[:5], lines[6], lines[5], *lines[7:]]
    assert scheme_hash(read("\n".join(swapped))) != scheme_hash(read(BASE)), "a list's order is content"


def test_mappings_are_kept_in_natural_order_and_lists_as_written() -> None:
    mapping = varied(
        ("  上半年: {层面: 群众、企业}\n  下半年: {}", "  第十期: {}\n  第二期: {}\n  第一期: {}")
    )
    assert list(read(mapping).rounds) == ["第一期", "第二期", "第十期"]
    listed = varied(("  上半年: {层面: 群众、企业}\n  下半年: {}", "  - 第十期\n  - 第二期"))
    assert list(read(listed).rounds) == ["第十期", "第二期"]


def test_the_main_tree_comes_first_whatever_the_order() -> None:
    text = varied(("等次:", "  A附加: {运算: 定值, 值: 1}\n等次:"))
    assert list(read(text).trees) == ["总分", "A附加"]
    assert read(text).tree_of("服务") == read(text).trees["总分"]


def test_places_of_a_reading_are_the_authors() -> None:
    reading = read_placed(BASE.encode(), "方案.yaml")
    place = reading.place(("trees", "总分", "parts", 1, "weight"))
    assert (place.path, place.line) == (
        "计分.总分.组成[2].权重",
        BASE[: BASE.index("企业评议")].count("\n") + 1,
    )
    assert reading.place(("trees", "总分", "parts", 1, "cap")).path == "计分.总分.组成[2]"


@pytest.mark.parametrize("written", ["[零分, 取消评优]", "零分、取消评优", '"zero, no_award"'])
def test_fixed_words_may_stand_in_one_text(written: str) -> None:
    text = varied(("等次:", f"一票否决:\n  - {{名称: 严重违纪, 后果: {written}}}\n等次:"))
    (veto,) = read(text).vetoes
    assert veto.effects == (VetoEffect.ZERO, VetoEffect.NO_AWARD)
    assert veto.events == ("严重违纪",)


RATE = "指标:\n  满意率: {运算: 测评, 计量: 满意率, 分母: 有效票}\n等次:"
LADDER = "{名称: 优秀, 不低于: 90, 条件: {看: 满意率, 不低于: 80%, 同时: [{看: 满意率, 低于: 100%}]}}"


def test_a_grade_may_ask_for_a_score_and_for_another_value() -> None:
    text = varied(("等次:", RATE), ("{名称: 优秀, 不低于: 90}", LADDER))
    assert read(text).grades[0].condition == Condition(
        Band(ge=F(90)), all_of=(Condition(Band(ge=F(4, 5)), "满意率"), Condition(Band(lt=F(1)), "满意率"))
    )

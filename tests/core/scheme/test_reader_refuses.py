"""Mistakes in a plan: each is told with line, path, what is wrong and what to do; all at once."""

import pytest
from tests.core.scheme.base_plan import BASE, line_of, refused, varied

SURVEY = "运算: 测评, 层面: 群众}"


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("权重: 60", "权中: 60", "scheme.unknown_key", "权重"),
        ("满分: 100", "总满分: 100", "scheme.unknown_key", "满分"),
        ("运算: 加权", "运算: 加全", "scheme.word", "加权"),
        ("    运算: 加权\n", "", "scheme.missing_key", "运算"),
        ("方案: 试点方案\n", "", "scheme.missing_key", "方案"),
        ("层面: 企业代表}", "层面: 企业家}", "scheme.unknown_reference", "企业"),
        (SURVEY, "运算: 测评, 轮次: 上年}", "scheme.unknown_reference", "上半年"),
        (SURVEY, "运算: 测评, 测评项: 态度}", "scheme.unknown_reference", "没有定义测评项"),
        (
            SURVEY,
            "运算: 测评, 计量: 满意率, 分子: 很满意, 分母: 有效票}",
            "scheme.unknown_reference",
            "没有定义选项",
        ),
        (SURVEY, "运算: 引用, 引自: 副分}", "scheme.unknown_reference", "总分"),
        ("名称: 企业评议", "名称: 群众评议", "scheme.duplicate_code", "第"),
        ("权重: 60", "权重: 六十", "scheme.number", "不是数"),
        ("权重: 60", "权重: 6e1", "scheme.number", "不是数"),
        ("权重: 60", "权重: {行政: 60}", "scheme.unknown_reference", "行政单位"),
        ("权重: 60", "权重: {行政单位: 60, 其他: 30%}", "scheme.weights", "百分比"),
        ("权重: 60", "权重: 60%, 计分值: 50", "scheme.worth", "50"),
        ("不低于: 90", "不低于: 90%", "scheme.percent", "%"),
        ("分值: 80", "分值: 80%", "scheme.percent", "%"),
        ("不低于: 90", "不低于: 90, 低于: 80", "scheme.value", "没有任何数"),
        ("不低于: 90", "不低于: 90, 条件: {低于: 95}", "scheme.duplicate_key", "里外各一次"),
        ("不低于: 90", "不低于: 90, 条件: {看: 群众评议, 不低于: 80%}", "scheme.percent", "%"),
        ("不低于: 90", "条件: {任一: [{低于: 90%}, {有事件: [通报]}]}", "scheme.percent", "%"),
        ("不低于: 90", "条件: {同时: [{看: 群众, 低于: 90}]}", "scheme.unknown_reference", "群众评议"),
        ("计为满意: 是", "计为满意: 对对", "scheme.word", "是"),
        ("权重: 2", "权重: -2", "scheme.value", "负数"),
        ("年度: 2024", "年度: 今年", "scheme.number", "不是数"),
        ("下半年: {}", "下半年: {实施时间: {从: 2024-13-01}}", "scheme.date", "不是日期"),
        ("下半年: {}", "下半年: {实施时间: {从: 2024-07-01, 到: 2024-06-01}}", "scheme.value", "早于"),
        ("下半年: {}", "上半年: {}", "scheme.duplicate_key", "写了两次"),
        ("分值: 0", "分值: 0, 分值: 1", "scheme.duplicate_key", "写了两次"),
        ("权重: 2", "<<: {权重: 2}", "scheme.merge_key", "合并键"),
        ("不低于: 90", "以下: 90", "scheme.unknown_key", "不高于"),
        ("下半年: {}", "下半年: {测评期间: 2024年13-15月}", "scheme.date", "不是日期"),
        ("下半年: {}", "下半年: {测评期间: 去年}", "scheme.date", "不是日期"),
        ("权重: 2", "权重： 2", "scheme.full_width_sign", "全角冒号"),
        ("名称: 不满意", "名称: 满意", "scheme.duplicate_code", "选项「满意」"),
        ("名称: 不了解}", "名称: 不了解, 类型: 不了解, 分值: 0}", "scheme.value", "不是评价"),
        ("代码: 服务,", "名字: 服务,", "scheme.unknown_key", "名称"),
        (SURVEY, "运算: 换算, 取自: {运算: 测评}}", "scheme.value", "没有写满分"),
        (SURVEY, "运算: 测评, 计量: 满意率, 去掉最高: 1}", "scheme.value", "满意率"),
        (SURVEY, "运算: 测评, 分母: [有效票, 不了解]}", "scheme.value", "有效票"),
        (SURVEY, "运算: 测评, 计量: 满意率, 下限: 60}", "scheme.value", "百分比"),
        (SURVEY, "运算: 分段, 取自: {运算: 测评}}", "scheme.value", "写一种"),
        (SURVEY, "运算: 平均, 组成: [{运算: 测评, 计量: 满意率}, {运算: 测评}]}", "scheme.value", "率和分数"),
        (SURVEY, "运算: 平均, 各项权重: [1], 组成: [{运算: 测评}, {运算: 测评}]}", "scheme.value", "2个"),
        (SURVEY, "运算: 合计, 组成: []}", "scheme.value", "空的"),
        (SURVEY, "运算: 测评, 计量: 满意率, 分母: [应评, 有效票]}", "scheme.value", "不能与别的分母相加"),
        (SURVEY, "运算: 下级平均, 平均方式: 给定, 取自: {运算: 测评}}", "scheme.value", "给定权重"),
        (SURVEY, "运算: 定值, 值: 5, 正负: 减}", "scheme.unknown_key", "合计"),
    ],
)
def test_a_mistake_is_named_where_it_stands(old: str, new: str, code: str, says: str) -> None:
    text = varied((old, new))
    found = [f for f in refused(text) if f.code == code]
    assert found, [f.in_language("zh") for f in refused(text)]
    told = found[0].in_language("zh")
    assert says in told
    assert not set(found[0].text.en + found[0].remedy.en) & set("，；。：「」")
    assert found[0].remedy.zh
    assert found[0].remedy.en
    assert found[0].place.line


def test_line_and_path_are_the_authors_own() -> None:
    text = varied(("层面: 企业代表}", "层面: 企业家}"))
    (found,) = refused(text)
    assert found.place.line == line_of(text, "名称: 企业评议")
    assert found.place.path == "计分.总分.组成[2].层面"
    english = "scales: {S: {options: [A]}}\ngroups: {A: {}}\ncategories: [B]\n"
    english += "trees:\n  total: {op: survey, groups: Z}\n"
    assert refused("title: x\n" + english)[0].place.path == "trees.total.groups"


def test_all_mistakes_are_told_in_one_go_in_order_of_lines() -> None:
    text = varied(("权重: 60", "权中: 60"), ("分值: 80", "分值: 八十"), ("不低于: 90", "不低: 90"))
    lines = [f.place.line or 0 for f in refused(text)]
    assert lines == sorted(lines)
    assert {line_of(text, "八十"), line_of(text, "权中"), line_of(text, "不低:")} <= set(lines)


def test_an_outcome_cannot_look_at_a_value_there_are_several_of() -> None:
    rounds = "运算: 逐项平均, 维度: 轮次, 取自: {名称: 每期, 运算: 测评, 层面: 群众}}"
    for outcome in ("排名: [{名称: 榜, 看: 每期}]", "排名: [{名称: 榜, 并列比较: [每期]}]"):
        found = refused(varied((SURVEY, rounds), ("等次:", f"{outcome}\n等次:")))
        assert ["「每期」" in f.text.zh for f in found] == [True]
    grade = varied((SURVEY, rounds), ("不低于: 90", "条件: {看: 每期, 不低于: 90}"))
    assert "「每期」" in refused(grade)[0].text.zh


def test_two_lines_are_named_for_a_code_used_twice() -> None:
    text = varied(("名称: 企业评议", "名称: 群众评议"))
    (found,) = refused(text)
    lines = (line_of(text, "{名称: 群众评议, 权重: 60"), line_of(text, "{名称: 群众评议, 权重: 40"))
    assert f"第{lines[0]}行和第{lines[1]}行" in found.text.zh
    assert f"lines {lines[0]} and {lines[1]}" in found.text.en


def test_a_circle_of_references_is_refused() -> None:
    extra = "  甲: {运算: 换算, 满分: 10, 取自: {运算: 引用, 引自: 乙}}\n  乙: {运算: 引用, 引自: 甲}\n等次:"
    found = refused(varied(("等次:", extra)))
    assert [f.code for f in found] == ["scheme.cycle"]
    assert "乙 → 甲 → 乙" in found[0].text.zh
    own = "  甲: {运算: 引用, 引自: 甲}\n等次:"
    assert "甲 → 甲" in refused(varied(("等次:", own)))[0].text.zh


def test_several_trees_need_a_main_one() -> None:
    extra = "计分:\n  甲: {运算: 定值, 值: 1}\n  乙: {运算: 定值, 值: 2}\n等次:"
    text = BASE[: BASE.index("计分:")] + extra + BASE[BASE.index("等次:") + 3 :]
    assert [f.code for f in refused(text)] == ["scheme.main_tree"]


def test_an_unreadable_node_causes_no_second_finding() -> None:
    ranked = "排名:\n  - {名称: 总榜, 看: 群众评议}\n等次:"
    text = varied(("等次:", ranked), ("运算: 测评, 层面: 群众}", "运算: 测平, 层面: 群众}"))
    assert [f.code for f in refused(text)] == ["scheme.word"]

"""待定: what the plan does not say stays a question until somebody decides it."""

from fractions import Fraction as F

import pytest
from tests.core.scheme.base_plan import BASE, line_of, node, read, refused, varied

from minping.core.findings import RefusedInput
from minping.core.scheme import nodes as n
from minping.core.scheme.canonical import freeze, from_canonical, scheme_hash
from minping.core.scheme.model import BlankPolicy

OPEN = "{待定: 基本满意折算多少分？, 建议: 80}"
ASKED = ("分值: 80", f"分值: {OPEN}")


def test_an_open_number_is_a_question_with_its_place() -> None:
    text = varied(ASKED)
    scheme = read(text)
    (question,) = scheme.open_questions
    assert question.question == "基本满意折算多少分？"
    assert question.path == "量表.四档.选项[2].分值"
    assert question.line == line_of(text, "待定")
    assert scheme.scales["四档"].options[1].points == 80


def test_open_values_of_every_kind() -> None:
    text = varied(
        ("    选项:", "    漏填: {open: 漏填怎么算？, suggest: 全票作废}\n    选项:"),
        ("渠道: [短信, 网络]", "渠道: {待定: 用哪些渠道？, 建议: [短信]}"),
        ("权重: 40", "权重: {待定: 占多少？}"),
        ("不低于: 90", "不低于: {待定: 几分以上？}"),
        ("{名称: 群众评议, 权重: 60, 运算: 测评, 层面: 群众}", "{名称: 群众评议, 权重: 60, 待定: 怎么算？}"),
        ("下半年: {}", "下半年: {待定: 何时？}"),
    )
    scheme = read(text)
    assert len(scheme.open_questions) == 6
    assert scheme.scales["四档"].blank is BlankPolicy.SPOIL_BALLOT
    assert scheme.groups["群众"].channels == ("短信",)
    assert isinstance(node(scheme, "群众评议"), n.Report)
    assert "下半年" in scheme.rounds


def test_an_open_rule_with_a_suggestion_is_read_as_if_written_there() -> None:
    text = varied((", 运算: 测评, 层面: 群众}", ", 待定: 怎么算？, 建议: {运算: 测评, 层面: 企业}}"))
    survey = node(read(text), "群众评议")
    assert isinstance(survey, n.Survey)
    assert survey.groups == ("企业",)
    assert read(text).open_questions[0].path == "计分.总分.组成[1]"


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        ("分值: 80", "分值: {待定: 几分？, 建议: 80, 定为: ７５, 决定人: 评议办}", "75"),
        ("权重: 60", "权重: {待定: 多少？, 定为: 60%, 决定人: 评议办}", "60%"),
        (
            "    选项:",
            "    漏填: {待定: ？, decided: spoil_aspect, decided_by: 评议办}\n    选项:",
            "该项作废",
        ),
        ("[短信, 网络]", "{待定: ？, 定为: [短信, 电话], 决定人: 评议办}", "短信、电话"),
        ("计为满意: 是", "计为满意: {待定: ？, 定为: yes, 决定人: 评议办}", "是"),
    ],
)
def test_a_decision_closes_the_question_and_is_kept(old: str, new: str, answer: str) -> None:
    scheme = read(varied((old, new)))
    assert not scheme.open_questions
    (question,) = scheme.questions
    assert (question.answer, question.decided_by) == (answer, "评议办")
    assert from_canonical(freeze(scheme)).questions == scheme.questions


def test_a_decided_value_is_used_not_the_suggestion() -> None:
    scheme = read(varied(("分值: 80", "分值: {待定: 几分？, 建议: 80, 定为: 75, 决定人: 甲}")))
    assert scheme.scales["四档"].options[1].points == F(75)


def test_a_scheme_with_open_values_cannot_be_frozen() -> None:
    scheme = read(varied(ASKED, ("权重: 60", "权重: {待定: 占多少？, 建议: 60}")))
    with pytest.raises(RefusedInput) as refusal:
        freeze(scheme)
    told = [f.in_language("zh") for f in refusal.value.findings]
    assert len(told) == 2
    assert any("占多少？" in t and "计分.总分.组成[1].权重" in t for t in told)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("{待定: 几分？, 定为: 80}", "scheme.missing_key"),
        ("{待定: 几分？, 决定人: 甲}", "scheme.missing_key"),
        ("{待定: }", "scheme.missing_key"),
        ("{待定: 几分？, 建议: 八十}", "scheme.number"),
        ("{待定: 几分？, 意见: 80}", "scheme.kind"),
    ],
)
def test_half_an_answer_is_refused(value: str, code: str) -> None:
    assert code in {f.code for f in refused(varied(("分值: 80", f"分值: {value}")))}


def test_questions_without_a_place_of_their_own() -> None:
    text = BASE + "待定事项:\n  - 60分整算哪一档？\n  - {问题: 谁复核？, 定为: 监察科, 决定人: 领导小组}\n"
    scheme = read(text)
    assert [q.question for q in scheme.open_questions] == ["60分整算哪一档？"]
    assert [q.answer for q in scheme.questions if q.answer] == ["监察科"]


def test_who_decided_belongs_to_the_hash_and_the_line_does_not() -> None:
    decided = "分值: {待定: 几分？, 定为: 80, 决定人: 甲}"
    one, other = varied(("分值: 80", decided)), varied(("分值: 80", decided.replace("甲", "乙")))
    assert scheme_hash(read(one)) != scheme_hash(read(other))
    assert scheme_hash(read("# a line above\n" + one)) == scheme_hash(read(one))

"""Every part of every preset as a form: unchanged when untouched, exact when changed, told when wrong."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.apps.campaigns.editor.posting import form_of

from minping.apps.campaigns.editor import exact
from minping.apps.campaigns.editor.edits import asked_at, drawn, edited
from minping.apps.campaigns.editor.inputs import Taken, refilled, single_inputs
from minping.apps.campaigns.editor.items import items_of, replaced
from minping.apps.campaigns.editor.plans import Names, shape_for
from minping.apps.campaigns.editor.writing import to_yaml
from minping.core.scheme.canonical import scheme_hash
from minping.core.scheme.outcomes import Condition
from minping.core.scheme.presets import load_preset, preset_names
from minping.core.scheme.ranges import Band
from minping.core.scheme.reader import read_scheme

PRESETS = preset_names()


@pytest.mark.parametrize("preset", PRESETS)
def test_saving_an_untouched_form_changes_nothing(preset):
    scheme = load_preset(preset)
    for item in items_of(scheme).values():
        result = edited(scheme, item, form_of(scheme, item))
        assert not result.faults
        assert result.scheme is not None, item.address
        assert scheme_hash(result.scheme) == scheme_hash(scheme), item.address


@pytest.mark.parametrize("preset", PRESETS)
def test_what_is_drawn_reads_back_to_the_same_value(preset):
    """Without the short cut for untouched text: each part is read onto another one's value."""
    scheme = load_preset(preset)
    for item in items_of(scheme).values():
        for one in single_inputs(drawn(scheme, item)):
            if one.kind != "number" or not one.text:
                continue
            value, percent = exact.number(one.text)
            again = exact.shown_share(value) if percent else exact.written(value)
            assert exact.number(again)[0] == value


@pytest.mark.parametrize("preset", PRESETS)
def test_an_empty_form_keeps_every_value(preset):
    scheme = load_preset(preset)
    for item in items_of(scheme).values():
        value = shape_for(item.value, Names(scheme)).read("", item.value, Taken({}))
        assert scheme_hash(replaced(scheme, item.path, value)) == scheme_hash(scheme)


@pytest.mark.parametrize("preset", PRESETS)
def test_the_yaml_that_is_downloaded_is_the_same_scheme(preset):
    scheme = load_preset(preset)
    assert scheme_hash(read_scheme(to_yaml(scheme).encode(), "x.yaml")) == scheme_hash(scheme)


def changed(preset, address, **inputs):
    scheme = load_preset(preset)
    item = items_of(scheme)[address]
    data = form_of(scheme, item) | {name: [value] for name, value in inputs.items()}
    return scheme, edited(scheme, item, data)


GROUPS = "trees.总分.parts[1]"


@pytest.mark.parametrize(
    ("first", "second", "weight", "share"),
    [
        ("40%", "60%", Fraction(2, 5), True),
        ("1/3", "2/3", Fraction(1, 3), True),
        ("21分", "49分", Fraction(21), False),
        ("２１", "49", Fraction(21), False),
        ("33.3%", "66.7%", Fraction(333, 1000), True),
        ("100/3%", "200/3%", Fraction(1, 3), True),
    ],
)
def test_weights_are_read_exactly(first, second, weight, share):
    _, result = changed("seed-002", GROUPS, **{"parts.0.weight": first, "parts.1.weight": second})
    assert result.scheme is not None
    part = items_of(result.scheme)[GROUPS].value.parts[0]
    assert (part.weight.default, part.share) == (weight, share)


@pytest.mark.parametrize(
    ("first", "second"), [("40%", "70%"), ("1/3", "1/3"), ("20", "49"), ("-10%", "110%"), ("30%", "49")]
)
def test_weights_that_do_not_sum_are_refused_in_words(first, second):
    _, result = changed("seed-002", GROUPS, **{"parts.0.weight": first, "parts.1.weight": second})
    if (first, second) == ("30%", "49"):  # 30 % of 70 and 49 make 70
        assert result.scheme is not None
        return
    assert result.scheme is None
    said = result.findings[0]
    assert "权重" in said.text.zh
    assert "weight" in said.text.en


@pytest.mark.parametrize("text", ["三成", "30%%", "1/0", "1e3", "nan", "0x10", "9" * 100, "", "--1", "1.5.2"])
def test_numbers_that_are_none_are_told_beside_the_input(text):
    _, result = changed("seed-002", "scales.五档", **{"options.0.name": "满意", "options.0.points": "30%"})
    assert result.faults["options.0.points"]
    _, result = changed("seed-002", "scheme", full=text)
    assert result.scheme is None
    assert result.faults["full"][0].zh


def test_a_wrong_choice_or_reference_is_refused():
    _, result = changed("seed-002", "scales.五档", blank="whatever")
    assert result.faults["blank"]
    scheme = load_preset("seed-002")
    item = items_of(scheme)["trees.总分.parts[1].parts[1].node"]
    data = form_of(scheme, item) | {"groups": ["没有这个层面"]}
    assert edited(scheme, item, data).faults["groups"]


def test_rows_are_added_and_taken_out_and_questions_follow():
    scheme, result = changed(
        "seed-002",
        "scales.五档",
        **{
            "options.6.code": "F",
            "options.6.name": "弃权",
            "options.6.kind": "abstain",
            "options.1.remove": "on",
        },
    )
    assert result.scheme is not None
    options = result.scheme.scales["五档"].options
    assert [option.code for option in options] == ["A", "C", "D", "E", "U", "F"]
    before = [q for q in scheme.questions if q.path.startswith("量表.五档.选项")]
    after = [q for q in result.scheme.questions if q.path.startswith("量表.五档.选项")]
    assert len(before) - len(after) == 2  # points and 计为满意 of B
    assert {q.path for q in after} >= {"量表.五档.选项[2].分值", "量表.五档.选项[4].分值"}
    moved = next(q for q in after if "一般" in q.question)
    assert moved.path == "量表.五档.选项[2].分值"


def test_a_question_is_decided_with_the_value_that_is_saved():
    scheme = load_preset("seed-002")
    item = items_of(scheme)["scales.三档"]
    asked = next(one for one in asked_at(scheme, item) if "「不满意」" in one.question.question)
    data = form_of(scheme, item) | {"options.2.points": ["10"], f"decide.{asked.key}": ["1"]}
    assert edited(scheme, item, data).faults["decide.by"]
    result = edited(scheme, item, data | {"decide.by": ["领导小组"]})
    assert result.scheme is not None
    done = next(q for q in result.scheme.questions if q.path == asked.question.path)
    assert (done.answer, done.decided_by) == ("10", "领导小组")
    assert result.scheme.scales["三档"].options[2].points == 10


def test_points_and_percentages_are_not_mixed_up():
    _, result = changed("P3", "grades[1]", **{"condition.band.ge": "75%"})
    assert result.scheme is None
    assert any("百分比" in finding.text.zh for finding in result.findings)


def test_what_was_filled_in_is_drawn_again_with_its_fault():
    scheme = load_preset("seed-002")
    item = items_of(scheme)[GROUPS]
    data = form_of(scheme, item) | {"parts.0.weight": ["三成"]}
    faults = dict(edited(scheme, item, data).faults)
    again = {one.name: one for one in single_inputs(refilled(drawn(scheme, item), Taken(data, faults)))}
    assert again["parts.0.weight"].text == "三成"
    assert again["parts.0.weight"].errors


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=9999))
def test_numbers_survive_being_shown(value):
    assert exact.number(exact.written(value))[0] == value


@given(st.fractions(min_value=0, max_value=1, max_denominator=999), st.booleans())
def test_weights_survive_being_shown(value, share):
    assert exact.weight(exact.shown_weight(value, share)) == (value, share)


@given(st.text(max_size=80))
def test_no_text_breaks_a_number(text):
    for read in (exact.number, exact.weight, exact.points, exact.share, exact.integer):
        said = None
        try:
            read(text)
        except exact.Unreadable as fault:
            said = fault.text
        assert said is None or (said.zh and said.en)


def test_a_row_of_choices_alone_is_added_by_its_box():
    scheme = load_preset("seed-001")
    item = items_of(scheme)["validity"]
    data = form_of(scheme, item)
    plain = edited(scheme, item, data)
    assert plain.scheme is not None
    assert not plain.scheme.validity.ballot_rules
    added = edited(scheme, item, data | {"ballot_rules.add": ["on"], "ballot_rules.0.check": ["late"]})
    assert added.scheme is not None
    assert [rule.check for rule in added.scheme.validity.ballot_rules] == ["late"]


def test_words_stand_as_plans_write_them():
    scheme = load_preset("seed-001")
    asked = asked_at(scheme, items_of(scheme)["validity"])
    assert {one.present for one in asked} == {"说明理由", "全部", "有效票"}


def ladder(condition):
    """A scheme with grades, the best of them under this condition."""
    scheme = load_preset("P3")
    grades = (replace(scheme.grades[0], condition=condition), *scheme.grades[1:])
    return replace(scheme, grades=grades)


INSIDE = Condition(
    Band(ge=Fraction(75)),
    all_of=(Condition(events=("表彰",)), Condition(any_of=(Condition(Band(lt=Fraction(99))),))),
)


def test_conditions_inside_a_condition_are_drawn_and_come_back_unchanged():
    scheme = ladder(INSIDE)
    item = items_of(scheme)["grades[1]"]
    data = form_of(scheme, item)
    assert data["condition.all_of.0.events"] == ["表彰"]
    assert data["condition.all_of.1.any_of.0.band.lt"] == ["99"]
    result = edited(scheme, item, data)
    assert result.scheme is not None
    assert scheme_hash(result.scheme) == scheme_hash(scheme)


def test_conditions_inside_a_condition_are_added_changed_and_taken_out():
    scheme = ladder(INSIDE)
    item = items_of(scheme)["grades[1]"]
    data = form_of(scheme, item) | {
        "condition.all_of.0.remove": ["on"],
        "condition.all_of.1.any_of.0.band.lt": ["98.5"],
        "condition.any_of.0.without_events": ["通报"],
    }
    result = edited(scheme, item, data)
    assert result.scheme is not None
    inner = Condition(any_of=(Condition(Band(lt=Fraction(197, 2))),))
    wanted = Condition(Band(ge=Fraction(75)), all_of=(inner,), any_of=(Condition(without_events=("通报",)),))
    assert items_of(result.scheme)["grades[1]"].value.condition == wanted


def test_a_percentage_inside_a_condition_about_points_is_refused():
    scheme = ladder(INSIDE)
    item = items_of(scheme)["grades[1]"]
    result = edited(scheme, item, form_of(scheme, item) | {"condition.any_of.0.band.ge": ["80%"]})
    assert result.scheme is None
    assert [finding.code for finding in result.findings] == ["scheme.percent"]


def test_a_form_that_is_nested_without_end_is_not_followed():
    scheme = ladder(Condition(Band(ge=Fraction(75))))
    item = items_of(scheme)["grades[1]"]
    name = "condition" + ".all_of.0" * 2000 + ".events"
    result = edited(scheme, item, form_of(scheme, item) | {name: ["通报"]})
    assert result.scheme is not None
    assert len(list(items_of(result.scheme)["grades[1]"].value.condition.walk())) < 10


@pytest.mark.parametrize(
    ("condition", "folded"), [(Condition(), True), (INSIDE, False), (Condition(Band(ge=Fraction(75))), False)]
)
def test_a_condition_that_says_something_is_open(condition, folded):
    scheme = ladder(condition)
    widgets = drawn(scheme, items_of(scheme)["grades[1]"])
    assert next(one for one in widgets if one.name == "condition").folded is folded

"""Parts are added, moved, exchanged and removed; the scheme holds together or the change is refused in words."""

import pytest

from minping.apps.campaigns.editor.compare import differences
from minping.apps.campaigns.editor.items import LISTS, MAPPINGS, items_of
from minping.apps.campaigns.editor.outline import outline
from minping.apps.campaigns.editor.places import spot_of, spots_of
from minping.apps.campaigns.editor.questions import asked_of, decided, reopened
from minping.apps.campaigns.editor.structure import (
    GROWING,
    Impossible,
    entry_added,
    exchanged,
    moved,
    node_added,
    removed,
)
from minping.core.scheme.canonical import from_canonical, scheme_hash, to_canonical
from minping.core.scheme.check import check_scheme
from minping.core.scheme.codec import OPS
from minping.core.scheme.lint import lint
from minping.core.scheme.presets import load_preset, preset_names

PRESETS = preset_names()


@pytest.mark.parametrize("preset", PRESETS)
def test_every_section_grows(preset):
    scheme = load_preset(preset)
    for section in (*MAPPINGS, *LISTS, "trees", "measures"):
        grown = entry_added(scheme, section, "新的一项")
        assert not check_scheme(grown), section
        assert from_canonical(to_canonical(grown)) == grown
        with pytest.raises(Impossible):
            entry_added(grown, section, "新的一项")


@pytest.mark.parametrize("preset", PRESETS)
def test_every_growing_node_takes_each_operation(preset):
    scheme = load_preset(preset)
    for item in items_of(scheme).values():
        if not isinstance(item.value, GROWING):
            continue
        for op in OPS:
            grown = node_added(scheme, item, op, "新分项")
            assert len(grown.questions) == len(scheme.questions)
            for problem in check_scheme(grown):
                assert problem.zh
                assert problem.en


@pytest.mark.parametrize("preset", PRESETS)
def test_exchanging_and_removing_never_break_without_words(preset):
    scheme = load_preset(preset)
    for item in items_of(scheme).values():
        changes = [lambda item=item: removed(scheme, item)]
        if item.is_node:
            changes += [lambda op=op, item=item: exchanged(scheme, item, op) for op in OPS]
        for change in changes:
            try:
                after = change()
            except Impossible:
                continue
            if not check_scheme(after):
                assert scheme_hash(after) != scheme_hash(scheme) or item.is_node


@pytest.mark.parametrize("preset", PRESETS)
def test_moving_down_and_up_is_nothing(preset):
    scheme = load_preset(preset)
    for address, item in items_of(scheme).items():
        try:
            down = moved(scheme, item, 1)
        except Impossible:
            continue
        there = next(i for i in items_of(down).values() if i.value is item.value)
        assert there.address != address or item.section in (*MAPPINGS, "measures")
        assert scheme_hash(moved(down, there, -1)) == scheme_hash(scheme)


def test_questions_follow_a_part_that_moves():
    scheme = load_preset("seed-002")
    item = items_of(scheme)["trees.总分.parts[1].parts[1]"]
    after = moved(scheme, item, 1)
    asked = next(q for q in after.questions if "7月、11月两次" in q.question)
    assert asked.path == "计分.总分.组成[1].组成[2]"
    spot = spot_of(spots_of(after), asked)
    assert spot is not None
    assert spot.value is item.value


def test_questions_go_with_a_part_that_goes():
    scheme = load_preset("seed-002")
    after = removed(scheme, items_of(scheme)["trees.总分.parts[2]"])
    assert len(scheme.questions) - len(after.questions) == 1
    assert not any("日常考评" in q.question for q in after.questions)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_question_points_somewhere(preset):
    scheme = load_preset(preset)
    spots = spots_of(scheme)
    for question in scheme.questions:
        found = spot_of(spots, question)
        assert found is not None or question.path in {"轮次", "类别"}


def test_deciding_and_opening_again_is_nothing():
    scheme = load_preset("seed-002")
    for asked in asked_of(scheme):
        done = decided(scheme, asked.key, "", "领导小组")
        assert len(done.open_questions) == len(scheme.open_questions) - 1
        assert reopened(done, asked.key) == scheme


@pytest.mark.parametrize("preset", PRESETS)
def test_the_tree_shows_every_node_once(preset):
    scheme = load_preset(preset)
    findings = lint(scheme)
    lines = outline(scheme, "trees", findings) + outline(scheme, "measures", findings)
    nodes = [item for item in items_of(scheme).values() if item.is_node]
    assert [line.item.address for line in lines] == [item.address for item in nodes]


def test_a_range_that_is_no_full_range_is_shown():
    line = outline(load_preset("P5"), "trees", ())[0]
    assert (line.full, line.low, line.high) == ("100", "70", "100")


def test_differences_are_by_field():
    scheme = load_preset("P8")
    assert not differences(scheme, scheme)
    grown = entry_added(scheme, "aspects", "办事效率")
    told = {row.path: row.kind for row in differences(scheme, grown)}
    assert told["测评项.办事效率.名称"] == "added"
    assert {row.kind for row in differences(grown, scheme)} == {"removed"}


def test_a_category_gets_a_branch_of_its_own():
    scheme = load_preset("P19")
    item = items_of(scheme)["trees.总分.parts[2]"]
    switched = exchanged(scheme, item, "switch")
    there = items_of(switched)["trees.总分.parts[2]"]
    grown = node_added(switched, there, "report", "行政事业")
    assert not check_scheme(grown)
    assert set(items_of(grown)["trees.总分.parts[2]"].value.cases) == {"行政事业"}
    with pytest.raises(Impossible):
        node_added(grown, items_of(grown)["trees.总分.parts[2]"], "report", "行政事业")
    back = removed(grown, items_of(grown)["trees.总分.parts[2].cases.行政事业"])
    assert not items_of(back)["trees.总分.parts[2]"].value.cases

"""A unit over the years: names, mergers, splits, moves, ends; what is refused; every act undone exactly."""

from collections.abc import Callable
from uuid import UUID

import pytest

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import breaks
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.models import AuditEntry
from minping.apps.foundation.roles import Role
from minping.apps.units.models import Change, Succession, Unit, UnitName
from minping.apps.units.selectors import history_line, identity_of, units_of
from minping.apps.units.services import (
    NewUnit,
    change_undo,
    unit_close,
    unit_correct,
    unit_create,
    unit_edit,
    unit_move,
    unit_rename,
    unit_split,
    units_merge,
)
from minping.apps.units.snapshots import snapshots

pytestmark = pytest.mark.django_db


@pytest.fixture
def make(clerk: Actor) -> Callable[..., UUID]:
    def one(name: str, **more) -> UUID:
        return unit_create(actor=clerk, name=name, **more)

    return one


def facts(unit: UUID):
    return units_of([unit])[0]


def everything() -> dict[str, object]:
    return {
        "units": snapshots(Unit.objects.values_list("id", flat=True)),
        "links": Succession.objects.count(),
    }


def undo_last(actor: Actor) -> None:
    change_undo(actor=actor, change=Change.objects.filter(undone_at=None).order_by("-at")[0].id)


def test_a_unit_gets_a_code_of_its_own(make) -> None:
    units = [make("县公安局"), make("县民政局", code="U0002"), make("县财政局")]
    assert [facts(u).code for u in units] == ["U0001", "U0002", "U0003"]


def test_a_renamed_unit_answers_to_the_name_of_each_year(make, clerk) -> None:
    unit = make("县建设局", since=2010)
    unit_rename(actor=clerk, unit=unit, name="县住房和城乡建设局", year=2015)
    unit_rename(actor=clerk, unit=unit, name="县住建局", year=2020, short="住建局")
    assert facts(unit).former == ("县住房和城乡建设局", "县建设局")
    said = {
        year: found.name if (found := identity_of(unit, year)) else None
        for year in (2009, 2010, 2015, 2019, 2020)
    }
    assert said == {
        2009: None,
        2010: "县建设局",
        2015: "县住房和城乡建设局",
        2019: "县住房和城乡建设局",
        2020: "县住建局",
    }


@pytest.mark.parametrize(
    ("name", "year", "said"),
    [
        ("县建设局", 2015, "与现名称相同"),
        ("縣 建設局", 2015, "与现名称相同"),
        ("县住建局", 2010, "改名须在2011年或以后"),
        ("县住建局", 1800, "年份须在"),
        ("县住建局", 2900, "年份须在"),
        ("　", 2015, "请填写名称"),
        ("长" * 101, 2015, "不能超过100个字"),
    ],
)
def test_a_rename_that_cannot_be_is_refused(make, clerk, name: str, year: int, said: str) -> None:
    unit = make("县建设局", since=2010)
    with pytest.raises(Refused) as refused:
        unit_rename(actor=clerk, unit=unit, name=name, year=year)
    assert said in refused.value.text.zh
    assert refused.value.text.en
    assert UnitName.objects.count() == 1


def test_units_merged_into_a_new_one_hand_on_the_history_of_the_main_one(make, clerk) -> None:
    culture, sport = make("县文化局", since=2000), make("县体育局")
    station = make("文化站", kind="station", parent=culture)
    new = units_merge(
        actor=clerk, units=[culture, sport], into=NewUnit("县文体局", "WT"), year=2016, main=sport
    )
    assert history_line(new) == [new, sport]
    assert {y: found.name for y in (2000, 2015, 2016) if (found := identity_of(new, y))} == {
        2000: "县体育局",
        2015: "县体育局",
        2016: "县文体局",
    }
    assert facts(new).former == (facts(sport).code, "县体育局")
    assert (facts(culture).until, facts(station).parent) == (2015, new)


def test_a_history_goes_back_over_two_mergers_and_a_rename(make, clerk) -> None:
    culture, sport, tourism = make("县文化局"), make("县体育局"), make("县旅游局")
    unit_rename(actor=clerk, unit=sport, name="县体育总局", year=2012)
    first = units_merge(actor=clerk, units=[culture, sport], into=NewUnit("县文体局"), year=2016, main=sport)
    second = units_merge(actor=clerk, units=[first, tourism], into=NewUnit("县文旅局"), year=2019, main=first)
    assert history_line(second) == [second, first, sport]
    sport_names = ("县体育总局", "县体育局")
    assert facts(second).former == (facts(first).code, "县文体局", facts(sport).code, *sport_names)


def test_a_unit_that_takes_others_in_keeps_its_own_history(make, clerk) -> None:
    big, small = make("县卫生局", since=2000), make("县计生委")
    assert units_merge(actor=clerk, units=[small], into=big, year=2014) == big
    assert history_line(big) == [big]
    assert facts(small).until == 2013
    assert facts(big).former == ()


def test_units_merged_in_without_handing_on_their_history_are_told_apart(make, clerk) -> None:
    big, small, tiny = make("县卫生局", code="W"), make("县计生委", code="J"), make("县计生站", code="Z")
    units_merge(actor=clerk, units=[tiny], into=small, year=2012)
    units_merge(actor=clerk, units=[small], into=big, year=2014)
    late = make("县药监局", code="Y")
    new = units_merge(actor=clerk, units=[big, late], into=NewUnit("县卫健委", "N"), year=2019, main=big)
    found = {unit.id: unit for unit in units_of()}
    assert found[new].former == ("W", "县卫生局")
    assert found[new].joined == ("Y", "县药监局", "J", "县计生委", "Z", "县计生站")
    assert found[big].joined == ("J", "县计生委", "Z", "县计生站")
    assert found[tiny].joined == ()


def test_a_unit_split_in_two_hands_its_history_to_one(make, clerk) -> None:
    old = make("县农委", since=2001)
    one, two = unit_split(
        actor=clerk, unit=old, new=[NewUnit("县农业局"), NewUnit("县林业局")], year=2012, stays=False, main=1
    )
    assert facts(old).until == 2011
    assert identity_of(one, 2011) is None
    names = [found.name for year in (2011, 2012) if (found := identity_of(two, year))]
    assert names == ["县农委", "县林业局"]


def test_a_unit_may_stay_beside_those_that_leave_it(make, clerk) -> None:
    old = make("县国土局")
    (new,) = unit_split(actor=clerk, unit=old, new=[NewUnit("县测绘局")], year=2012, stays=True)
    assert facts(old).until is None
    assert history_line(new) == [new]


def test_every_act_is_undone_exactly(make, clerk) -> None:
    one, two = make("甲局", since=2000, code="1", former=("老甲局",)), make("乙局", code="2")
    station = make("甲所", kind="station", parent=one, district="城关镇")
    acts = [
        lambda: unit_create(actor=clerk, name="丙局"),
        lambda: unit_rename(actor=clerk, unit=one, name="新甲局", year=2010),
        lambda: unit_correct(actor=clerk, unit=two, name="乙局（更正）"),
        lambda: unit_edit(
            actor=clerk, unit=one, code="9", category="执法", enforcement=True, since=1999, note="注"
        ),
        lambda: unit_move(actor=clerk, unit=station, parent=two, system="公安", district="东镇"),
        lambda: unit_close(actor=clerk, unit=station, year=2020),
        lambda: units_merge(actor=clerk, units=[one, two], into=NewUnit("合局"), year=2015, main=one),
        lambda: units_merge(actor=clerk, units=[one], into=two, year=2015),
        lambda: unit_split(
            actor=clerk, unit=two, new=[NewUnit("丁局"), NewUnit("戊局")], year=2016, stays=False
        ),
    ]
    for act in acts:
        before = everything()
        act()
        assert everything() != before
        undo_last(clerk)
        assert everything() == before
    assert list(breaks()) == []
    assert AuditEntry.objects.filter(act__endswith=".undone").count() == len(acts)


def test_undoing_twice_or_out_of_order_is_refused(make, clerk) -> None:
    unit = make("甲局", since=2000)
    unit_rename(actor=clerk, unit=unit, name="乙局", year=2010)
    first = Change.objects.order_by("-at")[0]
    unit_rename(actor=clerk, unit=unit, name="丙局", year=2015)
    with pytest.raises(Refused, match="之后又有改动"):
        change_undo(actor=clerk, change=first.id)
    undo_last(clerk)
    change_undo(actor=clerk, change=first.id)
    with pytest.raises(Refused, match="已经撤销"):
        change_undo(actor=clerk, change=first.id)
    assert facts(unit).name == "甲局"


def test_a_unit_in_use_is_not_undone(make, clerk, someone) -> None:
    unit = make("甲局")
    someone(Role.LIAISON, unit=unit)
    with pytest.raises(Refused, match="已被用到"):
        undo_last(clerk)
    parent = make("乙局")
    made = Change.objects.order_by("-at")[0]
    make("乙所", kind="station", parent=parent)
    with pytest.raises(Refused, match="已被用到"):
        change_undo(actor=clerk, change=made.id)


def test_codes_belong_to_one_unit_in_any_spelling(make) -> None:
    make("甲局", code="Ａ－1")
    assert facts(Unit.objects.get().id).code == "A-1"
    for code in ("a-1", "A-1", " Ａ - 1 "):
        with pytest.raises(Refused, match="已用于「甲局」"):
            make("乙局", code=code)
    with pytest.raises(Refused, match="保留符号"):
        make("乙局", code="A|B")


def test_a_name_belongs_to_one_unit_at_a_place_and_time(make, clerk) -> None:
    bureau = make("县公安局")
    make("派出所", kind="station", parent=bureau, district="东镇")
    make("派出所", kind="station", parent=bureau, district="西镇")
    with pytest.raises(Refused, match="年份重叠"):
        make("派 出所", kind="station", parent=bureau, district="东镇")
    old = make("县粮食局", since=2000)
    unit_close(actor=clerk, unit=old, year=2010)
    with pytest.raises(Refused, match="年份重叠"):
        make("县粮食局", since=2010)
    make("县粮食局", since=2011)


def test_parents_form_no_circle_and_keep_their_rank(make, clerk) -> None:
    top, middle = make("县公安局"), None
    middle = make("交警大队", parent=top)
    low = make("城关中队", kind="station", parent=middle)
    for unit, parent, said in (
        (top, middle, "成环"),
        (top, top, "成环"),
        (middle, low, "站所不能作单位的上级"),
    ):
        with pytest.raises(Refused, match=said):
            unit_move(actor=clerk, unit=unit, parent=parent, system="", district="")
    gone = make("旧局")
    unit_close(actor=clerk, unit=gone, year=2010)
    with pytest.raises(Refused, match="已撤销，不能作上级"):
        make("新所", kind="station", parent=gone)


def test_a_unit_ends_once_in_order_and_alone(make, clerk) -> None:
    unit = make("甲局", since=2005)
    make("甲所", kind="station", parent=unit)
    with pytest.raises(Refused, match="还有1个下属单位"):
        unit_close(actor=clerk, unit=unit, year=2020)
    with pytest.raises(Refused, match="终止年份不能早于起始年份"):
        unit_close(actor=clerk, unit=unit, year=2004)
    undo_last(clerk)
    unit_close(actor=clerk, unit=unit, year=2020)
    for act in (
        lambda: unit_close(actor=clerk, unit=unit, year=2021),
        lambda: unit_rename(actor=clerk, unit=unit, name="乙局", year=2022),
        lambda: units_merge(actor=clerk, units=[unit], into=unit, year=2022),
    ):
        with pytest.raises(Refused):
            act()


def test_mergers_that_cannot_be_are_refused(make, clerk) -> None:
    top = make("甲局", since=2010)
    under = make("乙局", parent=top)
    cases = [
        ({"units": [top], "into": top}, "至少要有两个单位"),
        ({"units": [top], "into": NewUnit("丙局")}, "至少要有两个单位"),
        ({"units": [top], "into": under}, "在要并入的"),
        ({"units": [under], "into": top, "year": 2010}, "须在2011年或以后"),
    ]
    for asked, said in cases:
        with pytest.raises(Refused, match=said):
            units_merge(**{"actor": clerk, "year": 2015, **asked})
    for new, said in (
        ([NewUnit("丁局")], "终止的至少两个"),
        ([NewUnit("丁局"), NewUnit("丁 局")], "名称重复"),
    ):
        with pytest.raises(Refused, match=said):
            unit_split(actor=clerk, unit=under, new=new, year=2015, stays=False)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.LEAD, Role.CLERK}))
def test_only_the_office_changes_units(make, someone, role: Role) -> None:
    unit = make("甲局")
    actor = someone(role, unit=unit)
    for act in (
        lambda: unit_create(actor=actor, name="乙局"),
        lambda: unit_rename(actor=actor, unit=unit, name="乙局", year=2020),
        lambda: unit_close(actor=actor, unit=unit, year=2020),
        lambda: change_undo(actor=actor, change=Change.objects.get().id),
    ):
        with pytest.raises(NotAllowed):
            act()

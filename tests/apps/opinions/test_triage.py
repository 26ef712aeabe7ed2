"""The desk: what a person decides, what comes back from the restricted inbox, what a unit gets to see."""

import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.http import Http404
from tests.apps.opinions.objects import LEADING, PLAIN, Place, kept, lead_of, taken

from minping.apps.campaigns.models import Round
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.jobs import run_due
from minping.apps.foundation.models import AuditEntry
from minping.apps.foundation.roles import Role
from minping.apps.leads.models import Lead
from minping.apps.leads.services import lead_dismiss, lead_hand_over, lead_seal
from minping.apps.opinions import services
from minping.apps.opinions.models import Likeness, Opinion, SavedView, Theme
from minping.apps.opinions.services import Giver
from minping.apps.opinions.triage import deciding, grouping, likeness, lists, masking, themes
from minping.apps.opinions.triage.finding import Query, found, query_of, reference
from minping.apps.opinions.triage.together import together_set

pytestmark = pytest.mark.django_db
SAME = "不动产窗口只开了一个，排队要两个小时，希望中午也有人值守！"


@pytest.fixture
def discipline(someone):
    return someone(Role.DISCIPLINE, name="纪检孙")


def names_in(query: Query) -> set[uuid.UUID]:
    return set(found(query).values_list("id", flat=True))


# --- routing, sorting, leads -------------------------------------------------------------------------------


def test_a_person_settles_unit_and_class_and_the_suggestion_stays(place: Place, clerk) -> None:
    one = taken(place, unit=None)
    deciding.opinion_route(actor=clerk, opinion=one.id, unit=place.units[1])
    deciding.opinion_sort(actor=clerk, opinion=one.id, klass="H", kind="suggestion")
    row = kept(one)
    assert (row.unit_id, row.klass, row.kind) == (place.units[1], "H", "suggestion")
    assert row.suggested_by
    assert [step.act for step in row.steps.all()] == ["open", "route", "sort"]


def test_what_has_gone_its_way_is_not_routed_any_more(place: Place, clerk) -> None:
    one = taken(place)
    services.opinion_transfer(actor=clerk, opinion=one.id, receiver="市自然资源局")
    with pytest.raises(Refused):
        deciding.opinion_route(actor=clerk, opinion=one.id, unit=place.units[1])
    with pytest.raises(Refused):
        deciding.opinion_route(actor=clerk, opinion=taken(place, "另一件").id, unit=uuid.uuid4())


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.LEADING_GROUP, Role.DISCIPLINE, Role.LIAISON])
def test_only_the_office_decides(place: Place, role, someone) -> None:
    one, actor = taken(place), someone(role, unit=place.units[0] if role == Role.LIAISON else None)
    for act in (
        lambda: deciding.opinion_route(actor=actor, opinion=one.id, unit=place.units[1]),
        lambda: deciding.opinion_mark_lead(actor=actor, opinion=one.id),
        lambda: deciding.giver_read(actor=actor, opinion=one.id, reason="想看"),
        lambda: themes.case_release(actor=actor, opinion=one.id),
        lambda: masking.opinion_mask(actor=actor, opinion=one.id, numbers=[], words=[], shown=""),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_one_that_is_marked_as_a_lead_leaves_everybodys_view_at_once(place: Place, clerk) -> None:
    one, other = taken(place), taken(place, SAME)
    likeness_of(one, other)
    deciding.opinion_mark_lead(actor=clerk, opinion=one.id)
    assert names_in(Query(state="all")) == {other.id}
    assert likeness.proposed().count() == 0
    for act in (
        lambda: deciding.opinion_route(actor=clerk, opinion=one.id, unit=place.units[1]),
        lambda: deciding.opinion_mark_lead(actor=clerk, opinion=one.id),
        lambda: deciding.giver_read(actor=clerk, opinion=one.id, reason="想看"),
    ):
        with pytest.raises(Http404):
            act()
    said = "".join(f"{e.act} {e.subject} {e.detail}" for e in AuditEntry.objects.filter(actor=clerk.person))
    assert str(one.id) not in said


def likeness_of(one, other) -> uuid.UUID:
    return Likeness.objects.create(one_id=one.id, other_id=other.id, method="like", score=80).id


def test_what_is_judged_to_be_no_lead_comes_back_and_can_be_marked_again(
    place: Place, clerk, discipline
) -> None:
    one = taken(place, LEADING)
    assert deciding.leads_settle() == 0
    lead_dismiss(actor=discipline, lead=lead_of(one), reason="说的是红白喜事")
    assert deciding.leads_settle() == 1
    assert kept(one).state == "reading"
    assert deciding.leads_settle() == 0
    deciding.opinion_mark_lead(actor=clerk, opinion=one.id)
    assert kept(one).state == "restricted"
    assert Lead.objects.filter(opinion=one.id).count() == 2


def test_of_one_that_is_handed_over_nothing_is_left_here(place: Place, discipline) -> None:
    one = taken(place, LEADING, giver=Giver("王小明"))
    lead = lead_of(one)
    lead_seal(actor=discipline, lead=lead, users=[])
    assert deciding.leads_settle() == 0
    lead_hand_over(actor=discipline, lead=lead, receiver="县纪委", way="system")
    run_due()
    row = kept(one)
    assert (row.state, row.erased, bytes(row.giver)) == ("handed_over", True, b"")
    assert names_in(Query(state="all")) == set()


def test_a_full_number_needs_a_reason_which_is_written_down(place: Place, clerk) -> None:
    one = taken(place, giver=Giver("王小明", "+8613800001111"))
    with pytest.raises(Refused):
        deciding.giver_read(actor=clerk, opinion=one.id, reason=" ")
    read = deciding.giver_read(actor=clerk, opinion=one.id, reason="回访")
    assert read == Giver("王小明", "+8613800001111")
    assert AuditEntry.objects.get(act="opinions.giver.read").detail == {"reason": "回访"}


# --- likeness ----------------------------------------------------------------------------------------------


def test_new_ones_are_compared_with_those_before_and_a_person_says_they_are_the_same(
    place: Place, clerk
) -> None:
    first = taken(place, day=today() - timedelta(days=2))
    later, unlike = taken(place, SAME), taken(place, "办事大厅的饮水机坏了半年没人修")
    run_due()
    pair = Likeness.objects.get()
    assert {pair.one_id, pair.other_id} == {first.id, later.id}
    assert not Opinion.objects.filter(compared=False).exists()
    likeness.likeness_settle(actor=clerk, pair=pair.id, same=True)
    assert (kept(first).state, kept(later).state, kept(unlike).state) == ("reading", "linked", "reading")
    assert kept(first).group == kept(later).group == first.id
    with pytest.raises(Refused):
        likeness.likeness_settle(actor=clerk, pair=pair.id, same=False)
    likeness.opinion_unlink(actor=clerk, opinion=later.id)
    assert (kept(later).state, kept(later).group, kept(first).group) == ("reading", None, None)


def test_equal_texts_are_found_even_about_another_unit(place: Place) -> None:
    taken(place), taken(place, unit=place.units[1])
    grouping.compare_new()
    assert Likeness.objects.get().method == "exact"


def test_what_a_person_called_different_is_not_proposed_again(place: Place, clerk) -> None:
    taken(place), taken(place, SAME)
    grouping.compare_new()
    likeness.likeness_settle(actor=clerk, pair=Likeness.objects.get().id, same=False)
    assert grouping.group_all(place.campaign, lambda done, total: None) == 0
    assert likeness.proposed().count() == 0


def test_a_third_joins_the_group_of_the_earliest(place: Place, clerk) -> None:
    one, two, three = (taken(place, f"{PLAIN}{n}", day=today() - timedelta(days=9 - n)) for n in range(3))
    likeness.likeness_settle(actor=clerk, pair=likeness_of(two, three), same=True)
    assert kept(three).group == two.id
    likeness.likeness_settle(actor=clerk, pair=likeness_of(one, three), same=True)
    assert {kept(each).group for each in (one, two, three)} == {one.id}
    assert [kept(each).state for each in (one, two, three)] == ["reading", "linked", "linked"]


def test_many_new_ones_are_compared_by_a_job(place: Place, monkeypatch) -> None:
    monkeypatch.setattr(grouping, "FEW", 2)
    for text in (PLAIN, SAME, "饮水机坏了", "电梯停了三天"):
        taken(place, text)
    run_due()
    assert Likeness.objects.count() == 0
    run_due()
    assert Likeness.objects.count() == 1
    assert not Opinion.objects.filter(compared=False).exists()


# --- masking -----------------------------------------------------------------------------------------------


def confirm(actor, one, numbers=(), words=()) -> None:
    shown = masking.digest(masking.joined(masking.cut_of(kept(one), numbers, words)))
    masking.opinion_mask(actor=actor, opinion=one.id, numbers=numbers, words=words, shown=shown)


def test_rules_propose_and_a_person_confirms_what_he_saw(place: Place, clerk) -> None:
    text = "我叫欧阳明，电话13800001111，3月5日在二楼带着双胞胎排队两小时。"
    one = taken(place, text, giver=Giver("欧阳明"))
    proposals = masking.proposals_of(kept(one))
    assert all(text[p.start : p.end] == p.original for p in proposals)
    assert {"欧阳明", "13800001111"} <= {p.original for p in proposals}
    numbers = [p.number for p in proposals if not p.only_hint]
    with pytest.raises(Refused):
        masking.opinion_mask(actor=clerk, opinion=one.id, numbers=numbers, words=["双胞胎"], shown="")
    assert not kept(one).masked
    confirm(clerk, one, numbers, ["双胞胎"])
    masked = kept(one).masked
    for word in ("欧阳明", "13800001111", "双胞胎"):
        assert word not in masked
    assert "排队两小时" in masked
    assert kept(one).masked_by == clerk.person


def test_a_word_is_masked_wherever_it_stands_and_ticks_can_be_taken_away(place: Place, clerk) -> None:
    one = taken(place, "张三在门口，张三又来了。电话13800001111。")
    confirm(clerk, one, [], ["张三"])
    assert kept(one).masked == "〔略〕在门口，〔略〕又来了。电话13800001111。"
    assert masking.left_over(kept(one).masked) == ["13800001111"]


def test_words_are_looked_for_in_confirmed_texts_units_numbers_and_themes_only(place: Place, clerk) -> None:
    one, other = taken(place, "排队太久，窗口太少"), taken(place, "排队没人管", unit=place.units[1])
    assert names_in(Query(words="排队")) == set()
    confirm(clerk, one)
    assert names_in(Query(words="排队")) == {one.id}
    assert names_in(Query(words=reference(other.id))) == {other.id}
    assert names_in(Query(words="水务")) == {other.id}
    themes.theme_make(actor=clerk, unit=place.units[0], title="秩序", text="……", opinions=[one.id])
    assert names_in(Query(words="秩序")) == {one.id}


# --- themes and cases --------------------------------------------------------------------------------------


def three(place: Place, **about) -> list[uuid.UUID]:
    return [taken(place, text, **about).id for text in ("窗口太少了", "中午没有人值守", "排队两个小时")]


def theme_of(actor, place: Place, opinions) -> uuid.UUID:
    return themes.theme_make(
        actor=actor, unit=place.units[0], title="窗口少", text="群众说窗口少。", opinions=opinions
    )


def test_a_unit_sees_three_together_never_fewer(place: Place, clerk, lead) -> None:
    ids = three(place)
    theme = theme_of(clerk, place, ids[:2])
    with pytest.raises(Refused):
        themes.theme_release(actor=lead, theme=theme)
    themes.theme_put(actor=clerk, theme=theme, opinion=ids[2])
    with pytest.raises(NotAllowed):
        themes.theme_release(actor=clerk, theme=theme)
    themes.theme_release(actor=lead, theme=theme)
    row = Theme.objects.get(id=theme)
    assert (row.count, row.released_on) == (3, today())
    for act in (
        lambda: themes.theme_edit(actor=clerk, theme=theme, title="改", text="改"),
        lambda: themes.theme_take_out(actor=clerk, theme=theme, opinion=ids[0]),
        lambda: themes.theme_drop(actor=clerk, theme=theme),
    ):
        with pytest.raises(Refused):
            act()


def test_the_same_text_three_times_is_one_voice(place: Place, clerk, lead) -> None:
    theme = theme_of(clerk, place, [taken(place, PLAIN).id for _ in range(3)])
    with pytest.raises(Refused):
        themes.theme_release(actor=lead, theme=theme)


def test_fewer_may_go_when_every_giver_agreed(place: Place, clerk, lead) -> None:
    themes.theme_release(actor=lead, theme=theme_of(clerk, place, [taken(place, consent=True).id]))


def test_how_few_is_the_offices_to_settle_but_never_one(place: Place, clerk, lead) -> None:
    together_set(actor=lead, campaign=place.campaign, number=2)
    themes.theme_release(actor=lead, theme=theme_of(clerk, place, three(place)[:2]))
    with pytest.raises(Refused):
        together_set(actor=lead, campaign=place.campaign, number=1)
    with pytest.raises(NotAllowed):
        together_set(actor=clerk, campaign=place.campaign, number=2)


def test_comments_from_beside_ballots_wait_until_voting_has_ended(place: Place, clerk, lead) -> None:
    voting = Round.objects.create(
        campaign_id=place.campaign,
        group="群众",
        title="线上",
        channel="web",
        state="open",
        opens=today(),
        closes=now() + timedelta(days=3),
    )
    theme = theme_of(clerk, place, three(place, source="comment"))
    with pytest.raises(Refused, match="投票截止前"):
        themes.theme_release(actor=lead, theme=theme)
    Round.objects.filter(id=voting.id).update(state="closed")
    themes.theme_release(actor=lead, theme=theme)


def test_a_theme_is_about_one_unit_and_those_beneath_it(place: Place, clerk) -> None:
    other = taken(place, unit=place.units[1])
    with pytest.raises(Refused):
        theme_of(clerk, place, [*three(place), other.id])
    assert not Theme.objects.exists()


def test_what_became_a_lead_is_in_no_theme_and_no_case(place: Place, clerk, lead) -> None:
    ids = three(place)
    theme = theme_of(clerk, place, ids)
    deciding.opinion_mark_lead(actor=clerk, opinion=ids[0])
    assert themes.opinions_in(Theme.objects.get(id=theme)).count() == 2
    with pytest.raises(Refused):
        themes.theme_release(actor=lead, theme=theme)


def test_a_case_goes_to_the_unit_only_with_consent_and_masked(place: Place, clerk, lead) -> None:
    silent, willing = taken(place), taken(place, "厕所常年锁着", consent=True)
    with pytest.raises(Refused, match="没有同意"):
        themes.case_release(actor=lead, opinion=silent.id)
    with pytest.raises(Refused, match="遮盖"):
        themes.case_release(actor=lead, opinion=willing.id)
    confirm(clerk, willing)
    themes.case_release(actor=lead, opinion=willing.id)
    assert kept(willing).case_released
    deciding.opinion_mark_lead(actor=clerk, opinion=willing.id)
    assert not kept(willing).case_released


# --- lists -------------------------------------------------------------------------------------------------


def test_the_list_narrows_by_what_is_asked(place: Place, clerk) -> None:
    one = taken(place, source="letter", kind="praise")
    two = taken(place, "两年没有答复", unit=None, day=today() - timedelta(days=60))
    services.opinion_assign(actor=clerk, opinion=one.id, handler=clerk.person, handler_name=clerk.name)
    deciding.opinion_sort(actor=clerk, opinion=two.id, klass="C", kind="complaint")
    asked = {
        "source": ("letter", {one.id}),
        "kind": ("praise", {one.id}),
        "class": ("C", {two.id}),
        "handler": (str(clerk.person), {one.id}),
        "unit": (str(place.units[0]), {one.id}),
        "since": ((today() - timedelta(days=3)).isoformat(), {one.id}),
        "until": ((today() - timedelta(days=3)).isoformat(), {two.id}),
        "unrouted": ("1", {two.id}),
        "unhandled": ("1", {two.id}),
        "late": ("1", {two.id}),
        "state": ("noted", set()),
        "unknown": ("x", {one.id, two.id}),
    }
    for name, (value, expected) in asked.items():
        assert names_in(query_of({name: value}, place.campaign)) == expected, name
    services.opinion_answer(actor=clerk, opinion=two.id, text="已收悉")
    assert names_in(query_of({"late": "1"}, place.campaign)) == set()


def test_nonsense_in_an_address_is_passed_over(place: Place) -> None:
    asked = dict.fromkeys(("unit", "handler", "since", "until", "state", "order", "source", "kind"), "'; --")
    assert query_of(asked, None) == Query()


def test_views_are_ones_own_and_few(place: Place, clerk, lead) -> None:
    lists.view_keep(actor=clerk, name="我的", query="state=noted")
    lists.view_keep(actor=clerk, name="我的", query="state=all")
    assert [view.query for view in lists.views_of(clerk)] == ["state=all"]
    lists.view_forget(actor=lead, view=SavedView.objects.get().id)
    assert len(lists.views_of(clerk)) == 1
    with pytest.raises(Refused):
        lists.view_keep(actor=clerk, name=" ", query="")
    for number in range(lists.MOST_VIEWS - 1):
        lists.view_keep(actor=clerk, name=str(number), query="")
    with pytest.raises(Refused):
        lists.view_keep(actor=clerk, name="one more", query="")


def test_marking_and_the_lead_stand_or_fall_together(place: Place, clerk, monkeypatch) -> None:
    one = taken(place)
    monkeypatch.setattr(deciding, "opinion_moved", lambda **about: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        deciding.opinion_mark_lead(actor=clerk, opinion=one.id)
    assert not Lead.objects.exists()
    assert kept(one).state == "reading"

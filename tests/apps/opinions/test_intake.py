"""The one door: what is sealed, what it leads to, what sending twice does, and what is forgotten."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from tests.apps.opinions.objects import LEADING, PLAIN, Place, kept, taken

from minping.apps.campaigns.models import Campaign
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.models import AuditEntry
from minping.apps.foundation.sealing import unseal
from minping.apps.leads.models import Lead
from minping.apps.opinions import selectors, services
from minping.apps.opinions.models import Opinion, Step
from minping.apps.opinions.services import Giver, erase_due, opinion_moved, terms_set
from minping.core.secrecy.codes import grouped

pytestmark = pytest.mark.django_db


def told(opinion: UUID) -> selectors.Story:
    """Its story, which is there."""
    found = selectors.story_of(opinion)
    assert found
    return found


def test_text_and_giver_are_sealed_and_nothing_of_them_stands_in_any_table(place: Place) -> None:
    one = taken(place, giver=Giver("王小明", "+8613800001111", "城关镇一组"))
    row = kept(one)
    assert unseal(row.text, "opinion") == PLAIN
    assert "王小明" in unseal(row.giver, "giver")
    dump = _dump()
    for word in (PLAIN, "不动产", "王小明", "13800001111", "城关镇一组", one.code, grouped(one.code)):
        assert word not in dump, word


def _dump() -> str:
    """Every cell of every table."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            said += [
                repr(cell if isinstance(cell, str) else bytes(cell) if isinstance(cell, memoryview) else cell)
                for row in cursor.fetchall()
                for cell in row
            ]
    return "\n".join(said)


def test_a_plain_opinion_lies_open_for_reading_with_a_day_for_the_answer(place: Place) -> None:
    row = kept(taken(place, wants_answer=True))
    assert row.state == "reading"
    assert row.due
    assert row.due > today()
    assert [step.act for step in row.steps.all()] == ["open"]
    assert row.suggested_by


def test_what_points_to_misconduct_goes_to_its_keepers_before_anybody_sees_it(place: Place) -> None:
    one = taken(place, LEADING)
    assert kept(one).state == "restricted"
    assert Lead.objects.get(opinion=one.id).id == kept(one).lead
    assert selectors.cards_of([one.id]) == {}
    assert selectors.counts(place.campaign).total == 0


def test_the_log_of_acts_tells_a_lead_from_nothing_else(place: Place) -> None:
    said = []
    for text in (PLAIN, LEADING):
        before = AuditEntry.objects.count()
        taken(place, text)
        said.append([(e.act, e.detail) for e in AuditEntry.objects.order_by("number")[before:]])
    assert said[0] == said[1] == [("opinions.opinion.taken", {"source": "form"})]


def test_whoever_holds_a_code_cannot_tell_whether_it_became_a_lead(place: Place) -> None:
    stories = [told(taken(place, text).id) for text in (PLAIN, LEADING)]
    assert len({(s.state, s.due, s.ended, s.problem, s.passed_to) for s in stories}) == 1


def test_the_same_mark_is_one_opinion_with_the_same_code(place: Place) -> None:
    first, again = taken(place, mark="m1"), taken(place, mark="m1")
    assert (first.id, first.code) == (again.id, again.code)
    assert again.again
    assert not again.altered
    other = taken(place, "另外一件事", mark="m1")
    assert other.id == first.id
    assert other.altered
    assert Opinion.objects.count() == 1
    assert Step.objects.count() == 1
    assert taken(place, mark="m2").id != first.id


def test_a_code_finds_its_opinion_however_it_is_typed_and_nothing_else_does(place: Place) -> None:
    one = taken(place)
    taken(place, "另外一件事")
    for typed in (one.code, grouped(one.code).lower(), f"  {grouped(one.code)} ", one.code.replace("1", "l")):
        assert selectors.by_code(typed) == one.id
    for typed in ("", "x", "0" * 24, one.code[:-1], "多" * 300, one.code + "0"):
        assert selectors.by_code(typed) is None


def test_comments_and_imported_rows_have_no_code(place: Place) -> None:
    assert taken(place, source="comment").code == ""
    assert taken(place, source="hotline", run=place.campaign).code == ""
    assert taken(place, source="letter").code


@pytest.mark.parametrize("text", ["", " \n\t ", "\0\0", "字" * 5001])
def test_texts_that_cannot_be_kept_are_refused_in_words(place: Place, text: str) -> None:
    with pytest.raises(Refused):
        taken(place, text)
    assert not Opinion.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "字" * 5000,
        "👩‍👩‍👧‍👦 好评 𠮷",
        "a\ud800b",
        "<script>alert(1)</script>",
        "'; DROP TABLE x;--",
        "\u202e反",
    ],
)
def test_odd_texts_are_kept_as_text(place: Place, text: str) -> None:
    said = unseal(kept(taken(place, text)).text, "opinion")
    assert said
    assert "\ud800" not in said
    assert "\u202e" not in said
    assert len(said) == len(text) - text.count("\u202e")


def test_a_day_in_the_future_and_a_unit_that_is_none_are_refused(place: Place) -> None:
    with pytest.raises(Refused):
        taken(place, day=today() + timedelta(days=1))
    with pytest.raises(Refused):
        taken(place, unit=place.campaign)


def test_the_office_sets_its_own_time_to_answer(place: Place, lead, someone) -> None:
    terms_set(actor=lead, campaign=place.campaign, days=3)
    early = kept(taken(place, day=date(2026, 3, 2))).due
    assert early == date(2026, 3, 5), "Thursday, after three working days"
    with pytest.raises(Refused):
        terms_set(actor=lead, campaign=place.campaign, days=0)
    with pytest.raises(NotAllowed):
        terms_set(actor=someone("auditor"), campaign=place.campaign, days=5)


def test_an_answer_is_read_with_the_code_and_keeps_the_state(place: Place, clerk) -> None:
    one = taken(place)
    services.opinion_answer(actor=clerk, opinion=one.id, text="已增开窗口。")
    story = told(one.id)
    assert [a.text for a in story.answers] == ["已增开窗口。"]
    assert story.due is None
    assert kept(one).flags == ["answered"]
    assert kept(one).state == "reading"
    with pytest.raises(Refused):
        services.opinion_answer(actor=clerk, opinion=one.id, text="  ")


def test_what_is_not_the_offices_matter_is_passed_on_by_name(place: Place, clerk) -> None:
    one = taken(place)
    with pytest.raises(Refused):
        services.opinion_transfer(actor=clerk, opinion=one.id, receiver=" ")
    services.opinion_transfer(actor=clerk, opinion=one.id, receiver="县信访局")
    story = told(one.id)
    assert story.passed_to == "县信访局"
    assert story.ended


def test_nothing_is_done_with_one_in_the_restricted_inbox(place: Place, clerk) -> None:
    one = taken(place, LEADING)
    with pytest.raises(Refused):
        services.opinion_note(actor=clerk, opinion=one.id, reason="重复")
    with pytest.raises(Refused):
        services.opinion_answer(actor=clerk, opinion=one.id, text="已办")
    with pytest.raises(Refused):
        services.opinion_assign(actor=clerk, opinion=one.id, handler=clerk.person, handler_name="陈")


def test_only_the_office_answers(place: Place, someone) -> None:
    one = taken(place)
    for role in ("liaison", "auditor", "discipline", "leading_group", "appraiser", "sysadmin"):
        with pytest.raises(NotAllowed):
            services.opinion_answer(actor=someone(role), opinion=one.id, text="答")


def test_givers_and_texts_are_erased_when_nothing_can_be_disputed_any_more(
    place: Place, clerk, settings
) -> None:
    done, open_still = taken(place, giver=Giver("王小明")), taken(place, "另一件", giver=Giver("李四"))
    services.opinion_note(actor=clerk, opinion=done.id, reason="已了解")
    assert erase_due() == 0
    Campaign.objects.update(year=today().year - 2)
    assert erase_due() == 1
    assert erase_due() == 0
    assert kept(done).erased
    assert not bytes(kept(done).giver)
    assert unseal(kept(done).text, "opinion") == ""
    assert "李四" in unseal(kept(open_still).giver, "giver"), "a case that is open needs its giver"
    assert selectors.by_code(done.code) == done.id, "the story can still be read"


def test_every_act_leaves_a_step_and_an_act_that_does_not_belong_is_told(place: Place, clerk) -> None:
    one = taken(place)
    opinion_moved(actor=clerk, opinion=one.id, act="raise_problem", facts={"problem_raised"})
    assert selectors.settle_possible([one.id]) == {one.id}
    with pytest.raises(Refused, match="现处于"):
        opinion_moved(actor=clerk, opinion=one.id, act="note", facts={"reason_given"})
    opinion_moved(actor=clerk, opinion=one.id, act="settle", facts={"problem_ended"})
    assert [s.act for s in Step.objects.order_by("at")] == ["open", "raise_problem", "settle"]

"""What happens to a lead, who may do it, and what is written down."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from tests.apps.leads.conftest import TEXT

from minping.apps.foundation import approvals
from minping.apps.foundation.actors import NOBODY, SYSTEM
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.models import AuditEntry
from minping.apps.foundation.roles import Role
from minping.apps.leads import services
from minping.apps.leads.models import Access, Keeper, Lead, Reading, Step
from minping.apps.leads.reading import counts, lines_of, paces
from minping.apps.leads.selectors import count_waiting, dismissed_of, handed_of

pytestmark = pytest.mark.django_db


def state_of(lead: uuid.UUID) -> str:
    return Lead.objects.get(id=lead).state


def to_the_end(actor, lead):
    services.lead_hand_over(actor=actor, lead=lead, receiver="县纪委信访室", way="person")
    services.lead_receipt(actor=actor, lead=lead, number="2026-17", signer="孙某")
    services.lead_feed_back(actor=actor, lead=lead, outcome="disciplined", text="警告处分")
    services.lead_close(actor=actor, lead=lead)


def test_a_lead_goes_from_judgement_to_its_end_each_step_with_its_time(keeper, spotted):
    lead = spotted()
    services.lead_seal(actor=keeper, lead=lead, users=[])
    to_the_end(keeper, lead)
    assert state_of(lead) == "closed"
    steps = list(Step.objects.filter(lead=lead))
    acts = ["spot", "seal", "hand_over", "sign_receipt", "feed_back", "close"]
    assert [step.act for step in steps] == acts
    assert all(step.at for step in steps)
    assert [step.due is not None for step in steps] == [False, True, True, True, True, False]


def test_no_step_can_be_taken_twice_or_out_of_turn(keeper, spotted):
    lead = spotted()
    with pytest.raises(Refused):
        services.lead_hand_over(actor=keeper, lead=lead, receiver="县纪委", way="person")
    services.lead_seal(actor=keeper, lead=lead, users=[])
    with pytest.raises(Refused):
        services.lead_dismiss(actor=keeper, lead=lead, reason="不属")
    with pytest.raises(Refused):
        services.lead_seal(actor=keeper, lead=lead, users=[])


@pytest.mark.parametrize(
    "words", [{"receiver": " ", "way": "person"}, {"receiver": "县纪委", "way": "pigeon"}]
)
def test_a_hand_over_says_to_whom_and_how(keeper, spotted, words):
    lead = spotted()
    services.lead_seal(actor=keeper, lead=lead, users=[])
    with pytest.raises(Refused):
        services.lead_hand_over(actor=keeper, lead=lead, **words)
    assert state_of(lead) == "sealed"


def test_nobody_else_of_the_office_finds_it_not_even_its_lead(lead, clerk, keeper, spotted, someone):
    found = spotted()
    outsiders = [lead, clerk, someone(Role.LEADING_GROUP), someone(Role.AUDITOR), NOBODY, SYSTEM]
    for actor in outsiders:
        with pytest.raises((Http404, NotAllowed)):
            services.lead_dismiss(actor=actor, lead=found, reason="不属")
        assert count_waiting(actor) == 0
    assert count_waiting(keeper) == 1


def test_once_sealed_only_its_own_list_and_the_discipline_body_see_it(
    keeper, discipline, clerk, spotted, someone
):
    other = someone(Role.CLERK, name="另一管理人")
    Keeper.objects.create(user=other.person, name=other.name, since=now(), agreed_by="组长")
    lead = spotted()
    assert count_waiting(other) == 1
    services.lead_seal(actor=keeper, lead=lead, users=[clerk.person])
    assert list(Access.objects.filter(lead=lead).values_list("user", flat=True)) == [keeper.person]
    assert [count_waiting(actor) for actor in (keeper, discipline, other, clerk)] == [1, 1, 0, 0]
    services.access_give(actor=keeper, lead=lead, user=other.person)
    assert count_waiting(other) == 1
    with pytest.raises(Refused):
        services.access_give(actor=keeper, lead=lead, user=clerk.person)


def test_the_discipline_body_may_keep_it_from_the_whole_office(discipline, keeper, spotted):
    lead = spotted()
    services.lead_seal(actor=discipline, lead=lead, users=[])
    assert count_waiting(keeper) == 0
    to_the_end(discipline, lead)
    assert handed_of([lead]) == {lead}


def test_what_is_judged_to_be_none_may_go_back(keeper, spotted):
    lead, other = spotted(), spotted()
    with pytest.raises(Refused):
        services.lead_dismiss(actor=keeper, lead=lead, reason="  ")
    services.lead_dismiss(actor=keeper, lead=lead, reason="说的是红白喜事")
    assert dismissed_of([lead, other]) == {lead}
    assert handed_of([lead, other]) == frozenset()


def test_every_reading_is_written_down(keeper, discipline, spotted):
    lead = Lead.objects.get(id=spotted())
    for actor in (keeper, discipline, keeper):
        assert services.lead_read(actor=actor, lead=lead).text == TEXT
    assert list(Reading.objects.values_list("name", flat=True)) == ["管理人周", "纪检孙", "管理人周"]


def test_text_reason_receipt_and_result_rest_sealed(keeper, spotted):
    lead = spotted()
    services.lead_seal(actor=keeper, lead=lead, users=[])
    to_the_end(keeper, lead)
    with connection.cursor() as cursor:
        cursor.execute("select text, told from leads_lead")
        blobs = b"".join(bytes(cell) for row in cursor.fetchall() for cell in row)
    for words in (TEXT, "红包", "警告处分", "县纪委信访室"):
        assert words.encode() not in blobs
        assert words.encode("unicode_escape") not in blobs


def test_the_log_of_acts_knows_its_id_and_nothing_else(keeper, clerk, spotted):
    found, marked = spotted(), spotted(actor=clerk, by_person=True)
    assert not AuditEntry.objects.filter(act__startswith="leads.").exists()
    services.lead_seal(actor=keeper, lead=marked, users=[])
    to_the_end(keeper, marked)
    services.lead_dismiss(actor=keeper, lead=found, reason="说的是红白喜事")
    entries = AuditEntry.objects.filter(act__startswith="leads.lead.")
    assert {entry.subject for entry in entries} == {str(found), str(marked)}
    assert not any(entry.detail for entry in entries)


def test_a_lead_is_spotted_only_inside_the_transaction_that_hides_the_text(transactional_db):
    with pytest.raises(RuntimeError):
        services.lead_spot(actor=NOBODY, text=TEXT, source="form")


def test_what_is_late_is_seen_and_counted(keeper, spotted):
    lead, other = spotted(), spotted()
    Lead.objects.filter(id=lead).update(due=today() - timedelta(days=1))
    assert [line.late for line in lines_of(Lead.objects.filter(id__in=[lead, other]).order_by("due"))] == [
        True,
        False,
    ]
    assert counts(Lead.objects.all())["late"] == 1
    for one in (lead, other):
        services.lead_seal(actor=keeper, lead=one, users=[])
        services.lead_hand_over(actor=keeper, lead=one, receiver="县纪委", way="system")
    handing = paces(Lead.objects.all())[0]
    assert (handing.done, handing.in_time) == (2, 1)


def test_days_allowed_are_set_by_who_may_know_and_hold_from_then_on(keeper, lead, spotted):
    before = Lead.objects.get(id=spotted()).due
    services.clock_set(actor=keeper, hand_over=40, receipt=2, report=30)
    assert Lead.objects.get(id=spotted()).due - before > timedelta(days=30)
    with pytest.raises(NotAllowed):
        services.clock_set(actor=lead, hand_over=1, receipt=2, report=30)
    with pytest.raises(Refused):
        services.clock_set(actor=keeper, hand_over=0, receipt=2, report=30)


def test_keepers_are_named_and_ended_by_two(lead, clerk, someone, spotted):
    group = someone(Role.LEADING_GROUP, name="组长")
    spotted()
    asked = services.ask_keeper(actor=lead, user=clerk.person, reason="专人管理")
    assert count_waiting(clerk) == 0
    with pytest.raises(Refused):
        approvals.agree(actor=lead, approval=asked)
    with pytest.raises(NotAllowed):
        approvals.agree(actor=clerk, approval=asked)
    approvals.agree(actor=group, approval=asked)
    assert count_waiting(clerk) == 1
    with pytest.raises(Refused):
        services.ask_keeper(actor=lead, user=clerk.person)
    ended = services.ask_keeper(actor=group, user=clerk.person, end=True)
    approvals.agree(actor=lead, approval=ended)
    assert count_waiting(clerk) == 0
    assert Keeper.objects.get(user=clerk.person).until is not None


def test_only_somebody_of_the_office_can_be_named(lead, discipline):
    with pytest.raises(Refused):
        services.ask_keeper(actor=lead, user=discipline.person)
    with pytest.raises(Refused):
        services.ask_keeper(actor=lead, user=uuid.uuid4(), end=True)


def test_two_leads_of_one_opinion_cannot_be(db):
    opinion = uuid.uuid4()
    with transaction.atomic():
        services.lead_spot(actor=NOBODY, text=TEXT, source="form", opinion=opinion)
    with pytest.raises(IntegrityError), transaction.atomic():
        services.lead_spot(actor=NOBODY, text=TEXT, source="form", opinion=opinion)

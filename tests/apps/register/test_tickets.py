"""A ticket for a code: once, unlinked, and silent about every other code."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from tests.apps.register.made import make_round, open_with_codes, row

from minping.apps.campaigns.models import Round
from minping.apps.foundation.keys import key
from minping.apps.foundation.models import AuditEntry
from minping.apps.register.models import NO_DIGEST, Invitation
from minping.apps.register.services import invitations_settle
from minping.apps.register.services.tickets import (
    FAILURES_A_SECOND,
    MOST_FAILURES,
    Failures,
    Outcome,
    failures,
    ticket_issue,
)
from minping.core.secrecy.tickets import is_signed

pytestmark = pytest.mark.django_db
TICKET, OTHER = "ab" * 32, "cd" * 32
UNKNOWN = "0123456789ABCDEFGHJKMNPQ"


def post(path: str, content: object, **headers: str):
    return Client(enforce_csrf_checks=True).post(
        f"/i/{path}", json.dumps(content), content_type="application/json", headers=headers
    )


def issue(code: str, ticket: str = TICKET):
    return post("issue", {"code": code, "ticket": ticket})


def confirm(code: str, ticket: str = TICKET):
    return post("confirm", {"code": code, "ticket": ticket})


def test_a_code_gives_a_signed_ticket_once():
    made = make_round()
    code = open_with_codes(made)[0]
    answer = issue(code.long)
    assert answer.status_code == 200
    said = answer.json()
    assert is_signed(key("ticket"), said["round"], said["class"], bytes.fromhex(TICKET), said["mac"])
    assert said["manifest"] == Round.objects.get(id=made.round).manifest
    assert row(code).state == "g"
    assert confirm(code.long).status_code == 200
    assert (row(code).state, row(code).digest) == ("w", NO_DIGEST)
    assert issue(code.long).status_code == 403
    assert issue(code.long, OTHER).status_code == 403


def test_a_lost_answer_is_given_again_and_another_ticket_is_refused():
    code = open_with_codes(make_round())[0]
    first, again = issue(code.long), issue(code.long)
    assert first.content == again.content
    assert issue(code.long, OTHER).status_code == 409
    assert issue(code.long).content == first.content


@pytest.mark.parametrize(
    "written", [str.lower, lambda c: "-".join([c[:8], c[8:16], c[16:]]), lambda c: f" {c} "]
)
def test_a_code_may_be_written_in_any_of_the_usual_ways(written):
    code = open_with_codes(make_round())[0]
    assert issue(written(code.long)).status_code == 200


def test_typed_codes_serve_as_well():
    code = open_with_codes(make_round(), typed=True)[0]
    assert issue(code.typed.lower()).status_code == 200
    assert confirm(code.typed).status_code == 200
    assert row(code).state == "w"
    assert code.typed.replace("-", "")[4:12] not in row(code).secret_hash


def test_unknown_used_locked_and_closed_are_told_alike():
    used, locked, late = open_with_codes(make_round(), typed=True)
    issue(used.long)
    confirm(used.long)
    Invitation.objects.filter(person=locked.person).update(locked=True)
    answers = [issue(UNKNOWN), issue(used.long), issue(locked.long), issue(locked.typed)]
    Round.objects.update(state="closed")
    answers.append(issue(late.long))
    assert {(a.status_code, a.content) for a in answers} == {(403, answers[0].content)}
    assert {len(a.content) for a in [*answers, issue("nonsense")]} == {384}


def test_after_the_closing_instant_nothing_is_issued():
    code = open_with_codes(make_round())[0]
    Round.objects.update(closes="2020-01-01T00:00:00+00:00")
    assert issue(code.long).status_code == 403


def test_ten_wrong_secrets_lock_a_typed_code_for_good():
    code = open_with_codes(make_round(), typed=True)[0]
    plain = code.typed.replace("-", "")
    for at in range(MOST_FAILURES):
        failures.forget()
        wrong = wrong_secret(plain, at)
        assert issue(wrong).status_code == 403
    failures.forget()
    assert row(code).locked
    assert issue(code.typed).status_code == 403


def wrong_secret(plain: str, at: int) -> str:
    from minping.core.secrecy.codes import ALPHABET, check_character

    body = plain[:4] + ALPHABET[at] * 8
    assert body != plain[:12]
    return body + check_character(body)


def test_a_flood_of_wrong_codes_is_stopped_but_right_links_go_through():
    right = open_with_codes(make_round(), typed=True)
    for _ in range(FAILURES_A_SECOND):
        assert issue(UNKNOWN).status_code == 403
    assert issue(UNKNOWN).status_code == 429
    assert issue(right[0].typed).status_code == 429
    assert issue(right[1].long).status_code == 200


def test_failures_are_forgotten_after_a_second(monkeypatch):
    at = [100.0]
    monkeypatch.setattr("minping.apps.register.services.tickets.time.monotonic", lambda: at[0])
    seen = Failures()
    for _ in range(FAILURES_A_SECOND):
        assert not seen.too_many()
        seen.add()
    assert seen.too_many()
    at[0] += 1.01
    assert not seen.too_many()


def test_confirming_says_nothing_about_a_code():
    code = open_with_codes(make_round())[0]
    answers = [confirm(UNKNOWN), confirm(code.long), confirm(code.long, OTHER)]
    issue(code.long)
    answers += [confirm(code.long, OTHER)]
    assert row(code).state == "g", "another ticket confirms nothing"
    answers += [confirm(code.long), confirm(code.long)]
    assert {(a.status_code, a.content) for a in answers} == {(200, answers[0].content)}


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        ([], {}),
        ({"code": "x"}, {}),
        ({"code": 1, "ticket": TICKET}, {}),
        ({"code": UNKNOWN, "ticket": "AB" * 32}, {}),
        ({"code": "A" * 2000, "ticket": TICKET}, {}),
        ({"code": UNKNOWN, "ticket": TICKET}, {"Sec-Fetch-Site": "cross-site"}),
    ],
)
def test_what_is_no_request_of_ours_is_unreadable(content, headers):
    assert post("issue", content, **headers).status_code == 422


def test_forms_and_other_methods_are_turned_away():
    client = Client()
    assert client.post("/i/issue", {"code": UNKNOWN, "ticket": TICKET}).status_code == 422
    assert client.get("/i/issue").status_code == 405


def test_issue_leaves_no_cookie_no_audit_entry_and_may_not_be_kept():
    code = open_with_codes(make_round())[0]
    before = AuditEntry.objects.count()
    for answer in (issue(code.long), confirm(code.long), issue(UNKNOWN)):
        assert not answer.cookies
        assert answer.headers["Cache-Control"] == "no-store"
    assert AuditEntry.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_of_many_requests_at_once_one_moves_the_row():
    code = open_with_codes(make_round())[0]

    def ask(number: int) -> Outcome:
        try:
            return ticket_issue(code=code.long, ticket=f"{number:064x}").outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(ask, range(8)))
    assert sorted(outcomes) == [Outcome.ISSUED] + [Outcome.OTHER_TICKET] * 7
    assert row(code).state == "g"


def test_the_sweep_after_the_close_erases_what_was_never_confirmed():
    made = make_round()
    codes = open_with_codes(made, 40)
    issue(codes[0].long)
    issue(codes[1].long, OTHER)
    confirm(codes[1].long, OTHER)
    assert invitations_settle(round=made.round) == 1
    assert invitations_settle(round=made.round) == 0
    assert sorted(Invitation.objects.values_list("state", flat=True)) == ["i"] * 38 + ["w"] * 2
    assert set(Invitation.objects.values_list("digest", flat=True)) == {NO_DIGEST}
    assert {c.person for c in codes} == set(Invitation.objects.values_list("person", flat=True))

"""The open interface: what it takes, what it refuses, what it shows, and that its description is the one published."""

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.opinions.objects import LEADING, PLAIN, Place, make_place

from minping.apps.foundation.sealing import unseal
from minping.apps.opinions import selectors
from minping.apps.opinions.models import Opinion
from minping.apps.portal.api import schema
from minping.apps.portal.opinions import often

pytestmark = pytest.mark.django_db
SNAPSHOT = Path(__file__).parents[3] / "docs" / "api" / "openapi.json"
SEND = "/api/v1/opinions"


@pytest.fixture(autouse=True)
def afresh() -> None:
    for one in often.EVERY:
        one.forget()


@pytest.fixture
def place(db) -> Place:
    return make_place()


def send(key: str | uuid.UUID | None = None, client: Client | None = None, **said: Any):
    return (client or Client()).post(
        SEND,
        json.dumps({"text": PLAIN} | said),
        content_type="application/json",
        headers={"Idempotency-Key": str(key or uuid.uuid4())},
    )


def test_the_published_description_is_the_one_served() -> None:
    """After a change on purpose: write ``schema()`` to the snapshot, and tell those who use the interface."""
    kept = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    assert schema() == kept
    assert Client().get("/api/v1/openapi.json").json() == kept


def test_an_opinion_comes_in_and_its_code_opens_its_story(place: Place) -> None:
    code = Client().get("/api/v1/units").json()[0]["code"]
    answer = send(unit=code, kind="praise", wants_answer=True, name="王小明", phone="13800001111")
    assert answer.status_code == 201
    said = answer.json()
    one = Opinion.objects.get()
    assert selectors.by_code(said["code"]) == one.id
    assert one.due
    assert said["due"] == one.due.isoformat()
    assert not said["again"]
    assert (one.source, one.kind, one.wants_answer) == ("api", "praise", True)
    assert one.unit_id in place.units
    assert "+8613800001111" in unseal(one.giver, "giver")
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_the_same_key_with_the_same_content_is_one_opinion(place: Place) -> None:
    key = uuid.uuid4()
    first, again = send(key), send(key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["code"] == again.json()["code"]
    assert again.json()["again"]
    assert Opinion.objects.count() == 1


@pytest.mark.parametrize("other", [{"text": "另外的话"}, {"kind": "praise"}, {"name": "李四"}])
def test_a_guessed_key_gives_nobody_anothers_code(place: Place, other: dict[str, Any]) -> None:
    key = uuid.uuid4()
    code = send(key).json()["code"]
    answer = send(key, **other)
    assert answer.status_code == 409
    assert code not in answer.content.decode()
    assert Opinion.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": " \n"}, "text"),
        ({"text": "字" * 5001}, "text"),
        ({"text": 7}, "text"),
        ({"kind": "other"}, "kind"),
        ({"unit": "没有"}, "unit"),
        ({"phone": "12"}, "phone"),
        ({"consent": "perhaps"}, "consent"),
    ],
)
def test_faults_name_their_fields_and_repeat_nothing(place: Place, said: dict[str, Any], field: str) -> None:
    answer = send(**said)
    assert answer.status_code == 422
    assert answer.json()["fields"] == [field]
    assert answer.json()["words"]["zh"]
    assert PLAIN not in answer.content.decode()
    assert not Opinion.objects.exists()


def test_a_key_is_needed_and_bodies_are_bounded(place: Place) -> None:
    no_key = Client().post(SEND, json.dumps({"text": PLAIN}), content_type="application/json")
    assert no_key.status_code == 422
    assert no_key.json()["fields"] == ["Idempotency-Key"]
    assert send("1").status_code == 422
    assert send(more="x" * 70_000).status_code == 413
    for body in (b"", b"[", b'{"text": "a\\ud800"', b"\xff\xfe"):
        answer = Client().post(SEND, body, content_type="application/json")
        assert answer.status_code in {400, 422}, body


def test_half_a_character_does_not_break_it(place: Place) -> None:
    body = b'{"text": "a\\ud800b"}'
    answer = Client().post(
        SEND, body, content_type="application/json", headers={"Idempotency-Key": str(uuid.uuid4())}
    )
    assert answer.status_code in {201, 400, 422}


def test_the_throttle_is_that_of_the_form(place: Place) -> None:
    codes = [send(text=f"第{at}件").status_code for at in range(21)]
    assert codes == [201] * 20 + [429]
    assert (
        Client().post(f"/o/new/?unit={place.units[0]}", {"kind": "praise", "text": "好"}).status_code == 429
    )


def test_a_lead_is_answered_like_any_other(place: Place) -> None:
    first, second = (send(text=text).json() for text in (PLAIN, LEADING))
    assert first.keys() == second.keys()
    assert first["due"] == second["due"]
    assert Opinion.objects.filter(state="restricted").count() == 1


def test_without_a_campaign_nothing_is_taken(db) -> None:
    assert send().status_code == 404
    assert Client().get("/api/v1/units").json() == []


def test_the_ledger_is_public_paged_and_strict(place: Place) -> None:
    page = Client().get("/api/v1/ledger").json()
    assert page == {"count": 0, "page": 1, "pages": 1, "items": []}
    assert Client().get("/api/v1/ledger", {"page": 0}).status_code == 422
    assert Client().get("/api/v1/ledger", {"unit": "x"}).status_code == 422
    assert Client().get("/api/v1/ledger", {"page": "999", "cured": "true"}).json()["items"] == []


def test_nothing_else_answers_there(place: Place) -> None:
    assert Client().get(SEND).status_code == 405
    for address in ("/api/v1/", "/api/v1/docs", "/api/v1/opinions/1"):
        assert Client().get(address).status_code == 404
    assert reverse("portal:api-send") == SEND

"""The giver is asked with his code whether it is put right: his yes clears, his no sends it back."""

import io
import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.apps.casework.walk import Walk
from tests.apps.opinions.objects import PLAIN, Place, make_place, taken

from minping.apps.casework import services
from minping.apps.casework.models import Problem
from minping.apps.foundation.roles import Role
from minping.apps.opinions.services import Taken
from minping.apps.portal.opinions import often

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def afresh(settings) -> None:
    settings.AS_OF = "2026-03-02"
    for one in often.EVERY:
        one.forget()


@pytest.fixture
def place(db) -> Place:
    return make_place()


@pytest.fixture
def walk(place: Place, lead, clerk, someone) -> Walk:
    def photo() -> SimpleUploadedFile:
        raw = io.BytesIO()
        Image.new("RGB", (12, 9), (90, 120, 60)).save(raw, "PNG")
        return SimpleUploadedFile("现场.png", raw.getvalue(), content_type="image/png")

    return Walk(lead, clerk, someone(Role.LIAISON, unit=place.units[0]), photo)


@pytest.fixture
def one(place: Place) -> Taken:
    return taken(place)


@pytest.fixture
def problem(place: Place, one: Taken, lead, walk: Walk) -> UUID:
    return services.problem_raise(
        actor=lead,
        campaign=place.campaign,
        unit=place.units[0],
        origin="masses",
        source="opinion",
        title="办事窗口无人",
        text="窗口中午无人值守。",
        opinions=[one.id],
    )


def look(code: str, **more: str):
    return Client().post("/o/", {"code": code, **more})


def test_before_the_question_only_progress_is_shown(one: Taken, problem: UUID) -> None:
    page = look(one.code).content.decode()
    assert "办事窗口无人" in page
    assert "整改进展" in page
    assert "解决了没有" not in page
    assert PLAIN not in page


def test_his_yes_clears(one: Taken, problem: UUID, walk: Walk) -> None:
    walk.to_givers(problem)
    page = look(one.code).content.decode()
    assert "解决了没有" in page
    assert re.search(r'name="code" value="[0-9A-Z]{24}"', page)
    said = look(one.code, answer="1", solved="yes").content.decode()
    assert "已记下：您认为解决了" in said
    assert Problem.objects.get(id=problem).state in {"cleared", "watch"}
    again = look(one.code, answer="1", solved="no").content.decode()
    assert "没有向这位提出人询问" in again


def test_his_no_sends_it_back_and_his_words_stay_sealed(one: Taken, problem: UUID, walk: Walk) -> None:
    walk.to_givers(problem)
    said = look(one.code, answer="1", solved="no", words="还是没有人<b>").content.decode()
    assert "退回重办" in said
    assert "还是没有人" not in said
    assert Problem.objects.get(id=problem).state == "reopened"


def test_an_answer_without_a_choice_is_told_at_the_field(one: Taken, problem: UUID, walk: Walk) -> None:
    walk.to_givers(problem)
    answer = look(one.code, answer="1", words="我说")
    assert answer.status_code == 422
    assert "请选择一项" in answer.content.decode()
    assert "我说" in answer.content.decode()
    assert Problem.objects.get(id=problem).state == "citizen_checked"


def test_nobody_answers_for_another(place: Place, one: Taken, problem: UUID, walk: Walk) -> None:
    walk.to_givers(problem)
    other = taken(place, "另一件事")
    assert "没有向这位提出人询问" in look(other.code, answer="1", solved="yes").content.decode()
    look("0" * 24, answer="1", solved="yes")
    assert Problem.objects.get(id=problem).state == "citizen_checked"


def test_the_interface_shows_what_the_ledger_publishes(place: Place, problem: UUID) -> None:
    Problem.objects.filter(id=problem).update(published=True)
    page = Client().get("/api/v1/ledger", {"unit": str(place.units[0])}).json()
    assert page["count"] == 1
    item = page["items"][0]
    assert (item["title"], item["unit_name"], item["cured"]) == ("办事窗口无人", "县自然资源局", False)
    assert set(item) == {
        "id", "number", "unit", "unit_name", "title", "state", "cured", "overdue", "again",
        "registered_on", "deadline", "cleared_on",
    }  # fmt: skip
    assert Client().get("/api/v1/ledger", {"unit": str(place.units[1])}).json()["count"] == 0
    assert Client().get("/api/v1/ledger", {"cured": "true"}).json()["count"] == 0

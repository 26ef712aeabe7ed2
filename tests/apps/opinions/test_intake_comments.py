"""Comments beside the ballot: held sealed, out by lot, when they are old enough and enough together."""

import json
import random
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.apps.register.made import Made, make_round

from minping.apps.campaigns.models import Round
from minping.apps.foundation.models import AuditEntry
from minping.apps.foundation.sealing import unseal
from minping.apps.opinions.models import CommentPool, HeldComment, Opinion
from minping.apps.opinions.services import comment_hold, comments_release
from minping.apps.opinions.services import comments as comments_module
from minping.apps.portal.opinions import often
from minping.apps.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def afresh() -> None:
    for one in often.EVERY:
        one.forget()


@pytest.fixture
def made(db) -> Made:
    made = make_round()
    Round.objects.filter(id=made.round).update(state="open")
    return made


def another_round(made: Made) -> uuid.UUID:
    first = Round.objects.get(id=made.round)
    return Round.objects.create(
        campaign=first.campaign, group="代表", code="第二轮", title="下半年", state="open",
        opens=first.opens, closes=first.closes,
    ).id  # fmt: skip


def code_of(made: Made, at: int = 0) -> str:
    return str(Unit.objects.get(id=made.units[at]).code)


def hold(made: Made, text: str, round: uuid.UUID | None = None, unit: int = 0) -> str:
    return comment_hold(round=round or made.round, unit_code=code_of(made, unit), text=text)


def older(days: int) -> None:
    for pool in CommentPool.objects.all():
        CommentPool.objects.filter(id=pool.id).update(day=pool.day - timedelta(days=days))


def texts() -> list[str]:
    return [unseal(one.text, "opinion") for one in Opinion.objects.all()]


def test_five_that_are_three_days_old_come_out_and_nothing_before(made: Made) -> None:
    for at in range(5):
        assert hold(made, f"第{at}条", unit=at % 2) == "held"
    assert comments_release() == 0, "they are of today"
    older(2)
    assert comments_release() == 0, "two days are not enough"
    older(1)
    assert comments_release() == 5
    assert sorted(texts()) == [f"第{at}条" for at in range(5)]
    assert not HeldComment.objects.exists()
    assert not CommentPool.objects.exists()
    assert comments_release() == 0


def test_four_wait_however_old_they_are(made: Made) -> None:
    for at in range(4):
        hold(made, f"第{at}条")
    older(20)
    assert comments_release() == 0
    hold(made, "今天的一条")
    assert comments_release() == 0, "today's is not ripe"
    older(3)
    assert comments_release() == 5


def test_nothing_can_be_read_before_and_an_opinion_bears_the_day_of_its_release(made: Made) -> None:
    hold(made, "食堂后面的事")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM opinions_heldcomment")
        row = cursor.fetchone()
    assert len(row) == 3, "an id, a pool, what is sealed; no time, no code, no address, no order"
    assert "食堂".encode() not in bytes(row[2] if isinstance(row[2], bytes | memoryview) else row[1])
    assert not Opinion.objects.exists()
    assert not AuditEntry.objects.filter(act__startswith="opinions.comment").exists()


def test_all_sealed_comments_have_one_length(made: Made) -> None:
    for text in ("好", "字" * 300, "𠮷👍" * 100, '"' * 300, "a\\b\n" * 60):
        assert hold(made, text[:300]) == "held"
    assert len({len(bytes(one.sealed)) for one in HeldComment.objects.all()}) == 1


def test_the_order_in_which_they_came_can_be_recovered_from_no_table(made: Made) -> None:
    """Rows of a pool, and the opinions let out, lie in an order that says nothing about the arrival."""
    comments_module.LOT = random.Random(20260301)
    try:
        number = 60
        for at in range(number):
            hold(made, f"{at:03d}")
        held = [
            json.loads(unseal(bytes(row), "comment"))[1] for row in _raw("opinions_heldcomment", "sealed")
        ]
        assert abs(_correlation([int(one) for one in held])) < 0.3
        older(3)
        comments_release()
        out = [int(unseal(bytes(row), "opinion")) for row in _raw("opinions_opinion", "text")]
        assert abs(_correlation(out)) < 0.3
        assert len({one.day for one in Opinion.objects.all()}) == 1
    finally:
        comments_module.LOT = random.SystemRandom()


def _raw(table: str, column: str) -> list[bytes]:
    """A column in the order in which the rows lie."""
    order = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY {order}")  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


def _correlation(places: list[int]) -> float:
    """Of the value with the place, by ranks."""
    n = len(places)
    ranks = {value: rank for rank, value in enumerate(sorted(places))}
    squares = sum((at - ranks[value]) ** 2 for at, value in enumerate(places))
    return 1 - 6 * squares / (n * (n * n - 1))


def test_ids_and_seals_of_a_pool_are_new_whenever_one_is_added(made: Made) -> None:
    hold(made, "一")
    before = {(one.id, bytes(one.sealed)) for one in HeldComment.objects.all()}
    hold(made, "二")
    after = {(one.id, bytes(one.sealed)) for one in HeldComment.objects.all()}
    assert len(after) == 2
    assert not before & after
    assert not {one for one, _ in before} & {one for one, _ in after}


def test_the_same_comment_sent_twice_is_kept_once(made: Made) -> None:
    hold(made, "一样的话")
    hold(made, " 一样的话 ")
    assert HeldComment.objects.count() == 1
    hold(made, "一样的话", unit=1)
    assert HeldComment.objects.count() == 2


def test_a_large_pool_moves_many_rows_and_loses_none(made: Made, monkeypatch) -> None:
    monkeypatch.setattr(comments_module, "MOVED", 5)
    for at in range(30):
        hold(made, f"第{at}条")
    assert HeldComment.objects.count() == 30


def test_after_the_close_rounds_of_a_campaign_are_put_together(made: Made) -> None:
    second = another_round(made)
    for at in range(3):
        hold(made, f"一{at}")
        hold(made, f"二{at}", round=second)
    older(5)
    Round.objects.filter(id=made.round).update(state="closed")
    assert comments_release() == 0, "the other round is still open"
    Round.objects.update(state="closed")
    assert comments_release() == 6
    assert len(texts()) == 6


def test_what_finds_no_company_is_destroyed_and_only_counted(made: Made) -> None:
    hold(made, "孤零零的一条")
    older(5)
    Round.objects.update(state="closed")
    comments_release()
    assert HeldComment.objects.count() == 1, "the dispute period is not over"
    Round.objects.update(closes=timezone.now() - timedelta(days=40))
    comments_release()
    assert not HeldComment.objects.exists()
    assert not Opinion.objects.exists()
    entry = AuditEntry.objects.get(act="opinions.comments.destroyed")
    assert entry.detail == {"number": 1}


def test_what_points_to_misconduct_goes_to_its_keepers_when_it_comes_out(made: Made) -> None:
    for at in range(4):
        hold(made, f"第{at}条")
    hold(made, "经办人收了红包好处费才给办")
    older(3)
    comments_release()
    assert sorted(Opinion.objects.values_list("state", flat=True)) == ["reading"] * 4 + ["restricted"]


def test_only_open_rounds_and_units_on_the_ballot(made: Made) -> None:
    assert comment_hold(round=uuid.uuid4(), unit_code=code_of(made), text="x") == "closed"
    assert comment_hold(round=made.round, unit_code="没有", text="x") == "bad"
    assert hold(made, "  ") == "bad"
    assert hold(made, "字" * 301) == "bad"
    Round.objects.filter(id=made.round).update(closes=timezone.now() - timedelta(minutes=1))
    assert hold(made, "迟了") == "closed"
    assert not HeldComment.objects.exists()


# ---- the address


def send(body: bytes, client: Client | None = None, **about):
    about.setdefault("content_type", "application/octet-stream")
    return (client or Client()).post("/o/comment", body, **about)


def packed(**said: str) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode().ljust(2048)


def test_answers_have_one_length_and_set_no_cookie(made: Made) -> None:
    good = send(packed(round=str(made.round), unit=code_of(made), text="很好"))
    bad = send(packed(round=str(made.round), unit="没有", text="很好"))
    assert json.loads(good.content) == {"status": "held"}
    assert bad.status_code == 422
    assert len(good.content) == len(bad.content)
    assert not good.cookies
    assert good.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "body",
    [b"", b"x" * 2048, b"[]".ljust(2048), b"{}".ljust(2048), packed(round="x", unit="U", text="t"),
     b'{"round":1,"unit":2,"text":3}'.ljust(2048), (b"[" * 2048), packed(round="x", unit="U", text="t") + b" "],
)  # fmt: skip
def test_anything_else_is_turned_away(made: Made, body: bytes) -> None:
    answer = send(body)
    assert answer.status_code == 422
    assert len(answer.content) == 64


def test_half_characters_do_not_break_it(made: Made) -> None:
    body = b'{"round":"%s","unit":"%s","text":"a\\ud800"}' % (
        str(made.round).encode(),
        code_of(made).encode(),
    )
    assert send(body.ljust(2048)).status_code == 200


def test_cookies_other_sites_and_other_types_are_turned_away(made: Made) -> None:
    body = packed(round=str(made.round), unit=code_of(made), text="很好")
    client = Client()
    client.cookies["session"] = "x"
    assert send(body, client).status_code == 422
    assert send(body, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 422
    assert send(body, content_type="application/json").status_code == 422
    assert Client().get("/o/comment").status_code == 405
    assert not HeldComment.objects.exists()


def test_a_flood_is_stopped(made: Made, monkeypatch) -> None:
    monkeypatch.setattr(often.comments, "_limit", 3)
    codes = [
        send(packed(round=str(made.round), unit=code_of(made), text=f"{at}")).status_code for at in range(5)
    ]
    assert codes == [200, 200, 200, 429, 429]


def test_a_pool_knows_its_day_and_nothing_more(made: Made) -> None:
    hold(made, "一")
    pool = CommentPool.objects.get()
    assert pool.day == timezone.localdate()
    assert isinstance(pool.day, date)
    assert {field.name for field in CommentPool._meta.get_fields()} == {"id", "round", "day", "comments"}
    assert {field.name for field in HeldComment._meta.get_fields()} == {"id", "pool", "sealed"}

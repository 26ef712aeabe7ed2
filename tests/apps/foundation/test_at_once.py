"""Two at the same moment, in real transactions: the chain stays whole, an approval is carried out once."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection, connections, transaction

from minping.apps.foundation import approvals
from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.audit import breaks, head, record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.models import Approval, AuditEntry
from minping.apps.foundation.roles import Role
from minping.core.findings import Text

pytestmark = pytest.mark.django_db(transaction=True)
CARRIED: list[str] = []


def on_threads(acts: list[Callable[[], Any]]) -> list[BaseException | None]:
    """Do all at once, each with a connection of its own; what each raised."""
    gate = threading.Barrier(len(acts))
    raised: list[BaseException | None] = [None] * len(acts)

    def one(place: int, act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            act()
        except BaseException as fault:
            raised[place] = fault
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def grow(word: str, times: int) -> Callable[[], None]:
    def act() -> None:
        for _ in range(times):
            with transaction.atomic():
                record(SYSTEM, f"tests.{word}.grown")

    return act


def apart() -> bool:
    """Whether threads reach the same database: one in memory belongs to one connection."""
    return connection.vendor == "postgresql" or "memory" not in str(connection.settings_dict["NAME"])


@pytest.mark.parametrize("before", [0, 1])
def test_the_chain_is_whole_when_several_write_from_the_first_entry_on(before: int) -> None:
    if not apart():
        pytest.skip("the database lives in one connection")
    grow("first", before)()
    assert on_threads([grow(word, 5) for word in ("a", "b", "c", "d")]) == [None] * 4
    assert list(breaks()) == []
    assert AuditEntry.objects.count() == head()["number"] == 20 + before


def test_an_act_that_is_undone_leaves_no_gap(db: None) -> None:
    grow("one", 1)()
    with transaction.atomic():
        record(SYSTEM, "tests.undone")
        transaction.set_rollback(True)
    grow("two", 1)()
    assert list(breaks()) == []


@pytest.fixture
def waiting(someone: Callable[..., Actor], monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(approvals, "_ACTS", dict(approvals._ACTS))
    CARRIED.clear()
    approvals.act_by_two("tests.carried", "foundation.approve")(
        lambda actor, payload: CARRIED.append(actor.name)
    )
    asker = someone(Role.CLERK)
    return approvals.ask(actor=asker, act="tests.carried", subject=1, title=Text("试", "Try"), payload={})


def test_two_who_agree_at_once_carry_it_out_once(waiting: Any, someone: Callable[..., Actor]) -> None:
    if not apart():
        pytest.skip("the database lives in one connection")
    people = [someone(Role.LEAD), someone(Role.LEADING_GROUP), someone(Role.CLERK)]
    raised = on_threads([partial(approvals.agree, actor=a, approval=waiting) for a in people])
    assert len(CARRIED) == 1
    assert sum(isinstance(fault, Refused) for fault in raised) == 2
    assert list(breaks()) == []


def test_one_person_in_two_tabs_carries_it_out_once(waiting: Any, someone: Callable[..., Actor]) -> None:
    lead = someone(Role.LEAD)
    approvals.agree(actor=lead, approval=waiting)
    for again in (approvals.agree, approvals.refuse):
        with pytest.raises(Refused, match="已经有了结果"):
            again(actor=lead, approval=waiting, answer="晚了")
    assert len(CARRIED) == 1


def test_the_same_request_waits_once_when_two_ask_at_once(
    someone: Callable[..., Actor], waiting: Any
) -> None:
    if not apart():
        pytest.skip("the database lives in one connection")
    people = [someone(Role.CLERK), someone(Role.LEAD)]

    def ask(actor: Actor) -> None:
        approvals.ask(actor=actor, act="tests.carried", subject=2, title=Text("试", "Try"), payload={})

    raised = on_threads([partial(ask, a) for a in people])
    assert [type(fault) for fault in raised if fault] == [Refused]
    assert Approval.objects.filter(subject="2").count() == 1

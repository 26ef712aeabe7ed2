"""Work survives the process that does it: taken again, tried again, given up with words."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from minping.apps.foundation import jobs
from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.models import Job
from minping.core.findings import Text

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What a signal does to a process."""


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Declare what jobs of kind ``tests.work`` do."""
    monkeypatch.setattr(jobs, "_KINDS", {})
    monkeypatch.setattr(jobs, "_SWEEPS", {})

    def does(act: Callable[[Mapping[str, Any], jobs.Told], Mapping[str, Any]]) -> None:
        jobs._KINDS["tests.work"] = act

    return does


def begin() -> Job:
    return Job.objects.get(id=jobs.start("tests.work", "one", {"n": 1}, SYSTEM))


def later(job: Job) -> None:
    """As if the hold and the pause were over."""
    past = now() - dt.timedelta(seconds=1)
    Job.objects.filter(id=job.id).update(not_before=past)
    Job.objects.filter(id=job.id, state=Job.State.RUNNING).update(held_until=past)


def test_work_is_done_once_and_tells_how_far_it_is(work) -> None:
    def act(payload: Mapping[str, Any], told: jobs.Told) -> Mapping[str, Any]:
        told(1, 2)
        assert Job.objects.get().done == 1
        return {"next": "/"}

    work(act)
    job = begin()
    assert jobs.run_due() == 1
    assert jobs.run_due() == 0
    job.refresh_from_db()
    assert (job.state, job.result, job.held_until) == ("done", {"next": "/"}, None)


def test_the_same_key_is_the_same_job(work) -> None:
    assert begin().id == begin().id


def test_a_killed_worker_loses_nothing(work) -> None:
    def dies(payload: Mapping[str, Any], told: jobs.Told) -> Mapping[str, Any]:
        raise Killed

    work(dies)
    job = begin()
    with pytest.raises(Killed):
        jobs.run_due()
    job.refresh_from_db()
    assert job.state == "running"
    assert jobs.run_due() == 0, "another may still be at it"
    later(job)
    work(lambda payload, told: {})
    assert jobs.run_due() == 1
    job.refresh_from_db()
    assert job.state == "done"


def test_work_that_kills_every_worker_is_given_up(work) -> None:
    def dies(payload: Mapping[str, Any], told: jobs.Told) -> Mapping[str, Any]:
        raise Killed

    work(dies)
    job = begin()
    for _ in range(jobs.ATTEMPTS):
        with pytest.raises(Killed):
            jobs.run_due()
        later(job)
    assert jobs.run_due() == 0
    job.refresh_from_db()
    assert job.state == "failed"
    assert "停止重试" in job.message["zh"]


def test_a_worker_that_lost_its_hold_changes_nothing(work) -> None:
    def slow(payload: Mapping[str, Any], told: jobs.Told) -> Mapping[str, Any]:
        later(Job.objects.get())
        work(lambda payload, told: {"by": "second"})
        assert jobs.run_due() == 1
        told(1, 100)
        return {"by": "first"}

    work(slow)
    job = begin()
    jobs.run_due()
    job.refresh_from_db()
    assert (job.state, job.result, job.done) == ("done", {"by": "second"}, 0)


def test_a_fault_is_tried_again_later_and_later_then_told(work) -> None:
    def fails(payload: Mapping[str, Any], told: jobs.Told) -> Mapping[str, Any]:
        raise ZeroDivisionError

    work(fails)
    job = begin()
    waits = []
    for _ in range(jobs.ATTEMPTS):
        assert jobs.run_due() == 1
        job.refresh_from_db()
        waits.append((job.not_before - now()).total_seconds())
        later(job)
    assert waits == sorted(waits)
    assert job.state == "failed"
    begin()
    work(lambda payload, told: {})
    jobs.run_due()
    job.refresh_from_db()
    assert (job.state, job.message) == ("done", {})


def test_a_refusal_is_shown_and_not_repeated(work) -> None:
    def refuses(payload: Mapping[str, Any], told: jobs.Told) -> Mapping[str, Any]:
        raise Refused(Text("名册是空的。", "The roster is empty."))

    work(refuses)
    job = begin()
    jobs.run_due()
    job.refresh_from_db()
    assert (job.state, job.message["en"]) == ("failed", "The roster is empty.")


def test_a_sweep_that_fails_stops_no_other(work) -> None:
    ran = []

    def fails() -> None:
        raise ZeroDivisionError

    jobs.sweep("a")(fails)
    jobs.sweep("b")(lambda: ran.append(1))
    jobs.run_due()
    assert ran == [1]

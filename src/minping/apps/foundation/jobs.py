"""Long work as rows: a sweep takes what is due, tells progress, tries again after a failure.

Jobs carry no truth: what they make is written by the services of the rooms, idempotent by the job's key.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Protocol
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import F, Q

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.models import Job

log = structlog.get_logger()
ATTEMPTS = 5
HOLD = timedelta(minutes=10)
"""A job whose process died is taken again after this time; a living one renews its hold with its progress.

A process that comes back after it lost its hold changes nothing: the number of the attempt is not its own.
"""


class Told(Protocol):
    """``told(done, total)``: how far the work is."""

    def __call__(self, done: int, total: int) -> None: ...


Work = Callable[[Mapping[str, Any], Told], Mapping[str, Any]]
_KINDS: dict[str, Work] = {}
_SWEEPS: dict[str, Callable[[], None]] = {}


def job(kind: str) -> Callable[[Work], Work]:
    """Declare the work of a kind of job: payload and a progress callback in, a small result out."""

    def keep(work: Work) -> Work:
        _KINDS[kind] = work
        return work

    return keep


def sweep(name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Declare an idempotent sweep, run by the worker every few seconds."""

    def keep(work: Callable[[], None]) -> Callable[[], None]:
        _SWEEPS[name] = work
        return work

    return keep


@transaction.atomic
def start(kind: str, key: str, payload: Mapping[str, Any], actor: Actor) -> UUID:
    """Put a job on the list, or find the one with the same key; a failed one is tried again."""
    found, made = Job.objects.get_or_create(
        key=key,
        defaults={"kind": kind, "payload": dict(payload), "not_before": now(), "asked_by": actor.id},
    )
    if not made and found.state == Job.State.FAILED:
        Job.objects.filter(id=found.id).update(
            state=Job.State.WAITING, attempts=0, not_before=now(), message={}
        )
    return found.id


def run_due(limit: int = 20) -> int:
    """Run the jobs that are due and then every sweep; the number of jobs run."""
    ran = run_jobs(limit)
    run_sweeps()
    return ran


def run_jobs(limit: int = 20) -> int:
    """Run the jobs that are due; how many they were."""
    ran = 0
    while ran < limit and (taken := _take()):
        _run(taken)
        ran += 1
    return ran


def run_sweeps() -> None:
    """Run every sweep; one that fails is noted and keeps none of the others back."""
    for name, work in _SWEEPS.items():
        try:
            work()
        except Exception:
            log.exception("sweep_failed", sweep=name)


def _take() -> Job | None:
    at = now()
    due = Q(state=Job.State.WAITING, not_before__lte=at) | Q(state=Job.State.RUNNING, held_until__lt=at)
    for candidate in Job.objects.filter(due).order_by("not_before")[:10]:
        if candidate.attempts >= ATTEMPTS:
            _give_up(candidate)
            continue
        taken = Job.objects.filter(due, id=candidate.id).update(
            state=Job.State.RUNNING, held_until=at + HOLD, attempts=F("attempts") + 1
        )
        if taken:
            candidate.refresh_from_db()
            return candidate
    return None


def _run(taken: Job) -> None:
    mine = Job.objects.filter(id=taken.id, state=Job.State.RUNNING, attempts=taken.attempts)

    def told(done: int, total: int) -> None:
        mine.update(done=done, total=total, held_until=now() + HOLD)

    try:
        result = _KINDS[taken.kind](taken.payload, told)
    except Refused as refused:
        said = {"zh": refused.text.zh, "en": refused.text.en}
        mine.update(state=Job.State.FAILED, message=said, held_until=None)
    except Exception:
        log.exception("job_failed", kind=taken.kind)
        _again(taken)
    else:
        mine.update(state=Job.State.DONE, result=dict(result), message={}, held_until=None)


def _give_up(lost: Job) -> None:
    """Its process died as often as it may be tried: it must not take down one worker after another."""
    said = {
        "zh": "处理时进程多次中断，已停止重试，请告知管理人员。",
        "en": "The process ended each time it was tried; it is not tried again. Tell the operator.",
    }
    Job.objects.filter(id=lost.id, attempts=lost.attempts).update(
        state=Job.State.FAILED, message=said, held_until=None
    )


def _again(taken: Job) -> None:
    last = taken.attempts >= ATTEMPTS
    again = {"zh": "处理中出现故障，稍后自动再试。", "en": "Something failed; it will be tried again."}
    over = {
        "zh": "处理多次出现故障，已停止重试，请告知管理人员。",
        "en": "It failed each time and is not tried again. Tell the operator.",
    }
    Job.objects.filter(id=taken.id, state=Job.State.RUNNING, attempts=taken.attempts).update(
        state=Job.State.FAILED if last else Job.State.WAITING,
        not_before=now() + timedelta(seconds=10 * 2**taken.attempts),
        held_until=None,
        message=over if last else again,
    )

"""The one thread that touches ballots on disk: all that are waiting are kept with one sync."""

import asyncio
from collections.abc import Callable, Iterable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NamedTuple

from minping.box.cards import Card, Verdict
from minping.box.rounds import Rounds

MOST = 256
"""Ballots kept with one sync."""


class Cast(NamedTuple):
    """A ballot whose sender waits for ``answer``."""

    round: str
    card: Card
    answer: asyncio.Future[Verdict]


class Work(NamedTuple):
    """Anything else that must not happen beside casting."""

    do: Callable[[], None]
    done: asyncio.Future[None]


class Writer(Thread):
    """Keeps ballots in groups. Started on the loop whose futures it resolves."""

    def __init__(self, rounds: Rounds, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(name="minping-box-writer", daemon=True)
        self.rounds, self._loop = rounds, loop
        self._queue: SimpleQueue[Cast | Work | None] = SimpleQueue()

    def cast(self, round_id: str, card: Card) -> asyncio.Future[Verdict]:
        """Keep a ballot; the future tells once it is on disk, or was turned away."""
        answer: asyncio.Future[Verdict] = self._loop.create_future()
        self._queue.put(Cast(round_id, card, answer))
        return answer

    def work(self, do: Callable[[], None]) -> asyncio.Future[None]:
        """Do something between two groups of ballots."""
        done: asyncio.Future[None] = self._loop.create_future()
        self._queue.put(Work(do, done))
        return done

    def stop(self) -> None:
        """End after what waits now. ``join`` afterwards."""
        self._queue.put(None)

    def run(self) -> None:
        """Until ``stop``."""
        while True:
            jobs = self._waiting()
            self._casts([job for job in jobs if isinstance(job, Cast)])
            for job in jobs:
                if isinstance(job, Work):
                    self._work(job)
            if None in jobs:
                return

    def _waiting(self) -> list[Cast | Work | None]:
        jobs = [self._queue.get()]
        while len(jobs) < MOST and jobs[-1] is not None:
            try:
                jobs.append(self._queue.get_nowait())
            except Empty:
                break
        return jobs

    def _casts(self, casts: list[Cast]) -> None:
        by_round: dict[str, list[Cast]] = {}
        for cast in casts:
            by_round.setdefault(cast.round, []).append(cast)
        for round_id, of_round in by_round.items():
            self.settle(zip(of_round, self._kept(round_id, of_round), strict=True))
        for round_id in by_round:
            self._flush(round_id)

    def _kept(self, round_id: str, casts: list[Cast]) -> list[Verdict]:
        try:
            return self.rounds.known[round_id].accept([cast.card for cast in casts])
        except Exception:  # nothing is acknowledged that may not lie there
            return [Verdict.UNAVAILABLE] * len(casts)

    def _flush(self, round_id: str) -> None:
        """Batches leave with the sweep; sooner, once the senders have their answers, if the spool fills."""
        kept = self.rounds.known[round_id].kept
        if kept is not None and kept.crowded:
            self.guard(kept.flush_full)

    def settle(self, answered: Iterable[tuple[Cast, Verdict]]) -> None:
        """Tell the senders, in one go."""
        told = list(answered)

        def tell() -> None:
            for cast, verdict in told:
                if not cast.answer.done():
                    cast.answer.set_result(verdict)

        self._loop.call_soon_threadsafe(tell)

    def _work(self, work: Work) -> None:
        self.guard(work.do)
        self._loop.call_soon_threadsafe(lambda: None if work.done.done() else work.done.set_result(None))

    @staticmethod
    def guard(do: Callable[[], None]) -> None:
        """Whatever goes wrong in one round, the thread lives on; the sweep tells of troubles that stay."""
        try:
            do()
        except Exception:
            return

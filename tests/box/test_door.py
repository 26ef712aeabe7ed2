"""The HTTP side: who may talk to the box, what goes over the line, what is not kept."""

import asyncio
import gzip
import hashlib
import json
import threading
from collections.abc import Coroutine, Iterator, Mapping
from random import Random
from typing import Any, TypeVar

import pytest
from tests.box.workbench import ROUND, TICKET_KEY, Box, ballot_of, some_answers

from minping.box.app import Door
from minping.box.writer import Writer

ORIGIN = "https://vote.example"
CAST = {"content-type": "application/octet-stream", "origin": ORIGIN}
Found = TypeVar("Found")
Answer = tuple[int, list[tuple[str, str]], bytes]


class Line:
    """The door of a box on a loop and a thread of its own: the test's own thread may have a loop already."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever)
        self._thread.start()
        self.writer = Writer(box.rounds, self.loop)
        self.writer.start()
        self.door = Door(box.rounds, self.writer, TICKET_KEY, ORIGIN)

    def ask(self, method: str, path: str, headers: Mapping[str, str] | None = None, *parts: bytes) -> Answer:
        return self.run(self._ask(method, path, headers or {}, parts or (b"",)))

    def run(self, work: Coroutine[Any, Any, Found]) -> Found:
        """What comes of ``work`` on the loop."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)

    async def _ask(
        self, method: str, path: str, headers: Mapping[str, str], parts: tuple[bytes, ...]
    ) -> Answer:
        said = [(name.encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "method": method, "path": path, "headers": said, "query_string": b""}
        coming = iter([{"type": "http.request", "body": p, "more_body": True} for p in parts])
        sent: list[Mapping[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return next(coming, {"type": "http.request", "body": b"", "more_body": False})

        async def send(message: Mapping[str, Any]) -> None:
            sent.append(message)

        await self.door(scope, receive, send)
        heads = [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]
        return sent[0]["status"], heads, b"".join(m.get("body", b"") for m in sent[1:])

    def cast(self, *parts: bytes, **headers: str) -> Answer:
        return self.ask("POST", "/b/cast", {**CAST, **headers}, *parts)

    def hang_up(self) -> None:
        self.writer.stop()
        self.writer.join()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()


@pytest.fixture
def line(box: Box) -> Iterator[Line]:
    made = Line(box)
    yield made
    made.hang_up()


def said(answer: Answer) -> tuple[int, str]:
    return answer[0], json.loads(answer[2])["status"]


def test_each_outcome_has_its_status(line: Line) -> None:
    box = line.box
    good = ballot_of(box.manifest, 1)
    assert said(line.cast(good)) == (200, "stored")
    assert said(line.cast(good[:100], good[100:])) == (200, "stored")
    assert said(line.cast(b"short")) == (400, "bad_length")
    assert said(line.cast(good, b"more")) == (400, "bad_length")
    assert said(line.cast(b" " * len(good))) == (422, "bad_ballot")
    assert said(line.cast(ballot_of(box.manifest, 2, but={"mac": "0" * 64}))) == (403, "bad_ticket")
    later = ballot_of(box.manifest, 1, sequence=2)
    assert said(line.cast(later)) == (429, "too_often")
    box.clock.seconds += 30
    assert said(line.cast(later)) == (200, "stored")
    assert said(line.cast(good)) == (409, "stale")
    box.clock.wall = box.manifest.closing.replace(year=2030)
    assert said(line.cast(ballot_of(box.manifest, 3))) == (410, "closed")


def test_every_answer_to_a_cast_has_the_same_length_and_headers(line: Line) -> None:
    dice, box = Random(2), line.box
    bodies = [ballot_of(box.manifest, n, some_answers(box.manifest, dice)) for n in range(5)]
    bodies += [bodies[0], b"x", b" " * len(bodies[0]), ballot_of(box.manifest, 9, but={"mac": "0" * 64})]
    answers = [line.cast(body) for body in bodies]
    assert len({answer[0] for answer in answers}) == 4
    assert len({len(answer[2]) for answer in answers}) == 1
    assert len({tuple(answer[1]) for answer in answers}) == 1


def test_no_cookie_is_set_or_looked_at(line: Line) -> None:
    sent = ballot_of(line.box.manifest, 1)
    answers = [line.cast(sent), line.cast(sent, cookie="sessionid=abc; csrftoken=x")]
    answers += [line.ask("GET", f"/b/rounds/{ROUND}/manifest.json"), line.ask("GET", "/b/health")]
    assert answers[0] == answers[1]
    assert not any("cookie" in name for answer in answers for name, _ in answer[1])


def test_only_pages_of_the_application_may_talk_to_it(line: Line) -> None:
    sent = ballot_of(line.box.manifest, 1)
    ours, foreign = {"origin": ORIGIN}, {"origin": "https://evil.example"}
    status, headers, _ = line.ask("OPTIONS", "/b/cast", ours)
    assert (status, dict(headers)["access-control-allow-origin"]) == (204, ORIGIN)
    assert dict(headers)["access-control-allow-headers"] == "content-type"
    status, headers, _ = line.ask("OPTIONS", "/b/cast", foreign)
    assert status == 403
    assert "access-control-allow-origin" not in dict(headers)
    assert line.cast(sent, **foreign)[0] == 400
    assert line.cast(sent, **{"content-type": "text/plain"})[0] == 400  # what a form can send
    assert line.box.kept.counted == 0
    answer = line.cast(sent)
    assert dict(answer[1])["access-control-allow-origin"] == ORIGIN
    assert "access-control-allow-credentials" not in dict(answer[1])
    alone = {name: value for name, value in CAST.items() if name != "origin"}
    assert line.ask("POST", "/b/cast", alone, ballot_of(line.box.manifest, 2))[0] == 200


def test_a_flood_of_bytes_is_not_read_to_its_end(line: Line) -> None:
    parts = [b" " * 1000] * 5000
    assert said(line.cast(*parts)) == (400, "bad_length")


def test_the_manifest_is_served_packed_and_with_its_hash(line: Line) -> None:
    held = line.box.rounds.known[ROUND]
    path = f"/b/rounds/{ROUND}/manifest.json"
    status, headers, body = line.ask("GET", path)
    tag = f'"{hashlib.sha256(body).hexdigest()}"'
    assert (status, body, dict(headers)["etag"]) == (200, held.data, tag)
    status, headers, packed = line.ask("GET", path, {"accept-encoding": "br, gzip"})
    assert dict(headers)["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == body
    status, headers, nothing = line.ask("GET", path, {"if-none-match": tag})
    assert (status, nothing) == (304, b"")
    status, headers, nothing = line.ask("HEAD", path)
    assert (status, nothing, dict(headers)["content-length"]) == (200, b"", str(len(body)))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/b/cast"),
        ("PUT", "/b/cast"),
        ("POST", "/b/health"),
        ("GET", "/b/rounds/../../box.key/manifest.json"),
        ("GET", "/b/rounds/5b8d0f0e-8a57-4a0b-bf0c-1a6f6d1f9a99/manifest.json"),
        ("GET", f"/b/rounds/{ROUND}/status.json"),
    ],
)
def test_there_is_nothing_else(line: Line, method: str, path: str) -> None:
    assert line.ask(method, path)[0] == 404


def test_health_says_how_many_rounds_take_ballots(line: Line) -> None:
    assert json.loads(line.ask("GET", "/b/health")[2]) == {"rounds": 1, "status": "ok"}
    line.writer.stop()
    line.writer.join()
    assert line.ask("GET", "/b/health")[0] == 503
    assert said(line.cast(ballot_of(line.box.manifest, 1))) == (503, "unavailable")


def test_a_fault_inside_is_an_answer_of_the_same_length_and_no_ballot_is_acknowledged(line: Line) -> None:
    def broken(_step: str) -> None:
        raise RuntimeError("anything")

    line.box.kept.accept = lambda _: broken("")  # type: ignore[method-assign, assignment, return-value]
    answer = line.cast(ballot_of(line.box.manifest, 1))
    assert said(answer) == (503, "unavailable")
    assert len(answer[2]) == 128
    assert line.writer.is_alive()


def test_casts_that_come_together_are_all_answered(line: Line) -> None:
    box = line.box

    async def together() -> list[Answer]:
        sent = [ballot_of(box.manifest, voter) for voter in range(300)]
        return list(await asyncio.gather(*(line._ask("POST", "/b/cast", CAST, (one,)) for one in sent)))

    answers = line.run(together())
    assert {said(answer) for answer in answers} == {(200, "stored")}
    assert box.kept.counted == 300

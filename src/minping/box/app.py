"""The door of the box: a plain ASGI application. No cookie, no log of requests, answers of one length."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, NamedTuple

from minping.box.cards import Card, Verdict
from minping.box.cast import HTTP, answer, examine
from minping.box.rounds import HeldRound, Rounds
from minping.box.writer import Writer
from minping.core.secrecy.canonical import to_bytes

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

CAST, HEALTH = "/b/cast", "/b/health"
_MANIFEST = ("/b/rounds/", "/manifest.json")
_JSON = (b"content-type", b"application/json")
_ALWAYS: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]


class Reply(NamedTuple):
    """Status, headers and body of an answer."""

    status: int
    headers: Headers
    body: bytes = b""


class Door:
    """The ASGI application. ``origin``: the one site whose pages may talk to the box."""

    def __init__(self, rounds: Rounds, writer: Writer, key: bytes, origin: str) -> None:
        self._rounds, self._writer, self._key = rounds, writer, key
        self._origin = origin.encode()

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = dict(scope["headers"])
        try:
            reply = await self._reply(scope["method"], scope["path"], headers, receive)
        except Exception:  # what was sent must not come into a log
            reply = _told(Verdict.UNAVAILABLE)
        sent = [*reply.headers, *_ALWAYS, *self._cors(headers)]
        if reply.status not in (204, 304):
            sent.append((b"content-length", str(len(reply.body)).encode()))
        await send({"type": "http.response.start", "status": reply.status, "headers": sent})
        body = b"" if scope["method"] == "HEAD" else reply.body
        await send({"type": "http.response.body", "body": body})

    def _cors(self, headers: Mapping[bytes, bytes]) -> Headers:
        vary = (b"vary", b"Origin, Accept-Encoding")
        if headers.get(b"origin") != self._origin:
            return [vary]
        return [vary, (b"access-control-allow-origin", self._origin)]

    async def _reply(self, method: str, path: str, headers: Mapping[bytes, bytes], receive: Receive) -> Reply:
        if path == CAST and method == "POST":
            return await self._cast(headers, receive)
        if path == CAST and method == "OPTIONS":
            return self._preflight(headers)
        if path == HEALTH and method in ("GET", "HEAD"):
            return self._health()
        if path.startswith(_MANIFEST[0]) and path.endswith(_MANIFEST[1]) and method in ("GET", "HEAD"):
            return self._manifest(path[len(_MANIFEST[0]) : -len(_MANIFEST[1])], headers)
        return Reply(404, [_JSON], b"{}")

    def _preflight(self, headers: Mapping[bytes, bytes]) -> Reply:
        if headers.get(b"origin") != self._origin:
            return Reply(403, [])
        allowed = [
            (b"access-control-allow-methods", b"POST"),
            (b"access-control-allow-headers", b"content-type"),
            (b"access-control-max-age", b"7200"),
        ]
        return Reply(204, allowed)

    async def _cast(self, headers: Mapping[bytes, bytes], receive: Receive) -> Reply:
        plain = headers.get(b"content-type", b"").strip().lower() == b"application/octet-stream"
        foreign = headers.get(b"origin", self._origin) != self._origin
        if not plain or foreign:
            return _told(Verdict.BAD_LENGTH)
        largest = max((held.manifest.ballot_size for held in self._rounds.known.values()), default=0)
        data = await _body(receive, largest)
        found = examine(data, self._rounds.known, self._key)
        if isinstance(found, Verdict):
            return _told(found)
        if not self._writer.is_alive():
            return _told(Verdict.UNAVAILABLE)
        return _told(await self._writer.cast(*found), found[1])

    def _health(self) -> Reply:
        alive = self._writer.is_alive()
        taking = sum(held.taking for held in self._rounds.known.values())
        body = to_bytes({"status": "ok" if alive else "unavailable", "rounds": taking})
        return Reply(200 if alive else 503, [_JSON, (b"cache-control", b"no-store")], body)

    def _manifest(self, round_id: str, headers: Mapping[bytes, bytes]) -> Reply:
        held = self._rounds.known.get(round_id)
        if held is None:
            return Reply(404, [_JSON], b"{}")
        tag = f'"{held.hash}"'.encode()
        about = [_JSON, (b"etag", tag), (b"cache-control", b"no-cache")]
        if tag in headers.get(b"if-none-match", b""):
            return Reply(304, about)
        return _packed(held, headers, about)


def _packed(held: HeldRound, headers: Mapping[bytes, bytes], about: Headers) -> Reply:
    if b"gzip" in headers.get(b"accept-encoding", b""):
        return Reply(200, [*about, (b"content-encoding", b"gzip")], held.packed)
    return Reply(200, about, held.data)


async def _body(receive: Receive, largest: int) -> bytes:
    """The request's body; of one that is too long only so much as shows that it is."""
    body = b""
    while len(body) <= largest:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False) or message["type"] == "http.disconnect":
            break
    return body


def _told(verdict: Verdict, card: Card | None = None) -> Reply:
    return Reply(HTTP[verdict], [_JSON, (b"cache-control", b"no-store")], answer(verdict, card))

"""Voters: post ballots to a box over lines that stay open. Prints the seconds that it took.

``python -m bench.post_ballots MANIFEST PORT BALLOTS``. Exits with an error when a ballot is not stored.
"""

import asyncio
import hashlib
import sys
import time
from pathlib import Path
from random import Random

from minping.core.secrecy.ballots import Ballot, padded
from minping.core.secrecy.manifest import Manifest
from minping.core.secrecy.manifest_check import read_manifest
from minping.core.secrecy.tickets import ticket_mac

KEY = hashlib.sha256(b"minping bench").digest()
LINES = 32


def requests_of(manifest: Manifest, ballots: int, seed: int = 1) -> list[bytes]:
    """The whole HTTP requests."""
    dice = Random(seed)  # noqa: S311 - the same ballots in every run
    (one,) = manifest.classes
    questions = len(manifest.questions(one.code))
    head = (
        "POST /b/cast HTTP/1.1\r\nHost: box\r\nContent-Type: application/octet-stream\r\n"
        f"Content-Length: {manifest.ballot_size}\r\n\r\n"
    ).encode()
    made = []
    for _ in range(ballots):
        ticket = dice.randbytes(32)
        mac = ticket_mac(KEY, manifest.round, one.code, ticket)
        grades = "".join(dice.choices("01234", k=questions))
        ballot = Ballot(manifest.round, one.code, ticket.hex(), mac, 1, dice.randbytes(32).hex(), grades)
        made.append(head + padded(ballot.to_bytes(), manifest.ballot_size))
    return made


async def _line(port: int, waiting: list[bytes]) -> None:
    read, write = await asyncio.open_connection("127.0.0.1", port)
    while waiting:
        write.write(waiting.pop())
        head = await read.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        body = await read.readexactly(length)
        if b'"stored"' not in body:
            raise SystemExit(body.decode())
    write.close()


async def _post(port: int, waiting: list[bytes]) -> float:
    start = time.perf_counter()
    await asyncio.gather(*(_line(port, waiting) for _ in range(LINES)))
    return time.perf_counter() - start


def main() -> None:
    """Command line."""
    path, port, ballots = sys.argv[1:]
    waiting = requests_of(read_manifest(Path(path).read_bytes()), int(ballots))
    print(asyncio.run(_post(int(port), waiting)))


if __name__ == "__main__":
    main()

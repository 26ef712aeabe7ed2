"""The box as a process: one loop that listens, one thread that writes, a sweep every second."""

import asyncio
import fcntl
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Thread
from zoneinfo import ZoneInfo

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

from minping.box.app import Door
from minping.box.keeping import Means
from minping.box.rounds import Rounds, Setting, Tell
from minping.box.sealing import Seal, box_key, key_in
from minping.box.writer import Writer
from minping.core.findings import Finding, Place, RefusedInput, error

ZONE = ZoneInfo("Asia/Shanghai")
SWEEP = 1.0
"""Seconds between two looks at the exchange folder."""

Making = Callable[[Rounds, asyncio.AbstractEventLoop], Writer]


@dataclass(frozen=True)
class Address:
    """Where the box listens, and the one origin whose pages may cast."""

    host: str
    port: int
    origin: str


def serve(
    home: Path,
    exchange: Path,
    ticket_key: Path,
    address: Address,
    *,
    tell: Tell,
    mirror: Path | None = None,
    as_of: date | None = None,
    making: Making = Writer,
) -> None:
    """Keep the box open until SIGINT or SIGTERM. Raises RefusedInput when it cannot begin.

    ``as_of``: the day it is in a demo, at the present time of day. ``making``: what writes to the disk.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(home):
        _check_port(address)
        tempfile.tempdir = str(home)  # a tally that spills over stays inside the box
        means = Means(Seal(box_key(home)), time.monotonic, mirror=mirror)
        setting = Setting(home, exchange, key_in(ticket_key), means, _clock(as_of), tell, _apart)
        rounds = Rounds(setting)
        try:
            rounds.sweep()
            asyncio.run(_open(rounds, address, making))
        finally:
            rounds.close()


def _clock(as_of: date | None) -> Callable[[], datetime]:
    """The wall clock, turned to the day of a demo as the application's is."""

    def now() -> datetime:
        instant = datetime.now(ZONE)
        return instant + ((as_of - instant.date()) if as_of else timedelta())

    return now


def _apart(job: Callable[[], None]) -> None:
    Thread(target=job, name="minping-box-tally", daemon=True).start()


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Two boxes on one folder would overwrite each other's ballots."""
    with (home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            raise RefusedInput([_in_use(home)]) from fault
        yield


def _check_port(address: Address) -> None:
    with socket.socket() as found:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((address.host, address.port))
        except OSError as fault:
            raise RefusedInput([_port_taken(address)]) from fault


async def _open(rounds: Rounds, address: Address, making: Making) -> None:
    loop = asyncio.get_running_loop()
    writer = making(rounds, loop)
    writer.start()
    door = Door(rounds, writer, rounds.setting.ticket_key, address.origin)
    server = Server(
        door,
        address=address.host,
        port=address.port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        websockets=False,
        log_access=False,
        log_level=LogLevels.error,
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.stop)
    sweeping = asyncio.create_task(_sweep(writer, rounds))
    try:
        await server.serve()
    finally:
        sweeping.cancel()
        with suppress(asyncio.CancelledError):
            await sweeping
        writer.stop()
        await asyncio.to_thread(writer.join)


async def _sweep(writer: Writer, rounds: Rounds) -> None:
    while True:
        await asyncio.sleep(SWEEP)
        await writer.work(rounds.sweep)


def _in_use(home: Path) -> Finding:
    return error(
        "box.in_use",
        "另一个票箱进程正在使用这个文件夹",
        "another box is using this folder",
        "请先停止它，或换一个文件夹",
        "stop it first, or choose another folder",
        Place(str(home)),
    )


def _port_taken(address: Address) -> Finding:
    return error(
        "box.port",
        "地址或端口不能使用，可能已被别的程序占用",
        "the address or port cannot be used; another program may have it",
        "请用 --port 换一个端口",
        "choose another one with --port",
        Place(f"{address.host}:{address.port}"),
    )

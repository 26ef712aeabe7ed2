"""The demo's processes: started together, waited for until they answer, ended together."""

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from minping.core.findings import Place, RefusedInput, error
from minping.site.application import start

HOST = "127.0.0.1"
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Child:
    """A process of the demo: ``minping`` with ``words``; ``port`` 0: it does not listen."""

    words: Sequence[str]
    port: int = 0


@contextmanager
def running(children: Sequence[Child]) -> Iterator[Sequence["subprocess.Popen[bytes]"]]:
    """All of them, from when they answer until the block ends. Raises RefusedInput when one does not come up."""
    started = [start(child.words, {}) for child in children]
    try:
        for child, process in zip(children, started, strict=True):
            if child.port:
                _wait(child, process)
        yield started
    finally:
        for process in started:
            process.terminate()
        for process in started:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(15)
            if process.poll() is None:
                process.kill()
                process.wait()


def _wait(child: Child, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection((HOST, child.port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RefusedInput(
        [
            error(
                "demo.not_up",
                f"minping {child.words[0]} 没有启动",
                f"minping {child.words[0]} did not come up",
                f"请看上面的提示；端口{child.port}可能被占用",
                f"see what it says above; port {child.port} may be taken",
                Place(),
            )
        ]
    )

"""Run a command and measure it: wall time and peak memory of that process alone."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Run:
    """One run of a command: seconds of wall time, seconds of processor time, peak resident MiB."""

    wall: float
    processor: float
    memory: float


def measured(command: Sequence[str], byte_code: Path | None = None) -> Run:
    """Run a command once. Raises CalledProcessError when it fails, with what it said.

    ``byte_code``: where Python keeps what it compiled, as an installed program does beside its modules.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if byte_code is not None:
        environment["PYTHONPYCACHEPREFIX"] = os.fspath(byte_code)
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
    said = child.stdout.read() if child.stdout else b""
    # wait4 tells of this child only; the parent holds no data, so it does not raise the child's peak.
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.stdout:
        child.stdout.close()
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command, said)
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def medians(runs: Sequence[Run]) -> Run:
    """The median of each figure."""
    return Run(
        median(run.wall for run in runs),
        median(run.processor for run in runs),
        median(run.memory for run in runs),
    )

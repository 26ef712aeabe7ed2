"""Run a command and measure it: wall time and peak memory of that process alone."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Run:
    """One run of a command: seconds of wall time, seconds of processor time, peak resident MiB."""

    wall: float
    processor: float
    memory: float


def measured(command: Sequence[str]) -> Run:
    """Run a command once. Raises CalledProcessError when it fails, with what it said."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
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

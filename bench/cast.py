"""Casting: processor seconds of the box for each ballot that it has stored, beside two limits.

The box is the real process, with its default settings; voters post from another process over 32 lines that
stay open, each ballot once, and wait for the acknowledgement. Two ballots: 173 units × 5 aspects, and 12
answers. Limits: LimeSurvey 6.4 needs 0.18 to 0.20 processor seconds for a completed response (measured
on two cores); and SQLite storing packed ballots one commit at a time, without any server, in this run.
Aim: less than LimeSurvey by a factor of at least ten.
"""

import hashlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bench.children import measured
from bench.post_ballots import KEY
from minping.core.scheme.canonical import to_canonical
from minping.core.scheme.reader import read_scheme
from minping.core.secrecy.exchange import open_round
from minping.core.secrecy.manifest import Choice, CredentialClass, Manifest, Question, RatedUnit
from minping.core.secrecy.manifest_check import sized
from minping.core.secrecy.tickets import key_id

LIMESURVEY = 0.18
AIM = 0.1
SETTLING = 2.5
"""Seconds after the last ballot, so that the batches still to be written are counted too."""
UUID = "7d4f0c52-3a6e-4a7c-9f0e-2b8f3d5a1c{:02x}"


@dataclass(frozen=True)
class Form:
    """A ballot: so many units, so many aspects of each."""

    units: int
    aspects: int

    @property
    def answers(self) -> int:
        return self.units * self.aspects


SCHEME = """\
方案: 投票的计算
年度: 2026
量表: {五档: {选项: [{代码: A, 名称: 满意, 分值: 100}, {代码: B, 名称: 较满意, 分值: 80},
  {代码: C, 名称: 一般, 分值: 60}, {代码: D, 名称: 不满意, 分值: 0}, {代码: U, 名称: 不了解}]}}
测评项: [ASPECTS]
投票层面: {群众: {名称: 群众代表, 量表: 五档}}
轮次: {一: {层面: 群众}}
类别: [单位]
计分: {总分: {运算: 测评, 层面: 群众}}
"""
FORMS = (Form(173, 5), Form(12, 1))


@dataclass(frozen=True)
class Comparison:
    """Ballots stored, and for each the processor seconds and seconds of the box and of bare SQLite."""

    form: Form
    ballots: int
    box_processor: float
    box_wall: float
    bare_processor: float
    bare_wall: float

    @property
    def ratio(self) -> float:
        return self.box_processor / LIMESURVEY


def scheme_of(form: Form) -> bytes:
    """A frozen scheme that asks for so many aspects."""
    aspects = ", ".join(f"a{at}" for at in range(form.aspects))
    return to_canonical(read_scheme(SCHEME.replace("ASPECTS", aspects).encode(), "scheme.yaml"))


def manifest_of(form: Form, ballots: int, scheme: bytes) -> Manifest:
    """A round of one class that rates all units on five options."""
    options = tuple(Choice(code, code) for code in "ABCDU")
    return sized(
        Manifest(
            round=UUID.format(form.units),
            campaign=UUID.format(255),
            title="bench",
            title_en="bench",
            office="bench",
            phone="0",
            opens="2026-01-01",
            closes="2126-01-01T00:00:00+08:00",
            group="群众",
            round_code="一",
            scheme_hash=hashlib.sha256(scheme).hexdigest(),
            scales={"五档": options},
            forms={"单位": tuple(Question(f"a{at}", f"a{at}", "", "五档") for at in range(form.aspects))},
            units=tuple(RatedUnit(f"u{at}", f"u{at}", "单位") for at in range(form.units)),
            categories={"单位": "单位"},
            classes=(CredentialClass("all", "all", None, ballots, ballots),),
            ballot_size=0,
            key=key_id(KEY),
        )
    )


class Box:
    """The box as a process in ``folder``."""

    def __init__(self, folder: Path) -> None:
        with closing(socket.socket()) as found:
            found.bind(("127.0.0.1", 0))
            self.port = int(found.getsockname()[1])
        minping = str(Path(sys.executable).with_name("minping"))
        command = [minping, "box", "--quiet", "--home", str(folder), "--port", str(self.port)]
        self._child = subprocess.Popen(command)
        self._wait()

    def _wait(self) -> None:
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/b/health") as answer:
                    if json.load(answer)["rounds"] == 1:
                        return
            except OSError:
                time.sleep(0.05)
        raise TimeoutError("the box did not open")

    def processor(self) -> float:
        """Processor seconds so far, from the system's own account of the process."""
        fields = Path(f"/proc/{self._child.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        self._child.terminate()
        self._child.wait()


def compare(folder: Path, form: Form, ballots: int) -> Comparison:
    """Cast ``ballots`` ballots, then store as many with bare SQLite."""
    scheme = scheme_of(form)
    manifest = manifest_of(form, ballots, scheme)
    key = folder / "keys" / "ticket.key"
    key.parent.mkdir(parents=True)
    key.write_bytes(KEY)
    open_round(folder / "exchange", manifest, scheme)
    path = folder / "exchange" / "rounds" / manifest.round / "manifest.json"
    box = Box(folder)
    try:
        before = box.processor()
        posting = [sys.executable, "-m", "bench.post_ballots", str(path), str(box.port), str(ballots)]
        wall = float(subprocess.run(posting, check=True, capture_output=True, text=True).stdout)
        time.sleep(SETTLING)
        used = box.processor() - before
    finally:
        box.stop()
    peer = [sys.executable, "-m", "bench.peer_one_commit", str(folder / "bare.sqlite3"), str(form.answers)]
    idle, bare = measured([*peer, "0"]), measured([*peer, str(ballots)])
    bare_processor, bare_wall = bare.processor - idle.processor, bare.wall - idle.wall
    figures = (used, wall, bare_processor, bare_wall)
    return Comparison(form, ballots, *(figure / ballots for figure in figures))


def run(ballots: int, repeat: int) -> list[Comparison]:
    """Both forms, ``repeat`` times each in folders of their own; the runs of median processor time."""
    found = []
    for form in FORMS:
        runs = []
        for _ in range(repeat):
            with tempfile.TemporaryDirectory(prefix="minping-bench-") as folder:
                runs.append(compare(Path(folder), form, ballots))
        found.append(sorted(runs, key=lambda one: one.box_processor)[len(runs) // 2])
    return found


def report(found: list[Comparison]) -> None:
    """Print the figures."""
    for one in found:
        print(
            f"cast · {one.ballots:,} ballots of {one.form.answers} answers "
            f"({one.form.units} units × {one.form.aspects} aspects)"
        )
        print(f"  LimeSurvey 6.4   {1000 * LIMESURVEY:8.3f} ms processor a ballot (limit, 180 to 200)")
        print(
            f"  SQLite, 1 commit {1000 * one.bare_processor:8.3f} ms processor a ballot "
            f"{1 / one.bare_wall:9,.0f} ballots/s"
        )
        print(
            f"  minping box      {1000 * one.box_processor:8.3f} ms processor a ballot "
            f"{1 / one.box_wall:9,.0f} ballots/s"
        )
        met = "met" if one.ratio <= AIM else "missed"
        print(f"  ratio to LimeSurvey {one.ratio:.4f} (aim at most {AIM}: {met})")
        print(f"  throughput of the bare one-commit limit: {one.bare_wall / one.box_wall:.0%}")

"""All rounds of the exchange folder, opened, attended to and closed by a sweep that may run at any time."""

import gzip
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from minping.box.cards import Card, Verdict
from minping.box.close import clear_scratch, frozen_scheme, misfits, tally_round
from minping.box.keeping import COPY, SPOOL, KeptRound, Means
from minping.core.findings import Finding, Place, RefusedInput, error, warning
from minping.core.secrecy.exchange import (
    ROUNDS,
    SCHEME,
    Head,
    Status,
    is_closed_by_office,
    read_head,
    round_folder,
    write_status,
    write_whole,
)
from minping.core.secrecy.manifest import Manifest, manifest_hash
from minping.core.secrecy.manifest_check import MANIFEST, read_manifest
from minping.core.secrecy.tickets import key_id

Tell = Callable[[Sequence[Finding]], None]
ROUNDED = 10
"""While a round is open, only tens of ballots are shown: successive counts would show single votes."""


@dataclass
class HeldRound:
    """A round that the box knows. ``kept`` is None once it is tallied. ``untold``: the scheme file with
    which the tally failed."""

    manifest: Manifest
    data: bytes
    kept: KeptRound | None
    now: Callable[[], datetime]
    closing: bool = False
    counting: bool = False
    finished: bool = False
    failed_with: bytes | None = None
    status: Status | None = None
    packed: bytes = field(init=False)
    hash: str = field(init=False)

    def __post_init__(self) -> None:
        self.packed = gzip.compress(self.data, mtime=0)
        self.hash = manifest_hash(self.data)

    @property
    def taking(self) -> bool:
        """Whether ballots are taken: neither closed by the office nor past its closing instant."""
        return self.kept is not None and not self.closing and self.now() <= self.manifest.closing

    @property
    def answering(self) -> bool:
        """Whether the ballots are still at hand."""
        return self.kept is not None

    def accept(self, cards: Sequence[Card]) -> list[Verdict]:
        """Keep ballots, or say that it is too late; those that lie here already are acknowledged again."""
        if self.kept is None:
            return [Verdict.CLOSED] * len(cards)
        if self.taking:
            return self.kept.accept(cards)
        return [Verdict.STORED if self.kept.holds(card) else Verdict.CLOSED for card in cards]


@dataclass
class Setting:
    """Where the box lives and what it is given. ``now``: the wall clock, looked at only to compare it with
    closing instants. ``launch``: runs a tally apart from casting."""

    home: Path
    exchange: Path
    ticket_key: bytes
    means: Means
    now: Callable[[], datetime]
    tell: Tell
    launch: Callable[[Callable[[], None]], None]


class Rounds:
    """The rounds by their id. ``sweep`` is to be called now and then, from the thread that also casts."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.known: dict[str, HeldRound] = {}
        self._told: dict[str, tuple[Finding, ...]] = {}

    def sweep(self) -> None:
        """Look for new rounds, and attend to each: daily batches, close, tally, status."""
        top = self.setting.exchange / ROUNDS
        there = {path.parent.name for path in top.glob(f"*/{MANIFEST}")}
        for name in sorted(there | set(self.known)):
            try:
                self._look(name)
                self._attend(self.known[name])
            except RefusedInput as refused:
                self._tell(name, refused.findings)
            except Exception as fault:  # whatever it is, the other rounds go on
                self._tell(name, (_unusable(name, fault),))

    def _tell(self, name: str, findings: tuple[Finding, ...]) -> None:
        if findings != self._told.get(name, ()):
            self._told[name] = findings
            if findings:
                self.setting.tell(findings)

    # ---- opening

    def _look(self, name: str) -> None:
        place = f"{name}/{MANIFEST}"
        path, copy = round_folder(self.setting.exchange, name) / MANIFEST, self._home(name) / COPY
        if name in self.known:
            if path.exists() and path.read_bytes() == self.known[name].data:
                self._tell(name, ())
            else:
                self._tell(name, (_changed(place),))
            return
        data = copy.read_bytes() if copy.exists() else path.read_bytes()
        manifest = read_manifest(data, place)
        self._check(manifest, name, place)
        held = HeldRound(manifest, data, None, self.setting.now)
        if not self._ended(held):
            if not copy.exists():
                self._fits(manifest)
            copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(copy, data)
            clear_scratch(copy.parent)
            held.kept = KeptRound(copy.parent, manifest, self.setting.means)
        self.known[name] = held

    def _home(self, name: str) -> Path:
        return self.setting.home / ROUNDS / name

    def _check(self, manifest: Manifest, name: str, place: str) -> None:
        if manifest.round != name:
            raise RefusedInput([_misplaced(place)])
        if manifest.key != key_id(self.setting.ticket_key):
            raise RefusedInput([_other_key(place)])

    def _fits(self, manifest: Manifest) -> None:
        """Nothing is opened that could not be tallied. A scheme that is missing is told, and may still
        come before the close."""
        folder = round_folder(self.setting.exchange, manifest.round)
        try:
            scheme = frozen_scheme(folder, manifest)
        except RefusedInput as refused:
            self._tell(f"{manifest.round}/scheme", refused.findings)
            return
        if findings := misfits(manifest, scheme):
            raise RefusedInput(findings)

    def _ended(self, held: HeldRound) -> bool:
        """Whether the round is tallied; then its status says so."""
        head = read_head(self.setting.exchange, held.manifest.round)
        if head is None or head.manifest != held.hash:
            return False
        self._say(held, _closed(head))
        return True

    # ---- attending

    def _attend(self, held: HeldRound) -> None:
        kept, folder = held.kept, round_folder(self.setting.exchange, held.manifest.round)
        if kept is None or held.counting:
            return
        held.closing = held.closing or is_closed_by_office(folder, held.manifest)
        if held.closing:
            self._close(held, kept, folder)
            return
        kept.attend()
        kept.flush_full()
        self._say(held, _open(kept))
        self._tell(f"{held.manifest.round}/disk", tuple(kept.troubles.values()))

    def _say(self, held: HeldRound, status: Status) -> None:
        if held.status != status:
            write_status(self.setting.exchange, status)
            held.status = status

    def _close(self, held: HeldRound, kept: KeptRound, folder: Path) -> None:
        if self._ended(held):
            kept.close()
            (kept.home / SPOOL).unlink(missing_ok=True)  # empty since the last flush
            held.kept = None
            return
        if not held.finished:
            kept.finish()
            held.finished = not kept.waiting
        scheme = folder / SCHEME
        now_there = scheme.read_bytes() if scheme.exists() else b""
        if held.finished and held.failed_with != now_there:
            held.counting, held.failed_with = True, now_there
            self.setting.launch(lambda: self._count(held, kept, folder))

    def _count(self, held: HeldRound, kept: KeptRound, folder: Path) -> None:
        name = f"{held.manifest.round}/tally"
        try:
            tally_round(kept, folder)
            self._tell(name, ())
        except RefusedInput as refused:
            self._tell(name, refused.findings)
        except Exception as fault:  # whatever it is, the other rounds go on
            self._tell(name, (_unusable(name, fault),))
        finally:
            held.counting = False

    def close(self) -> None:
        """Give all files back."""
        for held in self.known.values():
            if held.kept is not None:
                held.kept.close()


def _open(kept: KeptRound) -> Status:
    rounded = kept.counted // ROUNDED * ROUNDED
    return Status(kept.manifest.round, kept.hash, "open", rounded, 0, kept.log_size, kept.log_head)


def _closed(head: Head) -> Status:
    return Status(
        head.round, head.manifest, "closed", head.counted, head.superseded, head.log_size, head.log_head
    )


def _unusable(name: str, fault: Exception) -> Finding:
    kind = type(fault).__name__
    return error(
        "box.round",
        f"这一轮暂时不能处理（{kind}）",
        f"this round cannot be attended to ({kind})",
        "请检查磁盘和文件权限；票箱会自动重试",
        "look at the disk and the rights of the files; the box tries again by itself",
        Place(name),
    )


def _changed(place: str) -> Finding:
    return warning(
        "box.manifest_changed",
        "清单在开放后被改动或移走，票箱仍按原清单运行",
        "the manifest was changed or moved after the opening; the box goes on with the first one",
        "请恢复原文件；如须改动，请另开一轮",
        "put the first one back; open another round if something must change",
        Place(place),
    )


def _misplaced(place: str) -> Finding:
    return error(
        "box.misplaced",
        "清单不在以自己轮次命名的文件夹里",
        "the manifest does not lie in the folder of its own round",
        "请从应用重新导出该轮次",
        "write the round again from the application",
        Place(place),
    )


def _other_key(place: str) -> Finding:
    return error(
        "box.other_key",
        "清单用的是另一把领票密钥",
        "the manifest names another ticket key",
        "请让票箱和应用使用同一个 ticket.key 文件",
        "let the box and the application use the same file ticket.key",
        Place(place),
    )

"""One round in the box: what is known of each ticket, what waits in the spool, what lies in the file."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random, SystemRandom

from minping.box.cards import Card, Known, Verdict, Waiting, card_in, next_version
from minping.box.sealing import OVERHEAD, Seal, UnsealableError
from minping.box.spool import Disk, Spool, SpoolFullError
from minping.box.store import Row, Store
from minping.box.troubles import damaged, trouble
from minping.core.findings import Finding, RefusedInput
from minping.core.secrecy.ballots import PAD
from minping.core.secrecy.exchange import sync_folder
from minping.core.secrecy.manifest import Manifest, manifest_hash, to_canonical

VERSIONS = 20
"""Of one ballot."""
PAUSE = 30
"""Seconds between two versions of one ballot."""
KEPT_BACK = 2
"""Times the size of a batch: as many ballots stay in the spool, chosen by lot, so that a ballot may lie in
any of several batches."""
LEAST_SLOTS = 2048
MIRROR_EVERY = 600
"""Seconds after which ballots that still wait in the spool are on the mirror too."""
SPOOL, BOX, COPY = "spool", "box.sqlite3", "manifest.json"


def nothing(_step: str) -> None:
    """What happens between two steps: tests stop the process there."""


@dataclass
class Means:
    """What a round needs from outside. ``monotonic``: seconds that never jump, kept in memory only."""

    seal: Seal
    monotonic: Callable[[], float]
    disk: Disk = field(default_factory=Disk)
    dice: Random = field(default_factory=SystemRandom)
    mirror: Path | None = None
    step: Callable[[str], None] = nothing


class KeptRound:
    """An open round. Not for several threads at once. ``troubles``: what the operator should look at.

    Raises RefusedInput when its files do not fit the key or the manifest.
    """

    def __init__(self, home: Path, manifest: Manifest, means: Means) -> None:
        self.manifest, self._means, self.home = manifest, means, home
        self.hash = manifest_hash(to_canonical(manifest))
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        waiting_at_most = (KEPT_BACK + 2) * manifest.batch.flush * len(manifest.classes)
        self._slots = slots = max(LEAST_SLOTS, waiting_at_most)
        name, size = manifest.round.encode(), manifest.ballot_size
        self._store = Store(home / BOX, bytes.fromhex(self.hash), size + OVERHEAD)
        try:
            self._spool = Spool(home / SPOOL, means.seal, name, size, slots, means.disk, means.dice)
        except BaseException:
            self._store.close()
            raise
        self._index: dict[bytes, Known] = {}
        self._waiting: dict[str, dict[int, Waiting]] = {one.code: {} for one in manifest.classes}
        self._last: dict[bytes, float] = {}
        self._daily = self._mirrored = means.monotonic()
        self._fresh = False
        self.troubles: dict[str, Finding] = {}
        try:
            self._find()
            for folder in (home, home.parent, home.parent.parent):
                sync_folder(folder)
        except BaseException:
            self.close()
            raise
        if self._spool.damaged:
            self.troubles["spool"] = trouble("spool", home / SPOOL)

    # ---- what lies there at the start

    def _find(self) -> None:
        for ballot, class_code, sequence, sealed in self._store.rows():
            entry = hashlib.sha256(self._opened(ballot, sealed)).digest()
            self._index[ballot] = Known(class_code, sequence, entry)
        for slot, record in self._spool.occupied():
            card = card_in(record)
            self._wait(card, slot)
            known = self._index.get(card.ballot)
            if known is None or known.sequence < card.sequence:
                versions = known.versions + 1 if known else 1
                self._index[card.ballot] = Known(card.class_code, card.sequence, card.entry, versions)

    def cards(self) -> Iterator[Card]:
        """The last version of each ballot in the box file, in the order of their keys."""
        for ballot, _, _, sealed in self._store.rows():
            yield card_in(self._opened(ballot, sealed))

    def _opened(self, ballot: bytes, sealed: bytes) -> bytes:
        """The canonical bytes of a ballot in the box file. Raises RefusedInput when it does not open."""
        try:
            return self._means.seal.open(sealed, self._about(ballot)).rstrip(PAD)
        except UnsealableError as fault:
            raise RefusedInput([damaged(self.home / BOX)]) from fault

    def _about(self, ballot: bytes) -> bytes:
        return b"minping-row-1\0" + self.manifest.round.encode() + b"\0" + ballot

    # ---- casting

    def accept(self, cards: Sequence[Card]) -> list[Verdict]:
        """Keep ballots; when this returns, those with the verdict ``stored`` are on the disk."""
        fresh: dict[bytes, Known] = {}
        verdicts, kept = [], []
        for card in cards:
            known = fresh.get(card.ballot) or self._index.get(card.ballot)
            verdict = self._judge(card, known, again=card.ballot in fresh)
            verdicts.append(verdict)
            if verdict is Verdict.STORED and (known is None or known.entry != card.entry):
                fresh[card.ballot] = next_version(card, known)
                kept.append(card)
        if kept and not self._keep(kept):
            touched = {card.ballot for card in kept}
            return [_unless(v, card.ballot in touched) for v, card in zip(verdicts, cards, strict=True)]
        self._index.update(fresh)
        return verdicts

    def holds(self, card: Card) -> bool:
        """Whether this very version is the last one of its ballot."""
        known = self._index.get(card.ballot)
        return known is not None and known.entry == card.entry

    def _judge(self, card: Card, known: Known | None, *, again: bool) -> Verdict:
        if known is None:
            return Verdict.STORED
        if known.class_code != card.class_code:
            return Verdict.BAD_TICKET
        if known.entry == card.entry:
            return Verdict.STORED
        if card.sequence <= known.sequence:
            return Verdict.STALE
        last = self._last.get(card.ballot)
        soon = again or (last is not None and self._means.monotonic() - last < PAUSE)
        return Verdict.TOO_OFTEN if soon or known.versions >= VERSIONS else Verdict.STORED

    def _keep(self, cards: list[Card]) -> bool:
        if self._spool.free < len(cards):
            self.flush_all(self.manifest.batch.daily)
        try:
            slots = self._spool.put([card.data for card in cards])
        except (OSError, SpoolFullError):
            return False
        now, self._fresh = self._means.monotonic(), True
        for card, slot in zip(cards, slots, strict=True):
            self._wait(card, slot)
            self._last[card.ballot] = now
        return True

    def _wait(self, card: Card, slot: int) -> None:
        self._waiting[card.class_code][slot] = Waiting(card.ballot, card.sequence, card.entry)

    @property
    def crowded(self) -> bool:
        """Whether the spool should be emptied before the next sweep."""
        return self._spool.free * 2 < self._slots

    # ---- batches

    def flush_full(self) -> None:
        """Move batches of the classes where enough ballots wait."""
        for code, slots in self._waiting.items():
            back = KEPT_BACK * self.manifest.batch.flush
            if len(slots) >= back + self.manifest.batch.flush:
                waiting = sorted({one.ballot for one in slots.values()})
                if len(waiting) >= back + self.manifest.batch.flush:
                    leaving = self._means.dice.sample(waiting, len(waiting) - back)
                    self._flush(code, set(leaving))

    def attend(self) -> None:
        """What time brings. Once a day, counted from the start of the process: move what waits, where it
        is not too few."""
        now = self._means.monotonic()
        if now - self._daily >= 24 * 60 * 60:
            self._daily = now
            self.flush_all(self.manifest.batch.daily)
        self._last = {ballot: at for ballot, at in self._last.items() if now - at < PAUSE}
        if self._fresh and now - self._mirrored >= MIRROR_EVERY:
            self.copy_to_mirror()

    def flush_all(self, at_least: int = 1) -> None:
        """Move all that waits in the classes where at least so many ballots wait."""
        for code, slots in self._waiting.items():
            waiting = {one.ballot for one in slots.values()}
            if len(waiting) >= at_least:
                self._flush(code, waiting)

    def _flush(self, code: str, leaving: set[bytes]) -> None:
        """Each step may be the last before a crash: doing all of them again loses and doubles nothing."""
        step, slots = self._means.step, self._waiting[code]
        moved = {slot: one for slot, one in slots.items() if one.ballot in leaving}
        rows = self._rows(moved)
        step("read")
        try:
            self._store.add(code, rows, self._means.dice, step)
            step("stored")
            self._store.tidy()
            step("tidied")
        except sqlite3.Error:
            self.troubles["box"] = trouble("box", self.home / BOX)
            return  # all of them still wait in the spool
        self.troubles.pop("box", None)
        for slot in moved:
            del slots[slot]
        self._wipe(moved)
        step("wiped")
        self.copy_to_mirror()
        step("mirrored")

    def _rows(self, moved: dict[int, Waiting]) -> list[Row]:
        """What the slots hold, sealed for the box file. What the disk has destroyed is told and forgotten,
        so that it does not hold up the others."""
        rows = []
        for slot, one in moved.items():
            try:
                record = self._spool.read(slot)
            except (OSError, UnsealableError):
                self.troubles["spool"] = trouble("spool", self.home / SPOOL)
                self._index.pop(one.ballot, None)
                continue
            rows.append(Row(*one, self._means.seal.close(record, self._about(one.ballot))))
        return rows

    def _wipe(self, slots: Collection[int]) -> None:
        try:
            self._spool.wipe(slots)
        except OSError:
            return  # the spool does it again before it keeps anything else

    def copy_to_mirror(self) -> None:
        """Overwrite the copy on the second disk, if there is one."""
        if self._means.mirror is None:
            return
        self._mirrored, self._fresh = self._means.monotonic(), False
        folder = self._means.mirror / self.manifest.round
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for name in (COPY, BOX, SPOOL):
                fresh = folder / f".{name}.new"
                shutil.copyfile(self.home / name, fresh)
                with fresh.open("rb+") as copied:
                    os.fsync(copied.fileno())
                fresh.replace(folder / name)
        except OSError:
            self.troubles["mirror"] = trouble("mirror", folder)
        else:
            self.troubles.pop("mirror", None)

    # ---- the end

    def finish(self) -> None:
        """The last flush, whatever the number, and the file in the order of its keys."""
        self.flush_all()
        self._store.tidy(at_once=True)
        self._means.step("finished")
        self.copy_to_mirror()

    @property
    def waiting(self) -> int:
        """Versions in the spool."""
        return sum(len(slots) for slots in self._waiting.values())

    @property
    def counted(self) -> int:
        """Ballots, each once however often it was cast."""
        return len(self._index)

    @property
    def log_size(self) -> int:
        return self._store.log_size

    @property
    def log_head(self) -> str:
        return self._store.log_head.hex()

    def log(self) -> list[bytes]:
        """All entries of the log."""
        return self._store.log()

    def close(self) -> None:
        """Give all files back."""
        self._spool.close()
        self._store.close()


def _unless(verdict: Verdict, touched: bool) -> Verdict:
    return Verdict.UNAVAILABLE if touched and verdict is Verdict.STORED else verdict

"""The spool: equal slots, always full of sealed bytes, most of them dummies.

A ballot goes into a random free slot, over the dummy there. The file never grows, and shows neither how
many ballots wait nor in which order they came.
"""

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from random import Random

from minping.box.sealing import OVERHEAD, Seal, UnsealableError
from minping.core.findings import Finding, Place, RefusedInput, error

_DUMMY, _BALLOT, _HEAD = b"\0", b"\1", b"\2"


class SpoolFullError(Exception):
    """No slot is free."""


class Disk:
    """The only way to the disk for ballots that are about to be acknowledged."""

    def write(self, handle: int, data: bytes, at: int) -> None:
        """Write all of ``data``. Raises OSError."""
        if os.pwrite(handle, data, at) != len(data):
            raise OSError(f"only a part of {len(data)} bytes was written")

    def sync(self, handle: int) -> None:
        """Return once everything written is on the disk. Raises OSError."""
        os.fdatasync(handle)


class Spool:
    """``slots`` slots for ballots of ``size`` bytes in the file ``path``, made when it is not there.

    ``name``: binds the sealed bytes to this round. Raises RefusedInput when the file does not fit the key
    or the sizes. ``damaged``: slots that could not be opened; they were never acknowledged, or the disk
    is failing.
    """

    def __init__(
        self, path: Path, seal: Seal, name: bytes, size: int, slots: int, disk: Disk, dice: Random
    ) -> None:
        self._seal, self._name, self._size, self._disk, self._dice = seal, name, size, disk, dice
        self._slot = size + 1 + OVERHEAD
        self._slots = slots
        if not path.exists():
            self._make(path)
        self._handle = os.open(path, os.O_RDWR)
        try:
            self._check(path)
        except BaseException:
            self.close()
            raise
        self._free: list[int] = []
        self._dirty: set[int] = set()
        self.damaged = 0

    def _about(self, slot: int) -> bytes:
        return b"minping-slot-1\0" + self._name + b"\0" + str(slot).encode()

    def _sealed(self, slot: int, kind: bytes, record: bytes = b"") -> bytes:
        return self._seal.close(kind + record.ljust(self._size), self._about(slot))

    def _make(self, path: Path) -> None:
        fresh = path.with_name(f".{path.name}.new")
        with fresh.open("wb") as write:
            write.write(self._sealed(0, _HEAD))
            for slot in range(1, self._slots + 1):
                write.write(self._sealed(slot, _DUMMY))
            write.flush()
            os.fsync(write.fileno())
        fresh.replace(path)

    def _check(self, path: Path) -> None:
        length = os.fstat(self._handle).st_size
        head = os.pread(self._handle, self._slot, 0)
        try:
            self._seal.open(head, self._about(0))
        except UnsealableError as fault:
            raise RefusedInput([_unfit(path)]) from fault
        if length != self._slot * (self._slots + 1):
            raise RefusedInput([_unfit(path)])

    def occupied(self) -> Iterator[tuple[int, bytes]]:
        """Every ballot that waits, with its slot, in no order; to be asked once, after opening."""
        self._free, self.damaged = [], 0
        for slot in range(1, self._slots + 1):
            try:
                kind, record = self._opened(slot)
            except UnsealableError:
                self.damaged += 1
                self._dirty.add(slot)
                continue
            if kind == _BALLOT:
                yield slot, record
            else:
                self._free.append(slot)

    def _opened(self, slot: int) -> tuple[bytes, bytes]:
        sealed = os.pread(self._handle, self._slot, slot * self._slot)
        plain = self._seal.open(sealed, self._about(slot))
        return plain[:1], plain[1:]

    def read(self, slot: int) -> bytes:
        """The ballot in a slot. Raises UnsealableError when the disk has damaged it."""
        return self._opened(slot)[1]

    @property
    def free(self) -> int:
        """How many ballots still fit."""
        return len(self._free) + len(self._dirty)

    def put(self, records: Sequence[bytes]) -> list[int]:
        """Keep ballots; when this returns they are on the disk. Gives their slots.

        Raises SpoolFullError, or OSError when the disk refuses: then none of them counts as kept, and
        their slots are overwritten before anything else is written.
        """
        self._clean()
        if len(records) > len(self._free):
            raise SpoolFullError
        chosen = [self._take() for _ in records]
        try:
            for slot, record in zip(chosen, records, strict=True):
                self._disk.write(self._handle, self._sealed(slot, _BALLOT, record), slot * self._slot)
            self._disk.sync(self._handle)
        except OSError:
            self._dirty.update(chosen)
            raise
        return chosen

    def _take(self) -> int:
        at = self._dice.randrange(len(self._free))
        self._free[at], self._free[-1] = self._free[-1], self._free[at]
        return self._free.pop()

    def wipe(self, slots: Collection[int]) -> None:
        """Put dummies over ballots. Raises OSError: it is done again before the next ballot is kept."""
        self._dirty.update(slots)
        self._clean()

    def _clean(self) -> None:
        if not self._dirty:
            return
        for slot in sorted(self._dirty):
            self._disk.write(self._handle, self._sealed(slot, _DUMMY), slot * self._slot)
        self._disk.sync(self._handle)
        self._free += self._dirty
        self._dirty.clear()

    def close(self) -> None:
        """Give the file back."""
        if self._handle >= 0:
            os.close(self._handle)
        self._handle = -1


def _unfit(path: Path) -> Finding:
    return error(
        "box.spool",
        "选票暂存文件打不开：密钥不对，或文件已损坏",
        "the spool cannot be opened: another key, or a damaged file",
        "请恢复配套的密钥文件；若磁盘损坏，请用镜像文件夹恢复整个票箱",
        "restore the key file that belongs to it; after a disk fault restore the whole box from its mirror",
        Place(str(path)),
    )

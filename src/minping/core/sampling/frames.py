"""A frame: the list that a draw is made from, published as hash ids and strata without anything personal.

File form: the line ``minping-frame-1``, the line ``name<TAB>…``, then one line ``id<TAB>stratum`` for every
entry in any order. The hash of a frame is the SHA-256 of these lines with the entries sorted.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from minping.core.findings import Finding, Place, RefusedInput, error

FORMAT = "minping-frame-1"
MOST_BYTES = 64 * 1024 * 1024
_ID = re.compile(r"[0-9a-f]{64}")
_SHOWN = 20


@dataclass(frozen=True, order=True)
class Entry:
    """One place on the list. ``id``: 64 hex digits that tell nothing about the person."""

    id: str
    stratum: str = ""


@dataclass(frozen=True)
class Frame:
    """A named list; ``entries`` are sorted, whatever order they were given in."""

    name: str
    entries: tuple[Entry, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical file."""
        return hashlib.sha256(frame_bytes(self)).hexdigest()

    def strata(self) -> dict[str, int]:
        """How many entries each stratum has, by name."""
        return dict(sorted(Counter(entry.stratum for entry in self.entries).items()))


def entry_id(token: bytes) -> str:
    """The public id of a list row from its private random token (at least 16 bytes)."""
    if len(token) < 16:
        raise ValueError("a token has at least 16 random bytes")
    return hashlib.sha256(b"minping-frame-1\0" + token).hexdigest()


def frame_of(name: str, entries: Iterable[Entry]) -> Frame:
    """A frame with its entries sorted. Raises RefusedInput for an id that stands twice or is no id."""
    ordered = tuple(sorted(entries))
    faults = list(_faults(name, ordered))
    if faults:
        raise RefusedInput(faults[:_SHOWN])
    return Frame(single_line(name), ordered)


def frame_bytes(frame: Frame) -> bytes:
    """The file of a frame, as it is published."""
    lines = [FORMAT, f"name\t{frame.name}", *(f"{e.id}\t{e.stratum}" for e in frame.entries)]
    return ("\n".join(lines) + "\n").encode()


def read_frame(data: bytes, file: str) -> Frame:
    """The frame in a file's bytes. Raises RefusedInput with the line of every fault."""
    if len(data) > MOST_BYTES:
        raise RefusedInput([_damaged(file, None, "文件过大", "the file is too large")])
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as fault:
        raise RefusedInput([_damaged(file, None, "不是 UTF-8 文本", "this is no UTF-8 text")]) from fault
    if len(lines) < 2 or lines[0].strip() != FORMAT or not lines[1].startswith("name\t"):
        raise RefusedInput(
            [_damaged(file, 1, f"开头应为 {FORMAT} 和名称两行", f"it must begin with {FORMAT} and a name")]
        )
    entries, faults = [], []
    for number, line in enumerate(lines[2:], 3):
        if not line.strip():
            continue
        identity, _, stratum = line.partition("\t")
        if _ID.fullmatch(identity) is None or "\t" in stratum:
            faults.append(_damaged(file, number, "不是「编号、层」两栏", "this is not id and stratum"))
        entries.append(Entry(identity, stratum.strip()))
    if faults:
        raise RefusedInput(faults[:_SHOWN])
    try:
        return frame_of(lines[1].removeprefix("name\t").strip(), entries)
    except RefusedInput as refused:
        raise RefusedInput(f.at(Place(file=file)) for f in refused.findings) from refused


def _faults(name: str, ordered: tuple[Entry, ...]) -> Iterator[Finding]:
    if not ordered or not single_line(name).isprintable() or not single_line(name):
        yield _damaged(name, None, "名单是空的，或没有名称", "the list is empty or has no name")
    for entry in ordered:
        unfit = not entry.stratum.isprintable() or entry.stratum != single_line(entry.stratum)
        if _ID.fullmatch(entry.id) is None or unfit:
            yield _damaged(
                name, None, f"编号或层不合规：{entry.id[:70]}", f"unfit id or stratum: {entry.id[:70]}"
            )
    for before, after in pairwise(ordered):
        if before.id == after.id:
            yield _damaged(name, None, f"编号重复：{after.id}", f"an id stands twice: {after.id}")


def single_line(text: str) -> str:
    """A name or stratum without line ends and doubled blanks."""
    return " ".join(text.split())


def _damaged(file: str, line: int | None, zh: str, en: str) -> Finding:
    return error(
        "frame.damaged",
        zh,
        en,
        "请使用公布的原始抽样框文件",
        "use the frame file as it was published",
        Place(file=file, line=line),
    )

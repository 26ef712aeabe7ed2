"""One file per letter: ``letter.json``, ``letter.sig`` and the files, in an archive that is stored, not packed."""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace

from minping.core.dispatch.letters import (
    Attached,
    BadLetterError,
    Letter,
    Opened,
    broken,
    from_bytes,
    holds,
    sign,
    to_bytes,
)
from minping.core.findings import Text
from minping.core.tally.unpacking import BrokenArchiveError, entries_of, locked, pieces

LETTER, SIGNATURE = "letter.json", "letter.sig"
LARGEST = 60 * 1024 * 1024
"""Bytes of a whole letter."""
MOST_FILES = 30
_LETTER_BYTES = 4 * 1024 * 1024
MOST_BYTES = LARGEST - _LETTER_BYTES
"""Of all files of a letter together."""
TOO_LARGE = Text(
    f"附件过多或过大：最多{MOST_FILES}份，合计不超过56MB。",
    f"Too many or too large files: {MOST_FILES} at most, 56 MB together.",
)
_DAY = (1980, 1, 1, 0, 0, 0)


def seal_letter(seed: bytes, letter: Letter, files: Sequence[tuple[str, bytes]] = ()) -> tuple[Letter, bytes]:
    """The letter with its files listed, and the bytes to send: the same letter always gives the same bytes.
    Raises ``BadLetterError`` when it is too large."""
    listed = tuple(Attached(name, hashlib.sha256(data).hexdigest(), len(data)) for name, data in files)
    if len(files) > MOST_FILES or sum(len(data) for _, data in files) > MOST_BYTES:
        raise BadLetterError(TOO_LARGE.zh, TOO_LARGE.en)
    whole = replace(letter, files=listed)
    told = to_bytes(whole)
    parts = [(LETTER, told), (SIGNATURE, sign(seed, told))]
    parts += [(f"files/{number:02d}", data) for number, (_, data) in enumerate(files, start=1)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name, _DAY), data)
    return whole, out.getvalue()


def open_letter(data: bytes) -> Opened:
    """Check and read a sealed letter. Raises ``BadLetterError``.

    The signature is checked against the key that the letter names: whether that key belongs to a known
    office is for the reader to say. Nothing is unpacked beyond the sizes that the letter lists.
    """
    if len(data) > LARGEST:
        raise BadLetterError("文件超过60MB，不能收取。", "The file is larger than 60 MB.")
    try:
        parts = _parts(data)
    except BrokenArchiveError as fault:
        raise broken() from fault
    told, signature = parts.pop(LETTER, b""), parts.pop(SIGNATURE, b"")
    letter = from_bytes(told)
    if not holds(letter.sender.key, told, signature):
        raise BadLetterError(
            "签名不符：内容被改动过，或不是所称单位发出的。请勿采用，并电话核实。",
            "The signature does not hold: it was altered, or comes from somebody else. Do not use it; telephone.",
        )
    wanted = [f"files/{number:02d}" for number in range(1, len(letter.files) + 1)]
    if sorted(parts) != wanted:
        raise broken()
    files = [parts[name] for name in wanted]
    for listed, found in zip(letter.files, files, strict=True):
        if len(found) != listed.size or hashlib.sha256(found).hexdigest() != listed.sha256:
            raise BadLetterError(
                f"附件“{listed.name}”与来文所列不符，请对方重新发来原文件。",
                f"The file “{listed.name}” is not the one that the letter lists; ask for the original again.",
            )
    return Opened(letter, files)


def _parts(data: bytes) -> dict[str, bytes]:
    stream = io.BytesIO(data)
    found: dict[str, bytes] = {}
    entries = entries_of(stream)
    if len(entries) > MOST_FILES + 2:
        raise broken()
    for entry in entries:
        if entry.filename in found or locked(entry) or entry.compress_type != zipfile.ZIP_STORED:
            raise broken()
        limit = _LETTER_BYTES if entry.filename == LETTER else LARGEST
        found[entry.filename] = _limited(stream, entry, limit)
    return found


def _limited(stream: io.BytesIO, entry: zipfile.ZipInfo, limit: int) -> bytes:
    taken = bytearray()
    for piece in pieces(stream, entry):
        taken += piece
        if len(taken) > limit:
            raise broken()
    return bytes(taken)

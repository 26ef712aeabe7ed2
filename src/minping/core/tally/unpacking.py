"""Packed workbooks, unpacked piece by piece: what an archive declares about its sizes is not believed.

The standard reader stops at the size that an entry declares, while the reader of workbooks goes on to
the end of its data: a guard that counts with the former is deceived. Standard library only.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

PIECE = 1 << 18
_HEAD = 30
"""Bytes of an entry's own header before its name."""


class BrokenArchiveError(Exception):
    """The archive is damaged, incomplete or packed in an unusual way."""


def entries_of(stream: BinaryIO) -> list[zipfile.ZipInfo]:
    """The entries of an archive. Raises ``BrokenArchiveError``."""
    try:
        return zipfile.ZipFile(stream).infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, EOFError, OSError, NotImplementedError) as fault:
        raise BrokenArchiveError from fault


def locked(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry asks for a password."""
    return bool(entry.flag_bits & 1)


def pieces(stream: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """What an entry unpacks to, in pieces of at most ``PIECE`` bytes. Raises ``BrokenArchiveError``."""
    stream.seek(entry.header_offset)
    head = stream.read(_HEAD)
    if len(head) < _HEAD or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise BrokenArchiveError
    name, extra = struct.unpack("<HH", head[26:])
    stream.seek(name + extra, 1)
    packed = _packed(stream, entry.compress_size)
    yield from packed if entry.compress_type == zipfile.ZIP_STORED else _inflated(packed)


def _packed(stream: BinaryIO, size: int) -> Iterator[bytes]:
    while size > 0 and (piece := stream.read(min(size, PIECE))):
        size -= len(piece)
        yield piece


def _inflated(packed: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(-15)
    try:
        for piece in packed:
            waiting = piece
            while waiting and not unpacker.eof:
                yield unpacker.decompress(waiting, PIECE)
                waiting = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as fault:
        raise BrokenArchiveError from fault

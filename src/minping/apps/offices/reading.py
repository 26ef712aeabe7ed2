"""Letters read back: their files, and the public data of a reported result."""

import io
from pathlib import Path

from minping.apps.foundation.errors import Refused
from minping.apps.offices.models import Letter
from minping.apps.offices.services.contents import UNREADABLE
from minping.apps.offices.services.sending import SHELF
from minping.core.dispatch import open_letter
from minping.core.tally.unpacking import BrokenArchiveError, entries_of, locked, pieces

MOST_BYTES = 500 * 1024 * 1024
MOST_ENTRIES = 500


def raw_of(letter: Letter) -> bytes:
    """The letter as it was sent or came in."""
    return SHELF.read(letter.file)


def public_of(letter: Letter) -> bytes:
    """The public folder of a reported result, packed."""
    return open_letter(raw_of(letter)).files[0]


def unpacked(data: bytes, folder: Path) -> Path:
    """Unpack a public folder below ``folder``; sizes are counted while it is unpacked. Raises Refused."""
    stream, total = io.BytesIO(data), 0
    try:
        entries = [entry for entry in entries_of(stream) if not entry.is_dir()]
        if len(entries) > MOST_ENTRIES or any(locked(entry) for entry in entries):
            raise Refused(UNREADABLE)
        for entry in entries:
            target = (folder / entry.filename).resolve()
            if not target.is_relative_to(folder.resolve()):
                raise Refused(UNREADABLE)
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as write:
                for piece in pieces(stream, entry):
                    total += len(piece)
                    if total > MOST_BYTES:
                        raise Refused(UNREADABLE)
                    write.write(piece)
    except (BrokenArchiveError, OSError, ValueError) as fault:
        raise Refused(UNREADABLE) from fault
    return folder

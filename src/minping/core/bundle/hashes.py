"""What exactly was read: a SHA-256 of every input file."""

import hashlib
from collections.abc import Mapping

from minping.core.bundle.locate import BALLOTS, TALLY, Layout


def input_hashes(layout: Layout) -> Mapping[str, str]:
    """Name of each file that was read → SHA-256 in hexadecimal, sorted by name."""
    found = {name: hashlib.sha256(raw).hexdigest() for name, raw in layout.raw.items()}
    for piece in layout.pieces.get(BALLOTS, []):
        if piece.name not in found:
            with piece.path.open("rb") as opened:
                found[piece.name] = hashlib.file_digest(opened, "sha256").hexdigest()
    for piece in layout.pieces.get(TALLY, []):
        for part in sorted(piece.path.rglob("*")):
            if part.is_file():
                name = f"{piece.name}/{part.relative_to(piece.path).as_posix()}"
                found[name] = hashlib.sha256(part.read_bytes()).hexdigest()
    return dict(sorted(found.items()))

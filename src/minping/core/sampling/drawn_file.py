"""The public list of a draw as CSV: list, stratum, drawn or reserve, place in the order, hash id."""

import csv
import io
from collections.abc import Iterator

from minping.core.sampling.draw import Draw

HEADER = ("list", "stratum", "part", "order", "id")
_FORMULA = ("=", "+", "-", "@")


def drawn_rows(draw: Draw) -> Iterator[tuple[str, ...]]:
    """One row per id, in the order of the lists, then of the draw."""
    for cell in draw.cells:
        for part, ids in (("drawn", cell.members), ("reserve", cell.reserves)):
            for order, identity in enumerate(ids, 1):
                yield (_guarded(cell.frame), _guarded(cell.stratum), part, str(order), identity)


def drawn_csv(draw: Draw) -> bytes:
    """The whole list; the same draw gives the same bytes."""
    out = io.StringIO(newline="")
    write = csv.writer(out, lineterminator="\r\n")
    write.writerow(HEADER)
    write.writerows(drawn_rows(draw))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text

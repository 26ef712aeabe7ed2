"""The red head of an official paper: how its name is broken and how large it is set, alike in Word and PDF."""

from collections.abc import Iterator
from dataclasses import dataclass

from minping.apps.documents.content import Letterhead, clean
from minping.apps.documents.lettering import width

RED = "E60012"
_ROOM = 432.0  # points: a little less than the type area of 156 mm
_LARGEST, _SMALLEST = 42.0, 18.0
_ONE_LINE = 14.0
_SEAMS = ("办公室文件", "办公室", "领导小组办公室文件", "领导小组办公室", "委员会文件", "委员会")


@dataclass(frozen=True)
class Head:
    """``lines`` of the office's name at ``points``; ``number`` and ``signer`` stand above the red line of a
    file, the number of a letter at the right below its lines."""

    lines: tuple[str, ...]
    points: float
    number: str
    signer: str
    letter: bool


def set_head(head: Letterhead, language: str) -> Head:
    """The head as it is printed: long names in two lines, never smaller than 18 points."""
    file = "文件" if language != "en" and not head.letter else ""
    lines = tuple(_lines(clean(head.office).strip() + file))
    widest = max(map(width, lines), default=1.0) or 1.0
    points = round(max(min(_ROOM / widest, _LARGEST), _SMALLEST), 1)
    signer = ("Signed by: " if language == "en" else "签发人：") + "　" * 4 if head.signer else ""
    return Head(lines, points, clean(head.number), signer, head.letter)


def blank_number(year: int, language: str) -> str:
    """A number of the year to be filled in by hand."""
    return f"No.       ({year})" if language == "en" else f"　　　　〔{year}〕　　号"


def _lines(name: str) -> Iterator[str]:
    if width(name) <= _ONE_LINE:
        yield name
        return
    cut = _cut(name)
    yield name[:cut].rstrip()
    yield name[cut:].lstrip()


def _cut(name: str) -> int:
    """Before a word that begins the office's own part, nearest to the middle; else the middle, or a space."""
    places = [len(name) - len(seam) for seam in _SEAMS if name.endswith(seam)]
    places += [place for place, character in enumerate(name) if character == " "]
    middle = len(name) // 2
    return min(
        (place for place in places if place > 0), key=lambda place: abs(place - middle), default=middle
    )

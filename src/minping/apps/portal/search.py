"""Finding a unit by its name, a former name, its code, or pinyin (whole or first letters)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from minping.apps.units.selectors import UnitFacts

MOST = 50


@lru_cache(maxsize=20_000)
def pinyin_of(name: str) -> tuple[str, str]:
    """``("xianshuiwuju", "xswj")``."""
    return "".join(lazy_pinyin(name)).lower(), "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


@dataclass(frozen=True)
class Hit:
    """A unit found; ``by``: the former name that it was found by, if it was."""

    unit: UnitFacts
    by: str = ""


def find(wanted: str, units: Iterable[UnitFacts]) -> list[Hit]:
    """Units that match, best first: the name itself, its beginning, its middle, then former names, then pinyin."""
    asked = "".join(wanted.split()).casefold()
    if not asked:
        return []
    ranked = [(rank, unit.code, Hit(unit, by)) for unit in units for rank, by in [_rank(asked, unit)] if rank]
    return [hit for _, _, hit in sorted(ranked, key=lambda found: found[:2])][:MOST]


def _rank(asked: str, unit: UnitFacts) -> tuple[int, str]:
    """A number, the smaller the better, 0 for no match; and the former name that matched."""
    own = [name.casefold() for name in (unit.name, unit.short, unit.english, unit.code) if name]
    if asked in own:
        return 1, ""
    if any(name.startswith(asked) for name in own):
        return 2, ""
    if any(asked in name for name in own):
        return 3, ""
    for name in unit.former:
        if asked in name.casefold():
            return 4, name
    if asked.isascii() and asked.isalpha():
        return _by_sound(asked, unit)
    return 0, ""


def _by_sound(asked: str, unit: UnitFacts) -> tuple[int, str]:
    for place, name in enumerate((unit.name, *unit.former)):
        whole, letters = pinyin_of(name)
        if whole.startswith(asked) or letters.startswith(asked):
            return 5 + place, name if place else ""
        if asked in letters or (len(asked) > 2 and asked in whole):
            return 50 + place, name if place else ""
    return 0, ""

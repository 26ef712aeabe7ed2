"""The State Council's holiday notices, one data file per year: days off, and weekend days worked instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

from minping.core.findings import Text


@dataclass(frozen=True)
class Notice:
    """What is announced for one year. ``sources``: title, number and day of each notice.

    ``off``: day → name of the holiday; ``worked``: weekend day → name of the holiday it is worked for.
    """

    year: int
    sources: tuple[str, ...]
    off: Mapping[date, Text]
    worked: Mapping[date, Text]


@cache
def notices() -> Mapping[int, Notice]:
    """The notices that come with the product, by year."""
    found = (_read(entry.read_text(encoding="utf-8")) for entry in sorted(_entries(), key=lambda e: e.name))
    return {notice.year: notice for notice in found}


def _entries() -> list[Traversable]:
    return [entry for entry in files(__package__).joinpath("data").iterdir() if entry.name.endswith(".yaml")]


def _read(text: str) -> Notice:
    said = yaml.safe_load(text)
    off: dict[date, Text] = {}
    worked: dict[date, Text] = {}
    for holiday in said["holidays"]:
        name = Text(holiday["name"], holiday["english"])
        length = (holiday["to"] - holiday["from"]).days + 1
        off |= {holiday["from"] + timedelta(days=n): name for n in range(length)}
        worked |= dict.fromkeys(holiday["instead"], name)
    return Notice(said["year"], tuple(said["notices"]), off, worked)

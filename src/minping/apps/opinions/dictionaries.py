"""The word list in force: the newest version that the office keeps, else the one that comes with the product."""

from dataclasses import dataclass
from functools import lru_cache

from minping.apps.opinions.models import WordList
from minping.core.opinions import dictionary
from minping.core.opinions.dictionary import Dictionary

SHIPPED_NUMBER = 1


@dataclass(frozen=True)
class ActiveList:
    """A word list with the number that suggestions bear."""

    number: int
    dictionary: Dictionary


def active() -> ActiveList:
    """The list by which texts are sorted from now on."""
    newest = WordList.objects.order_by("-number").values_list("number", flat=True).first()
    return _list(newest) if newest is not None else ActiveList(SHIPPED_NUMBER, _shipped())


def _shipped() -> Dictionary:
    return dictionary.SHIPPED


@lru_cache(maxsize=4)
def _list(number: int) -> ActiveList:
    return ActiveList(number, dictionary.read(WordList.objects.get(number=number).entries))

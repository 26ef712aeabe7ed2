"""The weight of a part: points, a share, either by category; or its points alone (计分值)."""

from dataclasses import dataclass
from fractions import Fraction

from minping.core.scheme.blocks import Block
from minping.core.scheme.cursor import Cursor
from minping.core.scheme.keys import key_named
from minping.core.scheme.names import Directory
from minping.core.scheme.nodes import ByCategory
from minping.core.scheme.read_asked import keyed
from minping.core.scheme.values import number, points
from minping.core.scheme.yaml_text import Kind

OTHERS = ("switch",)
"""The block whose key 其他 (default) also stands for the remaining categories of a weight."""


@dataclass(frozen=True)
class Weight:
    """A part's weight by category, in points of its parent or as a share."""

    by: ByCategory
    share: bool = False


NONE = Weight(ByCategory(None))


def weight_of(found: Block, directory: Directory, *, needed: bool) -> tuple[Weight, ByCategory | None]:
    """The part's weight, and its declared points where they stand beside a share to be checked."""
    worth = found.take("worth", lambda c: _by_category(c, directory), None)
    if "weight" in found:
        return found.take("weight", lambda c: _weight(c, directory), NONE), worth
    if worth is not None:
        return Weight(worth), None
    if needed:
        found.missing("weight")
    return NONE, None


def _weight(cursor: Cursor, directory: Directory) -> Weight:
    before = set(cursor.log.percents)
    by = _numbers(cursor, directory, points_only=False)
    percents = [path for path in cursor.log.percents - before if path[: len(cursor.path)] == cursor.path]
    number_of_weights = len(by.by_category) + (by.default is not None)
    if percents and len(percents) < number_of_weights:
        raise cursor.wrong(
            "scheme.weights",
            "同一项的权重有的写百分比、有的写分值",
            "some weights of one part are percentages and some are points",
            "请都写百分比，或都写分值",
            "write percentages or points throughout",
        )
    return Weight(by, bool(percents))


def _by_category(cursor: Cursor, directory: Directory) -> ByCategory:
    return _numbers(cursor, directory, points_only=True)


def _numbers(cursor: Cursor, directory: Directory, *, points_only: bool) -> ByCategory:
    decode = points if points_only else number
    if cursor.item.kind is not Kind.MAPPING:
        return ByCategory(decode(cursor))
    default: Fraction | None = None
    values = keyed(cursor, directory.categories, decode)
    for word in list(values):
        if word not in directory.categories.codes.values() and key_named(OTHERS, word) == "default":
            default = values.pop(word)
    return ByCategory(default, values)

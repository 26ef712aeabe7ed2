"""Who is asked what, when and about whom: scales, aspects, contents, voter groups, rounds, categories."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from minping.core.scheme.blocks import Block, Entry, block, each, named, read, section
from minping.core.scheme.cursor import Cursor
from minping.core.scheme.keys import value_named
from minping.core.scheme.model import (
    OVERALL,
    Aspect,
    BlankPolicy,
    Category,
    Content,
    FreeBand,
    FreePoints,
    Option,
    OptionKind,
    Round,
    Scale,
    VoterGroup,
)
from minping.core.scheme.names import Directory, Names
from minping.core.scheme.ranges import Window
from minping.core.scheme.values import boolean, choice, integer, number, points, text, texts, window
from minping.core.scheme.yaml_text import Item, Kind

T = TypeVar("T")
ZERO, ONE, HUNDRED = Fraction(0), Fraction(1), Fraction(100)


def entries(found: Block, key: str, decode: Callable[[Entry], T]) -> dict[str, T]:
    """A section's things by code. One that cannot be read leaves an empty thing of its name, so that
    references to it hold."""
    things: dict[str, T] = {}
    listed: list[Entry] = found.take(key, section, [])
    for entry in listed:
        value = read(entry.cursor, _entry_decoder(entry.code, decode), None)
        if value is None:
            nothing = replace(entry.cursor, item=Item(Kind.NULL, entry.cursor.line))
            value = decode(Entry(entry.code, nothing))
        things[entry.code] = value
    return things


def _entry_decoder(code: str, decode: Callable[[Entry], T]) -> Callable[[Cursor], T]:
    return lambda cursor: decode(Entry(code, cursor))


def read_scales(found: Block, directory: Directory) -> dict[str, Scale]:
    """量表."""
    scales = entries(found, "scales", _scale)
    directory.scales = Names.of((s.code, s.name) for s in scales.values())
    options = [(o.code, o.name) for s in scales.values() for o in s.options]
    bands = [(b.name, b.name) for s in scales.values() if s.free for b in s.free.bands]
    directory.options = Names.of([*options, *bands])
    return scales


def _scale(entry: Entry) -> Scale:
    found, name = named(entry, "scale")
    return Scale(
        code=entry.code,
        name=name,
        options=found.take("options", lambda c: each(c, _option), ()),
        free=found.take("free", _free, None),
        blank=found.take("blank", choice(BlankPolicy), BlankPolicy.ABSTAIN),
        clause=found.take("clause", text, ""),
    )


def _option(cursor: Cursor) -> Option:
    if cursor.item.kind is Kind.WORD:
        return Option(cursor.word(), cursor.word(), _kind_by_name(cursor.word()))
    found = block(cursor, "option")
    code = found.take("code", text, "")
    name = found.take("name", text, code)
    if not name:
        found.missing("name")
    plain = OptionKind.GRADED if "points" in found else _kind_by_name(name)
    return Option(
        code=code or name,
        name=name,
        kind=found.take("kind", choice(OptionKind), plain),
        points=found.take("points", points, None),
        satisfied=found.take("satisfied", boolean, False),
        aliases=found.take("aliases", texts, ()),
    )


def _kind_by_name(name: str) -> OptionKind:
    """An option called 不了解 or 弃权 is what it is called, unless it is given points."""
    return OptionKind(value_named("OptionKind", name) or "graded")


def _free(cursor: Cursor) -> FreePoints:
    found = block(cursor, "free")
    return FreePoints(
        low=found.take("low", points, ZERO),
        high=found.take("high", points, HUNDRED),
        step=found.take("step", points, ONE),
        bands=found.take("bands", lambda c: each(c, _free_band), ()),
    )


def _free_band(cursor: Cursor) -> FreeBand:
    found = block(cursor, "free_band")
    return FreeBand(
        name=found.need("name", text, ""),
        low=found.need("low", points, ZERO),
        high=found.need("high", points, ZERO),
        satisfied=found.take("satisfied", boolean, False),
    )


def read_aspects(found: Block, directory: Directory) -> dict[str, Aspect]:
    """测评项; a scheme that asks somebody but lists none has the one aspect 总体评价."""

    def aspect(entry: Entry) -> Aspect:
        inside, name = named(entry, "aspect")
        return Aspect(
            code=entry.code,
            name=name,
            weight=inside.take("weight", number, ONE),
            scale=inside.take("scale", directory.scales.one, ""),
            do=inside.take("do", texts, ()),
            dont=inside.take("dont", texts, ()),
            clause=inside.take("clause", text, ""),
        )

    aspects = entries(found, "aspects", aspect)
    if not aspects and "groups" in found:
        aspects = {OVERALL: Aspect(OVERALL, OVERALL)}
    directory.aspects = Names.of((a.code, a.name) for a in aspects.values())
    return aspects


def read_contents(found: Block) -> tuple[Content, ...]:
    """评议内容."""
    return found.take("contents", lambda c: each(c, _content), ())


def _content(cursor: Cursor) -> Content:
    if cursor.item.kind is Kind.WORD:
        return Content(cursor.word())
    found = block(cursor, "content")
    return Content(
        name=found.need("name", text, ""),
        do=found.take("do", texts, ()),
        dont=found.take("dont", texts, ()),
        clause=found.take("clause", text, ""),
    )


def read_groups(found: Block, directory: Directory) -> dict[str, VoterGroup]:
    """投票层面."""

    def group(entry: Entry) -> VoterGroup:
        inside, name = named(entry, "group")
        return VoterGroup(
            code=entry.code,
            name=name,
            scale=inside.take("scale", directory.scales.one, ""),
            aspects=inside.take("aspects", directory.aspects.several, ()),
            roster=inside.take("roster", text, ""),
            rates_all=inside.take("rates_all", boolean, False),
            mass=inside.take("mass", boolean, False),
            merge_class=inside.take("merge_class", text, ""),
            quota=inside.take("quota", integer, 0),
            channels=inside.take("channels", texts, ()),
            clause=inside.take("clause", text, ""),
        )

    groups = entries(found, "groups", group)
    directory.groups = Names.of((g.code, g.name) for g in groups.values())
    return groups


def read_rounds(found: Block, directory: Directory) -> dict[str, Round]:
    """轮次."""

    def one(entry: Entry) -> Round:
        inside, name = named(entry, "round")
        return Round(
            code=entry.code,
            name=name,
            groups=inside.take("groups", directory.groups.several, ()),
            reference_period=inside.take("reference_period", window, Window()),
            fieldwork=inside.take("fieldwork", window, Window()),
            counts=inside.take("counts", boolean, True),
            clause=inside.take("clause", text, ""),
        )

    rounds = entries(found, "rounds", one)
    directory.rounds = Names.of((r.code, r.name) for r in rounds.values())
    return rounds


def read_categories(found: Block, directory: Directory) -> dict[str, Category]:
    """类别."""

    def category(entry: Entry) -> Category:
        inside, name = named(entry, "category")
        return Category(
            code=entry.code,
            name=name,
            tree=inside.take("tree", directory.trees.one, ""),
            aspects=inside.take("aspects", directory.aspects.several, ()),
            aspect_weights=inside.take("aspect_weights", lambda c: keyed(c, directory.aspects, number), {}),
            full=inside.take("full", points, None),
            ranked=inside.take("ranked", boolean, True),
            clause=inside.take("clause", text, ""),
        )

    categories = entries(found, "categories", category)
    directory.categories = Names.of((c.code, c.name) for c in categories.values())
    return categories


def keyed(cursor: Cursor, names: Names, decode: Callable[[Cursor], T]) -> dict[str, T]:
    """A mapping from names to values, by code and in the order of the codes."""
    values: dict[str, T] = {}
    for word, child in cursor.entries():
        code = names.find(word) or word
        if code in values:
            raise child.wrong(
                "scheme.duplicate_key",
                f"「{code}」写了两次",
                f"“{code}” is written twice",
                "请删去一处",
                "remove one of them",
            )
        got: tuple[T, ...] = read(child, lambda c: (decode(c),), ())
        if got:
            values[code] = got[0]
    return dict(sorted(values.items()))

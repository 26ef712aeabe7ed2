"""Leaves of a score tree: survey, report, ledger, events, constant, reference."""

from fractions import Fraction

from minping.core.scheme.blocks import Block, block, each
from minping.core.scheme.cursor import Cursor
from minping.core.scheme.keys import folded
from minping.core.scheme.names import SEPARATORS, Directory
from minping.core.scheme.nodes import (
    AspectRule,
    Constant,
    EventCount,
    Head,
    Ledger,
    LedgerItem,
    Measure,
    Missing,
    Quantity,
    Ref,
    Report,
    Survey,
)
from minping.core.scheme.ranges import Window
from minping.core.scheme.values import (
    boolean,
    choice,
    integer,
    points,
    text,
    texts,
    window,
    word_of,
)

RETURNED = ("graded", "unknown", "abstain", "blank", "spoiled")


def survey(found: Block, head: Head, directory: Directory) -> Survey:
    """测评. Without 层面 all groups are meant; mean points are always divided by graded answers."""
    measure = found.take("measure", choice(Measure), Measure.MEAN_POINTS)
    graded = ("graded",) if measure is Measure.MEAN_POINTS else ()
    return Survey(
        head=head,
        groups=found.take("groups", directory.groups.several, tuple(directory.groups.codes.values())),
        rounds=found.take("rounds", directory.rounds.several, ()),
        channels=found.take("channels", texts, ()),
        strata=found.take("strata", texts, ()),
        clusters=found.take("clusters", texts, ()),
        aspects=found.take("aspects", directory.aspects.several, ()),
        measure=measure,
        numerator=found.take("numerator", directory.options.several, ()),
        denominator=found.take("denominator", denominators, graded),
        aspect_rule=found.take("aspect_rule", choice(AspectRule), AspectRule.MEAN),
        trim_high=found.take("trim_high", integer, 0),
        trim_low=found.take("trim_low", integer, 0),
        min_valid=found.take("min_valid", integer, 0),
        if_short=found.take("if_short", choice(Missing), Missing.NA),
    )


def denominators(cursor: Cursor) -> tuple[str, ...]:
    """``有效票``, ``[有效票, 不了解]`` or ``有效票+不了解``; 收回 is every ballot that came back."""
    found: dict[str, None] = {}
    for words in each(cursor, _denominator):
        found.update(dict.fromkeys(words))
    return tuple(found)


def _denominator(cursor: Cursor) -> tuple[str, ...]:
    plain = folded(cursor.word()).translate({ord(sign): "、" for sign in SEPARATORS})
    parts = [part.strip() for part in plain.split("、")]
    if len(parts) > 1:
        held = [cursor.with_word(part) for part in parts if part]
        return tuple(word for one in held for word in _denominator(one))
    word = word_of("Denominator")(cursor)
    return RETURNED if word == "returned" else (word,)


def report(found: Block, head: Head) -> Report:
    """报送. The component is named as the node unless 部件 says otherwise."""
    return Report(
        head=head,
        component=found.take("component", text, head.name),
        quantity=found.take("quantity", choice(Quantity), Quantity.POINTS),
        partner=found.take("partner", text, ""),
        denominator_name=found.take("denominator_name", text, ""),
        signed=found.take("signed", boolean, False),
        not_applicable=found.take("not_applicable", choice(Missing), None),
    )


def ledger(found: Block, head: Head) -> Ledger:
    """台账."""
    return Ledger(
        head=head,
        base=found.take("base", points, Fraction(0)),
        items=found.need("items", lambda c: each(c, _ledger_item), ()),
        window=found.take("window", window, Window()),
        evidence=found.take("evidence", boolean, True),
    )


def _ledger_item(cursor: Cursor) -> LedgerItem:
    found = block(cursor, "ledger_item")
    code = found.take("code", text, "")
    name = found.take("name", text, code)
    if not name:
        found.missing("name")
    return LedgerItem(
        code=code or name,
        name=name,
        points=found.take("points", points, None),
        cap=found.take("cap", points, None),
        period=found.take("period", word_of("Period"), ""),
        period_cap=found.take("period_cap", points, None),
        clause=found.take("clause", text, ""),
    )


def event_count(found: Block, head: Head) -> EventCount:
    """事件数. Counts the events called as the node unless 事件 names them."""
    return EventCount(head, found.take("events", texts, (head.name,)), found.take("window", window, Window()))


def constant(found: Block, head: Head) -> Constant:
    """定值."""
    return Constant(head, found.need("value", points, Fraction(0)))


def ref(found: Block, head: Head, directory: Directory) -> Ref:
    """引用."""
    return Ref(head, found.need("tree", directory.trees.one, ""))

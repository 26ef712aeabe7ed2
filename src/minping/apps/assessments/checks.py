"""What must be right about an entry before it is recorded: the same for the form and for an imported table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from minping.apps.assessments.ledger import OPINION_ONLY, Item, Place, items_by_unit, places_of
from minping.apps.assessments.models import Book
from minping.apps.assessments.words import day_words, rule_of, signed, window_words
from minping.apps.campaigns.selectors import frozen_scheme
from minping.apps.foundation.clock import today
from minping.core.findings import Text

NO_EVIDENCE = Text("没有佐证。", "There is no evidence.")
EVIDENCE_REMEDY = Text(
    "请填写佐证材料的名称、文号，或者上传附件。", "Name the paper that proves it, or upload a file."
)


@dataclass(frozen=True)
class EntryLine:
    """What is recorded. ``points`` None: the item's own for each of ``count``."""

    unit: UUID
    item: str
    day: date
    points: Fraction | None = None
    count: int = 1
    reason: str = ""
    evidence: str = ""
    source: str = ""


@dataclass(frozen=True)
class Fault:
    """What is wrong with which part of an entry, and what to do."""

    part: str
    code: str
    said: Text
    remedy: Text

    @property
    def text(self) -> Text:
        return Text(f"{self.said.zh}{self.remedy.zh}", f"{self.said.en} {self.remedy.en}")


@dataclass(frozen=True)
class Ground:
    """What entries of a campaign are held against, read once."""

    book: Book
    places: Mapping[UUID, Place]
    items: Mapping[UUID, Mapping[str, Item]]
    """Unit → the items that can be recorded of it, by code."""
    today: date

    def item(self, line: EntryLine) -> Item | None:
        """The item as the unit meets it."""
        return self.items.get(line.unit, {}).get(line.item)


def ground_of(book: Book) -> Ground:
    """Reads scheme, units and the day once."""
    scheme, places = frozen_scheme(book.campaign_id), places_of(book.campaign_id)
    return Ground(book, places, items_by_unit(scheme, places) if scheme is not None else {}, today())


def faults_of(line: EntryLine, ground: Ground, *, files: bool = False) -> Iterator[Fault]:
    """Everything wrong with an entry. ``files``: some come with it, so that evidence need not be named."""
    place = ground.places.get(line.unit)
    if place is None:
        yield Fault(
            "unit",
            "entry.unit",
            Text("该单位没有参加这次评议。", "This unit does not take part in the campaign."),
            Text(
                "请先在评议活动中登记该单位，或记到它的上级单位。",
                "Let it take part first, or record it for the unit above it.",
            ),
        )
        return
    if place.status == OPINION_ONLY:
        yield Fault(
            "unit",
            "entry.opinion_only",
            Text(
                "该单位只征求意见，不计分。",
                "This unit is only asked for opinions; it has no score.",
            ),
            Text("请改记其他单位。", "Record it for another unit."),
        )
    item = ground.item(line)
    if item is None and place.below and not ground.items.get(line.unit):
        yield _not_counted(ground.places.get(place.over))
    elif item is None:
        yield _unknown_item(line, ground.items.get(line.unit, {}))
    else:
        yield from _points(line, item)
        if item.evidence and not line.evidence.strip() and not files:
            yield Fault("evidence", "entry.evidence", NO_EVIDENCE, EVIDENCE_REMEDY)
    yield from _day(line.day, item, ground)
    yield from _empty(line)


def _empty(line: EntryLine) -> Iterator[Fault]:
    for part, zh, en in (("reason", "事由", "what happened"), ("source", "来源", "the source")):
        if not getattr(line, part).strip():
            yield Fault(
                part,
                f"entry.{part}",
                Text(f"没有填写{zh}。", f"Missing: {en}."),
                Text(f"请填写{zh}。", f"Fill in {en}."),
            )


def _not_counted(over: Place | None) -> Fault:
    name = over.unit.name if over is not None else ""
    return Fault(
        "unit",
        "entry.below",
        Text(
            "方案不单独考评下属站所、窗口，记在这里不计分。",
            "The scheme does not assess stations and windows by themselves; it would not count.",
        ),
        Text(f"请记到{name}。", f"Record it for {name}."),
    )


def _unknown_item(line: EntryLine, items: Mapping[str, Item]) -> Fault:
    names = "、".join(item.name for item in items.values()) or "—"
    return Fault(
        "item",
        "entry.item",
        Text(
            f"方案对这一类单位没有考评项「{line.item}」。",
            f"The scheme has no item “{line.item}” for this category.",
        ),
        Text(f"可用的有：{names}。", f"There are: {names}."),
    )


def _points(line: EntryLine, item: Item) -> Iterator[Fault]:
    if line.points is None:
        if item.of.points is None:
            yield Fault(
                "points",
                "entry.points",
                Text(f"「{item.name}」没有规定分值。", f"“{item.name}” has no points of its own."),
                Text("请填写分值，扣分写负数。", "Write the points; deductions are negative."),
            )
        return
    if line.points == 0 or (item.of.points is not None and line.points * item.of.points < 0):
        rule = rule_of(item.of)
        yield Fault(
            "points",
            "entry.sign",
            Text(
                f"记{signed(line.points)}分，与「{item.name}」不符（{rule.zh}）。",
                f"{signed(line.points)} points do not fit “{item.name}” ({rule.en}).",
            ),
            Text("请核对正负号；误记的请撤回原记录。", "Check the sign; withdraw an entry made by mistake."),
        )


def _day(day: date, item: Item | None, ground: Ground) -> Iterator[Fault]:
    last = min(ground.today, ground.book.cut_off)
    if day > last:
        late, words = day > ground.book.cut_off, day_words(last)
        yield Fault(
            "day",
            "entry.day",
            Text("日期在截止日之后。", "The day lies after the cut-off.")
            if late
            else Text("日期晚于今天。", "The day lies in the future."),
            Text(f"请填不晚于{words.zh}的日期。", f"Give a day not later than {words.en}."),
        )
    elif item is not None and not item.window.holds(day.isoformat()):
        words, told = window_words(item.window), day_words(day)
        yield Fault(
            "day",
            "entry.window",
            Text(
                f"{told.zh}不在考评年度（{words.zh}）内。",
                f"{told.en} lies outside the assessment year ({words.en}).",
            ),
            Text(
                "请核对日期；跨年度的记到相应年度的评议。",
                "Check the day; record it in the year it belongs to.",
            ),
        )

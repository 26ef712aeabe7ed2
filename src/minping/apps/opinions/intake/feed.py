"""Tables of hotlines, websites and programmes: what is checked, written and taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.imports.kinds import CHANGED, NEW, UNCHANGED, Notes, Outcome, Row, Target, Undo
from minping.apps.foundation.jobs import Told
from minping.apps.foundation.sealing import blind_index
from minping.apps.leads.services import lead_spot
from minping.apps.opinions.intake.handled import (
    account_of,
    cells_before,
    cells_of,
    handling_keep,
    handling_restore,
    sender_digests,
)
from minping.apps.opinions.intake.handled import digest_of as handling_digest
from minping.apps.opinions.intake.matching import Units
from minping.apps.opinions.models import Answer, Likeness, Opinion
from minping.apps.opinions.selectors import lead_words, units_taking
from minping.apps.opinions.services.moving import APART
from minping.apps.opinions.services.taking import Giver, digest_of, opinion_take
from minping.core.findings import Text

CHUNK = 500
UNTOUCHED = ("received", "reading")


@dataclass(frozen=True)
class Sent:
    """What a number of the sender became."""

    opinion: UUID
    state: str
    digest: str
    run: UUID | None

    @property
    def apart(self) -> bool:
        return self.state in APART


class Known:
    """What the sender has sent before, by its number."""

    def __init__(self, target: Target) -> None:
        found = Opinion.objects.filter(campaign=target["campaign"], source_note=target["sender"])
        rows = found.exclude(external="").values_list("external", "id", "state", "digest", "run")
        self._rows = {
            number: Sent(opinion, state, digest, run)
            for number, opinion, state, digest, run in rows.iterator(CHUNK)
        }
        self._handled = sender_digests(UUID(target["campaign"]), target["sender"])

    def shown(self, number: str) -> Sent | None:
        """What is there already and need not be taken in. One that went the way of leads before its import was
        taken back is there and does not show: its row must read like any other."""
        found = self._rows.get(number)
        return None if found is None or (found.apart and found.run is None) else found

    def sent(self, number: str) -> Sent:
        """What the number became; it must be known."""
        return self._rows[number]

    def hidden(self, number: str) -> UUID | None:
        """The one that is there and does not show."""
        found = self._rows.get(number)
        return found.opinion if found is not None and self.shown(number) is None else None

    def readable(self, number: str) -> UUID | None:
        """Its opinion, where somebody of the office may read it."""
        found = self._rows.get(number)
        return found.opinion if found is not None and not found.apart else None

    def says_more(self, number: str, row: Row) -> bool:
        """Whether the row tells of a handling that was not told before, or otherwise."""
        cells, found = cells_of(row), self._rows.get(number)
        return (
            bool(cells) and found is not None and self._handled.get(found.opinion) != handling_digest(cells)
        )

    def add(self, number: str, sent: Sent) -> None:
        """One that has just come in."""
        self._rows[number] = sent


def said_in(row: Row) -> str:
    """Title and content as one text."""
    title, content = row["title"] or "", row["text"] or ""
    return content if not title or content.startswith(title) else f"{title}\n{content}"


def number_of(row: Row) -> str:
    """The row's number at the sender; a table without numbers is known by what it says."""
    if row["number"]:
        return str(row["number"])
    return "#" + blind_index(f"{row['day'] or ''} {said_in(row)}", "feed-row")[:40]


def check(rows: Sequence[Row], notes: Notes, target: Target) -> Mapping[int, Outcome]:
    """What each row would do; reads only."""
    known, units = Known(target), Units(units_taking(UUID(target["campaign"])))
    first: dict[str, int] = {}
    found: dict[int, Outcome] = {}
    for row in rows:
        number = number_of(row)
        label = str(row["number"] or row["title"] or "")
        if number in first:
            _twice(notes, row, first[number])
            continue
        first[number] = row.number
        _day(notes, row)
        _unit(notes, row, units)
        if (before := known.shown(number)) is not None:
            found[row.number] = Outcome(CHANGED if known.says_more(number, row) else UNCHANGED, label)
            if before.digest != digest_of(said_in(row)):
                _differs(notes, row)
        else:
            found[row.number] = Outcome(NEW, label)
    return found


def _twice(notes: Notes, row: Row, earlier: int) -> None:
    notes.error(
        row,
        "number",
        "opinions.feed.twice",
        Text(f"与第{earlier}行重复", f"the same as row {earlier}"),
        Text("删去其中一行", "remove one of them"),
    )


def _day(notes: Notes, row: Row) -> None:
    if row["day"] and date.fromisoformat(row["day"]) > today():
        notes.error(
            row,
            "day",
            "opinions.feed.future",
            Text("日期晚于今天", "the day lies in the future"),
            Text("核对日期", "check the day"),
        )


def _unit(notes: Notes, row: Row, units: Units) -> None:
    if row["unit"] and units.meant(row["unit"]) is None:
        notes.warn(
            row,
            "unit",
            "opinions.feed.unit",
            Text(f"没有查到单位「{row['unit']}」，或不止一个", f"“{row['unit']}” is no unit, or several"),
            Text(
                "照样导入，分办时再定单位",
                "it is taken in without a unit, which is settled when it is routed",
            ),
        )


def _differs(notes: Notes, row: Row) -> None:
    notes.warn(
        row,
        "text",
        "opinions.feed.differs",
        Text("这个编号导入过，内容与上次不同", "this number was taken in before with another text"),
        Text("保留原先的内容；新内容请另录一条", "the earlier text stays; type the new one in by itself"),
    )


def apply(actor: Actor, rows: Sequence[Row], target: Target, told: Told) -> Undo:
    """Take the new rows in; what undoing needs is the number of the batch."""
    known, units = Known(target), Units(units_taking(UUID(target["campaign"])))
    batch, repeats = uuid4(), []
    before: dict[str, dict[str, str]] = {}
    for at, row in enumerate(rows, 1):
        number = number_of(row)
        if (hidden := known.hidden(number)) is not None:
            Opinion.objects.filter(id=hidden).update(run=batch)
        elif known.shown(number) is None:
            known.add(number, _take(actor, row, number, target, units, batch))
            if row["repeats"]:
                repeats.append((number, str(row["repeats"])))
        elif known.says_more(number, row):
            before |= _more(actor, known, number, row)
        if at % 50 == 0:
            told(at, len(rows))
    _link(known, repeats)
    return {"batch": str(batch), "before": before}


def _more(actor: Actor, known: Known, number: str, row: Row) -> dict[str, dict[str, str]]:
    """A matter that came in before, now with what its sender did about it; what was told before that."""
    sent = known.sent(number)
    told = {str(sent.opinion): cells_before(sent.opinion)}
    account = account_of(row)
    marked = lead_words(account)
    if marked:
        kept = Opinion.objects.only("unit", "campaign", "source").get(id=sent.opinion)
        lead_spot(
            actor=actor,
            text=account,
            source=kept.source,
            words=marked,
            unit=kept.unit_id,
            campaign=kept.campaign_id,
        )
    handling_keep(sent.opinion, cells_of(row), apart=bool(marked))
    return told


def _take(actor: Actor, row: Row, number: str, target: Target, units: Units, batch: UUID) -> Sent:
    giver = Giver(row["name"] or "", row["phone"] or "", row["address"] or "")
    taken = opinion_take(
        actor=actor,
        campaign=UUID(target["campaign"]),
        source=target["source"],
        source_note=target["sender"],
        external=number,
        text=said_in(row),
        unit=units.meant(row["unit"]) if row["unit"] else None,
        kind=row["kind"] or Opinion.Kind.COMPLAINT,
        giver=giver,
        wants_answer=bool(row["wants_answer"]),
        day=date.fromisoformat(row["day"]) if row["day"] else None,
        run=batch,
        beside=account_of(row),
    )
    handling_keep(taken.id, cells_of(row))
    kept = Opinion.objects.only("state", "digest").get(id=taken.id)
    return Sent(kept.id, kept.state, kept.digest, batch)


def _link(known: Known, repeats: Sequence[tuple[str, str]]) -> None:
    """What the sender calls a repeat is proposed as one; a person confirms (F017). Nothing is dropped."""
    for number, earlier in repeats:
        one, other = known.readable(earlier), known.readable(number)
        if one is not None and other is not None and one != other:
            Likeness.objects.get_or_create(
                one_id=one, other_id=other, defaults={"method": Likeness.Method.EXACT, "score": 100}
            )


def undo(actor: Actor, info: Mapping[str, Any], target: Target) -> None:
    """Take a batch back while nobody has dealt with any of it. Raises Refused.

    What went the way of leads stays with its keepers, and nothing here shows that it does.
    """
    mine = Opinion.objects.filter(run=info["batch"])
    shown = mine.exclude(state__in=APART)
    answered = Answer.objects.filter(opinion__in=shown).exists()
    dealt_with = shown.filter(~Q(state__in=UNTOUCHED) | ~Q(klass="") | Q(masked_by__isnull=False))
    if answered or dealt_with.exists():
        raise Refused(
            Text(
                "其中有的意见已经分办或答复，不能撤销这次导入。",
                "Some of these opinions have been sorted or answered; the import cannot be undone.",
            )
        )
    for opinion, cells in info.get("before", {}).items():
        handling_restore(UUID(opinion), cells)
    shown.delete()
    mine.update(run=None)

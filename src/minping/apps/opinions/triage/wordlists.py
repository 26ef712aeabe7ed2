"""The word list: each change makes a new version, and none changes what a person has settled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.audit import hold, record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.jobs import Told, start
from minping.apps.foundation.permissions import require
from minping.apps.leads.services import lead_spot
from minping.apps.opinions.dictionaries import SHIPPED_NUMBER, active
from minping.apps.opinions.models import Opinion, WordList
from minping.apps.opinions.services.moving import opinion_moved
from minping.apps.opinions.triage.finding import OPEN
from minping.apps.opinions.triage.opening import text_of
from minping.core.findings import Finding, Place, RefusedInput, Text, error
from minping.core.opinions import dictionary
from minping.core.opinions.entries import CLASSES, USES, Entry

JOB = "opinions.suggest"
CHUNK = 200
PARTS = {
    **{f"class-{key}": name for key, name in CLASSES.items()},
    **{use: name for use, name in USES.items() if use != "class"},
}
"""The list is edited part by part: what speaks for one class, or serves one other use."""


def part_of(entry: Entry) -> str:
    """The part of the list in which an entry stands."""
    return f"class-{entry.klass}" if entry.use == "class" else entry.use


def as_lines(entries: Iterable[Entry]) -> str:
    """Entries one by line: word, weight, hint; what is not said is left out."""
    return "\n".join(_line(entry) for entry in entries)


def _line(entry: Entry) -> str:
    said = [entry.word, str(entry.weight), entry.route]
    if entry.use != "class" and entry.klass:
        said.append(entry.klass)
    while said[-1] == "":
        said.pop()
    return " | ".join(said)


def entries_in(text: str, part: str) -> Sequence[Mapping[str, Any]]:
    """The entries that a part's lines say, as ``dictionary.read`` takes them. Raises Refused naming lines."""
    use, _, klass = part.partition("-")
    found, faults = [], []
    for number, line in enumerate(text.splitlines(), 1):
        said = [piece.strip() for piece in line.replace("｜", "|").replace("\t", "|").split("|")]
        if not said[0]:
            continue
        weight = said[1] if len(said) > 1 and said[1] else "3"
        if not weight.isdecimal():
            faults.append(_fault(number, line))
            continue
        found.append(
            {
                "word": said[0],
                "class": klass or (said[3] if len(said) > 3 else ""),
                "use": use,
                "weight": int(weight),
                "route": said[2] if len(said) > 2 else "",
            }
        )
    if faults:
        raise Refused(Text("词表没有保存。", "The word list was not saved."), faults)
    return found


def _fault(number: int, line: str) -> Finding:
    return error(
        "words.weight",
        f"「{line.strip()}」的权重不是数字",
        f"the weight in “{line.strip()}” is no number",
        "写成“词 | 权重 | 去向”，如“红包 | 9”",
        "write “word | weight | hint”, as in “红包 | 9”",
        Place(line=number),
    )


@transaction.atomic
def words_save(*, actor: Actor, part: str, text: str, note: str, base: int) -> int:
    """Put a part's lines in place of what stood there: a new version of the whole list; its number.

    ``base``: the version that was shown; refused when somebody saved another meanwhile.
    """
    require(actor, "opinions.words")
    said = note.strip()
    if not said:
        raise Refused(Text("请写明改了什么。", "Say what was changed."))
    before = active()
    if before.number != base:
        raise Refused(
            Text(
                f"第{before.number}版刚由别人保存，请重新打开再改。",
                f"Version {before.number} was saved by somebody else just now; open it again.",
            )
        )
    kept = [entry.as_json() for entry in before.dictionary.entries if part_of(entry) != part]
    entries = [*kept, *entries_in(text, part)]
    _readable(entries)
    number = max(before.number, SHIPPED_NUMBER) + 1
    WordList.objects.create(
        number=number, entries=entries, note=said[:200], made_by=actor.name, made_at=now()
    )
    record(actor, "opinions.words.saved", number, note=said[:200])
    return number


def _readable(entries: Sequence[Mapping[str, Any]]) -> None:
    try:
        dictionary.read(entries)
    except RefusedInput as refused:
        text = Text("词表没有保存，请按提示修改。", "The word list was not saved; mend what is named.")
        raise Refused(text, refused.findings) from refused


def version(number: int) -> Sequence[Entry] | None:
    """The entries of a version; None for one that never was."""
    if number == SHIPPED_NUMBER:
        return dictionary.SHIPPED.entries
    found = WordList.objects.filter(number=number).first()
    return dictionary.read(found.entries).entries if found else None


@dataclass(frozen=True)
class Difference:
    """How a version differs from another."""

    added: Sequence[Entry]
    gone: Sequence[Entry]
    altered: Sequence[tuple[Entry, Entry]]


def difference(before: Sequence[Entry], after: Sequence[Entry]) -> Difference:
    """What came, what went, what has another weight or hint."""
    old = {(entry.word, part_of(entry)): entry for entry in before}
    new = {(entry.word, part_of(entry)): entry for entry in after}
    return Difference(
        added=[entry for key, entry in new.items() if key not in old],
        gone=[entry for key, entry in old.items() if key not in new],
        altered=[(old[key], entry) for key, entry in new.items() if key in old and old[key] != entry],
    )


def suggest_ask(*, actor: Actor) -> UUID:
    """Start suggesting anew for what still waits to be read; the job."""
    require(actor, "opinions.words")
    return start(JOB, f"{JOB}:{active().number}", {}, actor)


def waiting_for(number: int) -> int:
    """How many opinions wait with another version's suggestion."""
    return Opinion.objects.filter(state__in=OPEN, klass="", erased=False).exclude(suggested_by=number).count()


def suggest_again(told: Told) -> int:
    """Suggest anew for opinions that wait and that nobody has sorted; how many have another class now.

    What the newer words send to the restricted inbox goes there, and is not told; what its keepers judged to be
    none before stays where it is.
    """
    words = active()
    ids = list(
        Opinion.objects.filter(state__in=OPEN, klass="", erased=False)
        .exclude(suggested_by=words.number)
        .values_list("id", flat=True)
    )
    other = 0
    for at in range(0, len(ids), CHUNK):
        for opinion in ids[at : at + CHUNK]:
            other += _suggest(opinion, words.number, words.dictionary)
        told(min(at + CHUNK, len(ids)), len(ids))
    return other


@transaction.atomic
def _suggest(opinion: UUID, number: int, words: dictionary.Dictionary) -> bool:
    hold()
    row = Opinion.objects.select_for_update().filter(id=opinion, state__in=OPEN, klass="").first()
    if row is None:
        return False
    text = text_of(row)
    found = words.suggest(text)
    before, row.suggested, row.suggested_by = row.suggested, (found.klass or "")[:40], number
    row.save(update_fields=["suggested", "suggested_by"])
    if found.lead and row.state == "reading" and row.lead is None:
        lead = lead_spot(
            actor=SYSTEM,
            text=text,
            source=row.source,
            words=found.lead_words,
            unit=row.unit_id,
            campaign=row.campaign_id,
            opinion=row.id,
        )
        opinion_moved(
            actor=SYSTEM,
            opinion=row.id,
            act="mark_lead",
            facts=("marked",),
            lead=lead,
            theme=None,
            group=None,
        )
        return False
    return before != row.suggested

"""The cut-off: everything that was shown and decided is frozen by two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from minping.apps.assessments.models import Book, Entry
from minping.apps.assessments.services.found import act, known_campaign, open_book
from minping.apps.assessments.services.objections import objectable
from minping.apps.assessments.words import day_words
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.approvals import ask
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.core.findings import Text
from minping.core.scoring.inputs import EntryState

FREEZE = "assessments.book.freeze"


@dataclass(frozen=True)
class Lack:
    """What stands in the way of the freeze. ``state``: the entries it is about, as the list filters them."""

    text: Text
    state: str = ""


def lacks_of(book: Book) -> Sequence[Lack]:
    """Everything that stands in the way; empty: the book can be frozen."""
    rows = list(Entry.objects.filter(campaign=book.campaign_id).only("state", "object_until", "content"))
    states = [one.state for one in rows]
    found = []
    if today() < book.cut_off:
        day = day_words(book.cut_off)
        found.append(Lack(Text(f"截止日{day.zh}还没有到。", f"The cut-off, {day.en}, has not come.")))
    if n := states.count(EntryState.PROPOSED):
        found.append(
            Lack(
                Text(
                    f"{n}条记录还没有告知单位：请告知或撤回。",
                    f"{n} entries were not shown: show or withdraw.",
                ),
                EntryState.PROPOSED,
            )
        )
    if n := states.count(EntryState.OBJECTED):
        found.append(
            Lack(Text(f"{n}条异议还没有裁定。", f"{n} objections are not decided."), EntryState.OBJECTED)
        )
    ends = [one.object_until for one in rows if objectable(one) and one.object_until]
    if ends:
        found.append(Lack(_open_until(len(ends), max(ends)), EntryState.VISIBLE))
    return found


def _open_until(n: int, last: date) -> Text:
    day = day_words(last)
    return Text(
        f"{n}条记录还在异议期内，最晚到{day.zh}。", f"Units may still object to {n} entries, until {day.en}."
    )


def _ready(book: Book) -> None:
    lacks = lacks_of(book)
    if lacks:
        raise Refused(
            Text(
                f"还不能冻结：{''.join(lack.text.zh for lack in lacks)}",
                f"It cannot be frozen yet: {' '.join(lack.text.en for lack in lacks)}",
            )
        )


@transaction.atomic
def freeze_ask(*, actor: Actor, campaign: UUID) -> None:
    """Ask the second person to freeze the book. Refuses while something stands in the way."""
    require(actor, "assessments.decide")
    _ready(open_book(campaign))
    title = known_campaign(campaign)
    ask(
        actor=actor,
        act=FREEZE,
        subject=campaign,
        title=Text(
            f"冻结日常考评：{title.title}", f"Freeze the daily assessment: {title.title_en or title.title}"
        ),
        payload={"campaign": str(campaign), "asked_by": actor.name},
    )


def carry_freeze(actor: Actor, payload: Mapping[str, Any]) -> None:
    """What happens when the second person agrees; looked at again, since something may have come between."""
    campaign = UUID(payload["campaign"])
    book = open_book(campaign)
    _ready(book)
    frozen = 0
    counting = (EntryState.VISIBLE, EntryState.UPHELD)
    for one in Entry.objects.select_for_update().filter(campaign=campaign, state__in=counting).order_by("id"):
        act(one, "freeze", {"cut_off_reached": True, "within_objection_period": objectable(one)})
        one.save(update_fields=["state"])
        frozen += 1
    book.state, book.frozen_at = Book.State.FROZEN, now()
    book.asked_by, book.agreed_by = payload["asked_by"], actor.name
    book.save()
    record(actor, "assessments.book.frozen", campaign, entries=frozen)

"""What every service of this room asks first: who, in which campaign, of which unit."""

from uuid import UUID

from minping.apps.assessments.models import Book, Entry
from minping.apps.campaigns.selectors import CampaignFacts, campaign_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.written import said
from minping.apps.units.selectors import below
from minping.core.findings import Text
from minping.core.lifecycle import DAILY_ENTRY, Case, IllegalMove, perform
from minping.core.lifecycle.machine import Facts

GONE = Text("这一项已不存在，请刷新页面。", "This no longer exists; reload the page.")
FROZEN = Text(
    "日常考评已冻结，不能再记、再改。结果公布前的差错通过申诉更正。",
    "The daily assessment is frozen. What is wrong is corrected by an appeal.",
)
CLOSED = Text(
    "已过截止日，不能再记。确需补记的，由评议办先调整截止日。",
    "The cut-off has passed. Where something must still be recorded, the office moves the cut-off first.",
)


def known_campaign(campaign: UUID) -> CampaignFacts:
    """Refuses a campaign that does not exist, and one that is over."""
    found = campaign_of(campaign)
    if found is None:
        raise Refused(GONE)
    if found.state == "archived":
        raise Refused(
            Text("这次评议已归档，不能再改。", "This campaign is archived and can no longer be changed.")
        )
    return found


def open_book(campaign: UUID) -> Book:
    """The campaign's book, held. Refuses where there is none and where it is frozen."""
    known_campaign(campaign)
    found = Book.objects.select_for_update().filter(campaign=campaign).first()
    if found is None:
        raise Refused(Text("日常考评还没有开账。", "The book of the daily assessment is not open yet."))
    if found.state == Book.State.FROZEN:
        raise Refused(FROZEN)
    return found


def writable_book(campaign: UUID) -> Book:
    """As ``open_book``, before the cut-off has passed."""
    found = open_book(campaign)
    if today() > found.cut_off:
        raise Refused(CLOSED)
    return found


def held(entry: UUID) -> Entry:
    """The entry, held with its book, so that nothing moves while the book is being frozen."""
    there = Entry.objects.filter(id=entry).first()
    if there is None:
        raise Refused(GONE)
    open_book(there.campaign_id)
    return Entry.objects.select_for_update().get(id=entry)


def act(entry: Entry, name: str, facts: Facts = ()) -> None:
    """Move the entry by the table. Raises Refused with what is lacking."""
    try:
        entry.state = perform(DAILY_ENTRY, Case(entry.state), name, facts).state
    except IllegalMove as illegal:
        raise Refused(illegal.text) from illegal


def as_unit(actor: Actor, unit: UUID) -> None:
    """Raises NotAllowed unless a liaison acts for his unit or what lies below it."""
    if not actor.may("assessments.own") or unit not in below(actor.units):
        raise NotAllowed("assessments.own")


def reasoned(reason: str) -> str:
    """Why; never empty."""
    return said(reason, Text("理由", "the reason"), 1000)

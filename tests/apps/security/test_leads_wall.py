"""A lead reaches its keepers and nobody else: every address, every role, every search and export (F168)."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

import pypdfium2
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch
from tests.apps.opinions.objects import Place, lead_of, make_place, taken
from tests.apps.security.objects import World
from tests.apps.security.routes import Route
from tests.apps.security.visits import OWN, REACHED, named, reached, undone

from minping.apps.accounts.selectors import actor_for
from minping.apps.campaigns.models import Participation
from minping.apps.casework.services.elsewhere import problem_hand_over
from minping.apps.casework.services.raising import problem_raise
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.models import AuditEntry
from minping.apps.foundation.permissions import roles_for
from minping.apps.foundation.roles import Role
from minping.apps.leads.services import lead_hand_over, lead_seal
from minping.apps.opinions.triage.deciding import leads_settle, opinion_mark_lead

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ASKED, PLANTED = "翠鸟窗帘", "七十二级暗梯"
"""What is searched for, and what stands beside it in the text and must not come back."""
BY_WORDS = f"{ASKED}{PLANTED}：经办人收了红包好处费才给办。"
BY_HAND = f"{ASKED}{PLANTED}，每逢周五有人悄悄上去。"
SEARCHED = "&".join(f"{name}={ASKED}" for name in ("q", "words", "text", "search", "name", "act"))
KEEPS = {Role.DISCIPLINE}
BY_THE_ARRIVAL = {"foundation:audit"}
"""Shows that a text came in, as of any other."""
Visitors = dict[Role, Client]


@dataclass(frozen=True)
class Planted:
    """Leads in every state, with what they came from."""

    opinions: tuple[UUID, ...]
    leads: tuple[UUID, ...]

    @property
    def ids(self) -> tuple[UUID, ...]:
        return (*self.opinions, *self.leads)


def place_of(world: World) -> Place:
    """A running campaign in which the liaison's own unit takes part."""
    place = make_place()
    Participation.objects.create(campaign_id=place.campaign, unit_id=world.own)
    return place


def plant(world: World, visitors: Visitors, place: Place) -> Planted:
    """One found by the word list, one that a clerk marked, one handed over, one that had become a problem first;
    all about the liaison's own unit."""
    waiting, handed = (
        taken(place, text, unit=world.own, consent=True) for text in (BY_WORDS, f"{BY_WORDS}。")
    )
    marked = taken(place, BY_HAND, unit=world.own, consent=True)
    opinion_mark_lead(actor=world.clerk, opinion=marked.id)
    leads = tuple(lead_of(one) for one in (waiting, marked, handed))
    discipline = actor_of(visitors)
    lead_seal(actor=discipline, lead=leads[2], users=[])
    lead_hand_over(actor=discipline, lead=leads[2], receiver=f"县纪委{PLANTED}", way="system")
    leads_settle()
    title = f"{ASKED}{PLANTED}"
    problem = problem_raise(
        actor=world.clerk,
        campaign=place.campaign,
        unit=world.own,
        origin="masses",
        source="office",
        title=title,
        text=BY_HAND,
        register=False,
    )
    problem_hand_over(actor=world.clerk, problem=problem)
    return Planted(tuple(one.id for one in (waiting, marked, handed)), leads)


def actor_of(visitors: Visitors) -> Actor:
    """The keeper among the visitors."""
    return actor_for(UUID(visitors[Role.DISCIPLINE].session["_auth_user_id"]))


@pytest.fixture(scope="module")
def there(world: World, visitors: Visitors) -> Planted:
    """Planted once; all tests of the module but visit."""
    return plant(world, visitors, place_of(world))


@dataclass(frozen=True)
class Seen:
    """An answer: its status and all its text, of pages, of workbooks and documents unpacked, of PDFs."""

    status: int
    text: str
    made: bool = False
    """A file that is made anew, with its time, each time it is asked for."""


def seen(answer: HttpResponse) -> Seen:
    """Read an answer whole."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    made = data.startswith((b"PK", b"%PDF"))
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            data = b"\n".join(packed.read(name) for name in packed.namelist())
    if data.startswith(b"%PDF"):
        with suppress(pypdfium2.PdfiumError):  # what somebody uploaded need not be whole
            pages = pypdfium2.PdfDocument(data)
            return Seen(answer.status_code, "\n".join(p.get_textpage().get_text_range() for p in pages), made)
    return Seen(answer.status_code, data.decode("utf-8", "replace") + repr(answer.headers), made)


def got(client: Client, address: str) -> Seen:
    """What an address answers; what the visit changed is undone."""
    with undone():
        return seen(getattr(client, "get")(address))  # noqa: B009 - the test client's own type is another


def asked(client: Client, address: str) -> Seen:
    """The same, searching for the words that stand beside the planted ones."""
    return got(client, f"{address}{'&' if '?' in address else '?'}{SEARCHED}")


def check(said: str, there: Planted, who: str, *, ids: bool = True) -> None:
    assert PLANTED not in said, who
    if ids:
        for one in there.ids:
            assert str(one) not in said, who
            assert one.hex[:8].upper() not in said, who


def whoever_may(route: Route, visitors: Visitors) -> Iterator[tuple[str, Client]]:
    """Those for whom the address opens; that it does not for others, another walk shows."""
    yield "nobody", Client()
    permission = getattr(route.view, "permission", "")
    allowed = roles_for(permission) if permission else {Role.CLERK}
    yield from ((role, client) for role, client in visitors.items() if role in allowed)


@named([route for route in REACHED if not route.name.startswith("leads:")])
def test_no_page_search_or_export_shows_a_lead(
    route: Route, world: World, visitors: Visitors, there: Planted
) -> None:
    with reached(route, world) as address:
        for who, client in whoever_may(route, visitors):
            said = asked(client, address).text
            check(said, there, f"{who} {address}", ids=route.name != "foundation:audit")


@named([route for route in OWN if len(route.ids) == 1 and not route.name.startswith("leads:")])
def test_its_ids_open_nothing(route: Route, visitors: Visitors, there: Planted) -> None:
    """Whoever noted the address of an opinion before it was marked finds nothing there any more."""
    for one in there.ids:
        try:
            address = route.at(**dict.fromkeys(route.ids, one))
        except NoReverseMatch:
            return
        for who, client in whoever_may(route, visitors):
            answer = asked(client, address)
            assert answer.status != HTTPStatus.OK or not route.permission, f"{who} {address}"
            assert PLANTED not in answer.text, f"{who} {address}"


@named([route for route in REACHED if route.name.startswith("leads:")])
def test_the_inbox_itself_opens_for_its_keepers_alone(
    route: Route, visitors: Visitors, there: Planted
) -> None:
    ids = {name: there.leads[0] if name == "lead" else "dismiss" for name in route.ids}
    for who, client in whoever_may(route, visitors):
        if who not in KEEPS:
            answer = asked(client, route.at(**ids))
            check(answer.text, there, f"{who} {route.name}", ids=not ids)
            assert not ids or answer.status != HTTPStatus.OK, f"{who} {route.name}"


def test_its_keepers_do_read_it(visitors: Visitors, there: Planted) -> None:
    """Else the tests above would prove nothing."""
    for one in there.leads:
        assert PLANTED in got(visitors[Role.DISCIPLINE], f"/office/leads/{one}/").text


CHANGING = re.compile(
    r'(csrfmiddlewaretoken"? value=")[^"]*|(name="(?:mark|token|seed)" value=")[^"]*|\b[0-9a-f]{32,}\b|\d\d:\d\d'
    r"|Expires[^,]*,[^,]*,|csrftoken=\S*"
)


def shape(answer: Seen) -> str:
    """An answer without what differs from one visit to the next."""
    return "" if answer.made else CHANGING.sub("·", answer.text)


def test_no_page_nor_count_differs_for_a_lead_that_lies_in_the_inbox(
    world: World, visitors: Visitors
) -> None:
    """What everybody else sees is the same, to the letter, as if the texts had never come."""
    with undone():
        place = place_of(world)
        before, again = shapes(visitors), shapes(visitors)
        plant(world, visitors, place)
        after = shapes(visitors)
    steady = [page for page in before if before[page] == again[page]]
    assert len(steady) > 0.9 * len(before)
    assert [page for page in steady if after[page] != before[page]] == []


def shapes(visitors: Visitors) -> dict[tuple[str, str], str]:
    """What each of those who may not know sees at each address without ids."""
    return {
        (who, route.name): shape(got(client, route.at()))
        for route in OWN
        if not route.ids and route.name not in BY_THE_ARRIVAL
        for who, client in whoever_may(route, visitors)
        if who not in KEEPS
    }


def test_the_log_of_acts_ties_a_lead_to_nothing(world: World, there: Planted) -> None:
    """Beside its arrival, which is as of any other, an opinion is not named; a lead is named by its id alone."""
    for one in there.opinions:
        entries = AuditEntry.objects.filter(subject=str(one))
        assert {entry.act for entry in entries} == {"opinions.opinion.taken"}
    for one in there.leads:
        entries = AuditEntry.objects.filter(subject=str(one))
        assert all(entry.act.startswith("leads.lead.") and not entry.detail for entry in entries)
    said = "".join(f"{entry.detail}" for entry in AuditEntry.objects.all())
    for one in (*there.ids, world.own):
        assert str(one) not in said

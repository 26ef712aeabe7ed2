"""Taking over what the box counted."""

import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from tests.apps.results.year import year_of

from minping.apps.campaigns.models import Round
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.results.models import RoundTally
from minping.apps.results.services import tallies, tallies_take, tally_take
from minping.apps.results.storing import kept, unzipped
from minping.core.secrecy.exchange import TALLY, round_folder
from minping.core.tally.shards import load_tally

pytestmark = pytest.mark.django_db


def states() -> set[str]:
    return set(Round.objects.values_list("state", flat=True))


def test_closed_rounds_are_taken_over_once_and_settled() -> None:
    year = year_of()
    assert tallies_take() == len(year.rounds)
    assert states() == {"validated"}
    assert tallies_take() == 0
    assert RoundTally.objects.count() == len(year.rounds)


def test_what_is_kept_is_the_tally_that_the_box_wrote() -> None:
    year = year_of()
    tallies_take()
    round_id = next(iter(year.rounds.values()))
    tally = RoundTally.objects.get(round=round_id)
    with tempfile.TemporaryDirectory() as made:
        ours = load_tally(unzipped(kept(tally.file), Path(made)))
    theirs = load_tally(round_folder(Path(settings.EXCHANGE), str(round_id)) / TALLY)
    assert list(ours.patterns.rows()) == list(theirs.patterns.rows())


def test_a_tally_of_another_manifest_is_refused_and_stops_no_other() -> None:
    year = year_of()
    strange = next(iter(year.rounds.values()))
    Round.objects.filter(id=strange).update(manifest="f" * 64)
    assert tallies_take() == len(year.rounds) - 1
    assert Round.objects.get(id=strange).state == "closed"
    assert not RoundTally.objects.filter(round=strange).exists()


def test_a_round_below_its_minimum_is_found_short() -> None:
    year = year_of()
    round_id = next(iter(year.rounds.values()))
    Round.objects.filter(id=round_id).update(minimum=1_000_000)
    tallies_take()
    assert Round.objects.get(id=round_id).state == "short"


def test_more_ballots_than_tickets_void_the_round(monkeypatch: pytest.MonkeyPatch) -> None:
    year_of()
    monkeypatch.setattr(tallies, "issued_of", lambda _found: 1)
    tallies_take()
    assert states() == {"void"}


def test_an_open_round_has_no_tally_to_take(clerk: Actor) -> None:
    year = year_of()
    round_id = next(iter(year.rounds.values()))
    Round.objects.filter(id=round_id).update(state="open")
    with pytest.raises(Refused, match="没有截止"):
        tally_take(actor=clerk, round=round_id)


def test_readers_take_nothing_over(someone) -> None:
    year = year_of()
    with pytest.raises(NotAllowed):
        tally_take(actor=someone("auditor"), round=next(iter(year.rounds.values())))

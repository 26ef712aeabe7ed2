"""Puts the demo together: the office, then a campaign archived, one in review, one collecting votes."""

from collections.abc import Callable, Sequence
from datetime import date

from minping.site.demo.campaign import launch
from minping.site.demo.casework import complain
from minping.site.demo.collecting import Voting, begin_collecting
from minping.site.demo.finished import finish_rounds, hand_in_tables, publish, score
from minping.site.demo.letters import correspond
from minping.site.demo.numbers import assess
from minping.site.demo.office import make_office
from minping.site.demo.oversight import supervise
from minping.site.demo.undertakings import undertake
from minping.site.demo.voting import cast_some
from minping.site.demo.years import demo_years

GIVEN_AWAY, CAST = 6, 34
"""Codes that are printed for whoever tries the demo, and ballots that are there already."""


def build_demo(day: date, seed: int, told: Callable[[int], None]) -> Voting:
    """Make all of it as of ``day``, with the box not running yet; the round that is open."""
    first, second, third = demo_years(day, seed)
    office = make_office(third.county)
    told(1)
    archived = launch(office, first)
    finish_rounds(office, archived, set(archived.rounds.values()))
    hand_in_tables(office, archived)
    told(2)
    undertake(office, archived.id, seed, over=True)
    publish(office, archived, score(office, archived))
    told(3)
    reviewed = launch(office, second)
    finish_rounds(office, reviewed, set(reviewed.rounds.values()))
    hand_in_tables(office, reviewed)
    score(office, reviewed)
    told(4)
    collecting = launch(office, third)
    undertake(office, collecting.id, seed, over=False)
    complain(office, collecting.id)
    supervise(office, collecting.id)
    assess(office, collecting.id)
    correspond(office)
    voting = begin_collecting(office, collecting, seed)
    told(5)
    return voting


def vote(box: str, voting: Voting, seed: int) -> Sequence[str]:
    """Some ballots for the open round, cast at the box at this address; the codes that are left to give."""
    cast_some(box, voting.round, voting.codes[GIVEN_AWAY : GIVEN_AWAY + CAST], seed)
    return voting.codes[:GIVEN_AWAY]

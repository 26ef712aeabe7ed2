"""Puts the demo together: the office, a campaign that is over and its consequences, one whose result may be
appealed against, one collecting votes."""

from collections.abc import Callable, Sequence
from datetime import date

from minping.site.demo.acted import act_on, propose
from minping.site.demo.appealed import appeal_now, settle
from minping.site.demo.campaign import Launched, launch
from minping.site.demo.casework import complain
from minping.site.demo.collecting import Voting, begin_collecting
from minping.site.demo.daily import assess_all
from minping.site.demo.finished import finish_rounds, hand_in_tables
from minping.site.demo.letters import correspond
from minping.site.demo.numbers import assess
from minping.site.demo.office import Office, make_office
from minping.site.demo.oversight import supervise
from minping.site.demo.reporting import report_all, report_some
from minping.site.demo.sessions import hold_sessions
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
    over = launch(office, first)
    _gather(office, over, seed)
    undertake(office, over.id, seed, over=True)
    told(2)
    settle(office, over)
    act_on(office, over)
    told(3)
    announced = launch(office, second, over.id)
    _gather(office, announced, seed)
    appeal_now(office, announced)
    propose(office, announced)
    told(4)
    collecting = launch(office, third, over.id)
    undertake(office, collecting.id, seed, over=False)
    complain(office, collecting.id)
    supervise(office, collecting.id)
    assess(office, collecting.id)
    report_some(office, collecting, seed)
    hold_sessions(office, collecting, seed)
    correspond(office)
    voting = begin_collecting(office, collecting, seed)
    told(5)
    return voting


def _gather(office: Office, launched: Launched, seed: int) -> None:
    """Everything that a result is made of."""
    finish_rounds(office, launched, set(launched.rounds.values()))
    assess_all(office, launched)
    report_all(office, launched, seed)
    hand_in_tables(office, launched)


def vote(box: str, voting: Voting, seed: int) -> Sequence[str]:
    """Some ballots for the open round, cast at the box at this address; the codes that are left to give."""
    cast_some(box, voting.round, voting.codes[GIVEN_AWAY : GIVEN_AWAY + CAST], seed)
    return voting.codes[:GIVEN_AWAY]

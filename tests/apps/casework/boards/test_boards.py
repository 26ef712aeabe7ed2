"""The boards: ageing, recurrence, lateness, pressure, one unit, everything at a glance."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minping.apps.casework.boards.ageing import ageing
from minping.apps.casework.boards.days import Days
from minping.apps.casework.boards.extent import Extent
from minping.apps.casework.boards.late import late, told
from minping.apps.casework.boards.overview import figures, months
from minping.apps.casework.boards.pressure import places
from minping.apps.casework.boards.recurring import chains
from minping.apps.casework.boards.recurring import told as told_chains
from minping.apps.casework.boards.words import LEVELS, STATES
from minping.apps.casework.models import Problem, Rating, Urge
from minping.apps.foundation.clock import now

BOARDS = "/office/problems/boards/"
EVERY = ("", "ageing/", "recurring/", "late/", "pressure/")


def test_working_days_between_and_their_limits(db) -> None:
    days = Days(date(2026, 2, 1), date(2026, 4, 30))
    monday = date(2026, 3, 16)
    assert days.between(date(2026, 3, 13), monday) == 1
    assert days.between(date(2026, 3, 14), monday) == 1, "from Saturday it is one day too"
    assert days.between(monday, monday) == 0
    assert days.limit(monday, 1) == date(2026, 3, 15)
    assert days.limit(monday, 0) == monday
    for number in range(1, 20):
        start = days.limit(monday, number)
        assert days.between(start, monday) >= number
    assert days.after(date(2026, 3, 13), 1) == monday


def test_limits_and_counts_agree_on_every_day(db) -> None:
    days = Days(date(2025, 12, 1), date(2026, 3, 2))
    end = date(2026, 3, 2)
    for start in (date(2026, 1, d) for d in range(1, 32)):
        number = days.between(start, end)
        assert start <= days.limit(end, number)
        assert start > days.limit(end, number + 1)


def test_problems_fall_into_bands_of_working_days(row, lead, unit) -> None:
    row(registered_on=date(2026, 3, 2))
    row(registered_on=date(2026, 2, 13), overdue=True)
    row(registered_on=date(2025, 6, 2), state="long_term")
    row(registered_on=date(2025, 6, 2), state="closed")
    board = ageing(Extent(lead))
    assert (board.total, board.old) == (3, 1)
    line = board.units[0]
    assert (line.label, line.bands, line.overdue) == ("县公安局", (2, 0, 0, 0, 1), 1)
    assert line.oldest > 120
    assert [state.label for state in board.states] == [STATES["in_progress"], STATES["long_term"]]
    assert f"unit={unit}" in line.link


def chain_of(row, *states: str, **more: object) -> list[Problem]:
    """Generations of one problem, the last as told."""
    made: list[Problem] = []
    for place, state in enumerate(states):
        before = made[-1] if made else None
        made.append(
            row(
                title=f"第{place + 1}次",
                state=state,
                generation=place + 1,
                recurrence_of=before,
                raised_on=date(2025, 6 + place, 1),
                cleared_on=date(2025, 6 + place, 15) if state == "closed" else None,
                **more,
            )
        )
    return made


def test_chains_stand_from_the_first_generation_to_the_last(row, lead) -> None:
    one = chain_of(row, "closed", "closed", "in_progress")
    other = chain_of(row, "closed", "closed")
    row()
    found = chains(Extent(lead))
    assert [chain.ids for chain in found] == [tuple(p.id for p in one), tuple(p.id for p in other)]
    assert [chain.open for chain in found] == [True, False]
    assert [link.after for link in told_chains(found)[0]] == [None, 16, 17]


def test_a_circle_of_recurrences_does_not_hold_the_board(row, lead) -> None:
    one = row(generation=2)
    other = row(generation=3, recurrence_of=one)
    tail = row(generation=4, recurrence_of=other)
    Problem.objects.filter(id=one.id).update(recurrence_of=other)
    found = chains(Extent(lead))
    assert [chain.ids[-1] for chain in found] == [tail.id]
    assert len(told_chains(found)[0]) <= 50


def test_two_recurrences_of_one_are_two_chains(row, lead) -> None:
    first = row(state="closed")
    ends = {row(generation=2, recurrence_of=first).id for _ in range(2)}
    found = chains(Extent(lead))
    assert {chain.ids[-1] for chain in found} == ends
    assert {chain.ids[0] for chain in found} == {first.id}


def test_what_is_late_tells_its_next_rung(row, lead) -> None:
    row(title="刚逾期", overdue=True, level=1, deadline=date(2026, 2, 28))
    row(title="久逾期", overdue=True, level=2, deadline=date(2026, 1, 9))
    row(title="已交", overdue=True, level=1, deadline=date(2026, 1, 12), state="reported_done")
    found = {one.entry.title: one for one in told(late(Extent(lead)))}
    assert found["刚逾期"].entry.late == 1
    assert found["刚逾期"].next_rung == LEVELS[2]
    assert found["刚逾期"].next_on == date(2026, 3, 6)
    assert (found["久逾期"].next_rung, found["久逾期"].next_on) == (LEVELS[3], None)
    assert found["久逾期"].by_person
    assert found["已交"].next_rung is None


def test_pressure_goes_down_the_tree_and_tells_where_it_stops(row, lead, unit, units, below) -> None:
    stations = [below(unit, f"{n}号派出所") for n in (1, 2)]
    window = below(stations[0], "户籍窗口")
    for _ in range(4):
        row()
    for place in range(4):
        row(unit_id=stations[0], overdue=place < 2)
    for _ in range(2):
        row(unit_id=window, overdue=True, state="plan_submitted")
    row(unit_id=stations[1])
    row(unit_id=units[1], state="closed")
    assert [place.name for place in places(Extent(lead))] == ["县公安局", "1号派出所", "2号派出所"], (
        "of the whole county only the upper levels and where it stops"
    )
    found = {place.name: place for place in places(Extent(lead, unit=unit))}
    assert list(found) == ["县公安局", "1号派出所", "户籍窗口", "2号派出所"]
    bureau, station = found["县公安局"], found["1号派出所"]
    assert (bureau.own.open, bureau.whole.open, bureau.whole.overdue) == (4, 11, 4)
    assert (station.own.open, station.whole.open, station.whole.overdue) == (4, 6, 4)
    assert station.whole.hands == {"unit": 4, "office": 2, "citizen": 0, "obstacle": 0}
    assert station.stops, "4 of 6 against 4 of 11"
    assert not found["2号派出所"].stops
    assert not found["户籍窗口"].stops, "two are too few to say so"
    assert [place.depth for place in found.values()] == [0, 1, 2, 1]


def test_systems_stand_above_their_units(row, lead, below) -> None:
    tax = below(None, "县税务局", system="税务系统")
    row(unit_id=tax)
    row()
    found = places(Extent(lead))
    assert [(place.name, place.depth) for place in found] == [
        ("税务系统", 0),
        ("县税务局", 1),
        ("", 0),
        ("县公安局", 1),
    ]


def test_answers_to_urgings_are_counted(row, lead) -> None:
    problem = row(overdue=True, level=2)
    Urge.objects.create(problem=problem, level=1, at=now(), answered_at=now())
    Urge.objects.create(problem=problem, level=2, at=now())
    Urge.objects.create(problem=problem, level=0, at=now())
    load = places(Extent(lead))[0].whole
    assert (load.answered, load.asked) == (1, 2)


def test_figures_and_months(row, lead) -> None:
    row(overdue=True, media=True, registered_on=date(2026, 1, 5))
    row(state="long_term", generation=2)
    row(state="watch", deadline=date(2026, 2, 20), cleared_on=date(2026, 2, 10))
    row(state="closed", deadline=date(2026, 2, 1), cleared_on=date(2026, 2, 10))
    told = figures(Extent(lead))
    assert (told.open, told.overdue, told.media, told.recurred, told.long_term) == (2, 1, 1, 1, 1)
    assert (told.cured, told.in_time, told.dated) == (2, 1, 2)
    found = {month.first: (month.registered, month.cleared) for month in months(Extent(lead))}
    assert len(found) == 12
    assert found[date(2026, 1, 1)] == (1, 0)
    assert found[date(2026, 2, 1)] == (3, 2)


@pytest.mark.parametrize("board", EVERY)
def test_every_board_stands_empty_and_full_in_both_languages(row, lead, browser_of, board) -> None:
    browser = browser_of(lead)
    assert browser.get(f"{BOARDS}{board}").status_code == 200
    chain_of(row, "closed", "in_progress", overdue=True, deadline=date(2026, 2, 20), level=1)
    row(state="assigned", deadline=date(2026, 3, 4))
    for language in ("zh-hans", "en"):
        browser.cookies["language"] = language
        assert browser.get(f"{BOARDS}{board}").status_code == 200


@pytest.mark.parametrize("board", EVERY)
def test_a_liaison_sees_his_own_on_every_board(row, units, liaison, browser_of, board) -> None:
    row(title="本单位的", overdue=True, generation=2, deadline=date(2026, 2, 2))
    other = row(
        title="别家的", unit_id=units[1], overdue=True, generation=2, deadline=date(2026, 2, 2), media=True
    )
    page = browser_of(liaison).get(f"{BOARDS}{board}", {"unit": str(units[1])}).content.decode()
    for foreign in ("别家的", "县水务局", str(other.id)):
        assert foreign not in page


@pytest.mark.parametrize("board", [*EVERY, "units"])
def test_boards_ask_no_more_for_more_problems(row, lead, unit, browser_of, board) -> None:
    browser = browser_of(lead)
    address = f"{BOARDS}units/{unit}/" if board == "units" else f"{BOARDS}{board}"

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    def some() -> None:
        made = chain_of(row, "closed", "in_progress", overdue=True, deadline=date(2026, 2, 20), level=2)
        Urge.objects.create(problem=made[-1], level=1, at=now())
        row(state="assigned", deadline=date(2026, 3, 4))
        row(state="watch", cleared_on=date(2026, 3, 1))

    some()
    few = asked()
    for _ in range(12):
        some()
    assert asked() <= few


def test_a_unit_has_a_board_of_its_own(row, unit, units, liaison, browser_of) -> None:
    row(title="等我办", state="assigned", deadline=date(2026, 3, 9))
    cured = row(title="办好了", state="watch", cleared_on=date(2026, 3, 1))
    Rating.objects.create(problem=cured, word="good", day=date(2026, 3, 1))
    browser = browser_of(liaison)
    page = browser.get(f"{BOARDS}units/{unit}/").content.decode()
    assert "等我办" in page
    assert "办好了" in page
    assert browser.get(f"{BOARDS}units/{units[1]}/").status_code == 404

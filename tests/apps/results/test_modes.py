"""Systems and communities, township sites, stations that count twice: from the form to the explanation."""

from fractions import Fraction as F

import pytest
from tests.apps.results.modes import People, awaited, begun, reported, session, told, totalled, unit

from minping.apps.foundation.errors import Refused
from minping.apps.foundation.roles import Role
from minping.apps.partners.services import absence_sign
from minping.apps.results.gate import gate_of
from minping.apps.results.loaded import load_run
from minping.apps.results.services import campaign_reconcile

pytestmark = pytest.mark.django_db
FIVE = ("依法履职", "政务公开", "服务质量", "转变作风", "勤政廉政")


@pytest.fixture
def people(lead, clerk, someone) -> People:
    return People(lead, clerk, someone(Role.LEAD, name="李副主任"), someone)


def nodes(node):
    yield node
    for part in node.parts:
        yield from nodes(part)


def test_systems_rate_their_own_and_communities_rate_directly(people, browser_of):
    """Inputs stay apart; stations count for their unit, units for their system, by rules that are written out."""
    system = unit("X", "教育系统", kind="system")
    first, second = (unit(f"X{n}", f"第{n}中学", system="教育系统") for n in "12")
    unit("X11", "招生窗口", kind="window", parent=first)
    community = unit("C", "城南社区")
    campaign = begun(
        people, "communities", "系统自评社区直评", {"基层单位": [first, second], "系统": [system]}
    )
    session(people, campaign, system, "系统", {"第1中学": (16, 4, 0), "第2中学": (20, 0, 0)})
    rated = {"第1中学": (10, 10, 0), "招生窗口": (20, 0, 0), "第2中学": (10, 0, 10)}
    session(people, campaign, community, "社区", rated)
    session(people, campaign, unit("O", "评议办"), "社会各界", {"第1中学": (0, 20, 0), "第2中学": (20, 0, 0)})
    row = told(people, campaign)
    run = load_run(row).run
    one = F(30 * 94 + 50 * F(85 + 100, 2) + 20 * 70, 100)
    assert {u.unit: u.score for u in run.units if u.unit in {"X1", "X2", "X"}} == {
        "X1": one,
        "X2": F(75),
        "X": (one + 75) / 2,
    }
    assert {part.name: part.value for part in run.unit("X1").tree.parts} == {
        "系统自评": F(94),
        "社区直评": F(185, 2),
        "社会各界评议": F(70),
    }
    head = browser_of(people.someone(Role.LIAISON, unit=system.id))
    below = head.get("/office/results/own/below/").content.decode()
    assert "第1中学" in below
    assert "88.45" in below
    page = head.get(f"/office/results/own/below/{row.id}/{first.id}/").content.decode()
    assert "招生窗口" in page
    other = browser_of(people.someone(Role.LIAISON, unit=second.id))
    assert other.get(f"/office/results/own/below/{row.id}/{first.id}/").status_code == 404
    assert "第1中学" not in other.get("/office/results/own/below/").content.decode()


def test_no_total_before_every_township_has_reported_or_its_absence_is_signed(people):
    """自下而上: stations are rated in the townships, the department's rate is their mean (F055, F170)."""
    police = unit("P", "公安局", enforcement=True)
    unit("P1", "城关派出所", kind="station", parent=police, district="城关镇")
    unit("P2", "河西派出所", kind="station", parent=police, district="河西镇")
    civil = unit("M", "民政局", enforcement=True)
    towns = [unit(f"T{n}", name) for n, name in enumerate(("城关镇", "河西镇", "山口镇"))]
    campaign = begun(people, "district", "区级评议", {"执法系统": [police, civil]})
    waiting = [awaited(people, campaign, town, f"{town.code}会场", "现场群众", "集中评议") for town in towns]
    reported(*waiting[0], {"城关派出所": (400, 50, 50), "民政局": (200, 200, 100)}, FIVE)
    with pytest.raises(Refused):
        totalled(people, campaign)
    reported(*waiting[1], {"河西派出所": (150, 50, 300), "民政局": (300, 100, 100)}, FIVE)
    open_now = {lack.item for lack in gate_of(campaign).open if not lack.explainable}
    assert open_now == {f"site:{waiting[2][0]}"}
    with pytest.raises(Refused):
        campaign_reconcile(actor=people.clerk, campaign=campaign)
    absence_sign(actor=people.lead, component=waiting[2][0], reason="洪灾，山口镇不召开")
    assert not [lack for lack in gate_of(campaign).open if "现场评议" in lack.text.zh]
    run = load_run(totalled(people, campaign)).run
    assert {u.unit: u.score for u in run.units if u.unit in {"P", "M"}} == {
        "P": F(45 * 100, 50) / 2 + F(20 * 100, 50) / 2,
        "M": F(80 * 100, 100),
    }
    sites = {node.object for node in nodes(run.unit("P").tree)}
    assert sites == {"P", "P1", "P2"}


def test_a_station_counts_for_its_department_and_for_its_township(people, browser_of):
    """双挂钩: one session, two routes, both in the explanation; whether or not the department takes part."""
    police, tax = unit("P", "公安局"), unit("S", "税务局")
    town = unit("T", "城关镇")
    station = unit("P1", "城关派出所", kind="station", parent=police, district="城关镇")
    unit("S1", "城关税务所", kind="station", parent=tax, district="城关镇")
    unit("S2", "河西税务所", kind="station", parent=tax, district="河西镇")
    campaign = begun(people, "dual", "双挂钩评议", {"党群政法": [police], "第六类": [town]})
    rated = {
        "公安局": (20, 0, 0),
        "城关镇": (0, 20, 0),
        "城关派出所": (10, 5, 5),
        "城关税务所": (20, 0, 0),
    }
    session(people, campaign, unit("O", "群众会场"), "群众", rated)
    session(people, campaign, unit("O2", "各层面"), "其他层面", {"公安局": (20, 0, 0), "城关镇": (20, 0, 0)})
    row = told(people, campaign)
    run = load_run(row).run
    assert run.unit("P").score == F(75 * F(100 + 70, 2) + 25 * 100, 100)
    assert run.unit("T").score == F(75 * F(80 + F(70 + 100, 2), 2) + 25 * 100, 100)
    routes = {}
    for code in ("P", "T"):
        found = [n for n in nodes(run.unit(code).tree) if n.object == "P1" and n.value is not None]
        routes[code] = {(one.value, one.valid) for one in found if one.valid}
        told_twice = [note.zh for one in found for note in one.notes if "双挂钩" in note.zh]
        assert told_twice == [f"双挂钩：同时计入{'城关镇' if code == 'P' else '公安局'}"]
    assert routes == {"P": {(F(70), 20)}, "T": {(F(70), 20)}}
    office = browser_of(people.clerk)
    for code in (police, town):
        page = office.get(f"/office/results/runs/{row.id}/units/{code.id}/").content.decode()
        assert "城关派出所" in page
    shown = office.get(f"/office/results/runs/{row.id}/units/{police.id}/").content.decode()
    assert "双挂钩" in shown
    assert "城关镇" in shown
    assert station.district == town.names.get().name

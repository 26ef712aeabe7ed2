"""Schemes that ask for everything a county can be asked for, written out in Python."""

from fractions import Fraction
from typing import Any

from minping.core.scheme.model import (
    Aspect,
    BallotAction,
    BallotCheck,
    BallotRule,
    Category,
    FreePoints,
    Minimum,
    MinimumScope,
    Option,
    OptionKind,
    Quorum,
    Round,
    Scale,
    Scheme,
    SmallCells,
    Validity,
    VoterGroup,
)
from minping.core.scheme.nodes import (
    Adjust,
    Attribution,
    ByCategory,
    Dimension,
    Each,
    EventCount,
    Head,
    Ledger,
    LedgerItem,
    Missing,
    Node,
    Part,
    Piecewise,
    Quantity,
    Ref,
    Report,
    Rollup,
    Slope,
    Step,
    Survey,
    Switch,
    Weighted,
)
from minping.core.scheme.outcomes import Condition as When
from minping.core.scheme.outcomes import Grade, Publication, Ranking, Rounding, Veto, VetoEffect
from minping.core.scheme.ranges import Band, Window

F = Fraction


def head(code: str, **more: Any) -> Head:
    return Head(code, code, **more)


def scale(code: str, points: dict[str, int]) -> Scale:
    graded = tuple(Option(name, name, points=F(value)) for name, value in points.items())
    return Scale(code, code, (*graded, Option("U", "不了解", OptionKind.UNKNOWN)))


SCALES = {
    "five": scale("five", {"A": 100, "B": 80, "C": 60, "D": 30, "E": 0}),
    "three": scale("three", {"A": 100, "B": 70, "C": 0}),
    "points": Scale("points", "打分", (Option("U", "不了解", OptionKind.UNKNOWN),), FreePoints(F(0), F(100))),
}
ASPECTS = {code: Aspect(code, name) for code, name in (("a1", "依法"), ("a2", "效率"), ("a3", "廉洁"))}
GROUPS = {
    "experts": VoterGroup("experts", "专家", "five", rates_all=True),
    "served": VoterGroup("served", "服务对象", "three"),
    "towns": VoterGroup("towns", "镇街代表", "points"),
}
ROUNDS = {
    "h1": Round("h1", "上半年", ("experts", "served")),
    "h2": Round("h2", "下半年", ("experts", "served")),
    "meeting": Round("meeting", "现场会", ("towns",)),
}
CATEGORIES = {
    "admin": Category("admin", "行政单位"),
    "law": Category("law", "监管与执法单位"),
    "town": Category("town", "镇（街道）", tree="town"),
}


def part(node: Node, weight: int) -> Part:
    return Part(node, ByCategory(F(weight)))


def ballots() -> Node:
    """Experts by round, stations' mean or the unit's own survey, and a meeting by site."""
    stations = Rollup(
        head("stations"),
        Attribution.PARENT,
        Survey(head("at_station"), ("served",)),
        kinds=("station",),
        otherwise=Survey(head("own"), ("served",)),
    )
    adjusted = Adjust(
        head("adjusted"), stations, ("通报批评",), F(2), window=Window("2024-01-01", "2024-10-31")
    )
    meeting = Each(
        head("by_site"), Dimension.CLUSTER, Survey(head("site"), ("towns",)), missing=Missing.REDISTRIBUTE
    )
    experts = Each(head("by_round"), Dimension.ROUND, Survey(head("panel"), ("experts",)))
    return Weighted(head("ballots", full=F(70)), (part(experts, 20), part(adjusted, 30), part(meeting, 20)))


def daily() -> Node:
    """Reports of every quantity, entries, events."""
    on_time = Piecewise(
        head("on_time", full=F(10)),
        Report(head("rate"), "按时办结率", Quantity.RATE, partner="12345热线", signed=True),
        slope=Slope(F(95, 100), F(10), F(1, 100), F(1)),
    )
    visits = Piecewise(
        head("visits", full=F(5)),
        Report(head("number"), "走访次数", Quantity.NUMBER),
        table=(Step(Band(ge=F(10)), F(5)), Step(Band(lt=F(10)), F(2))),
    )
    circulars = Piecewise(
        head("circulars", full=F(3)),
        EventCount(head("events"), ("媒体曝光",)),
        table=(Step(Band(ge=F(1)), F(0)), Step(Band(lt=F(1)), F(3))),
    )
    windows = Switch(
        head("windows", full=F(5)),
        {"law": Report(head("law", full=F(5)), "执法考核")},
        default=Report(head("desks", full=F(5)), "窗口考核", not_applicable=Missing.REDISTRIBUTE),
    )
    ledger = Ledger(
        head("entries", full=F(7), cap=F(7), floor=F(0)),
        F(5),
        (
            LedgerItem("late", "迟报", F(-1, 2), F(-2)),
            LedgerItem("praise", "受表彰加分", None, F(2)),
        ),
        Window("2023-10-01", "2024-09-30"),
    )
    rest = (part(visits, 5), part(circulars, 3), part(windows, 5), part(ledger, 7))
    return Weighted(head("daily", full=F(30)), (part(on_time, 10), *rest), Missing.REDISTRIBUTE)


def rich_scheme(**changes: Any) -> Scheme:
    """Three categories; towns take their stations by district, the others by parent."""
    total = Weighted(head("total", full=F(100)), (part(ballots(), 70), part(Ref(head("d"), "daily"), 30)))
    by_district = Rollup(head("district"), Attribution.DISTRICT, Survey(head("there"), ("served",)))
    plain: dict[str, Any] = {
        "title": "试验方案",
        "source": "",
        "year": 2024,
        "full": F(100),
        "scales": SCALES,
        "aspects": ASPECTS,
        "contents": (),
        "groups": GROUPS,
        "rounds": ROUNDS,
        "categories": CATEGORIES,
        "trees": {
            "total": total,
            "town": Weighted(head("town", full=F(100)), (part(by_district, 100),)),
            "daily": daily(),
        },
        "measures": {},
        "validity": Validity(
            minimums=(Minimum(500, MinimumScope.CAMPAIGN),),
            quorum=Quorum(more_than=F(1, 2)),
            ballot_rules=(
                BallotRule(BallotCheck.MAX_SHARE, BallotAction.SPOIL, "A", F(8, 10), ("experts",)),
            ),
        ),
        "small_cells": SmallCells(threshold=10),
        "vetoes": (Veto("严重违纪", ("严重违纪案件",), (VetoEffect.LAST_PLACE,)),),
        "grades": (Grade("优秀", When(band=Band(ge=F(90)))), Grade("合格", When(band=Band(lt=F(90))))),
        "grade_basis": "exact",
        "rankings": (Ranking("rank", "名次"),),
        "selections": (),
        "publication": Publication(),
        "rounding": Rounding(),
    }
    return Scheme(**{**plain, **changes})

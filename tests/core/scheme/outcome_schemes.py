"""Random outcome sections (vetoes, grades, rankings, selections, publication) for ``schemes``."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from minping.core.scheme import model as m
from minping.core.scheme import nodes as n
from minping.core.scheme import outcomes as o
from minping.core.scheme.ranges import Band, Window

WORDS = st.text("优良中差先进达标甲乙丙ABXYZ0123456789", min_size=1, max_size=5)
CLAUSES = st.one_of(st.just(""), WORDS)
SHARES = st.fractions(0, 1, max_denominator=20)
SMALL = st.integers(0, 60)
EFFECTS = st.sampled_from([(), tuple(o.VetoEffect)])
LISTS = st.lists(WORDS, max_size=2).map(tuple)


def optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values)


@st.composite
def bands(draw: st.DrawFn) -> Band:
    """A range that holds something, in shares so that it fits rates and points alike."""
    low, high = draw(SHARES) / 2, Fraction(1, 2) + draw(SHARES) / 3
    lower = draw(st.sampled_from([{}, {"ge": low}, {"gt": low - 1}]))
    upper = draw(st.sampled_from([{}, {"le": high}, {"lt": high + Fraction(1, 9)}]))
    return Band(**(lower | upper or {"ge": low}))


@st.composite
def cuts(draw: st.DrawFn, categories: tuple[str, ...], by_category: bool) -> o.Cut:
    way = draw(st.sampled_from(["number", "share", "table"]))
    rows = tuple(o.SizeRow(draw(SMALL), draw(SMALL)) for _ in range(draw(st.integers(1, 3))))
    named = sorted(draw(st.lists(st.sampled_from(list(categories)), unique=True))) if by_category else []
    return o.Cut(
        end=draw(st.sampled_from(o.End)),
        number=draw(SMALL) if way == "number" else None,
        share=draw(SHARES) if way == "share" else None,
        table=rows if way == "table" else (),
        by_category={name: draw(SMALL) for name in named},
        round_share=draw(st.sampled_from(o.RoundShare)),
        ties=draw(st.sampled_from(o.CutTies)),
    )


@st.composite
def conditions(
    draw: st.DrawFn,
    categories: tuple[str, ...],
    codes: tuple[str, ...],
    grades: tuple[str, ...],
    earlier: list[str],
    deep: int = 1,
) -> o.Condition:
    band = draw(optional(bands()))
    inner = [draw(conditions(categories, codes, grades, earlier, deep - 1)) for _ in range(deep)]
    where = draw(st.sampled_from(["", "all_of", "any_of"]))
    return o.Condition(
        band=band,
        node=draw(st.sampled_from(["", *codes])) if band else "",
        grades=draw(st.lists(st.sampled_from(list(grades)), unique=True).map(tuple)) if grades else (),
        events=draw(LISTS),
        without_events=draw(LISTS),
        window=Window(draw(st.sampled_from(["", "2023-10-01"])), draw(st.sampled_from(["", "2024-09-30"]))),
        categories=draw(st.lists(st.sampled_from(list(categories)), unique=True).map(tuple)),
        selected=draw(st.sampled_from(["", *earlier])),
        **({where: tuple(inner)} if where else {}),
    )


@st.composite
def _history(draw: st.DrawFn) -> o.HistoryRule:
    return o.HistoryRule(
        draw(st.integers(1, 5)),
        draw(st.booleans()),
        draw(SMALL),
        draw(LISTS),
        draw(st.sampled_from(o.ExemptYears)),
        draw(st.sampled_from(o.MergedUnits)),
    )


@st.composite
def validities(draw: st.DrawFn, groups: tuple[str, ...], options: tuple[str, ...]) -> m.Validity:
    asked = st.lists(st.sampled_from(list(groups)), unique=True).map(tuple)
    minimums = tuple(
        m.Minimum(
            draw(SMALL),
            draw(st.sampled_from(m.MinimumScope)),
            draw(asked),
            draw(st.sampled_from(["valid", "returned"])),
            draw(st.sampled_from(m.ShortAction)),
            draw(CLAUSES),
        )
        for _ in range(draw(st.integers(0, 2)))
    )
    rules = tuple(
        m.BallotRule(
            draw(st.sampled_from(m.BallotCheck)),
            draw(st.sampled_from(m.BallotAction)),
            draw(st.sampled_from(["", *options])),
            draw(SHARES),
            draw(asked),
            draw(CLAUSES),
        )
        for _ in range(draw(st.integers(0, 2)))
    )
    quorum = m.Quorum(
        draw(SHARES), draw(optional(SHARES)), draw(st.sampled_from(["issued", "invited", "eligible"]))
    )
    return m.Validity(
        minimums,
        draw(optional(st.just(quorum))),
        draw(st.booleans()),
        rules,
        draw(optional(SHARES.map(lambda s: m.MassesFirst(s, "三（一）")))),
    )


def _named(draw: st.DrawFn, mark: str) -> tuple[str, ...]:
    return tuple(f"{word}{mark}{i}" for i, word in enumerate(draw(st.lists(WORDS, max_size=2))))


def _ranking(draw: st.DrawFn, code: str, categories: tuple[str, ...], few: tuple[str, ...]) -> o.Ranking:
    return o.Ranking(
        code=code,
        name=code,
        scope=draw(st.sampled_from(o.Scope)),
        node=draw(st.sampled_from(["", *few])),
        ascending=draw(st.booleans()),
        basis=draw(st.sampled_from(o.Basis)),
        ties=draw(st.sampled_from(o.Ties)),
        tie_break=tuple(o.TieBreak(node, draw(st.booleans())) for node in few[:1]),
        categories=draw(st.lists(st.sampled_from(list(categories)), unique=True).map(tuple)),
        clause=draw(CLAUSES),
    )


def _selections(
    draw: st.DrawFn,
    rankings: tuple[o.Ranking, ...],
    categories: tuple[str, ...],
    few: tuple[str, ...],
    grades: tuple[str, ...],
) -> tuple[o.Selection, ...]:
    """Selections, each of which may ask for having been chosen by one before."""
    made: list[o.Selection] = []
    for code in _named(draw, "选") if rankings else ():
        ranking = draw(st.sampled_from([None, *rankings]))
        scope = (ranking or rankings[0]).scope
        made.append(
            o.Selection(
                code,
                code,
                draw(st.sampled_from(o.Purpose)),
                ranking.code if ranking else "",
                draw(optional(cuts(categories, scope is o.Scope.CATEGORY))),
                draw(conditions(categories, few, grades, [s.code for s in made])),
                draw(optional(_history())),
                draw(CLAUSES),
            )
        )
    return tuple(made)


def _grade(draw: st.DrawFn, name: str, categories: tuple[str, ...], few: tuple[str, ...]) -> o.Grade:
    condition = draw(conditions(categories, few, (), []))
    return o.Grade(name, condition, draw(optional(cuts(categories, True))), o.Scope.CATEGORY, draw(CLAUSES))


def _veto(draw: st.DrawFn, word: str, grades: tuple[str, ...]) -> o.Veto:
    effects = draw(st.sampled_from([(), tuple(o.VetoEffect)]))
    cap, at_least = draw(st.sampled_from(["", *grades])), draw(st.integers(1, 3))
    return o.Veto(word, (word,), effects, cap, at_least=at_least)


def _small_cells(draw: st.DrawFn) -> m.SmallCells:
    return m.SmallCells(
        draw(st.integers(5, 50)),
        draw(st.lists(st.sampled_from(m.MergeStep), unique=True).map(tuple)),
        draw(st.sampled_from(n.Missing)),
        draw(CLAUSES),
    )


def _publication(draw: st.DrawFn) -> o.Publication:
    levels = tuple(o.Level(w, draw(CLAUSES), draw(CLAUSES), draw(LISTS), draw(CLAUSES)) for w in draw(LISTS))
    live = draw(st.sampled_from(["none", "participation", "results"]))
    return o.Publication(levels, live, draw(st.booleans()))


@st.composite
def outcomes(
    draw: st.DrawFn,
    groups: tuple[str, ...],
    options: tuple[str, ...],
    categories: tuple[str, ...],
    codes: tuple[str, ...],
) -> dict[str, Any]:
    """The sections of a ``Scheme`` from ``validity`` on."""
    few = codes[:3]
    grades = _named(draw, "等")
    rankings = tuple(_ranking(draw, code, categories, few) for code in _named(draw, "榜"))
    digits = st.integers(0, 6)
    return {
        "validity": draw(validities(groups, options)),
        "small_cells": _small_cells(draw),
        "vetoes": tuple(_veto(draw, word, grades) for word in draw(LISTS)),
        "grades": tuple(_grade(draw, name, categories, few) for name in grades),
        "grade_basis": draw(st.sampled_from(["exact", "published"])),
        "rankings": rankings,
        "selections": _selections(draw, rankings, categories, few, grades),
        "publication": _publication(draw),
        "rounding": o.Rounding(draw(digits), draw(digits), draw(st.sampled_from(o.Mode))),
        "questions": tuple(
            m.OpenQuestion("", f"{place}{word}", *draw(st.sampled_from([("", ""), ("100", "评议办")])))
            for place, word in enumerate(draw(LISTS))
        ),
    }

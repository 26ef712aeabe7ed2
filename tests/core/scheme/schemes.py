"""Random schemes that are valid: every reference holds, every number can be used."""

from fractions import Fraction

from hypothesis import strategies as st
from tests.core.scheme.node_schemes import (
    Maker,
    clauses,
    codes,
    counts,
    optional,
    positive,
    signed,
    some,
    windows,
    words,
)
from tests.core.scheme.outcome_schemes import outcomes

from minping.core.scheme import model as m


def _scale(draw: st.DrawFn, code: str, place: int) -> m.Scale:
    named = [f"{word}{place}{i}档" for i, word in enumerate(draw(st.lists(codes, min_size=1, max_size=4)))]
    options = tuple(
        m.Option(
            code=word,
            name=word + draw(st.sampled_from(["", "的"])),
            kind=(kind := m.OptionKind.GRADED if i == 0 else draw(st.sampled_from(m.OptionKind))),
            points=draw(optional(signed)) if kind is m.OptionKind.GRADED else None,
            satisfied=draw(st.booleans()),
            aliases=draw(st.sampled_from([(), (f"又{word}",)])),
        )
        for i, word in enumerate(named)
    )
    free = None
    if draw(st.booleans()):
        bands = (m.FreeBand(draw(codes), Fraction(60), Fraction(79), draw(st.booleans())),)
        free = m.FreePoints(Fraction(0), Fraction(150), draw(positive), draw(st.sampled_from([(), bands])))
    return m.Scale(code, draw(words), options, free, draw(st.sampled_from(m.BlankPolicy)), draw(clauses))


def _names(draw: st.DrawFn, mark: str, at_least: int, at_most: int = 3) -> tuple[str, ...]:
    found = draw(st.lists(codes, min_size=at_least, max_size=at_most))
    return tuple(f"{word}{mark}{i}" for i, word in enumerate(found))


def _pairs() -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(words, max_size=2).map(tuple)


def _aspect(draw: st.DrawFn, code: str, scales: list[str]) -> m.Aspect:
    scale = draw(st.sampled_from(["", *scales]))
    return m.Aspect(code, draw(words), draw(positive), scale, draw(_pairs()), draw(_pairs()), draw(clauses))


def _group(draw: st.DrawFn, code: str, scales: list[str], aspects: tuple[str, ...]) -> m.VoterGroup:
    return m.VoterGroup(
        code=code,
        name=draw(words),
        scale=draw(st.sampled_from(scales)),
        aspects=draw(some(aspects)),
        roster=draw(clauses),
        rates_all=draw(st.booleans()),
        mass=draw(st.booleans()),
        merge_class=draw(clauses),
        quota=draw(counts),
        channels=draw(_pairs()),
        clause=draw(clauses),
    )


def _round(draw: st.DrawFn, code: str) -> m.Round:
    return m.Round(
        code, draw(words), (), draw(windows()), draw(windows()), draw(st.booleans()), draw(clauses)
    )


def _category(draw: st.DrawFn, code: str, trees: list[str], aspects: tuple[str, ...]) -> m.Category:
    return m.Category(
        code,
        draw(words),
        draw(st.sampled_from(["", *trees])),
        draw(some(aspects)),
        {name: draw(positive) for name in sorted(draw(some(aspects)))},
        draw(optional(positive)),
        draw(st.booleans()),
        draw(clauses),
    )


@st.composite
def schemes(draw: st.DrawFn) -> m.Scheme:
    """Any valid scheme, small."""
    scales = {code: _scale(draw, code, i) for i, code in enumerate(_names(draw, "量", 1, 2))}
    aspects = {code: _aspect(draw, code, list(scales)) for code in _names(draw, "项", 1)}
    asked = tuple(aspects)
    groups = {code: _group(draw, code, list(scales), asked) for code in _names(draw, "群", 1)}
    rounds = {code: _round(draw, code) for code in _names(draw, "期", 0)}
    named = _names(draw, "类", 1)
    options = tuple(o.code for scale in scales.values() for o in scale.options) if len(scales) == 1 else ()
    maker = Maker(draw, tuple(groups), tuple(rounds), asked, options, named)
    measures = {code: maker.node(1, code) for code in _names(draw, "率", 0, 1)}
    maker.trees = list(measures)
    trees = {code: maker.node(3, code) for code in _names(draw, "树", 1, 2)}
    categories = {code: _category(draw, code, list(trees), asked) for code in named}
    rest = draw(outcomes(tuple(groups), options, named, tuple(maker.codes)))
    return m.Scheme(
        title=draw(words),
        source=draw(clauses),
        year=draw(optional(st.integers(1990, 2100))),
        full=draw(positive),
        scales=scales,
        aspects=aspects,
        contents=tuple(m.Content(w, draw(_pairs()), draw(_pairs()), draw(clauses)) for w in draw(_pairs())),
        groups=groups,
        rounds=rounds,
        categories=categories,
        trees=trees,
        measures=measures,
        notes=draw(_pairs()),
        **rest,
    )

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


@st.composite
def schemes(draw: st.DrawFn) -> m.Scheme:
    """Any valid scheme, small."""
    scales = {code: _scale(draw, code, i) for i, code in enumerate(_names(draw, "量", 1, 2))}
    pairs = st.lists(words, max_size=2).map(tuple)
    aspects = {
        code: m.Aspect(
            code,
            draw(words),
            draw(positive),
            draw(st.sampled_from(["", *scales])),
            draw(pairs),
            draw(pairs),
            draw(clauses),
        )
        for code in _names(draw, "项", 1)
    }
    groups = {
        code: m.VoterGroup(
            code=code,
            name=draw(words),
            scale=draw(st.sampled_from(list(scales))),
            aspects=draw(some(tuple(aspects))),
            roster=draw(clauses),
            rates_all=draw(st.booleans()),
            mass=draw(st.booleans()),
            merge_class=draw(clauses),
            quota=draw(counts),
            channels=draw(pairs),
            clause=draw(clauses),
        )
        for code in _names(draw, "群", 1)
    }
    rounds = {
        code: m.Round(
            code, draw(words), (), draw(windows()), draw(windows()), draw(st.booleans()), draw(clauses)
        )
        for code in _names(draw, "期", 0)
    }
    named = _names(draw, "类", 1)
    options = tuple(o.code for scale in scales.values() for o in scale.options) if len(scales) == 1 else ()
    maker = Maker(draw, tuple(groups), tuple(rounds), tuple(aspects), options, named)
    measures = {code: maker.node(1, code) for code in _names(draw, "率", 0, 1)}
    maker.trees = list(measures)
    trees = {code: maker.node(3, code) for code in _names(draw, "树", 1, 2)}
    weights = {name: draw(positive) for name in sorted(draw(some(tuple(aspects))))}
    categories = {
        code: m.Category(
            code,
            draw(words),
            draw(st.sampled_from(["", *trees])),
            draw(some(tuple(aspects))),
            weights,
            draw(optional(positive)),
            draw(st.booleans()),
            draw(clauses),
        )
        for code in named
    }
    rest = draw(outcomes(tuple(groups), options, named, tuple(maker.codes), tuple(trees.values())))
    contents = tuple(m.Content(word, draw(pairs), draw(pairs), draw(clauses)) for word in draw(pairs))
    return m.Scheme(
        title=draw(words),
        source=draw(clauses),
        year=draw(optional(st.integers(1990, 2100))),
        full=draw(positive),
        scales=scales,
        aspects=aspects,
        contents=contents,
        groups=groups,
        rounds=rounds,
        categories=categories,
        trees=trees,
        measures=measures,
        notes=draw(pairs),
        **rest,
    )

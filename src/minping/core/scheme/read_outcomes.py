"""What follows from scores, from text: vetoes, grades, rankings, selections, publication, rounding."""

from dataclasses import replace
from fractions import Fraction

from minping.core.scheme.blocks import Block, block, each
from minping.core.scheme.cursor import Cursor
from minping.core.scheme.keys import key_named
from minping.core.scheme.names import Directory, Names
from minping.core.scheme.outcomes import (
    Basis,
    Condition,
    Cut,
    CutTies,
    End,
    ExemptYears,
    Grade,
    HistoryRule,
    Level,
    MergedUnits,
    Mode,
    Publication,
    Purpose,
    Ranking,
    Rounding,
    RoundShare,
    Scope,
    Selection,
    SizeRow,
    TieBreak,
    Ties,
    Veto,
    VetoEffect,
)
from minping.core.scheme.ranges import Band, Window
from minping.core.scheme.read_asked import keyed
from minping.core.scheme.read_shapes import band_of
from minping.core.scheme.values import (
    boolean,
    choice,
    choices,
    integer,
    share,
    text,
    texts,
    window,
    word_of,
)
from minping.core.scheme.yaml_text import Kind

DEFAULT_RANKING = Ranking("排名", "排名")
"""By the score, in the category: what every plan does that says nothing else."""


class OutcomeReader:
    """Reads the sections that look at scored units."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory

    def vetoes(self, cursor: Cursor) -> tuple[Veto, ...]:
        return each(cursor, self._veto)

    def _veto(self, cursor: Cursor) -> Veto:
        found = block(cursor, "veto")
        name = found.need("name", text, "")
        return Veto(
            name=name,
            events=found.take("events", texts, (name,)),
            effects=found.take("effects", choices(VetoEffect), ()),
            grade_cap=found.take("grade_cap", self.directory.grades.one, ""),
            window=found.take("window", window, Window()),
            clause=found.take("clause", text, ""),
            at_least=found.take("at_least", integer, 1),
        )

    def grades(self, cursor: Cursor) -> tuple[Grade, ...]:
        return each(cursor, self._grade)

    def _grade(self, cursor: Cursor) -> Grade:
        if cursor.item.kind is Kind.WORD:
            return Grade(cursor.word())
        found = block(cursor, "grade", "band")
        condition = found.take("condition", self._condition, Condition())
        band = band_of(found)
        if band is not None:
            condition = _with_own_band(found, condition, band)
        return Grade(
            name=found.need("name", text, ""),
            condition=condition,
            cut=found.take("cut", self._cut, None),
            scope=found.take("scope", choice(Scope), Scope.CATEGORY),
            clause=found.take("clause", text, ""),
        )

    def _condition(self, cursor: Cursor) -> Condition:
        found = block(cursor, "condition", "band")
        return Condition(
            band=band_of(found),
            node=found.take("node", self.directory.nodes.one, ""),
            grades=found.take("grades", self.directory.grades.several, ()),
            events=found.take("events", texts, ()),
            without_events=found.take("without_events", texts, ()),
            window=found.take("window", window, Window()),
            categories=found.take("categories", self.directory.categories.several, ()),
            selected=found.take("selected", self.directory.selections.one, ""),
            all_of=found.take("all_of", lambda c: each(c, self._condition), ()),
            any_of=found.take("any_of", lambda c: each(c, self._condition), ()),
        )

    def _cut(self, cursor: Cursor) -> Cut:
        found = block(cursor, "cut")
        by_category: dict[str, int] = found.take(
            "by_category", lambda c: keyed(c, self.directory.categories, integer), {}
        )
        number: int | None = found.take("number", integer, None)
        part: Fraction | None = found.take("share", share, None)
        return Cut(
            end=found.need("end", choice(End), End.TOP),
            number=number,
            share=part,
            table=found.take("table", lambda c: each(c, _size_row), ()),
            by_category=by_category,
            round_share=found.take("round_share", choice(RoundShare), RoundShare.FLOOR),
            ties=found.take("ties", choice(CutTies), CutTies.INCLUDE),
        )

    def rankings(self, cursor: Cursor) -> tuple[Ranking, ...]:
        return each(cursor, self._ranking)

    def _ranking(self, cursor: Cursor) -> Ranking:
        if cursor.item.kind is Kind.WORD:
            return Ranking(cursor.word(), cursor.word())
        found = block(cursor, "ranking")
        code, name = _code_and_name(found)
        return Ranking(
            code=code,
            name=name,
            scope=found.take("scope", choice(Scope), Scope.CATEGORY),
            node=found.take("node", self.directory.nodes.one, ""),
            ascending=found.take("ascending", boolean, False),
            basis=found.take("basis", choice(Basis), Basis.EXACT),
            ties=found.take("ties", choice(Ties), Ties.COMPETITION),
            tie_break=found.take("tie_break", lambda c: each(c, self._tie_break), ()),
            categories=found.take("categories", self.directory.categories.several, ()),
            clause=found.take("clause", text, ""),
        )

    def _tie_break(self, cursor: Cursor) -> TieBreak:
        if cursor.item.kind is Kind.WORD:
            return TieBreak(self.directory.nodes.one(cursor))
        found = block(cursor, "tie_break")
        return TieBreak(
            found.need("node", self.directory.nodes.one, ""), found.take("higher_first", boolean, True)
        )

    def selections(self, cursor: Cursor) -> tuple[Selection, ...]:
        return each(cursor, self._selection)

    def _selection(self, cursor: Cursor) -> Selection:
        found = block(cursor, "selection")
        code, name = _code_and_name(found)
        return Selection(
            code=code,
            name=name,
            purpose=found.need("purpose", choice(Purpose), Purpose.OTHER),
            ranking=found.take("ranking", self.directory.rankings.one, ""),
            cut=found.take("cut", self._cut, None),
            condition=found.take("condition", self._condition, Condition()),
            history=found.take("history", _history, None),
            clause=found.take("clause", text, ""),
        )


def _with_own_band(found: Block, condition: Condition, band: Band) -> Condition:
    """A grade's own range tests the score; one in its condition about another value holds as well."""
    if condition.band is None:
        return replace(condition, band=band)
    if not condition.node:
        found.cursor.report(
            "scheme.duplicate_key",
            "总分的界限写在「条件」里外各一次",
            "the range of the score is written inside and outside the condition",
            "请只写一处；「条件」里比较别的值时请写「看」",
            "write it once; name the node if the condition tests another value",
        )
        return condition
    log, place = found.cursor.log, (*found.cursor.path, "condition")
    for end in ("ge", "gt", "le", "lt"):
        if (*place, end) in log.percents:
            log.percents.remove((*place, end))
            log.percents.add((*place, "all_of", 0, end))
    inner = Condition(condition.band, condition.node)
    return replace(condition, band=band, node="", all_of=(inner, *condition.all_of))


def _code_and_name(found: Block) -> tuple[str, str]:
    code = found.take("code", text, "")
    name = found.take("name", text, code)
    if not name:
        found.missing("name")
    return code or name, name


def _size_row(cursor: Cursor) -> SizeRow:
    found = block(cursor, "size_row")
    return SizeRow(found.need("at_least", integer, 0), found.need("number", integer, 0))


def _history(cursor: Cursor) -> HistoryRule:
    found = block(cursor, "history")
    return HistoryRule(
        years=found.need("years", integer, 1),
        consecutive=found.take("consecutive", boolean, True),
        bottom=found.take("bottom", integer, 0),
        grades=found.take("grades", texts, ()),
        exempt=found.take("exempt", choice(ExemptYears), ExemptYears.BREAK),
        merged=found.take("merged", choice(MergedUnits), MergedUnits.MAIN),
    )


def names_in(cursor: Cursor | None) -> Names:
    """The codes and names that the items of a list give themselves, before the list is read."""
    pairs = []
    for element in cursor.elements() if cursor is not None else ():
        own = _own_words(element)
        code = own.get("code") or own.get("name", "")
        if code:
            pairs.append((code, own.get("name", code)))
    return Names.of(pairs)


def _own_words(element: Cursor) -> dict[str, str]:
    if element.item.kind is Kind.WORD:
        return {"code": element.item.text}
    return {
        key_named(("option",), key.text) or "": item.text
        for key, item in element.item.entries
        if item.kind is Kind.WORD
    }


def rounding(cursor: Cursor) -> Rounding:
    """舍入: a block, or the number of digits alone."""
    if cursor.item.kind is Kind.WORD:
        return Rounding(digits=integer(cursor))
    found = block(cursor, "rounding")
    return Rounding(
        digits=found.take("digits", integer, 2),
        rate_digits=found.take("rate_digits", integer, 2),
        mode=found.take("mode", choice(Mode), Mode.HALF_UP),
    )


def publication(cursor: Cursor) -> Publication:
    """公布."""
    found = block(cursor, "publication")
    return Publication(
        levels=found.take("levels", lambda c: each(c, _level), ()),
        live=found.take("live", word_of("Live"), "participation"),
        components=found.take("components", boolean, True),
    )


def _level(cursor: Cursor) -> Level:
    found = block(cursor, "level")
    return Level(
        name=found.need("name", text, ""),
        audience=found.take("audience", text, ""),
        when=found.take("when", text, ""),
        fields=found.take("fields", texts, ()),
        clause=found.take("clause", text, ""),
    )

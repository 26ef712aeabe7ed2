"""Tables with a column per option (满意 | 基本满意 | 不满意) or per component, as offices keep them.

One header row, or two: aspects above, options below. They are read as the long tables in which every
number has a row of its own.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from minping.core.bundle.cells import is_empty
from minping.core.bundle.columns import COUNTS, REPORTS, Column, Spec
from minping.core.bundle.counts_table import WHOLE, state_of
from minping.core.bundle.headers import (
    SEARCHED,
    Header,
    note_unknown,
    plain_header,
    two_rows,
    unread_columns,
)
from minping.core.bundle.names import Lexicon, key
from minping.core.bundle.notebook import Notebook
from minping.core.bundle.sheets import Sheet
from minping.core.bundle.table import Row, Table, table_below
from minping.core.bundle.vocabulary import Vocabulary
from minping.core.findings import Place
from minping.core.scheme.model import Scheme
from minping.core.tally.counts import BLANK, SPOILED

_SUFFIX = re.compile(r"(?:票数|份数|人数|得票|票|数)$")
_NON_ANSWERS = (("漏填", BLANK), ("未填", BLANK), ("该项废票", SPOILED))
Texts = tuple[tuple[str, str], ...]
"""Per column: the header text above (empty for a header of one row) and the one below."""


@dataclass(frozen=True)
class _Shape:
    """How a wide table stands for a long one. ``value``: the long column that takes the numbers.
    ``named``: long columns that a wide table does not have. ``meaning``: what a header says of the
    numbers below it, as cells of the long table. ``least``: how many such columns there must be."""

    spec: Spec
    value: str
    named: frozenset[str]
    meaning: Callable[[str, str], Mapping[str, str] | None]
    least: int

    @property
    def keys(self) -> tuple[Column, ...]:
        """The columns that both forms have."""
        return tuple(c for c in self.spec.columns if c.name not in self.named)


@dataclass(frozen=True)
class _Plan:
    header: Header
    spec: Spec
    meanings: Mapping[str, Mapping[str, str]]


def wide_counts(sheet: Sheet, scheme: Scheme, notebook: Notebook) -> Table | None:
    """The long form of a wide table of counts; None where ``sheet`` is not one."""
    options, aspects = _options(scheme), Lexicon((a.code, (a.name,)) for a in scheme.aspects.values())

    def meaning(above: str, text: str) -> Mapping[str, str] | None:
        return _counted(above, text, options, aspects)

    shape = _Shape(COUNTS, "count", frozenset({"option", "count"}), meaning, 2)
    plan = _plan(sheet, shape)
    if plan is not None:
        _check_options(sheet, plan, scheme, notebook)
    return _long_form(sheet, shape, notebook)


def _check_options(sheet: Sheet, plan: _Plan, scheme: Scheme, notebook: Notebook) -> None:
    """Votes for an option without a column would be lost, or pass for blanks. Beside a column that nobody
    knows it is one misspelled."""
    unread = unread_columns(plan.header)
    there = {meaning["option"] for meaning in plan.meanings.values()}
    lacking = [
        [option.name for option in scale.graded if option.code not in there]
        for scale in scheme.scales.values()
        if any(option.code in there for option in scale.graded)
    ]
    if not lacking or not all(lacking):
        return
    fewest = min(lacking, key=len)
    names = "、".join(fewest)
    also_zh = f"，而不认识「{'、'.join(unread)}」列" if unread else "，按没有人选计"
    also_en = f", and column “{'、'.join(unread)}” is not known" if unread else ": taken as chosen by nobody"
    tell = notebook.error if unread else notebook.warn
    tell(
        "counts.option_without_column",
        f"没有「{names}」的列{also_zh}",
        f"there is no column for {names}{also_en}",
        "请把列名写成选项的代码、名称或别名；没有人选的选项也留一列，填0",
        "name columns by the options' codes, names or aliases; an option that nobody took has a column of zeros",
        Place(sheet.file, sheet.name, plan.header.first, unread[0] if unread else ""),
    )


def wide_reports(sheet: Sheet, words: Vocabulary, notebook: Notebook) -> Table | None:
    """The long form of a table with a column per component; None where ``sheet`` is not one."""

    def meaning(_above: str, text: str) -> Mapping[str, str] | None:
        component = words.components.find(text) or words.components.find(plain_header(text))
        return None if component is None else {"component": component}

    named = frozenset({"component", "value", "numerator", "denominator", "part_of", "breakdown"})
    return _long_form(sheet, _Shape(REPORTS, "value", named, meaning, 1), notebook)


def _long_form(sheet: Sheet, shape: _Shape, notebook: Notebook) -> Table | None:
    plan = _plan(sheet, shape)
    if plan is None:
        return None
    note_unknown(sheet, plan.spec, plan.header, notebook)
    wide = table_below(sheet, plan.spec, plan.header, notebook)
    if wide is None:
        return None
    return replace(wide, spec=shape.spec, rows=tuple(_long(wide.rows, shape, plan)))


def _long(rows: Iterable[Row], shape: _Shape, plan: _Plan) -> Iterator[Row]:
    for row in rows:
        kept = {name: text for name, text in row.cells.items() if name not in plan.meanings}
        for name, meaning in plan.meanings.items():
            text = row[name]
            if not text or (shape.spec is COUNTS and (is_empty(text) or text == "0")):
                continue
            shown = dict.fromkeys((*meaning, shape.value), plan.header.written[name])
            yield Row(row.number, {**kept, **meaning, shape.value: text}, row.label, shown)


def _plan(sheet: Sheet, shape: _Shape) -> _Plan | None:
    """The first header among the first rows that names a unit and enough options or components."""
    for row in range(min(SEARCHED, len(sheet.rows))):
        single = tuple(("", text) for text in sheet.rows[row])
        for texts, first in ((two_rows(sheet, row), row + 2), (single, row + 1)):
            plan = _header_of(texts, first, shape)
            if plan is not None:
                return plan
    return None


def _header_of(texts: Texts, first: int, shape: _Shape) -> _Plan | None:
    """The plan for this header; None where it names the long table's own columns, or too little."""
    own = {key(header): c.name for c in shape.spec.columns for header in c.headers}
    positions: dict[str, int] = {}
    meanings: dict[str, Mapping[str, str]] = {}
    shown = tuple(f"{a}/{b}" if a and b and a != b else a or b for a, b in texts)
    for at, (above, below) in enumerate(texts):
        text = below or above
        meaning = shape.meaning(above if below else "", text)
        name = own.get(key(text)) or own.get(plain_header(text))
        if meaning is not None and name not in {c.name for c in shape.keys}:
            name = f"column{at}"
            meanings[name] = meaning
        elif name in shape.named:
            return None
        if name is not None:
            positions.setdefault(name, at)
    if len(meanings) < shape.least or not {"unit", "code"} & set(positions):
        return None
    value = shape.spec.column(shape.value)
    numbers = (Column(n, shown[positions[n]], value.kind, additive=value.additive) for n in meanings)
    spec = replace(shape.spec, columns=(*shape.keys, *numbers))
    written = {name: shown[at] for name, at in positions.items()}
    return _Plan(Header(first, positions, written, shown), spec, meanings)


def _options(scheme: Scheme) -> Lexicon:
    """Options of all scales by code, name and alias; a code of one scale is the same in another."""
    lexicon = Lexicon()
    for scale in scheme.scales.values():
        for option in scale.options:
            lexicon.add(option.code, option.name, *option.aliases)
    for word, code in _NON_ANSWERS:
        lexicon.fallback(code, word)
    return lexicon


def _counted(above: str, text: str, options: Lexicon, aspects: Lexicon) -> Mapping[str, str] | None:
    """What a column counts: an option of the aspect above it, or whole ballots."""
    aspect = aspects.find(above) if above else None
    for word in (plain_header(text), _SUFFIX.sub("", plain_header(text))):
        option = options.find(word) if word else None
        if option is not None:
            return {"option": option} | ({"aspect": aspect} if aspect else {})
        if word and state_of(word) is not None:
            return {"aspect": WHOLE, "option": word}
    return None

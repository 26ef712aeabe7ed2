"""Made-up campaigns in memory for laws about writing and reading."""

from hypothesis import strategies as st

from minping.core.bundle.cells import is_empty
from minping.core.bundle.model import Bundle, Form, SchemeFile
from minping.core.bundle.names import key
from minping.core.bundle.written import clean
from minping.core.scheme.reader import read_scheme
from minping.core.scoring.inputs import (
    CampaignData,
    EntryRow,
    EntryState,
    EventRow,
    HistoryRow,
    ParticipationRow,
    ReportRow,
    Status,
    Unit,
)
from minping.core.scoring.small_cells import merge_small_cells
from minping.core.tally.counts import Cell, Counts
from minping.core.tally.spelling import is_total

from .county import SCHEME

SCHEME_BYTES = SCHEME.read_bytes()
THE_SCHEME = read_scheme(SCHEME_BYTES, "scheme.yaml")
FORMULAS = (
    '=HYPERLINK("http://x")',
    "+cmd|' /C calc'!A0",
    "-1+1",
    "@SUM(A1)",
    "＝1+1",
    "'=x",
    "''=x",
    '"a",b',
)


def _plain(text: str) -> bool:
    """Texts that reading leaves as they are: no signs for nothing or for damage, no total, no blanks at
    the ends."""
    return (
        "\ufffd" not in text
        and bool(key(text))
        and clean(text) == text
        and not is_empty(text)
        and not is_total(text)
    )


texts = st.one_of(st.text(max_size=12).map(clean), st.sampled_from(FORMULAS)).filter(_plain)
notes = st.one_of(st.just(""), texts)
days = st.dates().map(lambda day: day.isoformat())
numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=999)
whole = st.integers(0, 10**7)


@st.composite
def units(draw: st.DrawFn) -> dict[str, Unit]:
    """Two to five units of different names, one of them with stations."""
    names = draw(st.lists(texts.filter(_good_name), min_size=2, max_size=5, unique_by=key))
    found = {}
    for number, name in enumerate(names):
        code = draw(st.sampled_from([name, f"c{number}"]))
        former = (
            draw(st.lists(st.sampled_from(["旧一局", "旧二局"]), unique=True, max_size=2))
            if not number
            else []
        )
        found[code] = Unit(
            code=code,
            name=name,
            category=draw(st.sampled_from(["执法", "服务类"])),
            district=draw(st.sampled_from(["", "城区"])),
            status=draw(st.sampled_from(list(Status))) if number else Status.APPRAISED,
            former=tuple(former),
            joined=draw(st.sampled_from([(), ("并局",), ("并局", "并中心")])) if not number else (),
        )
    parent = next(iter(found))
    found["站所甲"] = Unit("站所甲", "站所甲", parent=parent, kind="station")
    return found


def _good_name(name: str) -> bool:
    reserved = {key(w) for w in ("站所甲", "旧一局", "旧二局", "城区", "c0", "c1", "c2", "c3", "c4")}
    return not set("|;；、\n:：") & set(name) and key(name) not in reserved and not key(name).isnumeric()


@st.composite
def counts(draw: st.DrawFn, codes: list[str]) -> Counts:
    """Ballots about the units: those without a grade are blank."""
    found = Counts()
    for code in codes:
        for group, round_, channel in (
            ("代表", "年终", ""),
            ("群众", "一期", "纸质"),
            ("群众", "二期", "网络"),
        ):
            a, b, u, blank = (draw(st.integers(0, 9)) for _ in range(4))
            if not a + b + u + blank:
                continue
            cell = found.cell(Cell(code, group, round_, channel))
            for state, number in (("valid", a + b), ("unknown_only", u), ("blank", blank)):
                if number:
                    cell.add_ballots(state, number)
            for aspect in THE_SCHEME.aspects:
                for option, number in (("A", a), ("B", b), ("U", u), ("#blank", blank)):
                    if number:
                        cell.add_answer(aspect, option, number)
    return found


def _participation() -> st.SearchStrategy[ParticipationRow]:
    ordered = st.lists(whole, min_size=4, max_size=4).map(lambda n: sorted(n, reverse=True))
    return st.builds(
        lambda n, note: ParticipationRow(
            "代表", "年终", "", "", "", eligible=n[0], invited=n[1], issued=n[2], returned=n[3], note=note
        ),
        ordered,
        notes,
    )


def _reports(codes: st.SearchStrategy[str]) -> st.SearchStrategy[list[ReportRow]]:
    row = st.builds(ReportRow, codes, st.just("信息得分"), numbers, source=notes, signer=notes, note=notes)
    return st.lists(row, unique_by=lambda row: row.unit, max_size=3)


def _entries(codes: st.SearchStrategy[str]) -> st.SearchStrategy[list[EntryRow]]:
    items, states = st.sampled_from(["迟报", "表扬"]), st.sampled_from(list(EntryState))
    free = st.one_of(st.none(), numbers)
    row = st.builds(EntryRow, codes, items, days, free, st.integers(1, 9), texts, texts, states)
    return st.lists(row, max_size=3)


def _history(names: list[str]) -> st.SearchStrategy[list[HistoryRow]]:
    row = st.builds(
        HistoryRow,
        st.sampled_from(names),
        st.integers(2000, 2023),
        score=st.one_of(st.none(), numbers),
        grade=notes,
        bottom=st.sampled_from([None, True, False]),
        exempt=st.booleans(),
    )
    return st.lists(row, unique_by=lambda row: (row.unit, row.year), max_size=4)


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    """A private campaign with counts and rows in every table."""
    of_units = draw(units())
    appraised = [code for code, unit in of_units.items() if unit.status is Status.APPRAISED]
    codes = st.sampled_from(appraised)
    raw = draw(counts(appraised))
    events = st.builds(EventRow, codes, st.just("班子成员受处分"), days, note=notes)
    data = CampaignData(
        title=draw(texts),
        year=2024,
        units=of_units,
        counts=merge_small_cells(THE_SCHEME, of_units, raw).counts,
        participation=tuple(draw(st.lists(_participation(), max_size=1))),
        reports=tuple(draw(_reports(codes))),
        entries=tuple(draw(_entries(codes))),
        events=tuple(draw(st.lists(events, max_size=2))),
        history=tuple(draw(_history([*appraised, *next(iter(of_units.values())).former]))),
    )
    scheme_file = SchemeFile("scheme.yaml", SCHEME_BYTES)
    return Bundle(Form.PRIVATE, THE_SCHEME, scheme_file, data, raw, office=draw(notes), language="zh")

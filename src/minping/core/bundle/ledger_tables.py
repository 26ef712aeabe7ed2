"""``entries``, ``events`` and ``history``: dated facts about units."""

from collections.abc import Mapping
from fractions import Fraction

from minping.core.bundle.fields import Fields
from minping.core.bundle.names import key
from minping.core.bundle.table import Row
from minping.core.bundle.units_table import UnitIndex, note_unscored, unit_of
from minping.core.bundle.vocabulary import SHORT_REASON, Item, Vocabulary
from minping.core.scoring.inputs import EntryRow, EntryState, EventRow, HistoryRow
from minping.core.scoring.validity import SHORT_REASON as SHORT_REASONS

STATE_WORDS: Mapping[str, EntryState] = {
    **dict.fromkeys(("提出", "拟记", "proposed"), EntryState.PROPOSED),
    **dict.fromkeys(("已告知", "告知", "已告知单位", "visible_to_unit"), EntryState.VISIBLE),
    **dict.fromkeys(("有异议", "异议", "已异议", "objected"), EntryState.OBJECTED),
    **dict.fromkeys(("维持", "成立", "确认", "upheld"), EntryState.UPHELD),
    **dict.fromkeys(("撤销", "删除", "不成立", "struck"), EntryState.STRUCK),
    **dict.fromkeys(("锁定", "定稿", "生效", "frozen"), EntryState.FROZEN),
}


def read_entries(
    fields: Fields, words: Vocabulary, index: UnitIndex, *, public: bool
) -> tuple[EntryRow, ...]:
    """Entries of the daily assessment. Evidence and source are not part of the public form."""
    found = (_entry(fields, row, words, index, public=public) for row in fields.rows())
    return tuple(entry for entry in found if entry is not None)


def _entry(fields: Fields, row: Row, words: Vocabulary, index: UnitIndex, *, public: bool) -> EntryRow | None:
    before = fields.notebook.errors
    unit = unit_of(fields, row, index)
    text = fields.need(row, "item")
    code = fields.named(row, "item", text, words.items, "考评项", "item") if text else None
    date = fields.day(row, required=True)
    points = fields.number(row, "points")
    count = fields.integer(row, "count", minimum=1)
    state = fields.word(row, "state", STATE_WORDS) or EntryState.FROZEN
    if code:
        _check_entry(fields, row, words.item[code], date, public=public)
    if not unit or not code or fields.notebook.errors > before:
        return None
    note_unscored(fields, row, unit, index)
    return EntryRow(
        unit=unit,
        item=code,
        date=date,
        points=points.value if points else None,
        count=1 if count is None else count,
        evidence=fields.text(row, "evidence"),
        source=fields.text(row, "source"),
        state=state,
    )


def _check_entry(fields: Fields, row: Row, item: Item, date: str, *, public: bool) -> None:
    if item.points is None and not fields.text(row, "points"):
        fields.missing(row, "points")
    if item.evidence and not public:
        for column in ("evidence", "source"):
            if not fields.text(row, column):
                fields.missing(row, column)
    if date and not any(window.holds(date) for window in item.windows):
        fields.notebook.info(
            "entries.outside_window",
            f"{date} 不在方案规定的计分期间内，本行不计分",
            f"{date} lies in no window of the scheme: this row does not count",
            fields.table.place(row, "date"),
        )


def is_short_reason(event: str) -> bool:
    """Whether an event is the signed reason for too few ballots."""
    return key(event) in {key(word) for word in SHORT_REASONS}


def read_events(fields: Fields, words: Vocabulary, index: UnitIndex) -> tuple[EventRow, ...]:
    """Events such as 通报 or 一票否决 facts. The unit may be empty only for a reason for few ballots."""
    found = (_event(fields, row, words, index) for row in fields.rows())
    return tuple(event for event in found if event is not None)


def _event(fields: Fields, row: Row, words: Vocabulary, index: UnitIndex) -> EventRow | None:
    before = fields.notebook.errors
    text = fields.need(row, "event")
    is_reason = is_short_reason(text)
    name = SHORT_REASON if is_reason else words.events.find(text)
    unit = unit_of(fields, row, index, required=not is_reason)
    date = fields.day(row, required=True)
    count = fields.integer(row, "count", minimum=1)
    signed_by = fields.text(row, "signed_by")
    if text and name is None:
        _note_unused_event(fields, row, text, words)
    if is_reason and not signed_by:
        fields.notebook.warn(
            "events.unsigned_reason",
            "未达标说明没有签字人，不起作用",
            "a reason without a signature has no effect",
            "请填写签字人",
            "fill in who signed it",
            fields.table.place(row, "signed_by"),
        )
    if unit is None or fields.notebook.errors > before:
        return None
    note_unscored(fields, row, unit, index)
    return EventRow(
        unit, name or text, date, 1 if count is None else count, fields.text(row, "note"), signed_by
    )


def _note_unused_event(fields: Fields, row: Row, text: str, words: Vocabulary) -> None:
    near = words.events.nearest(text)
    named = "、".join(near or words.events.names())
    fields.notebook.warn(
        "events.not_in_scheme",
        f"方案没有用到事件「{text}」，本行不起作用",
        f"the scheme does not use the event “{text}”: this row has no effect",
        f"{'最接近的有' if near else '方案用到的事件'}：{named or '（无）'}",
        f"{'the nearest are' if near else 'events of the scheme'}: {named or '(none)'}",
        fields.table.place(row, "event"),
    )


def read_history(fields: Fields, words: Vocabulary, index: UnitIndex, year: int) -> tuple[HistoryRow, ...]:
    """Results of past years, under the unit's name of then or of now."""
    found: dict[tuple[str, int], int] = {}
    rows: list[HistoryRow] = []
    for row in fields.rows():
        read = _past(fields, row, words, index, year)
        if read is None:
            continue
        place = (key(read.unit), read.year)
        if place in found:
            fields.notebook.error(
                "history.duplicate",
                f"「{read.unit}」{read.year}年在第{found[place]}行已有记录",
                f"“{read.unit}” has a row for {read.year} already (row {found[place]})",
                "请删除重复的行",
                "remove one of the rows",
                fields.table.place(row),
            )
            continue
        found[place] = row.number
        rows.append(read)
    return tuple(rows)


def _past(fields: Fields, row: Row, words: Vocabulary, index: UnitIndex, year: int) -> HistoryRow | None:
    before = fields.notebook.errors
    unit = _past_unit(fields, row, index)
    of_year = _past_year(fields, row, year)
    rank, of = fields.number(row, "rank"), fields.integer(row, "of", minimum=1)
    behind, score = fields.integer(row, "behind"), fields.number(row, "score")
    bottom, exempt = fields.yes_no(row, "bottom"), fields.yes_no(row, "exempt")
    category = fields.text(row, "category")
    _check_rank(fields, row, rank.value if rank else None, of)
    if not unit or of_year is None or fields.notebook.errors > before:
        return None
    return HistoryRow(
        unit=unit,
        year=of_year,
        category=words.categories.find(category) or category,
        rank=rank.value if rank else None,
        of=of,
        behind=behind,
        score=score.value if score else None,
        grade=fields.text(row, "grade"),
        bottom=bottom,
        exempt=bool(exempt),
    )


def _past_unit(fields: Fields, row: Row, index: UnitIndex) -> str | None:
    """A present unit's code, a predecessor's name as the units table has it, or the name as it stands."""
    text = fields.text(row, "code") or fields.need(row, "unit")
    codes = index.lexicon.all(text)
    former = index.former.get(key(text))
    if former is not None and not any(key(index.units[c].name) == key(text) for c in codes):
        return former
    if len(codes) > 1:
        fields.named(row, "unit", text, index.lexicon, "单位", "unit")
        return None
    if text and not codes and key(text) not in index.refused:
        near = "、".join(index.lexicon.nearest(text))
        fields.notebook.warn(
            "history.unknown_unit",
            f"今年没有名为「{text}」的单位，也没有以它为曾用名的单位，本行不起作用",
            f"no unit of this year is or was called “{text}”: this row has no effect",
            f"改名或合并的，请在单位表中填写曾用名{f'；最接近的有：{near}' if near else ''}",
            f"enter former names in the units table{f'; the nearest are: {near}' if near else ''}",
            fields.table.place(row, "unit"),
        )
    return codes[0] if codes else text


def _past_year(fields: Fields, row: Row, year: int) -> int | None:
    if not fields.need(row, "year"):
        return None
    found = fields.integer(row, "year", minimum=1949)
    if found is not None and found >= year:
        fields.notebook.error(
            "history.not_past",
            f"{found}年不早于本次评议的{year}年",
            f"{found} is not before this campaign's {year}",
            "历年结果只填往年的；本年结果由计算得出",
            "history holds past years only; this year's result is computed",
            fields.table.place(row, "year"),
        )
    return found


def _check_rank(fields: Fields, row: Row, rank: Fraction | None, of: int | None) -> None:
    if rank is not None and (rank < 1 or (of is not None and rank > of)):
        fields.notebook.error(
            "history.rank_out_of_range",
            f"名次{rank}不在1至{of if of is not None else '…'}之间",
            f"rank {rank} is not between 1 and {of if of is not None else '…'}",
            "请核对名次和总数",
            "check the rank and the number of units",
            fields.table.place(row, "rank"),
        )

"""``counts``: ballots counted per cell, aspect and option, in place of the ballots themselves."""

from dataclasses import astuple

from minping.core.bundle.cells import folded
from minping.core.bundle.counts_filled import derive_states, fill_aspect, is_graded
from minping.core.bundle.fields import Fields
from minping.core.bundle.names import key
from minping.core.bundle.scope import Scope, scope_of
from minping.core.bundle.table import Row
from minping.core.bundle.units_table import UnitIndex, unit_of
from minping.core.bundle.vocabulary import Vocabulary
from minping.core.scheme.model import Scale, Scheme
from minping.core.scoring.inputs import Status
from minping.core.tally.answers import AnswerReader, Unreadable
from minping.core.tally.counts import BLANK, JOIN, SPOILED, BallotState, Cell, CellCounts, Counts
from minping.core.tally.forms import BLANK_ANSWER, SPOILED_ANSWER, Form, Forms

WHOLE = "*"
SHORT = "short"
_WHERE = ("group", "round", "channel", "stratum", "cluster")
_WHOLE_WORDS = {key(w) for w in (WHOLE, "整张票", "整票", "全票", "票")}
_SHORT_WORDS = tuple(key(w) for w in (SHORT, "样本不足", "不公布", "小样本"))
_STATES = {
    **dict.fromkeys(map(key, ("valid", "有效", "有效票")), BallotState.VALID),
    **dict.fromkeys(
        map(key, ("unknown_only", "只填不了解", "全部不了解", "不了解")), BallotState.UNKNOWN_ONLY
    ),
    **dict.fromkeys(map(key, ("blank", "空白", "空白票", "白票")), BallotState.BLANK),
    **dict.fromkeys(map(key, ("spoiled", "废票", "无效", "无效票")), BallotState.SPOILED),
}
_BLANKS = {key(w) for w in (BLANK, "漏填", "空白", "未填", "blank")}


def state_of(text: str) -> BallotState | None:
    """The state of a whole ballot that ``text`` names: 有效, 空白, 废票 and the like."""
    return _STATES.get(key(text))


class _Reader:
    """Adds up rows into cells, remembering where each number stood."""

    def __init__(self, fields: Fields, scheme: Scheme, words: Vocabulary, index: UnitIndex) -> None:
        self.fields, self.scheme, self.words, self.index = fields, scheme, words, index
        self.forms = Forms(scheme)
        self.counts = Counts()
        self.first: dict[Cell, Row] = {}
        self.seen: dict[tuple[Cell, str, str], int] = {}
        self.answers: dict[str, AnswerReader] = {}
        self.scopes: dict[tuple[str, ...], Scope] = {}

    def read(self, row: Row) -> None:
        fields, before = self.fields, self.fields.notebook.errors
        unit = unit_of(fields, row, self.index)
        scope = self._scope(row)
        if unit is None or scope is None or self._refuse_unscored(row, unit):
            return
        cell = Cell(unit, scope.group, scope.round, scope.channel, scope.stratum, scope.cluster)
        aspect = self._aspect(row, cell)
        option = self._option(row, cell, aspect) if aspect else None
        number = fields.integer(row, "count")
        if option is None or fields.notebook.errors > before:
            return
        if number is None and option != SHORT:
            fields.missing(row, "count")
            return
        self._note(row, cell, aspect or "", option, number or 0)

    def _scope(self, row: Row) -> Scope | None:
        """Where the row belongs; worked out once for rows that say the same and gave nothing to tell."""
        said = tuple(row[column] for column in _WHERE)
        known, before = self.scopes.get(said), self.fields.notebook.noted
        if known is not None:
            return known
        found = scope_of(self.fields, row, self.scheme, self.words)
        if found is not None and self.fields.notebook.noted == before:
            self.scopes[said] = found
        return found

    def _refuse_unscored(self, row: Row, unit: str) -> bool:
        """Answers for exempt units are an error: they would be published as results."""
        if self.index.status(unit) is Status.APPRAISED:
            return False
        exempt = self.index.status(unit) is Status.EXEMPT
        self.fields.notebook.error(
            "counts.unscored_unit",
            f"「{row['unit'] or row['code']}」是{'免评' if exempt else '征求意见'}单位，不接受评分",
            f"“{row['unit'] or row['code']}” is {'exempt' if exempt else 'opinion-only'} and takes no ratings",
            "请删除这些行，或改正单位表中的状态",
            "remove these rows, or correct its status in the units table",
            self.fields.table.place(row, "unit"),
        )
        return True

    def _forms(self, cell: Cell) -> list[Form]:
        """What is asked in a cell; a merged cell is asked what any of its groups and units is."""
        pairs = (
            (g, self.index.category_of(u)) for g in cell.group.split(JOIN) for u in cell.unit.split(JOIN)
        )
        return list(dict.fromkeys(self.forms.of(group, category) for group, category in pairs))

    def _aspect(self, row: Row, cell: Cell) -> str | None:
        text = self.fields.text(row, "aspect")
        if key(text) in _WHOLE_WORDS:
            return WHOLE
        asked = list(dict.fromkeys(a for form in self._forms(cell) for a in form.aspects))
        if not text and len(asked) == 1:
            return asked[0]
        if not text:
            self.fields.missing(row, "aspect")
            return None
        aspect = self.fields.named(row, "aspect", text, self.words.aspects, "测评项", "aspect")
        if aspect and aspect not in asked:
            self.fields.notebook.error(
                "counts.not_asked",
                f"该投票层面对这类单位不评「{text}」",
                f"this voter group is not asked “{text}” about units of this category",
                f"可填：{'、'.join(asked)}",
                f"use one of: {', '.join(asked)}",
                self.fields.table.place(row, "aspect"),
            )
            return None
        return aspect

    def _option(self, row: Row, cell: Cell, aspect: str) -> str | None:
        text = self.fields.text(row, "option") or row["option"]
        if not text:
            self.fields.missing(row, "option")
            return None
        if aspect == WHOLE:
            return self._state(row, text)
        if key(text) in _BLANKS:
            return BLANK
        scales = [f.scales[f.aspects.index(aspect)] for f in self._forms(cell) if aspect in f.aspects]
        for scale in scales:
            try:
                answer = self._answers_on(scale).read(folded(text))
            except Unreadable:
                continue
            return {BLANK_ANSWER: BLANK, SPOILED_ANSWER: SPOILED}.get(answer, answer)
        self._unknown_option(row, text, scales[0])
        return None

    def _answers_on(self, scale: Scale) -> AnswerReader:
        if scale.code not in self.answers:
            self.answers[scale.code] = AnswerReader(scale)
        return self.answers[scale.code]

    def _state(self, row: Row, text: str) -> str | None:
        if key(text) in _SHORT_WORDS:
            return SHORT
        state = state_of(text)
        if state is not None:
            return state.value
        self.fields.word(row, "option", dict.fromkeys((*_STATES, *_SHORT_WORDS)))
        return None

    def _unknown_option(self, row: Row, text: str, scale: Scale) -> None:
        allowed = "、".join(f"{o.code}（{o.name}）" for o in scale.options)
        if scale.free:
            allowed += f"{scale.free.low} 至 {scale.free.high} 的分数，步长 {scale.free.step}"
        self.fields.notebook.error(
            "counts.unknown_option",
            f"「{text}」不在选项之中",
            f"“{text}” is none of the options",
            f"可填：{allowed}；漏填写 {BLANK}，废票写 {SPOILED}",
            f"use one of: {allowed}; {BLANK} for no answer, {SPOILED} for a spoiled one",
            self.fields.table.place(row, "option"),
        )

    def _note(self, row: Row, cell: Cell, aspect: str, option: str, number: int) -> None:
        if (cell, aspect, option) in self.seen:
            self.fields.notebook.error(
                "counts.duplicate",
                f"与第{self.seen[cell, aspect, option]}行是同一个计数",
                f"the same count as row {self.seen[cell, aspect, option]}",
                "请合并为一行，或补填能区分的列（轮次、渠道、抽样层、群）",
                "join them, or fill in what tells them apart (round, channel, stratum, cluster)",
                self.fields.table.place(row),
            )
            return
        self.seen[cell, aspect, option] = row.number
        self.first.setdefault(cell, row)
        counts = self.counts.cell(cell)
        if option == SHORT:
            counts.short = True
            counts.add_ballots(BallotState.VALID, number)
        elif aspect == WHOLE:
            counts.add_ballots(option, number)
        else:
            counts.add_answer(aspect, option, number)

    def finish(self) -> Counts:
        """Add what follows from the rest, and compare ballots with answers."""
        for cell, counts in self.counts.items():
            if counts.short:
                self._check_short(cell, counts)
                continue
            forms = self._forms(cell)
            if len(forms) == 1 and len(forms[0].aspects) == 1:
                derive_states(counts, forms[0])
            if not counts.ballots:
                self._refuse_cell(
                    cell,
                    "counts.no_ballots",
                    "只有各测评项的票数，没有整张票的票数（有效、空白、废票）",
                    "there are answers but no number of ballots (valid, blank, spoiled)",
                    f"请补上测评项为 {WHOLE}、选项为“有效票”等的行；一个选项一列的表，补“有效票”列",
                    f"add rows with aspect {WHOLE} and option valid, or a column “valid” to a wide table",
                )
                continue
            for aspect in counts.answers:
                self._check_aspect(cell, counts, aspect, forms)
        return self.counts

    def _check_short(self, cell: Cell, counts: CellCounts) -> None:
        if counts.answers:
            self._refuse_cell(
                cell,
                "counts.short_with_answers",
                "标为样本不足的单元不应再列出各选项票数",
                "a withheld cell must not list answers",
                "请删除这些行，或去掉“样本不足”标记",
                "remove them, or the mark “short”",
            )

    def _check_aspect(self, cell: Cell, counts: CellCounts, aspect: str, forms: list[Form]) -> None:
        options = counts.answers[aspect]
        graded = sum(n for option, n in options.items() if is_graded(forms, aspect, option))
        total = sum(options.values())
        shown = self.scheme.aspects[aspect].name if aspect in self.scheme.aspects else aspect
        if graded > counts.valid:
            self._refuse_cell(
                cell,
                "counts.more_answers_than_valid",
                f"「{shown}」有{graded}个评价，多于有效票{counts.valid}份",
                f"“{shown}” has {graded} graded answers, more than the {counts.valid} valid ballots",
                "请核对各选项票数和有效票数",
                "check the options' counts and the number of valid ballots",
            )
        elif total > counts.returned:
            self._refuse_cell(
                cell,
                "counts.more_answers_than_ballots",
                f"「{shown}」各选项合计{total}，多于收回的{counts.returned}份",
                f"“{shown}” has {total} answers, more than the {counts.returned} ballots",
                "请核对各选项票数和整张票的票数",
                "check the options' counts and the numbers of ballots",
            )
        elif graded < counts.valid and all(len(form.aspects) == 1 for form in forms):
            self._refuse_missing_grades(cell, counts.valid, graded)
        elif total < counts.returned and len(forms) == 1:
            fill_aspect(counts, aspect)
            where, place = self.where(cell), self.fields.table.place(self.first[cell])
            self.fields.notebook.info(
                "counts.filled_up",
                f"{where}：「{shown}」各选项合计{total}，比收回的{counts.returned}份少，差额按废票、漏填计",
                f"{where}: “{shown}” has {total} answers for {counts.returned} ballots; "
                "the rest counts as spoiled and blank",
                place,
            )

    def _refuse_missing_grades(self, cell: Cell, valid: int, graded: int) -> None:
        self._refuse_cell(
            cell,
            "counts.fewer_answers_than_valid",
            f"有效票{valid}份，而各评价选项合计{graded}",
            f"{valid} valid ballots, but {graded} graded answers",
            "只有一个测评项时，每份有效票都有一个评价：请补上缺的选项，或改正有效票数",
            "with one aspect every valid ballot has a grade: add the option that is left out, or correct the number",
        )

    def where(self, cell: Cell) -> str:
        """The cell in the words of its first row, for messages."""
        row = self.first[cell]
        named = (row["unit"] or row["code"], *(row[name] for name in _WHERE))
        return " ".join(text for text in named if text)

    def _refuse_cell(self, cell: Cell, code: str, zh: str, en: str, fix_zh: str, fix_en: str) -> None:
        where, place = self.where(cell), self.fields.table.place(self.first[cell])
        self.fields.notebook.error(code, f"{where}：{zh}", f"{where}: {en}", fix_zh, fix_en, place)


def read_counts(
    fields: Fields, scheme: Scheme, words: Vocabulary, index: UnitIndex, *, public: bool
) -> Counts:
    """Counts of every cell. Notes unknown names and options, repeated rows, and sums that contradict.

    Cells that are merged or withheld belong into the public form: merging them once more could join
    what was kept apart.
    """
    reader = _Reader(fields, scheme, words, index)
    for row in fields.rows():
        reader.read(row)
    counts = reader.finish()
    merged = [c for c, content in counts.items() if content.short or any(JOIN in v for v in astuple(c))]
    if merged and not public:
        place = fields.table.place(reader.first[merged[0]])
        fields.notebook.error(
            "counts.merged_already",
            f"{reader.where(merged[0])}：计票表里已有合并或不公布的单元，但活动没有声明为公开形式",
            f"{reader.where(merged[0])}: counts are merged or withheld, but the campaign is not declared public",
            "请在 campaign.yaml 写上“形式: 公开”，或换回未合并的计票表",
            "write “form: public” into campaign.yaml, or use the counts before merging",
            place,
        )
    return counts

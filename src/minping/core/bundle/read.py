"""Read a campaign from a folder or a workbook: every table checked, everything wrong said at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from minping.core.bundle.campaign_file import (
    CampaignFile,
    read_campaign_file,
    read_campaign_sheet,
    settled,
)
from minping.core.bundle.columns import COUNTS, ENTRIES, EVENTS, HISTORY, PARTICIPATION, REPORTS, UNITS, Spec
from minping.core.bundle.counts_table import read_counts
from minping.core.bundle.fields import Fields
from minping.core.bundle.hashes import input_hashes
from minping.core.bundle.ledger_tables import read_entries, read_events, read_history
from minping.core.bundle.locate import BALLOTS, SCHEME, SETTINGS, TALLY, Layout, Piece, lay_out, table_sheet
from minping.core.bundle.model import Bundle, Form, SchemeFile
from minping.core.bundle.notebook import Notebook
from minping.core.bundle.participation_table import read_participation
from minping.core.bundle.public import check_public
from minping.core.bundle.reports_table import read_reports
from minping.core.bundle.sheets import Sheet
from minping.core.bundle.table import Table, read_table
from minping.core.bundle.units_table import UnitIndex, index_of, read_units
from minping.core.bundle.vocabulary import Vocabulary, vocabulary
from minping.core.bundle.wide import wide_counts, wide_reports
from minping.core.bundle.written import unguarded
from minping.core.findings import Place, RefusedInput
from minping.core.scheme.canonical import from_canonical, scheme_hash
from minping.core.scheme.model import Scheme
from minping.core.scheme.reader import read_scheme
from minping.core.scoring.inputs import CampaignData
from minping.core.scoring.small_cells import merge_small_cells
from minping.core.scoring.validity import void_rounds
from minping.core.tally.counts import Counts
from minping.core.tally.files import tally_files
from minping.core.tally.patterns import counts_of
from minping.core.tally.result import TallyResult
from minping.core.tally.shards import load_tally
from minping.core.tally.sources import BallotFile

__all__ = ["Bundle", "Form", "read_bundle"]

Progress = Callable[[str, int], None]
"""Called with a stage (``read``, ``tally``) and how many of its items are done."""


def read_bundle(path: Path, *, progress: Progress | None = None) -> Bundle:
    """The campaign in the folder or workbook ``path``.

    Raises ``RefusedInput`` with every finding when anything must be mended first. Findings that do
    not forbid scoring come with the bundle.
    """
    notebook = Notebook()
    layout = lay_out(path, notebook)
    scheme, scheme_file = _scheme(layout, notebook)
    if scheme is None or scheme_file is None:
        raise RefusedInput(notebook.findings)
    reading = _Reading(layout, scheme, vocabulary(scheme), notebook, progress or _silent)
    return reading.bundle(scheme_file)


def _silent(_stage: str, _done: int) -> None:
    """Nobody watches."""


def _scheme(layout: Layout, notebook: Notebook) -> tuple[Scheme | None, SchemeFile | None]:
    piece = layout.one(SCHEME, notebook)
    if piece is None:
        if SCHEME not in layout.pieces:
            notebook.error(
                "bundle.no_scheme",
                "没有方案（scheme.yaml）",
                "there is no scheme (scheme.yaml)",
                "请放入方案文件；工作簿可用名为“方案”的工作表",
                "add the scheme; in a workbook, as a sheet named “scheme”",
                Place(layout.root.name),
            )
        return None, None
    try:
        data = layout.book(piece).lines(piece.sheet).encode() if piece.sheet else layout.bytes_of(piece)
        is_json = data.lstrip()[:1] == b"{"
        scheme = from_canonical(data, piece.name) if is_json else read_scheme(data, piece.name)
    except RefusedInput as refused:
        for finding in refused.findings:
            notebook.add(finding)
        return None, None
    return scheme, SchemeFile("scheme.json" if is_json else "scheme.yaml", data)


@dataclass
class _Reading:
    """One reading of one campaign."""

    layout: Layout
    scheme: Scheme
    words: Vocabulary
    notebook: Notebook
    progress: Progress
    done: int = 0

    def bundle(self, scheme_file: SchemeFile) -> Bundle:
        campaign, place = self._campaign()
        title, year = settled(campaign, self.scheme, place, self.notebook)
        public = campaign.form == Form.PUBLIC
        index = self._units()
        data = self._facts(title, year, index, public=public)
        raw, tally, ballots = self._counts(index, public=public)
        self.notebook.refuse()
        data = replace(data, input_hashes=input_hashes(self.layout))
        self._note_copies(data.input_hashes)
        if not public:
            void = void_rounds(self.scheme, data.participation)
            merged = merge_small_cells(self.scheme, index.units, raw, void)
            for finding in merged.findings:
                self.notebook.add(finding)
        return Bundle(
            form=Form.PUBLIC if public else Form.PRIVATE,
            scheme=self.scheme,
            scheme_file=scheme_file,
            data=replace(data, counts=raw if public else merged.counts),
            raw_counts=None if public else raw,
            tally=tally,
            ballots=ballots,
            office=campaign.office,
            language=campaign.language,
            findings=self.notebook.findings,
        )

    def _campaign(self) -> tuple[CampaignFile, Place]:
        piece = self.layout.one(SETTINGS, self.notebook)
        if piece is None:
            return CampaignFile(), Place(self.layout.root.name)
        try:
            if piece.sheet:
                sheet = self.layout.book(piece).sheet(piece.sheet)
                return read_campaign_sheet(sheet, self.notebook), sheet.place
            raw = self.layout.bytes_of(piece)
            return read_campaign_file(raw, piece.name, self.notebook), Place(piece.name)
        except RefusedInput as refused:
            self._note(refused)
            return CampaignFile(), Place(piece.name)

    def _note(self, refused: RefusedInput) -> None:
        for finding in refused.findings:
            self.notebook.add(finding)

    def _fields(self, spec: Spec) -> Fields | None:
        """The table of ``spec``, ready to be read; None when it is absent or refused."""
        piece = self.layout.one(spec.name, self.notebook)
        if piece is None:
            return None
        try:
            book = self.layout.book(piece)
            name = piece.sheet or table_sheet(book, spec.names, self.notebook)
            sheet = book.sheet(name)
            table = self._wide(sheet, spec) or read_table(sheet, spec, self.notebook)
        except RefusedInput as refused:
            self._note(refused)
            return None
        self.done += len(table.rows) if table else 0
        self.progress("read", self.done)
        return Fields(table, self.notebook) if table else None

    def _wide(self, sheet: Sheet, spec: Spec) -> Table | None:
        """Counts with a column per option, reports with a column per component; None for other tables."""
        if spec is COUNTS:
            return wide_counts(sheet, self.scheme, self.notebook)
        return wide_reports(sheet, self.words, self.notebook) if spec is REPORTS else None

    def _units(self) -> UnitIndex:
        fields = self._fields(UNITS)
        if fields is not None:
            return read_units(fields, self.words)
        if UNITS.name not in self.layout.pieces:
            self.notebook.error(
                "bundle.no_units",
                "没有单位表（units.csv）",
                "there is no table of units (units.csv)",
                "请放入单位表，列：单位名称、类别等",
                "add the table of units, with columns unit, category and so on",
                Place(self.layout.root.name),
            )
        return index_of({})

    def _facts(self, title: str, year: int, index: UnitIndex, *, public: bool) -> CampaignData:
        """Everything but the counts. Without units, the other tables are not looked at."""
        data = CampaignData(title, year, index.units, Counts())
        if not index.units:
            return data
        words = self.words
        if (fields := self._fields(PARTICIPATION)) is not None:
            data = replace(data, participation=read_participation(fields, self.scheme, words, index))
        if (fields := self._fields(REPORTS)) is not None:
            data = replace(data, reports=read_reports(fields, words, index))
        if (fields := self._fields(ENTRIES)) is not None:
            data = replace(data, entries=read_entries(fields, words, index, public=public))
        if (fields := self._fields(EVENTS)) is not None:
            data = replace(data, events=read_events(fields, words, index))
        if (fields := self._fields(HISTORY)) is not None:
            data = replace(data, history=read_history(fields, words, index, year))
        return data

    def _counts(
        self, index: UnitIndex, *, public: bool
    ) -> tuple[Counts, TallyResult | None, tuple[BallotFile, ...]]:
        """Counts as they came: of the ballots, or of the counts table."""
        pieces = self.layout.pieces.get(BALLOTS, [])
        summed = self.layout.one(TALLY, self.notebook)
        others = COUNTS.name in self.layout.pieces or (pieces and summed)
        if (pieces or summed) and (public or others):
            self._refuse_ballots(pieces[0] if pieces else summed, public=public)
        elif pieces:
            return self._tallied(pieces, index)
        elif summed is not None:
            return self._added(summed, index)
        fields = self._fields(COUNTS)
        if fields is not None and index.units:
            counts = read_counts(fields, self.scheme, self.words, index, public=public)
            if public:
                check_public(counts, self.scheme, fields.table.place(), self.notebook)
            return counts, None, ()
        if fields is None and not pieces and COUNTS.name not in self.layout.pieces and self.words.has_surveys:
            self.notebook.warn(
                "bundle.no_ballots",
                "既没有选票也没有计票表，方案中的测评部分没有结果",
                "there are neither ballots nor counts: surveys of the scheme have no result",
                "请放入 ballots 文件夹或计票表",
                "add a folder ballots/ or a table of counts",
                Place(self.layout.root.name),
            )
        return Counts(), None, ()

    def _refuse_ballots(self, piece: Piece | None, *, public: bool) -> None:
        if piece is None:
            return
        other = "声明为公开形式" if public else "另有别的计票"
        other_en = "it is declared public" if public else "they are counted elsewhere too"
        fix = "公开形式不得含有选票，请移走" if public else "选票、计票文件夹和计票表只能保留一种"
        fix_en = "a public bundle never holds ballots: take them away" if public else "keep one of them"
        zh, en = f"有选票，但{other}", f"there are ballots, but {other_en}"
        self.notebook.error("bundle.ballots_not_wanted", zh, en, fix, fix_en, Place(piece.name, piece.sheet))

    def _tallied(
        self, pieces: list[Piece], index: UnitIndex
    ) -> tuple[Counts, TallyResult | None, tuple[BallotFile, ...]]:
        """Tally the ballots, unless the units that they name are themselves in doubt."""
        files = tuple(BallotFile(piece.path, piece.sheet, piece.name) for piece in pieces)
        if self.notebook.errors:
            return Counts(), None, files
        units = {code: replace(unit, category=index.category_of(code)) for code, unit in index.units.items()}
        try:
            result = tally_files(
                files,
                self.scheme,
                units,
                normalise=unguarded,
                progress=lambda _file, ballots: self.progress("tally", ballots),
                scheme_hash=scheme_hash(self.scheme),
            )
        except RefusedInput as refused:
            self._note(refused)
            return Counts(), None, files
        for finding in result.findings:
            self.notebook.add(finding)
        categories = {code: unit.category for code, unit in units.items()}
        return counts_of(result.patterns, self.scheme, categories), result, files

    def _note_copies(self, hashes: Mapping[str, str]) -> None:
        """Two ballot files of the same bytes are probably one file and its copy: every ballot twice."""
        seen: dict[str, str] = {}
        names = (piece.name for piece in self.layout.pieces.get(BALLOTS, []) if not piece.sheet)
        for name in names:
            first = seen.setdefault(hashes[name], name)
            if first != name:
                self.notebook.warn(
                    "bundle.same_ballots",
                    f"与「{first}」内容完全相同，两份都计了票",
                    f"the same content as “{first}”; both were counted",
                    "如是副本，请移走一份后重新计算",
                    "take one away and compute again if it is a copy",
                    Place(name),
                )

    def _added(
        self, piece: Piece, index: UnitIndex
    ) -> tuple[Counts, TallyResult | None, tuple[BallotFile, ...]]:
        """Counts of a tally folder: what sites counted apart and added up."""
        try:
            result = load_tally(piece.path)
        except RefusedInput as refused:
            self._note(refused)
            return Counts(), None, ()
        wanted = scheme_hash(self.scheme)
        strange = sorted({cell.unit for cell, _, _ in result.patterns.rows()} - set(index.units))
        if result.scheme_hash != wanted:
            self.notebook.error(
                "bundle.tally_scheme",
                f"计票依据的方案（{result.scheme_hash[:12]}）不是本活动的方案（{wanted[:12]}）",
                f"the tally was made under scheme {result.scheme_hash[:12]}, not under {wanted[:12]}",
                "请用本活动的方案重新计票",
                "tally again under this campaign's scheme",
                Place(piece.name),
            )
        elif strange and index.units:
            listed = "、".join(strange[:5])
            self.notebook.error(
                "bundle.tally_unit",
                f"计票中有单位表里没有的单位：{listed}",
                f"the tally names units that are not in the table of units: {listed}",
                "请核对各会场用的单位表与本活动是否相同",
                "check that the sites used this campaign's table of units",
                Place(piece.name),
            )
        elif index.units:
            categories = {code: index.category_of(code) for code in index.units}
            return counts_of(result.patterns, self.scheme, categories), result, ()
        return Counts(), None, ()

"""Which file of a folder, or which sheet of a workbook, holds which table of a campaign."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from minping.core.bundle.columns import TABLES
from minping.core.bundle.limits import CAMPAIGN, ROSTER, Limits
from minping.core.bundle.names import Lexicon, key
from minping.core.bundle.notebook import Notebook
from minping.core.bundle.sheets import BOOK_SUFFIXES, SUFFIXES, Book, too_large, unknown_suffix
from minping.core.findings import Place, RefusedInput, error

SCHEME, SETTINGS, BALLOTS, TALLY = "scheme", "campaign", "ballots", "tally"
SCHEME_NAMES = ("scheme", "方案", "评议方案", "计分方案")
CAMPAIGN_NAMES = ("campaign", "活动", "基本信息", "评议活动")
BALLOT_NAMES = ("ballots", "选票", "评议票", "票")
TALLY_NAMES = ("tally", "计票")
RESULT_NAMES = ("results", "结果")
GUIDE_NAMES = ("说明", "填表说明", "guide", "readme")

_BALLOT = re.compile(rf"^(?:{'|'.join(BALLOT_NAMES)}|ballot)(?:[-_. ]?[0-9]+)?$")
_NAMES = Lexicon(
    [
        *((spec.name, spec.names) for spec in TABLES),
        (SCHEME, SCHEME_NAMES),
        (SETTINGS, CAMPAIGN_NAMES),
        (BALLOTS, BALLOT_NAMES),
    ]
)
_PASSED_OVER = {key(name) for name in GUIDE_NAMES + RESULT_NAMES}
_TALLIES = {key(name) for name in TALLY_NAMES}
_TEXTS = (".yaml", ".yml", ".json")
_BALLOT_SUFFIXES = (*SUFFIXES, ".parquet", ".pq")
_READ_AS = {SCHEME: _TEXTS, SETTINGS: _TEXTS, BALLOTS: _BALLOT_SUFFIXES}
_SYSTEM_FILES = {"desktop.ini", "thumbs.db"}
_BACKUPS = (".bak", ".old", ".tmp", "~")
_MACRO_BOOKS = {".xlsm", ".xlsb", ".xlt", ".xltx", ".et", ".ett", ".numbers"}


@dataclass(frozen=True)
class Piece:
    """One table's home. ``name`` is how messages call the file; ``sheet`` is set in a workbook that
    holds a whole campaign."""

    path: Path
    name: str
    sheet: str = ""

    @property
    def shown(self) -> str:
        """File and sheet in one word."""
        return f"{self.name}「{self.sheet}」" if self.sheet else self.name


@dataclass
class Layout:
    """What was found. ``books`` keeps opened workbooks, ``raw`` the bytes of the files read."""

    root: Path
    pieces: dict[str, list[Piece]] = field(default_factory=dict)
    books: dict[Path, Book] = field(default_factory=dict)
    raw: dict[str, bytes] = field(default_factory=dict)

    def add(self, what: str, piece: Piece) -> None:
        """Note that ``piece`` holds ``what``."""
        self.pieces.setdefault(what, []).append(piece)

    def one(self, what: str, notebook: Notebook) -> Piece | None:
        """The home of a table; two homes are an error that names both."""
        found = self.pieces.get(what, [])
        if len(found) > 1:
            listed = "、".join(piece.shown for piece in found)
            notebook.error(
                "bundle.table_twice",
                f"同一张表有{len(found)}处：{listed}",
                f"the same table is there {len(found)} times: {listed}",
                "请只保留一处",
                "keep one of them",
                Place(found[1].name, found[1].sheet),
            )
        return found[0] if len(found) == 1 else None

    def bytes_of(self, piece: Piece, limits: Limits = ROSTER) -> bytes:
        """The content of a file, read once. Raises ``RefusedInput`` when it is too large."""
        if piece.name not in self.raw:
            self.raw[piece.name] = load(piece.path, piece.name, limits)
        return self.raw[piece.name]

    def book(self, piece: Piece) -> Book:
        """The opened file of a table. Raises ``RefusedInput``."""
        if piece.path not in self.books:
            self.books[piece.path] = Book(self.bytes_of(piece), piece.name)
        return self.books[piece.path]


def load(path: Path, name: str, limits: Limits) -> bytes:
    """The bytes of a file within the limit. Raises ``RefusedInput``."""
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise RefusedInput([too_large(name, size, limits.file_bytes)])
        return path.read_bytes()
    except OSError as fault:
        finding = error(
            "file.unreachable",
            f"无法打开（{fault.strerror}）",
            f"it cannot be opened ({fault.strerror})",
            "请检查文件是否存在、是否正被其他程序占用",
            "check that it exists and is not in use",
            Place(name),
        )
        raise RefusedInput([finding]) from fault


def lay_out(path: Path, notebook: Notebook) -> Layout:
    """Sort the files of a folder, or the sheets of a workbook, into tables."""
    layout = Layout(path)
    if path.is_dir():
        for item in _visible(path):
            _sort_item(layout, item, item.name, notebook)
    else:
        _sort_workbook(layout, Piece(path, path.name), notebook)
        _sort_scheme_beside(layout, path)
    return layout


def _visible(folder: Path) -> list[Path]:
    """What a person put there: nothing hidden, no lock files, no notes of the system."""
    return sorted(
        item
        for item in folder.iterdir()
        if not item.name.startswith((".", "~$")) and item.name.lower() not in _SYSTEM_FILES
    )


def _sort_item(layout: Layout, item: Path, name: str, notebook: Notebook) -> None:
    stem, suffix = key(item.stem), item.suffix.lower()
    what = BALLOTS if _BALLOT.match(stem) else _NAMES.find(item.stem)
    if stem in _PASSED_OVER:
        return
    if item.is_dir():
        if stem in _TALLIES:
            layout.add(TALLY, Piece(item, name))
        for piece in _ballot_files(item, name, notebook) if what == BALLOTS else ():
            layout.add(BALLOTS, piece)
    elif what is None:
        if suffix in SUFFIXES:
            _note_unknown(notebook, item.stem, Place(name), "文件", "file")
    elif suffix in _MACRO_BOOKS:
        notebook.add(unknown_suffix(name, suffix))
    elif what == SETTINGS and suffix in BOOK_SUFFIXES:
        _sort_workbook(layout, Piece(item, name), notebook)
    elif suffix in _READ_AS.get(what, SUFFIXES):
        layout.add(what, Piece(item, name))


def _ballot_files(folder: Path, name: str, notebook: Notebook) -> Iterator[Piece]:
    """Every file below ``ballots/`` except hidden ones and backups; the tally says what it cannot read."""
    for item in _visible(folder):
        if item.is_dir():
            yield from _ballot_files(item, f"{name}/{item.name}", notebook)
        elif item.name.lower().endswith(_BACKUPS):
            notebook.warn(
                "bundle.backup",
                "像是备份文件，未读取",
                "this looks like a backup and was not read",
                "如是选票，请改名；否则可移走",
                "rename it if it holds ballots; take it away otherwise",
                Place(f"{name}/{item.name}"),
            )
        else:
            yield Piece(item, f"{name}/{item.name}")


def _sort_workbook(layout: Layout, whole: Piece, notebook: Notebook) -> None:
    raw = layout.bytes_of(whole, CAMPAIGN)
    layout.books[whole.path] = book = Book(raw, whole.name, CAMPAIGN)
    for sheet in book.names:
        what = BALLOTS if _BALLOT.match(key(sheet)) else _NAMES.find(sheet)
        if what is not None:
            layout.add(what, Piece(whole.path, whole.name, sheet))
        elif key(sheet) not in _PASSED_OVER:
            _note_unknown(notebook, sheet, Place(whole.name, sheet), "工作表", "sheet")


def _sort_scheme_beside(layout: Layout, workbook: Path) -> None:
    """A plan may lie beside the workbook instead of in a sheet of it."""
    if SCHEME in layout.pieces:
        return
    names = {f"{name}{suffix}" for name in SCHEME_NAMES for suffix in _TEXTS}
    for item in _visible(workbook.parent):
        if item.name.lower() in names and item.is_file():
            layout.add(SCHEME, Piece(item, item.name))


def _note_unknown(notebook: Notebook, shown: str, place: Place, zh: str, en: str) -> None:
    near = _NAMES.nearest(shown, 1)
    notebook.warn(
        f"bundle.unknown_{en}",
        f"不认识名为「{shown}」的{zh}，未读取",
        f"the {en} “{shown}” is not known and was not read",
        f"如果是「{near[0]}」请改名，否则可忽略" if near else "表名见文档，如不需要可忽略",
        f"rename it if it is “{near[0]}”; ignore this otherwise" if near else "ignore this if not needed",
        place,
    )


def table_sheet(book: Book, names: Iterable[str], notebook: Notebook) -> str:
    """Which sheet of a one-table workbook is meant: the one named like the table, else the first."""
    wanted = {key(name) for name in names}
    named = [sheet for sheet in book.names if key(sheet) in wanted]
    chosen = named[0] if named else book.names[0]
    others = [
        sheet for sheet in book.names if sheet != chosen and not re.match(r"(?i)^sheet ?[0-9]+$", sheet)
    ]
    if others and not named:
        listed = "、".join(others)
        notebook.warn(
            "bundle.other_sheets",
            f"只读取了第一个工作表，未读取：{listed}",
            f"only the first sheet was read, not: {listed}",
            "如需读取另一个，请把它改名为表名",
            "name the right sheet like the table",
            Place(book.file, chosen),
        )
    return chosen

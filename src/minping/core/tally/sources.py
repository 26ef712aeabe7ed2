"""Ballot files of any kind → tables that the tally's engine can read: plain CSV or Parquet.

A regular UTF-8 CSV or a Parquet file is read where it lies. Anything else (other encodings, Excel,
irregular CSV) is first written, streaming, as plain CSV into the workspace, which the caller removes.
"""

import csv
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from minping.core.findings import Finding, Place, error
from minping.core.tally.columns import Header, HeaderReader, header_findings
from minping.core.tally.encodings import decode_head, sniff_encoding
from minping.core.tally.transcode import HEAD, bad_bytes, bad_line, ragged_finding, rewrite, transcode

HEADER_ROWS = 20
"""How many rows from the top may hold the header (titles may stand above it)."""

WILDCARDS = frozenset("*?[]{}")
"""Signs in a path that DuckDB would take for wildcards."""

DELIMITERS = (",", "\t", ";")


@dataclass(frozen=True)
class BallotFile:
    """A file with ballots. ``sheet``: only that sheet of a workbook. ``name``: how messages call it."""

    path: Path
    sheet: str = ""
    name: str = ""

    @property
    def place(self) -> Place:
        return Place(self.name or self.path.name, self.sheet)


@dataclass(frozen=True)
class Source:
    """One table to be tallied.

    ``path``: what the engine reads. ``skip_rows``, ``skip_lines``: up to the header's end, as a
    spreadsheet and as a text editor counts.
    ``numbered``: the first column of ``path`` holds the spreadsheet row.
    """

    place: Place
    path: Path
    header: Header
    parquet: bool = False
    delimiter: str = ","
    skip_rows: int = 0
    skip_lines: int = 0
    numbered: bool = False
    names: tuple[str, ...] = ()

    def column(self, field: str) -> str | None:
        """The column of ``path`` that holds a field."""
        position = self.header.positions.get(field)
        if position is None:
            return None
        return self.names[position] if self.parquet else f"c{position}"


@dataclass
class Workspace:
    """Where temporary files go; names are counted so that none meet."""

    folder: Path
    made: int = 0

    def new(self, suffix: str) -> Path:
        self.made += 1
        return self.folder / f"table{self.made}{suffix}"

    def linked(self, path: Path) -> Path:
        """Another path to the same file."""
        link = self.new(path.suffix)
        try:
            link.symlink_to(path.absolute())
        except OSError:  # links may be forbidden to ordinary users
            shutil.copyfile(path, link)
        return link


def open_file(
    file: BallotFile, reader: HeaderReader, workspace: Workspace
) -> tuple[list[Source], list[Finding]]:
    """The tables in a file, and what is wrong with it. Nothing is raised for bad input."""
    try:
        with file.path.open("rb") as opened:
            head = opened.read(HEAD)
    except OSError as fault:
        return [], [unreadable_finding(file.place, str(fault.strerror))]
    if not head.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        return [], [empty_finding(file.place)]
    if head.startswith(b"PAR1"):
        return _parquet(file, reader, workspace)
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        from minping.core.tally.workbooks import open_workbook  # noqa: PLC0415 - loaded when met

        return open_workbook(file, reader, workspace)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return [], [unreadable_finding(file.place, "HTML/XML")]
    return _text(file, head, reader, workspace)


def _text(
    file: BallotFile, head: bytes, reader: HeaderReader, workspace: Workspace
) -> tuple[list[Source], list[Finding]]:
    kind = sniff_encoding(head)
    path = file.path
    if kind.encoding not in ("utf-8", "utf-8-sig"):
        path = workspace.new(".csv")
        fault = transcode(file.path, kind.encoding, path, file.place)
        if fault is not None:
            return [], [fault]
    text = decode_head(head, kind.encoding).removeprefix("\ufeff")
    return _table(file.place, text, path, reader)


def _table(place: Place, text: str, path: Path, reader: HeaderReader) -> tuple[list[Source], list[Finding]]:
    found = [(*_header(text, delimiter, reader), delimiter) for delimiter in DELIMITERS]
    header, end, lines, delimiter = max(found, key=lambda of: len(of[0].positions))
    findings = header_findings(header, replace(place, row=end))
    if not header.usable:
        return [], findings
    return [Source(place, path, header, delimiter=delimiter, skip_rows=end, skip_lines=lines)], findings


def _header(text: str, delimiter: str, reader: HeaderReader) -> tuple[Header, int, int]:
    """The header, and the rows and lines up to its end."""
    parsed = csv.reader(text.replace("\0", "").splitlines(keepends=True), delimiter=delimiter)
    rows: list[list[str]] = []
    lines = [0]
    with suppress(csv.Error):  # an unpaired quote: what was read up to here must do
        for row in islice(parsed, HEADER_ROWS):
            rows.append(row)
            lines.append(parsed.line_num)
    header, end = reader.find(rows)
    return header, end, lines[end]


def _parquet(
    file: BallotFile, reader: HeaderReader, workspace: Workspace
) -> tuple[list[Source], list[Finding]]:
    import pyarrow as pa  # noqa: PLC0415 - loaded when met
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        names = tuple(str(name) for name in pq.read_schema(file.path).names)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as fault:
        return [], [unreadable_finding(file.place, str(fault).splitlines()[0])]
    header = reader.read(names)
    findings = header_findings(header, file.place)
    if not header.usable:
        return [], findings
    path = file.path if not set(str(file.path)) & WILDCARDS else workspace.linked(file.path)
    return [Source(file.place, path, header, parquet=True, names=names)], findings


def mended(source: Source, workspace: Workspace) -> tuple[Source | None, list[Finding]]:
    """A CSV source that the engine could not read: rewritten as plain rows, or what is wrong with it."""
    bad = bad_line(source.path)
    if bad is not None:
        line, kind = bad
        with source.path.open("rb") as opened:
            head = opened.read(HEAD)
        if sniff_encoding(head).certain or kind.encoding == "utf-8":
            return None, [bad_bytes(source.place, line, "utf-8")]
        target = workspace.new(".csv")
        fault = transcode(source.path, kind.encoding, target, source.place)
        if fault is not None:
            return None, [fault]
        source = replace(source, path=target)
    target = workspace.new(".csv")
    try:
        outcome = rewrite(source.path, source.delimiter, source.skip_rows, source.header.width, target)
    except csv.Error as fault_in_csv:
        return None, [unreadable_finding(source.place, str(fault_in_csv))]
    if outcome.ragged:
        return None, [ragged_finding(outcome, source.place)]
    if not outcome.rows:
        return None, [empty_finding(source.place)]
    return numbered_source(source.place, target, source.header), []


def numbered_source(place: Place, path: Path, header: Header) -> Source:
    """A source over plain rows written here: the spreadsheet row first, then the cells."""
    shifted: Mapping[str, int] = {field: at + 1 for field, at in header.positions.items()}
    return Source(place, path, replace(header, positions=shifted, width=header.width + 1), numbered=True)


def write_rows(rows: Iterable[tuple[int, Sequence[str]]], width: int, target: Path) -> int:
    """Write numbered rows as plain CSV; empty rows are left out. Returns how many were written."""
    written = 0
    with target.open("w", encoding="utf-8", newline="") as write:
        writer = csv.writer(write, lineterminator="\n")
        for number, row in rows:
            if any(row):
                writer.writerow([number, *row[:width], *[""] * (width - len(row))])
                written += 1
    return written


def empty_finding(place: Place) -> Finding:
    """A file without a single ballot."""
    return error(
        "ballots.empty",
        "没有选票：文件是空的，或只有列名。",
        "There are no ballots: the file is empty or holds only a header.",
        "请重新导出；确无选票的，请移走该文件。",
        "Export it again; if there were no ballots, take the file away.",
        place,
    )


def unreadable_finding(place: Place, detail: str) -> Finding:
    """A file that is none of the known kinds, or damaged."""
    return error(
        "ballots.unreadable",
        f"文件无法读取（{detail}）。",
        f"The file cannot be read ({detail}).",
        "请另存为 CSV UTF-8、xlsx 或 Parquet 再提交。",
        "Save it as CSV UTF-8, xlsx or Parquet and hand it in again.",
        place,
    )

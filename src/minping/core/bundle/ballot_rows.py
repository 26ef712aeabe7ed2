"""Ballot files as rows of text, for putting them into a workbook and taking them out again.

Nothing is interpreted here: rows go over as they stand, titles and headers included.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from minping.core.bundle.limits import CAMPAIGN
from minping.core.bundle.separated import delimiter_of
from minping.core.bundle.sheets import BOOK_SUFFIXES, Book
from minping.core.bundle.written import guarded
from minping.core.findings import Finding, Place, RefusedInput, error
from minping.core.tally.answers import number_text
from minping.core.tally.encodings import decode_head, sniff_encoding
from minping.core.tally.sources import BallotFile
from minping.core.tally.transcode import HEAD, bad_line

EXCEL_ROWS = 1_048_576
Rows = Iterator[tuple[str, ...]]


def ballot_sheets(file: BallotFile) -> Iterator[Rows]:
    """The tables in a file, each as an iterator of rows. Raises ``RefusedInput``."""
    suffix = file.path.suffix.lower()
    if suffix in {".parquet", ".pq"}:
        yield _parquet_rows(file.path)
    elif suffix in BOOK_SUFFIXES:
        book = Book(file.path.read_bytes(), file.name, CAMPAIGN)
        for name in (file.sheet,) if file.sheet else book.names:
            rows = book.raw_rows(name)
            if any(any(row) for row in rows):
                yield iter(rows)
    else:
        yield _text_rows(file)


def _text_rows(file: BallotFile) -> Rows:
    with file.path.open("rb") as opened:
        head = opened.read(HEAD)
    kind = sniff_encoding(head)
    encoding = kind.encoding
    bad = bad_line(file.path) if encoding == "utf-8" else None
    if bad is not None:
        encoding = bad[1].encoding
    delimiter = delimiter_of(decode_head(head, kind.encoding).removeprefix("\ufeff"))
    try:
        with file.path.open(encoding=encoding, newline="") as text:
            for row in csv.reader(text, delimiter=delimiter):
                yield tuple(cell.removeprefix("\ufeff") for cell in row)
    except (UnicodeDecodeError, csv.Error) as fault:
        raise RefusedInput([_unfit(file)]) from fault


def _parquet_rows(path: Path) -> Rows:
    import pyarrow.parquet as pq  # noqa: PLC0415 - loaded when met

    with pq.ParquetFile(path) as opened:
        names = opened.schema_arrow.names
        yield tuple(names)
        for batch in opened.iter_batches():
            columns = [batch.column(name).to_pylist() for name in names]
            for row in zip(*columns, strict=True):
                yield tuple("" if value is None else str(value) for value in row)


def guarded_answer(text: str) -> str:
    """A cell of a ballot so that no spreadsheet runs it; dashes and numbers stay as they are."""
    return text if len(text) < 3 or number_text(text) is not None else guarded(text)


def _unfit(file: BallotFile) -> Finding:
    return error(
        "ballots.not_convertible",
        "这个选票文件不能逐行转换",
        "this ballot file cannot be taken over row by row",
        "请先另存为 CSV UTF-8",
        "save it as CSV UTF-8 first",
        Place(file.name, file.sheet),
    )

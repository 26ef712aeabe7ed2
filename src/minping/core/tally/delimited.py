"""Delimited text → Arrow batches: cell by cell, or line by line where whole lines repeat.

Ballots of one unit are few different lines, many times over. Grouping the lines and cutting only the
different ones into cells takes half the time of cutting them all.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from minping.core.tally.expression import AT, ROWS
from minping.core.tally.sources import Source

Told = Callable[[int], None]
LINE = "line"
BLOCK = 1 << 22
_UNCUT = "\x01"
"""A delimiter that no table has: what holds it is refused by the parser and read cell by cell."""
_LOOKED_AT = 1 << 20
_TOO_DIFFERENT = 0.9


def cells(source: Source, told: Told | None = None) -> Any:
    """The text of a source as a stream of Arrow batches: every cell that is read as it stands."""
    return _telling(_opened(source), told)


def lines(source: Source, told: Told | None = None) -> Any:
    """The lines under the header as a stream of Arrow batches with the one column ``line``."""
    import pyarrow.csv as text  # noqa: PLC0415

    return _telling(
        text.open_csv(
            str(source.path),
            read_options=text.ReadOptions(skip_rows=source.skip_lines, column_names=[LINE], block_size=BLOCK),
            parse_options=text.ParseOptions(delimiter=_UNCUT, quote_char=False),
            convert_options=_as_it_stands([LINE], [LINE]),
        ),
        told,
    )


def by_lines(source: Source, columns: Sequence[str]) -> bool:
    """Whether grouping lines gives the groups of ``columns``, and hence fewer cells to cut.

    No cell beyond the columns may tell lines apart, and lines must repeat, as far as the beginning of
    the file shows.
    """
    header = source.header
    if (
        source.parquet
        or source.numbered
        or {header.positions[name] for name in columns} != set(range(header.width))
    ):
        return False
    with source.path.open("rb") as opened:
        for _ in range(source.skip_lines):
            opened.readline(_LOOKED_AT)
        head = opened.read(_LOOKED_AT)
    found = head.splitlines()[:-1]
    return 0 < len(set(found)) < _TOO_DIFFERENT * len(found)


class Cut:
    """Batches of ``line rows`` as batches of the fields of a source and ``rows``. Iterated once.

    ``quoted``: whether a line held quotes: different lines may then have the same cells. Raises
    ArrowInvalid when lines cannot be cut by themselves, as where a cell holds a line break: an open
    quote swallows the end of its line, so that fewer rows come out than lines went in.
    """

    def __init__(self, batches: Iterable[Any], source: Source) -> None:
        self.quoted = False
        self._batches = batches
        self._source = source

    def __iter__(self) -> Iterator[Any]:
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.compute as pc  # noqa: PLC0415

        for batch in self._batches:
            found = batch.column(LINE)
            whole = pc.binary_join(pa.LargeListArray.from_arrays([0, len(found)], found), "\n")[0]
            table = self._cells(whole.as_buffer())
            if len(table) != len(found):
                raise pa.ArrowInvalid("cells that hold line breaks")
            self.quoted = self.quoted or pc.any(pc.match_substring(found, '"')).as_py()
            positions = self._source.header.positions
            columns = {field: table.column(position).chunk(0) for field, position in positions.items()}
            yield pa.RecordBatch.from_pydict({**columns, ROWS: batch.column(ROWS)})

    def _cells(self, whole: Any) -> Any:
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.csv as text  # noqa: PLC0415

        names = _names(self._source)
        return text.read_csv(
            pa.BufferReader(whole),
            read_options=text.ReadOptions(column_names=names, block_size=BLOCK),
            parse_options=text.ParseOptions(delimiter=self._source.delimiter),
            convert_options=_as_it_stands(names, names),
        ).combine_chunks()


def numbered_cells(source: Source) -> Any:
    """The cells with the number of each row, from 0."""
    import pyarrow as pa  # noqa: PLC0415

    reader = _opened(source)

    def batches() -> Iterator[Any]:
        done = 0
        for batch in reader:
            yield batch.append_column(AT, pa.array(range(done, done + len(batch)), pa.int64()))
            done += len(batch)

    return pa.RecordBatchReader.from_batches(reader.schema.append(pa.field(AT, pa.int64())), batches())


def _opened(source: Source) -> Any:
    import pyarrow.csv as text  # noqa: PLC0415

    names = _names(source)
    return text.open_csv(
        str(source.path),
        read_options=text.ReadOptions(skip_rows=source.skip_lines, column_names=names, block_size=BLOCK),
        parse_options=text.ParseOptions(delimiter=source.delimiter, newlines_in_values=True),
        convert_options=_as_it_stands(names, [names[position] for position in _read_positions(source)]),
    )


def _names(source: Source) -> list[str]:
    return [f"c{position}" for position in range(source.header.width)]


def _as_it_stands(names: list[str], wanted: list[str]) -> Any:
    """Every cell as text, missing ones as empty text."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.csv as text  # noqa: PLC0415

    return text.ConvertOptions(
        strings_can_be_null=False,
        null_values=[],
        column_types=dict.fromkeys(names, pa.string()),
        include_columns=wanted,
    )


def _read_positions(source: Source) -> list[int]:
    positions = set(source.header.positions.values())
    return sorted(positions | {0} if source.numbered else positions)


def _telling(reader: Any, told: Told | None) -> Any:
    """The same batches, telling how many rows have gone by."""
    import pyarrow as pa  # noqa: PLC0415

    if told is None:
        return reader

    def batches() -> Iterator[Any]:
        done = 0
        for batch in reader:
            yield batch
            done += len(batch)
            told(done)

    return pa.RecordBatchReader.from_batches(reader.schema, batches())

"""DuckDB behind Ibis: reads tables as text, runs expressions, hands back numbered rows.

Text files are parsed by Arrow, block by block (see ``delimited``), which takes half the processor time
of DuckDB's own reader; Parquet is read by DuckDB. Nothing is fetched from the network.
"""

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from minping.core.tally.delimited import LINE, Cut, Told, by_lines, cells, lines, numbered_cells
from minping.core.tally.expression import AT, PROBLEM, first_rows_expression, pattern_expression
from minping.core.tally.grouped import Grouped, read_grouped
from minping.core.tally.problems import Condition
from minping.core.tally.sources import Source
from minping.core.tally.transcode import mark_rows

if TYPE_CHECKING:
    import ibis.expr.types as ir

BATCH = 1 << 19


class UnreadableTable(Exception):  # noqa: N818 - the file's fault, told to the user by the caller
    """The engine could not read a source as it is."""


@contextmanager
def _quiet() -> Iterator[None]:
    """Ibis still calls DuckDB's Arrow methods by their old names; nothing we could change."""
    with warnings.catch_warnings():
        for said in (r"fetch_arrow_table\(\) is deprecated", "Arrow output on a DB-API result"):
            warnings.filterwarnings("ignore", message=said)
        yield


@contextmanager
def _reading() -> Iterator[None]:
    """Faults that lie in a file become UnreadableTable; those of the program or machine stay."""
    import duckdb  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415

    ours = (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException)
    try:
        yield
    except (*ours, duckdb.OutOfMemoryException, duckdb.InterruptException):
        raise
    except (duckdb.Error, pa.ArrowInvalid, OSError) as fault:
        raise UnreadableTable((str(fault).splitlines() or [""])[0]) from fault


class Engine:
    """One DuckDB in memory, spilling into ``folder``. Never fetches extensions."""

    def __init__(self, folder: Path) -> None:
        import ibis  # noqa: PLC0415 - takes a second: only who tallies waits for it

        self._ibis = ibis
        self._backend: Any = ibis.duckdb.connect(
            temp_directory=str(folder),
            autoinstall_known_extensions=False,
            autoload_known_extensions=False,
        )
        self._made = 0
        self._stored: set[str] = set()

    def __enter__(self) -> "Engine":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._backend.disconnect()

    def table(self, source: Source, told: Told | None = None) -> "ir.Table":
        """The fields of a source as text columns, to be run once. Raises UnreadableTable.

        ``told`` is called, while a text file is read, with the number of rows that went by.
        """
        with _reading(), _quiet():
            raw = self._parquet(source) if source.parquet else self._registered(cells(source, told))
            return raw.select(**self._fields(raw, source))

    def _fields(self, raw: Any, source: Source) -> dict[str, Any]:
        return {field: raw[source.column(field)].cast("string") for field in source.header.positions}

    def _parquet(self, source: Source, **how: Any) -> Any:
        return self._backend.read_parquet(str(source.path), table_name=self._name(), **how)

    def _registered(self, arrow: Any) -> Any:
        """An Arrow stream of batches as a table."""
        name = self._name()
        self._backend.con.register(name, arrow)
        return self._backend.table(name)

    def _name(self) -> str:
        self._made += 1
        return f"source{self._made}"

    def memory_table(self, columns: Mapping[str, Any]) -> "ir.Table":
        """A small table made here."""
        import pyarrow as pa  # noqa: PLC0415

        table: ir.Table = self._ibis.memtable(pa.table(dict(columns)))
        return table

    def whole_number(self, value: int) -> Any:
        """A constant column."""
        return self._ibis.literal(value, type="int64")

    def store(self, name: str, expression: "ir.Table") -> "ir.Table":
        """Run an expression into a table of this engine, replacing an older one."""
        # Ibis 12 writes a DROP for ``overwrite`` that DuckDB 2 does not parse.
        self._backend.con.execute(f"DROP TABLE IF EXISTS {name}").fetchall()
        with _quiet():
            stored: ir.Table = self._backend.create_table(name, expression)
        self._stored.add(name)
        return stored

    def append(self, name: str, expression: "ir.Table") -> None:
        """Run an expression and add its rows to a temporary table, made when new."""
        if name not in self._stored:
            self.store(name, expression)
            return
        with _quiet():
            self._backend.insert(name, expression)

    def stored(self, name: str) -> "ir.Table":
        """A temporary table."""
        with _quiet():
            table: ir.Table = self._backend.table(name)
        return table

    def grouped(self, source: Source, columns: Sequence[str], told: Told | None = None) -> Grouped:
        """How many rows of a source hold each combination of ``columns``; its text is never all in memory.

        ``told`` as for ``table``. Raises UnreadableTable when the file cannot be read.
        """
        if by_lines(source, columns):
            with suppress(UnreadableTable):  # read cell by cell, it may do, or tell better what is wrong
                return self._grouped_by_line(source, columns, told)
        grouping = pattern_expression(self.table(source, told), columns)
        with _reading():
            return read_grouped(self._stream(grouping), columns)

    def _grouped_by_line(self, source: Source, columns: Sequence[str], told: Told | None) -> Grouped:
        """The same by whole lines: only those that differ are cut into cells."""
        with _reading(), _quiet():
            grouping = pattern_expression(self._registered(lines(source, told)), [LINE])
            cut = Cut(self._stream(grouping), source)
            return replace(read_grouped(cut, columns), repeats=cut.quoted)

    def _stream(self, expression: "ir.Table") -> Iterable[Any]:
        """The result of an expression, batch by batch."""
        relation = self._backend.con.sql(self._backend.compile(expression))
        batches: Iterable[Any] = relation.to_arrow_reader(BATCH)
        return batches

    def arrow(self, expression: "ir.Table") -> Any:
        """The whole result of an expression as an Arrow table."""
        with _quiet():
            return self._backend.to_pyarrow(expression)

    def first_rows(self, source: Source, wanted: Sequence[Sequence[Condition]]) -> list[int | None]:
        """For each list of alternative conditions, the spreadsheet row that first meets one of them.

        Only asked when something is wrong. Rows of Parquet files count from 1, without a header.
        """
        found: dict[int, int] = {}
        for fields, lookup in _by_fields(wanted).items():
            numbered = self._numbered(source)
            first = self.arrow(first_rows_expression(numbered, self.memory_table(lookup), fields))
            for problem, at in zip(first[PROBLEM].to_pylist(), first[AT].to_pylist(), strict=True):
                found[problem] = min(at, found.get(problem, at))
        if source.numbered or source.parquet:
            return [found.get(problem) for problem in range(len(wanted))]
        marks = mark_rows(source.path, source.delimiter, source.skip_rows, list(found.values()))
        return [marks.get(found.get(problem, -1)) for problem in range(len(wanted))]

    def _numbered(self, source: Source) -> Any:
        """The fields of a source with the number of each row: as written in a numbered source, from 1
        in Parquet, else from 0 at the first row under the header, empty lines not counted."""
        with _quiet():
            if source.parquet:
                raw = self._parquet(source, file_row_number=True)
                at = raw["file_row_number"] + 1
            else:
                raw = self._registered(numbered_cells(source))
                at = raw["c0"].cast("int64") if source.numbered else raw[AT]
            return raw.select(**self._fields(raw, source), **{AT: at})


def _by_fields(wanted: Sequence[Sequence[Condition]]) -> dict[tuple[str, ...], dict[str, list[object]]]:
    """The conditions as small tables, one for each set of fields that they speak of."""
    tables: dict[tuple[str, ...], dict[str, list[object]]] = {}
    for problem, conditions in enumerate(wanted):
        for condition in conditions:
            fields = tuple(field for field, _ in condition)
            table = tables.setdefault(fields, {PROBLEM: [], **{field: [] for field in fields}})
            table[PROBLEM].append(problem)
            for field, text in condition:
                table[field].append(text)
    return tables

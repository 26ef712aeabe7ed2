"""DuckDB behind Ibis: reads tables as text, runs expressions, hands back numbered rows."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from minping.core.tally.grouped import Grouped, read_grouped
from minping.core.tally.problems import Condition
from minping.core.tally.sources import Source
from minping.core.tally.transcode import mark_rows

if TYPE_CHECKING:
    import ibis.expr.types as ir

BATCH = 1 << 19
TRIMMED = " \t\n\r\v\f"


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

    ours = (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException)
    try:
        yield
    except (*ours, duckdb.OutOfMemoryException, duckdb.InterruptException):
        raise
    except (duckdb.Error, OSError) as fault:
        raise UnreadableTable((str(fault).splitlines() or [""])[0]) from fault


class Engine:
    """One DuckDB in memory, spilling into ``folder``. Never fetches extensions."""

    def __init__(self, folder: Path) -> None:
        import ibis  # noqa: PLC0415 - takes a second: only who tallies waits for it

        self._ibis = ibis
        self.backend: Any = ibis.duckdb.connect(
            temp_directory=str(folder),
            autoinstall_known_extensions=False,
            autoload_known_extensions=False,
        )
        self._names: dict[Path, str] = {}
        self._stored: set[str] = set()

    def __enter__(self) -> "Engine":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.backend.disconnect()

    def table(self, source: Source) -> "ir.Table":
        """The table of a source: its fields as text columns, named as in ``columns``."""
        with _quiet():
            raw = self._raw(source)
        fields = {field: raw[source.column(field)].cast("string") for field in source.header.positions}
        return raw.select(**fields)

    def _raw(self, source: Source) -> Any:
        name = self._names.setdefault(source.path, f"source{len(self._names)}")
        with _reading():
            if source.parquet:
                return self.backend.read_parquet(str(source.path), table_name=name)
            return self.backend.read_csv(
                str(source.path),
                table_name=name,
                columns={f"c{i}": "VARCHAR" for i in range(source.header.width)},
                header=False,
                skip=source.skip,
                delim=source.delimiter,
                quote='"',
                escape='"',
            )

    def memory_table(self, columns: dict[str, Any]) -> "ir.Table":
        """A small table made here."""
        import pyarrow as pa  # noqa: PLC0415

        table: ir.Table = self._ibis.memtable(pa.table(columns))
        return table

    def whole_number(self, value: int) -> Any:
        """A constant column."""
        return self._ibis.literal(value, type="int64")

    def store(self, name: str, expression: "ir.Table") -> "ir.Table":
        """Run an expression into a table of this engine, replacing an older one."""
        self.backend.con.execute(f"DROP TABLE IF EXISTS {name}")
        with _quiet():
            stored: ir.Table = self.backend.create_table(name, expression)
        self._stored.add(name)
        return stored

    def append(self, name: str, expression: "ir.Table") -> None:
        """Run an expression and add its rows to a stored table, made when new."""
        if name not in self._stored:
            self.store(name, expression)
            return
        with _quiet():
            self.backend.insert(name, expression)

    def stored(self, name: str) -> "ir.Table":
        """A temporary table."""
        with _quiet():
            table: ir.Table = self.backend.table(name)
        return table

    def grouped(self, expression: "ir.Table", columns: Sequence[str]) -> Grouped:
        """Run a grouping with text ``columns`` and ``rows``; its text is never all in memory.

        Raises UnreadableTable when a file cannot be read.
        """
        with _reading():
            relation = self.backend.con.sql(self.backend.compile(expression))
            return read_grouped(relation.to_arrow_reader(BATCH), columns)

    def arrow(self, expression: "ir.Table") -> Any:
        """The whole result of an expression as an Arrow table."""
        with _quiet():
            return self.backend.to_pyarrow(expression)

    def first_rows(self, source: Source, wanted: Sequence[Sequence[Condition]]) -> list[int | None]:
        """For each list of alternative conditions, the spreadsheet row that first meets one of them.

        Only asked when something is wrong. Rows of Parquet files count from 1, without a header.
        """
        if not wanted:
            return []
        parameters: list[str] = []
        minima = [f"min(place) FILTER (WHERE {self._any(source, some, parameters)})" for some in wanted]
        table = self._names[source.path]
        # Rows leave a scan in the order of the file; the window only counts them.
        numbering = "CAST(c0 AS BIGINT)" if source.numbered else "row_number() OVER () - 1"
        sql = f"SELECT {', '.join(minima)} FROM (SELECT {numbering} AS place, * FROM {table})"  # noqa: S608
        found = self.backend.con.execute(sql, parameters).fetchone()
        if source.numbered:
            return list(found)
        if source.parquet:
            return [None if at is None else at + 1 for at in found]
        marks = mark_rows(source.path, source.delimiter, source.skip, [at for at in found if at is not None])
        return [marks.get(at) if at is not None else None for at in found]

    def _any(self, source: Source, conditions: Sequence[Condition], parameters: list[str]) -> str:
        alternatives = [
            " AND ".join(self._holds(source, field, text, parameters) for field, text in condition)
            for condition in conditions
        ]
        return " OR ".join(f"({tests or 'true'})" for tests in alternatives)

    @staticmethod
    def _holds(source: Source, field: str, text: str, parameters: list[str]) -> str:
        column = str(source.column(field)).replace('"', '""')
        parameters.append(text)
        content = f"coalesce(CAST(\"{column}\" AS VARCHAR), '')"
        if field == "ballot":
            parameters.insert(len(parameters) - 1, TRIMMED)
            content = f"trim({content}, ?)"
        return f"{content} = ?"

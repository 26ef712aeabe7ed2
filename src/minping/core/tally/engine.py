"""DuckDB behind Ibis: reads tables as text, runs expressions, hands back integer-coded columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from minping.core.tally.expression import ROWS
from minping.core.tally.problems import Condition
from minping.core.tally.sources import Source
from minping.core.tally.transcode import mark_rows

if TYPE_CHECKING:
    import ibis.expr.types as ir

BATCH = 1 << 19
TRIMMED = " \t\n\r\v\f"

Codes = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]


class UnreadableTable(Exception):  # noqa: N818 - the file's fault, told to the user by the caller
    """The engine could not read a source as it is."""


@dataclass(frozen=True)
class Coded:
    """A grouped table. ``codes[column][i]`` is the index into ``values[column]`` at row i; ``rows``
    the number of ballot rows that row i stands for. Missing text is the empty string."""

    values: dict[str, list[str]]
    codes: dict[str, Codes]
    rows: Numbers

    def __len__(self) -> int:
        return len(self.rows)


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

    def __enter__(self) -> "Engine":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.backend.disconnect()

    def table(self, source: Source) -> "ir.Table":
        """The table of a source: its fields as text columns, named as in ``columns``."""
        raw = self._raw(source)
        fields = {field: raw[source.column(field)].cast("string") for field in source.header.positions}
        return raw.select(**fields)

    def _raw(self, source: Source) -> Any:
        import duckdb  # noqa: PLC0415

        name = self._names.setdefault(source.path, f"source{len(self._names)}")
        try:
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
        except (duckdb.InvalidInputException, duckdb.IOException) as fault:
            raise UnreadableTable(str(fault).splitlines()[0]) from fault

    def memory_table(self, columns: dict[str, Any]) -> "ir.Table":
        """A small table made here."""
        import pyarrow as pa  # noqa: PLC0415

        table: ir.Table = self._ibis.memtable(pa.table(columns))
        return table

    def whole_number(self, value: int) -> Any:
        """A constant column."""
        return self._ibis.literal(value, type="int64")

    def store(self, name: str, expression: "ir.Table") -> "ir.Table":
        """Run an expression into a temporary table."""
        stored: ir.Table = self.backend.create_table(name, expression, temp=True, overwrite=True)
        return stored

    def append(self, name: str, expression: "ir.Table") -> "ir.Table":
        """Run an expression and add its rows to a temporary table, made when new."""
        if name not in self.backend.list_tables():
            return self.store(name, expression)
        self.backend.insert(name, expression)
        table: ir.Table = self.backend.table(name)
        return table

    def coded(self, expression: "ir.Table", columns: Sequence[str]) -> Coded:
        """Run an expression with text ``columns`` and ``rows``; batch by batch, so that the text of
        the result is never all in memory. Raises UnreadableTable when a file cannot be read."""
        import duckdb  # noqa: PLC0415

        coders = {name: _Coder() for name in columns}
        rows: list[Numbers] = []
        try:
            for batch in self._batches(expression):
                for name in columns:
                    coders[name].add(batch.column(name))
                rows.append(batch.column(ROWS).to_numpy(zero_copy_only=False))
        except (duckdb.InvalidInputException, duckdb.IOException, OSError) as fault:
            raise UnreadableTable(str(fault).splitlines()[0]) from fault
        return Coded(
            {name: coder.values for name, coder in coders.items()},
            {name: coder.codes() for name, coder in coders.items()},
            np.concatenate(rows) if rows else np.zeros(0, np.int64),
        )

    def _batches(self, expression: "ir.Table") -> Any:
        return self.backend.con.sql(self.backend.compile(expression)).to_arrow_reader(BATCH)

    def arrow(self, expression: "ir.Table") -> Any:
        """The whole result of an expression as an Arrow table."""
        return self.backend.to_pyarrow(expression)

    def first_rows(self, source: Source, wanted: Sequence[Sequence[Condition]]) -> list[int | None]:
        """For each list of alternative conditions, the spreadsheet row that first meets one of them.

        Only asked when something is wrong. Rows of Parquet files count from 1, without a header.
        """
        if not wanted:
            return []
        parameters: list[str] = []
        minima = [f"min(at) FILTER (WHERE {self._any(source, some, parameters)})" for some in wanted]
        table = self._names[source.path]
        # Rows leave a scan in the order of the file; the window only counts them.
        numbering = "CAST(c0 AS BIGINT)" if source.numbered else "row_number() OVER () - 1"
        sql = f"SELECT {', '.join(minima)} FROM (SELECT {numbering} AS at, * FROM {table})"  # noqa: S608
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


class _Coder:
    """Turns batches of text into integers over one growing list of values."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self._index: dict[str, int] = {}
        self._parts: list[Codes] = []

    def add(self, column: Any) -> None:
        encoded = column.dictionary_encode(null_encoding="encode")
        mapping = np.array([self._code(text) for text in encoded.dictionary.to_pylist()], np.int32)
        indices = encoded.indices.to_numpy(zero_copy_only=False)
        self._parts.append(mapping[indices] if len(mapping) else np.zeros(0, np.int32))

    def _code(self, text: str | None) -> int:
        text = text or ""
        known = self._index.get(text)
        if known is None:
            known = self._index[text] = len(self.values)
            self.values.append(text)
        return known

    def codes(self) -> Codes:
        return np.concatenate(self._parts) if self._parts else np.zeros(0, np.int32)

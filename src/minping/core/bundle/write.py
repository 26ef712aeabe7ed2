"""Write a campaign as a folder of CSV files or as one workbook: whole or not at all."""

import csv
import io
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from minping.core.bundle.atomic import new_file, new_folder
from minping.core.bundle.ballot_rows import ballot_sheets, guarded_answer
from minping.core.bundle.campaign_file import CAMPAIGN_YAML, campaign_pairs, campaign_yaml
from minping.core.bundle.locate import BALLOTS, SCHEME, SETTINGS
from minping.core.bundle.model import Bundle, SchemeFile
from minping.core.bundle.rows_out import Value, Written, written_tables
from minping.core.bundle.workbook_out import WorkbookOut
from minping.core.bundle.written import cell_of, guarded
from minping.core.scheme.yaml_text import decode
from minping.core.tally.sources import BallotFile

Progress = Callable[[str, int], None]


def write_folder(bundle: Bundle, target: Path, *, overwrite: bool = False) -> None:
    """Write ``bundle`` as a folder. Raises ``RefusedInput`` when the folder holds anything already
    (with ``overwrite`` a campaign folder is replaced as a whole)."""
    with new_folder(target, overwrite=overwrite) as folder:
        (folder / CAMPAIGN_YAML).write_text(campaign_yaml(_pairs(bundle)), encoding="utf-8")
        (folder / bundle.scheme_file.name).write_bytes(bundle.scheme_file.data)
        for table in written_tables(bundle):
            (folder / f"{table.spec.name}.csv").write_bytes(table_csv(table))
        if bundle.ballots:
            _copy_ballots(bundle.ballots, folder / BALLOTS)


def write_workbook(bundle: Bundle, target: Path, *, overwrite: bool = False) -> None:
    """Write ``bundle`` as one Excel workbook with a sheet per table. Raises ``RefusedInput`` when the
    file is there already, or when something does not fit into Excel."""
    with new_file(target, overwrite=overwrite) as path, WorkbookOut(path, target.name, bundle.year) as book:
        book.sheet(SETTINGS, (), map(_guarded_row, _pairs(bundle)))
        book.sheet(SCHEME, (), ((guarded(line),) for line in _lines(bundle.scheme_file)))
        for table in written_tables(bundle):
            book.sheet(table.spec.zh, [c.zh for c in table.columns], map(_guarded_row, table.rows))
        sheets = (rows for file in bundle.ballots for rows in ballot_sheets(file))
        for number, rows in enumerate(sheets, start=1):
            name = BALLOTS if number == 1 else f"{BALLOTS} {number}"
            book.sheet(name, (), (map(guarded_answer, row) for row in rows))


def table_csv(table: Written) -> bytes:
    """A table as CSV: UTF-8 with a byte order mark, so that Excel shows Chinese; formulas guarded."""
    return csv_bytes([c.zh for c in table.columns], table.rows)


def csv_bytes(header: Iterable[str], rows: Iterable[Iterable[Value]]) -> bytes:
    """Header and rows as CSV bytes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([cell_of(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _guarded_row(row: Iterable[Value]) -> list[Value]:
    return [guarded(value) if isinstance(value, str) else value for value in row]


def _pairs(bundle: Bundle) -> list[tuple[str, str]]:
    return campaign_pairs(bundle.title, bundle.year, bundle.office, bundle.language, bundle.form)


def _lines(scheme: SchemeFile) -> list[str]:
    return decode(scheme.data, scheme.name).splitlines()


def _copy_ballots(files: Iterable[BallotFile], folder: Path) -> None:
    """Ballot files as they are; a sheet of a campaign workbook becomes a CSV file."""
    folder.mkdir()
    taken: set[str] = set()
    for file in files:
        if not file.sheet:
            shutil.copyfile(file.path, folder / _free_name(file.path.name, taken))
            continue
        for rows in ballot_sheets(file):
            name = _free_name(f"{file.sheet.replace('/', '_')}.csv", taken)
            cells = ([guarded_answer(cell) for cell in row] for row in rows)
            with (folder / name).open("w", encoding="utf-8-sig", newline="") as opened:
                csv.writer(opened, lineterminator="\r\n").writerows(cells)


def _free_name(name: str, taken: set[str]) -> str:
    """``name``, numbered when files of several folders share it."""
    path, number, free = Path(name), 1, name
    while free.lower() in taken:
        number += 1
        free = f"{path.stem}-{number}{path.suffix}"
    taken.add(free.lower())
    return free

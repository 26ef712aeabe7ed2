"""The ``results/`` folder of a campaign: written whole or not at all, read back for verification."""

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minping.core.bundle.atomic import put_back, put_in_place
from minping.core.bundle.written import guarded
from minping.core.findings import Place, RefusedInput, error
from minping.core.scheme.canonical import to_canonical
from minping.core.scheme.model import Scheme
from minping.core.scoring.record import component_columns, record_bytes, table_header, table_rows
from minping.core.scoring.result import ScoreRun

RESULTS = "results"
SCORES_CSV = "scores.csv"
SCORES_JSON = "scores.json"
SCHEME_JSON = "scheme.json"
_FRESH = ".results-"


def scores_csv(scheme: Scheme, run: ScoreRun) -> bytes:
    """``scores.csv``: UTF-8 with a byte order mark, so that spreadsheets show Chinese."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table_header(component_columns(scheme, run)))
    for row in table_rows(scheme, run):
        writer.writerow([guarded(cell) if not _is_number(cell) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _is_number(cell: str) -> bool:
    return bool(cell) and cell.lstrip("-").replace(".", "", 1).replace("/", "", 1).rstrip("%").isdigit()


def write_results(
    campaign: Path,
    scheme: Scheme,
    run: ScoreRun,
    more: Callable[[Path], object] | None = None,
) -> Path:
    """Write ``results/`` under ``campaign``; ``more`` may add reports to the folder it is handed.

    Everything is written beside and then put in place, so that a failure leaves the old results.
    """
    target = campaign / RESULTS
    with _home(campaign):
        put_back(target)
        fresh = Path(tempfile.mkdtemp(prefix=_FRESH, dir=campaign))
        try:
            (fresh / SCORES_CSV).write_bytes(scores_csv(scheme, run))
            (fresh / SCORES_JSON).write_bytes(record_bytes(run))
            (fresh / SCHEME_JSON).write_bytes(to_canonical(scheme))
            if more is not None:
                more(fresh)
            fresh.chmod(0o755)
            put_in_place(fresh, target)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
    for left in campaign.glob(f"{_FRESH}*"):  # by runs that were killed
        shutil.rmtree(left, ignore_errors=True)
    return target


@contextmanager
def _home(campaign: Path) -> Iterator[None]:
    """The folder exists while results are written; one that was made for them goes when they fail."""
    made = not campaign.exists()
    campaign.mkdir(exist_ok=True)
    try:
        yield
    except BaseException:
        if made:
            campaign.rmdir()
        raise


@dataclass(frozen=True)
class Published:
    """What a results folder says: the record, and the table as rows of text."""

    record: Mapping[str, Any]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_results(campaign: Path) -> Published:
    """The published results. Raises ``RefusedInput`` when they are missing or damaged."""
    folder = campaign / RESULTS
    put_back(folder)
    try:
        record = json.loads((folder / SCORES_JSON).read_bytes())
        header, rows = table_of((folder / SCORES_CSV).read_bytes())
    except FileNotFoundError as missing:
        raise RefusedInput([_unreadable(missing.filename or str(folder), "不存在", "is not there")]) from None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError, csv.Error) as damaged:
        raise RefusedInput(
            [_unreadable(str(folder), f"读不出来（{damaged}）", f"is unreadable ({damaged})")]
        ) from None
    if not isinstance(record, Mapping) or not header:
        raise RefusedInput([_unreadable(str(folder), "内容不完整", "is incomplete")])
    return Published(record, header, rows)


def table_of(data: bytes) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Header and rows of a ``scores.csv``."""
    rows = [tuple(row) for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    return (rows[0], tuple(rows[1:])) if rows else ((), ())


def _unreadable(name: str, zh: str, en: str) -> Any:
    return error(
        "results.unreadable",
        f"已公布的结果{zh}",
        f"the published results: {en}",
        "请先运行 minping score，或取回完整的 results 文件夹",
        "run minping score first, or fetch the complete results folder again",
        Place(file=Path(name).name),
    )

"""A tally on disk, so that sites can tally separately and add: ``patterns.csv hits.csv moments/ tally.json``.

The same ballots give the same bytes, however they were ordered, split or written. Private data.
"""

import csv
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from minping.core.findings import Finding, Place, RefusedInput, error
from minping.core.tally.ballot_rules import RuleHit
from minping.core.tally.counts import DIMENSIONS, Cell
from minping.core.tally.moments import Block, MomentKey, Moments
from minping.core.tally.patterns import Answers, Patterns
from minping.core.tally.result import TallyResult, merge_tallies

__all__ = ["load_tally", "merge_tallies", "read_patterns", "save_tally", "write_patterns"]

FORMAT = "minping-tally-1"
_PATTERNS = (*DIMENSIONS, "answers", "count")
_HITS = ("check", "action", "group", "count")


def write_patterns(patterns: Patterns, path: Path) -> None:
    """Write a histogram as CSV, sorted; ``answers`` is a JSON list in the form's order."""
    texts: dict[Answers, str] = {}
    with path.open("w", encoding="utf-8", newline="") as write:
        writer = csv.writer(write, lineterminator="\n")
        writer.writerow(_PATTERNS)
        for cell, answers, number in patterns.rows():
            if answers not in texts:
                texts[answers] = json.dumps(answers, ensure_ascii=False, separators=(",", ":"))
            dimensions = [getattr(cell, name) for name in DIMENSIONS]
            writer.writerow([*dimensions, texts[answers], number])


def read_patterns(path: Path) -> Patterns:
    """Read what ``write_patterns`` wrote. Raises RefusedInput naming the first damaged row."""
    patterns = Patterns()
    known: dict[str, Answers] = {}
    for number, row in _rows(path, _PATTERNS):
        try:
            *dimensions, text, count = row
            if text not in known:
                known[text] = _answers(text)
            if int(count) < 1:
                raise ValueError(count)
            patterns.add(Cell(*dimensions), known[text], int(count))
        except ValueError as fault:
            raise RefusedInput([_damaged(path, number)]) from fault
    return patterns


def _answers(text: str) -> Answers:
    answers = json.loads(text)
    if not isinstance(answers, list) or not all(isinstance(answer, str) for answer in answers):
        raise ValueError(text)
    return tuple(answers)


def _rows(path: Path, header: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Numbered data rows of a CSV file with exactly this header."""
    try:
        with path.open(encoding="utf-8", newline="") as read:
            for number, row in enumerate(csv.reader(read), start=1):
                if len(row) != len(header) or (number == 1 and tuple(row) != header):
                    raise RefusedInput([_damaged(path, number)])
                if number > 1:
                    yield number, row
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise RefusedInput([_damaged(path, None)]) from fault


def save_tally(result: TallyResult, folder: Path) -> None:
    """Write a tally as a folder, whole or not at all; an older tally there is replaced.

    Raises RefusedInput when the folder holds something else.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / "tally.json").exists():
        raise RefusedInput([_occupied(folder)])
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write(result, made)
        if folder.exists():
            shutil.rmtree(folder)
        made.replace(folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _write(result: TallyResult, folder: Path) -> None:
    write_patterns(result.patterns, folder / "patterns.csv")
    with (folder / "hits.csv").open("w", encoding="utf-8", newline="") as write:
        writer = csv.writer(write, lineterminator="\n")
        writer.writerow(_HITS)
        for hit, number in sorted(result.hits.items()):
            if number:
                writer.writerow([hit.check, hit.action, hit.group, number])
    about: dict[str, object] = {
        "format": FORMAT,
        "scheme": result.scheme_hash,
        "ballots": result.patterns.ballots,
        "moments": _write_moments(result.moments, folder / "moments") if result.moments else None,
    }
    text = json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / "tally.json").write_text(text, encoding="utf-8")


def _write_moments(moments: Moments, folder: Path) -> dict[str, object]:
    """One file of little-endian 64-bit integers per block: Σ v, then the upper triangle of Σ v v'."""
    folder.mkdir()
    blocks: list[dict[str, object]] = []
    for number, (key, block) in enumerate(sorted(moments.blocks.items()), start=1):
        upper = block.products[np.triu_indices(len(block.sums))]
        (folder / f"{number}.int64").write_bytes(np.concatenate([block.sums, upper]).astype("<i8").tobytes())
        blocks.append(
            {
                "group": key.group,
                "round": key.round,
                "channel": key.channel,
                "stratum": key.stratum,
                "ballots": block.ballots,
                "axes": [list(axis) for axis in block.axes],
            }
        )
    return {"scale": moments.scale, "blocks": blocks}


def load_tally(folder: Path) -> TallyResult:
    """Read what ``save_tally`` wrote. Raises RefusedInput when it is missing or damaged."""
    about_path = folder / "tally.json"
    try:
        about = json.loads(about_path.read_text(encoding="utf-8"))
        if about["format"] != FORMAT:
            raise ValueError(about["format"])
        moments = _read_moments(about["moments"], folder / "moments") if about["moments"] else None
        scheme_hash, ballots = str(about["scheme"]), int(about["ballots"])
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise RefusedInput([_damaged(about_path, None)]) from fault
    hits = {
        RuleHit(check, action, group): int(count)
        for _, (check, action, group, count) in _rows(folder / "hits.csv", _HITS)
    }
    patterns = read_patterns(folder / "patterns.csv")
    if patterns.ballots != ballots:
        raise RefusedInput([_damaged(folder / "patterns.csv", None)])
    return TallyResult(patterns, moments, hits, scheme_hash=scheme_hash)


def _read_moments(about: dict[str, object], folder: Path) -> Moments:
    blocks: dict[MomentKey, Block] = {}
    for number, told in enumerate(about["blocks"], start=1):  # type: ignore[arg-type, var-annotated]
        axes = tuple((str(unit), str(aspect)) for unit, aspect in told["axes"])
        size = 2 * len(axes)
        numbers = np.frombuffer((folder / f"{number}.int64").read_bytes(), "<i8").astype(np.int64)
        if len(numbers) != size + size * (size + 1) // 2:
            raise ValueError("wrong length")
        products = np.zeros((size, size), np.int64)
        products[np.triu_indices(size)] = numbers[size:]
        products = products + np.triu(products, 1).T
        key = MomentKey(told["group"], told["round"], told["channel"], told["stratum"])
        blocks[key] = Block(axes, int(told["ballots"]), numbers[:size], products)
    return Moments(int(about["scale"]), blocks)  # type: ignore[call-overload]


def _damaged(path: Path, row: int | None) -> Finding:
    return error(
        "tally.damaged",
        "计票文件缺失或损坏。",
        "The tally file is missing or damaged.",
        "请重新计票，或重新拷贝整个计票文件夹。",
        "Tally again, or copy the whole tally folder again.",
        Place(f"{path.parent.name}/{path.name}", row=row),
    )


def _occupied(folder: Path) -> Finding:
    return error(
        "tally.folder_in_use",
        "该文件夹中已有其他文件，未写入。",
        "The folder holds other files; nothing was written.",
        "请换一个空文件夹。",
        "Choose an empty folder.",
        Place(str(folder)),
    )

"""Files whose lines repeat are grouped by line: the tally is the one that cutting every cell gives.

A remark column that no two rows share keeps a file from being grouped by line; the two must agree.
"""

import csv
import io
import random

import pytest
from tests.core.tally.county import COLUMNS, ballot, codes, refused, tally

from minping.core.tally.counts import Cell

HEADER = ",".join(COLUMNS)
LINE = ",".join(ballot().values())
EDU = Cell("edu", "people", "mid", "web")


def lines_of(rows, seed, quoting):
    """Rows as CSV lines, some cells quoted without need."""
    dice = random.Random(seed)
    for row in rows:
        out = io.StringIO()
        writer = csv.writer(out, quoting=dice.choice(quoting), lineterminator="")
        writer.writerow(row)
        yield out.getvalue()


def some_rows(seed):
    dice = random.Random(seed)
    words = ["A", "B", "满意", " B ", "U", "", "A;B"]
    units = ["edu", "教育局", "tax", "国税局"]
    return [
        list(ballot(dice.choice(units), *(dice.choice(words[: 2 + seed % 6]) for _ in range(3))).values())
        for _ in range(300)
    ]


def written(path, header, lines, end="\n"):
    path.write_text(end.join([header, *lines]) + end, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("quoting", [[csv.QUOTE_MINIMAL], [csv.QUOTE_MINIMAL, csv.QUOTE_ALL]])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_both_ways_give_the_same(tmp_path, seed, quoting, end):
    lines = list(lines_of(some_rows(seed), seed, quoting))
    by_line = tally(written(tmp_path / "a.csv", HEADER, lines, end))
    numbered = [f"{line},备注{number}" for number, line in enumerate(lines)]
    by_cell = tally(written(tmp_path / "b.csv", f"{HEADER},备注", numbered, end))
    assert by_line.patterns == by_cell.patterns
    assert by_line.patterns.ballots == 300


def test_a_cell_with_a_line_break_is_one_cell(tmp_path):
    broken = LINE.replace("edu", '"教育\n局"')
    told = tally(written(tmp_path / "a.csv", HEADER, [LINE] * 40 + [broken] * 3))
    assert list(told.patterns.rows()) == [(EDU, ("A", "A", "A"), 43)]


def test_rows_apart_by_blank_lines_all_count(tmp_path):
    path = written(tmp_path / "a.csv", HEADER, [LINE, "", LINE, LINE, "", "", LINE])
    assert tally(path).patterns.ballots == 4


def test_a_row_with_too_many_cells_is_refused_with_its_line(tmp_path):
    told = refused(written(tmp_path / "a.csv", HEADER, [LINE] * 40 + [f"{LINE},A"]))
    assert codes(told) == ["ballots.ragged_row"]
    assert told[0].place.row == 42


def test_a_control_character_is_no_column(tmp_path):
    path = written(tmp_path / "a.csv", HEADER, [LINE] * 40 + [LINE.replace("edu", "e\x01du")])
    assert list(tally(path).patterns.rows()) == [(EDU, ("A", "A", "A"), 41)]


def test_progress_counts_rows(tmp_path):
    told = []
    tally(written(tmp_path / "a.csv", HEADER, [LINE] * 500), progress=lambda _, rows: told.append(rows))
    assert told[-1] == max(told) == 500

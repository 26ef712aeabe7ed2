"""The benches run, on a few ballots, and what they measure is the same whatever the file's form."""

import subprocess
import sys

import pytest
from bench.make_ballots import make_campaign

from minping.site.cli import main

pytestmark = pytest.mark.slow


def test_all_benches_run_on_a_few_ballots():
    command = [
        sys.executable,
        "-m",
        "bench",
        "--rows",
        "3000",
        "--casts",
        "200",
        "--people",
        "400",
        "--results",
        "2000",
        "--opinions",
        "400",
        "--problems",
        "300",
        "--repeat",
        "1",
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    told, ledger = told.split("ledger ·", 1)
    assert "bare SQL, groups" in ledger
    told, grouping = told.split("grouping 400 opinions:", 1)
    assert "limit 10 min, 2,048 MiB: kept" in grouping
    assert "every pair by TF-IDF" in grouping
    told, result = told.split("result page ·", 1)
    assert result.count("LimeSurvey") == 2
    assert "unchanged (304)" in result
    told, page = told.split("ballot page,", 1)
    assert "limit" in page
    assert page.count("requests") == 2
    told, casting = told.split("cast ·", 1)
    assert casting.count("LimeSurvey 6.4") == casting.count("minping box") == casting.count("ratio") == 2
    assert "200 ballots of 865 answers" in casting
    assert told.count("DuckDB group by") == told.count("minping score") == told.count("ratio") == 3
    assert "3,000 ballots, grades, csv" in told
    assert "300 ballots, marks, csv" in told


def test_the_same_seed_makes_the_same_ballots_and_the_same_scores(tmp_path):
    for name, form, seed in (("a", "csv", 1), ("b", "csv", 1), ("c", "parquet", 1), ("d", "csv", 2)):
        make_campaign(tmp_path / name, 20_000, form, "grades", seed)
    files = {name: (tmp_path / name / "ballots" / "ballots.csv").read_bytes() for name in "abd"}
    assert files["a"] == files["b"] != files["d"]
    scores = {}
    for name in "ac":
        with pytest.raises(SystemExit) as end:
            main(["score", "--no-reports", "--quiet", str(tmp_path / name)])
        assert end.value.code == 0
        scores[name] = (tmp_path / name / "results" / "scores.csv").read_bytes()
    assert scores["a"] == scores["c"]

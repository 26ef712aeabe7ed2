"""What a clerk must not overlook: a scheme with errors, units without a score."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from minping.site.cli import main

GOLDEN = Path(__file__).parents[1] / "data" / "golden"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Weights that add up to 90 of 100."""
    campaign = Path(shutil.copytree(GOLDEN / "plan_09", tmp_path / "评议"))
    scheme = campaign / "scheme.yaml"
    scheme.write_text(scheme.read_text(encoding="utf-8").replace("权重: 90", "权重: 80"), encoding="utf-8")
    return campaign


def test_scoring_a_scheme_with_errors_says_so(wrong: Path) -> None:
    result = run("score", wrong, "--no-reports", "--json")
    assert result.exit_code == 0, result.output
    told = [f for f in json.loads(result.stdout)["findings"] if f["code"] == "scheme.lint_errors"]
    assert len(told) == 1
    assert "权重合计90" in told[0]["zh"]


def test_freezing_a_scheme_with_errors_says_so(wrong: Path, tmp_path: Path) -> None:
    result = run("freeze", wrong / "scheme.yaml", "--out", tmp_path / "scheme.json", "--json")
    assert [f["code"] for f in json.loads(result.stdout)["findings"]] == ["scheme.lint_errors"]


def test_a_sound_scheme_is_scored_without_that_warning(tmp_path: Path) -> None:
    result = run("score", shutil.copytree(GOLDEN / "plan_08", tmp_path / "评议"), "--no-reports")
    assert result.exit_code == 0
    assert "scheme.lint_errors" not in result.output


def test_a_unit_without_a_score_is_named_with_the_reason(tmp_path: Path) -> None:
    campaign = Path(shutil.copytree(GOLDEN / "plan_08", tmp_path / "评议"))
    reports = campaign / "reports.csv"
    lines = reports.read_text(encoding="utf-8").splitlines()
    reports.write_text("\n".join(line for line in lines if "人事股" not in line), encoding="utf-8")
    result = run("score", campaign, "--no-reports")
    assert "1个参评单位没有得分：人事股（未报送「综合得分」）" in result.output
    row = next(line for line in result.output.splitlines() if "人事股" in line and "│" in line)
    assert "没有得分" in row
    assert "不参加排名" not in row

"""The command line as a clerk uses it: on copies of real folders, through its exit codes and its words."""

import csv
import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from minping.core.scheme.presets import preset_names
from minping.site.cli import main

GOLDEN = Path(__file__).parents[1] / "data" / "golden"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def campaign(tmp_path):
    return Path(shutil.copytree(GOLDEN / "seed_002", tmp_path / "评议"))


def table(folder):
    text = (folder / "results" / "scores.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_score_writes_the_table_the_record_and_the_scheme(campaign):
    result = run("score", campaign, "--no-reports")
    assert result.exit_code == 0, result.output
    first, second, third = table(campaign)
    assert (first["unit"], first["category"], first["score"], first["rank"], first["grade"]) == (
        "投资股",
        "机关股室",
        "85.64",
        "1",
        "",
    )
    assert first["score_exact"] == "17127/200"
    assert (second["unit"], second["日常考评"], second["日常考评（计入）"]) == ("企业股", "29.00", "29")
    assert (third["unit"], third["rank"], third["status"]) == ("办公室", "", "exempt")
    record = json.loads((campaign / "results" / "scores.json").read_text(encoding="utf-8"))
    assert {u["unit"]: u.get("score") for u in record["units"]}["企业股"] == "33951/400"
    assert "投资股" in result.output


def test_explain_goes_down_to_the_counts(campaign):
    result = run("explain", campaign, "--unit", "投资")
    assert result.exit_code == 0, result.output
    for words in ("84.8775", "满意 20票"):
        assert words not in result.output
    for words in (
        "满意 16票 × 100",
        "比较满意 15票 × 80",
        "按小样本规则合并计算",
        "逾期整改",
        "权重 21，计入 17.535",
    ):
        assert words in result.output
    english = run("explain", campaign, "--unit", "企业股", "--lang", "en")
    assert "weight 49, contributes 37.975" in english.output


def test_explain_names_the_nearest_unit(campaign):
    result = run("explain", campaign, "--unit", "企业科")
    assert result.exit_code == 3
    assert "企业股" in result.output


def test_verify_agrees_and_names_each_changed_number(campaign):
    run("score", campaign, "--no-reports")
    assert run("verify", campaign).exit_code == 0
    scores = campaign / "results" / "scores.csv"
    scores.write_bytes(scores.read_bytes().replace(b"85.64", b"86.64"))
    result = run("verify", campaign)
    assert result.exit_code == 1
    assert "scores.csv › 投资股 › score：公布 86.64，重算 85.64" in result.output
    assert "1处不一致" in result.output


def test_verify_notices_a_changed_ballot_and_a_changed_scheme(campaign):
    run("score", campaign, "--no-reports")
    ballots = campaign / "ballots" / "评议票.csv"
    ballots.write_text(ballots.read_text(encoding="utf-8").replace("满意,20", "满意,21", 1), encoding="utf-8")
    result = run("verify", campaign, "--json")
    assert result.exit_code == 1
    told = json.loads(result.output)
    assert any("满意" in d["where"] and d["recomputed"] == "21" for d in told["differences"])
    scheme = campaign / "scheme.yaml"
    scheme.write_text(scheme.read_text(encoding="utf-8").replace("小数位: 2", "小数位: 3"), encoding="utf-8")
    assert "scheme" in run("verify", campaign, "--lang", "en").output


def test_public_form_has_counts_only_and_verifies(campaign, tmp_path):
    public = tmp_path / "公开"
    assert run("convert", campaign, public, "--public").exit_code == 0
    assert not (public / "ballots").exists()
    assert run("verify", public).exit_code == 0
    counts = (public / "counts.csv").read_text(encoding="utf-8-sig")
    assert "专家11月|专家7月" in counts, "the small cell is shown merged"


def test_a_workbook_gives_the_same_scores_as_the_folder(campaign, tmp_path):
    book = tmp_path / "评议.xlsx"
    assert run("convert", campaign, book).exit_code == 0, run("convert", campaign, book).output
    assert run("score", book, "--no-reports").exit_code == 0
    run("score", campaign, "--no-reports")
    assert table(tmp_path / "评议") == table(campaign)
    assert run("verify", book).exit_code == 0


def test_refused_input_leaves_the_old_results_alone(campaign):
    run("score", campaign, "--no-reports")
    before = (campaign / "results" / "scores.json").read_bytes()
    ballots = campaign / "ballots" / "评议票.csv"
    ballots.write_text(ballots.read_text(encoding="utf-8") + "企业股,专家,专家8月,满意,3\n", encoding="utf-8")
    result = run("score", campaign)
    assert result.exit_code == 3
    assert "评议票.csv" in result.output
    assert "专家8月" in result.output
    assert (campaign / "results" / "scores.json").read_bytes() == before
    assert not list(campaign.glob(".results*"))


def test_open_questions_stop_scoring_with_the_question_in_words(campaign):
    scheme = campaign / "scheme.yaml"
    text = scheme.read_text(encoding="utf-8")
    scheme.write_text(text.replace(", 定为: 100, 决定人: 手算例", "", 1), encoding="utf-8")
    result = run("score", campaign)
    assert result.exit_code == 3
    assert "五个档次各折算多少分" in result.output


def test_too_few_ballots_block_with_their_own_code(tmp_path):
    folder = Path(shutil.copytree(GOLDEN / "seed_001", tmp_path / "a"))
    scheme = folder / "scheme.yaml"
    scheme.write_text(scheme.read_text(encoding="utf-8").replace("数量: 500", "数量: 501"), encoding="utf-8")
    result = run("score", folder, "--no-reports")
    assert result.exit_code == 4
    assert "有效票500份，少于规定的501份" in result.output
    (folder / "events.csv").write_text(
        "单位,事件,日期,签字人\n,未达标说明,2014-11-20,张某\n", encoding="utf-8"
    )
    assert run("score", folder, "--no-reports").exit_code == 0


def test_lint_tells_open_questions_and_errors():
    result = run("lint", "seed-002", "--json")
    assert result.exit_code == 0
    told = json.loads(result.output)
    assert told["open_questions"] > 0
    assert {f["severity"] for f in told["findings"]} >= {"open", "warning", "info"}
    assert "range 70–100" in run("lint", "P5", "--lang", "en").output


def test_freeze_refuses_open_questions_and_writes_the_same_bytes_for_the_same_plan(tmp_path):
    assert run("freeze", "seed-002", "--out", tmp_path / "x.json").exit_code == 3
    assert not (tmp_path / "x.json").exists()
    assert run("freeze", GOLDEN / "r2", "--out", tmp_path / "a.json").exit_code == 0
    assert run("freeze", tmp_path / "a.json", "--out", tmp_path / "b.json").exit_code == 0
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_presets_are_listed_and_can_be_taken(tmp_path):
    listed = json.loads(run("presets", "--json").output)["presets"]
    assert [row["name"] for row in listed] == list(preset_names())
    assert run("presets", "P5", "--out", tmp_path / "s.yaml").exit_code == 0
    assert run("lint", tmp_path / "s.yaml").exit_code == 0
    assert run("presets", "P99").exit_code == 2


def test_an_empty_template_can_be_read_back(tmp_path):
    assert run("template", GOLDEN / "seed_002", "--out", tmp_path / "新").exit_code == 0
    assert (tmp_path / "新" / "units.csv").exists()
    assert run("template", GOLDEN / "seed_002", "--out", tmp_path / "新").exit_code == 3


def test_sites_tally_apart_and_add_up(campaign, tmp_path):
    assert run("tally", campaign, "--out", tmp_path / "all").exit_code == 0
    rows = (campaign / "ballots" / "评议票.csv").read_text(encoding="utf-8").splitlines()
    for name, part in (("east", rows[1:9]), ("west", rows[9:])):
        site = Path(shutil.copytree(campaign, tmp_path / name))
        (site / "ballots" / "评议票.csv").write_text("\n".join([rows[0], *part]) + "\n", encoding="utf-8")
        assert run("tally", site, "--out", tmp_path / f"{name}-tally").exit_code == 0
    assert (
        run("merge", tmp_path / "east-tally", tmp_path / "west-tally", "--out", tmp_path / "sum").exit_code
        == 0
    )
    for file in (tmp_path / "all").rglob("*.csv"):
        assert file.read_bytes() == (tmp_path / "sum" / file.relative_to(tmp_path / "all")).read_bytes()


def test_simulate_is_repeatable_and_scores(tmp_path):
    for name in ("a", "b"):
        made = run("simulate", "--seed", 5, "--units", 6, "--ballots", 12, "--out", tmp_path / name)
        assert made.exit_code == 0, made.output
    for file in (tmp_path / "a").rglob("*.csv"):
        assert file.read_bytes() == (tmp_path / "b" / file.relative_to(tmp_path / "a")).read_bytes()
    assert run("score", tmp_path / "a", "--no-reports").exit_code in {0, 4}


def test_simulate_sizes_categories_past_years_and_spread(tmp_path):
    sizes = ("--category", "执法", 3, "--category", "服务", 2, "--exempt", 0, "--opinion-only", 2)
    more = ("--seed", 5, "--ballots", 12, "--years", 3, "--spread", 0)
    made = run("simulate", *more, *sizes, "--out", tmp_path / "a", "--truth", tmp_path / "truth.json")
    assert made.exit_code == 0, made.output
    with (tmp_path / "a" / "units.csv").open(encoding="utf-8-sig", newline="") as opened:
        units = [row for row in csv.DictReader(opened) if row["状态"] != "征求意见" and not row["上级"]]
    assert Counter(row["类别"] for row in units) == {"执法": 3, "服务": 2}
    with (tmp_path / "a" / "history.csv").open(encoding="utf-8-sig", newline="") as opened:
        assert len({row["年度"] for row in csv.DictReader(opened)}) == 3


@pytest.mark.parametrize("sizes", [("教育类", 3), ("执法", 0)])
def test_simulate_refuses_sizes_that_fit_no_category_or_leave_no_unit(tmp_path, sizes):
    made = run("simulate", "--seed", 5, "--category", *sizes, "--out", tmp_path / "a")
    assert made.exit_code == 2
    assert not (tmp_path / "a").exists()


@pytest.mark.slow
def test_demo_replaces_only_its_own_folder(tmp_path):
    folder = tmp_path / "demo"
    result = run("demo", "--out", folder, "--no-reports")
    assert result.exit_code == 0, result.output
    assert len(table(folder)) == 53
    assert run("demo", "--out", folder, "--no-reports", "--quiet").exit_code == 0
    (folder / "scheme.yaml").write_text("方案: 我的\n", encoding="utf-8")
    assert run("demo", "--out", folder, "--no-reports").exit_code == 3
    assert (folder / "scheme.yaml").read_text(encoding="utf-8") == "方案: 我的\n"


def test_wrong_usage_is_two_and_missing_paths_are_three(tmp_path):
    assert run("score").exit_code == 2
    assert run("score", tmp_path / "nowhere").exit_code == 3
    assert run("score", GOLDEN / "r2", "--date", "2026-13-01").exit_code == 2
    assert "exit codes" in run("--help").output


def test_a_sum_of_sites_scores_like_all_ballots_together(campaign, tmp_path):
    assert run("tally", campaign, "--out", tmp_path / "sum").exit_code == 0
    run("score", campaign, "--no-reports")
    whole = table(campaign)
    shutil.rmtree(campaign / "ballots")
    shutil.rmtree(campaign / "results")
    shutil.copytree(tmp_path / "sum", campaign / "tally")
    assert run("score", campaign, "--no-reports").exit_code == 0
    assert table(campaign) == whole
    (campaign / "tally" / "patterns.csv").write_text("x", encoding="utf-8")
    damaged = run("score", campaign, "--no-reports")
    assert (damaged.exit_code, "patterns.csv" in damaged.output) == (3, True)


def test_feedback_for_one_unit_in_one_format(campaign):
    result = run("score", campaign, "--unit", "企业", "--format", "pdf", "--date", "2024-12-20")
    assert result.exit_code == 0, result.output
    found = {p.relative_to(campaign / "results").as_posix() for p in (campaign / "results").rglob("*.pdf")}
    assert found == {"结果一览表.pdf", "通报.pdf", "结果运用建议.pdf", "单位反馈/机关股室/企业股.pdf"}
    assert not list((campaign / "results").rglob("*.docx"))
    assert run("score", campaign, "--unit", "没有这个").exit_code == 3

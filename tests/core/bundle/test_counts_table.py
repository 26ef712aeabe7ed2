"""Counts in place of ballots."""

from pathlib import Path

import pytest

from minping.core.bundle.read import read_bundle
from minping.core.tally.counts import Cell

from .county import COUNTS, codes, folder, only, read, refusals, refused

HEADER = "单位,投票层面,轮次,渠道,测评项,选项,票数\n"
WHOLE = "公安局,代表,,,*,有效,20\n"


def test_counts_of_cells(tmp_path: Path) -> None:
    raw = read(tmp_path, counts=COUNTS).raw_counts
    assert raw is not None
    cell = raw[Cell("101", "代表", "年终")]
    assert cell.ballots == {"valid": 20}
    assert cell.answers == {"依法": {"A": 12, "B": 8}, "服务": {"A": 10, "B": 5, "U": 5}}
    assert raw[Cell("交警大队", "群众", "一期", "纸质")].valid == 6


def test_aliases_of_options_and_words_for_what_is_no_answer(tmp_path: Path) -> None:
    rows = HEADER + (
        "公安局,代表,,,*,有效票,8\n公安局,代表,,,整张票,空白票,1\n公安局,代表,,,*,废票,1\n"
        "公安局,代表,,,依法,很满意,8\n公安局,代表,,,依法,漏填,1\n公安局,代表,,,依法,废票,1\n"
    )
    raw = read(tmp_path, counts=rows).raw_counts
    assert raw is not None
    cell = raw[Cell("101", "代表", "年终")]
    assert cell.answers["依法"] == {"A": 8, "#blank": 1, "#spoiled": 1}
    assert cell.ballots == {"valid": 8, "blank": 1, "spoiled": 1}


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("公安局,代表,,,依法,很好,3", "counts.unknown_option", "选项"),
        ("公安局,代表,,,廉洁,A,3", "table.unknown_aspect", "测评项"),
        ("公安局,代表,,,依法,A,-3", "cell.negative", "票数"),
        ("公安局,代表,,,依法,A,3.5", "cell.not_whole", "票数"),
        ("公安局,代表,,,依法,A,", "table.empty_cell", "票数"),
        ("公安局,代表,,,依法,,3", "table.empty_cell", "选项"),
        ("公安局,代表,,,*,满意,3", "table.unknown_word", "选项"),
        ("公安局,代表,,,,A,3", "table.empty_cell", "测评项"),
        ("公安局,群众,,纸质,*,有效,3", "table.empty_cell", "轮次"),
        ("公安局,群众,三期,纸质,*,有效,3", "table.unknown_round", "轮次"),
        ("税务局,代表,,,*,有效,3", "table.unknown_unit", "单位"),
        ("统计局,代表,,,*,有效,3", "counts.unscored_unit", "单位"),
        ("残联,代表,,,*,有效,3", "counts.unscored_unit", "单位"),
    ],
)
def test_rows_that_are_refused(tmp_path: Path, row: str, code: str, column: str) -> None:
    finding = only(refusals(tmp_path, counts=HEADER + WHOLE + row + "\n"), code)
    assert (finding.place.row, finding.place.column) == (3, column)


def test_a_count_stands_once(tmp_path: Path) -> None:
    rows = HEADER + WHOLE + "公安局,代表,,,依法,A,20\n101,代表委员,年终,,依法履职,满意,20\n"
    assert "第3行" in only(refusals(tmp_path, counts=rows), "counts.duplicate").text.zh


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("公安局,代表,,,依法,A,21\n", "counts.more_answers_than_valid"),
        ("公安局,代表,,,依法,A,20\n公安局,代表,,,依法,U,1\n", "counts.more_answers_than_ballots"),
    ],
)
def test_more_answers_than_ballots_are_refused(tmp_path: Path, rows: str, code: str) -> None:
    assert codes(refusals(tmp_path, counts=HEADER + WHOLE + rows)) == [code]


def test_answers_without_ballots_are_refused_where_several_aspects_are_asked(tmp_path: Path) -> None:
    assert codes(refusals(tmp_path, counts=HEADER + "公安局,代表,,,依法,A,21\n")) == ["counts.no_ballots"]


def test_with_one_aspect_the_ballots_follow_from_the_answers(tmp_path: Path) -> None:
    campaign = folder(
        tmp_path, counts="单位,层面,选项,票数\n公安局,代表,A,7\n公安局,代表,U,2\n公安局,代表,漏填,1\n"
    )
    scheme = campaign / "scheme.yaml"
    scheme.write_text(
        scheme.read_text()
        .replace("  服务: {名称: 服务质量, 权重: 50%}\n", "")
        .replace("权重: 50%", "权重: 100%")
    )
    raw = read_bundle(campaign).raw_counts
    assert raw is not None
    assert raw[Cell("101", "代表", "年终")].ballots == {"valid": 7, "unknown_only": 2, "blank": 1}


def test_answers_that_are_not_listed_are_spoiled_or_blank(tmp_path: Path) -> None:
    rows = HEADER + WHOLE + "公安局,代表,,,*,废票,2\n公安局,代表,,,依法,A,19\n"
    bundle = read(tmp_path, counts=rows)
    assert bundle.raw_counts is not None
    assert bundle.raw_counts[Cell("101", "代表", "年终")].answers["依法"] == {
        "A": 19,
        "#spoiled": 2,
        "#blank": 1,
    }
    assert only(bundle.findings, "counts.filled_up").place.row == 2


def test_counts_are_merged_by_the_rule_for_small_cells(tmp_path: Path) -> None:
    rows = HEADER + "".join(
        f"交警大队,群众,{term},{way},*,有效,{n}\n交警大队,群众,{term},{way},依法,A,{n}\n"
        for term, way, n in (("一期", "纸质", 3), ("一期", "网络", 4), ("二期", "纸质", 2))
    )
    bundle = read(tmp_path, counts=rows)
    assert bundle.raw_counts is not None
    assert len(bundle.raw_counts) == 3
    assert [content.valid for _, content in bundle.data.counts.items()] == [9]


def test_a_table_that_is_merged_already_must_be_declared_public(tmp_path: Path) -> None:
    rows = HEADER + "交警大队,群众,一期|二期,,*,有效,9\n交警大队,群众,一期|二期,,依法,A,9\n"
    assert "公开" in only(refusals(tmp_path, counts=rows), "counts.merged_already").remedy.zh


@pytest.mark.parametrize(
    "tables",
    [
        {"events": "单位,事件,日期\n101|201,班子成员受处分,2024-1-1\n"},
        {"participation": "层面,轮次,单位,收回\n群众,一期,101|201,9\n"},
        {"participation": "层面,轮次,收回\n代表|群众,一期,9\n"},
    ],
)
def test_only_counts_are_about_several_units_at_once(tmp_path: Path, tables: dict[str, str | bytes]) -> None:
    assert codes(refusals(tmp_path, **tables))[0].startswith("table.unknown_")


ONE_ASPECT = """方案: 一项
年度: 2024
满分: 100
量表: {三档: {选项: [{名称: 满意, 分值: 100}, {名称: 不满意, 分值: 0}, 不了解]}}
投票层面: [{代码: 群众, 名单: 抽取}]
类别: [{代码: 局}]
计分: {总分: {运算: 测评}}
"""


def _one_aspect(tmp_path: Path, counts: str) -> Path:
    campaign = folder(tmp_path, units="单位,类别\n甲局,局\n", counts=counts)
    (campaign / "scheme.yaml").write_text(ONE_ASPECT, encoding="utf-8")
    return campaign


@pytest.mark.parametrize(
    ("counts", "ballots"),
    [
        ("单位,有效票,满意,不满意,不了解\n甲局,20,15,5,4\n", {"valid": 20, "unknown_only": 4}),
        ("单位,满意,不满意,不了解\n甲局,15,5,4\n", {"valid": 20, "unknown_only": 4}),
        ("单位,满意,不满意,废票\n甲局,15,5,3\n", {"valid": 20, "spoiled": 3}),
    ],
)
def test_with_one_aspect_the_states_that_are_not_given_follow(
    tmp_path: Path, counts: str, ballots: dict[str, int]
) -> None:
    raw = read_bundle(_one_aspect(tmp_path, counts)).raw_counts
    assert raw is not None
    assert raw[Cell("甲局", "群众")].ballots == ballots


def test_with_one_aspect_valid_ballots_without_a_grade_are_refused(tmp_path: Path) -> None:
    """The votes of an option that was left out must not pass for blanks."""
    campaign = _one_aspect(tmp_path, "单位,有效票,满意,不满意\n甲局,20,10,5\n")
    finding = only(refused(campaign), "counts.fewer_answers_than_valid")
    assert "有效票20份，而各评价选项合计15" in finding.text.zh

"""Eligible, invited, issued, returned."""

from pathlib import Path

import pytest

from minping.core.bundle.read import read_bundle
from minping.core.findings import Severity

from .county import codes, folder, only, read, refusals

HEADER = "层面,轮次,渠道,单位,应评,邀请,发出,收回,备注\n"


def test_every_column_and_what_may_be_left_out(tmp_path: Path) -> None:
    rows = HEADER + '服务对象,第二期,纸质,公安局,１０００,500,"400",382.0,邮寄\n代表委员,,,,,,30份,25,\n'
    first, second = read(tmp_path, participation=rows).data.participation
    assert (first.group, first.round, first.unit) == ("群众", "二期", "101")
    assert (first.eligible, first.invited, first.issued, first.returned) == (1000, 500, 400, 382)
    assert first.note == "邮寄"
    assert (second.group, second.round, second.eligible, second.issued) == ("代表", "年终", None, 30)


@pytest.mark.parametrize(
    ("numbers", "column", "code"),
    [
        ("100,90,80,81", "收回", "participation.returned_over_issued"),
        ("100,90,91,80", "发出", "participation.issued_over_invited"),
        ("100,101,90,80", "邀请", "participation.invited_over_eligible"),
        (",,30,31", "收回", "participation.returned_over_issued"),
        ("30,,,31", "收回", "participation.returned_over_eligible"),
    ],
)
def test_more_than_there_were_is_refused(tmp_path: Path, numbers: str, column: str, code: str) -> None:
    finding = only(refusals(tmp_path, participation=HEADER + f"代表,,,,{numbers},\n"), code)
    assert (finding.place.row, finding.place.column) == (2, column)
    assert "大于" in finding.text.zh


def test_more_returned_than_issued_goes_on_where_the_plan_makes_the_round_void(tmp_path: Path) -> None:
    """P18: a round with more ballots back than out is void and repeated. The error is still told."""
    campaign = folder(tmp_path, participation=HEADER + "代表,,,,,,30,31,\n")
    scheme = campaign / "scheme.yaml"
    with_quorum = scheme.read_text().replace("有效性:\n", "有效性:\n  法定数: {超过: 50%, 基数: 发出}\n")
    scheme.write_text(with_quorum)
    bundle = read_bundle(campaign)
    finding = only(bundle.findings, "participation.returned_over_issued")
    assert finding.severity is Severity.ERROR
    assert "作废" in finding.remedy.zh
    assert bundle.data.participation[0].returned == 31


def test_a_row_stands_once(tmp_path: Path) -> None:
    rows = HEADER + "群众,一期,纸质,,,,9,8,\n群众,第一期,纸质,,,,9,8,\n"
    assert "第2行" in only(refusals(tmp_path, participation=rows), "participation.duplicate").text.zh


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("商户,,,,,,9,8,", "table.unknown_voter_group", "层面"),
        ("群众,三期,,,,,9,8,", "table.unknown_round", "轮次"),
        ("群众,年终,,,,,9,8,", "table.round_of_other_group", "轮次"),
        (",,,,,,9,8,", "table.empty_cell", "层面"),
        ("群众,一期,,没有的局,,,9,8,", "table.unknown_unit", "单位"),
        ("群众,一期,,,,,9,八,", "cell.not_a_number", "收回"),
        ("群众,一期,,,,,9,-8,", "cell.negative", "收回"),
    ],
)
def test_unknown_names_and_bad_numbers(tmp_path: Path, row: str, code: str, column: str) -> None:
    finding = only(refusals(tmp_path, participation=HEADER + row + "\n"), code)
    assert (finding.place.row, finding.place.column) == (2, column)


def test_signs_for_nothing_are_empty_cells(tmp_path: Path) -> None:
    row = read(tmp_path, participation=HEADER + "代表,—,/,无,——,／,30,25,-\n").data.participation[0]
    assert (row.channel, row.unit, row.eligible, row.invited, row.note) == ("", "", None, None, "")


def test_channels_go_by_the_words_that_ballot_files_use(tmp_path: Path) -> None:
    rows = HEADER + "群众,一期,paper,,,,9,8,\n群众,一期,微信,,,,9,8,\n"
    assert [r.channel for r in read(tmp_path, participation=rows).data.participation] == ["纸质", "网络"]


def test_a_channel_that_the_scheme_does_not_give_the_group_is_warned_of(tmp_path: Path) -> None:
    bundle = read(tmp_path, participation=HEADER + "群众,一期,电话,,,,9,8,\n")
    assert "电话" in only(bundle.findings, "table.unknown_channel").text.zh
    assert codes(bundle.findings).count("table.unknown_channel") == 1

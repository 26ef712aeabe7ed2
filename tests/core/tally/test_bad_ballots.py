"""Bad ballot files: each fault a message with file, sheet, row, column and remedy; all at once."""

import codecs
import tempfile
from fractions import Fraction

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from tests.core.tally.county import (
    ASPECTS,
    COLUMNS,
    ballot,
    codes,
    only,
    refused,
    rule,
    scheme,
    tally,
    write_csv,
)

from minping.core.findings import Severity
from minping.core.tally.counts import JOIN


@pytest.mark.parametrize(
    ("bad", "code", "column", "named"),
    [
        (ballot("水利局"), "unknown_unit", "unit", "水利局"),
        (ballot("供电所"), "ambiguous_unit", "unit", "north、south"),
        (ballot(""), "missing_unit", "unit", "单位为空"),
        (ballot("档案馆"), "exempt_unit", "unit", "免评"),
        (ballot("court"), "opinion_only_unit", "unit", "征求意见"),
        (ballot(group="企业"), "unknown_group", "group", "企业"),
        (ballot(group=""), "missing_group", "group", "群众代表、专家评议员"),
        (ballot(round="第三轮"), "unknown_round", "round", "上半年、下半年"),
        (ballot(round=""), "missing_round", "round", "上半年、下半年"),
        (
            ballot("edu", "90", "", "", group="leaders", round="mid", channel=""),
            "unknown_round",
            "round",
            "领导",
        ),
        (ballot(channel="短信"), "unknown_channel", "channel", "web、paper"),
        (ballot(law="良好"), "unknown_option", "law", "良好"),
        (
            ballot("edu", "101", "", "", group="leaders", round="end", channel=""),
            "out_of_range",
            "law",
            "60–100",
        ),
        (
            ballot("edu", "87.3", "", "", group="leaders", round="end", channel=""),
            "out_of_range",
            "law",
            "87.3",
        ),
        (
            ballot("edu", "好", "", "", group="leaders", round="end", channel=""),
            "unknown_option",
            "law",
            "好",
        ),
        (
            ballot("edu", "90", "A", "", group="leaders", round="end", channel=""),
            "not_asked",
            "service",
            "领导",
        ),
        (ballot("城东派出所", clean="A"), "not_asked", "clean", "基层站所"),
    ],
)
def test_each_fault_is_named_with_row_and_column(bad, code, column, named, tmp_path):
    rows = [ballot()] * 3 + [bad] + [ballot("tax")] + [bad] * 2
    finding = only(refused(write_csv(tmp_path / "甲.csv", rows, COLUMNS)), f"ballots.{code}")
    assert (finding.place.file, finding.place.row, finding.place.column) == ("甲.csv", 5, column)
    assert named in finding.text.zh
    assert "共 3 行" in finding.text.zh
    assert "3 rows" in finding.text.en
    assert finding.remedy.zh
    assert finding.remedy.en


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("state", "待查", "unknown_state"),
        ("count", "0", "bad_count"),
        ("count", "1.5", "bad_count"),
        ("count", "-2", "bad_count"),
        ("count", "许多", "bad_count"),
        ("stratum", f"甲{JOIN}乙", "join_mark"),
        ("cluster", "1｜2", "join_mark"),
    ],
)
def test_faults_of_optional_columns(column, value, code, tmp_path):
    rows = [ballot(**{column: ""}), ballot(**{column: value})]
    finding = only(refused(write_csv(tmp_path / "a.csv", rows)), f"ballots.{code}")
    assert (finding.place.row, finding.place.column) == (3, column)


def test_the_message_names_the_column_as_the_user_wrote_it(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("单位名称,评议主体,轮次,依法行政,服务态度,廉洁自律\nedu,people,mid,A,很好,A\n", "utf-8")
    (finding,) = refused(path)
    assert finding.place.in_language("zh") == "a.csv，第2行，「服务态度」列"


def test_all_faults_of_all_files_come_together(tmp_path):
    first = write_csv(tmp_path / "a.csv", [ballot("水利局", law="良好"), ballot(group="企业")], COLUMNS)
    second = write_csv(tmp_path / "b.csv", [ballot(round="八月")], COLUMNS)
    third = tmp_path / "c.csv"
    third.write_bytes(b"")
    found = refused(first, second, third)
    assert [(finding.place.file, finding.code) for finding in found] == [
        ("a.csv", "ballots.unknown_unit"),
        ("a.csv", "ballots.unknown_group"),
        ("b.csv", "ballots.unknown_round"),
        ("c.csv", "ballots.empty"),
    ]


def test_units_that_may_have_been_meant_are_named(tmp_path):
    found = only(refused(write_csv(tmp_path / "a.csv", [ballot("教育厅")])), "ballots.unknown_unit")
    assert found.remedy.zh.startswith("最接近的有：教育局")
    assert "教育局" in found.remedy.en


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path):
    path = tmp_path / "a.csv"
    lines = [
        "某县评议票",
        "",
        ",".join(COLUMNS),
        "edu,people,mid,web,A,A,A",
        "",
        '"edu",people,mid,web,"A\nA",A,A',
        "",
        "",
    ]
    path.write_text("\n".join([*lines, "水利局,people,mid,web,A,A,A", ""]), "utf-8")
    found = refused(path)
    assert only(found, "ballots.unknown_unit").place.row == 9


def test_rows_of_sheets_and_parquet(tmp_path):
    book = tmp_path / "票.xlsx"
    with xlsxwriter.Workbook(book) as made:
        sheet = made.add_worksheet("乙组")
        rows = [
            [],
            ["某县评议票"],
            COLUMNS,
            *[list(ballot().values())] * 2,
            [],
            list(ballot("水利局").values()),
        ]
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    place = only(refused(book), "ballots.unknown_unit").place
    assert (place.file, place.sheet, place.row) == ("票.xlsx", "乙组", 7)
    rows = [*[ballot()] * 5, ballot("水利局")]
    pq.write_table(pa.table({c: [row[c] for row in rows] for c in COLUMNS}), tmp_path / "a.parquet")
    assert only(refused(tmp_path / "a.parquet"), "ballots.unknown_unit").place.row == 6


def test_the_first_of_many_rows_is_found_whatever_the_size(tmp_path):
    rows = [ballot()] * 30_000 + [ballot("水利局")] + [ballot("tax")] * 30_000 + [ballot("水利局")] * 2
    finding = only(refused(write_csv(tmp_path / "a.csv", rows, COLUMNS)), "ballots.unknown_unit")
    assert finding.place.row == 30_002
    assert "共 3 行" in finding.text.zh


def test_an_aspect_without_a_column(tmp_path):
    path = write_csv(
        tmp_path / "a.csv", [ballot("east"), ballot(), ballot()], ("unit", "group", "round", "law", "service")
    )
    finding = only(refused(path), "ballots.missing_aspect")
    assert "廉洁自律" in finding.text.zh
    assert finding.place.row == 2, "the row's group is what all of them have in common"
    # Stations are not asked about it: no fault.
    stations = write_csv(tmp_path / "b.csv", [ballot("east")], ("unit", "group", "round", "law", "service"))
    assert codes(refused(stations, path)) == ["ballots.missing_aspect"]


@pytest.mark.parametrize(
    ("header", "code", "named"),
    [
        ("部门名,群体,law", "missing_column", "部门名、群体、law"),
        ("unit,group,round", "missing_column", "评价答案"),
        ("unit,单位,group,round,law,service,clean", "column_twice", "「unit」与「单位」"),
    ],
)
def test_faults_of_the_header(header, code, named, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"{header}\n" + ",".join("x" for _ in header.split(",")) + "\n", "utf-8")
    assert named in only(refused(path), f"ballots.{code}").text.zh


@pytest.mark.parametrize("content", [b"", b"\n\n", codecs.BOM_UTF8, b"unit,group,round,law,service,clean\n"])
def test_empty_files(content, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert codes(refused(path)) == ["ballots.empty"]


def test_an_empty_workbook_and_an_empty_parquet_file(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet()
    assert codes(refused(tmp_path / "a.xlsx")) == ["ballots.empty"]
    pq.write_table(pa.table({c: pa.array([], pa.string()) for c in COLUMNS}), tmp_path / "a.parquet")
    assert codes(refused(tmp_path / "a.parquet")) == ["ballots.empty"]


def test_ragged_rows(tmp_path):
    path = tmp_path / "a.csv"
    good = "edu,people,mid,web,A,A,A"
    path.write_text(
        "\n".join([",".join(COLUMNS), good, good, "edu,people,mid,A,A,A", good, good + ",B", ""]), "utf-8"
    )
    finding = only(refused(path), "ballots.ragged_row")
    assert finding.place.row == 4
    assert "6 格" in finding.text.zh
    assert "共 2 行" in finding.text.zh


def test_an_unpaired_quote(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        ",".join(COLUMNS) + '\nedu,people,mid,web,"A,A,A\n' + "edu,people,mid,web,A,A,A\n" * 9, "utf-8"
    )
    assert codes(refused(path)) == ["ballots.ragged_row"]


@pytest.mark.parametrize(
    ("text", "bad", "row"),
    [
        ("单位,group,round,law,service,clean\n" + "教育局,people,mid,A,A,A\n" * 2, b"\xff\xfe\xff,,,,,\n", 4),
        (
            "unit,group,round,law,service,clean\n" + "edu,people,mid,A,A,A\n" * 3,
            b"\xff\xff,people,mid,A,A,A\n",
            5,
        ),
    ],
)
def test_bytes_that_are_no_text(text, bad, row, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode() + bad)
    assert only(refused(path), "ballots.bad_bytes").place.row == row


def test_late_gbk_in_a_file_that_began_in_ascii_is_read(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(
        b"unit,group,round,law,service,clean\n"
        + b"edu,people,mid,A,A,A\n" * 20_000
        + "教育局,people,mid,A,A,良好\n".encode("gbk")
    )
    finding = only(refused(path), "ballots.unknown_option")
    assert (finding.place.row, "良好" in finding.text.zh) == (20_002, True)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xls", b"<html><table><tr><td>unit</td></tr></table></html>"),
        ("a.xlsx", b"PK\x03\x04 not really a workbook"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 nor this"),
        ("a.parquet", b"PAR1 nor this PAR1"),
    ],
)
def test_files_that_are_not_what_they_seem(name, content, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    assert codes(refused(path)) == ["ballots.unreadable"]


def test_a_file_that_is_not_there(tmp_path):
    assert codes(refused(tmp_path / "a.csv")) == ["ballots.unreadable"]


def test_a_parquet_file_damaged_inside(tmp_path):
    path = tmp_path / "a.parquet"
    rows = [ballot(law="A", service=str(n)) for n in range(1000)]
    pq.write_table(pa.table({c: [row[c] for row in rows] for c in COLUMNS}), path)
    raw = bytearray(path.read_bytes())
    raw[200:400] = b"\xff" * 200
    path.write_bytes(bytes(raw))
    assert codes(refused(path)) == ["ballots.unreadable"]


def test_no_more_than_fifty_faults_a_file(tmp_path):
    rows = [ballot(f"第{n:03d}局") for n in range(120)]
    found = refused(write_csv(tmp_path / "a.csv", rows, COLUMNS))
    assert len(found) == 51
    assert all(finding.severity is Severity.ERROR for finding in found)
    assert "另有 70 类" in found[-1].text.zh
    assert [finding.place.row for finding in found[:-1]] == sorted(
        finding.place.row for finding in found[:-1]
    )


def test_each_group_reads_on_its_own_scale(tmp_path):
    """A letter is right for the people and wrong for those who give points."""
    rows = [ballot(), ballot("edu", "A", "", "", group="leaders", round="end", channel="")]
    finding = only(refused(write_csv(tmp_path / "a.csv", rows, COLUMNS)), "ballots.unknown_option")
    assert finding.place.row == 3


@pytest.mark.parametrize("check", ["all_same", "max_share"])
def test_a_plan_may_refuse_ballots_by_their_answers(check, tmp_path):
    plan = scheme(rule(check, "refuse", limit=Fraction(2, 3)), aspects=ASPECTS)
    path = write_csv(tmp_path / "a.csv", [ballot(clean="B"), ballot(), ballot("tax")])
    finding = only(refused(path, plan=plan), f"ballots.refused_{check}")
    assert finding.place.row == 3
    assert "共 2 行" in finding.text.zh


def test_temporary_files_are_removed(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    path = write_csv(tmp_path / "a.csv", [ballot("水利局")], encoding="gbk")
    refused(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("word", ["合计", "总 计：", "汇总", "小计", "Grand Total"])
def test_lines_of_totals_are_passed_over_whatever_they_are_called(tmp_path, word):
    told = tally(write_csv(tmp_path / "a.csv", [ballot(), ballot(word)]))
    assert told.patterns.ballots == 1
    assert codes(told.findings).count("ballots.total_row") == 1

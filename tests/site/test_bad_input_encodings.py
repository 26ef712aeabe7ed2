"""Text as offices save it: encodings, separators, line ends, quotes; and bytes that are no text."""

import codecs
import csv

import pytest
from tests.site.whole import (
    EVERY_TABLE,
    TEXTS,
    csv_text,
    folder,
    refused,
    run,
    shown_as,
    spoil,
    whole,
    with_table,
)

ENCODINGS = {
    "GBK": ("gbk", b""),
    "GB 18030": ("gb18030", b""),
    "UTF-8 with a mark": ("utf-8", codecs.BOM_UTF8),
    "UTF-16 LE with a mark": ("utf-16-le", codecs.BOM_UTF16_LE),
    "UTF-16 BE with a mark": ("utf-16-be", codecs.BOM_UTF16_BE),
    "UTF-16 LE": ("utf-16-le", b""),
    "UTF-16 BE": ("utf-16-be", b""),
}
SEPARATED = {
    "tabs, CRLF": ("\t", "\r\n"),
    "semicolons, CR": (";", "\r"),
    "commas, CR": (",", "\r"),
    "commas, CRLF": (",", "\r\n"),
}


def scores(campaign):
    result = run("score", campaign, "--no-reports")
    assert result.exit_code == 0, result.output
    return (campaign / "results" / "scores.csv").read_bytes()


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """What the campaign comes to, with ballots and with counts."""
    root = tmp_path_factory.mktemp("expected")
    return {kind: scores(folder(root / str(kind), whole(counts=kind))) for kind in (False, True)}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("separated", SEPARATED)
def test_every_table_in_every_encoding_and_form_of_line(tmp_path, expected, encoding, separated):
    codec, mark = ENCODINGS[encoding]
    delimiter, ends = SEPARATED[separated]
    for kind in (False, True):
        tables = whole(counts=kind)
        texts = {name: csv_text(rows, delimiter=delimiter, ends=ends) for name, rows in tables.items()}
        files = {name: mark + text.encode(codec) for name, text in texts.items()}
        assert scores(folder(tmp_path / str(kind), tables, **files)) == expected[kind]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_plan_and_the_settings_too(tmp_path, expected, encoding):
    codec, mark = ENCODINGS[encoding]
    campaign = folder(tmp_path, whole(counts=True))
    for name in ("scheme.yaml", "campaign.yaml"):
        text = (campaign / name).read_text(encoding="utf-8").replace("\n", "\r\n")
        (campaign / name).write_bytes(mark + text.encode(codec))
    assert scores(campaign) == expected[True]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_long_names_and_few_separators_do_not_hide_utf_16(tmp_path, codec):
    """一 (U+4E00) has the zero byte on the other side, and long rows have few separators."""
    tables = whole()
    for rows in tables.values():
        for row in rows:
            row[:] = [
                "县第一人力资源和社会保障与医疗保障一体化服务中心" if c == "县人社局" else c for c in row
            ]
    tables["ballots"] = [row[:-2] for row in tables["ballots"]]
    plain = folder(tmp_path / "plain", tables)
    late = "    - {检查: 逾期, 处理: 拒收, 层面: 群众}\n"
    files = {name: csv_text(tables[name]).encode(codec) for name in ("units", "reports", "ballots")}
    other = folder(tmp_path / "other", tables, **files)
    for campaign in (plain, other):
        scheme = campaign / "scheme.yaml"
        scheme.write_text(scheme.read_text(encoding="utf-8").replace(late, ""), encoding="utf-8")
    assert scores(plain) == scores(other)


def test_traditional_text_in_big5(tmp_path, expected):
    text = csv_text(
        [["單位名稱", "類別", "狀態"], ["縣公安局", "執法", "參評"], ["縣民政局", "服務類", "參評"]]
    )
    tables = {
        "units": [["单位名称", "类别", "状态"], ["县公安局", "执法", "参评"], ["县民政局", "服务类", "参评"]]
    }
    tables["reports"] = [
        row for row in with_table("reports")["reports"] if row[0] in ("单位", "县公安局", "县民政局")
    ]
    plain, big5 = folder(tmp_path / "a", tables), folder(tmp_path / "b", tables, units=text.encode("big5"))
    ranks = [
        [line.split(",")[4] for line in scores(c).decode("utf-8-sig").splitlines()] for c in (plain, big5)
    ]
    assert ranks[0] == ranks[1]


@pytest.mark.parametrize("table", EVERY_TABLE)
def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path, table):
    tables = with_table(table)
    lines = csv_text(tables[table]).encode().splitlines(keepends=True)
    lines[1] = lines[1][:2] + b"\xff\xfe\xfa" + lines[1][2:]
    campaign = folder(tmp_path, tables, **{table: b"".join(lines)})
    said = refused(("score", campaign), tmp_path)
    finding = said.only("ballots.bad_bytes" if table == "ballots" else "file.bad_bytes")
    assert finding["place"]["file"] == shown_as(campaign, table)
    assert finding["place"].get("line", finding["place"].get("row")) == 2
    assert "UTF-8" in said.zh


@pytest.mark.parametrize("table", [*(t for t in TEXTS if t != "participation"), "counts"])
@pytest.mark.parametrize("ruin", ["锟斤拷", "\ufffd\ufffd"])
def test_text_that_was_ruined_before_is_shown_where_it_stands(tmp_path, table, ruin):
    tables = with_table(table)
    text = csv_text(tables[table]).replace("县", ruin, 1)
    said = refused(("score", folder(tmp_path, tables, **{table: text})), tmp_path)
    finding = said.only("file.ruined_text")
    assert finding["place"]["line"] == 2
    assert ruin in finding["zh"]
    assert "不要在乱码文件上修改" in said.zh


@pytest.mark.parametrize("table", [*TEXTS, "counts"])
def test_zero_bytes_are_no_text(tmp_path, table):
    tables = with_table(table)
    text = csv_text(tables[table]).replace("\n", "\0\n", 1)
    refused(("score", folder(tmp_path, tables, **{table: text})), tmp_path).only("file.not_text")


def test_a_zero_byte_among_ballots_changes_nothing(tmp_path, expected):
    tables = whole()
    assert (
        scores(folder(tmp_path, tables, ballots=csv_text(tables["ballots"]).replace("县", "县\0")))
        == expected[False]
    )


@pytest.mark.parametrize("table", [*TEXTS, "counts"])
def test_quotes_that_do_not_match_name_the_line_where_they_begin(tmp_path, table):
    tables = with_table(table)
    text = csv_text(tables[table]).replace("\n", '\n"', 1)
    said = refused(("score", folder(tmp_path, tables, **{table: text})), tmp_path)
    assert said.only("file.bad_csv")["place"]["line"] == 2
    assert "引号" in said.zh


def test_quotes_that_do_not_match_among_ballots(tmp_path):
    tables = whole()
    text = csv_text(tables["ballots"]).replace("\n", '\n"', 1)
    said = refused(("score", folder(tmp_path, tables, ballots=text)), tmp_path)
    assert said.only("ballots.ragged_row")["place"]["row"] == 2


def test_line_breaks_in_quotes_do_not_shift_the_rows_that_follow(tmp_path):
    tables = whole()
    spoil(tables, "entries", 2, "依据", "通知\n第3号\r\n附件")
    spoil(tables, "entries", 3, "日期", "昨天")
    spoil(tables, "ballots", 2, "日期", "2024-06-05\n")
    campaign = folder(tmp_path, tables)
    said = refused(("score", campaign), tmp_path)
    assert said.only("cell.not_a_date")["place"]["row"] == 3
    (campaign / "entries.csv").unlink()
    spoil(tables, "ballots", 3, "轮次", "第九期")
    (campaign / "ballots" / "ballots.csv").write_text(csv_text(tables["ballots"]), encoding="utf-8")
    assert refused(("score", campaign), tmp_path).only("ballots.unknown_round")["place"]["row"] == 3


@pytest.mark.parametrize("table", ["units", "entries", "counts", "ballots"])
def test_a_cell_of_two_megabytes_is_refused_in_a_few_words(tmp_path, table):
    tables = with_table(table)
    tables[table][2][0] = "局" * 700_000
    said = refused_long(folder(tmp_path, tables))
    assert len(said) < 5000


def refused_long(campaign):
    """The words of a refusal; the record of it would quote the whole cell."""
    before = csv.field_size_limit()
    result = run("score", campaign)
    assert result.exit_code == 3
    assert "第3行" in result.output
    assert csv.field_size_limit() == before
    return result.output

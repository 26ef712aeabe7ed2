"""Ballot files as they come: formats, encodings, names of columns, spellings of answers."""

import random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.core.tally.county import (
    CATEGORY_OF,
    COLUMNS,
    GROUPS,
    ROUNDS,
    UNITS,
    ballot,
    codes,
    excel,
    only,
    refused,
    scheme,
    tally,
    write_csv,
)

from minping.core.tally.counts import BLANK, SPOILED, Cell
from minping.core.tally.files import tally_files
from minping.core.tally.patterns import Patterns, counts_of

EDU = Cell("edu", "people", "mid", "web")


def some_ballots(number=60, seed=5):
    dice = random.Random(seed)
    return [
        ballot(
            dice.choice(["edu", "tax", "health", "east"]),
            *(dice.choice(["A", "B", "C", "D", "U", ""]) for _ in range(3)),
            round=dice.choice(["mid", "end"]),
            channel=dice.choice(["web", "paper"]),
        )
        if dice.random() < 0.8
        else ballot(
            "edu", dice.choice(["61", "87.5", "100", ""]), "", "", group="leaders", round="end", channel=""
        )
        for _ in range(number)
    ]


def expected(rows):
    """The histogram, counted one by one."""
    patterns = Patterns()
    for row in rows:
        asked = scheme().asked(row["group"], CATEGORY_OF[row["unit"]])
        cell = Cell(row["unit"], row["group"], row["round"], row["channel"])
        patterns.add(cell, tuple(row[aspect] for aspect in asked))
    return patterns


def parquet(path, rows):
    pq.write_table(pa.table({name: [row[name] or None for row in rows] for name in COLUMNS}), path)
    return path


def in_format(form, folder, rows):
    if form == "parquet":
        return parquet(folder / "a.parquet", rows)
    if form == "xlsx":
        return excel(folder / "a.xlsx", rows)
    encoding, delimiter = form.split()
    return write_csv(
        folder / "a.txt", rows, COLUMNS, encoding, delimiter={"tab": "\t"}.get(delimiter, delimiter)
    )


@pytest.mark.parametrize(
    "form",
    [
        "utf-8 ,",
        "utf-8-sig ;",
        "utf-8 tab",
        "utf-16 ,",
        "utf-16 tab",
        "utf-16-le ,",
        "utf-16-be ;",
        "gbk ,",
        "gb18030 tab",
        "parquet",
        "xlsx",
    ],
)
def test_the_same_ballots_in_any_format(form, tmp_path):
    rows = [dict(row, unit=UNITS[row["unit"]].name) for row in some_ballots()]
    assert tally(in_format(form, tmp_path, rows)).patterns == expected(some_ballots())


def test_many_files_are_one_tally(tmp_path):
    rows = some_ballots(40)
    files = [
        write_csv(tmp_path / "a.csv", rows[:10], COLUMNS),
        parquet(tmp_path / "b.parquet", rows[10:25]),
        write_csv(tmp_path / "[2024] c*.csv", rows[25:], reversed(COLUMNS), "gb18030"),
    ]
    assert tally(*files).patterns == tally(*reversed(files)).patterns == expected(rows)


def test_chinese_headers_names_and_stray_blanks(tmp_path):
    header = ["单位名称", "评议主体", "期次", "投票方式", "1、依法行政（20分）", "服务 态度", "廉洁自律"]
    row = [" 教育局", "群众代表　", "上半年", "网上", "满 意", "Ｂ", "Ｄ.不满意"]
    path = tmp_path / "票.csv"
    path.write_text("\n".join([",".join(header), ",".join(row)]), encoding="utf-8")
    assert list(tally(path).patterns.rows()) == [(EDU, ("A", "B", "D"), 1)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("很满意", "A"),
        ("ａ", "A"),
        ("A(满意)", "A"),
        ("", ""),
        ("　", ""),
        ("—", ""),
        ("漏填", ""),
        ("废票", "#spoiled"),
        ("多选", "#spoiled"),
        ("A;C", "#spoiled"),
        ("满意、一般", "#spoiled"),
        ("AC", "#spoiled"),
        ("A;A", "A"),
        ("不了解", "U"),
        ("弃权", "X"),
    ],
)
def test_spellings_of_an_answer(written, read, tmp_path):
    path = write_csv(tmp_path / "a.csv", [ballot(law=written)])
    ((_, answers, number),) = tally(path).patterns.rows()
    # One option marked twice is that option.
    assert (answers[0], number) == (read, 1)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("87", "87"),
        ("87.0", "87"),
        ("087.50", "87.5"),
        ("８７．５", "87.5"),
        ("90分", "90"),
        ("", ""),
        ("废票", "#spoiled"),
    ],
)
def test_free_points_have_one_text(written, read, tmp_path):
    path = write_csv(
        tmp_path / "a.csv", [ballot("edu", written, "", "", group="leaders", channel="", round="end")]
    )
    ((_, answers, _),) = tally(path).patterns.rows()
    assert answers == (read,)


def test_numbers_in_workbooks_and_parquet_read_as_typed(tmp_path):
    columns = ("unit", "group", "round", "law")
    book = excel(
        tmp_path / "a.xlsx", [{"unit": "edu", "group": "leaders", "round": "end", "law": 87.0}], columns
    )
    table = pa.table({"unit": ["edu"], "group": ["leaders"], "round": ["end"], "law": [87.0]})
    pq.write_table(table, tmp_path / "a.parquet")
    ((_, answers, number),) = tally(book, tmp_path / "a.parquet").patterns.rows()
    assert (answers, number) == (("87",), 2)


def test_several_spellings_add_up_in_one_pattern(tmp_path):
    path = write_csv(
        tmp_path / "a.csv",
        [ballot(law=w, unit=u) for w in ("A", "满意") for u in ("edu", "教育局", "ＥＤＵ")],
    )
    assert list(tally(path).patterns.rows()) == [(EDU, ("A", "A", "A"), 6)]


def test_group_and_round_may_be_left_out_when_there_is_no_choice(tmp_path):
    plan = scheme(groups={"people": GROUPS["people"]}, rounds={"mid": ROUNDS["mid"]})
    path = write_csv(tmp_path / "a.csv", [ballot()], ("unit", "law", "service", "clean"))
    ((cell, _, _),) = tally(path, plan=plan).patterns.rows()
    assert cell == Cell("edu", "people", "mid")
    # The leaders vote in one round only, whatever others do.
    path = write_csv(
        tmp_path / "b.csv", [ballot("edu", "90", "", "", group="leaders", round="")], ("unit", "group", "law")
    )
    ((cell, _, _),) = tally(path).patterns.rows()
    assert cell == Cell("edu", "leaders", "end")


def test_a_plan_with_one_question_takes_a_plain_answer_column(tmp_path):
    aspects = {"law": scheme().aspects["law"]}
    categories = {code: kind for code, kind in scheme().categories.items() if code == "bureau"}
    path = write_csv(tmp_path / "a.csv", [{"单位": "edu", "层面": "people", "轮次": "mid", "评价": "B"}])
    ((_, answers, _),) = tally(path, plan=scheme(aspects=aspects, categories=categories)).patterns.rows()
    assert answers == ("B",)


def test_a_spoiled_row_and_copies(tmp_path):
    rows = [
        ballot(**{"state": state, "count": count})
        for state, count in [("废票", "3"), ("有效", ""), ("", "２")]
    ]
    result = tally(write_csv(tmp_path / "a.csv", rows))
    counted = counts_of(result.patterns, scheme(), CATEGORY_OF)[EDU]
    assert counted.ballots == {"spoiled": 3, "valid": 3}
    assert counted.answers["law"] == {SPOILED: 3, "A": 3}


def test_a_blank_ballot_is_a_ballot_but_an_empty_row_is_none(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "unit,group,round,law,service,clean\nedu,people,mid,,,\n,,,,,\n\nedu,people,mid,A,,\n", "utf-8"
    )
    counted = counts_of(tally(path).patterns, scheme(), CATEGORY_OF)[Cell("edu", "people", "mid")]
    assert counted.ballots == {"blank": 1, "valid": 1}
    assert counted.answers["clean"] == {BLANK: 2}


def test_former_names_and_a_normaliser_lead_to_the_unit(tmp_path):
    path = write_csv(tmp_path / "a.csv", [ballot("地税局"), ballot("卫生健康委員(yuán)會")])
    plainly = {"卫生健康委員(yuán)會": "卫生健康委员会"}
    result = tally_files([path], scheme(), UNITS, normalise=lambda name: plainly.get(name, name))
    assert [cell.unit for cell in result.patterns.cells] == ["health", "tax"]


def test_quotes_line_breaks_and_crlf(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes('"unit",group,round,law,service,clean\r\n"教育\r\n局",people,mid,"A",B,"C"\r\n'.encode())
    assert list(tally(path).patterns.rows()) == [(Cell("edu", "people", "mid"), ("A", "B", "C"), 1)]


def test_irregular_text_is_mended_where_its_meaning_is_plain(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(
        b"unit,group,round,law,service,clean,,\nedu,people,mid,A,A,A,,\r\n  \nedu,people,mid,B,B,B,,,,\n"
    )
    assert tally(path).patterns.ballots == 2


def test_a_line_of_totals_is_passed_over_with_a_word(tmp_path):
    result = tally(write_csv(tmp_path / "a.csv", [ballot(), ballot("合计", "1", "", "")]))
    assert result.patterns.ballots == 1
    assert "1 行合计" in only(result.findings, "ballots.total_row").text.zh


def test_unknown_columns_are_named(tmp_path):
    result = tally(write_csv(tmp_path / "a.csv", [ballot(**{"备注": "x"})]))
    assert "备注" in only(result.findings, "ballots.unknown_column").text.zh


def test_progress_is_told_while_reading_and_after_each_table(tmp_path):
    told = []
    files = [write_csv(tmp_path / f"{n}.csv", [ballot()] * n) for n in (2, 3)]
    tally(*files, progress=lambda name, ballots: told.append((name, ballots)))
    assert told == [("2.csv", 2), ("2.csv", 2), ("3.csv", 5), ("3.csv", 5)]


def test_a_clean_file_has_no_findings(tmp_path):
    assert codes(tally(write_csv(tmp_path / "a.csv", some_ballots(), COLUMNS)).findings) == []


@pytest.mark.parametrize("before", [0, 12_000])
@pytest.mark.parametrize("encoding", ["gbk", "big5"])
def test_chinese_is_told_apart_even_where_it_comes_late(tmp_path, before, encoding):
    tax = "稅務局" if encoding == "big5" else "税务局"
    rows = [ballot("edu")] * before + [ballot("教育局"), ballot(tax)]
    told = tally(write_csv(tmp_path / "a.csv", rows, encoding=encoding))
    assert {cell.unit for cell in told.patterns.cells} == {"edu", "tax"}
    assert told.patterns.ballots == before + 2


def test_bytes_of_no_encoding_are_named_by_the_likeliest(tmp_path):
    path = tmp_path / "a.csv"
    header = ",".join(COLUMNS).encode()
    good = ("\n" + ",".join(ballot("縣衛生局").values())).encode("big5")
    path.write_bytes(header + good * 3 + b"\n\xff\xff" + good)
    found = only(refused(path), "ballots.bad_bytes")
    assert "Big5" in found.text.zh
    assert found.place.row == 5


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gbk"])
def test_ballots_in_traditional_characters_are_read(tmp_path, encoding):
    columns = ("單位", "評議主體", "輪次", "渠道", "依法行政", "服務態度", "廉潔自律")
    rows = [
        ["教育局", "群眾代表", "上半年", "網上投票", "滿意", "比較滿意", "不滿意"],
        ["稅務局", "群眾代表", "下半年", "紙質", "不瞭解", "廢票", "一般"],
    ]
    path = write_csv(
        tmp_path / "a.csv", [dict(zip(columns, row, strict=True)) for row in rows], encoding=encoding
    )
    assert list(tally(path).patterns.rows()) == [
        (EDU, ("A", "B", "D"), 1),
        (Cell("tax", "people", "end", "paper"), ("U", "#spoiled", "C"), 1),
    ]

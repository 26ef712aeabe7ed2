"""Files that are not what they seem: empty, damaged, locked, misnamed, or made to burst."""

import io
import zipfile

import pytest
from openpyxl import Workbook
from tests.site.whole import (
    EVERY_TABLE,
    TEXTS,
    book,
    csv_text,
    folder,
    path_of,
    put,
    refused,
    run,
    shown_as,
    whole,
    with_table,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)
WEB_PAGE = (
    b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>\xe5\x8d\x95</td></tr></table>"
)
ROSTERS = [*TEXTS, "counts"]


def sheet_of(rows, change=None):
    """The bytes of a workbook with these rows in its first sheet."""
    made = Workbook()
    for row in rows:
        made.active.append([None if cell == "" else cell for cell in row])
    if change is not None:
        change(made.active)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def repacked(raw, change):
    """The parts of a workbook, each passed through ``change``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def of_sheet(change):
    """Only the sheet's own part is changed."""
    return lambda name, part: change(part) if name.endswith("sheet1.xml") else part


def flagged(raw):
    """Every entry says that it is encrypted."""
    data = bytearray(raw)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def misnamed(root, table, raw, suffix):
    """The campaign with this file for the table, and how messages call it."""
    tables = with_table(table)
    campaign = folder(root, tables)
    path_of(campaign, table).unlink()
    put(campaign, table, raw, suffix)
    return campaign, shown_as(campaign, table, suffix)


EMPTY = {"nothing": b"", "line ends": b"\r\n\n", "a mark": b"\xef\xbb\xbf", "separators": b",,,\n,,,\n"}


@pytest.mark.parametrize("table", ROSTERS)
@pytest.mark.parametrize("kind", [*EMPTY, "a header"])
def test_an_empty_table(tmp_path, table, kind):
    tables = with_table(table)
    raw = EMPTY.get(kind, csv_text(tables[table][:1]).encode())
    campaign = folder(tmp_path, tables, **{table: raw})
    assert refused(("score", campaign), tmp_path).only("file.empty")["place"]["file"] == f"{table}.csv"


@pytest.mark.parametrize("kind", ["nothing", "a mark", "a header"])
def test_an_empty_ballot_file(tmp_path, kind):
    tables = whole()
    raw = EMPTY.get(kind, csv_text(tables["ballots"][:1]).encode())
    said = refused(("score", folder(tmp_path, tables, ballots=raw)), tmp_path)
    assert said.only("ballots.empty")["place"]["file"] == "ballots/ballots.csv"


@pytest.mark.parametrize("table", ["units", "counts", "ballots"])
def test_an_empty_sheet(tmp_path, table):
    campaign, name = misnamed(tmp_path, table, sheet_of([]), ".xlsx")
    said = refused(("score", campaign), tmp_path)
    assert said.only("ballots.empty" if table == "ballots" else "file.empty")["place"]["file"] == name


GOOD = sheet_of(whole()["units"])
DAMAGED = {
    "half": (GOOD[: len(GOOD) // 2], ".xlsx", "file.broken"),
    "without its end": (GOOD[:-100], ".xlsx", "file.broken"),
    "changed inside": (
        GOOD[:600] + bytes(b ^ 255 for b in GOOD[600:900]) + GOOD[900:],
        ".xlsx",
        "file.broken",
    ),
    "without a sheet": (repacked(GOOD, of_sheet(lambda part: b"")), ".xlsx", "file.unreadable"),
    "half a sheet": (repacked(GOOD, of_sheet(lambda p: p[: len(p) // 2])), ".xlsx", "file.unreadable"),
    "a password": (LOCKED, ".xlsx", "file.encrypted"),
    "encrypted entries": (flagged(GOOD), ".xlsx", "file.encrypted"),
    "a web page .xls": (WEB_PAGE, ".xls", "file.wrong_kind"),
    "a web page .csv": (WEB_PAGE, ".csv", "file.wrong_kind"),
    "a PDF .csv": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ".csv", "file.wrong_kind"),
    "xlsx as .xls": (GOOD, ".xls", "file.wrong_kind"),
    "xlsx as .csv": (GOOD, ".csv", "file.wrong_kind"),
    "xlsx as .ods": (GOOD, ".ods", "file.wrong_kind"),
    "CSV as .xlsx": (csv_text(whole()["units"]).encode(), ".xlsx", "file.unreadable"),
    "old Excel as .csv": (OLE + bytes(600), ".csv", "file.wrong_kind"),
    "noise .xls": (OLE + bytes(600), ".xls", "file.unreadable"),
    "an empty archive": (b"PK\x05\x06" + bytes(18), ".xlsx", "file.unreadable"),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_roster_that_cannot_be_opened(tmp_path, kind):
    raw, suffix, code = DAMAGED[kind]
    campaign, name = misnamed(tmp_path, "units", raw, suffix)
    said = refused(("score", campaign), tmp_path)
    assert said.only(code)["place"]["file"] == name
    assert "另存" in said.zh
    assert "save" in said.en


BALLOTS = sheet_of(whole()["ballots"])
DAMAGED_BALLOTS = {
    "half": (BALLOTS[: len(BALLOTS) // 2], ".xlsx", "ballots.unreadable"),
    "changed inside": (BALLOTS[:600] + bytes(300) + BALLOTS[900:], ".xlsx", "ballots.unreadable"),
    "half a sheet": (repacked(BALLOTS, of_sheet(lambda p: p[: len(p) // 2])), ".xlsx", "ballots.unreadable"),
    "a password": (LOCKED, ".xlsx", "ballots.locked"),
    "encrypted entries": (flagged(BALLOTS), ".xlsx", "ballots.locked"),
    "a web page": (WEB_PAGE, ".xls", "ballots.unreadable"),
}


@pytest.mark.parametrize("kind", DAMAGED_BALLOTS)
def test_a_ballot_file_that_cannot_be_opened(tmp_path, kind):
    raw, suffix, code = DAMAGED_BALLOTS[kind]
    campaign, name = misnamed(tmp_path, "ballots", raw, suffix)
    said = refused(("score", campaign), tmp_path)
    assert said.only(code)["place"]["file"] == name
    assert "另存" in said.zh
    assert "ZipInfo" not in said.zh


@pytest.mark.parametrize("suffix", [".xlsm", ".et", ".xlsb"])
def test_workbooks_with_macros_and_of_other_makers_are_named(tmp_path, suffix):
    campaign, name = misnamed(tmp_path, "reports", GOOD, suffix)
    finding = refused(("score", campaign), tmp_path).only("file.unknown_kind")
    assert finding["place"]["file"] == name
    assert ".xlsx" in finding["remedy_en"]


@pytest.mark.parametrize("table", ["units", "ballots"])
def test_a_sheet_that_bursts_when_it_is_unpacked(tmp_path, table):
    raw = repacked(sheet_of(with_table(table)[table]), of_sheet(lambda part: part + b" " * (80 << 20)))
    assert len(raw) < 200_000
    campaign, name = misnamed(tmp_path, table, raw, ".xlsx")
    said = refused(("score", campaign), tmp_path)
    assert said.only("ballots.zip_bomb" if table == "ballots" else "file.bomb")["place"]["file"] == name


@pytest.mark.parametrize("table", ["units", "ballots"])
def test_one_value_in_the_last_corner_of_a_sheet(tmp_path, table):
    raw = sheet_of(with_table(table)[table], lambda sheet: sheet.cell(1_048_576, 16_384, "x"))
    campaign, name = misnamed(tmp_path, table, raw, ".xlsx")
    said = refused(("score", campaign), tmp_path)
    assert said.only("ballots.too_wide" if table == "ballots" else "file.bomb")["place"]["file"] == name


def test_a_whole_campaign_that_bursts(tmp_path):
    path = book(tmp_path / "评议.xlsx", whole(counts=True))
    path.write_bytes(repacked(path.read_bytes(), of_sheet(lambda part: part + b" " * (80 << 20))))
    assert refused(("score", path), tmp_path).only("file.bomb")["place"]["file"] == "评议.xlsx"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("评议.xlsx", b"", "file.empty"),
        ("评议.xlsx", b"a,b\n1,2\n", "file.unreadable"),
        ("评议.xlsx", LOCKED, "file.encrypted"),
        ("评议.docx", GOOD, "file.unknown_kind"),
        ("评议", GOOD, "file.unknown_kind"),
        ("units.csv", b"a,b\n", "bundle.no_scheme"),
        ("scheme.yaml", b"a: b\n", "file.unknown_kind"),
    ],
)
def test_something_else_in_place_of_a_campaign(tmp_path, name, content, code):
    (tmp_path / name).write_bytes(content)
    assert refused(("score", tmp_path / name), tmp_path).only(code)["place"]["file"] == name


def test_a_folder_without_anything(tmp_path):
    (tmp_path / "空").mkdir()
    assert refused(("score", tmp_path / "空"), tmp_path).only("bundle.no_scheme")["place"]["file"] == "空"


@pytest.mark.parametrize("table", EVERY_TABLE)
def test_the_same_table_in_two_files(tmp_path, table):
    tables = with_table(table)
    campaign = folder(tmp_path, tables)
    if table == "ballots":
        put(campaign, "ballots-3", csv_text(tables["ballots"]))
        result = run("score", campaign, "--no-reports")
        assert result.exit_code == 0
        assert "与「ballots/ballots-3.csv」内容完全相同" in result.output.replace(
            "ballots.csv", "ballots-3.csv"
        )
        return
    put(campaign, table, sheet_of(tables[table]), ".xlsx")
    said = refused(("score", campaign), tmp_path)
    assert said.only("bundle.table_twice")
    assert f"{table}.csv、{table}.xlsx" in said.zh


def test_backups_and_files_of_the_system_are_no_ballots(tmp_path):
    plain, other = folder(tmp_path / "a", whole()), folder(tmp_path / "b", whole())
    for name in (
        "ballots.csv.bak",
        "ballots.csv~",
        "Thumbs.db",
        "desktop.ini",
        "~$ballots.xlsx",
        ".DS_Store",
    ):
        (other / "ballots" / name).write_bytes((other / "ballots" / "ballots.csv").read_bytes())
    for campaign in (plain, other):
        assert run("score", campaign, "--no-reports").exit_code == 0
    assert (plain / "results" / "scores.csv").read_bytes() == (other / "results" / "scores.csv").read_bytes()
    assert "像是备份文件" in run("score", other, "--no-reports").output


def test_ballots_beside_counts_are_refused(tmp_path):
    said = refused(("score", folder(tmp_path, whole() | whole(counts=True))), tmp_path)
    assert "只能保留一种" in said.only("bundle.ballots_not_wanted")["remedy_zh"]

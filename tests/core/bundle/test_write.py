"""What is written is read back as it was; nothing is half-written; nothing is executed."""

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from minping.core.bundle.model import Bundle
from minping.core.bundle.read import read_bundle
from minping.core.bundle.write import write_folder, write_workbook
from minping.core.bundle.written import guarded, unguarded
from minping.core.findings import RefusedInput
from minping.core.scoring.inputs import CampaignData

from .bundles import FORMULAS, bundles
from .county import BALLOTS, codes, folder, only, read

SLOW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def _facts(bundle: Bundle) -> CampaignData:
    return replace(bundle.data, input_hashes={})


def _fresh(root: Path) -> Path:
    return root / f"n{sum(1 for _ in root.iterdir())}"


@SLOW
@given(bundle=bundles())
def test_folder_and_workbook_carry_everything(
    bundle: Bundle, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("trip")
    write_folder(bundle, root / "folder")
    from_folder = read_bundle(root / "folder")
    write_workbook(from_folder, root / "book.xlsx")
    from_book = read_bundle(root / "book.xlsx")
    write_folder(from_book, root / "again")
    for found in (from_folder, from_book, read_bundle(root / "again")):
        assert _facts(found) == _facts(bundle)
        assert found.raw_counts == bundle.raw_counts
        assert (found.title, found.year, found.office, found.language, found.form) == (
            bundle.title,
            bundle.year,
            bundle.office,
            bundle.language,
            bundle.form,
        )
        assert found.scheme == bundle.scheme


def test_ballots_go_along_both_ways(tmp_path: Path) -> None:
    campaign = folder(tmp_path, ballots=("\ufeff" + BALLOTS).encode("utf-16"))
    (campaign / "ballots" / "two.tsv").write_bytes(BALLOTS.replace(",", "\t").encode("gbk"))
    bundle = read_bundle(campaign)
    write_workbook(bundle, tmp_path / "book.xlsx")
    from_book = read_bundle(tmp_path / "book.xlsx")
    write_folder(from_book, tmp_path / "again")
    again = read_bundle(tmp_path / "again")
    write_folder(bundle, tmp_path / "copy")
    assert bundle.tally is not None
    for found in (from_book, again, read_bundle(tmp_path / "copy")):
        assert found.tally is not None
        assert found.tally.patterns == bundle.tally.patterns
        assert found.raw_counts == bundle.raw_counts
    copied = (tmp_path / "copy" / "ballots" / "two.tsv").read_bytes()
    assert copied == (campaign / "ballots" / "two.tsv").read_bytes()


@pytest.mark.parametrize("text", [*FORMULAS, "\t=1", "\r=1", "\0=1", "普通", "'引号'", "—", "-"])
def test_the_guard_against_formulas_is_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[0] not in "=+-@\t\r\0＝"


def _with_formulas(tmp_path: Path) -> Bundle:
    units = "单位名称,代码,类别\n" + "".join(
        f'"{text.replace(chr(34), chr(34) * 2)}",u{n},执法\n' for n, text in enumerate(FORMULAS)
    )
    return read(tmp_path, units=units, reports="单位,部件,值\nu0,信息得分,-5\n")


def test_no_cell_of_an_export_is_a_formula(tmp_path: Path) -> None:
    bundle = _with_formulas(tmp_path)
    write_folder(bundle, tmp_path / "out")
    raw = (tmp_path / "out" / "units.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    cells = [cell for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r＝"))]
    write_workbook(bundle, tmp_path / "out.xlsx")
    for sheet in openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets:
        for row in sheet.iter_rows():
            assert not [cell for cell in row if cell.data_type == "f" or cell.hyperlink]


def test_numbers_are_not_guarded(tmp_path: Path) -> None:
    bundle = _with_formulas(tmp_path)
    write_folder(bundle, tmp_path / "out")
    assert "u0,信息得分,-5" in (tmp_path / "out" / "reports.csv").read_text("utf-8-sig").splitlines()
    write_workbook(bundle, tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["报送"]
    assert sheet["C2"].value == -5


def test_the_same_campaign_gives_the_same_files(tmp_path: Path) -> None:
    bundle = read(tmp_path)
    for name in ("a", "b"):
        write_workbook(bundle, tmp_path / f"{name}.xlsx")
        write_folder(bundle, tmp_path / name)
    parts = [zipfile.ZipFile(tmp_path / f"{name}.xlsx") for name in ("a", "b")]
    assert [p.read(n) for p in parts[:1] for n in p.namelist()] == [
        p.read(n) for p in parts[1:] for n in p.namelist()
    ]
    assert [f.read_bytes() for f in sorted((tmp_path / "a").iterdir())] == [
        f.read_bytes() for f in sorted((tmp_path / "b").iterdir())
    ]


def _refusal(write: object, *args: object, **options: object) -> str:
    assert callable(write)
    with pytest.raises(RefusedInput) as caught:
        write(*args, **options)
    return codes(caught.value.findings)[0]


def test_a_folder_that_holds_something_is_not_written_over(tmp_path: Path) -> None:
    bundle = read(tmp_path)
    target = tmp_path / "target"
    target.mkdir()
    write_folder(bundle, target)
    before = {f.name: f.read_bytes() for f in target.iterdir()}
    assert _refusal(write_folder, bundle, target) == "write.not_empty"
    (target / "units.csv").write_text("spoilt")
    (target / "notes.txt").write_text("old")
    write_folder(bundle, target, overwrite=True)
    assert {f.name: f.read_bytes() for f in target.iterdir()} == before


def test_a_folder_that_is_no_campaign_is_never_replaced(tmp_path: Path) -> None:
    bundle = read(tmp_path)
    target = tmp_path / "photos"
    target.mkdir()
    (target / "summer.jpg").write_bytes(b"x")
    assert _refusal(write_folder, bundle, target, overwrite=True) == "write.not_empty"
    assert [f.name for f in target.iterdir()] == ["summer.jpg"]


def test_a_workbook_that_exists_is_not_written_over(tmp_path: Path) -> None:
    bundle = read(tmp_path)
    (tmp_path / "a.xlsx").write_bytes(b"old")
    assert _refusal(write_workbook, bundle, tmp_path / "a.xlsx") == "write.exists"
    assert (tmp_path / "a.xlsx").read_bytes() == b"old"
    write_workbook(bundle, tmp_path / "a.xlsx", overwrite=True)
    assert read_bundle(tmp_path / "a.xlsx").data.units == bundle.data.units


def test_nothing_is_half_written(tmp_path: Path) -> None:
    bundle = read(tmp_path, ballots=BALLOTS)
    bundle.ballots[0].path.unlink()
    for write, name in ((write_folder, "out"), (write_workbook, "out.xlsx")):
        with pytest.raises(FileNotFoundError):
            write(bundle, tmp_path / name)
    assert [f.name for f in tmp_path.iterdir()] == ["campaign"]


def test_a_text_too_long_for_excel_is_refused_with_its_place(tmp_path: Path) -> None:
    events = "单位,事件,日期,备注\n公安局,班子成员受处分,2024-1-1," + "长" * 40_000 + "\n"
    bundle = read(tmp_path, events=events)
    with pytest.raises(RefusedInput) as caught:
        write_workbook(bundle, tmp_path / "out.xlsx")
    finding = only(caught.value.findings, "write.text_too_long")
    assert (finding.place.sheet, finding.place.row) == ("事件", 2)
    assert [f.name for f in tmp_path.iterdir()] == ["campaign"]

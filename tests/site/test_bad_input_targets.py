"""Where results cannot go: places taken, read-only, of the wrong kind, full. Nothing that was there suffers."""

import errno
import json
import os
import sys
from pathlib import Path

import pytest
from tests.site.whole import SCHEME, book, folder, refused, run, snapshot, whole

from minping.core.scheme.canonical import freeze
from minping.core.scheme.reader import read_scheme


@pytest.fixture
def campaign(tmp_path):
    return folder(tmp_path, whole(counts=True))


WRITING = {
    "convert": ("convert", "{campaign}", "{target}"),
    "convert --public": ("convert", "{campaign}", "{target}", "--public"),
    "template": ("template", "{campaign}", "--out", "{target}"),
    "simulate": ("simulate", "--seed", "1", "--units", "3", "--ballots", "3", "--out", "{target}"),
    "demo": ("demo", "--no-reports", "--out", "{target}"),
    "tally": ("tally", "{ballots}", "--out", "{target}"),
}


def words(command, campaign, target):
    ballots = campaign.parent / "ballots campaign" / "评议 2024"
    return [word.format(campaign=campaign, target=target, ballots=ballots) for word in WRITING[command]]


@pytest.mark.parametrize("command", WRITING)
@pytest.mark.parametrize("kind", ["folder", "file"])
def test_a_place_that_is_taken_is_left_alone(campaign, command, kind):
    folder(campaign.parent / "ballots campaign", whole())
    target = campaign.parent / "已有"
    if kind == "folder":
        target.mkdir()
        (target / "重要.txt").write_text("不可丢失", encoding="utf-8")
    else:
        target.write_text("不可丢失", encoding="utf-8")
    said = refused(words(command, campaign, target), campaign.parent)
    assert said.errors[0]["place"]["file"].startswith(str(target))


@pytest.mark.parametrize("command", ["freeze", "presets"])
def test_a_file_that_is_there_is_not_overwritten(campaign, command):
    target = book(campaign.parent / "campaign.xlsx", whole(counts=True))
    source = "P5" if command == "presets" else campaign
    said = refused((command, source, "--out", target), campaign.parent)
    assert said.only("write.exists")["place"]["file"] == str(target)


@pytest.mark.parametrize("command", ["freeze", "presets"])
def test_a_folder_where_a_file_should_go_is_refused(campaign, command):
    source = "P5" if command == "presets" else campaign
    refused((command, source, "--out", campaign), campaign.parent).only("write.exists")


def test_a_workbook_is_converted_neither_onto_itself_nor_into_its_own_source(campaign):
    source = book(campaign.parent / "评议 一.xlsx", whole(counts=True))
    refused(("convert", source, source), campaign.parent).only("write.exists")
    refused(("convert", campaign, campaign), campaign.parent).only("write.not_empty")


@pytest.mark.parametrize("name", ["评议.xls", "评议.csv", "评议.ods", "评议.xlsm"])
def test_a_kind_of_file_that_is_not_written_does_not_become_a_folder_of_that_name(campaign, name):
    said = refused(("convert", campaign, campaign.parent / name), campaign.parent)
    assert ".xlsx" in said.only("cli.target_kind")["remedy_zh"]


@pytest.mark.parametrize(
    "command", ["score", "explain", "verify", "convert", "tally", "merge", "lint", "freeze"]
)
def test_what_is_not_there_is_named(tmp_path, command):
    source = tmp_path / "没有 这个"
    more = {"explain": ("--unit", "甲"), "convert": (tmp_path / "新",)}
    more |= dict.fromkeys(("tally", "merge", "freeze"), ("--out", tmp_path / "新"))
    said = refused((command, source, *more.get(command, ())), tmp_path)
    assert said.only("cli.not_there")["place"]["file"] == str(source)
    presets = command in {"lint", "freeze"}
    assert ("seed-002" in said.zh) is presets, "a preset can be linted, but not scored"


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs the rights of POSIX")
@pytest.mark.parametrize("source", ["folder", "workbook"])
@pytest.mark.parametrize("command", ["score", "convert"])
def test_a_place_that_may_not_be_written_is_named_with_what_to_do(open_place, as_nobody, source, command):
    if source == "folder":
        source = folder(open_place, whole(counts=True))
    else:
        source = book(open_place / "评议 2024.xlsx", whole(counts=True))
    for path in (open_place, *open_place.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    more = {"score": ("--no-reports",), "convert": (open_place / "新",)}[command]
    run("score", SCHEME, "--json")  # everything that is loaded late is loaded before rights are given up
    with as_nobody():
        said = refused((command, source, *more), open_place)
    finding = said.only("file.fault")
    assert finding["place"]["file"].startswith(str(open_place))
    assert "/." not in finding["place"]["file"], "a hidden folder of ours means nothing to the reader"
    assert "没有读写这个位置的权限" in said.zh
    assert "may not be read or written" in said.en
    assert "Permission denied" not in said.zh


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of POSIX")
def test_a_full_disk_leaves_the_old_results(campaign, monkeypatch):
    assert run("score", campaign, "--no-reports").exit_code == 0
    write = Path.write_bytes

    def full(path, data):
        if path.name == "scheme.json":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    said = refused(("score", campaign, "--no-reports"), campaign.parent)
    assert "磁盘已满" in said.zh
    assert "the disk is full" in said.en


def test_a_workbook_is_verified_without_making_anything(tmp_path):
    source = book(tmp_path / "评议 2024.xlsx", whole(counts=True))
    said = refused(("verify", source), tmp_path)
    assert said.only("results.unreadable")["remedy_zh"].startswith("请先运行 minping score")


def test_a_file_named_like_the_workbook_takes_the_place_of_its_results(tmp_path):
    source = book(tmp_path / "评议.xlsx", whole(counts=True))
    (tmp_path / "评议").write_text("一个文件", encoding="utf-8")
    refused(("score", source, "--no-reports"), tmp_path).only("file.fault")


def test_paths_with_blanks_chinese_and_signs_are_read_and_written(tmp_path):
    root = tmp_path / "县 里（二）[终稿] 100% *?{a}'\"; $HOME"
    root.mkdir()
    campaign = folder(root, whole())
    assert run("score", campaign, "--no-reports").exit_code == 0
    assert run("convert", campaign, root / "工 作 簿.xlsx").exit_code == 0
    assert run("score", root / "工 作 簿.xlsx", "--no-reports").exit_code == 0
    one, other = (root / name / "results" / "scores.csv" for name in ("评议 2024", "工 作 簿"))
    assert one.read_bytes() == other.read_bytes()


def test_running_twice_gives_the_same_bytes_and_nothing_more(campaign):
    assert run("score", campaign, "--no-reports").exit_code == 0
    first = snapshot(campaign)
    assert run("score", campaign, "--no-reports").exit_code == 0
    assert snapshot(campaign) == first


def test_open_questions_name_the_file_that_holds_them(campaign):
    plan = SCHEME.read_text(encoding="utf-8").replace("满分: 60", "满分: {待定: 满分多少？, 建议: 60}")
    (campaign / "scheme.yaml").write_text(plan, encoding="utf-8")
    for command in (("score", campaign), ("freeze", campaign / "scheme.yaml", "--out", campaign / "x.json")):
        finding = refused(command, campaign.parent).only("scheme.open")
        assert finding["place"]["file"] == "scheme.yaml"
        assert "满分多少？" in finding["zh"]


@pytest.mark.parametrize("part", ["units", "rounds", "scheme_hash", "year", "format"])
@pytest.mark.parametrize("damage", [{}, {"zh": "一致"}, [], None, 3])
def test_a_record_with_a_part_taken_out_does_not_pass_for_the_whole(campaign, part, damage):
    run("score", campaign, "--no-reports")
    path = campaign / "results" / "scores.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(record | {part: damage}), encoding="utf-8")
    assert run("verify", campaign).exit_code == 1


@pytest.mark.parametrize("damage", ["{", "[]", "{}", '{"units": 3}', "\0\0", '{"a":' + "[" * 9000, "\ufeff"])
@pytest.mark.parametrize("file", ["scores.json", "scores.csv", "scheme.json"])
def test_damaged_results_are_told_by_verify(campaign, file, damage):
    run("score", campaign, "--no-reports")
    (campaign / "results" / file).write_text(damage, encoding="utf-8")
    result = run("verify", campaign, "--json")
    assert result.exit_code in {1, 3}, result.output
    assert not json.loads(result.output)["ok"]


def test_a_frozen_plan_may_stand_for_the_yaml(campaign):
    frozen = freeze(read_scheme(SCHEME.read_bytes(), "scheme.yaml"))
    run("score", campaign, "--no-reports")
    before = (campaign / "results" / "scores.csv").read_bytes()
    (campaign / "scheme.yaml").unlink()
    (campaign / "scheme.json").write_bytes(frozen)
    assert run("score", campaign, "--no-reports").exit_code == 0
    assert (campaign / "results" / "scores.csv").read_bytes() == before

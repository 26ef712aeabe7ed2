"""``minping draw``: an outsider repeats the draw from published files and checks the published list."""

import hashlib
import json

import pytest

from minping.core.sampling.frames import Entry, frame_bytes, frame_of
from minping.site.cli import main

DICE = "3 5 1 6 2 4 4 1 6 3 2 5 1 1 6 4 2 3 5 6"


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as end:
        main([str(a) for a in arguments])
    return int(end.value.code or 0)


@pytest.fixture
def frames(tmp_path):
    paths = []
    for name, count in (("甲局", 40), ("乙局", 100)):
        entries = [Entry(hashlib.sha256(f"{name}{i}".encode()).hexdigest(), "城区") for i in range(count)]
        path = tmp_path / f"{name}.frame"
        path.write_bytes(frame_bytes(frame_of(name, entries)))
        paths.append(path)
    return paths


def test_a_draw_is_repeated_and_agrees_with_the_published_list(frames, tmp_path, capsys):
    out = tmp_path / "drawn.csv"
    assert run("draw", *frames, "--dice", DICE, "--size", 10, "--reserve", 5, "--out", out) == 0
    again = ("draw", *reversed(frames), "--dice", DICE.replace(" ", ""), "--size", 10, "--reserve", 5)
    capsys.readouterr()
    assert run(*again, "--check", out, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is True
    assert [len(cell) for cell in told["drawn"]] == [10, 10]


def test_a_changed_list_is_told(frames, tmp_path, capsys):
    out = tmp_path / "drawn.csv"
    run("draw", *frames, "--dice", DICE, "--size", 10, "--out", out)
    out.write_bytes(out.read_bytes().replace(b"drawn,1,", b"drawn,2,", 1))
    assert run("draw", *frames, "--dice", DICE, "--size", 10, "--check", out) == 1
    assert "不一致" in capsys.readouterr().err


def test_without_a_file_the_ids_are_printed_and_small_lists_are_told(frames, capsys):
    assert run("draw", *frames, "--dice", DICE, "--size", 20, "--lang", "en") == 0
    told = capsys.readouterr()
    assert "frame.narrow" in told.err
    assert sum(len(line) == 64 for line in told.out.splitlines()) == 40


@pytest.mark.parametrize(("dice", "code"), [("1 2 3", 3), ("8 " * 20, 3)])
def test_bad_dice_end_in_words(frames, dice, code, capsys):
    assert run("draw", *frames, "--dice", dice, "--size", 5) == code
    assert "dice." in capsys.readouterr().err


def test_folders_missing_files_and_foreign_files_end_in_words(tmp_path, capsys):
    (tmp_path / "x.csv").write_text("a,b\n")
    for path in (tmp_path, tmp_path / "nothing", tmp_path / "x.csv"):
        assert run("draw", path, "--dice", DICE, "--size", 5) == 3
    assert capsys.readouterr().err.count("什么都没有写入") == 3

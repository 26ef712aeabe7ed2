"""Tallies on disk: sites count apart and add; the same ballots always give the same bytes."""

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.core.tally.county import ballot, codes, rule, scheme, tally, write_csv
from tests.core.tally.test_moments import panel
from tests.core.tally.test_patterns import ENTRY, histogram

from minping.core.findings import RefusedInput
from minping.core.tally.counts import Cell
from minping.core.tally.patterns import Patterns
from minping.core.tally.result import TallyResult, merge_tallies
from minping.core.tally.shards import load_tally, read_patterns, save_tally, write_patterns


def voters(number=80, seed=1):
    dice = random.Random(seed)
    return [
        ballot(dice.choice(["edu", "tax", "east"]), *(dice.choice("ABCDU") for _ in range(3)), ballot="")
        for _ in range(number)
    ]


def everything(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 2**32), parts=st.integers(2, 4), form=st.sampled_from(["utf-8", "gb18030", "utf-16"])
)
def test_split_at_random_and_merged_gives_the_same_bytes(seed, parts, form, tmp_path_factory):
    """One-unit ballots may be split anywhere; the rows of one rater stay together."""
    folder = tmp_path_factory.mktemp("split")
    dice = random.Random(seed)
    rows = [*voters(), *panel()]
    whole = tally(write_csv(folder / "all.csv", rows), scheme_hash="s")
    site_of: dict[str, int] = {}
    shards: list[list[dict[str, str]]] = [[] for _ in range(parts)]
    for row in rows:
        site = dice.randrange(parts)
        shards[site_of.setdefault(row["ballot"], site) if row["ballot"] else site].append(row)
    tallies = []
    for number, shard in enumerate(shards):
        dice.shuffle(shard)
        if shard:
            result = tally(write_csv(folder / f"{number}.csv", shard, encoding=form), scheme_hash="s")
            save_tally(result, folder / f"site{number}")
            tallies.append(load_tally(folder / f"site{number}"))
    dice.shuffle(tallies)
    save_tally(merge_tallies(tallies), folder / "merged")
    save_tally(whole, folder / "whole")
    assert everything(folder / "merged") == everything(folder / "whole")
    assert set(everything(folder / "whole")) == {"hits.csv", "moments/1.int64", "patterns.csv", "tally.json"}


@given(st.lists(ENTRY, max_size=8))
def test_patterns_survive_the_disk(entries):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.csv"
        write_patterns(histogram(entries), path)
        assert read_patterns(path) == histogram(entries)


def test_awkward_texts_survive_the_disk(tmp_path):
    patterns = Patterns()
    patterns.add(Cell('某"局",甲', "g", cluster="a\nb"), ("A;B", '"', ""), 2)
    write_patterns(patterns, tmp_path / "p.csv")
    assert read_patterns(tmp_path / "p.csv") == patterns


def test_a_loaded_tally_is_the_saved_one(tmp_path):
    rows = [*panel(), ballot(ballot="x"), ballot(ballot="x")]
    result = tally(write_csv(tmp_path / "a.csv", rows), plan=scheme(rule("duplicate", "quarantine")))
    save_tally(result, tmp_path / "t")
    loaded = load_tally(tmp_path / "t")
    assert (loaded.patterns, loaded.moments, loaded.hits) == (result.patterns, result.moments, result.hits)
    assert loaded.rejected == {"duplicate": 2}


def test_tallies_of_different_schemes_are_not_added():
    with pytest.raises(RefusedInput) as refusal:
        merge_tallies([TallyResult(Patterns(), scheme_hash="a"), TallyResult(Patterns(), scheme_hash="b")])
    assert codes(refusal.value.findings) == ["tally.different_schemes"]


def test_an_older_tally_is_replaced_but_nothing_else(tmp_path):
    first, second = histogram([(Cell("u", "g"), ("A",), 1)]), histogram([(Cell("u", "g"), ("A",), 2)])
    save_tally(TallyResult(first), tmp_path / "t")
    save_tally(TallyResult(second), tmp_path / "t")
    assert load_tally(tmp_path / "t").patterns == second
    assert [path.name for path in tmp_path.iterdir()] == ["t"]
    other = tmp_path / "mine"
    other.mkdir()
    (other / "notes.txt").write_text("x")
    with pytest.raises(RefusedInput) as refusal:
        save_tally(TallyResult(first), other)
    assert codes(refusal.value.findings) == ["tally.folder_in_use"]
    assert [path.name for path in other.iterdir()] == ["notes.txt"]


def test_a_tally_that_cannot_be_written_leaves_nothing(tmp_path):
    broken = TallyResult(Patterns(), hits={None: 1})
    with pytest.raises(AttributeError):
        save_tally(broken, tmp_path / "t")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "change", "row"),
    [
        ("patterns.csv", lambda text: text.replace(",1\n", ",0\n", 1), 2),
        ("patterns.csv", lambda text: text.replace(",1\n", ",2\n", 1), None),
        ("patterns.csv", lambda text: text.replace('"[', "", 1), 2),
        ("patterns.csv", lambda text: text.replace("unit,", "units,", 1), 1),
        ("tally.json", lambda text: text[:-20], None),
        ("tally.json", lambda text: text.replace("minping-tally-1", "minping-tally-9"), None),
        ("moments/1.int64", lambda text: text[8:], None),
    ],
)
def test_damage_is_noticed(name, change, row, tmp_path):
    save_tally(tally(write_csv(tmp_path / "a.csv", panel())), tmp_path / "t")
    path = tmp_path / "t" / name
    path.write_bytes(change(path.read_text("latin-1")).encode("latin-1"))
    with pytest.raises(RefusedInput) as refusal:
        load_tally(tmp_path / "t")
    (finding,) = refusal.value.findings
    assert (finding.code, finding.place.row) == ("tally.damaged", row)


def test_a_folder_that_is_no_tally(tmp_path):
    with pytest.raises(RefusedInput) as refusal:
        load_tally(tmp_path)
    assert codes(refusal.value.findings) == ["tally.damaged"]

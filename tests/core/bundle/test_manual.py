"""The manual of the campaign folder says what is read."""

import re
from pathlib import Path

import pytest

from minping.core.bundle.campaign_file import KEYS
from minping.core.bundle.columns import TABLES, Spec
from minping.core.bundle.ledger_tables import STATE_WORDS
from minping.core.bundle.limits import MEGABYTE, ROSTER
from minping.core.bundle.locate import BALLOT_NAMES, CAMPAIGN_NAMES, SCHEME_NAMES
from minping.core.bundle.units_table import KIND_WORDS, STATUS_WORDS

from .county import read
from .manual_tables import ballot_columns, columns_en, columns_zh, file_names

DOCS = Path(__file__).resolve().parents[3] / "docs"
CHINESE = (DOCS / "bundle.md").read_text("utf-8")
ENGLISH = (DOCS / "bundle.en.md").read_text("utf-8")
EXAMPLE = re.compile(r"^## [^\n]*：(\w+)\n(?:(?!^## ).*\n)*?```\n(单位(?:.*\n)+?)```", re.MULTILINE)


def test_the_examples_of_the_page_are_read(tmp_path: Path) -> None:
    examples = EXAMPLE.findall(CHINESE)
    assert [name for name, _ in examples] == ["units", "ballots", "counts", "reports"]
    for name, text in examples:
        (tmp_path / name).mkdir()
        read(tmp_path / name, **{name: text})


@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.name)
def test_every_column_with_every_alias_is_on_both_pages(spec: Spec) -> None:
    assert columns_zh(spec) in CHINESE
    assert columns_en(spec) in ENGLISH
    assert file_names(spec) in CHINESE
    assert file_names(spec) in ENGLISH


def test_columns_of_ballot_files_are_on_both_pages() -> None:
    assert ballot_columns() in CHINESE
    assert ballot_columns() in ENGLISH


@pytest.mark.parametrize("words", [STATUS_WORDS, KIND_WORDS, STATE_WORDS], ids=["status", "kind", "state"])
def test_every_fixed_word_is_on_both_pages(words: dict[str, object]) -> None:
    assert [word for word in words if word not in CHINESE or word not in ENGLISH] == []


def test_names_keys_and_limits_are_on_both_pages() -> None:
    names = (
        *BALLOT_NAMES,
        *CAMPAIGN_NAMES,
        *SCHEME_NAMES,
        *KEYS,
        *(w for words in KEYS.values() for w in words),
    )
    assert [name for name in names if name not in CHINESE or name not in ENGLISH] == []
    for page in (CHINESE, ENGLISH):
        assert f"{ROSTER.rows:,}" in page
        assert f"{ROSTER.file_bytes // MEGABYTE} MB" in page

"""Every act that the rooms record has words in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from minping.apps.accounts.adapter import _ACTS
from minping.apps.campaigns.models.work import Deliverable, Task
from minping.apps.foundation.act_terms import PHRASES
from minping.apps.foundation.acts import act_words, has_words
from minping.apps.foundation.approvals import _ACTS as BY_TWO
from minping.apps.people.models import Candidate
from minping.core.lifecycle import CAMPAIGN, CAMPAIGN_SHORT, ROUND

APPS = Path(__file__).parents[3] / "src" / "minping" / "apps"
RECORDING = {"record", "note"}
CHINESE = range(0x4E00, 0xA000)


def written() -> Iterator[tuple[str, str]]:
    """(where, act) of every act that is written out in the code."""
    for path in sorted(APPS.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and _name(call.func) in RECORDING and len(call.args) > 1:
                for act in _texts(call.args[1]):
                    yield f"{path.relative_to(APPS)}:{call.lineno}", act


def _name(function: ast.expr) -> str:
    return getattr(function, "id", "") or getattr(function, "attr", "")


def _texts(said: ast.expr) -> Iterator[str]:
    if isinstance(said, ast.Constant) and isinstance(said.value, str) and "." in said.value:
        yield said.value
    elif isinstance(said, ast.IfExp):
        yield from _texts(said.body)
        yield from _texts(said.orelse)


def test_every_act_that_is_written_out_has_words():
    found = list(written())
    assert len(found) > 100
    assert [(where, act) for where, act in found if not has_words(act)] == []


def composed() -> Iterator[str]:
    """Acts whose end is only known when they happen."""
    for machine in (CAMPAIGN, CAMPAIGN_SHORT):
        for move in machine.transitions:
            yield f"campaigns.campaign.{move.act}"
            yield f"year.{move.act}"
    yield from (f"campaigns.round.{move.act}" for move in ROUND.transitions)
    yield from (f"campaigns.task.{state}" for state in Task.State.values)
    yield from (f"campaigns.deliverable.{state}" for state in Deliverable.State.values)
    yield from (f"people.candidate.{state}" for state in Candidate.State.values)
    for what in (
        "created",
        "edited",
        "renamed",
        "corrected",
        "moved",
        "ended",
        "merged",
        "split",
        "imported",
    ):
        yield f"units.unit.{what}"
        yield f"units.unit.{what}.undone"
    yield from (f"campaigns.scheme.{act}" for act in ("undone", "restored"))
    yield from (f"register.codes.{word}" for word in ("made", "renewed"))
    yield from ("results.table.taken", "results.table.withdrawn", *_ACTS.values())
    for act in BY_TWO:
        if act.startswith("tests."):  # declared by another test of this process
            continue
        yield from (f"{act}.{word}" for word in ("asked", "agreed", "refused", "withdrawn"))


def test_every_act_that_is_put_together_has_words():
    assert [act for act in composed() if not has_words(act)] == []


def test_an_act_reads_as_words_in_both_languages():
    for act in (*(act for _, act in written()), *composed()):
        words = act_words(act)
        assert any(ord(letter) in CHINESE for letter in words.zh), act
        assert not any(ord(letter) in CHINESE for letter in words.en), act
        assert act not in {words.zh, words.en}
    assert act_words("nowhere.never.heard").zh == "nowhere.never.heard"
    assert set(PHRASES) <= {act for _, act in written()}


@pytest.mark.parametrize("asked", ["轮次：开始投票", "round: open", "campaigns.round.open", "开始投票"])
def test_the_log_is_searched_by_words_and_by_code(asked, browser_of, lead, settings):
    from django.db import transaction

    from minping.apps.foundation.audit import record

    with transaction.atomic():
        record(lead, "campaigns.round.open", "1")
        record(lead, "campaigns.category.created", "2")
    client = browser_of(lead)
    client.cookies["language"] = "en" if "round:" in asked else "zh-hans"
    page = client.get("/office/audit/", {"act": asked}).text
    assert "campaigns.round.open" in page
    assert "campaigns.category.created" not in page
    assert ("round: open" if "round:" in asked else "轮次：开始投票") in page

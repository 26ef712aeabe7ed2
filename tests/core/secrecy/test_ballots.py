"""Ballots as they travel, and tickets."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.secrecy.rounds import KEY, ROUND, ballot, manifest

from minping.core.secrecy.ballots import (
    HIGHEST_SEQUENCE,
    UnreadableBallotError,
    by_unit,
    decode_grades,
    encode_grades,
    least_size,
    legal_grades,
    padded,
    parse_ballot,
)
from minping.core.secrecy.tickets import (
    ballot_key,
    is_signed,
    issue_digest,
    key_id,
    ticket_bytes,
    ticket_mac,
)

ROUND_MADE = manifest()
ANSWERS = st.fixed_dictionaries(
    {},
    optional={(p.unit, p.aspect): st.sampled_from(["", *p.options]) for p in ROUND_MADE.questions("全")},
)


@given(ANSWERS)
def test_answers_come_back_from_a_padded_ballot(answers: dict[tuple[str, str], str]) -> None:
    made = ballot(ROUND_MADE, 7, answers=answers)
    sent = padded(made.to_bytes(), ROUND_MADE.ballot_size)
    assert len(sent) == ROUND_MADE.ballot_size
    assert parse_ballot(sent) == made
    told = decode_grades(ROUND_MADE, "全", made.grades)
    positions = ROUND_MADE.questions("全")
    assert told == tuple(answers.get((p.unit, p.aspect), "") for p in positions)
    apart = by_unit(positions, told)
    assert list(apart) == ["01", "02", "03"]
    assert apart["02"] == (("收费", answers.get(("02", "收费"), "")),)


@given(st.text("0123456789abz-AZ ", max_size=8))
def test_only_one_character_of_its_scale_for_every_question_is_legal(grades: str) -> None:
    fits = len(grades) == 5 and all(
        character in allowed
        for character, allowed in zip(grades, ["0123-", "0123-", "01-", "0123-", "0123-"], strict=True)
    )
    assert legal_grades(ROUND_MADE, "全", grades) == fits
    if not fits:
        with pytest.raises(UnreadableBallotError):
            decode_grades(ROUND_MADE, "全", grades)


def test_grades_of_an_unknown_class_are_never_legal() -> None:
    assert not legal_grades(ROUND_MADE, "无", "")


@pytest.mark.parametrize("answers", [{("01", "作风"): "E"}, {("99", "作风"): "A"}, {("02", "作风"): "A"}])
def test_answers_that_are_not_asked_for_cannot_be_written(answers: dict[tuple[str, str], str]) -> None:
    with pytest.raises(UnreadableBallotError):
        encode_grades(ROUND_MADE, "全", answers)


def test_the_longest_ballot_fits_its_size_and_one_byte_less_does_not() -> None:
    longest = ballot(ROUND_MADE, 2**200, sequence=HIGHEST_SEQUENCE).to_bytes()
    assert len(longest) == least_size(ROUND_MADE) <= ROUND_MADE.ballot_size
    with pytest.raises(UnreadableBallotError):
        padded(longest, len(longest) - 1)


def _changed(**changes: object) -> bytes:
    document = json.loads(ballot(ROUND_MADE, 7).to_bytes()) | changes
    written = {name: value for name, value in document.items() if value is not None}
    return json.dumps(written, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"    ",
        b"{}",
        b"[1]",
        b"\xff\xfe",
        b"[" * 5000,
        _changed(extra="x"),
        _changed(mac=None),
        _changed(ticket="AB" * 32),
        _changed(ticket="ab" * 31),
        _changed(ticket="zz" * 32),
        _changed(ticket=7),
        _changed(mac="ab"),
        _changed(salt=["a"]),
        _changed(salt=" " + "ab" * 31 + "a"),
        _changed(sequence=0),
        _changed(sequence=HIGHEST_SEQUENCE + 1),
        _changed(sequence=True),
        _changed(sequence="1"),
        _changed(grades=[]),
        _changed(**{"class": 5}),
        _changed(round=None),
        b" " + _changed(),
        _changed() + b"\n",
        json.dumps(json.loads(_changed())).encode(),
    ],
)
def test_anything_else_is_no_ballot(data: bytes) -> None:
    with pytest.raises(UnreadableBallotError):
        parse_ballot(data)


@given(st.binary(max_size=300))
def test_no_bytes_do_more_than_be_refused(data: bytes) -> None:
    with pytest.raises(UnreadableBallotError):
        parse_ballot(data)


def test_the_entry_says_nothing_without_the_salt_and_changes_with_each_version() -> None:
    first, second = ballot(ROUND_MADE, 7), ballot(ROUND_MADE, 7, sequence=2)
    assert len({first.entry, second.entry, ballot(ROUND_MADE, 8).entry}) == 3
    assert first.entry == parse_ballot(padded(first.to_bytes(), 512)).entry


def test_a_ticket_is_good_for_its_round_class_and_key_only() -> None:
    ticket = bytes(range(32))
    mac = ticket_mac(KEY, ROUND, "全", ticket)
    assert is_signed(KEY, ROUND, "全", ticket, mac)
    assert not is_signed(KEY, ROUND, "站", ticket, mac)
    assert not is_signed(KEY, ROUND[:-1] + "8", "全", ticket, mac)
    assert not is_signed(bytes(32), ROUND, "全", ticket, mac)
    assert not is_signed(KEY, ROUND, "全", ticket[::-1], mac)
    assert not is_signed(KEY, ROUND, "全", ticket, "满")


def test_the_names_made_from_a_ticket_and_key_are_fixed_for_ever() -> None:
    """The browser and the register compute them too."""
    ticket = bytes(range(32))
    assert ticket_bytes(ticket.hex()) == ticket
    assert ticket_mac(bytes(32), ROUND, "c", ticket) == (
        "a61d9972219127b0b839ac71b2c9907ada1a5a45ad02b8af6286d5824282d24c"
    )
    assert (
        ballot_key(ROUND, ticket).hex() == "2546c9400dbbf55c621e528f095af74a8117ed4d53e4e2973ba4a4f97a8c2048"
    )
    assert issue_digest(ticket) == "d897610c99d6eec1f35f1dc97dce30bb45059fe21e65aff6dd4444efd5e2eb88"
    assert key_id(bytes(32)) == "9c1f37221c27b893"


@pytest.mark.parametrize("text", ["", "00", "0" * 63, "G" * 64, "AB" * 32, " " + "0" * 63, "0" * 66])
def test_a_ticket_has_64_lower_case_digits(text: str) -> None:
    with pytest.raises(ValueError, match="hex"):
        ticket_bytes(text)


def test_keys_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        ticket_mac(b"short", ROUND, "c", bytes(32))
    with pytest.raises(ValueError, match="32 bytes"):
        key_id(b"short")

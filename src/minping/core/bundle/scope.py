"""Voter group, round, channel, stratum and cluster of a row, as the scheme knows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from minping.core.bundle.columns import COUNTS, PARTICIPATION
from minping.core.bundle.fields import Fields
from minping.core.bundle.table import Row
from minping.core.bundle.vocabulary import Vocabulary
from minping.core.scheme.model import Scheme
from minping.core.tally.counts import JOIN


@dataclass(frozen=True)
class Scope:
    """Codes; several joined by ``|`` where small cells were merged; empty: not distinguished."""

    group: str
    round: str
    channel: str
    stratum: str
    cluster: str


def scope_of(fields: Fields, row: Row, scheme: Scheme, words: Vocabulary) -> Scope | None:
    """Where a row belongs. Group and round may be left out where there is only one to choose.

    None after noting an unknown group or round.
    """
    groups = _group(fields, row, scheme, words)
    if groups is None:
        return None
    code = _round(fields, row, scheme, words, groups)
    if code is None:
        return None
    return Scope(
        JOIN.join(groups),
        code,
        _free(fields, row, "channel", words, _channels(scheme, groups)),
        _free(fields, row, "stratum", words),
        _free(fields, row, "cluster", words),
    )


def _parts(fields: Fields, row: Row, column: str) -> list[str]:
    """The values of a cell: one, or in a table of merged counts several."""
    text = fields.text(row, column)
    parts = text.split(JOIN) if fields.table.spec is COUNTS else [text]
    return [part for part in parts if part]


def _group(fields: Fields, row: Row, scheme: Scheme, words: Vocabulary) -> list[str] | None:
    parts = _parts(fields, row, "group")
    if not parts:
        if len(scheme.groups) == 1:
            return list(scheme.groups)
        fields.missing(row, "group")
        return None
    found = [fields.named(row, "group", part, words.groups, "投票层面", "voter group") for part in parts]
    known = sorted(code for code in found if code)
    return known if len(known) == len(found) else None


def _rounds_of(scheme: Scheme, groups: Sequence[str]) -> list[str]:
    return [
        code for code, known in scheme.rounds.items() if not known.groups or set(known.groups) & set(groups)
    ]


def _round(fields: Fields, row: Row, scheme: Scheme, words: Vocabulary, groups: Sequence[str]) -> str | None:
    parts, own = _parts(fields, row, "round"), _rounds_of(scheme, groups)
    if not parts:
        if len(own) <= 1:
            return own[0] if own else ""
        if fields.table.spec is PARTICIPATION:
            return ""
        fields.missing(row, "round")
        return None
    if not scheme.rounds:
        return JOIN.join(parts)
    found = [fields.named(row, "round", part, words.rounds, "轮次", "round") for part in parts]
    if None in found:
        return None
    foreign = [code for code in found if code not in own]
    if foreign:
        fields.notebook.error(
            "table.round_of_other_group",
            f"轮次「{foreign[0]}」不含投票层面「{groups[0]}」",
            f"round “{foreign[0]}” does not include voter group “{groups[0]}”",
            f"可填：{'、'.join(own) or '（该层面没有轮次）'}",
            f"use one of: {', '.join(own) or '(this group has no round)'}",
            fields.table.place(row, "round"),
        )
        return None
    return JOIN.join(sorted(code for code in found if code))


def _channels(scheme: Scheme, groups: Sequence[str]) -> set[str]:
    return {channel for group in groups for channel in scheme.groups[group].channels}


def _free(fields: Fields, row: Row, column: str, words: Vocabulary, allowed: set[str] | None = None) -> str:
    """A value that tables may invent; spelled as in the scheme where the scheme names it."""
    lexicon = words.free[column]
    values = [lexicon.find(part) or part for part in _parts(fields, row, column)]
    for value in values:
        if allowed and value not in allowed:
            near = "、".join(sorted(allowed))
            fields.notebook.warn(
                "table.unknown_channel",
                f"方案中该投票层面没有渠道「{value}」",
                f"the scheme has no channel “{value}” for this voter group",
                f"方案中的渠道：{near}",
                f"channels of the scheme: {near}",
                fields.table.place(row, column),
            )
    return JOIN.join(sorted(values))

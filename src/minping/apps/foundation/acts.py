"""Recorded acts in words: ``campaigns.round.open`` is 轮次：开始投票, "round: open"."""

from collections.abc import Mapping

from minping.apps.foundation.act_terms import PHRASES, THINGS, VERBS
from minping.core.findings import Text
from minping.core.lifecycle import CAMPAIGN, CAMPAIGN_SHORT, MACHINES


def act_words(act: str) -> Text:
    """An act as people call it; the code itself where no words are known for it."""
    if act in PHRASES:
        return PHRASES[act]
    room, *rest = act.split(".")
    if room == "year" and len(rest) == 1:
        return _joined(THINGS["campaign"], _MOVES["campaign"].get(rest[0]), rest[0])
    if len(rest) == 1:
        return _joined(THINGS.get(room), VERBS.get(rest[0]), rest[0])
    thing, *verbs = rest
    known = [_MOVES.get(thing, {}).get(verb) or VERBS.get(verb) for verb in verbs]
    told = [word or Text(verb, verb) for word, verb in zip(known, verbs, strict=True)]
    what = Text("，".join(word.zh for word in told), ", ".join(word.en for word in told))
    return _joined(THINGS.get(thing), what, act)


def has_words(act: str) -> bool:
    """Whether every part of the act has its words."""
    if act in PHRASES:
        return True
    room, *rest = act.split(".")
    if len(rest) == 1:
        moves = _MOVES["campaign"] if room == "year" else VERBS
        return (room in THINGS or room == "year") and rest[0] in moves
    thing, *verbs = rest
    return thing in THINGS and all(verb in VERBS or verb in _MOVES.get(thing, {}) for verb in verbs)


def _joined(thing: Text | None, what: Text | None, act: str) -> Text:
    if thing is None:
        return Text(act, act)
    done = what or Text(act, act)
    return Text(f"{thing.zh}：{done.zh}", f"{thing.en}: {done.en}")


_MOVES: Mapping[str, Mapping[str, Text]] = {
    **{machine.name: {move.act: move.label for move in machine.transitions} for machine in MACHINES},
    "campaign": {move.act: move.label for year in (CAMPAIGN_SHORT, CAMPAIGN) for move in year.transitions},
}
"""What is done along a lifecycle has its words there already."""

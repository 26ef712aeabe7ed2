"""How the words found in a text weigh against each other: negation, refusal, irony, former times, turns."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from minping.core.opinions.entries import EVIDENCE, PRAISE, Entry

_NEGATED = re.compile(
    r"(?:不是|并不是|并非|不存在|没有|没|从不|从没|从未|未|毫无|绝不|决不|绝无|不再|不|杜绝|拒绝|禁止|避免|没见过|没遇到)"
    r"(?:再|有|人|任何|什么|出现|发生|存在|一点|一丝|过|收|遇到|见|因为|会|的|半点|那种){0,4}$"
)
_NEARBY = 9
"""Characters before a word in which its negation stands."""

_CONDITION = re.compile(r"^[^\n]{0,6}(?:就|才|便|休想|别想|甭想|不办|不给|不行|不批)")
"""没有红包就不给办: the negation is the demand itself."""

_ALSO_NEGATED = 1
"""Weight of a denied complaint as praise: 没有乱收费."""

_ENOUGH = 2
"""Weight below which a class is not suggested."""


@dataclass(frozen=True)
class Hit:
    """A word of the list found at a place of the text."""

    entry: Entry
    start: int
    end: int
    said: str


def settled(
    said: str, hits: Sequence[Hit]
) -> tuple[str | None, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Class, the words for it, lead words and routes of clauses joined by line ends."""
    routes = tuple(dict.fromkeys(hit.entry.route for hit in hits if hit.entry.use == "route"))
    uses = {
        use: [hit for hit in hits if hit.entry.use == use]
        for use in ("refusal", "doubt", "irony", "contrast", "past")
    }
    evidence = [hit for hit in hits if hit.entry.use in EVIDENCE]
    praised = any(hit.entry.klass == PRAISE and not _is_negated(said, hit) for hit in evidence)
    if praised and uses["past"]:
        evidence = [
            h
            for h in evidence
            if h.entry.lead or h.entry.klass == PRAISE or not _after_past(said, h, uses["past"])
        ]
    weights, words = _weighed(said, evidence)
    leads = _leads(said, evidence, uses["refusal"], bool(uses["doubt"]) or _complains(weights))
    klass = _class_of(weights, bool(leads), bool(uses["irony"]), bool(uses["contrast"]))
    return klass, tuple(words.get(klass or "", ())), leads, routes


def _weighed(said: str, evidence: Sequence[Hit]) -> tuple[dict[str, int], dict[str, tuple[str, ...]]]:
    """Weight and words of each class; a word counts once, and not inside a longer one of the same class."""
    weights: dict[str, int] = defaultdict(int)
    words: dict[str, dict[str, None]] = defaultdict(dict)
    for hit in _outermost(evidence):
        klass = hit.entry.klass
        if not klass or hit.said in words[klass]:
            continue
        if _is_negated(said, hit):
            if klass != PRAISE:
                weights[PRAISE] += _ALSO_NEGATED
                words[PRAISE][hit.said] = None
            continue
        weights[klass] += hit.entry.weight
        words[klass][hit.said] = None
    return weights, {klass: tuple(found) for klass, found in words.items()}


def _outermost(evidence: Sequence[Hit]) -> list[Hit]:
    """Without those that lie within another of the same class."""
    ordered = sorted(evidence, key=lambda hit: (hit.start, -hit.end, -hit.entry.weight))
    kept: list[Hit] = []
    for hit in ordered:
        if not any(
            o.entry.klass == hit.entry.klass and o.start <= hit.start and hit.end <= o.end for o in kept
        ):
            kept.append(hit)
    return kept


def _is_negated(said: str, hit: Hit) -> bool:
    clause = said.rfind("\n", 0, hit.start) + 1
    before = said[max(clause, hit.start - _NEARBY) : hit.start]
    return bool(_NEGATED.search(before)) and not _CONDITION.match(said[hit.end :])


def _after_past(said: str, hit: Hit, past: Sequence[Hit]) -> bool:
    """Whether the word stands in a clause that speaks of former times."""
    clause = said.rfind("\n", 0, hit.start) + 1
    return any(clause <= mark.start <= hit.start for mark in past)


def _complains(weights: dict[str, int]) -> bool:
    return any(weight for klass, weight in weights.items() if klass not in {PRAISE, "A"})


def _leads(said: str, evidence: Sequence[Hit], refusals: Sequence[Hit], doubtful: bool) -> tuple[str, ...]:
    """Lead words, but for those refused in plain praise: 医生拒收红包. A missed lead is worse than a false one,
    so a refusal counts only without doubt, condition or any other complaint."""
    found = [hit for hit in evidence if hit.entry.lead]
    if not doubtful:
        found = [hit for hit in found if not _is_refused(said, hit, refusals)]
    return tuple(dict.fromkeys(hit.said for hit in found))


def _is_refused(said: str, hit: Hit, refusals: Sequence[Hit]) -> bool:
    clause = said.rfind("\n", 0, hit.start) + 1
    near = any(clause <= mark.start and mark.start <= hit.start <= mark.end + 6 for mark in refusals)
    behind = any(
        0 <= mark.start - hit.end <= 4 and "\n" not in said[hit.end : mark.start] for mark in refusals
    )
    return (near or behind) and not _CONDITION.match(said[hit.end :])


def _class_of(weights: dict[str, int], lead: bool, ironic: bool, turned: bool) -> str | None:
    complaints = {klass: weight for klass, weight in weights.items() if klass != PRAISE and weight >= _ENOUGH}
    praise = weights.get(PRAISE, 0)
    worst = max(complaints, key=lambda klass: (complaints[klass], -ord(klass)), default=None)
    if worst is None:
        return PRAISE if praise >= _ENOUGH and not ironic and not lead else "A" if lead else None
    if praise > complaints[worst] and not (ironic or turned or lead):
        return PRAISE
    return worst

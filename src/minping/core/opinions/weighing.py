"""How the words found in a text weigh against each other: negation, refusal, irony, former times, turns."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from minping.core.opinions.entries import EVIDENCE, PRAISE, Entry

_NEGATED = re.compile(
    r"(?:不是|并不是|并非|不存在|没有|没|从不|从没|从未|未|毫无|绝不|决不|绝无|不再|不|杜绝|拒绝|禁止|避免|没见过|没遇到)"
    r"(?:再|有|人|任何|什么|出现|发生|存在|一点|一丝|过|收|遇到|见|因为|会|的|半点|那种){0,4}$"
)
_NEARBY = 9
"""Characters before a word in which its negation stands."""

_CONDITION = re.compile(
    r"^(?:[^\n]{0,6}(?:就|才|便|休想|别想|甭想|不办|不给|不行|不批)|的[^\n]{0,4}(?:没|不|都))"
)
"""没有红包就不给办: the negation is the demand itself."""

_AS_PRAISE = 2
"""Weight of a denied complaint as praise: 没有乱收费."""

FACILITIES = "H"

_BARE = 3
"""Weight up to which a word only names what is spoken of: 态度, 作风."""

_WISHED = re.compile(
    r"(?:请(?!来|了|假|客|问|到)|希望|能不能|能否|可否|盼|应该|应当|建议|要求|麻烦|最好|就不能|什么时候|何时|怎么不)[^\n]{0,6}$"
)
"""请一次讲清楚, 希望态度好一点: praise that is asked for is none."""

_KEPT_UP = ("继续", "保持", "再接再厉")

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
        for use in ("refusal", "doubt", "irony", "contrast", "past", "harmless")
    }
    evidence = [hit for hit in hits if hit.entry.use in EVIDENCE and not _is_inside(hit, uses["harmless"])]
    evidence = [hit for hit in evidence if not _is_praised(said, hit, evidence)]
    praised = any(hit.entry.klass == PRAISE and not _is_denied(said, hit) for hit in evidence)
    if praised:
        evidence = [hit for hit in evidence if not _is_of_the_past(said, hit, uses["past"])]
    weights, words = _weighed(said, evidence, set())
    refused: set[Hit] = set()
    if not uses["doubt"] and not _complains(weights):
        refused = {hit for hit in evidence if hit.entry.lead and _is_refused(said, hit, uses["refusal"])}
        weights, words = _weighed(said, evidence, refused)
    leads = tuple(dict.fromkeys(hit.said for hit in evidence if hit.entry.lead and hit not in refused))
    graver = [hit for hit in evidence if hit.entry.lead and hit.entry.klass and hit not in refused]
    if graver:
        klass: str | None = max(graver, key=lambda hit: hit.entry.weight).entry.klass
    else:
        klass = _class_of(weights, bool(uses["irony"]), bool(uses["contrast"]))
    return klass, tuple(words.get(klass or "", ())), leads, routes


def _is_inside(hit: Hit, harmless: Sequence[Hit]) -> bool:
    """招待所, 红包雨: the lead word is a part of another word."""
    return hit.entry.lead and any(word.start <= hit.start and hit.end <= word.end for word in harmless)


def _is_praised(said: str, hit: Hit, evidence: Sequence[Hit]) -> bool:
    """作风 in 好作风: the bare word of a complaint is a part of praise that stands."""
    if hit.entry.klass == PRAISE or hit.entry.lead or hit.entry.weight > _BARE:
        return False
    return any(
        other.entry.klass == PRAISE
        and other.start <= hit.start
        and hit.end <= other.end
        and not _is_denied(said, other)
        for other in evidence
    )


def _weighed(
    said: str, evidence: Sequence[Hit], refused: Collection[Hit]
) -> tuple[dict[str, int], dict[str, tuple[str, ...]]]:
    """Weight and words of each class; a word counts once, and not inside a longer one of the same class."""
    weights: dict[str, int] = defaultdict(int)
    words: dict[str, dict[str, None]] = defaultdict(dict)
    for hit in _outermost(evidence):
        klass = hit.entry.klass
        if not klass or hit.said in words[klass]:
            continue
        denied = hit in refused or _is_denied(said, hit)
        if denied and klass == PRAISE:
            continue
        weights[PRAISE if denied else klass] += _AS_PRAISE if denied else hit.entry.weight
        words[PRAISE if denied else klass][hit.said] = None
    return weights, {klass: tuple(found) for klass, found in words.items()}


def _outermost(evidence: Sequence[Hit]) -> list[Hit]:
    """Of words of one class that lie across each other, the one that begins first, the longer of two."""
    ordered = sorted(evidence, key=lambda hit: (hit.start, -hit.end, -hit.entry.weight))
    kept: list[Hit] = []
    for hit in ordered:
        if not any(
            o.entry.klass == hit.entry.klass and hit.start < o.end and o.start < hit.end for o in kept
        ):
            kept.append(hit)
    return kept


def _is_denied(said: str, hit: Hit) -> bool:
    """没有乱收费, 不热情: what stands before the word takes it away. Where a facility is missing, that is the
    complaint; and praise with a negation inside (一次也没解决) is none."""
    if hit.entry.klass == FACILITIES:
        return False
    if hit.entry.klass == PRAISE and any(c in "不没未无" and c not in hit.entry.word for c in hit.said):
        return True
    clause = said.rfind("\n", 0, hit.start) + 1
    before = said[max(clause, hit.start - _NEARBY) : hit.start]
    kept_up = any(word in before + hit.said for word in _KEPT_UP)
    if hit.entry.klass == PRAISE and not kept_up and _WISHED.search(before):
        return True
    return bool(_NEGATED.search(before)) and not _CONDITION.match(said[hit.end :])


def _is_of_the_past(said: str, hit: Hit, past: Sequence[Hit]) -> bool:
    """A complaint in a clause that speaks of former times."""
    if hit.entry.lead or hit.entry.klass == PRAISE:
        return False
    clause = said.rfind("\n", 0, hit.start) + 1
    return any(clause <= mark.start <= hit.start for mark in past)


def _complains(weights: dict[str, int]) -> bool:
    return any(weight for klass, weight in weights.items() if klass not in {PRAISE, "A"})


def _is_refused(said: str, hit: Hit, refusals: Sequence[Hit]) -> bool:
    """医生拒收红包, 红包坚决不收: praise, unless a condition follows (不送红包就不给做)."""
    clause = said.rfind("\n", 0, hit.start) + 1
    near = any(clause <= mark.start and mark.start <= hit.start <= mark.end + 6 for mark in refusals)
    behind = any(
        0 <= mark.start - hit.end <= 4 and "\n" not in said[hit.end : mark.start] for mark in refusals
    )
    return (near or behind) and not _CONDITION.match(said[hit.end :])


def _class_of(weights: dict[str, int], ironic: bool, turned: bool) -> str | None:
    """The heaviest complaint; praise where it outweighs the complaint and nothing makes it doubtful."""
    complaints = {k: weight for k, weight in weights.items() if k != PRAISE and weight >= _ENOUGH}
    praise = weights.get(PRAISE, 0)
    worst = max(complaints, key=lambda klass: (complaints[klass], -ord(klass)), default=None)
    if worst is None:
        return PRAISE if praise >= _ENOUGH and not ironic else None
    if praise > complaints[worst] and not (ironic or turned):
        return PRAISE
    return worst

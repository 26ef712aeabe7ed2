"""What is shown to the public: the words of a scheme's levels of publication as fields (F076)."""

from collections.abc import Iterable, Mapping

from minping.core.bundle.names import key
from minping.core.findings import Text
from minping.core.scheme.model import Scheme
from minping.core.scheme.outcomes import Level

SCORE, RANK, GRADE, COMPONENTS, ANSWERS = "score", "rank", "grade", "components", "answers"

FIELDS: Mapping[str, Text] = {
    SCORE: Text("得分", "score"),
    RANK: Text("名次", "rank"),
    GRADE: Text("等次", "grade"),
    COMPONENTS: Text("得分组成", "components"),
    ANSWERS: Text("评价分布", "distribution of answers"),
}
"""Each field with its label, in the order in which it is shown."""

_WORDS = {
    SCORE: ("总分", "得分", "分数", "成绩", "score", "total"),
    RANK: ("名次", "排名", "位次", "rank"),
    GRADE: ("等次", "等级", "档次", "grade"),
    COMPONENTS: ("分项", "组成", "分项得分", "得分组成", "components"),
    ANSWERS: ("分布", "票数", "评价分布", "满意率", "answers", "distribution"),
}
_KNOWN = {key(word): name for name, words in _WORDS.items() for word in words}


def fields_of(level: Level) -> tuple[str, ...]:
    """The fields that a level names; all where it names none."""
    named = {_KNOWN[key(word)] for word in level.fields if key(word) in _KNOWN}
    return ordered(named or FIELDS)


def ordered(fields: Iterable[str]) -> tuple[str, ...]:
    """Known fields in the order in which they are shown."""
    chosen = set(fields)
    return tuple(name for name in FIELDS if name in chosen)


def unknown_words(level: Level) -> tuple[str, ...]:
    """Words of a level that are no field: the office sees to them itself."""
    return tuple(word for word in level.fields if key(word) not in _KNOWN)


def told_fields(scheme: Scheme) -> tuple[str, ...]:
    """What the internal announcement shows: the fields of the scheme's first level, where another one, the
    public's, comes after it; else everything."""
    levels = scheme.publication.levels
    return fields_of(levels[0]) if len(levels) > 1 else tuple(FIELDS)


def public_level(scheme: Scheme) -> Level | None:
    """The scheme's last level: the one furthest from the office."""
    return scheme.publication.levels[-1] if scheme.publication.levels else None


def usual_fields(scheme: Scheme) -> tuple[str, ...]:
    """What the public sees by the scheme: the fields of its last level, with everything behind them where
    components are published, since what is shown must be recomputable."""
    level = public_level(scheme)
    named = set(fields_of(level)) if level is not None else set(FIELDS)
    if scheme.publication.components:
        named |= {COMPONENTS, ANSWERS}
    return ordered(named)


def recomputable(fields: Iterable[str]) -> bool:
    """Whether the public data may be handed out: they hold everything, so everything must be shown."""
    return set(FIELDS) <= set(fields)

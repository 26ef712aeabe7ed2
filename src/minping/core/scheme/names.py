"""References in a scheme's text: a code or a name → the code. What is unknown stays as it is written
and is reported by ``check``, which then knows all names there are."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from minping.core.scheme.blocks import each
from minping.core.scheme.cursor import Cursor
from minping.core.scheme.keys import folded

SEPARATORS = "、;；,，+＋"


@dataclass
class Names:
    """The things of one kind: folded code or name → code. A name that two things share stands for neither."""

    codes: dict[str, str] = field(default_factory=dict)
    names: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Names":
        """From (code, name)."""
        made = cls()
        for code, name in pairs:
            made.codes.setdefault(folded(code), code)
            shared = made.names.get(folded(name), code) != code
            made.names[folded(name)] = None if shared else code
        return made

    def find(self, word: str) -> str | None:
        return self.codes.get(folded(word)) or self.names.get(folded(word))

    def one(self, cursor: Cursor) -> str:
        """The code that a word refers to."""
        word = cursor.word()
        return self.find(word) or word

    def several(self, cursor: Cursor) -> tuple[str, ...]:
        """The codes of a list, or of one text with 、 between the names; each once."""
        found = [code for words in each(cursor, self._split) for code in words]
        return tuple(dict.fromkeys(found))

    def _split(self, cursor: Cursor) -> tuple[str, ...]:
        word = cursor.word()
        if self.find(word) is None:
            plain = word.translate({ord(sign): "、" for sign in SEPARATORS})
            parts = [part.strip() for part in plain.split("、") if part.strip()]
            if len(parts) > 1:
                return tuple(self.find(part) or part for part in parts)
        return (self.find(word) or word,)


@dataclass
class Directory:
    """All names that a scheme's text may refer to, filled in the order of reading."""

    scales: Names = field(default_factory=Names)
    options: Names = field(default_factory=Names)
    aspects: Names = field(default_factory=Names)
    groups: Names = field(default_factory=Names)
    rounds: Names = field(default_factory=Names)
    categories: Names = field(default_factory=Names)
    trees: Names = field(default_factory=Names)
    nodes: Names = field(default_factory=Names)
    grades: Names = field(default_factory=Names)
    rankings: Names = field(default_factory=Names)
    selections: Names = field(default_factory=Names)

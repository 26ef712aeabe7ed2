"""Walking the tree of a scheme's text: where we are, which key is meant, what was wrong so far.

Decoders take a ``Cursor`` and return a value; one that cannot raises ``Cursor.wrong``. The finding is
kept and reading goes on with a neutral value, so that one run tells every mistake. ``path`` is the
place by English keys (the same for every spelling), ``written`` the place as the author wrote it.
"""

from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from minping.core.findings import Finding, Place, error
from minping.core.scheme.keys import folded
from minping.core.scheme.model import OpenQuestion
from minping.core.scheme.yaml_text import Item, Kind

Path = tuple[str | int, ...]

KINDS = {
    Kind.NULL: ("空值", "nothing"),
    Kind.WORD: ("一个词或数", "a word or number"),
    Kind.LIST: ("一个列表", "a list"),
    Kind.MAPPING: ("一组「键: 值」", "a group of “key: value”"),
}


class UnreadableError(Exception):
    """This value cannot be used; the finding is already in the log."""


@dataclass(frozen=True)
class Spot:
    """Where a value was written and how."""

    line: int
    written: str


@dataclass
class Log:
    """What one reading has gathered. ``failed`` and ``opened``: places whose value
    is a stand-in. ``percents``: places where a number was written with a percent sign."""

    name: str
    findings: list[Finding] = field(default_factory=list)
    questions: list[OpenQuestion] = field(default_factory=list)
    spots: dict[Path, Spot] = field(default_factory=dict)
    failed: set[Path] = field(default_factory=set)
    opened: set[Path] = field(default_factory=set)
    percents: set[Path] = field(default_factory=set)

    def place(self, path: Path) -> Place:
        """Where ``path`` is written: itself, or the nearest thing that holds it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.spots:
                spot = self.spots[path[:length]]
                return Place(file=self.name, line=spot.line, path=spot.written)
        return Place(file=self.name)


def nearest(word: str, known: list[str] | tuple[str, ...]) -> str:
    """The known word most like ``word``; empty when none is."""
    found = get_close_matches(folded(word), known, n=1, cutoff=0.5)
    return found[0] if found else ""


@dataclass(frozen=True)
class Cursor:
    """One value of the text and its place. ``zh`` is the path with printed Chinese keys."""

    log: Log
    item: Item
    path: Path = ()
    written: str = ""
    zh: str = ""

    @property
    def line(self) -> int:
        return self.item.line

    @property
    def is_null(self) -> bool:
        return self.item.kind is Kind.NULL

    @property
    def place(self) -> Place:
        return Place(file=self.log.name, line=self.line, path=self.written)

    def report(self, code: str, zh: str, en: str, fix_zh: str, fix_en: str) -> None:
        self.log.findings.append(error(code, zh, en, fix_zh, fix_en, self.place))

    def wrong(self, code: str, zh: str, en: str, fix_zh: str, fix_en: str) -> UnreadableError:
        """Report and give the error to raise."""
        self.report(code, zh, en, fix_zh, fix_en)
        self.log.failed.add(self.path)
        return UnreadableError()

    def wrong_kind(self, wanted_zh: str, wanted_en: str) -> UnreadableError:
        got_zh, got_en = KINDS[self.item.kind]
        hint_zh, hint_en = "", ""
        if self.item.kind is Kind.WORD and "：" in self.item.text:
            hint_zh, hint_en = (
                "；冒号请用半角并在后面加一个空格",
                "; use an ordinary colon followed by a blank",
            )
        return self.wrong(
            "scheme.kind",
            f"这里应写{wanted_zh}，写的是{got_zh}",
            f"{wanted_en} is expected here, not {got_en}",
            f"请改写成{wanted_zh}{hint_zh}",
            f"write {wanted_en}{hint_en}",
        )

    def word(self) -> str:
        """The text of a scalar."""
        if self.item.kind is not Kind.WORD:
            raise self.wrong_kind("一个词或数", "a word or number")
        return self.item.text

    def below(self, item: Item, key: str | int, written: str, zh: str) -> "Cursor":
        """The cursor of a value held here; ``written`` and ``zh`` lengthen the two printed paths."""
        path = (*self.path, key)
        written, zh = (
            (own + more).removeprefix(".") for own, more in ((self.written, written), (self.zh, zh))
        )
        self.log.spots.setdefault(path, Spot(item.line, written))
        return Cursor(self.log, item, path, written, zh)

    def elements(self) -> list["Cursor"]:
        """The values of a list; a single value counts as a list of one, nothing as an empty list."""
        if self.item.kind is Kind.NULL:
            return []
        if self.item.kind is not Kind.LIST:
            return [self]
        return [
            self.below(item, i, f"[{i + 1}]", f"[{i + 1}]")
            for i, item in enumerate(self.item.items)
            if item.kind is not Kind.NULL
        ]

    def entries(self) -> list[tuple[str, "Cursor"]]:
        """Names and values of a mapping whose keys are the author's own."""
        if self.item.kind is Kind.NULL:
            return []
        if self.item.kind is not Kind.MAPPING:
            raise self.wrong_kind("一组「名称: 值」", "a group of “name: value”")
        found: dict[str, tuple[str, Cursor]] = {}
        for key, item in self.item.entries:
            name = self.key_text(key)
            if name is None:
                continue
            cursor = self.below(item, name, f".{name}", f".{name}")
            if folded(name) in found:
                self.twice(name, found[folded(name)][1].line, key.line)
                continue
            found[folded(name)] = (name, cursor)
        return list(found.values())

    def key_text(self, key: Item) -> str | None:
        if key.kind is Kind.WORD:
            return key.text
        Cursor(self.log, key, self.path, self.written, self.zh).wrong_kind("一个名称", "a name")
        return None

    def with_word(self, word: str) -> "Cursor":
        """The same place with a part of its text."""
        return replace(self, item=Item(Kind.WORD, self.line, word))

    def at_line(self, line: int) -> "Cursor":
        """The same place at another line, for what is said about a key."""
        return Cursor(self.log, Item(Kind.NULL, line), self.path, self.written, self.zh)

    def twice(self, name: str, first: int, second: int) -> None:
        """Report that ``name`` stands here a second time."""
        self.at_line(second).report(
            "scheme.duplicate_key",
            f"「{name}」写了两次（第{first}行和第{second}行）",
            f"“{name}” is written twice (lines {first} and {second})",
            "请删去一处",
            "remove one of them",
        )

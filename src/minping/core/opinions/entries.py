"""The lines of a word list: read, checked, turned into patterns.

A word is looked for within one clause, in simplified characters, without blanks. In a word ``…`` stands for up
to eight characters, ``/`` between alternatives: ``不给/没有…发票/收据`` is 不给发票, 没有开收据 and so on.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from minping.core.findings import Finding, Place, RefusedInput, Text, error
from minping.core.tally.spelling import folded

CLASSES: Mapping[str, Text] = {
    "A": Text("吃拿卡要、贿赂", "Bribes and favours"),
    "B": Text("乱收费、罚款、票据", "Charges, fines, receipts"),
    "C": Text("推诿、拖延", "Passing on and delay"),
    "D": Text("服务态度", "Manner of service"),
    "E": Text("公开不到位", "Not open enough"),
    "F": Text("执法不公、执法不规范", "Unfair or irregular enforcement"),
    "G": Text("形式主义、官僚主义", "Formalism and bureaucracy"),
    "H": Text("设施与便民", "Facilities and convenience"),
    "P": Text("表扬", "Praise"),
}
PRAISE = "P"
EVIDENCE = frozenset({"class", "lead"})
USES: Mapping[str, Text] = {
    "class": Text("归类", "Class"),
    "lead": Text("线索", "Lead"),
    "refusal": Text("拒绝（在线索词前即为表扬）", "Refusal: before a lead word it is praise"),
    "doubt": Text("存疑（在场则仍为线索）", "Doubt: beside it a refusal counts for nothing"),
    "irony": Text("反语", "Irony"),
    "contrast": Text("转折", "Turn: what follows weighs more than praise"),
    "harmless": Text("普通词（词中的线索词不计）", "Harmless: lead words inside it do not count"),
    "past": Text("过去（与表扬同在则不计）", "Of former times: does not count beside praise"),
    "route": Text("转办提示", "Hint at who is concerned"),
}
"""What a word is for."""

HEAVIEST = 9
LONGEST_WORD = 1_000
MOST_ENTRIES = 5_000
_GAP = "[^\n]{0,8}?"
_KEYS = {"word", "class", "use", "weight", "route"}


@dataclass(frozen=True)
class Entry:
    """One line. ``klass``: key of ``CLASSES`` or empty; ``weight`` 1–9; ``route``: the hint that it gives."""

    word: str
    klass: str = ""
    use: str = "class"
    weight: int = 3
    route: str = ""

    @property
    def lead(self) -> bool:
        """Whether the word sends a text to the restricted inbox."""
        return self.use == "lead"

    def as_json(self) -> dict[str, Any]:
        """As ``read_entries`` takes it."""
        return {
            "word": self.word,
            "class": self.klass,
            "use": self.use,
            "weight": self.weight,
            "route": self.route,
        }


class Sought:
    """A word made ready to be looked for in clauses joined by line ends."""

    def __init__(self, word: str) -> None:
        parts = [[folded(each) for each in part.split("/")] for part in word.replace("...", "…").split("…")]
        self.word = "".join(parts[0]) if len(parts) == len(parts[0]) == 1 else "…"
        """The word itself where it has neither gap nor alternatives."""
        self._beginnings = parts[0]
        self._pattern = re.compile(_GAP.join(f"(?:{'|'.join(map(re.escape, part))})" for part in parts))

    def places(self, said: str) -> Iterator[tuple[int, int]]:
        """Where it stands; most words are told by their beginning not to stand there at all."""
        if any(beginning in said for beginning in self._beginnings):
            yield from (match.span() for match in self._pattern.finditer(said))


def read_entries(said: object) -> tuple[Entry, ...]:
    """The entries of a list of mappings (see ``Entry.as_json``).

    Raises RefusedInput naming each faulty entry, what is wrong with it and what to do.
    """
    if not isinstance(said, Sequence) or isinstance(said, str | bytes):
        raise RefusedInput([_fault(None, "词表应为条目的列表", "A word list is a list of entries")])
    if len(said) > MOST_ENTRIES:
        raise RefusedInput(
            [_fault(None, f"词表超过 {MOST_ENTRIES} 条", f"There are more than {MOST_ENTRIES} entries")]
        )
    faults: list[Finding] = []
    entries: list[Entry] = []
    seen: dict[tuple[str, str, str], int] = {}
    for number, line in enumerate(said, 1):
        faults += _faults_of(line, number)
        if faults:
            continue
        entry = _entry(line)
        same = seen.setdefault((folded(entry.word), entry.klass, entry.use), number)
        if same != number:
            faults.append(
                _fault(number, f"“{entry.word}”与第{same}条重复", f"“{entry.word}” repeats entry {same}")
            )
        entries.append(entry)
    if faults:
        raise RefusedInput(faults)
    return tuple(entries)


def _entry(line: Mapping[str, Any]) -> Entry:
    return Entry(
        word=line["word"].strip(),
        klass=line.get("class") or "",
        use=line.get("use") or "class",
        weight=line.get("weight", 3),
        route=(line.get("route") or "").strip(),
    )


def _faults_of(line: object, number: int) -> list[Finding]:
    if not isinstance(line, Mapping) or not isinstance(line.get("word"), str):
        return [_fault(number, "没有写词语（word）", "It has no word")]
    word, klass, use = line["word"].strip(), line.get("class") or "", line.get("use") or "class"
    weight = line.get("weight", 3)
    tests = [
        (bool(set(line) - _KEYS), "有不认识的栏目", "It has unknown keys"),
        (not _says_something(word), f"“{word}”有空缺或只有符号", f"“{word}” has an empty part or no letters"),
        (len(word) > LONGEST_WORD, f"词语超过 {LONGEST_WORD} 个字", f"It is longer than {LONGEST_WORD}"),
        (use not in USES, f"不认识的用途“{use}”", f"Unknown use “{use}”"),
        (klass not in CLASSES and klass != "", f"不认识的类别“{klass}”", f"Unknown class “{klass}”"),
        (use == "class" and not klass, "归类的词语没有写类别", "A word of a class needs its class"),
        (
            not isinstance(weight, int) or isinstance(weight, bool) or not 1 <= weight <= HEAVIEST,
            f"分量应为 1 到 {HEAVIEST} 的整数",
            f"The weight is a whole number from 1 to {HEAVIEST}",
        ),
        (use == "route" and not line.get("route"), "转办提示没有写单位", "A hint needs the unit it hints at"),
    ]
    return [_fault(number, zh, en) for wrong, zh, en in tests if wrong]


def _says_something(word: str) -> bool:
    """Each alternative of each part between gaps has a letter."""
    parts = re.split("[…/]", word.replace("...", "…"))
    return all(any(c.isalpha() for c in folded(part)) for part in parts)


def _fault(number: int | None, zh: str, en: str) -> Finding:
    return error(
        "words.entry",
        zh,
        en,
        "请按“词语、类别、用途、分量”改正这一条",
        "Correct this entry: word, class, use, weight",
        Place(row=number),
    )

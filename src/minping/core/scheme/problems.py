"""What is wrong with a scheme as a whole, told by English key path; lines are added by the reader."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from minping.core.findings import Finding, Place, error
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Mean, Node, Pick, Rollup, Sum, Switch, Weighted
from minping.core.scheme.tree import children

Path = tuple[str | int, ...]


def printed(path: Path) -> str:
    """``trees.总分.parts[1].groups``."""
    text = "".join(f"[{key + 1}]" if isinstance(key, int) else f".{key}" for key in path)
    return text.removeprefix(".")


@dataclass(frozen=True)
class Problem:
    """``other``: the second place that has to do with it."""

    path: Path
    code: str
    zh: str
    en: str
    fix_zh: str
    fix_en: str
    other: Path | None = None

    def finding(self, name: str, place: Callable[[Path], Place] | None = None) -> Finding:
        """As a finding in file ``name``; ``place`` knows lines and the author's spelling."""
        at = place(self.path) if place else Place(file=name, path=printed(self.path))
        zh, en = self.zh, self.en
        if self.other is not None:
            there = place(self.other) if place else Place(path=printed(self.other))
            if there.line and at.line:
                zh += f"（第{there.line}行和第{at.line}行）"
                en += f" (lines {there.line} and {at.line})"
            else:
                zh += f"（另一处：{there.path}）"
                en += f" (the other: {there.path})"
        return error(self.code, zh, en, self.fix_zh, self.fix_en, at)


@dataclass
class Checker:
    """Gathers problems of one scheme."""

    scheme: Scheme
    problems: list[Problem] = field(default_factory=list)

    def add(self, path: Path, zh: str, en: str, fix_zh: str, fix_en: str) -> None:
        self.problems.append(Problem(path, "scheme.value", zh, en, fix_zh, fix_en))

    def empty(self, path: Path, what: tuple[str, str]) -> None:
        """Something that must hold at least one item holds none."""
        zh, en = what
        self.add(path, f"「{zh}」是空的", f"“{en}” is empty", f"请在「{zh}」里写内容", f"fill in {en}")

    def known(
        self, path: Path, words: str | Sequence[str], table: Iterable[str], what: tuple[str, str]
    ) -> None:
        """Every word must be in ``table``; ``what`` names the kind of thing in both languages."""
        names = list(table)
        listed = [words] if isinstance(words, str) else list(words)
        for place, word in enumerate(listed):
            if word and word not in names:
                where = path if isinstance(words, str) or len(listed) == 1 else (*path, place)
                self.unknown(where, word, names, what)

    def unknown(self, path: Path, word: str, names: list[str], what: tuple[str, str]) -> None:
        near = get_close_matches(word, names, n=1, cutoff=0.4)
        zh, en = what
        shown = "、".join(names[:12]) + ("……" if len(names) > 12 else "")
        fix_zh = (
            f"是不是「{near[0]}」？" if near else (f"已有：{shown}" if names else f"方案里没有定义任何{zh}")
        )
        fix_en = (
            f"did you mean “{near[0]}”?" if near else (f"known: {shown}" if names else f"no {en} is defined")
        )
        self.problems.append(
            Problem(
                path,
                "scheme.unknown_reference",
                f"没有定义{zh}「{word}」",
                f"no {en} “{word}”",
                fix_zh,
                fix_en,
            )
        )

    def unique(self, named: Iterable[tuple[str, Path]], what: tuple[str, str], fix: tuple[str, str]) -> None:
        """Each name at most once; the second place is reported together with the first."""
        seen: dict[str, Path] = {}
        for name, path in named:
            if name in seen:
                self.problems.append(
                    Problem(
                        path,
                        "scheme.duplicate_code",
                        f"{what[0]}「{name}」重复",
                        f"{what[1]} “{name}” occurs twice",
                        *fix,
                        other=seen[name],
                    )
                )
            seen.setdefault(name, path)


def steps_below(node: Node) -> list[tuple[Path, Node]]:
    """The nodes directly below with their place by the keys of a scheme."""
    found: list[tuple[Path, Node]] = []
    match node:
        case Weighted():
            key = "parts"
        case Sum():
            key = "terms"
        case Mean() | Pick():
            key = "nodes"
        case Switch(cases=cases, default=default):
            by_case: list[tuple[Path, Node]] = [(("cases", name), child) for name, child in cases.items()]
            return by_case + ([] if default is None else [(("default",), default)])
        case Rollup(node=child, otherwise=other):
            under: list[tuple[Path, Node]] = [(("node",), child)]
            return under + ([] if other is None else [(("otherwise",), other)])
        case _:
            key = ""
    for place, child in enumerate(children(node)):
        found.append(((key, place) if key else ("node",), child))
    return found


def placed(trees: Mapping[str, Node], section: str) -> list[tuple[Path, Node]]:
    """Every node of these trees with its path, parents first."""
    found: list[tuple[Path, Node]] = []
    waiting: list[tuple[Path, Node]] = [
        ((section, name), tree) for name, tree in reversed(list(trees.items()))
    ]
    while waiting:
        path, node = waiting.pop()
        found.append((path, node))
        waiting += [((*path, *step), child) for step, child in reversed(steps_below(node))]
    return found

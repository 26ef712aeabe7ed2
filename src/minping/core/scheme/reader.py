"""A plan's YAML text → ``Scheme``. The manual of the language is ``docs/scheme.md``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from minping.core.findings import Finding, Place, RefusedInput
from minping.core.scheme.blocks import Block, Entry, block, each, natural, read
from minping.core.scheme.blocks import section as section_entries
from minping.core.scheme.check import check_scheme
from minping.core.scheme.cursor import Cursor, Log
from minping.core.scheme.keys import folded
from minping.core.scheme.model import OpenQuestion, Scheme, SmallCells, Validity
from minping.core.scheme.names import Directory, Names
from minping.core.scheme.nodes import Node
from minping.core.scheme.outcomes import Basis, Publication, Rounding
from minping.core.scheme.problems import Path, Problem
from minping.core.scheme.read_asked import (
    read_aspects,
    read_categories,
    read_contents,
    read_groups,
    read_rounds,
    read_scales,
)
from minping.core.scheme.read_nodes import NodeReader, placeholder
from minping.core.scheme.read_outcomes import (
    DEFAULT_RANKING,
    OutcomeReader,
    names_in,
    publication,
    rounding,
)
from minping.core.scheme.read_validity import small_cells, validity
from minping.core.scheme.tree import walk
from minping.core.scheme.units import unit_problems, worth_problems
from minping.core.scheme.values import choice, integer, points, text, texts
from minping.core.scheme.yaml_text import Kind, compose

MAIN_TREES = ("总分", "total")
"""The tree for categories that name none, where several trees are written as a mapping."""

WORTH_KEYS = ("weight", "full")
"""Keys from which the points of a part follow."""


@dataclass(frozen=True)
class Reading:
    """A scheme and where its parts stand in the text."""

    scheme: Scheme
    log: Log

    def place(self, path: Path) -> Place:
        """File, line and the author's own path of a place given by English keys
        (``("trees", "总分", "parts", 0, "weight")``)."""
        return self.log.place(path)


def read_scheme(text: bytes, name: str) -> Scheme:
    """The scheme that ``text`` (YAML; UTF-8, UTF-16 or GBK) writes down; ``name`` is the file's name.

    Raises ``RefusedInput`` with every finding: line, the author's path, what is wrong, what to do.
    Open questions are no errors: they stand in ``Scheme.questions`` with their line.
    """
    return read_placed(text, name).scheme


def read_placed(text: bytes, name: str) -> Reading:
    """Like ``read_scheme``, with the places of everything for messages of the linter."""
    log = Log(name)
    root = Cursor(log, compose(text, name))
    if root.item.kind is not Kind.MAPPING:
        root.wrong_kind("一组「键: 值」", "a group of “key: value”")
        raise RefusedInput(log.findings)
    builder = _Builder(block(root, "scheme"))
    scheme = builder.scheme()
    findings = [*log.findings, *_told(builder, scheme)]
    if findings:
        raise RefusedInput(sorted(findings, key=lambda f: f.place.line or 0))
    return Reading(scheme, log)


class _Builder:
    """Reads the sections in the order in which they refer to each other."""

    def __init__(self, found: Block) -> None:
        self.found = found
        self.log = found.cursor.log
        self.directory = Directory()
        self.nodes = NodeReader(self.directory)

    def scheme(self) -> Scheme:
        found, names = self.found, self.directory
        scales = read_scales(found, names)
        aspects = read_aspects(found, names)
        groups = read_groups(found, names)
        rounds = read_rounds(found, names)
        self._name_trees()
        if "categories" not in found:
            found.missing("categories")
        categories = read_categories(found, names)
        trees = self._trees("trees")
        measures = self._trees("measures")
        self._name_outcomes((*trees.values(), *measures.values()))
        outcomes = OutcomeReader(names)
        return Scheme(
            title=found.need("title", text, ""),
            source=found.take("source", text, ""),
            year=found.take("year", integer, None),
            full=found.take("full", points, Fraction(100)),
            scales=scales,
            aspects=aspects,
            contents=read_contents(found),
            groups=groups,
            rounds=rounds,
            categories=categories,
            trees=self._main_first(trees, all(c.tree for c in categories.values())),
            measures=measures,
            validity=found.take("validity", lambda c: validity(c, names), Validity()),
            small_cells=found.take("small_cells", small_cells, SmallCells()),
            vetoes=found.take("vetoes", outcomes.vetoes, ()),
            grades=found.take("grades", outcomes.grades, ()),
            grade_basis=found.take("grade_basis", choice(Basis), Basis.EXACT).value,
            rankings=found.take("rankings", outcomes.rankings, (DEFAULT_RANKING,)),
            selections=found.take("selections", outcomes.selections, ()),
            publication=found.take("publication", publication, Publication()),
            rounding=found.take("rounding", rounding, Rounding()),
            questions=self._questions(),
            notes=found.take("notes", texts, ()),
        )

    def _name_outcomes(self, trees: tuple[Node, ...]) -> None:
        """Make known what vetoes, grades, rankings and selections may refer to."""
        found, names = self.found, self.directory
        names.nodes = Names.of((node.head.code, node.head.name) for tree in trees for node in walk(tree))
        names.grades = names_in(found.get("grades"))
        names.rankings = names_in(found.get("rankings"))
        names.selections = names_in(found.get("selections"))

    def _name_trees(self) -> None:
        pairs = []
        for key in ("trees", "measures"):
            cursor = self.found.get(key)
            if cursor is not None and cursor.item.kind is Kind.MAPPING:
                pairs += [(key.text, key.text) for key, _ in cursor.item.entries if key.kind is Kind.WORD]
            elif cursor is not None:
                pairs += list(
                    zip(names_in(cursor).codes.values(), names_in(cursor).codes.values(), strict=True)
                )
        self.directory.trees = Names.of(pairs)

    def _trees(self, section: str) -> dict[str, Node]:
        if section == "trees" and "trees" not in self.found:
            self.found.missing("trees")
        listed: list[Entry] = self.found.take(section, section_entries, [])
        return {e.code: read(e.cursor, self._root(e.code), placeholder(e.code)) for e in listed}

    def _root(self, code: str) -> Callable[[Cursor], Node]:
        return lambda cursor: self.nodes.root(cursor, code)

    def _main_first(self, trees: dict[str, Node], chosen_by_all: bool) -> dict[str, Node]:
        cursor = self.found.get("trees")
        if cursor is None or cursor.item.kind is not Kind.MAPPING or len(trees) < 2:
            return trees
        main = [code for code in trees if folded(code) in MAIN_TREES]
        if not main and not chosen_by_all:
            cursor.report(
                "scheme.main_tree",
                "有几棵计分树，没有一棵叫「总分」，也不是每个类别都写了用哪一棵",
                "there are several trees, none is called total, and some category names none",
                "请给每个类别写「计分」，或把通用的一棵叫做「总分」",
                "name a tree for every category, or call the common one total",
            )
        return {code: trees[code] for code in dict.fromkeys((*main, *trees))}

    def _questions(self) -> tuple[OpenQuestion, ...]:
        own: tuple[OpenQuestion, ...] = self.found.take("questions", lambda c: each(c, _question), ())
        every = [*self.log.questions, *own]
        return tuple(sorted(every, key=lambda q: (natural(q.path), q.question)))


def _question(cursor: Cursor) -> OpenQuestion:
    if cursor.item.kind is Kind.WORD:
        return OpenQuestion("", cursor.word(), line=cursor.line)
    found = block(cursor, "question")
    answer = found.take("decided", text, "")
    by = found.take("decided_by", text, "")
    if bool(answer) != bool(by):
        found.missing("decided" if by else "decided_by")
    question = found.need("question", text, "")
    return OpenQuestion(found.take("path", text, ""), question, answer, by, cursor.line)


def _told(builder: _Builder, scheme: Scheme) -> Iterable[Finding]:
    """Problems of the whole, but for those that only follow from what could not be read."""
    log = builder.log
    found = [
        *check_scheme(scheme),
        *unit_problems(scheme, frozenset(log.percents)),
        *worth_problems(scheme, builder.nodes.worths),
    ]
    for problem in found:
        if not _follows(problem, log, builder.nodes.lost):
            yield problem.finding(log.name, log.place)


def _follows(problem: Problem, log: Log, lost: bool) -> bool:
    """Whether a stand-in for something open or unreadable, not the author, caused the problem."""
    path = problem.path
    if lost and problem.code == "scheme.unknown_reference" and path[-1] == "node":
        return True
    marks = log.failed | log.opened
    if problem.code == "scheme.worth" and any(
        mark[:2] == path[:2] and mark[-1] in WORTH_KEYS for mark in marks
    ):
        return True
    if any(path[: len(mark)] == mark for mark in marks):
        return True
    return problem.code == "scheme.value" and any(mark[: len(path)] == path for mark in marks)

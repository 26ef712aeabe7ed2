"""Ballots of several rows tied together by a key: duplicates, rules on the whole ballot, cross-moments.

Rows that carry a ballot key are stored once, as numbers, and looked at with Ibis expressions. What a
rule spoils or sets aside is taken out of the histogram of patterns again, which is additive.

A key is meant within one group, round, channel, stratum and cluster: sites may number alike.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from minping.core.scheme.model import BallotAction, BallotCheck, BallotRule, Scheme
from minping.core.tally.ballot_rules import RuleHit, given_answers
from minping.core.tally.coding import combined
from minping.core.tally.columns import ANSWER
from minping.core.tally.counts import BallotState
from minping.core.tally.engine import Engine
from minping.core.tally.expression import (
    ROWS,
    duplicates_expression,
    keyed_expression,
    share_expression,
)
from minping.core.tally.forms import ON_ONE_ROW, rules_for
from minping.core.tally.moments import MOST_AXES, KeyedRows, Moments, graded_points, moments_of, points_scale
from minping.core.tally.patterns import judge
from minping.core.tally.problems import Problem, Problems
from minping.core.tally.tabulate import Tabulated, Tabulator

if TYPE_CHECKING:
    import ibis.expr.types as ir

KEYED = "keyed_rows"
EFFECTS = "rule_effects"
CAUGHT = "rule_caught"
MOST_LISTED = 2000
_STRENGTH = {BallotAction.SPOIL: 1, BallotAction.QUARANTINE: 2}
_ROW = ("source", "ballot", "cell", "pattern")


@dataclass
class Judged:
    """``problems[source]`` for ballots that are refused; hits of the rules; cross-moments if any."""

    problems: dict[int, Problems] = field(default_factory=dict)
    hits: Counter[RuleHit] = field(default_factory=Counter)
    keyed: dict[str, int] = field(default_factory=dict)
    moments: Moments | None = None
    too_many_axes: bool = False

    def of(self, source: int) -> Problems:
        """The problems of one source."""
        return self.problems.setdefault(source, Problems())


class WholeBallots:
    """Collects keyed rows table by table, then judges them all together."""

    def __init__(self, engine: Engine, tabulator: Tabulator, scheme: Scheme) -> None:
        self._engine = engine
        self._tabulator = tabulator
        self._scheme = scheme
        self._stored = False
        self._effects = False

    def add(self, number: int, table: Callable[[], "ir.Table"], told: Tabulated) -> None:
        """Store the keyed rows of source ``number``, read once more; ``told`` says how its texts were read."""
        if not told.heads.get("cell") or not told.tails.get("pattern"):
            return
        heads = [name for name in told.heads if name not in ("cell", "form")]
        answers = [name for name in told.tails if name.startswith(ANSWER)]
        rows = keyed_expression(
            table(),
            self._engine.memory_table(dict(told.heads)),
            self._engine.memory_table(dict(told.tails)),
            heads,
            answers,
        )
        rows = rows.mutate(source=self._engine.whole_number(number))
        self._engine.append(KEYED, rows.select(*_ROW, ROWS))
        self._stored = True

    def judge(self) -> Judged:
        """Apply the rules; the tabulator's patterns are changed accordingly."""
        judged = Judged()
        if not self._stored:
            return judged
        entries = self._entries()
        per_group = self._engine.arrow(entries.group_by("group").aggregate(entries[ROWS].sum().name(ROWS)))
        judged.keyed = dict(zip(*(per_group[name].to_pylist() for name in ("group", ROWS)), strict=True))
        for group in sorted(judged.keyed):
            self._duplicates(entries, group, judged)
        self._shares(entries, judged)
        told = self._strongest(entries)
        if self._effects:
            self._move(told)
        self._moments(told, judged)
        return judged

    def _entries(self) -> "ir.Table":
        cells = self._tabulator.cells
        scopes: dict[tuple[str, ...], int] = {}
        scope = [
            scopes.setdefault((c.group, c.round, c.channel, c.stratum, c.cluster), len(scopes)) for c in cells
        ]
        known = self._engine.memory_table(
            {
                "cell": list(range(len(cells))),
                "scope": scope,
                "unit": [cell.unit for cell in cells],
                "group": [cell.group for cell in cells],
                "form": list(self._tabulator.cell_forms),
            }
        )
        keyed = self._engine.stored(KEYED)
        return keyed.inner_join(known, "cell")

    def _duplicates(self, entries: "ir.Table", group: str, judged: Judged) -> None:
        rules = [r for r in rules_for(self._scheme, group) if r.check is BallotCheck.DUPLICATE]
        action = rules[0].action if rules else BallotAction.REFUSE
        of_group = entries.filter(entries["group"] == group)
        found = duplicates_expression(of_group)
        if action is not BallotAction.REFUSE:
            affected = of_group.semi_join(found, ["scope", "ballot", "unit"])
            self._apply(affected, RuleHit(BallotCheck.DUPLICATE.value, action.value, group), judged)
            return
        for row in self._listed(found, ["source", "ballot", "unit"], judged):
            words = (("unit", row["unit"]), ("value", row["ballot"]))
            problem = Problem("duplicate", "ballot", words)
            judged.of(row["source"]).add(problem, row[ROWS], (("ballot", row["ballot"]),))

    def _shares(self, entries: "ir.Table", judged: Judged) -> None:
        given: ir.Table | None = None
        for group, voters in self._scheme.groups.items():
            rules = [rule for rule in rules_for(self._scheme, group) if rule.check in ON_ONE_ROW]
            if not voters.rates_all or group not in judged.keyed:
                continue
            for rule in rules:
                given = self._given() if given is None else given
                of_group = entries.filter(entries["group"] == group)
                limit = None if rule.check is BallotCheck.ALL_SAME else rule.limit
                if rule.check is BallotCheck.MAX_SHARE and limit is None:
                    continue
                broken = share_expression(of_group, given, rule.option, limit)
                self._whole(of_group.semi_join(broken, ["scope", "ballot"]), rule, group, judged)

    def _whole(self, affected: "ir.Table", rule: BallotRule, group: str, judged: Judged) -> None:
        if rule.action is not BallotAction.REFUSE:
            self._apply(affected, RuleHit(rule.check.value, rule.action.value, group), judged)
            return
        ballots = affected.group_by(["scope", "ballot"]).aggregate(
            affected["source"].max().name("source"), affected[ROWS].sum().name(ROWS)
        )
        for row in self._listed(ballots, ["source", "ballot"], judged):
            words = (("value", f"{self._scheme.groups[group].name} {row['ballot']}"),)
            problem = Problem(f"refused_{rule.check.value}", "ballot", words)
            judged.of(row["source"]).add(problem, row[ROWS], (("ballot", row["ballot"]),))

    def _listed(self, found: "ir.Table", order: list[str], judged: Judged) -> list[dict[str, Any]]:
        """The first rows of a list of offending ballots; the others are only counted."""
        number = self._engine.arrow(found.count().as_table())[0][0].as_py()
        rows: list[dict[str, Any]] = self._engine.arrow(found.order_by(order).limit(MOST_LISTED)).to_pylist()
        if rows:
            judged.of(rows[-1]["source"]).more += number - len(rows)
        return rows

    def _given(self) -> "ir.Table":
        """How often each pattern met gives each option, by form."""
        columns: dict[str, list[object]] = {
            name: [] for name in ("form", "pattern", "option", "graded", "times")
        }
        for form, pattern in sorted(self._tabulator.met):
            answers = self._tabulator.patterns.answers_of(pattern)
            for (option, graded), times in given_answers(self._tabulator.forms[form], answers).items():
                for name, value in zip(columns, (form, pattern, option, graded, times), strict=True):
                    columns[name].append(value)
        return self._engine.memory_table(dict(columns))

    def _apply(self, affected: "ir.Table", hit: RuleHit, judged: Judged) -> None:
        """Count what a rule caught and note what follows from it."""
        caught = self._engine.store(CAUGHT, affected.select(*_ROW, ROWS))
        number = self._engine.arrow(caught.aggregate(caught[ROWS].sum().name(ROWS)))[ROWS][0].as_py()
        if not number:
            return
        judged.hits[hit] += number
        strength = _STRENGTH.get(BallotAction(hit.action))
        if strength is not None:
            noted = caught.mutate(strength=self._engine.whole_number(strength))
            self._engine.append(EFFECTS, noted.select(*_ROW, "strength"))
            self._effects = True

    def _strongest(self, entries: "ir.Table") -> "ir.Table":
        """The entries with the strongest effect on each: 0 none, 1 spoiled, 2 set aside."""
        if not self._effects:
            return entries.mutate(strength=self._engine.whole_number(0))
        noted = self._engine.stored(EFFECTS)
        strongest = noted.group_by(list(_ROW)).aggregate(noted["strength"].max().name("strength"))
        joined = entries.left_join(strongest, list(_ROW))
        return joined.mutate(strength=joined["strength"].fill_null(0))

    def _move(self, entries: "ir.Table") -> None:
        """Take what is spoiled or set aside out of the histogram; the spoiled goes back in as such."""
        tabulator = self._tabulator
        changed = entries.filter(entries["strength"] > 0)
        moved = changed.group_by(["cell", "pattern", "strength"]).aggregate(changed[ROWS].sum().name(ROWS))
        for row in self._engine.arrow(moved).to_pylist():
            cell, answers = tabulator.cells[row["cell"]], tabulator.patterns.answers_of(row["pattern"])
            tabulator.patterns.take(cell, answers, row[ROWS])
            if row["strength"] == _STRENGTH[BallotAction.SPOIL]:
                form = tabulator.forms[tabulator.cell_forms[row["cell"]]]
                tabulator.patterns.add(cell, form.spoiled, row[ROWS])

    def _moments(self, entries: "ir.Table", judged: Judged) -> None:
        groups = [g for g, voters in self._scheme.groups.items() if voters.rates_all and g in judged.keyed]
        if not groups:
            return
        chosen = entries.filter(entries["group"].isin(groups) & (entries["strength"] == 0))
        told = self._engine.arrow(chosen.select("scope", "ballot", "cell", "pattern", ROWS))
        keys = told["ballot"].combine_chunks().dictionary_encode()
        scope, cell, pattern, rows = (told[n].to_numpy() for n in ("scope", "cell", "pattern", ROWS))
        codes = keys.indices.to_numpy()
        ballot, _ = combined([scope, codes], [int(scope.max(initial=0)) + 1, len(keys.dictionary)])
        keyed = KeyedRows(*(np.repeat(part, rows).astype(np.int64) for part in (ballot, cell, pattern)))
        points = {
            (c, p): self._points(c, p)
            for c, p in set(zip(keyed.cell.tolist(), keyed.pattern.tolist(), strict=True))
        }
        axes = {
            (self._tabulator.cells[c].unit, aspect) for (c, _), given in points.items() for aspect, _ in given
        }
        if len(axes) > MOST_AXES:
            judged.too_many_axes = True
            return
        judged.moments = moments_of(keyed, self._tabulator.cells, points, points_scale(self._scheme))

    def _points(self, cell: int, pattern: int) -> list[tuple[str, Fraction]]:
        form = self._tabulator.forms[self._tabulator.cell_forms[cell]]
        answers = self._tabulator.patterns.answers_of(pattern)
        return graded_points(form, answers) if judge(form, answers)[0] is BallotState.VALID else []

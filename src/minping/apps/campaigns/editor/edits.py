"""A posted form applied to the scheme: the new scheme, or what is wrong and where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from minping.apps.campaigns.editor.inputs import Data, Taken, Widget
from minping.apps.campaigns.editor.items import WHOLE, Item, replaced
from minping.apps.campaigns.editor.plans import Names, shape_for
from minping.apps.campaigns.editor.questions import Asked, asked_of, decided, without_rows
from minping.apps.campaigns.editor.words import INLINE
from minping.core.findings import Finding, Text
from minping.core.scheme.check import check_scheme
from minping.core.scheme.lint import weights
from minping.core.scheme.lint.plan import Plan
from minping.core.scheme.model import Scheme
from minping.core.scheme.problems import Path, Problem, printed
from minping.core.scheme.units import unit_problems

EMPTY = Text("", "")
WHO = Text("请写明由谁决定。", "Say who decided it.")


@dataclass(frozen=True)
class Edited:
    """``scheme`` is the new one, if nothing is wrong. ``faults``: input name → what is wrong there;
    ``findings``: what is wrong with the whole."""

    scheme: Scheme | None
    faults: Mapping[str, Sequence[Text]] = field(default_factory=dict)
    findings: Sequence[Finding] = ()


def drawn(scheme: Scheme, item: Item) -> tuple[Widget, ...]:
    """The inputs of a part."""
    return shape_for(item.value, Names(scheme)).draw("", EMPTY, item.value)


def asked_at(scheme: Scheme, item: Item) -> list[Asked]:
    """The open questions about this part (not those about parts below it)."""
    return [
        asked
        for asked in asked_of(scheme)
        if asked.spot is not None and asked.spot.address == item.address and not asked.question.answer
    ]


def edited(scheme: Scheme, item: Item, data: Data) -> Edited:
    """Read the form of ``item`` as it was posted."""
    taken = Taken(data)
    value = shape_for(item.value, Names(scheme)).read("", item.value, taken)
    changed = replaced(scheme, item.path, value) if value is not item.value else scheme
    if taken.removed:
        changed = without_rows(changed, item.address, taken.removed, scheme)
    changed = _decide(scheme, changed, item, taken)
    if taken.faults:
        return Edited(None, taken.faults)
    if changed is scheme:
        return Edited(scheme)
    findings = [
        *_told(check_scheme(changed)),
        *_told(unit_problems(changed, frozenset(_path(item, name) for name in taken.percents))),
        *(weight_findings(changed, item) if value != item.value else ()),
    ]
    return Edited(None if findings else changed, {}, findings)


def _decide(before: Scheme, scheme: Scheme, item: Item, taken: Taken) -> Scheme:
    known = {asked.key for asked in asked_of(scheme)}
    for asked in asked_at(before, item):
        if taken.one(f"decide.{asked.key}") is None or asked.key not in known:
            continue
        by = (taken.one(f"decide.{asked.key}.by") or taken.one("decide.by") or "").strip()
        if not by:
            taken.fault("decide.by", WHO)
            continue
        scheme = decided(scheme, asked.key, taken.one(f"decide.{asked.key}.answer") or "", by)
    return scheme


def _path(item: Item, name: str) -> Path:
    """An input's place by the keys of the language."""
    own = () if item.path == (WHOLE,) else item.path
    steps = [step for step in name.split(".") if step not in INLINE]
    return (*own, *(int(step) if step.isdecimal() else step for step in steps))


def _told(problems: Iterable[Problem]) -> list[Finding]:
    found = []
    for problem in problems:
        finding = problem.finding("")
        found.append(finding)
    return found


def weight_findings(scheme: Scheme, item: Item) -> list[Finding]:
    """What the linter says of the weights of this very part: sums, signs, missing ones."""
    if not item.is_node:
        return []
    plan = Plan(scheme)
    found = [
        f
        for rule in weights.RULES
        if rule.check is not weights.scheme_full
        for f in rule.findings(plan, None)
    ]
    own = [printed((*item.path, "parts", i)) for i in range(len(getattr(item.value, "parts", ())))]
    return [f for f in found if f.place.path == item.address or f.place.path in own]

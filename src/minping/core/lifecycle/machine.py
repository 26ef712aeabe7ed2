"""State machines as data, and the few functions that read them.

A table says which act leads from which states to which state, which facts it needs and which facts
forbid it, and what it leaves beside the state: flags, open stages, counters. Nothing here knows
people, time or storage: the caller establishes the facts and keeps the result.

Facts are a set of names, or a mapping whose truthy values are facts and whose integers may be
counters (``{"handler_named": True, "extensions": 1}``).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from minping.core.findings import Text

Facts = Mapping[str, object] | Collection[str]

SECOND_PERSON = "second_person"
"""The fact every act by two persons needs: another person has confirmed it."""

OPEN = "_open"
"""``rating_open`` is the fact that the stage ``rating`` is open."""

ALWAYS = {SECOND_PERSON: Text("第二人已确认", "a second person has confirmed")}


@dataclass(frozen=True)
class State:
    """``final``: a declared end, nothing more need happen. States without an exit must be final."""

    name: str
    label: Text
    final: bool = False


@dataclass(frozen=True)
class Threshold:
    """A counter must lie within these bounds, both included."""

    counter: str
    at_least: int | None = None
    at_most: int | None = None

    def met(self, value: int) -> bool:
        return (self.at_least is None or value >= self.at_least) and (
            self.at_most is None or value <= self.at_most
        )


@dataclass(frozen=True)
class Transition:
    """One act. ``target`` empty: the state stays and only what stands beside it changes.

    ``needs``: facts (or raised flags, or ``<stage>_open``) that must hold; ``bars``: facts that must
    not. ``irreversible``: none of the sources can ever be reached again. ``by_two``: another person
    must confirm (fact ``second_person``). ``source`` cites where the rule comes from.
    """

    act: str
    sources: tuple[str, ...]
    target: str
    label: Text
    needs: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()
    when: tuple[Threshold, ...] = ()
    raises: tuple[str, ...] = ()
    lowers: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    sets: Mapping[str, int] = field(default_factory=dict)
    irreversible: bool = False
    by_two: bool = False
    source: str = ""

    @property
    def needed(self) -> tuple[str, ...]:
        return (*self.needs, SECOND_PERSON) if self.by_two else self.needs


@dataclass(frozen=True)
class Trigger:
    """After one of ``acts``: if the counter lies within the threshold, raise a flag and add to counters.

    Fires once where it raises a flag, every time otherwise."""

    acts: tuple[str, ...]
    when: Threshold
    label: Text
    raises: str = ""
    adds: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Ladder:
    """A counter with named rungs, 0 first; it never passes the last."""

    counter: str
    label: Text
    rungs: tuple[Text, ...]

    @property
    def top(self) -> int:
        return len(self.rungs) - 1


@dataclass(frozen=True)
class Machine:
    """A whole table. The first state is where every case begins. ``restricted``: the case has an
    access list of its own and is hidden from everybody else."""

    name: str
    label: Text
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    facts: Mapping[str, Text] = field(default_factory=dict)
    flags: Mapping[str, Text] = field(default_factory=dict)
    stages: Mapping[str, Text] = field(default_factory=dict)
    counters: Mapping[str, Text] = field(default_factory=dict)
    start: Mapping[str, int] = field(default_factory=dict)
    triggers: tuple[Trigger, ...] = ()
    ladder: Ladder | None = None
    restricted: bool = False
    source: str = ""
    note: Text = Text("", "")

    def state(self, name: str) -> State:
        """Raises ``ValueError`` for a name that the table does not have."""
        found = next((s for s in self.states if s.name == name), None)
        if found is None:
            raise ValueError(f"{self.name} has no state {name!r}")
        return found

    def label_of(self, name: str) -> Text:
        """What a fact, a flag, a stage's openness or a counter is called."""
        if name.endswith(OPEN) and name.removesuffix(OPEN) in self.stages:
            stage = self.stages[name.removesuffix(OPEN)]
            return Text(f"“{stage.zh}”阶段进行中", f"stage “{stage.en}” is open")
        for names in (self.facts, self.flags, self.counters, ALWAYS):
            if name in names:
                return names[name]
        raise ValueError(f"{self.name} does not know {name!r}")


@dataclass(frozen=True)
class Case:
    """Where one campaign, round, problem … stands."""

    state: str
    flags: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    counters: Mapping[str, int] = field(default_factory=dict)


class IllegalMove(Exception):  # noqa: N818 - the field's word
    """The act is not allowed here and now. ``allowed`` names the acts that leave the state;
    ``lacking`` and ``barring`` name the facts, if the act itself belongs to the state."""

    def __init__(
        self, machine: Machine, state: str, act: str, lacking: tuple[str, ...], barring: tuple[str, ...]
    ) -> None:
        self.machine, self.state, self.act = machine.name, state, act
        self.lacking, self.barring = lacking, barring
        self.allowed = tuple(t.act for t in allowed(machine, state))
        self.text = Text(
            _refusal(machine, state, act, lacking, barring, "zh"),
            _refusal(machine, state, act, lacking, barring, "en"),
        )
        super().__init__(self.text.zh)


def begin(machine: Machine, counters: Mapping[str, int] | None = None) -> Case:
    """A new case in the first state; every counter at its start (0 unless the table says otherwise)."""
    numbers = {name: machine.start.get(name, 0) for name in machine.counters}
    unknown = set(counters or {}) - set(numbers)
    if unknown:
        raise ValueError(f"{machine.name} does not count {sorted(unknown)}")
    return Case(machine.states[0].name, counters=numbers | dict(counters or {}))


def allowed(machine: Machine, state: str) -> tuple[Transition, ...]:
    """The acts that belong to ``state``, whether or not their facts hold yet."""
    machine.state(state)
    return tuple(t for t in machine.transitions if state in t.sources)


def possible(machine: Machine, state: str, facts: Facts = ()) -> tuple[Transition, ...]:
    """The acts of ``state`` whose facts hold."""
    return tuple(t for t in allowed(machine, state) if not any(_obstacles(machine, t, facts)))


def advance(machine: Machine, state: str, act: str, facts: Facts = ()) -> str:
    """The state after ``act``. Raises ``IllegalMove``."""
    return _chosen(machine, state, act, facts).target or state


def facts_of(case: Case, facts: Facts = ()) -> dict[str, object]:
    """The caller's facts together with the case's own: flags, open stages, counters. The case wins."""
    given = dict(facts) if isinstance(facts, Mapping) else dict.fromkeys(facts, True)
    own: dict[str, object] = dict.fromkeys(case.flags, True)
    own |= {stage + OPEN: True for stage in case.stages}
    return given | own | dict(case.counters)


def perform(machine: Machine, case: Case, act: str, facts: Facts = ()) -> Case:
    """The case after ``act`` with flags, stages, counters and triggers applied. Raises ``IllegalMove``."""
    chosen = _chosen(machine, case.state, act, facts_of(case, facts))
    counters = dict(case.counters) | dict(chosen.sets)
    _add(machine, counters, chosen.adds)
    flags = set(case.flags) - set(chosen.lowers) | set(chosen.raises)
    for trigger in machine.triggers:
        fires = act in trigger.acts and trigger.when.met(counters[trigger.when.counter])
        if fires and not (trigger.raises and trigger.raises in flags):
            _add(machine, counters, trigger.adds)
            flags |= {trigger.raises} - {""}
    return Case(
        state=chosen.target or case.state,
        flags=frozenset(flags),
        stages=case.stages - set(chosen.closes) | set(chosen.opens),
        counters=counters,
    )


def _add(machine: Machine, counters: dict[str, int], names: tuple[str, ...]) -> None:
    for name in names:
        counters[name] = counters.get(name, 0) + 1
        if machine.ladder is not None and name == machine.ladder.counter:
            counters[name] = min(counters[name], machine.ladder.top)


def _chosen(machine: Machine, state: str, act: str, facts: Facts) -> Transition:
    found = next((t for t in allowed(machine, state) if t.act == act), None)
    if found is None:
        raise IllegalMove(machine, state, act, (), ())
    lacking, barring = _obstacles(machine, found, facts)
    if lacking or barring:
        raise IllegalMove(machine, state, act, lacking, barring)
    return found


def _obstacles(
    machine: Machine, transition: Transition, facts: Facts
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lacking = [name for name in transition.needed if not _holds(facts, name)]
    lacking += [t.counter for t in transition.when if not t.met(_count(machine, facts, t.counter))]
    return tuple(lacking), tuple(name for name in transition.bars if _holds(facts, name))


def _holds(facts: Facts, name: str) -> bool:
    return bool(facts.get(name)) if isinstance(facts, Mapping) else name in facts


def _count(machine: Machine, facts: Facts, counter: str) -> int:
    value = facts.get(counter) if isinstance(facts, Mapping) else None
    return value if isinstance(value, int) else machine.start.get(counter, 0)


def _refusal(
    machine: Machine, state: str, act: str, lacking: tuple[str, ...], barring: tuple[str, ...], language: str
) -> str:
    zh = language != "en"
    quote, stop, comma = ("“{}”", "。", "、") if zh else ("“{}”", ". ", ", ")

    def said(text: Text) -> str:
        return quote.format(text.in_language(language))

    name = next((t.label for t in machine.transitions if t.act == act), Text(act, act))
    now = said(machine.state(state).label)
    head = f"{said(machine.label)}{'现处于' if zh else ' is in state '}{now}"
    parts = [f"{head}{'，不能' if zh else ', '}{said(name)}{'' if zh else ' is not possible'}"]
    if lacking:
        names = comma.join(machine.label_of(n).in_language(language) for n in lacking)
        parts.append(f"{'还缺：' if zh else 'still lacking: '}{names}")
    if barring:
        names = comma.join(machine.label_of(n).in_language(language) for n in barring)
        parts.append(f"{'受阻于：' if zh else 'prevented by: '}{names}")
    if not lacking and not barring:
        names = comma.join(t.label.in_language(language) for t in allowed(machine, state))
        nothing = "没有，此状态已是终点" if zh else "nothing, this is the end"
        parts.append(f"{'现在可以：' if zh else 'possible now: '}{names or nothing}")
    return (stop.join(parts) + stop).strip()

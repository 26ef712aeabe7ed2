"""What holds for every table: sound names, no dead ends, no way back over an irreversible act."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.lifecycle.walks import Path as WalkPath
from tests.core.lifecycle.walks import paths, walk

from minping.core.lifecycle import MACHINES, Machine, advance, allowed
from minping.core.lifecycle.machine import IllegalMove, Transition

ROOT = Path(__file__).parents[3]
each_machine = pytest.mark.parametrize("machine", MACHINES, ids=lambda m: m.name)


def reached_from(machine: Machine, start: str) -> set[str]:
    seen, todo = set[str](), [start]
    while todo:
        state = todo.pop()
        for t in allowed(machine, state):
            if t.target and t.target not in seen:
                seen.add(t.target)
                todo.append(t.target)
    return seen


def names_in(t: Transition) -> set[str]:
    return {*t.needs, *t.bars, *t.raises, *t.lowers, *t.adds, *t.sets, *(w.counter for w in t.when)}


@each_machine
def test_names_are_declared_and_unique(machine: Machine) -> None:
    states = [s.name for s in machine.states]
    assert len(set(states)) == len(states)
    pairs = [(t.act, source) for t in machine.transitions for source in t.sources]
    assert len(set(pairs)) == len(pairs)
    for t in machine.transitions:
        assert {*t.sources, t.target} - {""} <= set(states)
        assert all(machine.label_of(name).zh for name in names_in(t))
        assert {*t.opens, *t.closes} <= set(machine.stages)
        assert {*t.raises, *t.lowers} <= set(machine.flags)
        assert {*t.adds, *t.sets} <= set(machine.counters)


@each_machine
def test_every_declared_fact_flag_and_counter_is_used(machine: Machine) -> None:
    used = {name for t in machine.transitions for name in names_in(t)}
    used |= {trigger.raises for trigger in machine.triggers}
    used |= {trigger.when.counter for trigger in machine.triggers}
    assert set(machine.facts) | set(machine.flags) | set(machine.counters) <= used


@each_machine
def test_everything_has_labels_in_both_languages_and_a_source(machine: Machine) -> None:
    labels = [machine.label, machine.note, *machine.facts.values(), *machine.flags.values()]
    labels += [s.label for s in machine.states] + [t.label for t in machine.transitions]
    assert all(label.zh and label.en for label in labels)
    assert machine.source
    assert all(t.source for t in machine.transitions)


@each_machine
def test_every_state_is_reachable(machine: Machine) -> None:
    first = machine.states[0].name
    assert {s.name for s in machine.states} == reached_from(machine, first) | {first}


@each_machine
def test_no_dead_ends_but_declared_ends(machine: Machine) -> None:
    ends = {s.name for s in machine.states if s.final}
    for state in machine.states:
        assert state.final or reached_from(machine, state.name) & ends


@each_machine
def test_an_irreversible_act_cannot_be_taken_back(machine: Machine) -> None:
    for t in machine.transitions:
        if t.irreversible:
            assert not (reached_from(machine, t.target) | {t.target}) & set(t.sources), t.act


@given(st.sampled_from(MACHINES), paths)
def test_no_sequence_of_acts_makes_an_illegal_jump(machine: Machine, path: WalkPath) -> None:
    for move in walk(machine, path):
        rule = next(t for t in allowed(machine, move.before.state) if t.act == move.act)
        assert move.after.state == (rule.target or move.before.state)
        assert move.after.flags <= set(machine.flags)
        assert move.after.stages <= set(machine.stages)
        assert all(move.after.counters[name] >= 0 for name in machine.counters)
        if rule.by_two:
            assert "second_person" in move.facts


@given(st.sampled_from(MACHINES), st.data())
def test_an_act_of_another_state_is_always_refused(machine: Machine, data: st.DataObject) -> None:
    state = data.draw(st.sampled_from(machine.states)).name
    here = {t.act for t in allowed(machine, state)}
    elsewhere = sorted({t.act for t in machine.transitions} - here)
    everything = dict.fromkeys((*machine.facts, *machine.flags, "second_person"), True)
    for act in elsewhere:
        with pytest.raises(IllegalMove):
            advance(machine, state, act, everything)


def test_the_page_is_current() -> None:
    script = ROOT / "tools" / "lifecycle_page.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr

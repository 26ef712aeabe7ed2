"""Write docs/lifecycle.md from the transition tables; ``--check`` only says whether it is current."""

import sys
from collections.abc import Iterator
from pathlib import Path

from minping.core.findings import Text
from minping.core.lifecycle import MACHINES, Machine, Transition

PAGE = Path(__file__).parent.parent / "docs" / "lifecycle.md"

INTRODUCTION = """# 状态与流转 · States and transitions

本页由 `tools/lifecycle_page.py` 根据 `core/lifecycle` 中的流转表生成，请勿手改。
This page is generated from the tables in `core/lifecycle` by `tools/lifecycle_page.py`; do not edit it.

标记 · Marks: ◎ 终点 a declared end · ⇥ 不可退回 the source can never be reached again · ② 须两人 by two persons ·
⟳ 状态不变 the state stays
"""


def both(text: Text) -> str:
    return f"{text.zh} · {text.en}"


def conditions(machine: Machine, t: Transition) -> str:
    parts = [f"需 needs: {both(machine.label_of(name))}" for name in t.needs]
    parts += [f"不得 not if: {both(machine.label_of(name))}" for name in t.bars]
    for when in t.when:
        low, high = when.at_least, when.at_most
        bounds = f"≥ {low}" if high is None else f"= {low}" if low == high else f"≤ {high}"
        parts.append(f"{both(machine.label_of(when.counter))} {bounds}")
    return "<br>".join(parts)


def effects(machine: Machine, t: Transition) -> str:
    parts = [f"+1 {both(machine.label_of(name))}" for name in t.adds]
    parts += [f"{both(machine.label_of(name))} = {value}" for name, value in t.sets.items()]
    parts += [f"⚑ {both(machine.label_of(name))}" for name in t.raises]
    parts += [f"⚐ {both(machine.label_of(name))}" for name in t.lowers]
    parts += [f"▶ {both(machine.stages[name])}" for name in t.opens]
    parts += [f"■ {both(machine.stages[name])}" for name in t.closes]
    return "<br>".join(parts)


def diagram(machine: Machine) -> Iterator[str]:
    """Moves between states; acts that keep the state are in the table only."""
    yield from ("```mermaid", "stateDiagram-v2")
    for state in machine.states:
        yield f'    state "{state.label.zh}<br>{state.label.en}" as {state.name}'
    yield f"    [*] --> {machine.states[0].name}"
    for t in machine.transitions:
        for source in [s for s in t.sources if t.target not in ("", s)]:
            yield f"    {source} --> {t.target}: {t.label.zh} / {t.label.en}".replace("：", " ")
    yield from (f"    {state.name} --> [*]" for state in machine.states if state.final)
    yield "```"


def rows(machine: Machine) -> Iterator[str]:
    yield "| 动作 act | 从 from | 到 to | 条件 conditions | 同时 also | 标记 | 出处 source |"
    yield "|---|---|---|---|---|---|---|"
    for t in machine.transitions:
        source = "<br>".join(both(machine.state(name).label) for name in t.sources)
        target = both(machine.state(t.target).label) if t.target else "⟳"
        marks = ("⇥" if t.irreversible else "") + ("②" if t.by_two else "")
        cells = (both(t.label), source, target, conditions(machine, t), effects(machine, t), marks, t.source)
        yield f"| {' | '.join(cells)} |"


def section(machine: Machine) -> Iterator[str]:
    yield from (f"## {both(machine.label)}", "", f"`{machine.name}` · {machine.source}")
    yield from ("", machine.note.zh, "", machine.note.en, "")
    if machine.restricted:
        yield from ("🔒 另设知情人名单 · has an access list of its own", "")
    yield from (*diagram(machine), "")
    states = "；".join(both(s.label) + (" ◎" if s.final else "") for s in machine.states)
    yield from (f"状态 · States: {states}", "", *rows(machine))
    if machine.ladder is not None:
        yield from ("", f"{both(machine.ladder.label)}: {' → '.join(map(both, machine.ladder.rungs))}")
    for trigger in machine.triggers:
        yield from ("", f"自动 · automatic: {both(trigger.label)} ({trigger.source})")
    yield ""


def page() -> str:
    return "\n".join([INTRODUCTION, *(line for machine in MACHINES for line in section(machine))])


def main(arguments: list[str]) -> int:
    text = page()
    if "--check" in arguments:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
        print(f"{PAGE.name} is {'current' if current else 'out of date: run tools/lifecycle_page.py'}")
        return 0 if current else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

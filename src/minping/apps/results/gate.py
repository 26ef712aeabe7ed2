"""The gate before totals (F055, F170): what is missing, what to do about it, and who signed for its absence."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from minping.apps.campaigns.selectors import RoundFacts, frozen_scheme, rounds_of
from minping.apps.results.composition import staged
from minping.apps.results.lacks import Lack, room_lacks, unsigned_codes
from minping.apps.results.models import Explanation
from minping.apps.results.rooms import keepers_of, sites_of
from minping.apps.results.tables import newest
from minping.core.bundle.model import Bundle
from minping.core.findings import Finding, RefusedInput, Text
from minping.core.lifecycle import ROUND
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Ledger, Report
from minping.core.scheme.tree import walk
from minping.core.scoring.inputs import Status, Unit

_DONE = frozenset({"validated", "supplemented", "repeated"})
_BEFORE = frozenset({"planned", "roster_open", "roster_locked", "seed_committed", "drawn", "invited"})
_NAMED = 5


@dataclass(frozen=True)
class Gate:
    """All that is missing, and faults in the tables as they are read now."""

    lacks: tuple[Lack, ...]
    faults: tuple[Finding, ...] = ()

    @property
    def open(self) -> tuple[Lack, ...]:
        """What still stands in the way."""
        return tuple(lack for lack in self.lacks if not lack.settled)

    @property
    def clear(self) -> bool:
        """Whether totals may be computed."""
        return not self.open and not self.faults


def explanations_of(campaign: UUID) -> dict[str, Explanation]:
    """Item → its newest signed reason."""
    return {found.item: found for found in Explanation.objects.filter(campaign=campaign).order_by("at")}


def gate_of(campaign: UUID) -> Gate:
    """What stands between the campaign and its totals."""
    scheme = frozen_scheme(campaign)
    if scheme is None:
        lack = Lack(
            "scheme",
            Text("方案尚未冻结", "the scheme is not frozen"),
            Text("在评议活动的「方案」页由两人冻结", "freeze it by two on the campaign's scheme page"),
            explainable=False,
        )
        return Gate((lack,))
    lacks = [*_rounds(campaign, scheme), *_tables(campaign, scheme), *room_lacks(campaign)]
    faults: tuple[Finding, ...] = ()
    try:
        lacks += _reports(scheme, staged(campaign, tallies=False), unsigned_codes(campaign))
    except RefusedInput as refused:
        faults = refused.findings
    return Gate(tuple(_explained(campaign, lacks)), faults)


def _explained(campaign: UUID, lacks: list[Lack]) -> Iterator[Lack]:
    known = explanations_of(campaign)
    for lack in lacks:
        found = known.get(lack.item)
        reason, signed = (found.reason, found.by_name) if found is not None and found.reason else ("", "")
        yield replace(lack, reason=reason, signed_by=signed)


def _rounds(campaign: UUID, scheme: Scheme) -> Iterator[Lack]:
    """Rounds that have not come to their end, and those that the scheme asks for and nobody held: neither by
    ballots nor in sessions at sites."""
    held = rounds_of(campaign)
    sites = sites_of(campaign)
    sited = {(row.group, row.round) for row in (sites[1] if sites is not None else ())}
    for found in held:
        by_sites = found.state in _BEFORE and (found.group, found.code) in sited
        if found.state not in _DONE and not by_sites:
            yield _unfinished(found)
    had = {(found.group, found.code) for found in held} | sited
    for code, wanted in scheme.rounds.items():
        for group in wanted.groups or tuple(scheme.groups):
            if wanted.counts and (group, code) not in had:
                name = f"{scheme.groups[group].name}·{wanted.name}"
                yield Lack(
                    f"round:{group}:{code}",
                    Text(
                        f"方案规定的「{name}」没有举行", f"“{name}”, which the scheme asks for, was not held"
                    ),
                    Text("补办这一轮；不再举行的，签字说明", "hold it, or sign why it is not held"),
                )


def _unfinished(found: RoundFacts) -> Lack:
    label = ROUND.state(found.state).label
    text = Text(f"「{found.title}」：{label.zh}", f"“{found.title_en or found.title}”: {label.en}")
    remedies = {
        "open": Text("等到截止时间，或由两人提前截止", "wait for its end, or close it early by two"),
        "closed": Text(
            "投票箱交出计票后自动转入，请确认投票箱在运行",
            "taken over once the box has counted; see that the box runs",
        ),
        "tallied": Text("系统随即认定是否有效", "its validity is settled at the next tick"),
        "short": Text(
            "另开补充轮次，或由两人签字认可", "open a supplementary round, or accept it by two with a reason"
        ),
        "void": Text("另行重投；不再重投的，签字说明", "repeat it, or sign why it is not repeated"),
    }
    early = found.state in _BEFORE
    remedy = Text("完成这一轮；不再举行的，签字说明", "hold the round, or sign why it is not held")
    return Lack(f"round:{found.id}", text, remedies.get(found.state, remedy), early or found.state == "void")


def _tables(campaign: UUID, scheme: Scheme) -> Iterator[Lack]:
    there = {sheet for sheet, version in newest(campaign).items() if version.file} | set(keepers_of(campaign))
    nodes = [n for tree in (*scheme.trees.values(), *scheme.measures.values()) for n in walk(tree)]
    if any(isinstance(node, Ledger) for node in nodes) and "entries" not in there:
        yield Lack(
            "table:entries",
            Text("没有日常考评记录", "there are no entries of the daily assessment"),
            Text(
                "上传已截止冻结的记录；全年没有记录的，签字说明",
                "upload the frozen entries, or sign that there are none",
            ),
        )
    if scheme.vetoes and "events" not in there:
        yield Lack(
            "table:events",
            Text("没有登记一票否决等事项", "no events such as vetoes are recorded"),
            Text(
                "上传事项表；确无此类事项的，签字说明",
                "upload the table of events, or sign that there were none",
            ),
        )


def _reports(scheme: Scheme, bundle: Bundle, unsigned: frozenset[str]) -> Iterator[Lack]:
    """Components of partners, each with the appraised units that it does not speak of; but those whose partner
    has not signed are told as such."""
    told = {(row.component, row.unit) for row in bundle.data.reports}
    for component, wanted in _wanted(scheme, bundle.data.units.values()).items():
        missing = [unit for unit in wanted if (component, unit.code) not in told]
        if not missing or component in unsigned:
            continue
        names = "、".join(unit.name for unit in missing[:_NAMED])
        more = len(missing) > _NAMED
        whole = len(missing) == len(wanted)
        zh = "全部" if whole else f"{names}{'等' if more else ''}"
        en = "all units" if whole else f"{names}{' and others' if more else ''}"
        yield Lack(
            f"report:{component}:{_mark(missing)}",
            Text(
                f"「{component}」还缺{len(missing)}个单位（共{len(wanted)}个）：{zh}",
                f"“{component}” lacks {len(missing)} of {len(wanted)} units: {en}",
            ),
            Text(
                "请配合单位补报；本来没有这一项的报「不适用」；不再补报的，签字说明",
                "let the partner report them, 不适用 where it does not apply, or sign why they stay absent",
            ),
        )


def _mark(units: list[Unit]) -> str:
    """Short name of exactly these units: a reason signed for three of them does not cover a fourth."""
    return hashlib.sha256("|".join(sorted(unit.code for unit in units)).encode()).hexdigest()[:12]


def _wanted(scheme: Scheme, units: Iterable[Unit]) -> dict[str, list[Unit]]:
    """Component → appraised units whose score asks for it."""
    found: dict[str, list[Unit]] = {}
    for unit in units:
        tree = scheme.tree_of(unit.category) if unit.category else None
        if tree is None or unit.status is not Status.APPRAISED:
            continue
        for component in dict.fromkeys(n.component for n in walk(tree) if isinstance(n, Report)):
            found.setdefault(component, []).append(unit)
    return found

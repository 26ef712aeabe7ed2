"""What a round asks of whom, worked out from the frozen scheme, the units and the invitations."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from minping.apps.campaigns.objects import Objects, objects_of
from minping.apps.campaigns.selectors import RoundFacts, campaign_of, categories_of, frozen_scheme
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.keys import key
from minping.apps.register.models import CredentialClass, Invitation
from minping.apps.units.selectors import UnitFacts, own_office
from minping.core.findings import Text
from minping.core.scheme.canonical import scheme_hash, to_canonical
from minping.core.scheme.model import OVERALL, Scale, Scheme
from minping.core.scheme.nodes import Rollup
from minping.core.secrecy.manifest import (
    DIGITS,
    Choice,
    Manifest,
    Question,
    RatedUnit,
)
from minping.core.secrecy.manifest import CredentialClass as ClassOnBallot
from minping.core.secrecy.manifest_check import sized
from minping.core.secrecy.tickets import key_id
from minping.core.simulate.needs import Needs, needs_of

APPRAISED = "appraised"
ENGLISH = {
    "满意": "satisfied",
    "很满意": "very satisfied",
    "非常满意": "very satisfied",
    "比较满意": "fairly satisfied",
    "较满意": "fairly satisfied",
    "基本满意": "mostly satisfied",
    "一般": "neutral",
    "不太满意": "rather dissatisfied",
    "不满意": "dissatisfied",
    "很不满意": "very dissatisfied",
    "不了解": "do not know",
    "弃权": "abstain",
    "好": "good",
    "较好": "fairly good",
    "差": "poor",
    "较差": "rather poor",
    "是": "yes",
    "否": "no",
    OVERALL: "Overall",
}
"""Words that most plans use, for the English side of the page; others stay as the plan has them."""


@dataclass(frozen=True)
class Rated:
    """A unit on the ballot and the category whose questions are asked."""

    unit: UnitFacts
    category: str


def build_manifest(facts: RoundFacts, client: Mapping[str, str]) -> tuple[Manifest, bytes]:
    """The manifest of a round and the canonical bytes of its scheme. Raises Refused."""
    scheme = frozen_scheme(facts.campaign)
    if scheme is None:
        raise Refused(Text("方案尚未冻结。", "The scheme is not frozen yet."))
    rated = list(rated_units(scheme, facts))
    if not rated:
        raise Refused(
            Text(
                f"没有由「{facts.group}」评议的单位，请检查方案与参评名单。",
                f"No unit is rated by “{facts.group}”: check the scheme and the list of participants.",
            )
        )
    used = list(dict.fromkeys(one.category for one in rated))
    names = {c.code: c.name for c in categories_of(facts.campaign)}
    forms = {category: _questions(scheme, facts.group, category) for category in used}
    office = own_office()
    manifest = Manifest(
        round=str(facts.id),
        campaign=str(facts.campaign),
        title=facts.title,
        title_en=facts.title_en,
        office=office.name,
        phone=office.phone,
        opens=facts.opens.isoformat(),
        closes=timezone.localtime(facts.closes).isoformat(timespec="seconds"),
        group=facts.group,
        round_code=facts.code or facts.title,
        scheme_hash=scheme_hash(scheme),
        scales=_scales(scheme, forms),
        forms=forms,
        units=tuple(RatedUnit(one.unit.code, one.unit.name, one.category) for one in rated),
        categories={code: names.get(code) or code or "全部" for code in used},
        classes=_classes(facts, rated),
        ballot_size=0,
        key=key_id(key("ticket")),
        client=dict(client),
    )
    return sized(manifest), to_canonical(scheme)


# ---- which units


def rated_units(scheme: Scheme, facts: RoundFacts) -> Iterator[Rated]:
    """The units that the round's voter group rates, category by category, stations after their parent.

    A unit whose score comes from its stations alone is not on the ballot itself.
    """
    campaign = campaign_of(facts.campaign)
    objects = objects_of(campaign, scheme) if campaign is not None else Objects((), {})
    part, every = objects.parts, objects.units
    apart = {unit for unit, p in part.items() if p.status != APPRAISED}
    order = [c.code for c in categories_of(facts.campaign)]
    taking = [u for u in every if u.id in part and u.id not in apart and part[u.id].category]
    taking.sort(key=lambda u: (order.index(part[u.id].category), u.code))
    seen: set[object] = set()
    for unit in taking:
        category = part[unit.id].category
        below = [u for u in every if u.id not in apart]
        for one in _rated_of(scheme, facts.group, unit, category, below):
            if one.id not in seen:
                seen.add(one.id)
                own = part[one.id].category if one.id in part else ""
                yield Rated(one, own or category)


def _rated_of(
    scheme: Scheme, group: str, unit: UnitFacts, category: str, every: Sequence[UnitFacts]
) -> Iterator[UnitFacts]:
    """The unit itself, its stations, or both, as the score tree of its category asks for."""
    tree = scheme.tree_of(category)
    needs = needs_of(scheme, tree, category)
    for measure in scheme.measures.values():
        needs.add(needs_of(scheme, measure, category))
    itself, stations = _asked(scheme, group, needs), list[UnitFacts]()
    for rollup in needs.rollups:
        found = _subunits(unit, rollup, every)
        if found:
            stations += found if _asked(scheme, group, needs_of(scheme, rollup.node, category)) else []
        elif rollup.otherwise is not None:
            itself = itself or _asked(scheme, group, needs_of(scheme, rollup.otherwise, category))
    if itself or tree is None:
        yield unit
    yield from stations


def _asked(scheme: Scheme, group: str, needs: Needs) -> bool:
    return group in needs.groups(scheme)


def _subunits(unit: UnitFacts, rollup: Rollup, every: Sequence[UnitFacts]) -> list[UnitFacts]:
    """Objects that the roll-up finds below the unit."""

    def belongs(other: UnitFacts) -> bool:
        link = getattr(other, rollup.by.value)
        return link is not None and link in {unit.id, unit.code, unit.name}

    return [u for u in every if belongs(u) and (not rollup.kinds or u.kind in rollup.kinds)]


# ---- what is asked


def _questions(scheme: Scheme, group: str, category: str) -> tuple[Question, ...]:
    aspects = scheme.asked(group, category) if scheme.aspects else (OVERALL,)
    made = []
    for code in aspects:
        scale = scheme.scale_for(group, code)
        if scale is None:
            raise Refused(Text(f"「{code}」没有量表。", f"“{code}” has no scale."))
        name = scheme.aspects[code].name if code in scheme.aspects else code
        made.append(Question(code, name, ENGLISH.get(name, ""), scale.code))
    return tuple(made)


def _scales(scheme: Scheme, forms: Mapping[str, tuple[Question, ...]]) -> dict[str, tuple[Choice, ...]]:
    used = dict.fromkeys(question.scale for form in forms.values() for question in form)
    return {code: _choices(scheme.scales[code]) for code in used}


def _choices(scale: Scale) -> tuple[Choice, ...]:
    """The options of a scale; free points as one option for each step, where these are few enough."""
    named = [Choice(o.code, o.name, ENGLISH.get(o.name, ""), o.kind.value) for o in scale.options]
    if scale.free is not None:
        steps = (scale.free.high - scale.free.low) / scale.free.step
        points = [scale.free.high - scale.free.step * at for at in range(min(int(steps), 99) + 1)]
        words = [str(p) if p.denominator == 1 else str(float(p)) for p in points]
        named = [Choice(word, word) for word in words] + named
    if len(named) > len(DIGITS):
        raise Refused(
            Text(
                f"量表「{scale.name}」有{len(named)}个以上的选项，网上选票最多{len(DIGITS)}个；请改用分档量表或其他渠道。",
                f"Scale “{scale.name}” has {len(named)} options or more; a web ballot holds {len(DIGITS)}. "
                "Use a scale with grades, or another channel.",
            )
        )
    return tuple(named)


# ---- by whom


def _classes(facts: RoundFacts, rated: Sequence[Rated]) -> tuple[ClassOnBallot, ...]:
    codes = Invitation.objects.filter(round=facts.id).values_list("class_code", flat=True)
    invited = Counter(codes.iterator())
    made = []
    for group in CredentialClass.objects.filter(round=facts.id).order_by("code"):
        if not invited[group.code]:
            continue
        units = None
        if group.unit is not None:
            units = tuple(r.unit.code for r in rated if group.unit in {r.unit.id, r.unit.parent})
            if not units:
                raise Refused(
                    Text(
                        f"「{group.title}」不在本轮选票上，却有{invited[group.code]}人受邀。",
                        f"“{group.title}” is not on this ballot, yet {invited[group.code]} persons are invited.",
                    )
                )
        made.append(ClassOnBallot(group.code, group.title, units, invited[group.code], group.eligible))
    return tuple(made)

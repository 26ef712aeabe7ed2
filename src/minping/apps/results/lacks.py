"""One thing that stands between a campaign and its totals; and those that other rooms must bring to an end."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from minping.apps.assessments.selectors import daily_stand, events_unconfirmed
from minping.apps.partners.selectors import ComponentStand, SiteStand, reports_stand, site_stand
from minping.apps.results.inside import outdated, title_of
from minping.apps.results.models import Sheet
from minping.apps.results.rooms import KEEPERS
from minping.core.findings import Text


@dataclass(frozen=True)
class Lack:
    """One thing that is missing. ``item`` names it for its explanation; ``explainable`` false: it must come.
    ``link``: the page on which it is seen to."""

    item: str
    text: Text
    remedy: Text
    explainable: bool = True
    reason: str = ""
    signed_by: str = ""
    link: str = ""

    @property
    def settled(self) -> bool:
        """Whether a signed reason stands for it."""
        return self.explainable and bool(self.reason)


def room_lacks(campaign: UUID) -> Iterator[Lack]:
    """What other rooms have not brought to an end."""
    yield from _daily(campaign)
    for component in reports_stand(campaign):
        yield from _component(component)
    for site in site_stand(campaign):
        yield from _site(site)
    yield from _inside(campaign)


def unsigned_codes(campaign: UUID) -> frozenset[str]:
    """Components of the scheme whose partner has not signed yet."""
    return frozenset(code for one in reports_stand(campaign) if one.state != SIGNED for code in one.codes)


SIGNED, ABSENT = "signed", "absent"


def _daily(campaign: UUID) -> Iterator[Lack]:
    stand = daily_stand(campaign)
    link = KEEPERS[Sheet.ENTRIES].link(campaign)
    if stand is not None and stand.objected:
        yield Lack(
            "daily:objected",
            Text(f"日常考评有{stand.objected}条异议没有决定", f"{stand.objected} objections are undecided"),
            Text("由记录人以外的人书面决定", "somebody other than the recorder decides them in writing"),
            explainable=False,
            link=link,
        )
    if stand is not None and not stand.frozen:
        yield Lack(
            "daily:frozen",
            Text("日常考评记录没有截止冻结", "the book of the daily assessment is not frozen"),
            Text("截止日后由两人冻结", "freeze it by two after its cut-off"),
            explainable=False,
            link=link,
        )
    if number := events_unconfirmed(campaign):
        yield Lack(
            "events:unconfirmed",
            Text(f"有{number}项登记的事项没有第二人确认", f"{number} events wait for a second person"),
            Text("由另一人确认或撤销", "another person confirms or strikes them"),
            explainable=False,
            link=KEEPERS[Sheet.EVENTS].link(campaign),
        )


def _component(one: ComponentStand) -> Iterator[Lack]:
    link = reverse("partners:component", args=[one.id])
    if one.changed_after_signing:
        yield _changed(f"component:{one.id}:changed", one.component, link)
    if one.state != SIGNED:
        state = {
            "waiting": Text("还没有报送", "nothing has come in"),
            "draft": Text("没有签字", "it is not signed"),
            "reopened": Text("已退回改报，没有重新签字", "it was reopened and is not signed again"),
        }[one.state]
        if one.lacking:
            names = "、".join(period.component.removeprefix(one.component).strip() for period in one.lacking)
            state = Text(f"还有{len(one.lacking)}期没有签字（{names}）", f"periods not signed: {names}")
        yield Lack(
            f"component:{one.id}:{one.state}",
            Text(
                f"{one.partner_name}的「{one.component}」：{state.zh}",
                f"“{one.component}” of {one.partner_name}: {state.en}",
            ),
            Text(
                "请配合单位报送并签字；不再报送的，签字说明",
                "let the partner report and sign, or sign why it stays absent",
            ),
            link=link,
        )


def _site(one: SiteStand) -> Iterator[Lack]:
    link = reverse("partners:component", args=[one.id])
    if one.changed_after_signing:
        yield _changed(f"site:{one.id}:changed", one.site, link)
    if one.state not in {SIGNED, ABSENT}:
        yield Lack(
            f"site:{one.id}",
            Text(f"会场「{one.site}」（{one.unit_name}）没有报送", f"site “{one.site}” has not reported"),
            Text(
                "请该会场报送并签字；没有举行的，由该会场说明缺席理由并签字",
                "let it report and sign; where no session was held, its absence is signed there",
            ),
            explainable=False,
            link=link,
        )


def _changed(item: str, name: str, link: str) -> Lack:
    return Lack(
        item,
        Text(f"「{name}」签字后被改动", f"“{name}” was changed after it was signed"),
        Text(
            "退回改报、重新签字，并查清是谁改动的",
            "reopen it, have it signed again, and find out who changed it",
        ),
        explainable=False,
        link=link,
    )


def _inside(campaign: UUID) -> Iterator[Lack]:
    """Values from campaigns inside units that were scored again since."""
    for one, last in outdated(campaign):
        title = title_of(last)
        yield Lack(
            f"inside:{one.submission}:{one.unit_id}:{last.number}",
            Text(
                f"「{title}」已有第{last.number}次计分，这里取的是第{one.run.number}次",
                f"“{title}” was scored again (run {last.number}); the value taken is of run {one.run.number}",
            ),
            Text(
                "重开报送、重新取数并签字；仍用原来的数的，签字说明",
                "reopen, take it anew and have it signed, or sign why the former value stays",
            ),
            link=reverse("results:inside", args=[campaign]),
        )

"""What every service of this room asks first: who, for which component, and whether it may still change."""

from uuid import UUID

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.partners.models import Component, Submission
from minping.core.findings import Text

GONE = Text("这一项已不存在，请刷新页面。", "This no longer exists; reload the page.")
_SCORED = frozenset(
    {
        "scored",
        "reviewed",
        "internally_announced",
        "appeal_window",
        "final",
        "published",
        "follow_up",
        "archived",
    }
)
_SETTLED = frozenset({"reconciled"})
_NAMED = 12


def held(component: UUID) -> Component:
    """The component, locked for this transaction. Raises Refused when it is gone."""
    found = Component.objects.select_for_update().filter(id=component).first()
    if found is None:
        raise Refused(GONE)
    return found


def as_partner_or_office(actor: Actor, component: Component) -> bool:
    """True when the office acts; a partner acts for the own unit. Raises NotAllowed."""
    if actor.may("partners.edit"):
        return True
    if not actor.may("partners.own", component.partner_id):
        raise NotAllowed("partners.own")
    return False


def in_force(component: Component) -> Submission | None:
    """The delivery that is a draft or signed."""
    states = (Submission.State.DRAFT, Submission.State.SIGNED)
    return component.submissions.filter(state__in=states).first()


def still_open(component: Component) -> Text | None:
    """Why nothing can be handed in any more; None while it can."""
    there = in_force(component)
    if there is not None and there.state == Submission.State.SIGNED:
        return Text(
            "这张表已经签字，不能再改。如需更正，请评议办写明理由后重开。",
            "This table is signed and can no longer be changed. To correct it, ask the office to reopen it.",
        )
    if component.absent_at is not None:
        return Text(
            "评议办已签字说明本项不报送。如需报送，请评议办先撤回说明。",
            "The office signed that this is not handed in. Ask it to withdraw that first.",
        )
    opened = component.submissions.filter(state=Submission.State.REOPENED).first()
    state = component.campaign.state
    if state in _SCORED and (opened is None or opened.appeal is None):
        return Text(
            "本年度已经计分，只有申诉复核可以重开报送。",
            "The year's scores are computed: only an appeal can reopen this.",
        )
    if state in _SETTLED and opened is None:
        return Text(
            "报送已经截止、核对齐全。逾期报送请评议办处理。",
            "Collecting has ended and everything was reconciled. Ask the office about a late report.",
        )
    return None


def require_open(component: Component) -> None:
    """Raises Refused saying why the component cannot change."""
    closed = still_open(component)
    if closed is not None:
        raise Refused(closed)


def scored(component: Component) -> bool:
    """Whether the campaign's scores have been computed."""
    return component.campaign.state in _SCORED


def open_periods(found: Component) -> list[Component]:
    """Periods that are neither signed nor signed as absent, in order."""
    signed = Submission.objects.filter(component__parent=found, state=Submission.State.SIGNED)
    done = set(signed.values_list("component", flat=True))
    return [one for one in found.periods.order_by("since") if one.id not in done and one.absent_at is None]


def require_periods(found: Component) -> None:
    """Raises Refused naming the periods that lack."""
    lacking = open_periods(found)
    if lacking:
        names = "、".join(one.title.removeprefix(found.title).strip() for one in lacking[:_NAMED])
        more = "等" if len(lacking) > _NAMED else ""
        raise Refused(
            Text(
                f"还有{len(lacking)}期没有签字：{names}{more}。请补报签字；确实不报的，请评议办逐期签字说明。",
                f"{len(lacking)} periods are not signed: {names}. Hand them in and sign, or let the office sign "
                "why they are absent.",
            )
        )

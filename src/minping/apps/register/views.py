"""The office's pages about invitations: how far each round is, and the acts on a round."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from minping.apps.campaigns.selectors import RoundFacts, campaigns, round_of, rounds_of
from minping.apps.foundation.approvals import waiting
from minping.apps.foundation.asking import BY_TWO, Question, confirm
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.pages import actor_of, attempt, fresh, page
from minping.apps.people.selectors import person_of_phone, roster_stand
from minping.apps.register import services
from minping.apps.register.forms import CloseForm, ReissueForm, UnlockForm
from minping.apps.register.persons import invite_drawn
from minping.apps.register.selectors import locked_codes, participation_of, still_invited, uncoded
from minping.apps.register.services.invitations import SMALL
from minping.core.findings import Text
from minping.core.lifecycle import ROUND

OVER = frozenset({"closed", "tallied", "validated", "short", "supplemented", "void", "repeated"})
ASKED = Text("已提请，等第二人确认。", "Asked; another person must agree.")


def facts_or_404(round: UUID) -> RoundFacts:
    """The round, or a page that says there is none."""
    facts = round_of(round)
    if facts is None or facts.channel != "web":
        raise Http404
    return facts


def back_to(round: UUID) -> HttpResponse:
    """The page of the round."""
    return redirect("invitations:round", round=round)


def person_with(request: HttpRequest, phone: str) -> UUID:
    """The person whose number was typed. Raises Refused."""
    found = person_of_phone(actor_of(request), phone)
    if found is None:
        raise Refused(Text("名册里没有这个手机号。", "No list has this telephone number."))
    return found


@require_GET
@page("register.view")
def home(request: HttpRequest) -> HttpResponse:
    """Every round that is held on the web."""
    shown = [
        {"campaign": campaign, "rounds": [_line(r) for r in rounds_of(campaign.id) if r.channel == "web"]}
        for campaign in campaigns()
    ]
    return render(request, "register/home.html", {"campaigns": shown})


def _line(facts: RoundFacts) -> dict[str, object]:
    return {
        "round": facts,
        "state": ROUND.state(facts.state).label,
        "part": participation_of(facts.id),
        "over": facts.state in OVER,
    }


@require_GET
@page("register.view")
def round_page(request: HttpRequest, round: UUID) -> HttpResponse:
    """How far a round is: who is asked, codes, opening, participation, close."""
    facts = facts_or_404(round)
    part = participation_of(round)
    context = {
        **_line(facts),
        "part": part,
        "drawn": roster_stand(round).drawn,
        "uncoded": uncoded(round),
        "still": still_invited(round),
        "locked": locked_codes(round),
        "small": [c for c in part.classes if 0 < c.invited < SMALL],
        "waiting": waiting(subject=round, act="register.close"),
        "before": facts.state in {"drawn", "invited"},
        "live": facts.state == "open",
    }
    return render(request, "register/round.html", context)


@page("register.edit")
def make(request: HttpRequest, round: UUID) -> HttpResponse:
    """Invite everybody who was drawn."""
    facts = facts_or_404(round)
    if request.method != "POST":
        return confirm(request, _make_question(facts))
    actor = actor_of(request)
    attempt(
        request,
        lambda: invite_drawn(actor=actor, round=round),
        Text("邀请已生成，下一步是发码。", "The invitations are made; codes come next."),
    )
    return back_to(round)


def _make_question(facts: RoundFacts) -> Question:
    number = roster_stand(facts.id).drawn
    return Question(
        title=Text(
            f"为「{facts.title}」生成邀请", f"Make the invitations of “{facts.title_en or facts.title}”"
        ),
        happens=[
            Text(
                "每位抽中的人得到一份邀请；已有邀请的不重复。", "Each person drawn is invited; nobody twice."
            ),
            Text("此时还没有码，也不发任何通知。", "No code is made yet and nobody is told."),
        ],
        number=Text(f"抽中{number}人", f"{number} persons were drawn"),
        undo=Text("开放前可以补充，不能减少。", "More can be added before the round opens, none removed."),
        button=Text("生成邀请", "Make the invitations"),
        back=reverse("invitations:round", args=[facts.id]),
    )


@page("register.open")
@fresh
def open_round(request: HttpRequest, round: UUID) -> HttpResponse:
    """Hand the round to the box."""
    facts = facts_or_404(round)
    if request.method == "POST":
        actor = actor_of(request)
        attempt(
            request,
            lambda: services.round_open(actor=actor, round=round),
            Text("本轮已开放投票。", "The round is open."),
        )
        return back_to(round)
    invited, left = participation_of(round).invited, uncoded(round)
    happens = [
        Text(
            "单位、问题、评议人类别和截止时间写成清单交给票箱，此后都不能再改。",
            "Units, questions, classes and the closing time go to the box as a list and cannot change any more.",
        ),
        Text("受邀的人可以领票、投票。", "Those invited may fetch and cast ballots."),
    ]
    if left:
        happens.append(Text(f"还有{left}份邀请没有发码。", f"{left} invitations have no code yet."))
    question = Question(
        title=Text(f"开放「{facts.title}」", f"Open “{facts.title_en or facts.title}”"),
        happens=happens,
        number=Text(f"受邀{invited}人", f"{invited} persons are invited"),
        undo=Text("不能撤销；只能经两人确认截止。", "It cannot be undone; two persons can close it."),
        button=Text("开放投票", "Open the round"),
        back=reverse("invitations:round", args=[round]),
    )
    return confirm(request, question)


@page("register.close")
@fresh
def close_round(request: HttpRequest, round: UUID) -> HttpResponse:
    """Ask the second person to close the round."""
    facts = facts_or_404(round)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor, reason = actor_of(request), form.cleaned_data["reason"]
        attempt(request, lambda: services.round_close(actor=actor, round=round, reason=reason), ASKED)
        return back_to(round)
    part = participation_of(round)
    question = Question(
        title=Text(f"截止「{facts.title}」", f"Close “{facts.title_en or facts.title}”"),
        happens=[
            Text("票箱不再收票，随即计票。", "The box takes no more ballots and counts those it has."),
            Text("尚未领票的人不能再领。", "Those without a ballot can fetch none any more."),
        ],
        number=Text(
            f"邀请{part.invited}人，约{part.counted}票",
            f"{part.invited} invited, about {part.counted} ballots",
        ),
        undo=Text(
            "不能撤销；票数不足可另开补充轮次。", "It cannot be undone; a supplementary round may follow."
        ),
        button=Text("提请截止", "Ask for the close"),
        back=reverse("invitations:round", args=[round]),
        agree=BY_TWO,
        danger=True,
    )
    return confirm(request, question, form)


@page("register.unlock")
@fresh
def unlock(request: HttpRequest, round: UUID) -> HttpResponse:
    """Ask the second person to unlock a typed code."""
    facts = facts_or_404(round)
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor, given = actor_of(request), form.cleaned_data
        if attempt(
            request,
            lambda: services.ask_unlock(actor=actor, locator=given["locator"], reason=given["reason"]),
            ASKED,
        ):
            return back_to(round)
    context = {"round": facts, "form": form, "locked": locked_codes(round), "back": _back(round)}
    return render(request, "register/unlock.html", context)


@page("register.reissue")
@fresh
def reissue(request: HttpRequest, round: UUID) -> HttpResponse:
    """Ask the second person for another ticket."""
    facts = facts_or_404(round)
    form = ReissueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def ask() -> None:
            person = person_with(request, given["phone"])
            services.ask_reissue(actor=actor_of(request), round=round, person=person, reason=given["reason"])

        if attempt(request, ask, ASKED):
            return back_to(round)
    part = participation_of(round)
    return render(
        request, "register/reissue.html", {"round": facts, "form": form, "part": part, "back": _back(round)}
    )


def _back(round: UUID) -> str:
    return reverse("invitations:round", args=[round])

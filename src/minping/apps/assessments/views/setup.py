"""The days of the book, the facts that are put forward, the freeze."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minping.apps.assessments import services
from minping.apps.assessments.facts import facts_waiting
from minping.apps.assessments.forms import BookForm, FactRulesForm
from minping.apps.assessments.ledger import every_item, has_ledger
from minping.apps.assessments.models import Book, Entry, FactRule
from minping.apps.assessments.services.freezing import lacks_of
from minping.apps.assessments.views.frame import at, campaign_asked, campaign_or_404, framed, item_choices
from minping.apps.assessments.words import crosses_years, rule_of, window_words
from minping.apps.campaigns.selectors import frozen_scheme
from minping.apps.foundation.asking import BY_TWO, Question, confirm
from minping.apps.foundation.pages import actor_of, attempt, fresh, page
from minping.core.findings import Text
from minping.core.scheme.model import Scheme
from minping.core.scoring.inputs import EntryState

SAVED = Text("已保存。", "Saved.")
ASKED = Text(
    "已提请冻结，请另一人到“双人确认”办理。", "Asked for; another person agrees under approvals by two."
)


@require_http_methods(["GET", "POST"])
@page("assessments.edit")
def setup(request: HttpRequest) -> HttpResponse:
    """Open the book, move its days, choose what is put forward."""
    campaign, actor = campaign_asked(request), actor_of(request)
    scheme = frozen_scheme(campaign.id) if campaign else None
    context = framed(request, "setup", campaign)
    if campaign is None or scheme is None or not has_ledger(scheme):
        return render(request, "assessments/setup.html", context | {"nothing": True})
    book = Book.objects.filter(campaign=campaign.id).first()
    known = {"cut_off": book.cut_off, "objection_days": book.objection_days} if book else {}
    posted = request.POST if "cut_off" in request.POST else None
    form = BookForm(posted, initial=known)
    rules = dict(FactRule.objects.filter(campaign=campaign.id).values_list("kind", "item"))
    chosen = request.POST if request.POST and posted is None else None
    rules_form = FactRulesForm(chosen, items=item_choices(scheme), initial=rules)
    if posted is not None and form.is_valid():
        said = form.cleaned_data
        if attempt(request, lambda: services.book_set(actor=actor, campaign=campaign.id, **said), SAVED):
            return redirect(at("setup", campaign.id))
    elif chosen is not None and rules_form.is_valid():
        wanted = rules_form.cleaned_data
        if attempt(
            request, lambda: services.fact_rules_set(actor=actor, campaign=campaign.id, rules=wanted), SAVED
        ):
            return redirect(at("proposals", campaign.id))
    context |= {
        "book": book,
        "form": form,
        "rules_form": rules_form if book and book.state == Book.State.OPEN else None,
        "may_freeze": book is not None and book.state == Book.State.OPEN,
        "lacks": lacks_of(book) if book and book.state == Book.State.OPEN else (),
        "facts": len(facts_waiting(campaign.id)),
    }
    return render(request, "assessments/setup.html", context | _items(scheme))


def _items(scheme: Scheme) -> dict[str, object]:
    items = every_item(scheme)
    rows = [(item, rule_of(item.of), window_words(item.window)) for item in items.values()]
    return {"items": rows, "crosses": any(crosses_years(item.window) for item in items.values())}


@require_http_methods(["GET", "POST"])
@page("assessments.decide")
@fresh
def freeze(request: HttpRequest) -> HttpResponse:
    """Ask the second person to freeze the book."""
    campaign, actor = campaign_or_404(request), actor_of(request)
    back = at("board", campaign.id)
    if request.method == "POST":
        attempt(request, lambda: services.freeze_ask(actor=actor, campaign=campaign.id), ASKED)
        return redirect(back)
    waiting = len(facts_waiting(campaign.id))
    n = Entry.objects.filter(campaign=campaign.id).exclude(state=EntryState.STRUCK).count()
    happens = [
        Text(
            "全部记录定稿，计分时以此为准；此后不能再记、再改。",
            "All entries are final and the score is computed from them; nothing more is recorded or changed.",
        )
    ]
    if waiting:
        happens.append(
            Text(
                f"还有{waiting}件提请记录的事实没有处理，冻结后不再计入。",
                f"{waiting} facts that were put forward are not decided; they will not count.",
            )
        )
    question = Question(
        title=Text("冻结日常考评", "Freeze the daily assessment"),
        happens=happens,
        undo=Text("不能。之后的差错只能通过申诉更正。", "No. What is wrong is corrected by an appeal alone."),
        button=Text("提请冻结", "Ask for it"),
        back=back,
        number=Text(f"{n}条记录", f"{n} entries"),
        agree=BY_TWO,
        danger=True,
    )
    return confirm(request, question)

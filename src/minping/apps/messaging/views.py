"""Pages of the room messaging: the queue, texts, files for the platform, rules."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minping.apps.foundation.asking import Question, confirm
from minping.apps.foundation.pages import actor_of, attempt, download, fresh, page, say
from minping.apps.messaging.forms import BackForm, OptOutForm, RulesForm, TemplateForm
from minping.apps.messaging.models import Message, MessageTemplate, OptOut, SendFile
from minping.apps.messaging.phones import e164
from minping.apps.messaging.reports import file_take_back
from minping.apps.messaging.selectors import counts
from minping.apps.messaging.sending import Made, file_make
from minping.apps.messaging.services import (
    message_requeue,
    number_opts_out,
    rules,
    rules_set,
    template_put,
    template_retire,
)
from minping.apps.messaging.texts import ALLOWED, length_of
from minping.core.bundle.cells import BadCell
from minping.core.findings import Text
from minping.core.lifecycle import DELIVERY

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_GET
@page("messaging.view")
def home(request: HttpRequest) -> HttpResponse:
    """What waits, what was sent, the texts."""
    found, signature = counts(), rules().signature
    texts = MessageTemplate.objects.filter(retired=False)
    context = {
        "states": [(state.name, state.label, found.get(state.name, 0)) for state in DELIVERY.states],
        "queued": found.get("queued", 0),
        "templates": [(t, length_of(t.zh, signature)) for t in texts],
        "files": SendFile.objects.all()[:20],
        "unknown": Message.objects.filter(state="unknown").select_related("file")[:50],
        "rules": rules(),
        "opt_outs": OptOut.objects.count(),
    }
    return render(request, "messaging/home.html", context)


@page("messaging.edit")
def template(request: HttpRequest, template_id: UUID | None = None) -> HttpResponse:
    """Write a text, or change one."""
    actor = actor_of(request)
    found = get_object_or_404(MessageTemplate, id=template_id) if template_id else None
    initial = {"name": found.name, "zh": found.zh, "en": found.en} if found else {}
    form = TemplateForm(request.POST or None, initial=initial)
    length = length_of(found.zh, rules().signature) if found else None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        length = length_of(given["zh"], rules().signature)
        if attempt(
            request,
            lambda: template_put(
                actor=actor, name=given["name"], zh=given["zh"], en=given["en"], template=template_id
            ),
            Text("已保存。", "Saved."),
        ):
            return redirect("messaging:home")
    context = {"form": form, "found": found, "allowed": ALLOWED, "length": length}
    return render(request, "messaging/template.html", context)


@require_POST
@page("messaging.edit")
def retire(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """Offer a text no longer."""
    found, actor = get_object_or_404(MessageTemplate, id=template_id), actor_of(request)
    attempt(request, lambda: template_retire(actor=actor, template=found.id), Text("已停用。", "Retired."))
    return redirect("messaging:home")


@page("messaging.send")
@fresh
def send(request: HttpRequest, form: str) -> HttpResponse:
    """Make the file for the platform from what is due."""
    actor = actor_of(request)
    if form not in KINDS:
        raise Http404
    if request.method == "POST":
        made: list[Made] = []
        if attempt(request, lambda: made.append(file_make(actor=actor, form=form))):
            name = say(Text(f"短信发送{made[0].number}", f"messages-{made[0].number}"))
            return download(made[0].data, f"{name}.{form}", KINDS[form])
        return redirect("messaging:home")
    queued = counts().get("queued", 0)
    question = Question(
        title=Text("生成发送文件", "Make the file to send"),
        happens=[
            Text(
                "到时的短信写入一个文件，含完整号码和内容，用于上传到短信平台；系统不留文件。",
                "What is due goes into a file with full numbers and texts, to be uploaded to the platform; no copy "
                "stays here.",
            ),
            Text(
                "这些短信记为“发送中”，等待回执。",
                "These messages count as being sent and wait for the report.",
            ),
        ],
        number=Text(f"待发{queued}条", f"{queued} queued"),
        undo=Text(
            "文件没有上传的，可以退回重发。", "If the file is never uploaded, its messages can be taken back."
        ),
        button=Text("生成并下载", "Make and download"),
        back=reverse("messaging:home"),
    )
    return confirm(request, question)


@page("messaging.send")
def take_back(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """A file that was never uploaded."""
    found, actor = get_object_or_404(SendFile, id=file_id), actor_of(request)
    form = BackForm(request.POST or None)
    back = reverse("messaging:home")
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = Text("已退回待发。", "Back in the queue.")
        attempt(request, lambda: file_take_back(actor=actor, file=found.id, reason=reason), done)
        return redirect(back)
    question = Question(
        title=Text(f"退回发送文件 {found.number}", f"Take back file {found.number}"),
        happens=[Text("其中的短信回到待发。", "Its messages go back into the queue.")],
        number=Text(f"{found.messages}条", f"{found.messages} messages"),
        undo=Text(
            "如果文件其实已经上传，有人会收到两次。", "If it was uploaded after all, people get them twice."
        ),
        button=Text("退回", "Take back"),
        back=back,
        danger=True,
    )
    return confirm(request, question, form)


@require_POST
@page("messaging.send")
def requeue(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Queue an unknown message again, after checking by hand."""
    found, actor = get_object_or_404(Message, id=message_id), actor_of(request)
    attempt(
        request,
        lambda: message_requeue(actor=actor, message=found.id),
        Text("已重新排队。", "Queued again."),
    )
    return redirect("messaging:home")


@page("messaging.edit")
def rules_page(request: HttpRequest) -> HttpResponse:
    """Caps, quiet hours, signature; numbers that want no messages."""
    actor, found = actor_of(request), rules()
    names = ("signature", "per_number_day", "per_day", "quiet_from", "quiet_until")
    opting = "phone" in request.POST
    form = RulesForm(
        None if opting else request.POST or None, initial={name: getattr(found, name) for name in names}
    )
    out = OptOutForm(request.POST if opting else None)
    if request.method == "POST" and opting and out.is_valid() and _opted_out(request, out):
        return redirect("messaging:rules")
    if request.method == "POST" and not opting and form.is_valid():
        given = form.cleaned_data
        if attempt(request, lambda: rules_set(actor=actor, **given), Text("已保存。", "Saved.")):
            return redirect("messaging:home")
    context = {"form": form, "out": out, "opt_outs": OptOut.objects.count()}
    return render(request, "messaging/rules.html", context)


def _opted_out(request: HttpRequest, form: OptOutForm) -> bool:
    try:
        number = e164(form.cleaned_data["phone"])
    except BadCell as bad:
        form.add_error("phone", say(bad.remedy))
        return False
    actor = actor_of(request)
    done = Text("已记录，不再发送。", "Noted; nothing more is sent.")
    return attempt(request, lambda: number_opts_out(actor=actor, number=number), done)

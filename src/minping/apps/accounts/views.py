"""Pages of the room accounts."""

from uuid import UUID

from django.conf import settings
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from minping.apps.accounts import services
from minping.apps.accounts.forms import (
    FirstPasswordForm,
    GrantForm,
    HandoverForm,
    NewUserForm,
    PhoneForm,
    ReasonForm,
    UserForm,
)
from minping.apps.accounts.models import User
from minping.apps.accounts.selectors import UserFacts, user_facts, users
from minping.apps.foundation.asking import Question, confirm
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, attempt, fresh, page, public, say
from minping.apps.foundation.permissions import declared, words_of
from minping.apps.foundation.roles import LABELS, Role
from minping.apps.foundation.sealing import unseal
from minping.apps.messaging.phones import local_form
from minping.core.findings import Text


@require_GET
@page("accounts.view")
def listing(request: HttpRequest) -> HttpResponse:
    """Everybody who may sign in, and who no longer may."""
    text, role = request.GET.get("text", "").strip(), request.GET.get("role", "")
    found = users(text=text, role=Role(role) if role in set(Role) else None)
    context = {"people": found, "text": text, "role": role, "labels": LABELS.items()}
    return render(request, "accounts/list.html", context)


@require_http_methods(["GET", "POST"])
@page("foundation.home")
def me(request: HttpRequest) -> HttpResponse:
    """One's own account: roles, password, second factor; the number for notices can be changed."""
    actor = actor_of(request)
    form = PhoneForm(request.POST or None)
    if form.is_valid() and attempt(
        request,
        lambda: services.own_phone_set(actor=actor, phone=form.cleaned_data["phone"]),
        Text("已保存。", "Saved."),
    ):
        return redirect("accounts:me")
    return render(request, "accounts/me.html", {"person": _person(actor.id), "form": form})


@page("accounts.edit")
def new(request: HttpRequest) -> HttpResponse:
    """Make an account."""
    form = NewUserForm(request.POST or None)
    made: list[UUID] = []
    if form.is_valid() and attempt(
        request,
        lambda: made.append(services.user_create(actor=actor_of(request), **form.cleaned_data)),
        Text(
            "账号已建立，请添加角色并发放首次密码。",
            "The account was made; give it a role and a first password.",
        ),
    ):
        return redirect("accounts:user", user=made[0])
    return render(request, "accounts/new.html", {"form": form})


@require_GET
@page("accounts.view")
def roles(request: HttpRequest) -> HttpResponse:
    """What each role may do."""
    table = [(words_of(name), [role in held for role in Role]) for name, held in declared().items()]
    return render(request, "accounts/roles.html", {"table": table, "labels": list(LABELS.values())})


@require_GET
@page("accounts.view")
def detail(request: HttpRequest, user: UUID) -> HttpResponse:
    """One account: who, which roles, what can be done."""
    person = _person(user)
    return render(request, "accounts/user.html", {"person": person, "own": user == actor_of(request).id})


@page("accounts.edit")
def edit(request: HttpRequest, user: UUID) -> HttpResponse:
    """Mend an account."""
    found = get_object_or_404(User, id=user)
    initial = {
        "name": found.name,
        "post": found.post,
        "email": found.email,
        "phone": local_form(unseal(found.sealed_phone, "phone")),
    }
    form = UserForm(request.POST or None, initial=initial)
    if form.is_valid() and attempt(
        request,
        lambda: services.user_edit(actor=actor_of(request), user=user, **form.cleaned_data),
        Text("已保存。", "Saved."),
    ):
        return redirect("accounts:user", user=user)
    return render(request, "accounts/edit.html", {"form": form, "person": _person(user)})


@page("accounts.edit")
def deactivate(request: HttpRequest, user: UUID) -> HttpResponse:
    """Ask, then close an account."""
    person = _person(user)
    question = Question(
        title=Text(f"停用{person.name}的账号", f"Close the account of {person.name}"),
        happens=[
            Text("此人立即退出，不能再登录。", "This person is signed out at once and cannot sign in."),
            Text("操作记录和经办的事项都保留。", "What this person did stays on record."),
        ],
        number=Text("1个账号", "1 account"),
        undo=Text("可以，随时可恢复启用。", "Yes, it can be opened again at any time."),
        button=Text("停用账号", "Close the account"),
        back=reverse("accounts:user", args=[user]),
        danger=True,
    )
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt(
        request,
        lambda: services.user_deactivate(
            actor=actor_of(request), user=user, reason=form.cleaned_data["reason"]
        ),
        Text("账号已停用。", "The account is closed."),
    ):
        return redirect("accounts:user", user=user)
    return confirm(request, question, form)


@page("accounts.edit")
def reactivate(request: HttpRequest, user: UUID) -> HttpResponse:
    """Ask, then open a closed account again."""
    person = _person(user)
    question = Question(
        title=Text(f"恢复{person.name}的账号", f"Open the account of {person.name} again"),
        happens=[Text("此人可用原密码登录，原有角色恢复。", "The old password and roles work again.")],
        undo=Text("可以，随时可再停用。", "Yes, it can be closed again at any time."),
        button=Text("恢复账号", "Open again"),
        back=reverse("accounts:user", args=[user]),
    )
    if request.method == "POST" and attempt(
        request,
        lambda: services.user_reactivate(actor=actor_of(request), user=user),
        Text("账号已恢复。", "The account is open again."),
    ):
        return redirect("accounts:user", user=user)
    return confirm(request, question)


@page("accounts.edit")
@fresh
def password(request: HttpRequest, user: UUID) -> HttpResponse:
    """Hand out a first password: by link, or printed. Both are shown once."""
    person = _person(user)
    context: dict[str, object] = {"person": person}
    if request.method == "POST":
        actor, shown = actor_of(request), list[str]()
        by_link = request.POST.get("way") == "link"
        make = services.first_password_link if by_link else services.initial_password
        if attempt(request, lambda: shown.append(make(actor=actor, user=user))):
            if by_link:
                path = reverse("first_password", args=[user, shown[0]])
                context["link"] = settings.SITE_URL.rstrip("/") + path
            else:
                context["password"] = shown[0]
                context["address"] = settings.SITE_URL.rstrip("/") + "/office/"
    return render(request, "accounts/password.html", context)


@page("accounts.grant")
@fresh
def second_factor(request: HttpRequest, user: UUID) -> HttpResponse:
    """Ask, then take away a lost second factor."""
    person = _person(user)
    question = Question(
        title=Text(f"清除{person.name}的第二重验证", f"Remove the second factor of {person.name}"),
        happens=[
            Text(
                "此人的动态口令、安全密钥和备用码全部作废，下次登录须重新设置。",
                "App, keys and recovery codes stop working; they are set up anew at the next sign-in.",
            ),
            Text("请先当面或电话核实本人身份。", "Make sure first that it is really this person who asks."),
        ],
        undo=Text("不能，只能重新设置。", "No; it has to be set up anew."),
        button=Text("清除第二重验证", "Remove it"),
        back=reverse("accounts:user", args=[user]),
        danger=True,
    )
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt(
        request,
        lambda: services.second_factor_reset(
            actor=actor_of(request), user=user, reason=form.cleaned_data["reason"]
        ),
        Text("已清除。", "Removed."),
    ):
        return redirect("accounts:user", user=user)
    return confirm(request, question, form)


@page("accounts.grant")
def give(request: HttpRequest, user: UUID) -> HttpResponse:
    """Give a role."""
    form = GrantForm(request.POST or None)
    if form.is_valid() and attempt(
        request,
        lambda: services.grant_give(actor=actor_of(request), user=user, grant=form.grant()),
        Text("角色已添加。", "The role was given."),
    ):
        return redirect("accounts:user", user=user)
    return _with_person(request, "accounts/give.html", user, form)


@page("accounts.grant")
def take(request: HttpRequest, user: UUID, grant: UUID) -> HttpResponse:
    """Ask, then take a role away."""
    person = _person(user)
    held = next((g for g in person.grants if g.id == grant), None)
    if held is None:
        raise Http404
    label = LABELS[held.role]
    question = Question(
        title=Text(
            f"取消{person.name}的角色「{label.zh}」", f"Take the role of {label.en} from {person.name}"
        ),
        happens=[
            Text("立即生效，相应页面不再开放。", "At once; the pages that need the role close."),
            Text("由他人代理此角色的，代理同时结束。", "Whoever stands in for this role loses it too."),
        ],
        undo=Text("可以，随时可再添加。", "Yes, it can be given again at any time."),
        button=Text("取消角色", "Take it away"),
        back=reverse("accounts:user", args=[user]),
        danger=True,
    )
    if request.method == "POST" and attempt(
        request,
        lambda: services.grant_take(actor=actor_of(request), user=user, grant=grant),
        Text("角色已取消。", "The role was taken away."),
    ):
        return redirect("accounts:user", user=user)
    return confirm(request, question)


@page("accounts.grant")
def deputy(request: HttpRequest, user: UUID) -> HttpResponse:
    """Let somebody stand in for a person who is away."""
    form = HandoverForm(request.POST or None, absent=user, initial={"since": today()})
    if form.is_valid() and attempt(
        request,
        lambda: services.handover(
            actor=actor_of(request),
            absent=user,
            deputy=UUID(form.cleaned_data["deputy"]),
            since=form.cleaned_data["since"],
            until=form.cleaned_data["until"],
        ),
        Text("代理已设置，到期自动失效。", "It is set and ends by itself."),
    ):
        return redirect("accounts:user", user=user)
    return _with_person(request, "accounts/deputy.html", user, form)


@public
def first_password(request: HttpRequest, user: UUID, token: str) -> HttpResponse:
    """Set a first password by the one-time link."""
    found = User.objects.filter(id=user).first()
    if found is None or not services.link_open(user, token):
        context = {"title": Text("链接已失效", "This link is over"), "text": services.LINK_OVER}
        return render(request, "foundation/fault.html", context, status=404)
    form = FirstPasswordForm(request.POST or None, user=found)
    if form.is_valid() and attempt(
        request,
        lambda: services.first_password_set(user=user, token=token, password=form.cleaned_data["password"]),
        Text("密码已设置，请登录。", "The password is set; sign in."),
    ):
        return redirect("account_login")
    return render(request, "accounts/first_password.html", {"form": form, "username": found.username})


def _person(user: UUID | None) -> UserFacts:
    found = user_facts([user] if user else [])
    if not found:
        raise Http404(say(Text("没有这个账号", "no such account")))
    return next(iter(found.values()))


def _with_person(request: HttpRequest, template: str, user: UUID, form: BaseForm) -> HttpResponse:
    return render(request, template, {"form": form, "person": _person(user)})

"""Every change to accounts: made, mended, closed; roles given and taken; first passwords."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from minping.apps.accounts.models import Grant, User
from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.roles import SCOPED, Role, clash
from minping.apps.foundation.sealing import seal
from minping.apps.messaging.phones import e164, is_mobile
from minping.apps.units.selectors import units_of
from minping.core.bundle.cells import BadCell
from minping.core.findings import Text

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letter that is read as another on paper."""
LINK_OVER = Text(
    "这个链接已经用过、已被新链接代替或已超过三天。请向评议办索取新链接。",
    "This link was used, replaced, or is older than three days. Ask the office for a new one.",
)


class _Links(PasswordResetTokenGenerator):
    """One link at a time: it dies with the time it was made at, or with the password."""

    key_salt = "minping.accounts.first_password"

    def _make_hash_value(self, user: AbstractBaseUser, timestamp: int) -> str:
        made = user.link_made_at if isinstance(user, User) else None
        return f"{user.pk}{user.password}{made.timestamp() if made else ''}{timestamp}"

    def check_token(self, user: User | None, token: str | None) -> bool:
        return bool(user and user.link_made_at and super().check_token(user, token))


links = _Links()


@dataclass(frozen=True)
class NewGrant:
    """A role to be given; with ``deputy_for`` only from ``since`` to ``until``."""

    role: Role
    unit: UUID | None = None
    deputy_for: UUID | None = None
    since: date | None = None
    until: date | None = None


@transaction.atomic
def user_create(
    *,
    actor: Actor,
    username: str,
    name: str,
    post: str = "",
    email: str = "",
    phone: str = "",
    password: str | None = None,
) -> UUID:
    """A new account without roles; without ``password`` nobody can sign in until one is set."""
    require(actor, "accounts.edit")
    username = username.strip()
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(Text(f"用户名「{username}」已有人使用。", f"The user name “{username}” is taken."))
    user = User(username=username, name=name.strip(), post=post.strip(), email=email, made_at=now())
    user.sealed_phone = _sealed(phone)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as fault:
        raise Refused(
            Text(f"用户名「{username}」已有人使用。", f"The user name “{username}” is taken.")
        ) from fault
    record(actor, "accounts.user.made", user.id, username=username)
    return user.id


@transaction.atomic
def user_edit(
    *, actor: Actor, user: UUID, name: str, post: str, email: str, phone: str | None = None
) -> None:
    """Mend name, post, address, number (``None``: as it is). The user name stays: the log knows people by it."""
    require(actor, "accounts.edit")
    found = _found(user)
    found.name, found.post, found.email = name.strip(), post.strip(), email
    if phone is not None:
        found.sealed_phone = _sealed(phone)
    found.save(update_fields=["name", "post", "email", "sealed_phone"])
    record(actor, "accounts.user.edited", user)


@transaction.atomic
def own_phone_set(*, actor: Actor, phone: str) -> None:
    """One's own number for notices; empty takes it away."""
    found = _found(actor.person)
    found.sealed_phone = _sealed(phone)
    found.save(update_fields=["sealed_phone"])
    record(actor, "accounts.user.edited", found.id)


def _sealed(phone: str) -> bytes:
    """A mobile number, sealed; nothing for none. Raises Refused for what cannot be sent to."""
    if not phone.strip():
        return b""
    try:
        number = e164(phone)
    except BadCell as bad:
        raise Refused(bad.remedy) from bad
    if not is_mobile(number):
        raise Refused(Text("请填写手机号，座机收不到短信。", "Give a mobile number; others get no messages."))
    return seal(number, "phone")


@transaction.atomic
def user_deactivate(*, actor: Actor, user: UUID, reason: str) -> None:
    """Close an account: its sessions end at once, what it did stays in the log."""
    require(actor, "accounts.edit")
    if user == actor.id:
        raise Refused(Text("不能停用自己的账号。", "You cannot close your own account."))
    found = _found(user)
    if not found.is_active:
        raise Refused(Text("这个账号已经停用。", "This account is closed already."))
    _keep_a_lead(without=Grant.objects.filter(user=found))
    found.is_active, found.link_made_at = False, None
    found.save(update_fields=["is_active", "link_made_at"])
    record(actor, "accounts.user.closed", user, reason=reason)


@transaction.atomic
def user_reactivate(*, actor: Actor, user: UUID) -> None:
    """Open a closed account again, with the roles it had."""
    require(actor, "accounts.edit")
    found = _found(user)
    if found.is_active:
        raise Refused(Text("这个账号没有停用。", "This account is not closed."))
    found.is_active = True
    found.save(update_fields=["is_active"])
    record(actor, "accounts.user.reopened", user)


@transaction.atomic
def grant_give(*, actor: Actor, user: UUID, grant: NewGrant) -> UUID:
    """Give a role. Nobody gives one to himself; roles that must be apart are refused."""
    require(actor, "accounts.grant")
    if user == actor.id:
        raise Refused(
            Text(
                "不能给自己添加角色，请另一位有权限的人员办理。", "Nobody gives himself a role; ask another."
            )
        )
    found = _found(user)
    _check(found, grant)
    row = Grant(
        user=found,
        role=grant.role,
        unit_id=grant.unit,
        deputy_for_id=grant.deputy_for,
        since=grant.since,
        until=grant.until,
        given_at=now(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as fault:
        raise Refused(Text("此人已有这个角色。", "This person holds the role already.")) from fault
    said = {"role": grant.role, "unit": grant.unit, "deputy_for": grant.deputy_for}
    record(actor, "accounts.grant.given", user, since=grant.since, until=grant.until, **said)
    return row.id


@transaction.atomic
def grant_take(*, actor: Actor, user: UUID, grant: UUID) -> None:
    """Take a role away, from those who stand in for this person too. The last office lead keeps hers."""
    require(actor, "accounts.grant")
    if user == actor.id:
        raise Refused(
            Text("不能取消自己的角色，请另一位有权限的人员办理。", "Nobody takes his own role; ask another.")
        )
    found = Grant.objects.select_for_update().filter(id=grant, user_id=user).first()
    if found is None:
        raise Refused(Text("此人已没有这个角色。", "This person no longer holds the role."))
    _keep_a_lead(without=Grant.objects.filter(id=grant))
    if found.deputy_for_id is None:
        Grant.objects.filter(deputy_for_id=user, role=found.role, unit=found.unit).delete()
    found.delete()
    record(actor, "accounts.grant.taken", user, role=found.role, unit=found.unit_id)


@transaction.atomic
def handover(*, actor: Actor, absent: UUID, deputy: UUID, since: date, until: date) -> Sequence[UUID]:
    """Let ``deputy`` hold all roles of ``absent`` from ``since`` to ``until`` (F167)."""
    require(actor, "accounts.grant")
    own = Grant.objects.filter(user_id=absent, deputy_for__isnull=True).order_by("role")
    had = set(Grant.objects.filter(user_id=deputy, deputy_for__isnull=True).values_list("role", "unit_id"))
    wanted = [g for g in own if (g.role, g.unit_id) not in had]
    if not wanted:
        raise Refused(Text("没有需要代理的角色。", "There is no role to stand in for."))
    return [
        grant_give(
            actor=actor,
            user=deputy,
            grant=NewGrant(Role(g.role), g.unit_id, deputy_for=absent, since=since, until=until),
        )
        for g in wanted
    ]


@transaction.atomic
def initial_password(*, actor: Actor, user: UUID) -> str:
    """A password to be printed and handed over; it must be changed at the first sign-in. Shown once."""
    require(actor, "accounts.edit")
    found = _another_active(actor, user)
    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    found.set_password(password)
    found.must_change, found.link_made_at = True, None
    found.save(update_fields=["password", "must_change", "link_made_at"])
    record(actor, "accounts.password.handed_out", user)
    return password


@transaction.atomic
def first_password_link(*, actor: Actor, user: UUID) -> str:
    """The secret part of a link by which this person sets the password, once, within three days.

    The password so far stops working; an earlier link too.
    """
    require(actor, "accounts.edit")
    found = _another_active(actor, user)
    found.set_unusable_password()
    found.must_change, found.link_made_at = False, now()
    found.save(update_fields=["password", "must_change", "link_made_at"])
    record(actor, "accounts.password.link_made", user)
    return links.make_token(found)


@transaction.atomic
def first_password_set(*, user: UUID, token: str, password: str) -> None:
    """Set the password by the link. Refused when the link was used, replaced or is too old."""
    found = User.objects.select_for_update().filter(id=user, is_active=True).first()
    if found is None or not links.check_token(found, token):
        raise Refused(LINK_OVER)
    found.set_password(password)
    found.must_change, found.link_made_at = False, None
    found.save(update_fields=["password", "must_change", "link_made_at"])
    record(Actor(id=found.id, name=found.name), "accounts.password.set_by_link", user)


def link_open(user: UUID, token: str) -> bool:
    """Whether a link can still be used."""
    found = User.objects.filter(id=user, is_active=True).first()
    return found is not None and links.check_token(found, token)


@transaction.atomic
def second_factor_reset(*, actor: Actor, user: UUID, reason: str) -> None:
    """Take away a lost second factor; it is set up anew at the next sign-in.

    Not by whoever may only hand out passwords: both together would open somebody else's account.
    """
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 - reads settings when imported

    require(actor, "accounts.grant")
    _another_active(actor, user)
    removed, _ = Authenticator.objects.filter(user_id=user).delete()
    if not removed:
        raise Refused(Text("此账号没有设置第二重验证。", "This account has no second factor."))
    record(actor, "accounts.second_factor.reset", user, reason=reason)


@transaction.atomic
def first_lead_create(*, username: str, name: str, password: str) -> UUID:
    """The first office lead of a new installation. Refused when there is a lead already."""
    if Grant.objects.filter(role=Role.LEAD, user__is_active=True).exists():
        raise Refused(Text("已经有评议办负责人。", "There is an office lead already."))
    user = user_create(actor=SYSTEM, username=username, name=name, password=password)
    grant_give(actor=SYSTEM, user=user, grant=NewGrant(Role.LEAD))
    return user


def _found(user: UUID) -> User:
    found = User.objects.select_for_update().filter(id=user).first()
    if found is None:
        raise Refused(Text("没有这个账号。", "There is no such account."))
    return found


def _another_active(actor: Actor, user: UUID) -> User:
    if user == actor.id:
        raise Refused(
            Text("请在「我的账号」修改自己的密码和第二重验证。", "Change your own under “My account”.")
        )
    found = _found(user)
    if not found.is_active:
        raise Refused(Text("这个账号已经停用。", "This account is closed."))
    return found


def _check(user: User, grant: NewGrant) -> None:
    if (grant.role in SCOPED) != (grant.unit is not None):
        raise Refused(
            Text(
                "联络员、成员单位角色须指明单位，其他角色不指明。",
                "Liaisons and partners need a unit; others none.",
            )
        )
    if grant.unit and not units_of([grant.unit]):
        raise Refused(Text("没有这个单位。", "There is no such unit."))
    if grant.deputy_for:
        _check_deputy(user, grant)
    ended = Grant.objects.filter(user=user, until__lt=today())
    held = Grant.objects.filter(user=user).exclude(id__in=ended.values("id"))
    if problem := clash(frozenset(Role(role) for role in held.values_list("role", flat=True)) | {grant.role}):
        raise Refused(problem)


def _check_deputy(user: User, grant: NewGrant) -> None:
    if grant.deputy_for == user.id:
        raise Refused(Text("不能代理自己。", "Nobody stands in for himself."))
    if not grant.since or not grant.until or grant.until < grant.since:
        raise Refused(
            Text(
                "代理须写明起止日期，止日不早于起日。", "Standing in needs a first and a last day, in order."
            )
        )
    held = Grant.objects.filter(user=grant.deputy_for, role=grant.role, deputy_for__isnull=True)
    if grant.unit not in set(held.values_list("unit_id", flat=True)):
        raise Refused(
            Text(
                "被代理人没有这个角色，代理的角色不能再转。",
                "The absent person does not hold this role himself.",
            )
        )


def _keep_a_lead(without: QuerySet[Grant]) -> None:
    gone = {grant.id for grant in without}
    leads = Grant.objects.select_for_update().filter(
        role=Role.LEAD, user__is_active=True, deputy_for__isnull=True
    )
    lead_ids = {grant.id for grant in leads}
    if lead_ids and not lead_ids - gone:
        raise Refused(
            Text(
                "这是唯一的评议办负责人，请先指定另一位负责人。",
                "This is the only office lead; name another one first.",
            )
        )

"""The office itself, and the offices above and below it."""

from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.units.models import Office
from minping.apps.units.rules import check_name
from minping.apps.units.spelling import normal_name
from minping.core.findings import Text


@transaction.atomic
def own_office_set(*, actor: Actor, name: str, phone: str = "", address: str = "") -> UUID:
    """Name the office that runs this installation, and how it is reached."""
    require(actor, "units.office")
    name = normal_name(name)
    check_name(name)
    values = {"name": name, "phone": phone.strip()[:40], "address": address.strip()[:200]}
    office, _ = Office.objects.update_or_create(own=True, defaults=values)
    record(actor, "units.office.named", office.id, name=name)
    return office.id


@transaction.atomic
def office_save(
    *,
    actor: Actor,
    name: str,
    above: bool,
    office: UUID | None = None,
    phone: str = "",
    address: str = "",
) -> UUID:
    """Write down an office above (``above``) or below the own one. There is one above at most."""
    require(actor, "units.office")
    name = normal_name(name)
    check_name(name)
    own = Office.objects.select_for_update().filter(own=True).first()
    if own is None:
        raise Refused(Text("请先填写本办公室的名称。", "Name your own office first."))
    if above and own.upper_id not in {None, office}:
        raise Refused(
            Text("上级办公室只有一个，请修改现有的。", "There is one office above: change that one.")
        )
    if Office.objects.filter(name=name).exclude(id__in=[office] if office else []).exists():
        raise Refused(Text(f"已有名为「{name}」的办公室。", f"There is an office “{name}” already."))
    row = Office.objects.filter(id=office, own=False).first() if office else Office()
    if row is None:
        raise Refused(Text("这个办公室已不存在。", "This office is gone."))
    row.name, row.phone, row.address = name, phone.strip()[:40], address.strip()[:200]
    row.upper = None if above else own
    row.save()
    if above:
        Office.objects.filter(id=own.id).update(upper=row)
    record(actor, "units.office.saved", row.id, name=name, above=above)
    return row.id


@transaction.atomic
def office_delete(*, actor: Actor, office: UUID) -> None:
    """Remove an office above or below; the own one stays."""
    require(actor, "units.office")
    row = Office.objects.select_for_update().filter(id=office, own=False).first()
    if row is None:
        raise Refused(Text("这个办公室已不存在。", "This office is gone."))
    Office.objects.filter(upper=row).update(upper=None)
    row.delete()
    record(actor, "units.office.deleted", office, name=row.name)

"""Tables that partners and the office hand in: tried on the whole campaign before they are stored."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.results.composition import staged
from minping.apps.results.models import TableVersion
from minping.apps.results.rooms import keepers_of
from minping.apps.results.services.moves import known_campaign
from minping.apps.results.storing import keep
from minping.apps.results.tables import LABELS, newest
from minping.core.bundle.sheets import SUFFIXES
from minping.core.findings import Finding, RefusedInput, Text

LARGEST = 20 * 1024 * 1024


def table_take(
    *, actor: Actor, campaign: UUID, sheet: str, name: str, data: bytes, source: str = ""
) -> TableVersion:
    """Store a table as its next version. Raises Refused with every finding when it cannot be used."""
    require(actor, "results.edit")
    known_campaign(campaign)
    _check_file(sheet, name, data)
    _check_keeper(campaign, sheet)
    rows = _rows_of(campaign, sheet, name, data)
    return _stored(
        actor, campaign, sheet, name=Path(name).name[:200], file=keep(data), rows=rows, source=source
    )


def table_withdraw(*, actor: Actor, campaign: UUID, sheet: str, reason: str) -> TableVersion:
    """The newest version no longer counts; the versions themselves stay."""
    require(actor, "results.edit")
    there = newest(campaign).get(sheet)
    if there is None or not there.file:
        raise Refused(Text("没有可撤下的表。", "There is no table to withdraw."))
    if not reason.strip():
        raise Refused(Text("请写明撤下的理由。", "Say why it is withdrawn."))
    return _stored(actor, campaign, sheet, name="", file="", rows=0, source=reason)


@transaction.atomic
def _stored(
    actor: Actor, campaign: UUID, sheet: str, *, name: str, file: str, rows: int, source: str
) -> TableVersion:
    if actor.id is None:
        raise Refused(Text("请先登录", "Sign in first"))
    last = TableVersion.objects.filter(campaign=campaign, sheet=sheet).aggregate(number=Max("number"))
    version = TableVersion(
        campaign_id=campaign,
        sheet=sheet,
        number=(last["number"] or 0) + 1,
        name=name,
        file=file,
        rows=rows,
        source=source.strip()[:200],
        by=actor.id,
        by_name=actor.name,
        at=now(),
    )
    try:
        with transaction.atomic():
            version.save()
    except IntegrityError as fault:
        raise Refused(
            Text(
                "刚才另有人上传了这张表，请看过最新版本后再传。",
                "Somebody else uploaded this table just now.",
            )
        ) from fault
    act = "results.table.taken" if file else "results.table.withdrawn"
    record(actor, act, campaign, sheet=sheet, number=version.number, file=file, rows=rows)
    return version


def _check_file(sheet: str, name: str, data: bytes) -> None:
    if sheet not in LABELS:
        raise Refused(Text("没有这种表。", "There is no such table."))
    if Path(name).suffix.lower() not in SUFFIXES:
        listed = "、".join(SUFFIXES)
        raise Refused(Text(f"只接收 {listed} 文件。", f"Only these files are taken: {listed}."))
    if not data or len(data) > LARGEST:
        raise Refused(Text("文件是空的，或超过20 MB。", "The file is empty or larger than 20 MB."))


def _check_keeper(campaign: UUID, sheet: str) -> None:
    """One source for each table: where a room keeps it, nothing is uploaded beside."""
    keeper = keepers_of(campaign).get(sheet)
    if keeper is not None:
        raise Refused(
            Text(
                f"这张表由「{keeper.name.zh}」在系统内产生，不再上传；请到那里登记或更正。",
                f"This table is kept under “{keeper.name.en}”; enter or correct it there, nothing is uploaded.",
            )
        )


def _rows_of(campaign: UUID, sheet: str, name: str, data: bytes) -> int:
    """How many rows the campaign reads from the table."""
    try:
        bundle = staged(campaign, tables={sheet: (name, data)}, tallies=False)
    except RefusedInput as refused:
        found = [_named(finding, sheet, Path(name).name) for finding in refused.findings if _told(finding)]
        raise Refused(
            Text(
                "表格没有收下，请按下列提示改正后重传。", "The table was not taken; mend what is named below."
            ),
            found,
        ) from refused
    return len(getattr(bundle.data, sheet))


def _told(finding: Finding) -> bool:
    """Ballots are not asked of a table that is looked at alone."""
    return finding.code != "bundle.no_ballots"


def _named(finding: Finding, sheet: str, name: str) -> Finding:
    """The file under the name that its owner knows."""
    if Path(finding.place.file).stem != sheet:
        return finding
    return finding.at(replace(finding.place, file=name))

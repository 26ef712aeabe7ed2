"""Every step of an import: upload, match, check, apply, undo, discard. Each may be repeated without harm."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from minping.apps.foundation import jobs
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.imports import keeping
from minping.apps.foundation.imports.checking import DryRun, dry_run, finding_as_json, untold
from minping.apps.foundation.imports.kinds import REFUSED, UNCHANGED, ImportKind, Target, kind_of
from minping.apps.foundation.imports.models import ImportProfile, ImportRun
from minping.apps.foundation.imports.reading import (
    Mapped,
    header_row,
    likeliest,
    mapped_from,
    sight_of,
    signature,
)
from minping.apps.foundation.jobs import Told
from minping.apps.foundation.roles import Role
from minping.apps.foundation.sealing import blind_index
from minping.core.bundle.limits import ROSTER
from minping.core.findings import RefusedInput, Text

LARGE_ROWS, LARGE_BYTES = 5_000, 2 << 20
"""Tables above either are checked and applied as a job."""

State = ImportRun.State
_GONE = Text("原文件已按期清除，请重新上传。", "The file has been erased after its time. Upload it again.")


def kind_for(run: ImportRun) -> ImportKind:
    """The kind of a run. Raises Refused when no room knows it any more."""
    kind = kind_of(run.kind)
    if kind is None:
        raise Refused(Text("这类导入已不再使用。", "This kind of import is no longer in use."))
    return kind.shaped(run.target)


def target_key(target: Target) -> str:
    """The same for equal targets."""
    text = json.dumps(dict(target), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def run_upload(*, actor: Actor, kind: ImportKind, target: Target, name: str, raw: bytes) -> UUID:
    """Take a file in; the same file again leads to the run that waits already.

    Raises Refused with findings for a file that cannot be read.
    """
    kind.allow(actor, target)
    kind = kind.shaped(target)
    digest = hashlib.sha256(raw).hexdigest()
    digest = blind_index(digest, "import-file") if kind.personal else digest
    waiting = _waiting(actor, kind, target, digest)
    if waiting is not None:
        return waiting
    seen = _sight(raw, name, kind)
    chosen = likeliest(seen, kind)
    run = ImportRun(
        kind=kind.code,
        target=dict(target),
        target_key=target_key(target),
        file_name=name[:200],
        file_hash=digest,
        file_size=len(raw),
        stored=keeping.keep_file(raw, kind.personal),
        sealed=kind.personal,
        mapping=_guess(kind, seen[chosen]).as_json(),
        large=max(sheet["rows"] for sheet in seen) > LARGE_ROWS or len(raw) > LARGE_BYTES,
        sight=keeping.packed(seen, kind.personal),
        started_by=actor.id,
        started_name=actor.name,
        started_at=now(),
    )
    try:
        with transaction.atomic():
            run.save(force_insert=True)
            record(actor, "foundation.import.uploaded", run.id, kind=kind.code, bytes=len(raw))
    except IntegrityError:
        keeping.erase_file(run.stored)
        again = _waiting(actor, kind, target, digest)
        if again is None:
            raise
        return again
    return run.id


def _sight(raw: bytes, name: str, kind: ImportKind) -> list[dict[str, Any]]:
    try:
        return sight_of(raw, name, kind)
    except RefusedInput as refused:
        said = Text(
            "文件没有导入，请按下面的说明处理后重新上传。",
            "The file was not taken in. Mend it as follows and upload it again.",
        )
        raise Refused(said, refused.findings) from refused


def _waiting(actor: Actor, kind: ImportKind, target: Target, digest: str) -> UUID | None:
    return (
        ImportRun.objects.filter(
            kind=kind.code,
            file_hash=digest,
            target_key=target_key(target),
            started_by=actor.id,
            state__in=[State.UPLOADED, State.CHECKED],
        )
        .values_list("id", flat=True)
        .first()
    )


def applied_before(run: ImportRun) -> ImportRun | None:
    """The newest import of the very same file into the same target that still stands."""
    return (
        ImportRun.objects.filter(
            kind=run.kind, file_hash=run.file_hash, target_key=run.target_key, state=State.APPLIED
        )
        .exclude(id=run.id)
        .order_by("-applied_at")
        .first()
    )


def _guess(kind: ImportKind, sheet: Mapping[str, Any]) -> Mapped:
    """The remembered match of this header, else the one that the names suggest."""
    known = ImportProfile.objects.filter(kind=kind.profile, signature=signature(sheet["texts"])).first()
    columns = known.columns if known else sheet["columns"]
    names = {column.name for column in kind.columns}
    return Mapped(sheet["name"], sheet["header"], {k: at for k, at in columns.items() if k in names})


def guess_for(run: ImportRun, kind: ImportKind, sheet: str, header: int | None) -> Mapped:
    """The suggested match for another sheet or header row of the same file."""
    seen = keeping.unpacked(run.sight, run.sealed) or []
    found = next((one for one in seen if one["name"] == sheet), seen[0])
    if header is not None and header != found["header"]:
        at = header_row(found["top"], header, kind)
        found = {**found, "header": header, "texts": list(at.texts), "columns": dict(at.positions)}
    return _guess(kind, found)


def run_match(*, actor: Actor, run_id: UUID, mapped: Mapped) -> ImportRun:
    """Fix which column is which, remember it, and check every row (at once, or as a job if large)."""
    with transaction.atomic():
        run = _held(actor, run_id, (State.UPLOADED, State.CHECKED))
        kind = kind_for(run)
        _complete(kind, mapped)
        run.mapping, run.state, run.digest = mapped.as_json(), State.UPLOADED, ""
        run.report, run.counts, run.job = b"", {}, None
        run.save()
        _remember(run, kind, mapped)
        if run.large:
            run.job = _start("check", run, actor, f"{target_key(run.mapping)}:{now().isoformat()}")
            run.save()
            return run
    return run_check(run_id=run.id)


def _complete(kind: ImportKind, mapped: Mapped) -> None:
    missing = [c for c in kind.columns if c.required and c.name not in mapped.columns]
    if missing:
        raise Refused(
            Text(
                f"必填的列还没有对应：{'、'.join(c.zh for c in missing)}。",
                f"Required columns are not matched yet: {', '.join(c.en for c in missing)}.",
            )
        )
    if len(set(mapped.columns.values())) != len(mapped.columns):
        raise Refused(
            Text("文件的一列只能对应一项内容。", "A column of the file can stand for one thing only.")
        )


def _remember(run: ImportRun, kind: ImportKind, mapped: Mapped) -> None:
    seen = keeping.unpacked(run.sight, run.sealed) or []
    sheet = next((one for one in seen if one["name"] == mapped.sheet), None)
    if sheet is not None:
        texts = list(header_row(sheet["top"], mapped.header, kind).texts)
        ImportProfile.objects.update_or_create(
            kind=kind.profile,
            signature=signature(texts),
            defaults={"columns": dict(mapped.columns), "used_at": now()},
        )


def run_check(*, run_id: UUID, told: Told = untold) -> ImportRun:
    """The dry run of a matched table, kept with the run. Raises Refused with findings."""
    run = ImportRun.objects.get(id=run_id)
    kind = kind_for(run)
    try:
        found = dry_run(_raw(run), run.file_name, kind, mapped_from(run.mapping), run.target, told)
    except RefusedInput as refused:
        seen = {"findings": [finding_as_json(f) for f in refused.findings], "listed": {}, "left_out": 0}
        ImportRun.objects.filter(id=run_id, state=State.UPLOADED).update(
            report=keeping.packed(seen, run.sealed), job=None
        )
        said = Text("这张表现在还不能导入。", "This table cannot be taken in as it is.")
        raise Refused(said, refused.findings) from refused
    ImportRun.objects.filter(id=run_id, state=State.UPLOADED).update(
        state=State.CHECKED,
        counts=dict(found.counts),
        digest=found.digest,
        report=keeping.packed(found.report(), run.sealed),
        job=None,
    )
    run.refresh_from_db()
    return run


def _raw(run: ImportRun) -> bytes:
    raw = keeping.kept_file(run.stored, run.sealed)
    if raw is None:
        raise Refused(_GONE)
    return raw


def run_apply(*, actor: Actor, run_id: UUID, digest: str, good_only: bool) -> ImportRun:
    """Write the rows in one transaction (as a job if large). ``digest`` is what the person saw."""
    with transaction.atomic():
        run = _held(actor, run_id, (State.CHECKED,))
        kind = kind_for(run)
        _allowed(run, kind, digest, good_only)
        if run.large:
            run.job = _start("apply", run, actor, digest)
            run.save()
            return run
    return run_write(actor=actor, run_id=run_id, digest=digest, told=untold)


def _allowed(run: ImportRun, kind: ImportKind, digest: str, good_only: bool) -> None:
    if digest != run.digest:
        raise Refused(
            Text("核对结果已经变化，请看过新的结果再导入。", "The check has changed. Look at it again first.")
        )
    refused = run.counts.get(REFUSED, 0)
    if refused and not (good_only and kind.partial):
        raise Refused(
            Text(
                f"有{refused}行不能导入：请改正后重新上传"
                + ("，或选择只导入合格的行。" if kind.partial else "。"),
                f"{refused} rows cannot be taken in: mend and upload again"
                + (", or choose to take the good rows only." if kind.partial else "."),
            )
        )
    if not sum(n for outcome, n in run.counts.items() if outcome not in {REFUSED, UNCHANGED}):
        raise Refused(Text("没有需要写入的内容。", "There is nothing to write."))


def run_write(*, actor: Actor, run_id: UUID, digest: str, told: Told) -> ImportRun:
    """Check once more and write, all in one transaction; what changed meanwhile sends the person back."""
    try:
        with transaction.atomic():
            run, found, written = _written(actor, run_id, digest, told)
    except IntegrityError as fault:
        said = Text(
            "有人同时改动了同样的数据，没有导入。请重新核对后再试。",
            "Somebody changed the same data at the same time; nothing was written. Check again and retry.",
        )
        raise Refused(said) from fault
    if written:
        return run
    ImportRun.objects.filter(id=run_id, state=State.CHECKED).update(
        counts=dict(found.counts),
        digest=found.digest,
        report=keeping.packed(found.report(), run.sealed),
        job=None,
    )
    raise Refused(
        Text(
            "核对之后数据有了变化，没有导入。已重新核对，请再看一遍结果。",
            "The data changed since the check; nothing was written. It was checked anew: look at it again.",
        )
    )


def _written(actor: Actor, run_id: UUID, digest: str, told: Told) -> tuple[ImportRun, DryRun, bool]:
    run = _held(actor, run_id, (State.CHECKED,))
    kind = kind_for(run)
    found = dry_run(_raw(run), run.file_name, kind, mapped_from(run.mapping), run.target)
    if found.digest != digest:
        return run, found, False
    info = kind.apply(actor, found.good, run.target, told)
    if kind.keep is not None:
        kind.keep(info, run.file_name, _raw(run))
    run.state, run.applied_at, run.applied_name = State.APPLIED, now(), actor.name
    run.undo, run.job = keeping.packed(dict(info), run.sealed), None
    run.save()
    record(actor, "foundation.import.applied", run.id, kind=run.kind, **run.counts)
    return run, found, True


@transaction.atomic
def run_undo(*, actor: Actor, run_id: UUID) -> ImportRun:
    """Take an applied import back. The room raises Refused while something depends on it."""
    run = _held(actor, run_id, (State.APPLIED,))
    kind = kind_for(run)
    info = keeping.unpacked(run.undo, run.sealed)
    if info is None:
        raise Refused(
            Text("撤销所需的信息已按保存期限清除。", "What undoing needs has been erased after its time.")
        )
    kind.undo(actor, info, run.target)
    run.state, run.undone_at, run.undone_name, run.undo = State.UNDONE, now(), actor.name, b""
    run.save()
    record(actor, "foundation.import.undone", run.id, kind=run.kind)
    return run


@transaction.atomic
def run_discard(*, actor: Actor, run_id: UUID) -> ImportRun:
    """Give up an import that was not applied; its file is erased."""
    run = _held(actor, run_id, (State.UPLOADED, State.CHECKED))
    stored = run.stored
    run.state, run.stored, run.sight, run.report = State.DISCARDED, "", b"", b""
    run.save()
    record(actor, "foundation.import.discarded", run.id, kind=run.kind)
    transaction.on_commit(lambda: keeping.erase_file(stored))
    return run


_SAID = {
    State.APPLIED: Text(
        "这张表已经导入，没有重复导入。", "This table is in already; nothing was done twice."
    ),
    State.UNDONE: Text("这次导入已经撤销。", "This import has been undone."),
    State.DISCARDED: Text("这次导入已经放弃。", "This import has been given up."),
    State.UPLOADED: Text("请先核对。", "Check it first."),
    State.CHECKED: Text("这张表还没有导入。", "This table is not in yet."),
}


def _held(actor: Actor, run_id: UUID, states: tuple[State, ...]) -> ImportRun:
    """The run, locked, in one of the states. Raises Refused saying what it has become."""
    run = ImportRun.objects.select_for_update().get(id=run_id)
    kind_for(run).allow(actor, run.target)
    if run.state not in states:
        raise Refused(_SAID[State(run.state)])
    return run


def _start(step: str, run: ImportRun, actor: Actor, mark: str) -> UUID:
    payload = {"run": str(run.id), "digest": run.digest, "actor": actor_as_json(actor)}
    key = hashlib.sha256(f"{run.id}:{step}:{mark}".encode()).hexdigest()
    return jobs.start(f"foundation.import.{step}", f"import:{key}", payload, actor)


def actor_as_json(actor: Actor) -> dict[str, Any]:
    """The actor for a job that goes on after the request."""
    return {
        "id": str(actor.id) if actor.id else None,
        "name": actor.name,
        "roles": sorted(actor.roles),
        "units": sorted(str(unit) for unit in actor.units),
        "system": actor.system,
    }


def actor_from(stored: Mapping[str, Any]) -> Actor:
    """The inverse of ``actor_as_json``."""
    return Actor(
        UUID(stored["id"]) if stored["id"] else None,
        stored["name"],
        frozenset(Role(role) for role in stored["roles"]),
        frozenset(UUID(unit) for unit in stored["units"]),
        stored["system"],
    )


MOST_BYTES = ROSTER.file_bytes

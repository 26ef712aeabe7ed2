"""Tables as people hand them in: uploaded, matched as the columns suggest, tried, taken in."""

import csv
import io
from collections.abc import Mapping, Sequence

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.imports.kinds import kind_of
from minping.apps.foundation.imports.models import ImportRun
from minping.apps.foundation.imports.reading import mapped_from
from minping.apps.foundation.imports.services import run_apply, run_match, run_upload

Table = Sequence[Sequence[object]]


def tried(actor: Actor, kind: str, target: Mapping[str, str], name: str, rows: Table) -> ImportRun:
    """Upload a table and try it; what is wrong with it is marked, and nothing is taken in."""
    known = kind_of(kind)
    if known is None:
        raise LookupError(kind)
    run = run_upload(actor=actor, kind=known, target=dict(target), name=name, raw=_as_csv(rows))
    mapped = mapped_from(ImportRun.objects.get(id=run).mapping)
    return run_match(actor=actor, run_id=run, mapped=mapped)


def take_in(actor: Actor, kind: str, target: Mapping[str, str], name: str, rows: Table) -> None:
    """Take a whole table in."""
    run = tried(actor, kind, target, name, rows)
    run_apply(actor=actor, run_id=run.id, digest=run.digest, good_only=False)


def _as_csv(rows: Table) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")

"""The public form of a campaign: merged counts, no ballot, no pattern, no private remark."""

from dataclasses import replace

from minping.core.bundle.ledger_tables import is_short_reason
from minping.core.bundle.model import Bundle, Form
from minping.core.bundle.notebook import Notebook
from minping.core.findings import Place
from minping.core.scheme.model import Scheme
from minping.core.tally.counts import Counts


def to_public(bundle: Bundle) -> Bundle:
    """The bundle without anything that could show a single vote or a private remark.

    What stays: units, the plan, counts as they are scored (dimensions that no rule looks at are summed
    away, small cells merged or withheld), participation, reported values, points of entries, events,
    history. What goes: ballots, patterns, unmerged counts, evidence and sources of entries, all notes
    except the signed reason for too few ballots, which is itself a publication.
    """
    data = bundle.data
    public = replace(
        data,
        participation=tuple(replace(row, note="") for row in data.participation),
        reports=tuple(replace(row, note="") for row in data.reports),
        entries=tuple(replace(row, evidence="", source="") for row in data.entries),
        events=tuple(row if is_short_reason(row.event) else replace(row, note="") for row in data.events),
    )
    return replace(bundle, form=Form.PUBLIC, data=public, raw_counts=None, tally=None, ballots=())


def check_public(counts: Counts, scheme: Scheme, place: Place, notebook: Notebook) -> None:
    """Refuse a public table of counts that shows a cell under the threshold."""
    threshold = scheme.small_cells.threshold
    for cell, content in counts.items():
        if not content.short and content.valid < threshold:
            where = " ".join(part for part in (cell.unit, cell.group, cell.round) if part)
            notebook.error(
                "public.small_cell",
                f"{where}：有效票{content.valid}份，少于{threshold}份，公开形式不得列出",
                f"{where}: {content.valid} valid ballots, fewer than {threshold}: not to be shown in public",
                "请用 minping convert --public 从内部形式重新生成",
                "make it again from the private form with minping convert --public",
                place,
            )

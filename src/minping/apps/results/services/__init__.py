"""Every write of the room results."""

from minping.apps.results.services.documents import documents_make
from minping.apps.results.services.inside import inside_take
from minping.apps.results.services.publication import publication_ask, publication_make
from minping.apps.results.services.reviews import announcement_make, review_give
from minping.apps.results.services.runs import campaign_reconcile, explanation_give, run_ask, run_compute
from minping.apps.results.services.tables import table_take, table_withdraw
from minping.apps.results.services.tallies import tallies_take, tally_take

__all__ = [
    "announcement_make",
    "campaign_reconcile",
    "documents_make",
    "explanation_give",
    "inside_take",
    "publication_ask",
    "publication_make",
    "review_give",
    "run_ask",
    "run_compute",
    "table_take",
    "table_withdraw",
    "tallies_take",
    "tally_take",
]

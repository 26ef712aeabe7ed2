"""All benches, the sizes of each to be given: ``python -m bench --help``."""

import argparse
from pathlib import Path

from bench import ballot_page, cast, export_roster, group_opinions, ledger, result_page, score_ten_million


def main() -> None:
    """Command line: run each bench and print its figures."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000, help="ballots (fewer for a trial)")
    parser.add_argument("--casts", type=int, default=5_000, help="ballots posted to the box")
    parser.add_argument("--people", type=int, default=100_000, help="people on the roster")
    parser.add_argument("--results", type=int, default=100_000, help="ballots behind the result page")
    parser.add_argument("--opinions", type=int, default=100_000, help="opinions to group")
    parser.add_argument("--problems", type=int, default=20_000, help="problems in the ledger")
    parser.add_argument("--repeat", type=int, default=5, help="runs of each; medians are printed")
    parser.add_argument("--folder", type=Path, help="keep the files made here")
    given = parser.parse_args()
    score_ten_million.report(score_ten_million.run(given.rows, given.repeat, given.folder))
    cast.report(cast.run(given.casts, given.repeat))
    ballot_page.report(ballot_page.run())
    export_roster.report(export_roster.run(given.people))
    result_page.report(result_page.run(given.results))
    group_opinions.report(group_opinions.run(given.opinions))
    ledger.report(ledger.run(given.problems))

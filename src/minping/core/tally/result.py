"""What a tally comes to, and the sum of several tallies."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from minping.core.findings import Finding, RefusedInput, error
from minping.core.scheme.model import BallotAction
from minping.core.tally.ballot_rules import RuleHit
from minping.core.tally.moments import Moments
from minping.core.tally.patterns import Patterns, merged_patterns


@dataclass(frozen=True)
class TallyResult:
    """Private: holds patterns. ``hits``: ballots that broke a rule, by what followed.

    ``scheme_hash`` names the scheme under which the answers were read; only tallies of one scheme add.
    ``findings``: warnings only, for errors are raised.
    """

    patterns: Patterns
    moments: Moments | None = None
    hits: Mapping[RuleHit, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    scheme_hash: str = ""

    @property
    def rejected(self) -> dict[str, int]:
        """Ballots set aside (neither valid nor spoiled nor counted), by the rule they broke."""
        aside: Counter[str] = Counter()
        for hit, number in self.hits.items():
            if hit.action == BallotAction.QUARANTINE:
                aside[hit.check] += number
        return dict(sorted(aside.items()))


def merge_tallies(parts: Iterable[TallyResult]) -> TallyResult:
    """The tally of all parts together: addition, in any order. Raises RefusedInput when the parts were
    read under different schemes. Ballots tied by a key must lie within one part."""
    parts = list(parts)
    hashes = sorted({part.scheme_hash for part in parts})
    if len(hashes) > 1:
        raise RefusedInput([_different_schemes(hashes)])
    hits: Counter[RuleHit] = Counter()
    moments: Moments | None = None
    for part in parts:
        hits.update(part.hits)
        if part.moments is not None:
            moments = part.moments if moments is None else moments.merged(part.moments)
    return TallyResult(
        merged_patterns(part.patterns for part in parts),
        moments,
        dict(sorted(hits.items())),
        tuple(finding for part in parts for finding in part.findings),
        hashes[0] if hashes else "",
    )


def _different_schemes(hashes: list[str]) -> Finding:
    listed = "、".join(name[:12] or "—" for name in hashes)
    return error(
        "tally.different_schemes",
        f"各份计票依据的方案不同（{listed}），不能相加。",
        f"The tallies were made under different schemes ({listed}) and cannot be added.",
        "请用同一份定稿方案重新计票。",
        "Tally again under one frozen scheme.",
    )

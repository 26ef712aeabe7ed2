"""A campaign on disk → its score run; a campaign → the public folder that anyone can hold against it.

The command line and the pages of the office compute through these two functions alone.
"""

from collections.abc import Callable
from pathlib import Path

from minping.core.bundle.locate import SCHEME_NAMES
from minping.core.bundle.model import Bundle
from minping.core.bundle.public import to_public
from minping.core.bundle.read import read_bundle
from minping.core.bundle.results import write_results
from minping.core.bundle.write import write_folder
from minping.core.findings import RefusedInput
from minping.core.scheme.canonical import freeze
from minping.core.scoring.engine import score
from minping.core.scoring.result import ScoreRun

Progress = Callable[[str, int], None]


def compute(path: Path, *, progress: Progress | None = None) -> tuple[Bundle, ScoreRun]:
    """Read the campaign in ``path`` and score it. Raises ``RefusedInput``, also for open questions."""
    bundle = read_bundle(path, progress=progress)
    freeze(bundle.scheme, _scheme_name(bundle, path))
    return bundle, score(bundle.scheme, bundle.data, progress=progress)


def _scheme_name(bundle: Bundle, path: Path) -> str:
    names = (name for name in bundle.data.input_hashes if name.rpartition(".")[0] in SCHEME_NAMES)
    return next(names, path.name)


def publish_folder(bundle: Bundle, target: Path) -> None:
    """Write the public form of ``bundle`` with its results, none where the scheme has open questions."""
    public = to_public(bundle)
    write_folder(public, target)
    try:
        freeze(public.scheme)
    except RefusedInput:
        return
    write_results(target, public.scheme, score(public.scheme, public.data))

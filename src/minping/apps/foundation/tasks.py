"""Jobs and sweeps of the pages that serve every room."""

from minping.apps.foundation.evidence import tasks as evidence
from minping.apps.foundation.imports import tasks as imports

__all__ = ["evidence", "imports"]
